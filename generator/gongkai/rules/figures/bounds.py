"""What the 指标设置规则 imply before there is a table: how many indicators each part must and may have; for family I and the rules page.

Points with a range per indicator bound their number (10 分、每项至多 4 分，至少 3 项); rules on numbers bound sums over parts; what holds
of parts holds of their whole, and the other way round. Every bound is sound: no table that follows the rules lies outside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import reduce
from operator import or_

from msgspec import Struct

from gongkai.diagnostics import Path
from gongkai.model import IndicatorRule
from gongkai.rules.registry import Case, once
from gongkai.rules.table import Table, expected
from gongkai.scoring import points

MOST = 400
"""Components and rules together beyond which nothing is implied: no scheme has a tenth of it, and the work grows with the square."""

LEVELS = {1: "一级指标", 2: "二级指标", 3: "三级指标"}
Parts = int
"""Components without parts of their own, a bit for each: what the numbers of indicators are sums over."""
Bearing = Sequence[tuple[Path, IndicatorRule, Parts]]
"""The rules that bear on all of some parts, each with its place and all that it speaks of."""


class Limit(Struct, frozen=True, gc=False):
    """One end of a range, the field that states it (empty: it follows from others), and why: a sentence, and the words for its braces."""

    value: int
    path: Path = ()
    reason: str = ""
    words: tuple[object, ...] = ()

    @property
    def why(self) -> str:
        """The reason in words; most ends are never shown."""
        return self.reason.format(*(points(word) if isinstance(word, Decimal) else word for word in self.words))


NO_LIMIT = Limit(0)


class Range(Struct):
    """How many indicators a set of parts may have, so far."""

    low: Limit = NO_LIMIT
    high: Limit | None = None

    def at_least(self, value: int, path: Path, reason: str, *words: object) -> None:
        """Raise the lower end if this is more; see `Limit`."""
        if value > self.low.value:
            self.low = Limit(value, path, reason, words)

    def at_most(self, value: int, path: Path, reason: str, *words: object) -> None:
        """Lower the upper end if this is less; see `Limit`."""
        if self.high is None or value < self.high.value:
            self.high = Limit(value, path, reason, words)


class Bound(Struct, frozen=True, kw_only=True):
    """What is implied for one component (empty id: the whole scheme) at one level; `maximum` is nothing where no rule sets an end."""

    component: str
    name: str
    level: int
    minimum: int
    maximum: int | None
    why: str


class Conflict(Struct, frozen=True):
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
    owners = [("", "全部", solver.everything), *((component.id, component.name, parts) for component, parts in solver.owners)]
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
        blamed: Parts = 0
        for parts, found in solver.solve(level).items():
            if found.high and found.low.value > found.high.value and not blamed & parts:
                blamed |= parts
                yield Conflict(solver.name(parts), level, found.low, found.high)


def _why(found: Range) -> str:
    return "；".join(limit.why for limit in (found.low, found.high) if limit and limit.reason)


@once
def _solver(case: Case) -> "_Solver":
    return _Solver(case)


class _Solver:
    """Ranges for sets of parts, from the smallest set to the largest."""

    def __init__(self, case: Case) -> None:
        self.scheme, self.previous = case.scheme, case.previous_table
        leaves = case.table.leaves(component.id for component in case.scheme.components)
        # the first id has the highest bit: of sets of one size the greater number is the one that sorts first
        self.bits = {id_: 1 << bit for bit, id_ in enumerate(sorted(leaves, reverse=True))}
        self.everything = sum(self.bits.values())
        self.parts = {id_: sum(map(self.bits.__getitem__, case.table.leaves((id_,)))) for id_ in case.table.names}
        self.owners = [(component, self.parts[component.id]) for _, component, _ in case.components]
        self.rules = [(("indicator_rules", i), rule, self._union(rule.scope)) for i, rule in enumerate(case.scheme.indicator_rules)]
        self.levels = range(1, max((rule.level for _, rule, parts in self.rules if parts), default=0) + 1)
        self.worth = self._worths()
        spoken_of = {parts for _, _, parts in self.rules if parts}
        sets = {parts for _, parts in self.owners} | spoken_of | {self.everything} | self.worth.keys()
        self.sets = sorted(sets, key=lambda parts: (parts.bit_count(), -parts))
        self.covers = dict(self._covers())
        self.names = {parts: component.name for component, parts in reversed(self.owners)}
        self.solved: dict[tuple[int, bool], dict[Parts, Range]] = {}

    def _union(self, scope: Iterable[str]) -> Parts:
        """What a scope speaks of; unknown ids count for nothing."""
        return reduce(or_, (self.parts.get(id_, 0) for id_ in scope), 0)

    def _worths(self) -> dict[Parts, Decimal]:
        """The points that parts must make up together; a whole only where one of its parts states none."""
        found: dict[Parts, Decimal] = {}
        known: Parts = 0
        for component, parts in reversed(self.owners):
            if parts & ~known and (whole := expected(component, self.scheme.scale)) is not None:
                found[parts] = whole
                known |= parts
        return found

    def _covers(self) -> Iterator[tuple[Parts, list[list[Parts]]]]:
        """Disjoint sets that make up each set: the scheme's own division of a component, and the largest sets that rules speak of."""
        largest_first = sorted(self.sets, key=int.bit_count, reverse=True)
        divisions = {parts: component.components for component, parts in reversed(self.owners) if component.components}
        for parts in self.sets:
            division = divisions.get(parts) or (self.scheme.components if parts == self.everything else ())
            own = [self.parts[each.id] for each in division]
            left, found = parts, []
            for each in largest_first:
                if each & left == each != parts:
                    left -= each
                    found.append(each)
            # with one id used twice (another rule's business) a division is none
            divided = len(own) > 1 and sum(map(int.bit_count, own)) == parts.bit_count()
            yield parts, [own] * divided + [found] * (len(found) > 1 and set(found) != set(own))

    def name(self, parts: Parts) -> str:
        """The component that is these parts, or the names of the parts."""
        if parts not in self.names:
            listed = "、".join(component.name for component, _ in self.owners if parts & self.bits.get(component.id, 0))
            self.names[parts] = "全部" if parts == self.everything else listed
        return self.names[parts]

    def solve(self, level: int, *, spread_down: bool = False) -> dict[Parts, Range]:
        """The ranges of one level; `spread_down` also derives those of parts from their wholes'."""
        if (level, spread_down) not in self.solved:
            above = self.solve(level - 1, spread_down=spread_down) if level > 1 else {}
            ranges = self._upwards(level, above) if level > 1 or not spread_down else _copies(self.solve(level))
            for parts in reversed(self.sets) if spread_down else ():
                for cover in self.covers[parts]:
                    self._downwards(parts, cover, ranges)
            self.solved[level, spread_down] = ranges
        return self.solved[level, spread_down]

    def _upwards(self, level: int, above: dict[Parts, Range]) -> dict[Parts, Range]:
        """What rules and points say of each set, and what follows from its parts."""
        ranges: dict[Parts, Range] = {}
        rules = [each for each in self.rules if each[1].level == level]
        for parts in self.sets:
            found = ranges[parts] = Range()
            bearing = [each for each in rules if parts & each[2] == parts]
            if bearing:
                self._from_points(level, bearing, parts, found)
                _from_parents(level, bearing, parts.bit_count(), found, above.get(parts))
                self._from_counts(bearing, parts, found)
            for cover in self.covers[parts]:
                _from_parts(found, [ranges[each] for each in cover])
        return ranges

    def _from_points(self, level: int, bearing: Bearing, parts: Parts, found: Range) -> None:
        """W points, each indicator at most b: at least W/b; each at least a: at most W/a. Exceptions void it."""
        if parts not in self.worth:
            return
        whole = self.worth[parts]
        given = [(path, r.points) for path, r, _ in bearing if r.points and not r.exempt]
        # below level 1 only where every row must have rows under it do these make up all the points
        complete = level == 1 or any(r.count_per_parent and r.count_per_parent.min and not r.exempt for _, r, _ in bearing)
        for path, each in given:
            if each.max is not None and each.max > 0 and complete:
                least = whole_number(whole / each.max, ROUND_CEILING)
                found.at_least(least, (*path, "points", "max"), "{} 分、每项至多 {} 分，至少 {} 项", whole, each.max, least)
            if each.min is not None and each.min > 0:
                most = whole_number(whole / each.min, ROUND_FLOOR)
                found.at_most(most, (*path, "points", "min"), "{} 分、每项至少 {} 分，至多 {} 项", whole, each.min, most)

    def _from_counts(self, bearing: Bearing, parts: Parts, found: Range) -> None:
        """Rules on the number itself, for just these parts; exceptions come on top of an upper end."""
        for path, rule, scope in bearing:
            if rule.count is None or scope != parts:
                continue
            where = f"（{rule.clause}）" if rule.clause else ""
            if rule.count.min:
                found.at_least(rule.count.min, (*path, "count", "min"), "规定不少于 {} 项{}", rule.count.min, where)
            if rule.count.max is not None and not rule.exempt:
                found.at_most(rule.count.max, (*path, "count", "max"), "规定不超过 {} 项{}", rule.count.max, where)
            before = previous_count(self.previous, rule)
            if before is not None and not rule.exempt:
                found.at_most(before, (*path, "count", "not_above_previous_year"), "规定不高于上一年度的 {} 项{}", before, where)

    def _downwards(self, parts: Parts, cover: Sequence[Parts], ranges: dict[Parts, Range]) -> None:
        """What a whole leaves to each of its parts once the others have had their most or their least."""
        whole = ranges[parts]
        for each in cover:
            others = [ranges[other] for other in cover if other is not each]
            most, least = _total(other.high for other in others), sum(other.low.value for other in others)
            if most is not None:
                words = (self.name(parts), whole.low.value, most)
                ranges[each].at_least(whole.low.value - most, (), "{}合计至少 {} 项，其余部分至多 {} 项", *words)
            if whole.high:
                rest = f"，其余部分至少 {least} 项" if least else ""
                ranges[each].at_most(whole.high.value - least, (), "{}合计至多 {} 项{}", self.name(parts), whole.high.value, rest)


