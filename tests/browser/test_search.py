"""The search as people use it: what it finds, where that leads, how it is told; from a disk and below a path; by keyboard alone."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.test_pages import watched
from gongkai.indexing.folding import BREAK, fold
from search.reader import Reader

VECTORS = json.loads((Path(__file__).parents[1] / "search" / "vectors.json").read_text(encoding="utf-8"))
SEARCH = "search/index.html"


@contextmanager
def searching(browser: Browser, root: str, query: str = "") -> Iterator[Page]:
    """The page with a query asked by its address; it must stay quiet."""
    with watched(browser, root) as (page, wrong):
        page.goto(f"{root}/{SEARCH}{f'?q={quote(query)}' if query else ''}")
        yield page
        assert wrong == []


def told(page: Page) -> str:
    """What is said of the answer, once there is one."""
    count = page.locator("#found-count")
    expect(count).not_to_be_empty()
    return count.inner_text()


def schemes(page: Page) -> Locator:
    return page.locator(".gk-found-scheme")


def ask(page: Page, query: str) -> str:
    page.locator("#found-count").evaluate("count => { count.textContent = ''; }")
    page.locator(".gk-find-main input").fill(query)
    page.keyboard.press("Enter")
    return told(page)


@pytest.mark.parametrize("where", ["disk", "server"])
def test_an_indicator_is_found_and_its_link_leads_to_the_row(browser: Browser, site: Path, served: str, where: str) -> None:
    with searching(browser, site.as_uri() if where == "disk" else served, "低保金") as page:
        assert re.fullmatch(r"(共|至多)有\d+份方案提到“低保金”。", told(page))
        hit = page.locator(".gk-found-scheme li a", has_text="考评表").first
        assert set(hit.locator("mark").all_inner_texts()) == {"低保金"}
        hit.click()
        expect(page).to_have_url(re.compile(r"/scores\.html#r-"))
        row = page.locator("tr:target")
        expect(row).to_be_in_viewport()
        assert "低保" in row.inner_text()


@pytest.mark.parametrize("number", ["安民〔2024〕52号", "安民[2024]52号", "安民（2024）52号", "安民２０２４52", "安民 2024 52号"])
def test_a_document_number_with_any_brackets(browser: Browser, site: Path, number: str) -> None:
    with searching(browser, site.as_uri(), number) as page:
        told(page)
        expect(schemes(page).first.locator("h2 a")).to_have_attribute("href", "../anxi/mzj/2024/index.html")
        assert schemes(page).first.locator("mark").count() > 0


@pytest.mark.parametrize(("query", "words"), [("安全", "安全"), ("績效評估", "绩效评估"), ("ＱＲＣＯＤＥ", ""), ("陈演示", "陈演示")])
def test_two_characters_traditional_ones_and_people(browser: Browser, site: Path, query: str, words: str) -> None:
    with searching(browser, site.as_uri(), query) as page:
        if not words:
            assert told(page) == f"没有方案提到“{query}”。请换一个说法，或者少用几个词。"
            return
        assert "没有" not in told(page)
        assert {fold(mark) for mark in page.locator(".gk-found mark").all_inner_texts()} == {words}


def test_several_words_must_all_be_there(browser: Browser, site: Path) -> None:
    with searching(browser, site.as_uri(), "低保 台账") as page:
        both = int(re.findall(r"\d+", told(page))[0])
        one = int(re.findall(r"\d+", ask(page, "低保"))[0])
        assert 0 < both <= one
        assert "没有" in ask(page, "低保 没有这个词的")


def test_a_phrase_that_stands_nowhere_is_looked_for_in_parts(browser: Browser, site: Path) -> None:
    with searching(browser, site.as_uri(), "社会救助低保") as page:
        assert re.fullmatch(r"没有方案提到“社会救助低保”；同时提到“社会”“救助”“低保”的(至多)?有\d+份。", told(page))
        assert {"救助", "低保"} <= set(page.locator(".gk-found mark").all_inner_texts())
        assert ask(page, "没有这个词的") == "没有方案提到“没有这个词的”。请换一个说法，或者少用几个词。"


def test_schemes_that_still_hold_come_before_demonstrations(browser: Browser, site: Path) -> None:
    with searching(browser, site.as_uri(), "民政局") as page:
        told(page)
        demo = schemes(page).evaluate_all("items => items.map(item => item.querySelector('h2').textContent.includes('演示'))")
        assert len(demo) > 1 and demo == sorted(demo) and not demo[0]


def test_year_and_region_narrow_and_the_address_keeps_all_of_it(browser: Browser, site: Path) -> None:
    with searching(browser, site.as_uri(), "绩效") as page:
        told(page)
        page.locator("select[name=year]").select_option("2019")
        expect(page.locator("#found-count")).to_contain_text("所选年度、地区内")
        found = schemes(page).all_inner_texts()
        page.reload()
        told(page)
        assert page.locator("select[name=year]").input_value() == "2019"
        assert schemes(page).all_inner_texts() == found and len(found) == 2


def test_by_keyboard_from_any_page_to_the_row(browser: Browser, site: Path) -> None:
    with watched(browser, site.as_uri()) as (page, wrong):
        page.goto(f"{site.as_uri()}/guide/index.html")
        page.keyboard.press("/")
        page.keyboard.type("低保金")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"search/index\.html"))
        told(page)
        page.locator(".gk-find-main input").focus()
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('h2') !== null")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('li li') !== null")
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(re.compile(r"search/index\.html"))
        assert wrong == []


@pytest.mark.parametrize(
    "query", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "%", "\\", "。，、", "a" * 100, "𠮷", "\0"]
)
def test_any_query_is_a_text(browser: Browser, site: Path, query: str) -> None:
    with searching(browser, site.as_uri()) as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.locator(".gk-find-main input").fill(query)
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        assert page.locator("main img, main script").count() == 0


def test_the_script_folds_as_the_index_does(browser: Browser, site: Path) -> None:
    with searching(browser, site.as_uri(), "沒有這個詞") as page:  # the list of variants is loaded for such words only
        told(page)
        assert page.evaluate("texts => texts.map(window.gongkaiSearch.fold)", [text for text, _ in VECTORS]) == [
            form for _, form in VECTORS
        ]


def test_the_script_finds_what_the_reference_finds(browser: Browser, site: Path) -> None:
    """Words from anywhere in the schemes' texts, half of them with a second word from somewhere else."""
    reader = Reader({path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.js")})
    texts = {each.address: [fold(passage.text) for passage in reader.passages(each.address)] for each in reader.listing[1]}
    random = Random(11)
    with searching(browser, site.as_uri()) as page:
        for length in (1, 2, 2, 3, 4, 4, 6, 9) * 3:
            word = _word(random, texts, length)
            expected = {address for address in reader.candidates(word) if reader.hits(address, word)}
            assert _found(page, word) == expected, word


def _word(random: Random, texts: dict[str, list[str]], length: int) -> str:
    """Characters that stand together somewhere."""
    lines = [line for each in texts[random.choice(sorted(texts))] for line in each.split(BREAK) if len(line) >= length]
    line = random.choice(lines)
    at = random.randrange(len(line) - length + 1)
    return line[at : at + length]


def _found(page: Page, query: str) -> set[str]:
    """The schemes that the page lists for a query, to the last."""
    ask(page, query)
    while page.locator(".gk-found-more button").is_visible():
        before = schemes(page).count()
        page.locator(".gk-found-more button").click()
        page.wait_for_function(
            "before => document.querySelectorAll('.gk-found-scheme').length > before"
            " || document.querySelector('.gk-found-more button').hidden",
            arg=before,
        )
    links = schemes(page).locator("h2 a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return {link.removeprefix("../").removesuffix("/index.html") for link in links}
