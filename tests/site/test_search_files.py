"""The search's files from build to build: what did not change is not merged again, and the same sources always give the same bytes."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from gongkai.indexing import blocks
from gongkai.indexing.pairs import Pairs
from gongkai.site.sections import search
from search.reader import Reader
from small_site import Project


@pytest.fixture
def counties(project: Project) -> Project:
    """Two regions, the first with two agencies."""
    project.registries(agency="jyj", name="教育局")
    project.scheme("jia/jyj/2024", agency="教育局", words="校园安全")
    project.registries(region="yi")
    project.scheme("yi/mzj/2024", words="养老服务")
    assert project.build().done
    return project


def schemes(project: Project, word: str) -> set[str]:
    return set(Reader(project.built()).candidates(word))


def merged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many schemes each block has that is merged from now on."""
    counts: list[int] = []
    block = blocks.block

    def counted(pairs: Sequence[Pairs], shards: int) -> list[bytes]:
        counts.append(len(pairs))
        return block(pairs, shards)

    monkeypatch.setattr(search, "block", counted)
    return counts


def folder(project: Project) -> Path:
    [found] = project.root.glob(".cache/gongkai/*.pairs")
    return found


def anew(project: Project) -> dict[str, bytes]:
    """The site of the same sources, built with nothing remembered."""
    shutil.rmtree(project.root / ".cache")
    shutil.rmtree(project.site)
    assert project.build().done
    return project.built()


def test_all_are_found(counties: Project) -> None:
    assert schemes(counties, "校园") == {"jia/jyj/2024"}
    assert schemes(counties, "养老") == {"yi/mzj/2024"}
    assert schemes(counties, "业务工作") == {"jia/jyj/2024", "jia/mzj/2023", "jia/mzj/2024", "yi/mzj/2024"}


def test_a_change_merges_the_blocks_of_its_region_alone(counties: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = merged(monkeypatch)
    counties.scheme("yi/mzj/2024", words="殡葬服务")
    assert counties.build().done
    assert counts == [1]
    assert schemes(counties, "养老") == set()
    assert schemes(counties, "殡葬") == {"yi/mzj/2024"}
    changed = counties.built()
    assert anew(counties) == changed


def test_what_no_word_of_changes_is_not_merged(counties: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = merged(monkeypatch)
    file = counties.schemes / "yi" / "mzj" / "2024.yml"
    file.write_text(file.read_text(encoding="utf-8") + "# 一句注释\n", encoding="utf-8")
    assert counties.build().done
    assert counts == []


def test_a_new_scheme_and_a_removed_agency(counties: Project) -> None:
    counties.scheme("jia/jyj/2023", agency="教育局", words="课后服务")
    shutil.rmtree(counties.schemes / "yi")
    assert counties.build().done
    assert schemes(counties, "课后") == {"jia/jyj/2023"}
    assert schemes(counties, "养老") == set()
    assert not (folder(counties) / "yi" / "mzj").exists()
    changed = counties.built()
    assert anew(counties) == changed


@pytest.mark.parametrize("lost", ["jia/mzj", "blocks", "."])
@pytest.mark.parametrize("damage", [True, False])
def test_what_is_kept_may_be_lost(counties: Project, lost: str, damage: bool) -> None:
    before = counties.built()
    target = folder(counties) / lost
    if lost == ".":
        shutil.rmtree(target)
    elif damage:
        target.write_bytes(b"\x00")
    else:
        target.unlink()
    counties.scheme("jia/jyj/2024", agency="教育局", words="课后服务")
    assert counties.build().done
    assert schemes(counties, "课后") == {"jia/jyj/2024"}
    counties.scheme("jia/jyj/2024", agency="教育局", words="校园安全")
    assert counties.build().done
    assert counties.built() == before


def test_what_is_not_public_is_in_no_file(counties: Project) -> None:
    counties.scheme("jia/mzj/2025", draft="true", words="尚未印发的词句")
    counties.scheme("jia/mzj/2022", mode="依申请公开", words="不予公布的词句")
    assert counties.build().done
    assert schemes(counties, "尚未") == schemes(counties, "不予") == set()
    assert [address for address, content in counties.built().items() if "的词句" in content.decode(errors="replace")] == []


def test_a_site_without_schemes_has_its_search_page(project: Project) -> None:
    project.scheme("jia/mzj/2023", draft="true")
    project.scheme("jia/mzj/2024", draft="true")
    assert project.build().done
    assert Reader(project.built()).listing == (16, [])


def test_a_withdrawn_scheme_is_marked(counties: Project) -> None:
    file = counties.schemes / "yi" / "mzj" / "2024.yml"
    text = file.read_text(encoding="utf-8").replace("{mode: 主动公开}", "{mode: 主动公开, validity: 废止, validity_on: 2025-01-01}")
    file.write_text(text, encoding="utf-8")
    assert counties.build().done
    reader = Reader(counties.built())
    assert {each.address for each in reader.listing[1] if each.withdrawn} == {"yi/mzj/2024"}
    assert '"validity":"废止"'.encode() in counties.built()["yi/mzj/2024/search-1.js"]
