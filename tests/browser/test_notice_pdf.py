"""The PDF that the build has a real browser print of every notice: paper, lines, text to copy, tags, outline, and the same bytes again."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from browser import chromium
from browser.conftest import REPOSITORY
from gongkai.site import browser
from gongkai.site.build import run_build
from gongkai.site.paper import close_browsers, find_paper
from gongkai.views.page import Page

POINT = 25.4 / 72
"""Millimetres in a point."""
NOTICES = ["anxi/kjj/2021", "anxi/mzj/2024", "anxi/sfj/2019", "demo/mzj/2024", "jinjiang/zrzyj/2019", "tongan/tyjrswj/2020"]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The site of schemes/ with its PDFs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(browser.VARIABLE, chromium.install())
        project = tmp_path_factory.mktemp("printed")
        for name in ("content", "schemes"):
            shutil.copytree(REPOSITORY / name, project / name)
        shutil.copy(REPOSITORY / "mkdocs.yml", project)
        assert run_build(config=project / "mkdocs.yml", destination=None, today=date(2026, 11, 21), workers=1, archive=False, pdf=True) == 0
        yield project / "site"


@pytest.fixture(params=NOTICES)
def notice(request: pytest.FixtureRequest, printed: Path) -> tuple[PdfReader, Path]:
    """A PDF and the folder it stands in."""
    folder = printed / request.param
    return PdfReader(folder / "notice.pdf", strict=True), folder


def lines(page: PageObject) -> list[float]:
    """The baseline of each line of the 版心, in millimetres above the foot of the sheet, from the top."""
    found: set[float] = set()

    def visit(text: str, user: list[float], matrix: list[float], *_: object) -> None:
        if text.strip():
            found.add(round((user[3] * matrix[5] + user[5]) * POINT))

    page.extract_text(visitor_text=visit)
    return sorted((height for height in found if 35 < height < 297 - 37), reverse=True)


def copied(pdf: PdfReader) -> str:
    """All text without blanks and page numbers."""
    return "".join("".join(re.sub(r"—\s*\d+\s*—", "", page.extract_text()).split()) for page in pdf.pages)


def test_paper_and_lines(notice: tuple[PdfReader, Path]) -> None:
    pages = notice[0].pages
    for page in pages:
        assert [float(edge) * POINT for edge in page.mediabox] == pytest.approx([0, 0, 210, 297], abs=0.3)
    counts = [len(lines(page)) for page in pages]
    assert max(counts) == 22
    full = [count for page, count in zip(pages, counts, strict=True) if page is not pages[0] and page is not pages[-1]]
    assert sum(count >= 19 for count in full) >= len(full) - 2  # the letter and the text before the 版记 may end before their page


def test_the_words_can_be_copied_in_their_order(notice: tuple[PdfReader, Path]) -> None:
    pdf, folder = notice
    said = copied(pdf)
    paragraphs = json.loads((folder / "scheme.json").read_bytes())["text"].split("\n")
    written = ["".join(each.split()) for each in paragraphs if len(each) > 28]
    at = 0
    for each in written:
        found = said.find(each, at)
        assert found >= 0, each
        at = found


def test_every_page_has_its_number_outside(notice: tuple[PdfReader, Path]) -> None:
    for number, page in enumerate(notice[0].pages, start=1):
        edges: list[float] = []

        def visit(text: str, user: list[float], matrix: list[float], *_: object, edges: list[float] = edges) -> None:
            if text.strip() and (user[3] * matrix[5] + user[5]) * POINT < 35 - 5:
                edges.append((user[0] * matrix[4] + user[4]) * POINT)

        text = page.extract_text(visitor_text=visit)
        assert re.search(rf"— ?{number} ?—", text)
        assert (min(edges) > 105) == (number % 2 == 1)


def test_it_is_tagged_and_names_itself(notice: tuple[PdfReader, Path]) -> None:
    pdf, folder = notice
    title = json.loads((folder / "scheme.json").read_bytes())["title"]
    root: Any = pdf.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == title
    kinds = [str(each["/S"]) for each in elements(root["/StructTreeRoot"]["/K"])]
    assert {"/Document", "/Art", "/H1", "/H2", "/P"} <= set(kinds)
    assert kinds.index("/H1") < kinds.index("/H2")


def elements(node: object) -> Iterator[DictionaryObject]:
    """All elements of the structure, in reading order."""
    node = node.get_object() if isinstance(node, PdfObject) else node
    if isinstance(node, list):
        for each in node:
            yield from elements(each)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        yield node
        yield from elements(node.get("/K"))


def test_the_outline_has_the_headings_and_nothing_leads_to_this_disk(notice: tuple[PdfReader, Path]) -> None:
    pdf, folder = notice
    outline = [*entries(pdf.outline)]
    headings = re.findall(r'<h3 id="s-[^"]*" class="gk-doc-1">.*?</a>(.*?)</h3>', (folder / "index.html").read_text(encoding="utf-8"))
    plain = [re.sub(r"<a.*|<[^>]*>", "", each) for each in headings]
    assert plain
    assert [each for each in plain if not any(each in entry for entry in outline)] == []
    links = [each.get_object() for page in pdf.pages for each in page.get("/Annots", [])]
    assert all(str(each["/A"]["/URI"]).startswith("https://") for each in links)
    assert b"file:///" not in (folder / "notice.pdf").read_bytes()


def entries(outline: Sequence[object]) -> Iterator[str]:
    """The titles of all entries, without blanks."""
    for each in outline:
        if isinstance(each, list):
            yield from entries(each)
        else:
            yield "".join(str(getattr(each, "title", "")).split())


def test_another_browser_process_prints_the_same_bytes(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.VARIABLE, chromium.install())
    paper = find_paper(str(site / "styles"), str(site))
    page = Page(
        address="a/b/2024/index.html", title="方案", description="", body='<article class="gk-doc"><h2>工作方案</h2><p>正文</p></article>'
    )
    made = []
    for _ in range(2):
        made.append(paper.pdf(page, datetime(2024, 9, 29, tzinfo=UTC), None))
        close_browsers()
    assert made[0] == made[1]
