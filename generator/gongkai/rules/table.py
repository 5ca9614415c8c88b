"""The 绩效目标考评表 and the points it must make up, as rules count and add them; rows that only repeat a sum are left out."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property, reduce
from operator import add, itemgetter
from typing import Any

from msgspec.structs import astuple

from gongkai import walk
from gongkai.model import Component, Indicator, Scheme
from gongkai.walk import ComponentNode, IndicatorNode

SUBTOTALS = frozenset({"小计", "合计", "总计", "共计", "总分", "合计得分", "小计得分"})
_AROUND = "（）() 　：:"
_ENDS = frozenset(_AROUND).union(name[-1] for name in SUBTOTALS)
"""What the name of a sum may end with: few others do."""


def is_subtotal(indicator: Indicator) -> bool:
    """Whether a row is a table's own sum rather than an indicator."""
    name = indicator.name
    return name[-1:] in _ENDS and len(name) < 10 and name.strip(_AROUND) in SUBTOTALS


def sum_points(rows: Iterable[Indicator]) -> Decimal | None:
    """What the rows add up to, without subtotal rows; nothing when there is none or one of them states no points."""
    given = [row.points for row in rows if not is_subtotal(row)]
    known = [each for each in given if each is not None]
    return reduce(add, known) if known and len(known) == len(given) else None


def expected(component: Component, scale: Decimal) -> Decimal | None:
    """What a component's parts must make up: its points, else its own full marks, else (for a share) the scale; nothing for a bonus."""
    if component.points is not None:
        return component.points
    return component.full if component.full is not None else scale if component.share else None


def worth(component: Component) -> Decimal | None:
    """A component's points, stated or as the sum of its parts'; nothing when neither is known."""
    if component.points is not None or not component.components:
        return component.points
    parts = [worth(each) for each in component.components]
    known = [each for each in parts if each is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


_INDICATOR, _PLACE = itemgetter(1), itemgetter(3, 2)
"""Of a node, its indicator; the component it belongs to with its level."""


class Table:
    """A scheme's rows and the components they belong to; a component's rows include those of all components under it."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._leaves: dict[tuple[str, ...], frozenset[str]] = {}
        self._ids: dict[tuple[str, ...], dict[str, None]] = {}

    @cached_property
    def components(self) -> tuple[ComponentNode, ...]:
        """Every 考评内容 with its path and ancestors, parents first."""
        return tuple(walk.components(self._scheme))

    @cached_property
    def indicators(self) -> tuple[IndicatorNode, ...]:
        """Every row, sums too, with its path, level and component, parents first."""
        return tuple(walk.indicators(self._scheme))

    @cached_property
    def _columns(self) -> dict[str, tuple[Any, ...]]:
        rows = map(astuple, map(_INDICATOR, self.indicators))
        return dict(zip(Indicator.__struct_fields__, zip(*rows, strict=True), strict=False))  # without rows there is none

    def column(self, field: str) -> tuple[Any, ...]:
        """What the rows have in a field of `Indicator`, in their order: for a quick look at all of them."""
        return self._columns.get(field, ())

    @cached_property
    def dues(self) -> set[str]:
        """The deadlines of the rows as the data writes them: a hundred rows have but a few."""
        return set(filter(None, self.column("due")))

    @cached_property
    def points(self) -> set[Decimal | None]:
        """The points of the rows, of which there are but a few as well."""
        return set(self.column("points"))

    @cached_property
    def subtotals(self) -> list[IndicatorNode]:
        """The rows that only repeat a sum."""
        return [node for node in self.indicators if is_subtotal(node.indicator)]

    @cached_property
    def _counted(self) -> tuple[IndicatorNode, ...]:
        """The rows that repeat no sum."""
        return tuple(node for node in self.indicators if not is_subtotal(node.indicator)) if self.subtotals else self.indicators

    @cached_property
    def _rows(self) -> dict[tuple[str | None, int], list[IndicatorNode]]:
        """Rows by the component they name or inherit, and level."""
        found: dict[tuple[str | None, int], list[IndicatorNode]] = {}
        for place, node in zip(map(_PLACE, self._counted), self._counted, strict=True):
            found.setdefault(place, []).append(node)
        return found

    @cached_property
    def _below(self) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for _, component, ancestors in self.components:
            found.setdefault(component.id, {})[component.id] = None
            for ancestor in ancestors:
                found[ancestor.id][component.id] = None
        return found

    def ids(self, scope: Iterable[str]) -> dict[str, None]:
        """The components of a scope with all below them, in order, as the keys; unknown ids count for nothing."""
        key = tuple(scope)
        if key not in self._ids:
            self._ids[key] = {component: None for each in key for component in self._below.get(each, ())}
        return self._ids[key]

    def leaves(self, scope: Iterable[str]) -> frozenset[str]:
        """The components of a scope, or below it, that have none below themselves."""
        key = tuple(scope)
        if key not in self._leaves:
            self._leaves[key] = frozenset(each for each in self.ids(key) if len(self._below[each]) == 1)
        return self._leaves[key]

    @cached_property
    def names(self) -> dict[str, str]:
        """The components' names by id."""
        return {component.id: component.name for _, component, _ in self.components}

    @cached_property
    def _numbers(self) -> Counter[tuple[str | None, int]]:
        """How many rows each component has of each level."""
        return Counter(map(_PLACE, self._counted))

    def count(self, scope: Iterable[str], level: int) -> int:
        """How many rows of a level the scope has."""
        return sum([self._numbers.get((component, level), 0) for component in self.ids(scope)])

    def within(self, scope: Iterable[str], level: int) -> list[IndicatorNode]:
        """The rows of a level of a scope, component by component."""
        return [node for component in self.ids(scope) for node in self._rows.get((component, level), ())]

    def below(self, scope: Iterable[str]) -> list[IndicatorNode]:
        """The rows of all levels of a scope."""
        ids = self.ids(scope)
        return [node for node in self._counted if node.component in ids]

    def own(self, component: str, level: int) -> list[IndicatorNode]:
        """The rows of a level that name or inherit this very component."""
        return self._rows.get((component, level), [])
