"""The weights of the components as one bar, a band for each depth: parts → SVG that keeps its height at any width."""

from fractions import Fraction

from markupsafe import Markup

from gongkai.views.parts import Part
from gongkai.views.sheet import Sheet

BAND = 30
"""Height of one level of the bar, in CSS pixels."""
HAN_WIDTH, NUMBER_WIDTH, NARROWEST = 14, 56, 7
"""Pixels that a Han character and a number with its margins take, and pixels a hundredth of the bar has on a tablet: what fits, fits."""
NARROWEST_NUMBER = 5
"""Hundredths of the bar below which a part goes without its number."""

_FOOT = '</svg>\n<figcaption class="gk-quiet">各部分占总分的百分比，数值见下表</figcaption>\n</figure>\n'


def weight_bar(parts: tuple[Part, ...]) -> Markup:
    """The bar of all parts that weigh something, empty when none does; its label says the same in words."""
    weighed = [(part, part.weight) for part in parts if part.weight is not None and part.weight > 0]
    if not weighed:
        return Markup()
    top = [(part, weight) for part, weight in weighed if part.depth == 1]
    whole = max(Fraction(1), sum((weight for _, weight in top), Fraction(0)))
    depth = max(part.depth for part, _ in weighed)
    label = "；".join(f"{part.component.name}{part.proportion}" for part, weight in top)
    sheet = Sheet()
    sheet.add(f'<figure class="gk-weights">\n<svg width="100%%" height="{depth * BAND}" role="img" aria-label="%s">\n', label)
    for part, weight in weighed:
        _add_segment(sheet, part, _thousandths(weight, whole), _thousandths(part.start, whole), depth)
    sheet.add(_FOOT)
    return sheet.markup()


def _add_segment(sheet: Sheet, part: Part, width: int, start: int, depth: int) -> None:
    """The rectangle of a part with its name and number as far as they fit; without parts of its own it reaches the bar's lower edge.

    `width` and `start` in thousandths of a percent.
    """
    name, leaf, y = part.component.name, not part.component.components, (part.depth - 1) * BAND
    height = depth * BAND - y if leaf else BAND
    fits = len(name) * HAN_WIDTH + NUMBER_WIDTH <= width * NARROWEST // 1000
    sheet.add(f'<g class="gk-weight-{"leaf" if leaf else "span"}"><title>%s：%s</title>', name, part.proportion)
    sheet.add('<svg x="%s" width="%s" height="100%%">', _percent(start), _percent(width))
    sheet.add(f'<rect y="{y}" width="100%%" height="{height - 2}"/><text {_POSITIONS[fits]} y="{y + height // 2 + 4}">')
    if fits:
        sheet.add('<tspan class="gk-weight-name">%s </tspan>', name)
    number = part.proportion.removesuffix("%") if width >= NARROWEST_NUMBER * 1000 else ""
    sheet.add('<tspan class="gk-weight-number">%s</tspan></text></svg></g>\n', number)


_POSITIONS = {True: 'x="8"', False: 'x="50%%" text-anchor="middle"'}


def _thousandths(value: Fraction, whole: Fraction) -> int:
    """What part of the whole a value is, cut to thousandths of a percent."""
    return value.numerator * whole.denominator * 100_000 // (value.denominator * whole.numerator)


def _percent(thousandths: int) -> str:
    return f"{thousandths // 1000}.{thousandths % 1000:03}%"
