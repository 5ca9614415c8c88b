"""The weights of the 考评内容 across the years as static SVG: a bar of the whole for each, the newest on top. The table has the numbers."""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from gongkai.views.overview.summary import Weight
from gongkai.views.sheet import Sheet

_BAR = 34
"""Height of a bar; CSS pixels, as all measures here."""
_HAN, _NUMBER, _NARROWEST = 14, 52, 6
"""Pixels of a Han character and of a number with its margins, and pixels that a hundredth of the bar has on a tablet."""
_SHADES = 5


def weight_years(years: Sequence[tuple[str, Sequence[Weight]]]) -> Markup:
    """The chart of the years whose weights are known (label and weights, the newest first); empty where there are fewer than two."""
    known = [(label, shares) for label, weights in years if (shares := _shares(weights))]
    if len(known) < 2:
        return Markup()
    shades = {name: index % _SHADES for index, name in enumerate(dict.fromkeys(name for _, shares in known for name, _ in shares))}
    sheet = Sheet()
    sheet.add('<figure class="gk-weight-years">\n')
    for label, shares in known:
        _add_year(sheet, label, shares, shades)
    sheet.add('<figcaption class="gk-quiet">各部分占总分的百分比，数值见下表</figcaption>\n</figure>\n')
    return sheet.markup()


def _shares(weights: Sequence[Weight]) -> list[tuple[str, Fraction]]:
    """The parts that weigh something, as hundredths of the whole."""
    numbers = [(each.name, each.share.removeprefix("约").removesuffix("%")) for each in weights]
    return [(name, share) for name, said in numbers if said and (share := Fraction(said)) > 0]


def _add_year(sheet: Sheet, label: str, shares: Sequence[tuple[str, Fraction]], shades: dict[str, int]) -> None:
    whole = max(Fraction(100), sum((share for _, share in shares), Fraction(0)))
    said = "，".join(f"{name}{_percent(share)}" for name, share in shares)
    sheet.add('<div><span aria-hidden="true">%s</span>', label)
    sheet.add(f'<svg width="100%%" height="{_BAR}" role="img" aria-label="%s年度：%s">', label, said)
    start = Fraction(0)
    for name, share in shares:
        width = share * 100 / whole
        sheet.add('<svg x="%s" width="%s" height="100%%">', _place(start), _place(width))
        sheet.add(f'<title>%s：%s</title><rect class="gk-shade{shades[name]}" width="100%%" height="100%%"/>', name, _percent(share))
        _add_words(sheet, name, share, width)
        sheet.add("</svg>")
        start += width
    sheet.add("</svg></div>\n")


def _add_words(sheet: Sheet, name: str, share: Fraction, width: Fraction) -> None:
    """The name and the number, as far as they fit."""
    room = width * _NARROWEST
    number = _percent(share)
    if room >= len(name) * _HAN + _NUMBER:
        sheet.add(f'<text x="8" y="{_BAR // 2 + 5}"><tspan class="gk-weight-part">%s </tspan>%s</text>', name, number)
    elif room >= _NUMBER // 2:
        sheet.add(f'<text x="50%%" y="{_BAR // 2 + 5}" text-anchor="middle">%s</text>', number.removesuffix("%"))


def _place(hundredths: Fraction) -> str:
    return f"{float(hundredths):.3f}%"


def _percent(share: Fraction) -> str:
    """`45%`, to two decimals where it has more."""
    rounded = round(share, 2)
    return f"{float(rounded):g}%"
