"""Two sides → a review: which scheme is which, what changed in each, what that does to findings, figures and time limits, what stops it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from gongkai.changes import Change, Kind, changes
from gongkai.changes.kinds import common_start
from gongkai.diagnostics import Place, Span
from gongkai.diff.effects import by_file, effects, together
from gongkai.diff.gates import broken, failing, hidden, relocated, to_be_signed, unexplained, vanished
from gongkai.diff.loading import Loaded, across, load
from gongkai.diff.review import Findings, Gate, Review, Reviewed, State, Stop, Told
from gongkai.diff.scope import Scope, moves, owner, scope
from gongkai.diff.sides import sides, workplace
from gongkai.diff.totals import totals, yearly
from gongkai.due.clock import Item, items
from gongkai.due.schemes import AgencySchemes, Kept
from gongkai.model import Scheme
from gongkai.rules import Case
from gongkai.rules.personal.masking import masked
from gongkai.views.compare.comparison import discreet

_LONG_AFTER = 3660
"""Days within which a time limit of a draft is told: ten years."""


def compare(base: str, head: str | None = None, *, schemes: Path = Path("schemes"), today: date) -> Review:
    """Compare two revisions or folders, or (without `head`) one with what is on disk; `base` may be `A..B` or `A...B`. Raises CannotRun."""
    with sides(base, head, schemes) as (before, after), workplace() as room:
        seen = scope(before.files, after.files)
        return _Comparing(seen, load(before, seen, _folder(room / "base")), load(after, seen, _folder(room / "head")), today).review()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


class _Comparing:
    """Both sides, which file became which, and where findings stand."""

    def __init__(self, seen: Scope, before: Loaded, after: Loaded, today: date) -> None:
        self.seen, self.before, self.after, self.today = seen, before, after, today
        self.moved = _moved(before, after)
        found = across(before, after)
        both = [*before.findings, *found[0]], [*after.findings, *found[1]]
        self.findings = by_file(effects(before, after, both, self.moved))
        self.touched = {owner(file) for file in seen.files}

    def review(self) -> Review:
        reviewed = tuple(filter(None, map(self.scheme, self._pairs())))
        schemes = self.before.schemes.keys() | self.after.schemes.keys()
        rest = together(found for file, found in self.findings.items() if file not in schemes)
        others = sorted(file for file in self.seen.files if owner(file) not in schemes)
        return Review(
            before=self.before.side.label,
            after=self.after.side.label,
            schemes=tuple(sorted(reviewed, key=_urgency)),
            others=tuple(map(self.after.shown, others)),
            findings=rest,
            stops=tuple(failing(rest.caused)),
        )

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """The file of each scheme on both sides, empty where there is none; in the order of the later ones."""
        origins = {new: old for old, new in self.moved.items()}
        for file in sorted(self.before.schemes.keys() | self.after.schemes.keys()):
            if file in self.after.schemes:
                yield origins.get(file) or (file if file in self.before.schemes else ""), file
            elif file not in self.moved:
                yield file, ""

    def scheme(self, files: tuple[str, str]) -> Reviewed | None:
        """One scheme; nothing where there is nothing to tell."""
        old, new = files
        state = self._state(old, new)
        findings = together(self.findings[file] for file in dict.fromkeys(files) if file in self.findings)
        cases = self._case(self.before, old), self._case(self.after, new)
        differing = yearly(*cases) if cases[1] or not new else None
        if state is State.AFFECTED and not findings and differing is None:
            return None
        told = tuple(self._changes(old, new))
        found = Reviewed(
            address=(new or old).removesuffix(".yml"),
            state=state,
            title=self._title(old, new),
            agency=self._agency(new or old),
            files=(old and self.before.shown(old), new and self.after.shown(new)),
            issued=_of_both(cases, lambda case: case is not None and not case.scheme.draft),
            public=_of_both(cases, lambda case: case is not None and case.scheme.published),
            readable=(not old or cases[0] is not None, not new or cases[1] is not None),
            changes=told,
            findings=findings if new else Findings(),
            totals=totals(*cases) if all(case or not file for file, case in zip(files, cases, strict=True)) and new else (),
            yearly=differing,
            due=tuple(self._due(new)) if new else (),
        )
        return replace(found, stops=tuple(self._stops(found, old, new)))

    def _state(self, old: str, new: str) -> State:
        if not old or not new:
            return State.ADDED if new else State.REMOVED
        if old != new:
            return State.MOVED
        return State.CHANGED if new in self.touched else State.AFFECTED

    def _changes(self, old: str, new: str) -> Iterator[Told]:
        before, after = self.before.scheme(old), self.after.scheme(new)
        if before is None or after is None:
            return
        for each in (*changes(before, after), *self._attached(old, new)):
            side, file, scheme = (0, old, before) if each.after is None else (1, new, after)
            yield Told(change=discreet(each), span=self._at(side, _place(file, each, scheme, side)))

    def _at(self, side: int, place: Place) -> Span:
        loaded = (self.before, self.after)[side]
        span = loaded.locate(place)
        return replace(span, file=loaded.shown(span.file), source="")

    def _attached(self, old: str, new: str) -> Iterator[Change]:
        """Attached files with other bytes, under the same name; whether one comes or goes, the scheme itself says."""
        examined, after = self.after.schemes[new], self.after.scheme(new)
        for index, each in enumerate(after.attachments if after else ()):
            if each.file in examined.files and self._bytes_differ(
                f"{old.removesuffix('.yml')}/{each.file}", f"{new.removesuffix('.yml')}/{each.file}"
            ):
                about, path = f"附件文件“{each.file}”", ("attachments", index)
                heavy = each.content in ("indicators", "standards")
                yield Change(kind=Kind.ATTACHMENT_CHANGED, about=about, what="的内容改动", before=path, after=path, substantive=heavy)

    def _bytes_differ(self, old: str, new: str) -> bool:
        before = self.before.side.files.get(old)
        return before is not None and before != self.after.side.files.get(new)

    def _stops(self, found: Reviewed, old: str, new: str) -> Iterator[Stop]:
        before, after, span = self.before.scheme(old), self.after.scheme(new), Span(file=found.file)
        if not found.readable[1] and found.state is not State.AFFECTED:
            yield broken(span, since=before is not None)
        yield from failing(found.findings.caused)
        if before and not new and before.published:
            yield vanished(found.title, "被删除", span)
        if not before or not after:
            return
        place = self._at(1, Place(file=new, path=("disclosure",)))
        if found.state is State.MOVED and all(found.public):
            yield relocated(found.title, span)
        if why := hidden(before, after):
            yield vanished(found.title, why, self._at(1, Place(file=new, path=("draft",) if after.draft else ("disclosure", "mode"))))
        yield from unexplained(before, after, (each.change for each in found.changes), place)
        if found.substantive and found.issued[0]:
            first = next((each.span for each in found.substantive if not each.is_gone), span)
            yield to_be_signed(found.title, len(found.substantive), first)

    def _due(self, new: str) -> Iterator[Item]:
        """The countdown of a draft, or of an issued scheme that is not published yet."""
        examined, shown = self.after.schemes[new], self.after.shown(new)
        if examined.case is None:
            return
        agency = AgencySchemes(
            region=examined.case.region,
            agency=examined.case.agency,
            address=new.rpartition("/")[0],
            root=self.after.root,
            schemes=(Kept(scheme=examined.case.scheme, file=examined.file, shown=shown),),
            unread=(),
            whole=False,
        )
        yield from (each for each in items(agency, self.today, _LONG_AFTER) if each.kind in ("draft", "publication"))

    def _case(self, side: Loaded, file: str) -> Case | None:
        examined = side.schemes.get(file)
        return examined.case if examined else None

    def _title(self, old: str, new: str) -> str:
        scheme = self.after.scheme(new) or self.before.scheme(old)
        return masked(scheme.title) if scheme else new or old

    def _agency(self, file: str) -> str:
        folder = file.rpartition("/")[0]
        registries = self.after.registries.get(folder) or self.before.registries.get(folder)
        return registries.agency.name if registries else folder


def _of_both(cases: tuple[Case | None, Case | None], tell: Callable[[Case | None], bool]) -> tuple[bool, bool]:
    return tell(cases[0]), tell(cases[1])


def _place(file: str, change: Change, scheme: Scheme, side: int) -> Place:
    """Where a change stands; in the text where the first word differs."""
    path = (change.before, change.after)[side] or ()
    words = (change.old, change.new)[side]
    if path != ("text",) or not words or (start := scheme.text.find(words)) < 0:
        return Place(file=file, path=path)
    same = common_start(change.old, change.new)
    return Place(file=file, path=path, offset=start + min(same, len(words) - 1), length=1)


def _moved(before: Loaded, after: Loaded) -> dict[str, str]:
    """Where schemes that are gone stand now."""
    gone = {file: _marks(before, file) for file in before.schemes if file not in after.side.files}
    new = {file: _marks(after, file) for file in after.schemes if file not in before.side.files}
    return moves(gone, new)


def _marks(side: Loaded, file: str) -> tuple[str, ...]:
    """What a scheme is known by when its file is another: its bytes, 索引号, 文号, title."""
    scheme: Scheme | None = side.scheme(file)
    if scheme is None:
        return side.side.files[file], "", "", ""
    number = scheme.notice.number if scheme.notice else ""
    return side.side.files[file], scheme.disclosure.index or "", number or "", scheme.title


def _urgency(each: Reviewed) -> tuple[int, bool, bool, str]:
    """What is stopped first, the worst before the rest; then what lays down something else; what is only affected last."""
    worst = min((tuple(Gate).index(stop.gate) for stop in each.stops), default=len(Gate))
    return worst, not each.substantive, each.state is State.AFFECTED, each.address
