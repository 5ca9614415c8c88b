"""The checks of every page find what they are for: a sound page passes them all, and each fault planted in it is named by one of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize

from browser.keyboard import walk
from browser.looks import FIRST_VIEW, at_a_closer_look, at_first_sight, in_other_ways
from browser.repetitions import hide_repetitions
from browser.scriptless import lost_without_scripts
from browser.test_pages import watched

SOUND = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>页</title><link rel="icon" href="data:,"><style>
body { margin: 0; background: #fff; color: #000 } a { color: inherit } :focus-visible { outline: 2px solid #c00 }
</style></head><body><a href="#main">跳到正文</a>
<main id="main"><h1>标题</h1><!-- here --><p><a href="#main">甲</a> <a href="#main">乙</a></p></main>
</body></html>"""

FIRST_SIGHT = {
    "scrolls sideways": '<p style="width: 1500px">宽</p>',
    "360 large: scrolls sideways": "<style>.gk-large p { width: 400px }</style>",
    "320 : scrolls sideways": '<p style="width: 340px">宽</p>',
    "loads": f"<!--{'x' * FIRST_VIEW}-->",
    "layout shift": '<script>setTimeout(() => document.querySelector("h1").style.height = "20rem", 20)</script>',
    "foreign": '<img alt="" src="https://example.invalid/a.png">',
    "console": "<script>console.log(1)</script>",
    "error": "<script>nothing()</script>",
    "404": '<link rel="stylesheet" href="missing.css">',
}
CLOSER_LOOK = {
    "image-alt": '<img src="data:,">',
    "label": "<input>",
    "360: image-alt": '<style>@media (min-width: 500px) { img { display: none } }</style><img src="data:,">',
    "360 light: color-contrast": "<style>@media (max-width: 500px) { b { color: #aaa } }</style><b>浅色的字</b>",
    "1440 dark: color-contrast": "<style>@media (prefers-color-scheme: dark) { b { color: #aaa } }</style><b>浅色的字</b>",
}
OTHER_WAYS = {
    "moves": '<p style="transition: color 1s">动</p>',
    "colours of its own": '<svg role="img" aria-label="图"><rect width="9" height="9" style="fill: #c00"/></svg>',
}
WALKS = {
    "nobody sees the focus": '<a href="#main" style="outline: none">无</a>',
    "out of sight or covered": '<a href="#main" style="position: absolute; left: -99px">外</a>',
    "covered: <a": '<div style="position: fixed; inset: 0; height: 99px; background: #fff">盖</div><a href="#main">下</a>',
    "out of order": '<a href="#main" tabindex="2">先</a>',
    "no stop": '<dialog open><a href="#main">甲</a></dialog><script>document.querySelector("dialog").inert = true</script>',
    "there is no end": "<button id=trap>困</button><script>trap.onkeydown = event => event.preventDefault()</script>",
    "Shift+Tab: there": "<button id=b>困</button><script>b.onkeydown = event => { if (event.shiftKey) event.preventDefault() }</script>",
}
SCRIPTS = {
    "only with a script": "<p id=told></p><script>told.textContent = '说'</script>",
    "does nothing without a script": "<button>按</button>",
}


def shown(page: Page) -> Iterator[str]:
    """A page's first sight; `watched` has the rest."""
    yield from at_first_sight(page, page.url)


def walked(page: Page) -> Iterator[str]:
    """On the keyboard, in a small window."""
    page.set_viewport_size(ViewportSize(width=360, height=740))
    yield from walk(page)


def found_in(browser: Browser, served: str, check: Callable[[Page], Iterator[str]], planted: str) -> list[str]:
    def answer(route: Route) -> None:
        route.fulfill(body=SOUND.replace("<!-- here -->", planted), content_type="text/html; charset=utf-8")

    with watched(browser, served) as (page, wrong):
        page.context.route("**/planted.html", answer)
        page.goto(f"{served}/planted.html")
        wrong.clear()  # each check looks for itself
        return [*check(page), *wrong]


@pytest.mark.parametrize("check", [shown, at_a_closer_look, in_other_ways, walked])
def test_a_sound_page_passes(browser: Browser, served: str, check: Callable[[Page], Iterator[str]]) -> None:
    assert found_in(browser, served, check, "") == []


@pytest.mark.parametrize(
    ("check", "fault", "planted"),
    [
        *((shown, *each) for each in FIRST_SIGHT.items()),
        *((at_a_closer_look, *each) for each in CLOSER_LOOK.items()),
        *((in_other_ways, *each) for each in OTHER_WAYS.items()),
        *((walked, *each) for each in WALKS.items()),
    ],
)
def test_a_fault_is_found(browser: Browser, served: str, check: Callable[[Page], Iterator[str]], fault: str, planted: str) -> None:
    assert fault in "\n".join(found_in(browser, served, check, planted))


@pytest.mark.parametrize(("fault", "planted"), SCRIPTS.items())
def test_what_needs_a_script_is_found(browser: Browser, tmp_path: Path, fault: str, planted: str) -> None:
    page = tmp_path / "planted.html"
    page.write_text(SOUND.replace("<!-- here -->", planted), encoding="utf-8")
    assert fault in "\n".join(lost_without_scripts(browser, tmp_path.as_uri(), page.as_uri()))
    page.write_text(SOUND, encoding="utf-8")
    assert [*lost_without_scripts(browser, tmp_path.as_uri(), page.as_uri())] == []


def test_only_repetitions_are_hidden_and_every_look_stays(browser: Browser, served: str) -> None:
    rows = "".join(f'<tr><th scope="row">{n}</th><td>三</td></tr>' for n in range(20))
    odd = '<tr><th scope="row">末</th><td style="color: #aaa">浅色的字</td></tr>'
    planted = f"<table>{rows}{odd}</table>"

    def check(page: Page) -> Iterator[str]:
        hide_repetitions(page)
        yield from page.evaluate(
            "[...document.querySelectorAll('tr')].filter(row => row.checkVisibility({visibilityProperty: true})).map(row => row.innerText)"
        )

    assert found_in(browser, served, check, planted) == ["0\t三", "1\t三", "浅色的字"]
    assert "color-contrast" in "\n".join(found_in(browser, served, at_a_closer_look, planted))
