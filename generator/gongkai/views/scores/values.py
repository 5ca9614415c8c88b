"""What every row of the 绩效目标考评表 is worth and where its points are counted: rows → figures, for bars, units and the year before."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongkai.diagnostics import Path
from gongkai.model import LEVELS, Indicator
from gongkai.rules import Case
from gongkai.rules.registry import once
from gongkai.rules.table import is_subtotal
from gongkai.walk import IndicatorNode

_NOTHING = Decimal(0)


class Values(NamedTuple):
    """Figures in the order of the rows.

    `worth` is a row's own points, or what the rows below it have together; `counted` its points where no row below it has any, else
    nothing: these can be added up for any choice of rows and count nothing twice. Rows that only repeat a sum are counted nowhere.
    `total` is all that is counted; `items` are the rows without any below them, sums left out.
    """

    worth: list[Decimal]
    counted: list[Decimal]
    total: Decimal
    items: int


@once
def values(case: Case) -> Values:
    """The figures of a scheme's table."""
    return _values(case.indicators, {node.path for node in case.table.subtotals})


def _values(nodes: Sequence[IndicatorNode], sums: Collection[Path]) -> Values:
    worth, counted = [_NOTHING] * len(nodes), [_NOTHING] * len(nodes)
    # by level: what the rows of that level have together, and whether any of it is counted, under the row that is still to come
    below, settled = [_NOTHING] * (LEVELS + 2), [False] * (LEVELS + 2)
    items = 0
    for index in range(len(nodes) - 1, -1, -1):
        path, each, level, *_ = nodes[index]
        own, spent = each.points, False
        if each.children:
            own, spent = below[level + 1] if own is None else own, settled[level + 1]
            below[level + 1], settled[level + 1] = _NOTHING, False
        worth[index] = own = own or _NOTHING
        if sums and path in sums:
            continue
        if not spent:
            counted[index] = own
        below[level] += own
        settled[level] = settled[level] or spent or bool(own)
        items += not each.children
    return Values(worth, counted, sum(counted, _NOTHING), items)


def worth_by_id(rows: Iterable[Indicator]) -> dict[str, Decimal]:
    """What each row of a table is worth, by its id; for the table of another year, of which no more is asked."""
    found: dict[str, Decimal] = {}
    _add_worths(found, rows)
    return found


def _add_worths(found: dict[str, Decimal], rows: Iterable[Indicator]) -> None:
    for each in rows:
        own = each.points
        if each.children:
            _add_worths(found, each.children)
            if own is None:
                own = sum((found[child.id] for child in each.children if not is_subtotal(child)), _NOTHING)
        found[each.id] = own or _NOTHING
