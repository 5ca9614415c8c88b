"""The one reader of a scheme's text: its headings by their numbering (一、（一）1.（1）①) as a tree with clause addresses.

Rules and views read the outline; none of them reads numbering on its own. Linear in the length of the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

HAN = "一二三四五六七八九十百"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
TITLE_LENGTH = 40
"""A numbered line up to this many characters is a heading; in a longer one the heading ends at its first stop or colon."""

_MARK = re.compile(
    r"[\n：:；;。，,](?:"
    rf"(?<=\n)[ \t　\u00a0]*(?:(附件)(?=[：:\d \t　\n])|(?:([{HAN}]{{1,4}})[、.．]|[（(]([{HAN}]{{1,4}})[）)]"
    rf"|(\d{{1,2}})(?:、|[.．](?!\d)|[.．](?=[12]\d{{3}}年))|[（(](\d{{1,2}})[）)]|([{CIRCLED}]))[ \t　]*)"
    rf"|[（(](\d{{1,2}})[）)]|([{CIRCLED}]))"
)
"""附件 or a numeral at the start of a line, a numeral after a stop or colon; text between such characters is only skipped through."""
_STYLES = (0, 0, 1, 2, 3, 4, 5, 4, 5)
"""The style of each group of `_MARK`; the last two stand inside a paragraph."""
_TITLE_END = re.compile(r"[。：:；;]")


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
    for mark, parent_index, end in _nest(_marks(text), len(text)):
        parent = sections[parent_index] if parent_index is not None else None
        clause = (parent.clause if parent else "") + _written(mark.style, mark.number)
        anchor = f"{parent.anchor if parent else 's'}-{mark.number}"
        times[anchor] = again = times.get(anchor, 0) + 1
        title_end = _title_end(text, mark)
        sections.append(
            Section(
                clause,
                f"{anchor}_{again}" if again > 1 else anchor,
                mark.number,
                mark.style,
                parent.level + 1 if parent else 1,
                text[mark.title : title_end].rstrip("，, \t　"),
                mark.start,
                mark.title,
                title_end,
                end,
                mark.inline,
                parent_index,
            )
        )
    return Outline(text=text, sections=tuple(sections))


def _articles(text: str) -> Iterator[Article]:
    for match in re.finditer(rf"\n[ \t　]*(第([{HAN}零〇]{{1,6}})([章条]))(?![第、，,和及与])", f"\n{text}"):
        yield Article(match[3], han_number(match[2]), match[1], match.start(1) - 1)


class _Mark(Struct, frozen=True, gc=False):
    """A numeral that may be a heading's; `style` 0 is the start of the list of 附件."""

    style: int
    number: int
    start: int
    title: int
    line_end: int
    inline: bool


def _marks(text: str) -> Iterator[_Mark]:
    lines, line_end = f"\n{text}\n", -1  # every line has a break before it; what stands at i of the text stands at i + 1 here
    for match in _MARK.finditer(lines):
        group = match.lastindex or 0
        style = _STYLES[group]
        start, title = match.start(group) - (2 if style in (2, 4) else 1), match.end() - 1
        if start >= line_end:
            line_end = lines.index("\n", start + 1) - 1
        number = _number(style, match[group])
        if style not in (1, 3) or not _is_enumeration(style, number, text, title):
            yield _Mark(style, number, start, title, line_end, group > 6)


def _number(style: int, written: str) -> int:
    if style in (1, 2):
        return han_number(written)
    return CIRCLED.index(written) + 1 if style == 5 else int(written) if style else 0


def _is_enumeration(style: int, number: int, text: str, end: int) -> bool:
    """Whether the numeral is one of several and no heading's: 一、二级指标, 一、二季度, 一、二、三级, 3、4月份."""
    following = han_numeral(number + 1) if style == 1 else str(number + 1)
    return text.startswith(following, end) and text.startswith(_ENUMERATED[style], end + len(following))


_ENUMERATED = {1: ("、", "级", "季"), 3: ("月", "季度", "号", "日")}


