"""axe-core, as its package brings it, let loose on an open page: what violates WCAG 2.1 at level AA, a sentence each."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

_LEVELS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
_CONTRAST = "color-contrast"


def faults(page: Page) -> Iterator[str]:
    """What all rules but that of contrast, which is slow, find on the page."""
    yield from _run(page, {"runOnly": _LEVELS, "rules": {_CONTRAST: {"enabled": False}}})


def pale(page: Page, shade: str) -> Iterator[str]:
    """Words that stand out too little from what is behind them on a system that is `light` or `dark`."""
    page.emulate_media(color_scheme="dark" if shade == "dark" else "light")
    yield from _run(page, {"runOnly": {"type": "rule", "values": [_CONTRAST]}})


def _run(page: Page, options: dict[str, Any]) -> Iterator[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options |= {"resultTypes": ["violations"], "preload": False}
    found: list[Any] = page.evaluate("async options => (await axe.run(options)).violations", options)
    for violation in found:
        node = violation["nodes"][0]
        yield f"{violation['id']}, {len(violation['nodes'])}×: {node['html'][:200]} {node['failureSummary']}"
