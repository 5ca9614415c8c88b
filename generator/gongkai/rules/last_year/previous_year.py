"""Family Y: the scheme beside the agency's last one — what was added, dropped, renamed or weighed otherwise without a word.

What was copied and not brought up to date stands in `carried_over`.

Each rule has one finding, with the first few names: whoever revises a scheme wants a list, not a mark on every row.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.model import Component, Scheme
from gongkai.rules.registry import Case, finding, once, related, rule
from gongkai.rules.table import SUBTOTALS
from gongkai.scoring import points
from gongkai.walk import components

SHOWN = 5
"""How many names a message lists."""

MOST = 200
"""Names that are held against each other, of either year; the work grows with the product."""

LIKE = 0.6
"""How much two names must have in common, of their pairs of neighbouring characters, to be one name changed."""

_COMPARED = "与上一年度公布的方案相比"


def earlier(case: Case) -> Scheme | None:
    """The last scheme, if it is of an earlier year."""
    return case.previous if case.previous and case.previous.year < case.scheme.year else None


def _listed(names: Iterable[str]) -> str:
    """The first few names and how many there are: “甲”“乙”等 7 项."""
    all_ = list(names)
    return "".join(f"“{name}”" for name in all_[:SHOWN]) + (f"等 {len(all_)} 项" if len(all_) > SHOWN else "")


def _plain(name: str) -> str:
    """A name without its year and without punctuation; most have neither."""
    return name if name.isalnum() and "19" not in name and "20" not in name else _stripped(name)


@lru_cache(maxsize=4096)
def _stripped(name: str) -> str:
    return re.sub(r"(?:19|20)[0-9]{2}年?度?|\W", "", name) or name


def likeness(one: str, other: str) -> float:
    """How much two names have in common, 0 to 1 (Dice's coefficient of pairs of characters)."""
    pairs = [Counter(pairwise(name)) for name in (one, other)]
    total = sum(map(Counter.total, pairs))
    return 2 * (pairs[0] & pairs[1]).total() / total if total else float(one == other)


# The table


@rule("Y001", "more-indicators", "指标比上一年度多", Severity.NOTE, Basis.PRACTICE, f"{_COMPARED}，指标总数一般只减不增")
def more_indicators(case: Case) -> Iterator[Finding]:
    """More rows of the first or second level than in the last table; where the scheme itself forbids it, I006 says so."""
    last = earlier(case)
    if last is None:
        return
    bound = {each.level for each in case.scheme.indicator_rules if each.count and each.count.not_above_previous_year}
    more = []
    for level, name, now, then in zip((1, 2), ("一级指标", "二级指标"), _names(case), _last_names(case), strict=True):
        mine, other = len(now), len(then)
        if level not in bound and mine > other > 0:
            more.append(f"{name} {mine} 项，{last.year} 年 {other} 项")
    if more:
        yield finding("Y001", f"本年{'；'.join(more)}", "indicators", help="请核对是否确有必要；能合并的请合并。")


class _Row(Struct, frozen=True, gc=False):
    """An indicator as it is compared with the other year's; `above` is the indicator it stands under, or its component's id."""

    path: Path
    name: str
    above: str

    @property
    def head(self) -> tuple[int, str]:
        """What two rows must share to be compared by name."""
        return len(self.path), _plain(self.above)


@once
def _changed(case: Case) -> tuple[list[_Row], list[_Row]]:
    """The rows of the last table that this one lacks, and those that are new; none when most of the table was set up anew."""
    last = earlier(case)
    if last is None or not last.indicators or not case.scheme.indicators:
        return [], []
    now, then = set().union(*_names(case)), set().union(*_last_names(case))
    kept, old, new = now & then, then - now, now - then
    lost, most = _unlike(_unlike(old, new), kept), sum(map(len, _last_names(case))) // 2
    if len(lost) > most or len(gone := _rows(last, lost)) > most:  # a name may stand in several rows
        return [], []
    return gone, _rows(case.scheme, _unlike(_unlike(new, old), kept))


@once
def _names(case: Case) -> tuple[list[str], list[str]]:
    return _names_of(case.scheme)


@once
def _last_names(case: Case) -> tuple[list[str], list[str]]:
    return _names_of(case.previous) if case.previous else ([], [])


def _names_of(scheme: Scheme) -> tuple[list[str], list[str]]:
    """The names of the first and of the second level; sums that a table repeats are no indicators."""
    first = [row.name for row in scheme.indicators if row.name not in SUBTOTALS]
    return first, [each.name for row in scheme.indicators for each in row.children if each.name not in SUBTOTALS]


def _unlike(names: set[str], others: set[str]) -> set[str]:
    """The names that are none of the others, years apart."""
    plain = {_plain(other) for other in others} if names else names
    return {name for name in names if _plain(name) not in plain}


def _rows(scheme: Scheme, names: set[str]) -> list[_Row]:
    """The rows of both levels with one of the names."""
    found: list[_Row] = []
    for index, row in enumerate(scheme.indicators if names else ()):
        if row.name in names:
            found.append(_Row(("indicators", index), row.name, row.component or ""))
        for number, each in enumerate(row.children):
            if each.name in names:
                found.append(_Row(("indicators", index, "children", number), each.name, row.name))
    return found


@once
def _renamed(case: Case) -> list[tuple[_Row, _Row]]:
    """Rows that were dropped and added with nearly the same name, under the same head; each at most once."""
    gone, added = _changed(case)
    left, found = added[:MOST], []
    for old in gone[:MOST]:
        near = [(likeness(_plain(old.name), _plain(new.name)), new) for new in left if new.head == old.head]
        best = max(near, key=lambda each: each[0], default=None)
        if best and best[0] >= LIKE:
            found.append((old, best[1]))
            left.remove(best[1])
    return found


@rule("Y002", "indicators-gone", "上一年度的指标没有了", Severity.NOTE, Basis.PRACTICE, f"{_COMPARED}，一级指标的取消应当是有意的")
def indicators_gone(case: Case) -> Iterator[Finding]:
    """First-level indicators of the last table that this one neither has nor has renamed."""
    renamed = {old.path for old, _ in _renamed(case)}
    gone = [row.name for row in _changed(case)[0] if len(row.path) == 2 and row.path not in renamed]
    if gone and case.previous:
        message = f"{case.previous.year} 年的一级指标{_listed(gone)}，本年考评表没有"
        yield finding("Y002", message, "indicators", help="取消是有意的，不必处理；漏抄的，请补上。")


@rule("Y003", "indicators-renamed", "指标换了名称", Severity.NOTE, Basis.PRACTICE, f"{_COMPARED}，同一指标的名称应当前后一致，便于逐年比较")
def indicators_renamed(case: Case) -> Iterator[Finding]:
    """Indicators whose names changed a little."""
    pairs = _renamed(case)
    if pairs and case.previous:
        shown = "，".join(f"“{old.name}”改为“{new.name}”" for old, new in pairs[:SHOWN])
        count = f"等 {len(pairs)} 项" if len(pairs) > SHOWN else ""
        where = tuple(related(f"{case.previous.year} 年写作“{old.name}”", *new.path, "name") for old, new in pairs[1:SHOWN])
        message = f"与 {case.previous.year} 年相比，指标{shown}{count}"
        yield finding("Y003", message, *pairs[0][1].path, "name", related=where, help="是同一指标的，建议沿用原来的名称。")


# The parts


@rule("Y004", "weights-changed", "考评内容的分值与上一年度不同", Severity.NOTE, Basis.PRACTICE, f"{_COMPARED}，分值的调整应当是有意的")
def weights_changed(case: Case) -> Iterator[Finding]:
    """Parts that both schemes have, with other points or another share."""
    last = earlier(case)
    if last is None or last.scale != case.scheme.scale:
        return
    before = _last_parts(case)
    changed = [(path, each, old) for path, each, _ in case.components if (old := before.get(_plain(each.name))) and _differ(old, each)]
    if changed:
        shown = "，".join(f"“{each.name}”由 {_weight(old)}改为 {_weight(each)}" for _, each, old in changed[:SHOWN])
        count = f"等 {len(changed)} 项" if len(changed) > SHOWN else ""
        message = f"与 {last.year} 年相比，考评内容{shown}{count}"
        where = tuple(related(f"{last.year} 年是 {_weight(old)}", *path) for path, _, old in changed[1:SHOWN])
        yield finding("Y004", message, *changed[0][0], related=where, help="调整是有意的，不必处理。")


@once
def _last_parts(case: Case) -> dict[str, Component]:
    """The parts of the last scheme by name."""
    return {_plain(node.component.name): node.component for node in components(case.previous)} if case.previous else {}


def _weight(component: Component) -> str:
    return f"{points(component.points)} 分" if component.points is not None else component.share or ""


def _differ(old: Component, new: Component) -> bool:
    before, now = _weight(old), _weight(new)
    return bool(before and now) and before != now


@rule("Y005", "parts-changed", "考评内容的组成与上一年度不同", Severity.NOTE, Basis.PRACTICE, f"{_COMPARED}，考评内容的增减应当是有意的")
def parts_changed(case: Case) -> Iterator[Finding]:
    """Parts that only one of the two schemes has; the same id or nearly the same name is a new name. Silent when most were set up anew."""
    last = earlier(case)
    if last is None:
        return
    old = _last_parts(case)
    new = {_plain(each.name): each for _, each, _ in case.components}
    gone, added = [old[name] for name in old if name not in new][:MOST], [new[name] for name in new if name not in old][:MOST]
    said = []
    for part in gone if 2 * len(gone) <= len(old) else ():
        heir = next((each for each in added if each.id == part.id or likeness(_plain(part.name), _plain(each.name)) >= LIKE), None)
        if heir:
            added.remove(heir)
        said.append(f"“{part.name}”改为“{heir.name}”" if heir else f"没有了“{part.name}”")
    said += [f"增加了“{part.name}”" for part in added]
    if said and 2 * len(gone) <= len(old):
        count = f"等 {len(said)} 处变动" if len(said) > SHOWN else ""
        message = f"与 {last.year} 年相比，考评内容{'，'.join(said[:SHOWN])}{count}"
        yield finding("Y005", message, "components", help="变动是有意的，不必处理。")
