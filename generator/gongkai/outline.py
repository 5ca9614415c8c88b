"""The one reader of a scheme's text: its headings by their numbering (一、（一）1.（1）①) as a tree with clause addresses.

Rules and views read the outline; none of them reads numbering on its own. Linear in the length of the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache

from msgspec import Struct

from gongkai.nesting import TITLE_LENGTH, headings
from gongkai.numerals import CIRCLED, HAN, han_number, number_of, numeral_of


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


@lru_cache(maxsize=4)  # the checks of a scheme and its comparisons with the years beside it read the same texts
def read_outline(text: str) -> Outline:
    """Read the headings of `text`: at the start of lines, and enumerations inside a paragraph after a stop or colon.

    The list of 附件 at the end belongs to no section, and its numbers are no headings.
    """
    sections: list[Section] = []
    times: dict[str, int] = {}
    for mark in headings(text):
        clause, anchor = _labels(mark.style, mark.number)
        if mark.parent is None:
            anchor, level = "s" + anchor, 1
        else:
            parent = sections[mark.parent]
            clause, anchor, level = parent.clause + clause, parent.anchor + anchor, parent.level + 1
        times[anchor] = again = times.get(anchor, 0) + 1
        title = text[mark.title : mark.title_end]
        title = title if len(title) <= TITLE_LENGTH else ""
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


@lru_cache(maxsize=256)
def _labels(style: int, number: int) -> tuple[str, str]:
    """What a heading adds to its parent's address and fragment: `（二）`, `-2`."""
    return numeral_of(style, number), f"-{number}"


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
