"""What the 指标设置规则 imply before there is a table: how many indicators each part must and may have; for family I and the rules page.

Points with a range per indicator bound their number (10 分、每项至多 4 分，至少 3 项); rules on numbers bound sums over parts; what holds
of parts holds of their whole, and the other way round. Every bound is sound: no table that follows the rules lies outside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache

from gongkai.diagnostics import Path
from gongkai.model import Component, IndicatorRule
from gongkai.rules.registry import Case
from gongkai.rules.table import expected
from gongkai.scoring import points

MOST = 400
"""Components and rules together beyond which nothing is implied: no scheme has a tenth of it, and the work grows with the square."""

LEVELS = {1: "一级指标", 2: "二级指标", 3: "三级指标"}
Parts = frozenset[str]
"""Ids of components without parts of their own: what the numbers of indicators are sums over."""
Bearing = Sequence[tuple[Path, IndicatorRule]]
"""The rules that bear on all of some parts, with their places."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One end of a range, why, and the field that states it (empty: it follows from others)."""

    value: int
    why: str
    path: Path = ()


@dataclass(slots=True)
class Range:
    """How many indicators a set of parts may have, so far."""

    low: Limit
    high: Limit | None = None

    def at_least(self, value: int, path: Path, why: str, *words: object) -> None:
        """Raise the lower end if this is more; `why` takes the words in its braces."""
        if value > self.low.value:
            self.low = Limit(value, why.format(*words), path)

    def at_most(self, value: int, path: Path, why: str, *words: object) -> None:
        """Lower the upper end if this is less; `why` takes the words in its braces."""
        if self.high is None or value < self.high.value:
            self.high = Limit(value, why.format(*words), path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What is implied for one component (empty id: the whole scheme) at one level; `maximum` is nothing where no rule sets an end."""

    component: str
    name: str
    level: int
    minimum: int
    maximum: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two ends that exclude each other."""

    name: str
    level: int
    low: Limit
    high: Limit


def level_name(level: int) -> str:
    """一级指标, 二级指标, …"""
    return LEVELS.get(level, f"第 {level} 级指标")


def is_tractable(case: Case) -> bool:
    """Whether there are few enough components and rules to derive anything from them."""
    return len(case.components) + len(case.scheme.indicator_rules) <= MOST


def implied_bounds(case: Case) -> tuple[Bound, ...]:
    """For every component on which a rule bears, parents before children, the implied numbers of indicators by level; first the whole's."""
    if not is_tractable(case):
        return ()
    solver = _solver(case)
    solved = [(level, solver.solve(level, spread_down=True)) for level in solver.levels]
    owners = [("", "全部", solver.everything), *((c.id, c.name, case.table.leaves([c.id])) for _, c, _ in case.components)]
    return tuple(
        Bound(
            component=id_,
            name=name,
            level=level,
            minimum=found.low.value,
            maximum=found.high.value if found.high else None,
            why=_why(found),
        )
        for id_, name, parts in owners
        for level, ranges in solved
        if (found := ranges.get(parts)) and (found.low.value or found.high)
    )


def conflicts(case: Case) -> Iterator[Conflict]:
    """Where the rules can't be met whatever the table; of conflicts that follow from one another only the innermost."""
    if not is_tractable(case):
        return
    solver = _solver(case)
    for level in solver.levels:
        blamed: set[str] = set()
        for parts, found in solver.solve(level).items():
            if found.high and found.low.value > found.high.value and not blamed & parts:
                blamed |= parts
                yield Conflict(solver.names[parts], level, found.low, found.high)


def _why(found: Range) -> str:
    return "；".join(limit.why for limit in (found.low, found.high) if limit and limit.why)


@lru_cache(maxsize=2)
def _solver(case: Case) -> "_Solver":
    return _Solver(case)


class _Solver:
    """Ranges for sets of parts, from the smallest set to the largest."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.rules = [(("indicator_rules", i), r, case.table.leaves(r.scope)) for i, r in enumerate(case.scheme.indicator_rules)]
        self.levels = range(1, max((rule.level for _, rule, parts in self.rules if parts), default=0) + 1)
        self.everything = case.table.leaves(c.id for c in case.scheme.components)
        self.worth = self._worths()
        families = {case.table.leaves([c.id]) for _, c, _ in case.components}
        sets = families | {parts for _, _, parts in self.rules if parts} | {self.everything} | set(self.worth)
        self.sets = sorted(sets, key=lambda parts: (len(parts), sorted(parts)))
        self.covers = {parts: list(self._covers(parts)) for parts in self.sets}
        self.names = self._names()
        self.solved: dict[tuple[int, bool], dict[Parts, Range]] = {}

    def _worths(self) -> dict[Parts, tuple[Component, Decimal]]:
        """The points that parts must make up together; a whole only where one of its parts states none."""
        found: dict[Parts, tuple[Component, Decimal]] = {}
        for _, component, _ in reversed(self.case.components):
            whole, parts = expected(component, self.case.scheme.scale), self.case.table.leaves([component.id])
            if whole is not None and not all(any(leaf in known for known in found) for leaf in parts):
                found[parts] = (component, whole)
        return found

    def _covers(self, parts: Parts) -> Iterator[list[Parts]]:
        """Disjoint sets that make up `parts`: the scheme's own division of a component, and the largest sets that rules speak of."""
        leaves = self.case.table.leaves
        whole = next((c for _, c, _ in self.case.components if c.components and leaves([c.id]) == parts), None)
        division = whole.components if whole else self.case.scheme.components if parts == self.everything else ()
        own = [leaves([each.id]) for each in division]
        left, found = set(parts), []
        for each in sorted((known for known in self.sets if known < parts), key=len, reverse=True):
            if each <= left:
                left -= each
                found.append(each)
        # with one id used twice (another rule's business) a division is none
        divided = len(own) > 1 and sum(map(len, own)) == len(parts)
        return iter([own] * divided + [found] * (len(found) > 1 and set(found) != set(own)))

    def _names(self) -> dict[Parts, str]:
        """The component that is these parts, or the names of the parts."""
        names = {parts: "、".join(c.name for _, c, _ in self.case.components if c.id in parts) for parts in self.sets}
        names[self.everything] = "全部"
        return names | {self.case.table.leaves([c.id]): c.name for _, c, _ in reversed(self.case.components)}

    def solve(self, level: int, *, spread_down: bool = False) -> dict[Parts, Range]:
        """The ranges of one level; `spread_down` also derives those of parts from their wholes'."""
        if (level, spread_down) in self.solved:
            return self.solved[level, spread_down]
        above = self.solve(level - 1, spread_down=spread_down) if level > 1 else {}
        ranges: dict[Parts, Range] = {}
        rules = [each for each in self.rules if each[1].level == level]
        for parts in self.sets:
            found = ranges[parts] = Range(Limit(0, ""))
            bearing = [(path, rule) for path, rule, scope in rules if parts <= scope]
            self._from_points(level, bearing, parts, found)
            _from_parents(level, bearing, len(parts), found, above.get(parts))
            self._from_counts([(path, rule) for path, rule, scope in rules if parts == scope and rule.count], found)
            for cover in self.covers[parts]:
                _from_parts(found, [ranges[each] for each in cover])
        for parts in reversed(self.sets) if spread_down else ():
            for cover in self.covers[parts]:
                self._downwards(parts, cover, ranges)
        self.solved[level, spread_down] = ranges
        return ranges

    def _from_points(self, level: int, bearing: Bearing, parts: Parts, found: Range) -> None:
        """W points, each indicator at most b: at least W/b; each at least a: at most W/a. Exceptions void it."""
        if parts not in self.worth:
            return
        whole = self.worth[parts][1]
        given = [(path, r.points) for path, r in bearing if r.points and not r.exempt]
        # below level 1 only where every row must have rows under it do these make up all the points
        complete = level == 1 or any(r.count_per_parent and r.count_per_parent.min and not r.exempt for _, r in bearing)
        for path, each in given:
            if each.max is not None and each.max > 0 and complete:
                least = whole_number(whole / each.max, ROUND_CEILING)
                found.at_least(least, (*path, "points", "max"), "{} 分、每项至多 {} 分，至少 {} 项", points(whole), points(each.max), least)
            if each.min is not None and each.min > 0:
                most = whole_number(whole / each.min, ROUND_FLOOR)
                found.at_most(most, (*path, "points", "min"), "{} 分、每项至少 {} 分，至多 {} 项", points(whole), points(each.min), most)

    def _from_counts(self, counting: Bearing, found: Range) -> None:
        """Rules on the number itself; exceptions come on top of an upper end."""
        for path, rule in counting:
            if rule.count is None:
                continue
            where = f"（{rule.clause}）" if rule.clause else ""
            if rule.count.min:
                found.at_least(rule.count.min, (*path, "count", "min"), "规定不少于 {} 项{}", rule.count.min, where)
            if rule.count.max is not None and not rule.exempt:
                found.at_most(rule.count.max, (*path, "count", "max"), "规定不超过 {} 项{}", rule.count.max, where)
            before = previous_count(self.case, rule)
            if before is not None and not rule.exempt:
                found.at_most(before, (*path, "count", "not_above_previous_year"), "规定不高于上一年度的 {} 项{}", before, where)

    def _downwards(self, parts: Parts, cover: Sequence[Parts], ranges: dict[Parts, Range]) -> None:
        """What a whole leaves to each of its parts once the others have had their most or their least."""
        whole = ranges[parts]
        for each in cover:
            others = [ranges[other] for other in cover if other is not each]
            most, least = _total(other.high for other in others), sum(other.low.value for other in others)
            if most is not None:
                words = (self.names[parts], whole.low.value, most)
                ranges[each].at_least(whole.low.value - most, (), "{}合计至少 {} 项，其余部分至多 {} 项", *words)
            if whole.high:
                rest = f"，其余部分至少 {least} 项" if least else ""
                ranges[each].at_most(whole.high.value - least, (), "{}合计至多 {} 项{}", self.names[parts], whole.high.value, rest)


def _from_parents(level: int, bearing: Bearing, parts: int, found: Range, above: Range | None) -> None:
    """So many rows above, each with at least or at most so many under it; on level 1 each part is such a parent."""
    low = parts if level == 1 else above.low.value if above else 0
    high = parts if level == 1 else above.high.value if above and above.high else None
    what = "个部分" if level == 1 else f"项{level_name(level - 1)}"
    for path, rule in bearing:
        each = rule.count_per_parent
        obliged = max(low - len(rule.exempt), 0)
        if each and each.min and obliged:
            least, at = obliged * each.min, (*path, "count_per_parent", "min")
            found.at_least(least, at, "至少 {} {}、每{}不少于 {} 项，至少 {} 项", obliged, what, what[0], each.min, least)
        if each and each.max is not None and high is not None and not rule.exempt:
            most, at = high * each.max, (*path, "count_per_parent", "max")
            found.at_most(most, at, "至多 {} {}、每{}不超过 {} 项，至多 {} 项", high, what, what[0], each.max, most)


def _from_parts(found: Range, parts: Sequence[Range]) -> None:
    least, most = sum(each.low.value for each in parts), _total(each.high for each in parts)
    if least > found.low.value:
        found.at_least(least, (), _sum("至少", [each.low.value for each in parts]))
    if most is not None and (found.high is None or most < found.high.value):
        found.at_most(most, (), _sum("至多", [each.high.value for each in parts if each.high]))


def _sum(word: str, values: list[int]) -> str:
    counted = [str(value) for value in values if value]
    return f"其中一部分已{word} {sum(values)} 项" if len(counted) < 2 else f"各部分{word} {'＋'.join(counted)}＝{sum(values)} 项"


def _total(limits: Iterable[Limit | None]) -> int | None:
    total = 0
    for each in limits:
        if each is None:
            return None
        total += each.value
    return total


def previous_count(case: Case, rule: IndicatorRule) -> int | None:
    """How many indicators the rule's scope had the year before, where a rule binds this year's number to it and that year is known."""
    table = case.previous_table
    if table is None or rule.count is None or not rule.count.not_above_previous_year or not all(table.ids([each]) for each in rule.scope):
        return None
    return table.count(rule.scope, rule.level)


def whole_number(value: Decimal, rounding: str) -> int:
    """The number as an integer, rounded as `decimal` names it."""
    return int(value.to_integral_value(rounding=rounding))
