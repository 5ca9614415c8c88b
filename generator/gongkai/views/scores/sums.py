"""The sums of the 绩效目标考评表 and what they are held against: rows of indicators → subtotals and the total, in ready strings."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from gongkai.model import Scheme
from gongkai.rules import Case
from gongkai.rules.table import is_subtotal
from gongkai.scoring import points
from gongkai.views.part_table import level_name
from gongkai.views.parts import Part
from gongkai.views.scores.values import values

Worths = Mapping[str | None, Decimal]


class Sum(NamedTuple):
    """A subtotal: `note` says what it counts, `conflict` what the scheme states instead (empty where they agree)."""

    label: str
    points: str
    note: str
    conflict: str


def subtotal(case: Case, part: Part, held: Worths) -> Sum:
    """What a component and its parts have together."""
    value = sum((held.get(each, Decimal(0)) for each in case.table.ids([part.component.id])), Decimal(0))
    wanted = part.component.points if part.component.points is not None else part.component.full
    return _sum(f"{part.component.name}{'合计' if part.component.components else '小计'}", value, part.counts, wanted)


def total(scheme: Scheme, parts: tuple[Part, ...], held: Worths) -> Sum:
    """All rows together, held against the scale where every component is measured in its points and has its rows in the table."""
    top = [part for part in parts if part.depth == 1]
    comparable = all(part.component.points is not None and part.counts for part in top)
    counts = tuple(map(sum, zip_longest(*(part.counts for part in top), fillvalue=0)))
    return _sum("总计", sum(held.values(), Decimal(0)), counts, scheme.scale if comparable else None)


def _sum(label: str, value: Decimal, counts: tuple[int, ...], wanted: Decimal | None) -> Sum:
    note = "，".join(f"{level_name(level)}{count}项" for level, count in enumerate(counts, start=1))
    conflict = "" if wanted is None or wanted == value else f"载明{points(wanted)}分"
    return Sum(label=label, points=points(value), note=note, conflict=conflict)


def worths(case: Case) -> Worths:
    """The points of each component's level-1 indicators together."""
    held: dict[str | None, Decimal] = defaultdict(Decimal)
    for node, worth in zip(case.indicators, values(case).worth, strict=True):
        if node.level == 1 and not is_subtotal(node.indicator):
            held[node.component] += worth
    return held
