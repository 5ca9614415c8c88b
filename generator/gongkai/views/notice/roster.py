"""People's lists as officials type them into a text, columns held apart by spaces (“组  长：林丽艳  局长”), read into cells."""

import re
from collections.abc import Iterator
from itertools import takewhile

from markupsafe import Markup, escape

_GAP = re.compile("[ \t　\u00a0]{2,}|[　\t]")
_BLANKS = re.compile("[ \t　\u00a0]+")
_LABEL = re.compile(r"([^：:（(，。]{1,12})[：:]\s*")
_POST = re.compile(r"(?:常务)?副?(?:组长|主任|召集人|秘书长)|成员")
_LENGTH, _NAME_LENGTH = 48, 20
_PROSE = ("。", "；", ";", "，", "：", ":", "、")


def roster_length(lines: Iterator[str]) -> int:
    """How many of the lines, from the first on, are one list of people: none when the first is prose. Reads no line further than needed."""
    if not _opens(next(lines, "。")):
        return 0
    return 1 + sum(1 for _ in takewhile(lambda line: _opens(line) or _continues(line), lines))


def person(line: str) -> tuple[Markup, Markup, Markup]:
    """Label with its colon, name, and the rest of a line; gaps inside a cell become one wide space (组　长, 林　某)."""
    match = _LABEL.match(line)
    label = _GAP.sub("　", match[1].strip()) + "：" if match else ""
    cells = [cell for cell in _GAP.split(line[match.end() :] if match else line) if cell]
    if len(cells) > 1 and len(cells[0]) == len(cells[1]) == 1:
        cells[:2] = ["　".join(cells[:2])]
    return escape(label), escape("".join(cells[:1])), escape("　".join(cells[1:]))


def _opens(line: str) -> bool:
    if len(line) > _LENGTH or line.endswith(_PROSE):
        return False
    label = _LABEL.match(line)
    return bool(_GAP.search(line) or (label and _POST.fullmatch(_BLANKS.sub("", label[1]))))


def _continues(line: str) -> bool:
    return len(line) <= _NAME_LENGTH and not line.endswith(_PROSE)
