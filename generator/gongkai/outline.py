"""The one reader of a scheme's text: its headings by their numbering (一、（一）1.（1）①) as a tree with clause addresses.

Rules and views read the outline; none of them reads numbering on its own. Linear in the length of the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

HAN = "一二三四五六七八九十百"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = (
    rf"(?:(?P<l1>[{HAN}]+)、|[（(](?P<l2>[{HAN}]+)[）)]|(?P<l3>\d{{1,2}})(?:、|[.．](?!\d)|[.．](?=[12]\d{{3}}年))"
    rf"|[（(](?P<l4>\d{{1,2}})[）)]|(?P<l5>[{CIRCLED}]))"
)
_AT_LINE_START = re.compile(rf"[ \t　]*{_NUMBER}[ \t　]*")
_INLINE = re.compile(rf"(?<=[：:；;。，,]){_NUMBER}")
_TITLE_END = re.compile(r"[。：:；;]")
TITLE_LENGTH = 40
"""A numbered line up to this many characters is a heading; in a longer one the heading ends at its first stop or colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered heading and all that stands under it; offsets count characters of the text.

    `clause` is the whole address (`三（二）2`), `number` the numeral's value, `style` 1–5 the form (一、（一）1.（1）①),
    `level` its depth in this text (never less than its parent's plus one), `title` the heading's words without numeral or final stop (empty
    when a numbered paragraph has none), `inline` marks an enumeration inside a paragraph.
    """

    clause: str
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

    @property
    def anchor(self) -> str:
        """A stable fragment for links: `s-3-2-2`."""
        return "s-" + "-".join(str(number) for _, number in _steps(self.clause))


@dataclass(frozen=True)
class Outline:
    """The headings of `text` in order."""

    text: str
    sections: tuple[Section, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _by_clause(self) -> dict[tuple[tuple[int, int], ...], Section]:
        table: dict[tuple[tuple[int, int], ...], Section] = {}
        for section in self.sections:
            table.setdefault(_key(section.clause), section)
        return table

    def find(self, clause: str) -> Section | None:
        """The section of an address in any bracket or digit style (`三(二)2.` finds `三（二）2`), nothing when there is none."""
        return self._by_clause.get(_key(clause))

    def at(self, offset: int) -> Section | None:
        """The innermost section that holds the character at `offset`; nothing before the first heading."""
        index = bisect_right(self._starts, offset) - 1
        return self.sections[index] if index >= 0 else None

    def body(self, section: Section) -> str:
        """Everything from the section's heading to the next heading of its level or above."""
        return self.text[section.start : section.end]


def read_outline(text: str) -> Outline:
    """Read the headings of `text`: at the start of lines, and inside a paragraph after a stop or colon."""
    sections: list[Section] = []
    open_: list[int] = []
    for start, match, inline in _marks(text):
        style, number = _numeral(match)
        style = _sequel(style, number, [sections[i] for i in open_])
        _leave(open_, sections, style, number, inline)
        parent = sections[open_[-1]] if open_ else None
        title_start, title_end = _title(text, match.end())
        sections.append(
            Section(
                clause=(parent.clause if parent else "") + _written(style, number),
                number=number,
                style=style,
                level=max(parent.level + 1 if parent else 1, 1),
                title=text[title_start:title_end].rstrip("，,"),
                start=start,
                title_start=title_start,
                title_end=title_end,
                end=len(text),
                inline=inline,
                parent=open_[-1] if open_ else None,
            )
        )
        open_.append(len(sections) - 1)
    return Outline(text=text, sections=tuple(_closed(sections)))


def _marks(text: str) -> Iterator[tuple[int, re.Match[str], bool]]:
    position = 0
    for line in text.splitlines(keepends=True):
        end = position + len(line)
        head = _AT_LINE_START.match(text, position, end)
        if head:
            yield position, head, False
        for inner in _INLINE.finditer(text, head.end() if head else position, end):
            if inner["l4"] or inner["l5"]:
                yield inner.start(), inner, True
        position = end


def _numeral(match: re.Match[str]) -> tuple[int, int]:
    style = next(i for i in range(1, 6) if match[f"l{i}"])
    written = match[f"l{style}"]
    if style in (1, 2):
        return style, han_number(written)
    return style, CIRCLED.index(written) + 1 if style == 5 else int(written)


def _sequel(style: int, number: int, open_: list[Section]) -> int:
    """A numeral in the wrong style that continues an open sequence（一）（二）（三）（4） belongs to it; T rules judge the style."""
    if number == 1 or any(s.style == style and s.number == number - 1 for s in open_):
        return style
    same_brackets = {2: 4, 4: 2}.get(style)
    return next((s.style for s in reversed(open_) if s.style == same_brackets and s.number == number - 1), style)


def _leave(open_: list[int], sections: list[Section], style: int, number: int, inline: bool) -> None:
    """Close what the new heading doesn't stand in: its elder sibling and everything deeper, or as far up as something encloses it."""
    while open_:
        last = sections[open_[-1]]
        if _encloses(last, style, number, inline):
            return
        open_.pop()
        if last.inline and inline and last.style == style and last.number == number - 1:
            return


def _encloses(section: Section, style: int, number: int, inline: bool) -> bool:
    if section.style < style:
        return not section.inline or inline
    # （1） below a heading （1）: an enumeration in a paragraph starts again one level deeper
    return section.style == style and inline and not section.inline and number == 1


def _title(text: str, start: int) -> tuple[int, int]:
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    stop = _TITLE_END.search(text, start, line_end)
    end = stop.start() if stop else line_end
    return start, end if end - start <= TITLE_LENGTH else start


def _closed(sections: list[Section]) -> Iterator[Section]:
    open_: list[tuple[int, int]] = []
    ends = [section.end for section in sections]
    for index, section in enumerate(sections):
        while open_ and open_[-1][1] >= section.level:
            ends[open_.pop()[0]] = section.start
        open_.append((index, section.level))
    return (replace(section, end=end) for section, end in zip(sections, ends, strict=True))


def han_number(written: str) -> int:
    """一 … 九十九 as a number; 百 is enough for any heading."""
    total, digit = 0, 0
    for char in written:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = HAN.index(char) + 1
    return total + digit


def han_numeral(number: int) -> str:
    """1 … 99 as 一 … 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else HAN[tens - 1]) + "十"
    return head + (HAN[ones - 1] if ones else "")


def _written(style: int, number: int) -> str:
    if style == 5:
        return CIRCLED[number - 1]
    numeral = han_numeral(number) if style < 3 else str(number)
    return f"（{numeral}）" if style in (2, 4) else numeral


_STEP = re.compile(rf"(?P<l1>[{HAN}]+)、?|[（(](?P<l2>[{HAN}]+)[）)]|(?P<l3>\d+)[、.．]?|[（(](?P<l4>\d+)[）)]|(?P<l5>[{CIRCLED}])")


def _steps(clause: str) -> Iterator[tuple[int, int]]:
    for match in _STEP.finditer(clause):
        # a bracketed Han numeral also matches as a bare one from its second character on; finditer takes the bracket first
        yield _numeral(match)


def _key(clause: str) -> tuple[tuple[int, int], ...]:
    return tuple(_steps(clause))
