"""Two schemes of one agency held against each other: the changes by what the page shows together, worked out once for all that ask.

What only the text or the particulars of a year have (文号, dates of issue) is no part of it; see `changes.changes_of_years`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from gongkai.changes import Change, Kind, changes_of_years
from gongkai.model import Indicator, Scheme
from gongkai.rules import Case
from gongkai.rules.personal.masking import masked
from gongkai.rules.personal.particulars import has_trace
from gongkai.rules.registry import once
from gongkai.rules.table import is_subtotal
from gongkai.views.subject import Subject

_PARTS = {
    **{kind: "altered" for kind in Kind if kind.startswith("indicator-")},
    **{kind: "text" for kind in Kind if kind.startswith("text-")},
    **dict.fromkeys((Kind.COMPONENT_ADDED, Kind.COMPONENT_REMOVED, Kind.COMPONENT_WEIGHT, Kind.COMPONENT_DETAIL, Kind.SCALE), "weights"),
    Kind.INDICATOR_ADDED: "added",
    Kind.INDICATOR_REMOVED: "removed",
    Kind.INDICATOR_POINTS: "points",
}
"""In which part of the page a change is shown; the table of weights shows its own."""

_words = attrgetter("about", "old", "new")

_FEW = 20
"""Rows of a table that is short enough to be shown whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The changes from the scheme before to this one: rows added and dropped, with other points, altered otherwise, the rest, the text.

    `altered_rows` counts the rows with something else altered than their points. `anew`: most of the table was set up
    anew, so that hardly a row can be held against one of the year before.
    """

    added: tuple[Change, ...]
    removed: tuple[Change, ...]
    points: tuple[Change, ...]
    altered: tuple[Change, ...]
    others: tuple[Change, ...]
    text: tuple[Change, ...]
    anew: bool
    altered_rows: int


class Compared(Struct, frozen=True, array_like=True):
    """What lists of comparisons say of one: which two, and how many rows were added, dropped, reweighted and altered otherwise.

    `address` is the folder of the later scheme, `year` and `before` are the two years; `new` and `gone` name the first-level rows.
    """

    address: str
    region: str
    agency: str
    demo: bool
    year: int
    before: int
    counts: tuple[int, int, int, int]
    new: tuple[str, ...]
    gone: tuple[str, ...]


@once
def comparison(case: Case) -> Comparison:
    """The comparison of a scheme with the one before it; a case without one compares it with itself, which tells nothing."""
    parts: defaultdict[str, list[Change]] = defaultdict(list)
    for each in _all_discreet(tuple(changes_of_years(case.previous or case.scheme, case.scheme))):
        parts[_PARTS.get(each.kind, "others")].append(each)
    added, removed = parts["added"], parts["removed"]
    return Comparison(
        added=tuple(added),
        removed=tuple(removed),
        points=tuple(parts["points"]),
        altered=tuple(parts["altered"]),
        altered_rows=len({row_path(each.after) for each in parts["altered"] if each.after}),
        others=tuple(parts["others"]),
        text=tuple(parts["text"]),
        anew=len(case.indicators) > _FEW and 2 * min(len(added), len(removed)) > len(case.indicators),
    )


def _all_discreet(found: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes with every personal particular masked; most tables have none, and one look at all their words is quicker than many."""
    words = "\0".join(chain.from_iterable(map(_words, found)))
    return tuple(map(discreet, found)) if has_trace(words) else found


def discreet(change: Change) -> Change:
    """The change with every personal particular masked in what it quotes."""
    if not any(map(has_trace, (change.about, change.old, change.new))):
        return change
    return replace(change, about=masked(change.about), old=masked(change.old), new=masked(change.new))


def compared(subject: Subject) -> Compared | None:
    """What to note of a scheme that has a page of comparison."""
    before = subject.before
    if before is None:
        return None
    found, case = comparison(subject.case), subject.case
    return Compared(
        address=subject.address,
        region=case.region.name,
        agency=case.agency.name,
        demo=case.region.demo,
        year=case.scheme.year,
        before=before.year,
        counts=(len(found.added), len(found.removed), len(found.points), found.altered_rows),
        new=_heads(case.scheme, [each.after for each in found.added]),
        gone=_heads(before, [each.before for each in found.removed]),
    )


def row_path(path: Sequence[str | int]) -> tuple[str | int, ...]:
    """The path of the row that a place is in: up to the last number."""
    end = len(path)
    while isinstance(path[end - 1], str):
        end -= 1
    return tuple(path[:end])


def row_at(scheme: Scheme, path: Sequence[str | int]) -> Indicator:
    """The row at a path of the table."""
    row = scheme.indicators[int(path[1])]
    for step in path[3::2]:
        row = row.children[int(step)]
    return row


def _heads(scheme: Scheme, paths: Iterable[Sequence[str | int] | None]) -> tuple[str, ...]:
    rows = (scheme.indicators[int(path[1])] for path in paths if path and len(path) == 2)
    return tuple(row.name for row in rows if not is_subtotal(row))
