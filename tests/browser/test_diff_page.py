"""The page that `gongkai diff --format html` writes: valid, for everyone to read, and whole on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.axe import faults, pale
from browser.test_quality_html import checked

GOLDEN = Path(__file__).parents[1] / "diff" / "golden"


def test_the_page_is_valid_html() -> None:
    assert checked([GOLDEN / "story.html", GOLDEN / "nothing.html"]) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_for_everyone_and_does_not_scroll_sideways(browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((GOLDEN / "story.html").as_uri())
    assert len(asked) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert [*faults(page), *pale(page, "light"), *pale(page, "dark")] == []
    context.close()