def _nest(marks: Iterable[_Mark], length: int) -> Iterator[tuple[_Mark, int | None, int]]:
    """The marks that are headings, each with its parent's index among them and its end."""
    headings: list[_Mark] = []
    parents: list[int | None] = []
    ends: list[int] = []
    open_: list[int] = []
    for given in _without_attachments(marks):
        mark = given if given.number < 2 else _sequel(given, [headings[i] for i in open_])
        if mark is None:
            continue
        while open_ and not _encloses(headings[open_[-1]], mark):
            last = open_.pop()
            ends[last] = mark.start
            if _precedes(headings[last], mark):
                break
        if mark.style == 0:
            continue
        parents.append(open_[-1] if open_ else None)
        headings.append(mark)
        ends.append(length)
        open_.append(len(headings) - 1)
    return ((mark, parents[i], min(ends[i], mark.line_end) if mark.inline else ends[i]) for i, mark in enumerate(headings))


def _without_attachments(marks: Iterable[_Mark]) -> Iterator[_Mark]:
    """The marks without the numbers of the list of 附件, which goes on to the next line that begins with a Han numeral."""
    inside = False
    for mark in marks:
        inside = mark.style == 0 or (inside and (mark.inline or mark.style > 2))
        if mark.style == 0 or not inside:
            yield mark


def _sequel(mark: _Mark, open_: list[_Mark]) -> _Mark | None:
    """The mark in the style of the open sequence it continues; nothing when a numeral inside a paragraph neither starts nor continues one.

    A numeral in the wrong digits, （4） after （三）, belongs to that sequence, one inside a paragraph that skips or repeats a number to
    the list there; whether they should stand so is for the rules to judge.
    """
    before, twin = mark.number - 1, {2: 4, 4: 2}.get(mark.style, 0)
    steps = {(each.style, each.number) for each in open_}
    if (mark.style, before) in steps:
        return mark
    if (twin, before) in steps:
        return replace(mark, style=twin)
    return None if mark.inline and not any(_miscounts(each, mark) for each in open_) else mark


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


def _title_end(text: str, mark: _Mark) -> int:
    limit = mark.title + TITLE_LENGTH + 1
    stop = _TITLE_END.search(text, mark.title, min(mark.line_end, limit))
    if stop:
        return stop.start()
    return mark.line_end if mark.line_end < limit else mark.title


@lru_cache(maxsize=256)  # the same few numerals stand in every text
def han_number(written: str) -> int:
    """一 … 九百九十九 as a number, 一百零一 and 百一 alike."""
    total, digit = 0, 0
    for char in written:
        if char in "零〇":
            continue
        if char in "百十":
            total, digit = total + (digit or 1) * (100 if char == "百" else 10), 0
        else:
            digit = HAN.index(char) + 1
    return total + digit


def han_numeral(number: int) -> str:
    """1 … 99 as 一 … 九十九; from 100 on in the shape of headings (百, 百一, 二百)."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = "" if not hundreds else ("" if hundreds == 1 else HAN[hundreds - 1]) + "百"
    middle = "" if not tens else ("" if tens == 1 else HAN[tens - 1]) + "十"
    return head + middle + (HAN[ones - 1] if ones else "")


@lru_cache(maxsize=256)
def _written(style: int, number: int) -> str:
    if style == 5:
        return CIRCLED[number - 1]
    numeral = han_numeral(number) if style < 3 else str(number)
    return f"（{numeral}）" if style in (2, 4) else numeral


@cache
def _step() -> re.Pattern[str]:
    """One step of an address; the groups are the styles. Few texts have an address written otherwise than its headings."""
    return re.compile(rf"([{HAN}]+)、?|[（(]([{HAN}]+)[）)]|(\d+)[、.．]?|[（(](\d+)[）)]|([{CIRCLED}])")


def _steps(clause: str) -> tuple[tuple[int, int], ...]:
    """An address as (style, number) pairs; nothing for what is no address."""
    found, position = [], 0
    while match := _step().match(clause, position):
        style = match.lastindex or 0
        found.append((style, _number(style, match[style])))
        position = match.end()
    return tuple(found) if position == len(clause) else ()


def _same_brackets(steps: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    return tuple((2 if style == 4 else style, number) for style, number in steps)
