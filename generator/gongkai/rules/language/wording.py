"""All free texts of a scheme as one string, for rules that look at every character, and the way back from a place in it to the data."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, chain, groupby, islice
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from gongkai.diagnostics import Finding, Path, Place, Related
from gongkai.model import Scheme
from gongkai.rules.registry import Case, Check, once
from gongkai.walk import IndicatorNode

LISTED = 20
"""Places of one kind that are listed in a scheme, and paragraphs after them; one more finding stands for all the others."""
_MOST = 1000
"""Places of one kind that are looked at in a scheme; more of them say nothing new."""

BETWEEN = "\x1f"
"""What separates two texts in `Wording.words`; no file may hold it."""

_LONG = 60

_ROW = ("name", "target", "criterion", "evidence")
_row = attrgetter(*_ROW)
_INDICATOR = attrgetter("indicator")


class Wording(Struct, frozen=True, dict=True):
    """The free texts of a scheme: those at the paths `above` its table, `text` first, then the cells of `rows`.

    `words` has all in one, `BETWEEN` between them.
    """

    scheme: Scheme
    above: tuple[Path, ...]
    rows: tuple[IndicatorNode, ...]
    values: tuple[str, ...]
    words: str

    @property
    def cells(self) -> str:
        """The cells of the table as they stand in `words`."""
        return BETWEEN.join(self.values[len(self.above) :])

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(value) + 1 for value in self.values), initial=0))

    @cached_property
    def _cells(self) -> list[tuple[Path, str]]:
        """The path of its row and the field of every cell that has a value."""
        return [(node.path, field) for node in self.rows for field, value in zip(_ROW, _row(node.indicator), strict=True) if value]

    def place(self, offset: int) -> tuple[Path, int]:
        """The value that holds the character at `offset` of `words`, and the character's place in it."""
        if self.values and offset < len(self.values[0]):  # most are asked for in the text itself
            return self.above[0], offset
        index = bisect_right(self._starts, offset) - 1
        return self._path(index), offset - self._starts[index]

    def _path(self, index: int) -> Path:
        if index < len(self.above):
            return self.above[index]
        row, field = self._cells[index - len(self.above)]
        return (*row, field)

    def text(self, path: Path) -> str:
        """The text at a path."""
        return self._by_path[path]

    def is_copy(self, path: Path) -> bool:
        """Whether the text at a path only repeats what stands in the scheme's text, where its faults are found already."""
        if path == ("text",):
            return False
        if path not in self._copies:
            self._copies[path] = self.text(path) in self.scheme.text
        return self._copies[path]

    def line(self, path: Path, offset: int) -> int:
        """Which line of the text at a path, from 0, holds the character at `offset`."""
        breaks = self._breaks.get(path)
        if breaks is None:
            breaks = self._breaks[path] = [i for i, char in enumerate(self._by_path[path]) if char == "\n"]
        return bisect_right(breaks, offset)

    @cached_property
    def _by_path(self) -> dict[Path, str]:
        return dict(self.each())

    @cached_property
    def _copies(self) -> dict[Path, bool]:
        return {}

    @cached_property
    def _breaks(self) -> dict[Path, list[int]]:
        return {}

    def each(self) -> Iterator[tuple[Path, str]]:
        """Every text with its path."""
        return ((self._path(index), value) for index, value in enumerate(self.values))


@once
def wording(case: Case) -> Wording:
    """The free texts of the case's scheme."""
    above = [(path, value) for path, value in _above_rows(case.scheme) if value]
    values = [value for _, value in above]
    for row in map(_INDICATOR, case.indicators):
        values += filter(None, _row(row))
    return Wording(case.scheme, tuple([path for path, _ in above]), case.indicators, tuple(values), BETWEEN.join(values))


