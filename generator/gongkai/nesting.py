"""Numerals at the start of lines, or inside a paragraph after a stop → which of them number headings, and which stands under which.

For `outline`, which makes sections of them. Linear in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter

from msgspec import Struct

from gongkai.numerals import CIRCLED, HAN, han_numeral, number_of

TITLE_LENGTH = 40
"""A numbered line up to this many characters is a heading; in a longer one the heading ends at its first stop or colon."""
_TITLE = rf"[^。：:；;\n]{{0,{TITLE_LENGTH + 1}}}"
_LINE = re.compile(
    rf"\n[ \t　\u00a0]*(附件(?=[：:\d \t　\n])|[{HAN}]{{1,4}}[、.．]|[（(][{HAN}]{{1,4}}[）)]"
    rf"|\d{{1,2}}(?:、|[.．](?!\d)|[.．](?=[12]\d{{3}}年))|[（(]\d{{1,2}}[）)]|[{CIRCLED}])[ \t　]*({_TITLE})"
)
"""附件 or a numeral at the start of a line, with its brackets or point, and the words behind it that may be a heading's."""
_WIDE, _NARROW, _CIRCLE = (re.compile(rf"({numeral})(?=({_TITLE}))") for numeral in (r"（\d{1,2}[）)]", r"\(\d{1,2}[）)]", f"[{CIRCLED}]"))
"""The same inside a paragraph, one pattern for each first character: what begins with a literal is found many times as fast."""
_STOPS = frozenset("：:；;。，,")
"""What stands before a numeral inside a paragraph."""


class Mark(Struct, gc=False):
    """A numeral that may be a heading's; `style` 1–5 is its form (一、（一）1.（1）①), 0 the start of the list of 附件.

    It stands at `start`, its heading's words from `title` to `title_end` (there are none when they have more than `TITLE_LENGTH`
    characters), its line ends at `line_end`; `inline` marks one inside a paragraph. Nesting adds its `index` among the headings, that of
    its `parent`, and the `end` of all under it.
    """

    style: int
    number: int
    start: int
    title: int
    title_end: int
    inline: bool
    line_end: int = 0
    index: int = 0
    parent: int | None = None
    end: int = 0


def _marks(text: str) -> Iterator[Mark]:
    lines, line_end = f"\n{text}\n", -1  # every line has a break before it; what stands at i of the text stands at i + 1 here
    for mark in _numerals(lines):
        if mark.start >= line_end:
            line_end = lines.index("\n", mark.start + 1) - 1
        mark.line_end = line_end
        if mark.style not in (1, 3) or not _is_enumeration(mark.style, mark.number, text, mark.title):
            yield mark


def _numerals(lines: str) -> list[Mark]:
    found = []
    for match in _LINE.finditer(lines):
        style, number = _read(match[1])
        found.append(Mark(style, number, match.start(1) - 1, match.start(2) - 1, match.end() - 1, False))
    inside = [*_inside(lines, _WIDE), *(_inside(lines, _NARROW) if "(" in lines else ())]
    if "①" in lines or any(mark.style == 5 for mark in found):  # a list inside a paragraph begins with one or goes on with a line's
        inside += _inside(lines, _CIRCLE)
    return sorted((*found, *inside), key=attrgetter("start")) if inside else found


def _inside(lines: str, numeral: re.Pattern[str]) -> Iterator[Mark]:
    for match in numeral.finditer(lines):
        start = match.start() - 1
        if lines[start] in _STOPS:
            yield Mark(*_read(match[1]), start, match.start(2) - 1, match.end(2) - 1, True)


@lru_cache(maxsize=256)  # the same few numerals stand in every text
def _read(numeral: str) -> tuple[int, int]:
    """Style and value of 附件 or a numeral with its brackets or point."""
    if numeral == "附件":
        return 0, 0
    plain = numeral.strip("（()）、.．")
    style = 5 if plain in CIRCLED else (3 if plain.isdecimal() else 1) + (numeral[0] in "（(")
    return style, number_of(style, plain)


def _is_enumeration(style: int, number: int, text: str, end: int) -> bool:
    """Whether the numeral is one of several and no heading's: 一、二级指标, 一、二季度, 一、二、三级, 3、4月份."""
    following = han_numeral(number + 1) if style == 1 else str(number + 1)
    return text.startswith(following, end) and text.startswith(_ENUMERATED[style], end + len(following))


_ENUMERATED = {1: ("、", "级", "季"), 3: ("月", "季度", "号", "日")}


def headings(text: str) -> list[Mark]:
    """The numerals of a text that are headings', in their order and nested."""
    found: list[Mark] = []
    open_: list[Mark] = []
    for mark in _without_attachments(_marks(text)):
        last = open_[-1] if open_ else None
        if last and last.number == mark.number - 1 and last.style == mark.style and not last.inline and not mark.inline:
            open_.pop().end = mark.start  # the next of its list, as most are; nothing else is to be settled
        elif not _settle(mark, open_):
            continue
        mark.index, mark.parent = len(found), open_[-1].index if open_ else None
        mark.end = mark.line_end if mark.inline else len(text)
        found.append(mark)
        open_.append(mark)
    return found


def _settle(mark: Mark, open_: list[Mark]) -> bool:
    """Close what ends where the mark stands; whether the mark is a heading."""
    if mark.number > 1 and not _continues(mark, open_):
        return False
    while open_ and not _encloses(open_[-1], mark):
        last = open_.pop()
        last.end = min(mark.start, last.end)
        if _precedes(last, mark):
            break
    return mark.style != 0


def _without_attachments(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks without the numbers of the list of 附件, which goes on to the next line that begins with a Han numeral."""
    inside = False
    for mark in marks:
        inside = mark.style == 0 or (inside and (mark.inline or mark.style > 2))
        if mark.style == 0 or not inside:
            yield mark


def _continues(mark: Mark, open_: list[Mark]) -> bool:
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


def _miscounts(elder: Mark, mark: Mark) -> bool:
    """Whether a numeral inside a paragraph is the next of its list but for a number skipped or repeated: （1）甲；（2）乙；（4）丙."""
    return elder.style == mark.style and elder.line_end == mark.line_end and 0 <= mark.number - elder.number <= 2


def _encloses(outer: Mark, mark: Mark) -> bool:
    if outer.inline and outer.line_end != mark.line_end:
        return False
    if outer.style < mark.style:
        return not outer.inline or mark.inline
    # （1） below a heading （1）: an enumeration in a paragraph starts again one level deeper
    return outer.style == mark.style and mark.inline and not outer.inline and mark.number == 1


def _precedes(elder: Mark, mark: Mark) -> bool:
    """Whether two numerals of one paragraph follow each other: then they are siblings, whatever their parent is."""
    return elder.inline and mark.number > 1 and _miscounts(elder, mark)
