"""The 绩效目标考评表 and the points it must make up, as rules count and add them; rows that only repeat a sum are left out."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

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
    total: Decimal | None = None
    for row in rows:
        if not is_subtotal(row):
            if row.points is None:
                return None
            total = row.points if total is None else total + row.points
    return total


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
    def dues(self) -> set[str]:
        """The deadlines of the rows as the data writes them: a hundred rows have but a few."""
        return {row.due for _, row, _, _, _ in self.indicators if row.due}

    @cached_property
    def subtotals(self) -> list[IndicatorNode]:
        """The rows that only repeat a sum."""
        return [node for node in self.indicators if is_subtotal(node.indicator)]

    @cached_property
    def _rows(self) -> dict[str, dict[int, list[IndicatorNode]]]:
        """Rows by the component they name or inherit, and level."""
        found: defaultdict[str, defaultdict[int, list[IndicatorNode]]] = defaultdict(lambda: defaultdict(list))
        sums = {path for path, *_ in self.subtotals}
        for node in self.indicators:
            path, _, level, component, _ = node
            if component and not (sums and path in sums):
                found[component][level].append(node)
        return dict(found)

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
    def _numbers(self) -> dict[int, dict[str, int]]:
        """How many rows of a level each component has, without a node for every row where none is asked for, as of the year before."""
        found: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        if "indicators" not in self.__dict__:
            _add_numbers(found, self._scheme.indicators, 1, None)
            return dict(found)
        for component, levels in self._rows.items():
            for level, nodes in levels.items():
                found[level][component] = len(nodes)
        return dict(found)

    def count(self, scope: Iterable[str], level: int) -> int:
        """How many rows of a level the scope has."""
        numbers = self._numbers.get(level, {})
        return sum([numbers[component] for component in self.ids(scope) if component in numbers])

    def counts(self, scope: Iterable[str], levels: int) -> list[int]:
        """How many rows the scope has of each of the first levels."""
        ids = self.ids(scope)
        found = []
        for level in range(1, levels + 1):
            numbers = self._numbers.get(level)
            found.append(sum([numbers[component] for component in ids if component in numbers]) if numbers else 0)
        return found

    def within(self, scope: Iterable[str], level: int | None = None) -> list[IndicatorNode]:
        """The rows of a scope, of one level or of all, component by component."""
        found = [self._rows[component] for component in self.ids(scope) if component in self._rows]
        if level is None:
            return [node for levels in found for nodes in levels.values() for node in nodes]
        return [node for levels in found for node in levels.get(level, ())]

    def own(self, component: str, level: int) -> list[IndicatorNode]:
        """The rows of a level that name or inherit this very component."""
        return self._rows.get(component, {}).get(level, [])


def _add_numbers(found: defaultdict[int, defaultdict[str, int]], rows: Iterable[Indicator], level: int, above: str | None) -> None:
    numbers = found[level]
    for row in rows:
        component = row.component or above
        if component and not is_subtotal(row):
            numbers[component] += 1
        if row.children:
            _add_numbers(found, row.children, level + 1, component)
