"""The notice on paper, measured in the browser's print layout (GB/T 9704—2012): 版心, lines and characters, red head, 版记."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

NOTICES = ["anxi/mzj/2024", "anxi/kjj/2021", "demo/mzj/2025", "jinjiang/zrzyj/2019", "tongan/tyjrswj/2020"]
SEALED = "demo/mzj/2025"
"""Has all that a 公文 may have, and nothing that stands above its head but a line on the demonstration."""
MM = 96 / 25.4
"""CSS pixels in a millimetre."""
GAP = 1 / MM
PAGE = 225 + GAP
"""Millimetres from one page's 版心 to the next one's, where columns stand for pages."""
LINE = 225 / 22

_LINES = """selector => {
    const found = [];
    for (const block of document.querySelectorAll(selector)) {
        const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        for (let node; (node = walk.nextNode());)
            for (let at = 0; at < node.length; at++) {
                const range = new Range();
                range.setStart(node, at);
                range.setEnd(node, at + 1);
                for (const box of range.getClientRects()) if (box.width)
                    found.push([node.data[at], box.left, box.top, box.right, box.bottom]);
            }
    }
    const {left, top} = document.querySelector("main").getBoundingClientRect();
    return found.map(([char, ...box]) => [char, ...box.map((edge, side) => edge - (side % 2 ? top : left))]);
}"""
_BOX = """selector => {
    const {left, top} = document.querySelector("main").getBoundingClientRect();
    const box = document.querySelector(selector).getBoundingClientRect();
    return [box.left - left, box.top - top, box.right - left, box.bottom - top];
}"""


@pytest.fixture(scope="module", params=NOTICES)
def sheet(request: pytest.FixtureRequest, browser: Browser, site: Path) -> Iterator[Page]:
    """A notice laid out for paper: columns of a page's height below each other, which the printer puts on a page each."""
    yield from _sheets(browser, site, request.param)


@pytest.fixture(scope="module")
def sealed(browser: Browser, site: Path) -> Iterator[Page]:
    """The one with every part."""
    yield from _sheets(browser, site, SEALED)


def _sheets(browser: Browser, site: Path, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": round(156 * MM), "height": 900})
    page.emulate_media(media="print")
    page.goto(f"{site.as_uri()}/{address}/index.html")
    yield page
    page.close()


def box(page: Page, selector: str) -> list[float]:
    """Left, top, right and bottom of an element in millimetres from the first page's 版心."""
    return [edge / MM for edge in page.evaluate(_BOX, selector)]


def lines(page: Page) -> dict[int, list[str]]:
    """The lines of running text by page: of headings and paragraphs in the scheme's text."""
    rows: dict[int, str] = {}
    for char, _, top, _, bottom in page.evaluate(_LINES, ".gk-doc-scheme ~ :is(p, h3, h4, h5, h6, .gk-runin)"):
        number, rest = divmod((top + bottom) / 2 / MM, PAGE)
        row = int(number) * 22 + int(rest / LINE)
        rows[row] = rows.get(row, "") + char
    found: dict[int, list[str]] = {}
    for row, text in sorted(rows.items()):
        found.setdefault(row // 22, []).append(text)
    return found


def test_text_stays_within_the_type_area(sheet: Page) -> None:
    edges = sheet.evaluate(_LINES, ".gk-doc")
    assert min(left for _, left, *_ in edges) >= -0.5
    assert max(right for _, _, _, right, _ in edges) <= 156 * MM + 1


def test_twenty_two_lines_a_page(sheet: Page) -> None:
    pages = lines(sheet)
    assert max(map(len, pages.values())) == 22
    assert all(len(text) <= 22 for text in pages.values())


def test_twenty_eight_characters_a_line(sheet: Page) -> None:
    square = re.compile(r"[一-鿿，。、；：]+")  # brackets and quotation marks side by side share a square
    assert max(len(line) for text in lines(sheet).values() for line in text if square.fullmatch(line)) == 28


def test_the_pages_of_the_text_begin_at_the_top(sealed: Page) -> None:
    first = box(sealed, ".gk-doc-scheme")
    assert (first[1] + 1) % PAGE == pytest.approx(1, abs=0.3)


def test_the_head_has_its_measures(sealed: Page) -> None:
    masthead, number, title = (box(sealed, f".gk-doc {each}") for each in (".gk-masthead p", ".gk-doc-number", ".gk-doc-title"))
    assert masthead[1] == pytest.approx(35, abs=0.2)
    assert number[3] - number[1] == pytest.approx(16 / 72 * 25.4 + 4 + 0.7, abs=0.3)
    assert [number[0], number[2]] == pytest.approx([0, 156], abs=0.3)
    assert title[1] - number[3] == pytest.approx(2 * LINE, abs=0.3)


@pytest.mark.parametrize(
    ("selector", "points"),
    [(".gk-doc-title", 22), (".gk-doc-scheme ~ p", 16), (".gk-doc-1", 16), (".gk-doc-sign", 16), (".gk-colophon p", 14)],
)
def test_sizes_of_type(sealed: Page, selector: str, points: float) -> None:
    size = sealed.evaluate("selector => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)", f".gk-doc {selector}")
    assert size * 0.75 == pytest.approx(points, abs=0.01)


def test_the_colophon_ends_where_the_last_type_area_ends(sealed: Page) -> None:
    colophon, text = box(sealed, ".gk-colophon"), box(sealed, ".gk-enclosed")
    assert (colophon[3] + GAP) % PAGE == pytest.approx(PAGE, abs=0.3) or (colophon[3] + GAP) % PAGE == pytest.approx(0, abs=0.3)
    assert [colophon[0], colophon[2]] == pytest.approx([0, 156], abs=0.3)
    assert text[3] < colophon[1]


def test_name_and_date_are_centred_on_each_other_four_characters_from_the_right(sealed: Page) -> None:
    name, date = box(sealed, ".gk-doc-sign span"), box(sealed, ".gk-doc-sign span + span")
    assert (name[0] + name[2]) / 2 == pytest.approx((date[0] + date[2]) / 2, abs=0.3)
    assert 156 - max(name[2], date[2]) == pytest.approx(4 * 156 / 28, abs=0.5)
