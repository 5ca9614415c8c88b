"""The bar beside the 分值 of a row: its points, over those of the row it stands under, all rows of a table on one scale."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.model import LEVELS
from gongkai.scoring import points
from gongkai.walk import IndicatorNode

LENGTH = 40
"""Length of the longest bar, in CSS pixels."""

BARS = "分值旁的横条：深色为本行的分值，浅色为其上级指标的分值，全表同一比例。"


def worth_cells(nodes: Sequence[IndicatorNode], worth: Sequence[Decimal]) -> Iterator[str]:
    """The 分值 of every row as HTML, what its children have together where it has none of its own; rows without either stay empty."""
    greatest = max(worth, default=Decimal(0))
    above = [0] * (LEVELS + 1)
    known: dict[tuple[Decimal, int, bool], tuple[str, int]] = {}
    for node, value in zip(nodes, worth, strict=True):
        key = (value, above[node.level - 1], node.indicator.points is None)
        if key not in known:
            length = _pixels(value, greatest)
            known[key] = _cell(*key, length), length
        cell, above[node.level] = known[key]
        yield cell


def _cell(value: Decimal, above: int, derived: bool, length: int) -> str:
    if derived and not value:
        return ""
    shown = f'<span class="gk-derived">{points(value)}</span>' if derived else points(value)
    track = f'<path d="M0 3h{above}"/>' if above else ""
    return f'<svg class="gk-bar" aria-hidden="true">{track}<path d="M0 3h{length}"/></svg>{shown}' if length else shown


def _pixels(value: Decimal, greatest: Decimal) -> int:
    """The length of a bar, at least one pixel for whatever is worth something."""
    return max(1, round(value * LENGTH / greatest)) if value > 0 else 0