def _copies(ranges: dict[Parts, Range]) -> dict[Parts, Range]:
    return {parts: Range(found.low, found.high) for parts, found in ranges.items()}


def _from_parents(level: int, bearing: Bearing, parts: int, found: Range, above: Range | None) -> None:
    """So many rows above, each with at least or at most so many under it; on level 1 each part is such a parent."""
    low = parts if level == 1 else above.low.value if above else 0
    high = parts if level == 1 else above.high.value if above and above.high else None
    what = "个部分" if level == 1 else f"项{level_name(level - 1)}"
    for path, rule, _ in bearing:
        each = rule.count_per_parent
        if each is None:
            continue
        obliged = max(low - len(rule.exempt), 0)
        if each.min and obliged:
            least, at = obliged * each.min, (*path, "count_per_parent", "min")
            found.at_least(least, at, "至少 {} {}、每{}不少于 {} 项，至少 {} 项", obliged, what, what[0], each.min, least)
        if each.max is not None and high is not None and not rule.exempt:
            most, at = high * each.max, (*path, "count_per_parent", "max")
            found.at_most(most, at, "至多 {} {}、每{}不超过 {} 项，至多 {} 项", high, what, what[0], each.max, most)


def _from_parts(found: Range, parts: Sequence[Range]) -> None:
    lows, highs = [each.low.value for each in parts], [each.high.value for each in parts if each.high]
    if sum(lows) > found.low.value:
        found.at_least(sum(lows), (), _sum("至少", lows))
    if len(highs) == len(parts) and (found.high is None or sum(highs) < found.high.value):
        found.at_most(sum(highs), (), _sum("至多", highs))


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


def previous_count(table: Table | None, rule: IndicatorRule) -> int | None:
    """How many indicators the rule's scope had in the table of the year before, where it binds this year's number to it."""
    if table is None or rule.count is None or not rule.count.not_above_previous_year:
        return None
    return table.count(rule.scope, rule.level) if table.names.keys() >= set(rule.scope) else None


def whole_number(value: Decimal, rounding: str) -> int:
    """The number as an integer, rounded as `decimal` names it."""
    return int(value.to_integral_value(rounding=rounding))
