"""The colours that all pages share: text, edges and the mark of the focus stand out from every ground, most of all in 高对比."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

INKS, EDGES = ("ink", "ink-2", "red", "amber", "green"), ("line", "red")
PAPERS = ("paper", "paper-2")
TINTS = {"red": "red-2", "amber": "amber-2", "green": "green-2", "ink": "amber-2"}
_COLOUR = """name => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = `var(--gk-${name})`;
    const colour = getComputedStyle(probe).color.match(/[\\d.]+/g).map(Number);
    probe.remove();
    return colour;
}"""


def luminance(colour: list[float]) -> float:
    """Relative luminance of an sRGB colour, as WCAG 2.1 defines it."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (value / 255 for value in colour[:3]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: list[float], other: list[float]) -> float:
    """Contrast of two colours, from 1 to 21."""
    lower, higher = sorted((luminance(one), luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def pairs(text: float) -> Iterator[tuple[str, str, float]]:
    """Which token must stand out from which, and how much; `text` is what words need."""
    yield from ((*pair, text) for pair in [*product(INKS, PAPERS), *TINTS.items()])
    yield from ((*pair, 3) for pair in product(EDGES, PAPERS))


@pytest.mark.parametrize("view", ["", "contrast"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stand_out(browser: Browser, site: Path, scheme: str, view: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{site.as_uri()}/guide/index.html?view={view}")
    colours = {name: page.evaluate(_COLOUR, name) for name in {*INKS, *EDGES, *PAPERS, *TINTS.values()}}
    page.close()
    assert len({tuple(colour) for colour in colours.values()}) > 3
    wanted = [*pairs(7 if view else 4.5)]
    assert [(ink, ground) for ink, ground, least in wanted if ratio(colours[ink], colours[ground]) < least] == []


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert ratio([0, 0, 0], [255, 255, 255]) == pytest.approx(21)
    assert ratio([118, 118, 118], [255, 255, 255]) == pytest.approx(4.54, abs=0.01)