def _above_rows(scheme: Scheme) -> Iterator[tuple[Path, str | None]]:
    yield ("text",), scheme.text
    yield ("title",), scheme.title
    if scheme.notice:
        yield ("notice", "title"), scheme.notice.title
        yield ("notice", "body"), scheme.notice.body
    yield ("disclosure", "summary"), scheme.disclosure.summary
    for index, change in enumerate(scheme.disclosure.changes):
        yield ("disclosure", "changes", index, "note"), change.note
    for index, veto in enumerate(scheme.grades.vetoes if scheme.grades else ()):
        for number, each in enumerate(veto.cases):
            yield ("grades", "vetoes", index, "cases", number), each
    for index, use in enumerate(scheme.results_use):
        yield ("results_use", index, "text"), use.text
    for index, milestone in enumerate(scheme.milestones):
        yield ("milestones", index, "what"), milestone.what
    for index, attachment in enumerate(scheme.attachments):
        yield ("attachments", index, "title"), attachment.title


def capped(check: Check) -> Check:
    """The check with its first `LISTED` findings one by one, the next by paragraphs, and one that says that there are others.

    A text typed in half-width marks throughout is a page of findings, not a book, and can still be mended by `--fix`. Findings in copies
    of the text are left out.
    """

    def listed(case: Case) -> Iterator[Finding]:
        found = check(case)
        first = next(found, None)
        if first is None:
            return
        texts = wording(case)
        own = islice((each for each in chain((first,), found) if not texts.is_copy(each.place.path)), _MOST)
        yield from islice(own, LISTED)
        groups = _by_paragraphs(texts, own)
        yield from islice(groups, LISTED)
        for other in islice(groups, 1):
            yield replace(other, message=f"{other.message}；后面还有同样的问题，不再一一列出")

    return listed


def _by_paragraphs(texts: Wording, found: Iterator[Finding]) -> Iterator[Finding]:
    """The findings of one paragraph as one, over all its marked words; its replacement is that of all of them, if each has one."""

    def paragraph(each: Finding) -> tuple[Path, int]:
        return each.place.path, texts.line(each.place.path, each.place.offset or 0)

    for (path, _), group in groupby(found, paragraph):
        first, *others = sorted(group, key=_offset)  # a check may look for one kind of fault after the other
        if not others:
            yield first
            continue
        text, start = texts.text(path), _offset(first)
        end = max(_offset(each) + each.place.length for each in (first, *others))
        message = f"{first.message}；本段还有 {len(others)} 处同样的问题"
        place = replace(first.place, length=end - start)
        yield replace(first, message=message, place=place, replacement=_replaced(text, start, end, (first, *others)))


def _offset(each: Finding) -> int:
    return each.place.offset or 0


def _replaced(text: str, start: int, end: int, found: Iterable[Finding]) -> str | None:
    """The words from `start` to `end` with all replacements in them; nothing when one is missing or two touch the same words."""
    parts = list[str]()
    for each in found:
        at = each.place.offset or 0
        if each.replacement is None or at < start:
            return None
        parts += text[start:at], each.replacement
        start = at + each.place.length
    return "".join(parts) + text[start:end]


def fault(  # noqa: PLR0917
    case: Case,
    code: str,
    path: Path,
    start: int,
    end: int,
    message: str,
    advice: str,
    replacement: str | None = None,
    also: tuple[Related, ...] = (),
) -> Finding:
    """The finding of a rule on the words from `start` to `end` of the text at a path, with their clause."""
    section = case.outline.at(start) if path == ("text",) else None
    place = Place(path=path, offset=start, length=end - start)
    clause = section.clause if section else ""
    return Finding(code=code, message=message, place=place, clause=clause, help=advice, replacement=replacement, related=also)


def around(text: str, start: int, end: int) -> str:
    """The marked words with a few characters of their line on both sides, quoted for a message."""
    before, after = text[max(start - 6, 0) : start], text[end : end + 6]
    return quoted(before[before.rfind("\n") + 1 :] + text[start:end] + after.partition("\n")[0])


def quoted(words: str) -> str:
    """Words in quotation marks, in single ones if they hold double ones; of long ones both ends."""
    shown = words if len(words) <= _LONG else f"{words[:10]}……{words[-10:]}"
    return f"‘{shown}’" if "“" in shown or "”" in shown else f"“{shown}”"
