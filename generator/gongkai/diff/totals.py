"""What a change does to the figures of a scheme: the points of each component and of the whole, and the comparison with the year before."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.changes import Wording, paired_components
from gongkai.diff.review import Total, Yearly
from gongkai.rules import Case
from gongkai.scoring import points
from gongkai.views.compare.comparison import comparison
from gongkai.views.parts import Part, parts, stated
from gongkai.views.scores.sums import worths


def totals(before: Case | None, after: Case | None) -> tuple[Total, ...]:
    """The whole and every component, in the order of the later scheme, then those that are gone; nothing where no figure differs."""
    found = tuple(_totals(_Side(before), _Side(after)))
    return found if any(each.differs for each in found) else ()


class _Side:
    """The figures of one side; all empty where there is none."""

    def __init__(self, case: Case | None) -> None:
        self.case = case
        self.parts = parts(case) if case else ()
        self.worths = worths(case) if case else {}

    @property
    def scale(self) -> str:
        return f"{points(self.case.scheme.scale)}分" if self.case else ""

    @property
    def whole(self) -> str:
        return _in_points(sum(self.worths.values(), Decimal(0))) if self.case and self.case.scheme.indicators else ""

    def stated(self, part: Part | None) -> str:
        return stated(part.component) if part else ""

    def listed(self, part: Part | None) -> str:
        """The points of its rows; empty where it has none."""
        if part is None or self.case is None or not part.counts:
            return ""
        return _in_points(sum((self.worths.get(each, Decimal(0)) for each in self.case.table.ids([part.component.id])), Decimal(0)))


def _totals(old: _Side, new: _Side) -> Iterator[Total]:
    yield Total(name="总分", depth=0, stated=(old.scale, new.scale), listed=(old.whole, new.whole))
    heirs, gone = _pairs(old, new)
    for at, part in enumerate(new.parts):
        yield _total(old, new, old.parts[heirs[at]] if at in heirs else None, part)
    for at in gone:
        yield _total(old, new, old.parts[at], None)


def _pairs(old: _Side, new: _Side) -> tuple[dict[int, int], list[int]]:
    """Which component was which, by the index of the later one; those that are gone."""
    if old.case is None or new.case is None:
        return {}, list(range(len(old.parts)))
    _, _, pairs = paired_components(old.case.scheme, new.case.scheme, Wording())
    return {j: i for i, j in pairs.both}, pairs.gone


def _total(old: _Side, new: _Side, was: Part | None, part: Part | None) -> Total:
    either = part or was
    return Total(
        name=either.component.name if either else "",
        depth=either.depth if either else 1,
        stated=(old.stated(was), new.stated(part)),
        listed=(old.listed(was), new.listed(part)),
    )


def _in_points(value: Decimal) -> str:
    return f"{points(value)}分"


def yearly(before: Case | None, after: Case | None) -> Yearly | None:
    """The comparison with the year before, where it is another one than it was."""
    found = Yearly(year=(_year(before), _year(after)), counts=(_counts(before), _counts(after)))
    return None if found.year[0] == found.year[1] and found.counts[0] == found.counts[1] else found


def _year(case: Case | None) -> int | None:
    return case.previous.year if case and case.previous else None


def _counts(case: Case | None) -> tuple[int, int, int, int] | None:
    if case is None or case.previous is None:
        return None
    found = comparison(case)
    return len(found.added), len(found.removed), len(found.points), found.altered_rows
