"""The 绩效目标考评表 as rules count and add it: its rows by component, without rows that only repeat a sum."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from gongkai.model import Component, Indicator, Scheme
from gongkai.walk import IndicatorNode, components, indicators

SUBTOTALS = frozenset({"小计", "合计", "总计", "共计", "总分", "合计得分", "小计得分"})


def is_subtotal(indicator: Indicator) -> bool:
    """Whether a row is a table's own sum rather than an indicator."""
    return indicator.name.strip("（）() 　：:") in SUBTOTALS


def sum_points(rows: Iterable[Indicator]) -> Decimal | None:
    """What the rows add up to, without subtotal rows; nothing when there is none or one of them states no points."""
    values = [row.points for row in rows if not is_subtotal(row)]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


class Table:
    """A scheme's rows and the components they belong to; a component's rows include those of all components under it."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme

    @cached_property
    def _rows(self) -> dict[str, list[IndicatorNode]]:
        found: dict[str, list[IndicatorNode]] = {}
        for node in indicators(self._scheme):
            if node.component and not is_subtotal(node.indicator):
                found.setdefault(node.component, []).append(node)
        return found

    @cached_property
    def _below(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for _, component, ancestors in components(self._scheme):
            found.setdefault(component.id, set()).add(component.id)
            for ancestor in ancestors:
                found[ancestor.id].add(component.id)
        return found

    def own(self, component: Component) -> list[IndicatorNode]:
        """The rows, of every level, that name or inherit this very component."""
        return self._rows.get(component.id, [])

    def ids(self, scope: Iterable[str]) -> set[str]:
        """The components of a scope with all below them; unknown ids count for nothing."""
        return set().union(*(self._below.get(each, set()) for each in scope))

    def within(self, scope: Iterable[str], level: int | None = None) -> list[IndicatorNode]:
        """The rows of a scope, of one level or of all; in the order of the components."""
        wanted = self.ids(scope)
        rows = [node for component in self._below if component in wanted for node in self._rows.get(component, [])]
        return rows if level is None else [node for node in rows if node.level == level]
