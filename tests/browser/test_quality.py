"""Every kind of page at three widths, light and dark: accessible, quiet, by itself, fitting, light to load, at rest, for every reader.

What the checks are worth is shown by `test_quality_checks`.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from browser.keyboard import walk
from browser.kinds import KINDS, PAGES, WINDOWS, kind
from browser.looks import at_a_closer_look, at_first_sight, in_other_ways
from browser.repetitions import hide_repetitions
from browser.scriptless import lost_without_scripts
from browser.test_pages import watched


@pytest.mark.parametrize("address", PAGES)
def test_how_it_looks(browser: Browser, served: str, address: str) -> None:
    # a window that gets its first size only after it was opened may paint the page at another one before
    width, height = next(iter(WINDOWS.items()))
    with watched(browser, served, viewport=ViewportSize(width=width, height=height)) as (page, wrong):
        found = [*at_first_sight(page, f"{served}/{address}"), *in_other_ways(page), *at_a_closer_look(page)]
        assert found + wrong == []


@pytest.mark.parametrize(
    ("address", "width"), [*((address, min(WINDOWS)) for address in PAGES), *((address, max(WINDOWS)) for address in KINDS)]
)
def test_the_keyboard_reaches_everything_in_order_and_in_sight(browser: Browser, site: Path, address: str, width: int) -> None:
    with watched(browser, site.as_uri(), viewport=ViewportSize(width=width, height=WINDOWS[width])) as (page, wrong):
        page.goto(f"{site.as_uri()}/{address}", wait_until="load")  # from a disk, where as little may go wrong
        assert page.locator("h1").count() == 1
        hide_repetitions(page)
        assert [*walk(page, back=width == min(WINDOWS)), *wrong] == []


@pytest.mark.parametrize("address", KINDS)
def test_nothing_is_lost_without_javascript(browser: Browser, site: Path, address: str) -> None:
    assert [*lost_without_scripts(browser, site.as_uri(), f"{site.as_uri()}/{address}")] == []


@pytest.mark.parametrize("address", ["search/index.html", "demo/mzj/2025/rules.html"])
def test_what_only_a_script_can_do_is_said_to_be_missing(browser: Browser, site: Path, address: str) -> None:
    with watched(browser, site.as_uri(), java_script_enabled=False) as (page, _):
        page.goto(f"{site.as_uri()}/{address}")
        assert "脚本" in page.locator("main").inner_text()


def test_no_kind_of_page_is_missing_from_the_list(site: Path) -> None:
    regions = {scores.parts[-4] for scores in site.glob("*/*/*/scores.html")}
    pages = [page.relative_to(site).as_posix() for page in site.rglob("*.html")]
    assert {kind(page, regions) for page in pages} == {kind(page, regions) for page in KINDS}
