"""A page with and without JavaScript: nothing to read needs a script, and without one nothing is offered that does nothing."""

from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from browser.test_pages import watched

_LINES = """() => {
    const style = document.createElement("style");
    style.textContent = ".gk-script, form:not([action]), .gk-fold, .gk-copy { display: none !important }";
    document.head.append(style);
    const lines = document.body.innerText.split("\\n").map(line => line.trim()).filter(Boolean);
    style.remove();
    return lines;
}"""
"""What there is to read, but for controls that a script brings or that are marked as its own."""
_DEAD = """() => [...document.querySelectorAll("button, input, select, textarea, a:not([href])")]
    .filter(control => control.checkVisibility({visibilityProperty: true}))
    .filter(control => !(control.form && control.form.hasAttribute("action")) && !control.closest(".gk-view"))
    .map(control => control.outerHTML.slice(0, 120))"""
"""Controls that can be seen, belong to no form that leads anywhere and do not work by style alone, as 大字 and 高对比 do."""


def lost_without_scripts(browser: Browser, root: str, url: str) -> Iterator[str]:
    """Lines that only a script shows, and controls that do nothing without one."""
    with watched(browser, root) as (page, _):
        shown = _lines(page, url)
    with watched(browser, root, java_script_enabled=False) as (page, wrong):
        read = _lines(page, url)
        yield from (f"only with a script: {line}" for line in shown if line not in read)
        yield from (f"does nothing without a script: {control}" for control in page.evaluate(_DEAD))
        yield from wrong
    if not shown:
        yield "there is nothing to read"


def _lines(page: Page, url: str) -> list[str]:
    page.goto(url, wait_until="load")
    lines: list[str] = page.evaluate(_LINES)
    return lines
