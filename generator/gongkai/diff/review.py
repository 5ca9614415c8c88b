"""What a comparison has to tell, as plain values: scheme by scheme its changes, findings, figures, time limits, and what stops it."""

from enum import StrEnum

from msgspec import Struct

from gongkai.changes import Change
from gongkai.diagnostics import Diagnostic, Span
from gongkai.due.clock import Item


class State(StrEnum):
    """What became of a scheme's file; AFFECTED has the same bytes, but other findings, because of what it is held against."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    AFFECTED = "affected"


class Gate(StrEnum):
    """Why a change must not be merged as it is."""

    BROKEN = "broken"
    FINDINGS = "findings"
    WITHDRAWN = "withdrawn"
    NOTE = "note"
    SUBSTANCE = "substance"


class Stop(Struct, frozen=True, kw_only=True):
    """One such reason: a sentence, and what to do; `span` is where to do it."""

    gate: Gate
    message: str
    help: str
    span: Span


class Told(Struct, frozen=True, kw_only=True):
    """A change and where it stands: in the later file, or, of what is gone, in the earlier. Personal particulars are masked."""

    change: Change
    span: Span

    @property
    def is_gone(self) -> bool:
        """Whether the place is in the earlier file."""
        return self.change.after is None

    @property
    def line(self) -> str:
        """第 79 行; 原第 79 行 of the earlier file; empty where the whole file is meant."""
        return f"{'原' if self.is_gone else ''}第 {self.span.line} 行" if self.span.line else ""


class Findings(Struct, frozen=True, kw_only=True):
    """What a change does to findings that are not waived: those it causes, those it cures, and those that are waived from now on."""

    caused: tuple[Diagnostic, ...] = ()
    cured: tuple[Diagnostic, ...] = ()
    excused: tuple[Diagnostic, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.caused or self.cured or self.excused)


class Total(Struct, frozen=True, kw_only=True):
    """A component or (`depth` 0) the whole, before and after: what is stated (`45分`, `70%`), and the points of its rows in the table.

    Empty where there is none.
    """

    name: str
    depth: int
    stated: tuple[str, str]
    listed: tuple[str, str]

    @property
    def differs(self) -> bool:
        return self.stated[0] != self.stated[1] or self.listed[0] != self.listed[1]


Counts = tuple[int, int, int, int]


class Yearly(Struct, frozen=True, kw_only=True):
    """The comparison with the year before, before and after: how many rows were added, dropped, reweighted and altered otherwise.

    `year` is the year it is held against; nothing on a side where there is none.
    """

    year: tuple[int | None, int | None]
    counts: tuple[Counts | None, Counts | None]


class Reviewed(Struct, frozen=True, kw_only=True):
    """One scheme. `address` is its public folder (`anxi/mzj/2024`), `files` its file on both sides as people know it (empty: none).

    Of each side, `issued` tells whether it is there and no draft, `public` whether its pages may exist besides, `readable` whether it could
    be read as a scheme (true where there is none).
    """

    address: str
    state: State
    title: str
    agency: str
    files: tuple[str, str]
    issued: tuple[bool, bool] = (False, False)
    public: tuple[bool, bool] = (False, False)
    readable: tuple[bool, bool] = (True, True)
    changes: tuple[Told, ...] = ()
    findings: Findings = Findings()
    totals: tuple[Total, ...] = ()
    yearly: Yearly | None = None
    due: tuple[Item, ...] = ()
    stops: tuple[Stop, ...] = ()

    @property
    def file(self) -> str:
        """Its file, of the later side if it is there."""
        return self.files[1] or self.files[0]

    @property
    def substantive(self) -> tuple[Told, ...]:
        """The changes that lay down something else."""
        return tuple(each for each in self.changes if each.change.substantive)


class Review(Struct, frozen=True, kw_only=True):
    """All of it: the names of both sides, the schemes (what needs attention first), the other files that differ, and their findings."""

    before: str
    after: str
    schemes: tuple[Reviewed, ...]
    others: tuple[str, ...] = ()
    findings: Findings = Findings()
    stops: tuple[Stop, ...] = ()

    @property
    def all_stops(self) -> tuple[Stop, ...]:
        """Every reason not to merge."""
        return (*self.stops, *(stop for each in self.schemes for stop in each.stops))

    @property
    def caused(self) -> tuple[Diagnostic, ...]:
        """Every finding that the change causes."""
        return (*self.findings.caused, *(found for each in self.schemes for found in each.findings.caused))


LEVELS: dict[str, frozenset[Gate]] = {
    "none": frozenset(),
    "errors": frozenset({Gate.BROKEN, Gate.FINDINGS}),
    "notes": frozenset(Gate) - {Gate.SUBSTANCE},
    "substance": frozenset(Gate),
}
"""What `--gate` lets stop a change."""


def stopping(review: Review, level: str) -> tuple[Stop, ...]:
    """The reasons that count at a level of `LEVELS`."""
    return tuple(each for each in review.all_stops if each.gate in LEVELS[level])
