"""Pages under watch: what a page must not do by itself; dark when asked; and where the front page leads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page


@contextmanager
def watched(browser: Browser, allowed: str, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """A new page, and the list of all that it should not have done: console messages, errors, requests elsewhere or without answer."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("request", lambda request: None if request.url.startswith((allowed, "data:")) else wrong.append(f"foreign: {request.url}"))
    # a request cut off because the test has gone on to the next page is none that failed
    page.on("requestfailed", lambda request: None if request.failure == "net::ERR_ABORTED" else wrong.append(f"failed: {request.url}"))
    page.on("response", lambda response: None if response.status < 400 else wrong.append(f"{response.status}: {response.url}"))
    yield page, wrong
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_dark_when_the_reader_prefers_it(browser: Browser, site: Path, scripts: bool) -> None:
    brightness = """() => {
        const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number);
        return (r + g + b) / 3;
    }"""
    shades = {}
    for scheme in ("light", "dark"):
        with watched(browser, site.as_uri(), color_scheme=scheme, java_script_enabled=scripts) as (page, _):
            page.goto(f"{site.as_uri()}/demo/mzj/2025/scores.html", wait_until="load")
            shades[scheme] = page.evaluate(brightness)
    assert shades["light"] > 200
    assert shades["dark"] < 80


def test_every_link_of_the_home_page_opens(browser: Browser, served: str) -> None:
    with watched(browser, served) as (page, wrong):
        page.goto(f"{served}/index.html", wait_until="load")
        targets = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        assert len(targets) > 20
        for target in sorted({target.partition("#")[0] for target in targets if target.startswith(served)}):
            page.goto(target, wait_until="load")
            assert page.locator("h1").count() == 1
        assert wrong == []
