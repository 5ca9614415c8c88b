"""What can be seen of a page without touching it: what it weighs, whether it fits and stands still, what axe-core says of it."""

from collections.abc import Iterator

from playwright.sync_api import Page, ViewportSize

from browser.axe import faults, pale
from browser.kinds import WINDOWS
from browser.repetitions import hide_repetitions

FIRST_VIEW = 150_000
"""Bytes, uncompressed: the page and all that the browser loads before its reader does anything."""
BETWEEN = (320, 640, 1024, 1216)
"""Widths to fit as well: WCAG 2.1 (1.4.10) names the first, 1280 pixels magnified four times; at the others layouts have just changed."""

_LOADED = """() => performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource"))
    .reduce((sum, entry) => sum + entry.decodedBodySize, 0)"""
_SHIFTS = """() => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries().map(({value, sources}) =>
        `${value}, ${sources.map(({node}) => node && (node.outerHTML || node.textContent).slice(0, 80))}`
    ))).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done([]), 50);
})"""
"""What moved since the page was opened, by itself, and by how much."""
_WIDE = """view => {
    document.documentElement.classList.toggle("gk-large", view === "large");
    return document.documentElement.scrollWidth;
}"""
_RESTLESS = """() => [...document.querySelectorAll("body, body *")].filter(element => {
    const {animationName, transitionDuration, scrollBehavior} = getComputedStyle(element);
    return animationName !== "none" || /[1-9]/.test(transitionDuration) || scrollBehavior === "smooth";
}).map(element => element.outerHTML.slice(0, 80))"""
_PAINTED = """() => {
    const probe = document.body.appendChild(document.createElement("i"));
    const names = ["Canvas", "CanvasText", "GrayText", "LinkText", "VisitedText", "ButtonText", "ButtonFace", "Highlight", "HighlightText"];
    const system = new Set(["none", ...names.map(name => (probe.style.color = name, getComputedStyle(probe).color))]);
    probe.remove();
    return [...document.querySelectorAll("svg *")].filter(shape => {
        const {fill, stroke, forcedColorAdjust, display} = getComputedStyle(shape);
        const drawn = shape instanceof SVGGeometryElement || shape instanceof SVGTextContentElement;
        return drawn && display !== "none" && forcedColorAdjust !== "none" && !(system.has(fill) && system.has(stroke));
    }).map(shape => shape.outerHTML.slice(0, 80));
}"""
"""Shapes in a colour that is none of the system's; a browser forces its colours on text and boxes, but not on drawings."""


def at_first_sight(page: Page, url: str) -> Iterator[str]:
    """Opened anew at every width: what it loads, whether it fits, with larger text too, whether anything moves."""
    for width, height in WINDOWS.items():
        page.set_viewport_size(ViewportSize(width=width, height=height))
        page.goto(url, wait_until="load")
        yield from (f"{width}: layout shift {shift}" for shift in _shifts(page))
        loaded = page.evaluate(_LOADED)
        if not 0 < loaded < FIRST_VIEW:
            yield f"{width}: loads {loaded} bytes"
        yield from _too_wide(page, width)
    for width in BETWEEN:
        page.set_viewport_size(ViewportSize(width=width, height=740))
        yield from _too_wide(page, width)


def _shifts(page: Page) -> list[str]:
    """What moved. A busy machine may paint the head before it has read all of it: what moves must do so in a second window as well."""
    found: list[str] = page.evaluate(_SHIFTS)
    if found and page.viewport_size:
        with page.context.new_page() as another:
            another.set_viewport_size(page.viewport_size)
            another.route("**", lambda route: route.fallback())  # keeps the browser from taking anything from its cache
            another.goto(page.url, wait_until="load")
            found = another.evaluate(_SHIFTS)
    return found


def _too_wide(page: Page, width: int) -> Iterator[str]:
    for view in ("large", ""):
        wide = page.evaluate(_WIDE, view)
        if wide > width:
            yield f"{width} {view}: scrolls sideways to {wide}"


def at_a_closer_look(page: Page) -> Iterator[str]:
    """What axe-core finds at every width; contrast, which no width changes but which is slow, at the extremes."""
    for width, height in WINDOWS.items():
        page.set_viewport_size(ViewportSize(width=width, height=height))
        yield from (f"{width}: {fault}" for fault in faults(page))
    hide_repetitions(page)
    for shade in ("light", "dark"):
        for width in (max(WINDOWS), min(WINDOWS)):
            page.set_viewport_size(ViewportSize(width=width, height=WINDOWS[width]))
            yield from (f"{width} {shade}: {fault}" for fault in pale(page, shade))


def in_other_ways(page: Page) -> Iterator[str]:
    """What goes on moving for those who asked for less of it, and what keeps its own colours where the system sets them."""
    page.emulate_media(reduced_motion="reduce")
    yield from (f"moves: {element}" for element in page.evaluate(_RESTLESS))
    for shade in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme="dark" if shade == "dark" else "light")
        yield from (f"{shade}, colours of its own: {shape}" for shape in page.evaluate(_PAINTED))
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")
