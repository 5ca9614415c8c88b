"""What lists all other files: manifest.json for whoever checks a published site, sitemap.xml for search engines."""

import json
from hashlib import sha256
from xml.etree import ElementTree

import msgspec
import pytest

from gongkai import __version__
from gongkai.site import sitemap
from gongkai.site.sitemap import listed_pages, sitemap_files
from small_site import Project

URL = "https://www.example.gov.cn/zwgk/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def manifest(project: Project) -> dict[str, object]:
    found: dict[str, object] = json.loads(project.built()["manifest.json"])
    return found


def located(content: bytes) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(content).iter(f"{SPACE}loc")]


def with_url(project: Project, url: str) -> None:
    project.replace_rendered(settings=msgspec.structs.replace(project.rendered.settings, url=url))


def test_the_manifest_has_the_digest_of_every_file_but_itself(project: Project) -> None:
    assert project.build().done
    built = project.built()
    known = manifest(project)
    expected = {name: sha256(content).hexdigest() for name, content in built.items() if name not in {"manifest.json", ".gongkai"}}
    files = known["files"]
    assert isinstance(files, dict)
    assert files == expected
    assert list(files) == sorted(files)
    assert (known["generator"], known["date"], known["schemes"]) == (f"gongkai {__version__}", "2025-06-18", 2)


def test_the_manifest_follows_every_change(project: Project) -> None:
    project.build()
    first = manifest(project)
    assert project.build().written == 0
    project.scheme("jia/mzj/2024", words="社会救助")
    assert project.build().done
    second = manifest(project)
    assert first != second
    (project.schemes / "jia/mzj/2024.yml").unlink()
    assert project.build().done
    third = manifest(project)
    assert third["schemes"] == 1
    assert "jia/mzj/2024/" not in json.dumps(third)
    built = project.built()
    assert third["files"] == {name: sha256(built[name]).hexdigest() for name in sorted(built) if name not in {"manifest.json", ".gongkai"}}


def test_a_tampered_page_is_put_right_and_the_manifest_stays(project: Project) -> None:
    project.build()
    before = manifest(project)
    (project.site / "index.html").write_text("篡改", encoding="utf-8")
    assert project.build().written > 0
    assert manifest(project) == before


def test_the_same_sources_give_the_same_manifest(project: Project) -> None:
    project.build()
    first = project.built()["manifest.json"]
    project.build(destination=project.root / "again")
    assert project.built(project.root / "again")["manifest.json"] == first


def test_without_an_address_there_is_no_sitemap(project: Project) -> None:
    project.build()
    assert "sitemap.xml" not in project.built()


def test_the_sitemap_lists_every_page_by_its_absolute_address(project: Project) -> None:
    with_url(project, URL)
    assert project.build().done
    built = project.built()
    urls = located(built["sitemap.xml"])
    pages = {name for name in built if name.endswith(".html") and name != "404.html"}
    assert URL in urls
    assert f"{URL}jia/mzj/2024/scores.html" in urls
    assert {f"{URL}{page}".removesuffix("index.html") for page in pages} == set(urls)
    assert "sitemap.xml" in str(manifest(project)["files"])
    with_url(project, "")
    project.build()
    assert "sitemap.xml" not in project.built()


def test_a_sitemap_is_cut_where_the_format_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 2)
    pages = listed_pages(["b/index.html", "a.html", "a.css", "index.html", "404.html", "文 件.html"])
    files = dict(sitemap_files(pages, URL))
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert located(files["sitemap.xml"]) == [f"{URL}sitemap-1.xml", f"{URL}sitemap-2.xml"]
    assert located(files["sitemap-1.xml"]) + located(files["sitemap-2.xml"]) == [
        f"{URL}a.html",
        f"{URL}b/",
        URL,
        f"{URL}%E6%96%87%20%E4%BB%B6.html",
    ]
