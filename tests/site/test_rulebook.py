"""The pages of the rules in a built site: they name the published schemes they concern, and are written only when that changes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.rules import RULES
from gongkai.site.cache import CACHE
from small_site import Project

UNUSED = "waivers: [{code: P003, reason: 早已改正}]\n"


@pytest.fixture
def flawed(project: Project) -> Project:
    """The scheme of 2024 has an unused waiver, that of 2023 parts that make up 101 points, which is waived."""
    append(project, "2024", UNUSED)
    path = project.schemes / "jia" / "mzj" / "2023.yml"
    path.write_text(path.read_text().replace("30分", "31分").replace("points: 30", "points: 31"))
    append(project, "2023", "waivers: [{code: P002, reason: 原文如此}]\n")
    return project


def append(project: Project, year: str, words: str) -> None:
    with (project.schemes / "jia" / "mzj" / f"{year}.yml").open("a") as file:
        file.write(words)


def rules(project: Project) -> dict[str, str]:
    return {address: content.decode() for address, content in project.built().items() if re.match(r"rules/.*\.html", address)}


def linked(html: str) -> list[str]:
    return re.findall(r'href="\.\./([^"]*/report\.html#[^"]*)"', html)


def test_a_rule_names_the_schemes_in_which_it_found_something(flawed: Project) -> None:
    assert flawed.build().done
    pages = rules(flawed)
    (standing,) = {link for link in linked(pages["rules/W001.html"]) if link.startswith("jia/mzj/2024/")}
    (waived,) = linked(pages["rules/P002.html"])
    assert waived.startswith("jia/mzj/2023/report.html#P002-")
    assert "原文如此" in pages["rules/P002.html"]
    site = flawed.built()
    for link in (standing, waived):
        address, _, anchor = link.partition("#")
        assert f' id="{anchor}"'.encode() in site[address]
    assert "已公开的方案目前没有这个问题" in pages["rules/P001.html"]
    assert not any("<!--" in page for page in pages.values())


def test_every_link_into_a_report_is_alive(flawed: Project) -> None:
    flawed.build()
    site = flawed.built()
    links = {link for html in rules(flawed).values() for link in linked(html)}
    assert len(links) > 2
    assert all(f' id="{link.partition("#")[2]}"'.encode() in site[link.partition("#")[0]] for link in links)


@pytest.mark.parametrize("values", [{"draft": "true"}, {"mode": "依申请公开"}], ids=["draft", "on request"])
def test_what_is_not_published_is_never_named(project: Project, values: dict[str, str]) -> None:
    project.scheme("jia/mzj/2024", words="秘而不宣", **values)
    append(project, "2024", UNUSED)
    assert project.build().done
    assert not any("jia/mzj/2024" in page or "甲县民政局2024" in page for page in rules(project).values())


@pytest.mark.parametrize("leave", ["repaired", "withdrawn", "deleted"])
def test_a_scheme_leaves_the_pages_with_its_problem(flawed: Project, leave: str) -> None:
    flawed.build()
    before = rules(flawed)
    path = flawed.schemes / "jia" / "mzj" / "2024.yml"
    if leave == "repaired":
        path.write_text(path.read_text().replace(UNUSED, ""))
    elif leave == "withdrawn":
        path.write_text(path.read_text().replace("mode: 主动公开", "mode: 依申请公开"))
    else:
        path.unlink()
    assert flawed.build().done
    after = rules(flawed)
    assert "jia/mzj/2024/" in before["rules/W001.html"]
    assert "jia/mzj/2024/" not in after["rules/W001.html"]
    if leave == "repaired":
        assert {address for address in before if before[address] != after[address]} == {"rules/W001.html", "rules/index.html"}


def test_only_pages_that_change_are_written(flawed: Project) -> None:
    flawed.build()
    before = {address: (flawed.site / address).stat().st_mtime_ns for address in rules(flawed)}
    flawed.scheme("jia/mzj/2024", words="养老")
    append(flawed, "2024", UNUSED)
    assert flawed.build().written
    assert {address: (flawed.site / address).stat().st_mtime_ns for address in rules(flawed)} == before
    path = flawed.schemes / "jia" / "mzj" / "2024.yml"
    path.write_text(path.read_text().replace("P003", "P004"))
    flawed.build()
    written = {address for address, stamp in before.items() if (flawed.site / address).stat().st_mtime_ns != stamp}
    assert written == {"rules/W001.html"}


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def make_stale(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:3] + bytes(32) + content[35:])  # the key


@pytest.mark.parametrize("damage", [Path.unlink, cut, make_stale])
def test_a_rulebook_that_was_damaged_is_made_anew(flawed: Project, damage: Callable[[Path], object]) -> None:
    flawed.build()
    (book,) = (flawed.root / CACHE).glob("*.rules")
    damage(book)
    path = flawed.schemes / "jia" / "mzj" / "2024.yml"
    path.write_text(path.read_text().replace("P003", "P005"))
    assert flawed.build().done
    mended = flawed.built()
    assert flawed.build().written == 0
    afresh = flawed.site.with_name("afresh")
    assert flawed.build(destination=afresh).done
    assert flawed.built(afresh) == mended


def test_there_is_a_page_for_every_rule(project: Project) -> None:
    project.build()
    assert rules(project).keys() == {"rules/index.html", *(f"rules/{code}.html" for code in RULES)}
