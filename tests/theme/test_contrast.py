"""The colours of the theme, computed: WCAG 2.1 AA in light and in dark (text 4.5:1, edges of controls 3:1)."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "theme" / "styles" / "base.css").read_text(encoding="utf-8")
TEXT = ("ink", "ink-2", "red", "amber", "green")
GROUNDS = ("paper", "paper-2")
TINTS = ("red-2", "amber-2", "green-2")


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--gk-([a-z0-9-]+): (#[0-9a-f]{3,6});", block))


def _block(selector: str) -> str:
    start = CSS.index(selector + " {")
    return CSS[start : CSS.index("}", start)]


LIGHT = _colours(_block(":root"))
SYSTEM_DARK = _colours(_block(':root:not([data-md-color-scheme="default"])'))
CHOSEN_DARK = _colours(_block(':root[data-md-color-scheme="slate"]'))
CONTRAST = ":is(.gk-contrast, :has(#view-contrast:checked))"
MORE_LIGHT = _colours(_block(f":root{CONTRAST}"))
MORE_DARK = _colours(_block(f':root{CONTRAST}:not([data-md-color-scheme="default"])'))
MORE_CHOSEN_DARK = _colours(_block(f':root[data-md-color-scheme="slate"]{CONTRAST}'))


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", [LIGHT, SYSTEM_DARK], ids=["light", "dark"])
def test_text_reads_on_every_ground(scheme: dict[str, str]) -> None:
    pairs = [(text, ground) for text in TEXT for ground in GROUNDS]
    pairs += [(text, tint) for text in ("ink", "ink-2") for tint in TINTS]
    pairs += [(tint.removesuffix("-2"), tint) for tint in TINTS]
    low = {pair: round(ratio, 2) for pair in pairs if (ratio := contrast(scheme[pair[0]], scheme[pair[1]])) < 4.5}
    assert low == {}


@pytest.mark.parametrize("scheme", [LIGHT, SYSTEM_DARK], ids=["light", "dark"])
def test_edges_of_controls_are_seen(scheme: dict[str, str]) -> None:
    assert min(contrast(scheme["line"], scheme[ground]) for ground in GROUNDS) >= 3


@pytest.mark.parametrize("scheme", [MORE_LIGHT, MORE_DARK], ids=["light", "dark"])
def test_more_contrast_is_seven_to_one_for_text_and_its_edges(scheme: dict[str, str]) -> None:
    grounds = [*GROUNDS, *TINTS]
    assert min(contrast(scheme[text], scheme[ground]) for text in (*TEXT, "line") for ground in grounds) >= 7
    assert min(contrast(scheme[edge], scheme[ground]) for edge in ("rule", "bar") for ground in grounds) >= 4.5


def test_the_dark_red_has_the_contrast_of_the_light_one() -> None:
    assert contrast(SYSTEM_DARK["red"], SYSTEM_DARK["paper"]) >= contrast(LIGHT["red"], LIGHT["paper"])


def test_dark_is_the_same_by_choice_and_by_system() -> None:
    assert SYSTEM_DARK == CHOSEN_DARK
    assert SYSTEM_DARK.keys() == LIGHT.keys() == MORE_LIGHT.keys()
    assert MORE_DARK == MORE_CHOSEN_DARK
    assert MORE_DARK.keys() == LIGHT.keys()
