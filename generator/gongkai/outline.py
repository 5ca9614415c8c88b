"""The one reader of a scheme's text: its headings by their numbering (一、（一）1.（1）①) as a tree with clause addresses.

Rules and views read the outline; none of them reads numbering on its own. Linear in the length of the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from operator import attrgetter

from msgspec import Struct

from gongkai.numerals import CIRCLED, HAN, han_number, han_numeral, number_of, numeral_of

TITLE_LENGTH = 40
"""A numbered line up to this many characters is a heading; in a longer one the heading ends at its first stop or colon."""

_LINE = re.compile(
    rf"\n[ \t　\u00a0]*(附件(?=[：:\d \t　\n])|[{HAN}]{{1,4}}[、.．]|[（(][{HAN}]{{1,4}}[）)]"
    rf"|\d{{1,2}}(?:、|[.．](?!\d)|[.．](?=[12]\d{{3}}年))|[（(]\d{{1,2}}[）)]|[{CIRCLED}])[ \t　]*"
)
"""附件 or a numeral at the start of a line, which is the group with its brackets or point."""
_WIDE, _NARROW, _CIRCLE = re.compile(r"（\d{1,2}[）)]"), re.compile(r"\(\d{1,2}[）)]"), re.compile(f"[{CIRCLED}]")
"""Numerals inside a paragraph, one pattern for each first character: what begins with a literal is found many times as fast."""
_STOPS = frozenset("：:；;。，,")
"""What stands before a numeral inside a paragraph."""
_TITLE = re.compile(rf"[^。：:；;\n]{{0,{TITLE_LENGTH + 1}}}")


class Section(Struct, frozen=True, gc=False):
    """A numbered heading and all that stands under it; offsets count characters of the text.

    `clause` is the whole address (`三（二）2`), `number` the numeral's value, `style` 1–5 the form (一、（一）1.（1）①),
    `level` its depth in this text (its parent's plus one), `title` the heading's words without numeral or final stop (empty when a
    numbered paragraph has none), `inline` marks an enumeration inside a paragraph, which ends with that paragraph. `anchor` is a fragment
    for links (`s-3-2-2`), unique in the text. `parent` is the index of the section around it.
    """

    clause: str
    anchor: str
    number: int
    style: int
    level: int
    title: str
    start: int
    title_start: int
    title_end: int
    end: int
    inline: bool = False
    parent: int | None = None


class Article(Struct, frozen=True, gc=False):
    """A heading of a regulation's form, which stands beside the tree of sections: `unit` 章 or 条, `words` as written from `start`."""

    unit: str
    number: int
    words: str
    start: int


class Outline(Struct, frozen=True, dict=True):
    """The headings of `text` in order."""

    text: str
    sections: tuple[Section, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _as_written(self) -> dict[str, Section]:
        """Sections by their own way of writing the address; where two have the same, the first."""
        return {section.clause: section for section in reversed(self.sections)}

    @cached_property
    def _by_steps(self) -> dict[tuple[tuple[int, int], ...], Section]:
        """Sections by the steps of their address, and where that is free, with their brackets in the other digits."""
        table: dict[tuple[tuple[int, int], ...], Section] = {}
        addresses = [_steps(section.clause) for section in self.sections]
        for steps, section in zip(addresses, self.sections, strict=True):
            table.setdefault(steps, section)
        for steps, section in zip(addresses, self.sections, strict=True):
            table.setdefault(_same_brackets(steps), section)
        return table

    def find(self, clause: str) -> Section | None:
        """The section of an address in any bracket or digit style (`三(二)2.` finds `三（二）2`), nothing when there is none."""
        found = self._as_written.get(clause)
        if found is None:
            steps = _steps(clause)
            found = self._by_steps.get(steps) or self._by_steps.get(_same_brackets(steps))
        return found

    def at(self, offset: int) -> Section | None:
        """The innermost section that holds the character at `offset`; nothing outside all of them."""
        index: int | None = bisect_right(self._starts, offset) - 1
        while index is not None and index >= 0:
            section = self.sections[index]
            if offset < section.end:
                return section
            index = section.parent
        return None

    def index(self, section: Section) -> int:
        """Where a section stands among `sections`, as `parent` counts."""
        return bisect_left(self._starts, section.start)

    def sections_after(self, offset: int) -> Iterator[Section]:
        """The sections that begin at `offset` or later."""
        return (self.sections[index] for index in range(bisect_left(self._starts, offset), len(self.sections)))

    def heads_line(self, offset: int) -> bool:
        """Whether a heading at the start of a line begins just there."""
        index = bisect_left(self._starts, offset)
        return index < len(self.sections) and self._starts[index] == offset and not self.sections[index].inline

    def within(self, inner: Section | None, outer: Section) -> bool:
        """Whether `inner` is `outer` or stands under it."""
        while inner is not None and inner is not outer:
            inner = None if inner.parent is None else self.sections[inner.parent]
        return inner is outer

    def run(self, first: Section) -> tuple[Section, ...]:
        """`first` and the siblings that continue its numbering without a break or a new start: an enumeration."""
        index = bisect_right(self._starts, first.start) - 1
        found = [first]
        for section in self.sections[index + 1 :]:
            if section.level < first.level:
                break
            if section.parent == first.parent and section.style == first.style:
                if section.number <= found[-1].number:
                    break
                found.append(section)
        return tuple(found)

    def numeral(self, section: Section) -> str:
        """The section's numeral as the text writes it, with its brackets or point: `（一）`, `1、`, `(三)`."""
        return self.text[section.start : section.title_start].rstrip(" \t　")

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """第三条 and 第二章 at the start of lines, in order; most schemes have none."""
        return tuple(_articles(self.text)) if "第" in self.text else ()

    def body(self, section: Section) -> str:
        """Everything from the section's heading to the next heading of its level or above."""
        return self.text[section.start : section.end]


def read_outline(text: str) -> Outline:
    """Read the headings of `text`: at the start of lines, and enumerations inside a paragraph after a stop or colon.

    The list of 附件 at the end belongs to no section, and its numbers are no headings.
    """
    sections: list[Section] = []
    times: dict[str, int] = {}
    for mark in _nest(_marks(text), len(text)):
        clause, anchor = _labels(mark.style, mark.number)
        if mark.parent is None:
            anchor, level = "s" + anchor, 1
        else:
            parent = sections[mark.parent]
            clause, anchor, level = parent.clause + clause, parent.anchor + anchor, parent.level + 1
        times[anchor] = again = times.get(anchor, 0) + 1
        title = _title(text, mark.title)
        sections.append(
            Section(
                clause,
                f"{anchor}_{again}" if again > 1 else anchor,
                mark.number,
                mark.style,
                level,
                title.rstrip("，, \t　"),
                mark.start,
                mark.title,
                mark.title + len(title),
                mark.end,
                mark.inline,
                mark.parent,
            )
        )
    return Outline(text=text, sections=tuple(sections))


def _articles(text: str) -> Iterator[Article]:
    for match in re.finditer(rf"\n[ \t　]*(第([{HAN}零〇]{{1,6}})([章条]))(?![第、，,和及与])", f"\n{text}"):
        yield Article(match[3], han_number(match[2]), match[1], match.start(1) - 1)


class _Mark(Struct, gc=False):
    """A numeral that may be a heading's; `style` 0 is the start of the list of 附件. Nesting adds its place in the tree."""

    style: int
    number: int
    start: int
    title: int
    inline: bool
    line_end: int = 0
    index: int = 0
    parent: int | None = None
    end: int = 0


def _marks(text: str) -> Iterator[_Mark]:
    lines, line_end = f"\n{text}\n", -1  # every line has a break before it; what stands at i of the text stands at i + 1 here
    for mark in _numerals(lines):
        if mark.start >= line_end:
            line_end = lines.index("\n", mark.start + 1) - 1
        mark.line_end = line_end
        if mark.style not in (1, 3) or not _is_enumeration(mark.style, mark.number, text, mark.title):
            yield mark


def _numerals(lines: str) -> list[_Mark]:
    found = []
    for match in _LINE.finditer(lines):
        style, number = _read(match[1])
        found.append(_Mark(style, number, match.start(1) - 1, match.end() - 1, False))
    inside = [*_inside(lines, _WIDE), *(_inside(lines, _NARROW) if "(" in lines else ())]
    if "①" in lines or any(mark.style == 5 for mark in found):  # a list inside a paragraph begins with one or goes on with a line's
        inside += _inside(lines, _CIRCLE)
    return sorted((*found, *inside), key=attrgetter("start")) if inside else found


def _inside(lines: str, numeral: re.Pattern[str]) -> Iterator[_Mark]:
    for match in numeral.finditer(lines):
        start = match.start() - 1
        if lines[start] in _STOPS:
            yield _Mark(*_read(match[0]), start, match.end() - 1, True)


@lru_cache(maxsize=256)  # the same few numerals stand in every text
def _read(numeral: str) -> tuple[int, int]:
    """Style and value of 附件 or a numeral with its brackets or point."""
    if numeral == "附件":
        return 0, 0
    plain = numeral.strip("（()）、.．")
    style = 5 if plain in CIRCLED else (3 if plain.isdecimal() else 1) + (numeral[0] in "（(")
    return style, number_of(style, plain)


@lru_cache(maxsize=256)
def _labels(style: int, number: int) -> tuple[str, str]:
    """What a heading adds to its parent's address and fragment: `（二）`, `-2`."""
    return numeral_of(style, number), f"-{number}"


def _is_enumeration(style: int, number: int, text: str, end: int) -> bool:
    """Whether the numeral is one of several and no heading's: 一、二级指标, 一、二季度, 一、二、三级, 3、4月份."""
    following = han_numeral(number + 1) if style == 1 else str(number + 1)
    return text.startswith(following, end) and text.startswith(_ENUMERATED[style], end + len(following))


_ENUMERATED = {1: ("、", "级", "季"), 3: ("月", "季度", "号", "日")}


def _nest(marks: Iterable[_Mark], length: int) -> list[_Mark]:
    """The marks that are headings, each with its index among them, its parent's and its end."""
    headings: list[_Mark] = []
    open_: list[_Mark] = []
    for mark in _without_attachments(marks):
        last = open_[-1] if open_ else None
        if last and last.number == mark.number - 1 and last.style == mark.style and not last.inline and not mark.inline:
            open_.pop().end = mark.start  # the next of its list, as most are; nothing else is to be settled
        elif not _settle(mark, open_):
            continue
        mark.index, mark.parent = len(headings), open_[-1].index if open_ else None
        mark.end = mark.line_end if mark.inline else length
        headings.append(mark)
        open_.append(mark)
    return headings


def _settle(mark: _Mark, open_: list[_Mark]) -> bool:
    """Close what ends where the mark stands; whether the mark is a heading."""
    if mark.number > 1 and not _continues(mark, open_):
        return False
    while open_ and not _encloses(open_[-1], mark):
        last = open_.pop()
        last.end = min(mark.start, last.end)
        if _precedes(last, mark):
            break
    return mark.style != 0


def _without_attachments(marks: Iterable[_Mark]) -> Iterator[_Mark]:
    """The marks without the numbers of the list of 附件, which goes on to the next line that begins with a Han numeral."""
    inside = False
    for mark in marks:
        inside = mark.style == 0 or (inside and (mark.inline or mark.style > 2))
        if mark.style == 0 or not inside:
            yield mark


def _continues(mark: _Mark, open_: list[_Mark]) -> bool:
    """Give the mark the style of the open sequence it continues; false when a numeral inside a paragraph neither starts nor continues one.

    A numeral in the wrong digits, （4） after （三）, belongs to that sequence, one inside a paragraph that skips or repeats a number to
    the list there; whether they should stand so is for the rules to judge.
    """
    before, twin = mark.number - 1, 0
    for each in reversed(open_):
        if each.number == before:
            if each.style == mark.style:
                return True
            twin = each.style if each.style == _TWINS.get(mark.style) else twin
    if twin:
        mark.style = twin
    elif mark.inline and not any(_miscounts(each, mark) for each in open_):
        return False
    return True


_TWINS = {2: 4, 4: 2}
"""The styles that differ in their digits alone."""


def _miscounts(elder: _Mark, mark: _Mark) -> bool:
    """Whether a numeral inside a paragraph is the next of its list but for a number skipped or repeated: （1）甲；（2）乙；（4）丙."""
    return elder.style == mark.style and elder.line_end == mark.line_end and 0 <= mark.number - elder.number <= 2


def _encloses(outer: _Mark, mark: _Mark) -> bool:
    if outer.inline and outer.line_end != mark.line_end:
        return False
    if outer.style < mark.style:
        return not outer.inline or mark.inline
    # （1） below a heading （1）: an enumeration in a paragraph starts again one level deeper
    return outer.style == mark.style and mark.inline and not outer.inline and mark.number == 1


def _precedes(elder: _Mark, mark: _Mark) -> bool:
    """Whether two numerals of one paragraph follow each other: then they are siblings, whatever their parent is."""
    return elder.inline and mark.number > 1 and _miscounts(elder, mark)


def _title(text: str, start: int) -> str:
    """The words from there to the first stop, if they make a heading."""
    match = _TITLE.match(text, start)
    title = match[0] if match else ""
    return title if len(title) <= TITLE_LENGTH else ""


@cache
def _step() -> re.Pattern[str]:
    """One step of an address; the groups are the styles. Few texts have an address written otherwise than its headings."""
    return re.compile(rf"([{HAN}]+)、?|[（(]([{HAN}]+)[）)]|(\d+)[、.．]?|[（(](\d+)[）)]|([{CIRCLED}])")


def _steps(clause: str) -> tuple[tuple[int, int], ...]:
    """An address as (style, number) pairs; nothing for what is no address."""
    found, position = [], 0
    while match := _step().match(clause, position):
        style = match.lastindex or 0
        found.append((style, number_of(style, match[style])))
        position = match.end()
    return tuple(found) if position == len(clause) else ()


def _same_brackets(steps: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    return tuple((2 if style == 4 else style, number) for style, number in steps)
