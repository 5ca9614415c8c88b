"""The frame as MkDocs renders it: every hole once, nothing from another host, small, and in place for pages at any depth."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from gongkai.views.columns import COLUMNS

ROOT = Path(__file__).parents[2]
HOLES = ("title", "description", "site", "meta", "banner", "crumbs", "contents", "body", "footer", "assets")
ENTRIES = ("home", "catalog", "agencies", "indicators", "calendar", "rules", "guide", "search")
"""The sections in the main navigation; to the others lead the front page and the foot."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-written pages and a shell at two depths, without the plugin."""
    work = tmp_path_factory.mktemp("frame")
    docs, out = work / "docs", work / "site"
    for page in (ROOT / "content").rglob("*.md"):
        target = docs / page.relative_to(ROOT / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page.read_bytes())
    for shell in (docs / "shell.md", docs / "a" / "b" / "shell.md"):
        shell.parent.mkdir(parents=True, exist_ok=True)
        shell.write_text("---\nshell: true\n---\n", encoding="utf-8")
    theme = {"name": "material", "custom_dir": str(ROOT / "theme"), "language": "zh", "font": False}
    options: dict[str, Any] = {"theme": theme, "plugins": [], "strict": False, "use_directory_urls": False}
    build(load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(out), **options))
    return out


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_hole_stands_once(site: Path) -> None:
    holes = Counter(re.findall(r"@@gongkai:([a-z:]+)@@", read(site / "shell.html")))
    assert holes == Counter([*HOLES, *(f"current:{section}" for section in ENTRIES)])
    assert set(ENTRIES) <= COLUMNS.keys()


def test_a_hand_written_page_leaves_its_owner_open_and_marks_its_place(site: Path) -> None:
    page = read(site / "guide" / "index.html")
    assert re.findall(r"@@gongkai:([a-z:]+)@@", page) == ["site", "footer"]  # what only region.yml knows
    assert page.count('<a href="index.html" aria-current="page">公开指南</a>') == 1
    assert page.count("<h1") == 1
    assert '<li><a href="#request">依申请公开</a></li>' in page


@pytest.mark.parametrize("name", ["shell.html", "guide/index.html", "guide/accessibility.html", "404.html"])
def test_nothing_comes_from_another_host(site: Path, name: str) -> None:
    page = read(site / name)
    targets = re.findall(r'(?:href|src)="([^"]*)"', page)
    assert [target for target in targets if re.match(r"(?!data:)[a-z]+:|//|/", target)] == []
    assert "Material" not in page
    assert "fonts.g" not in page


def test_styles_ask_for_nothing(site: Path) -> None:
    sheets = list((site / "styles").glob("*.css"))
    assert sheets
    assert [sheet.name for sheet in sheets if re.search(r"@import|@font-face|url\((?!['\"]?data:)", read(sheet))] == []


def test_links_of_a_deep_shell_lead_up(site: Path) -> None:
    links = re.findall(r'href="([^"#]*)"', read(site / "a" / "b" / "shell.html"))
    assert len(links) > 10
    assert [link for link in links if not link.startswith("../../")] == []


def test_every_sheet_and_script_of_a_page_exists(site: Path) -> None:
    page = read(site / "shell.html")
    named = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', page) + re.findall(r'src="([^"]+)"', page)
    assert [name for name in named if not (site / name).is_file()] == []
    assert [name for name in named if name.endswith(".css")] == ["styles/base.css"]


def test_the_frame_is_light(site: Path) -> None:
    """A page of thousands repeats the shell; its style and script come once, before the first view."""
    page = read(site / "shell.html")
    first = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page) + re.findall(r'src="([^"]+)"', page)
    assert len(page.encode()) < 4_000
    assert sum((site / name).stat().st_size for name in first) < 24_000
