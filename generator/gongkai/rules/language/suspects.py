"""Where punctuation, spaces and digits may be wrongly typed: one pass over all texts, whose places the rules then judge, each its own.

A text that has nothing to judge is left after that pass: its brackets pair, and no other character of interest stands out.
"""

import re
from collections.abc import Iterator
from heapq import merge
from itertools import count
from operator import attrgetter

from msgspec import Struct

from gongkai.diagnostics import Path
from gongkai.rules.language.wording import BETWEEN, wording
from gongkai.rules.registry import Case, once

HAN = "\u4e00-\u9fff\u3007"
"""As part of a regular expression's set: Chinese characters."""
CHINESE = HAN + "，。、；：？！（）《》〈〉“”‘’〔〕【】％…"
"""Chinese characters and what is typed with them."""
BLANK = " \t\u00a0\u2000-\u200a\u3000"
LOOKALIKE = "\u00ad\u200b-\u200f\u2060-\u2064\u2e80-\u2fdf\ue000-\uf8ff\uf900-\ufaff\ufffd"
"""Invisible characters, radicals and compatibility forms that look like Chinese characters, private ones, and lost ones."""

_PAIRS = ("〔〕", "〈〉", "‘’", "“”", "《》", "（）", "【】")
_MARKS = "".join(_PAIRS) + "\n"
_ODD = "()\\[\\]［］「」『』\"'<＜％０-９Ａ-Ｚａ-ｚ" + LOOKALIKE
_STOPS, _HALF, _DIGIT = "，。、；：", ",;:?!", "一二三四五六七八九〇"
_ZERO = "○◯〇零Oo０0"

_SUSPECT = re.compile(
    rf"[{_MARKS}{_ODD}{_STOPS}？！{_HALF}.…·\-－–~{BLANK}{_ZERO}](?:"
    rf"(?<![{_STOPS}])(?:(?<=[{_MARKS}{_ODD}…·])"
    rf"|(?<=[？！])(?=[{_STOPS}])"
    rf"|(?<=[{_HALF}])(?:(?<=[{CHINESE}].)|(?=[{BLANK}]?[{CHINESE}]))"
    rf"|(?<=\.)(?:(?=\.\.)|(?<=[{HAN}）》”].)(?=[{HAN}\n{BETWEEN}]|\Z))"
    rf"|(?<=[\-－–~])(?:(?<=[\d%％].)(?=\d)|(?<=[{CHINESE}].)(?=[\-－–]))"
    rf"|(?<=[{BLANK}])(?:(?<=[{HAN}，、；。].)(?=[{BLANK}]*[{HAN}])|(?<=[{HAN}）》”].)(?=[{BLANK}]*[，。、；）》”]))"
    rf"|(?<=[{_ZERO}])(?:(?<=[{_DIGIT}].)(?=[{_DIGIT}○◯零Oo０0]{{1,2}}年)|(?<=[年月].)(?=\d[月日])))"
    rf"|(?=[{BLANK}{_STOPS}{_HALF}）》〉〕】])(?<=[{_STOPS}])"
    rf"|(?<=[《〈（“‘〔【\n][{_STOPS}])"
    r"|(?<=、)(?:(?=等(?![级次额待于值同分效离比高候价])|和(?![平谐睦解美顺善气合])|及(?![时格第早])|或(?![有然])|以及)"
    r"|(?<=[”》]、)(?=[“《])|(?<=第[一二三四五六七八九十]、)|(?<=[首其再最][先次后一二三四]、))"
    r")"
)
"""The character of interest first; then, so that the most frequent are done with soonest: all but stops, and three things about stops."""
_NESTED = re.compile(r"《[^》\n]*《|“[^”\n]*“")


class Spot(Struct, frozen=True, gc=False):
    """A character that a rule may find fault with: its place in a text, and `order`, its place among all spots of the scheme."""

    path: Path
    text: str
    at: int
    order: int

    @property
    def char(self) -> str:
        """The character itself."""
        return self.text[self.at]


@once
def spots(case: Case) -> dict[str, list[Spot]]:
    """The spots of all texts by their character, those of one character in the order of the texts."""
    found: dict[str, list[Spot]] = {}
    order = count()
    for path, text in _in_doubt(case):
        for match in _SUSPECT.finditer(text):
            if match[0] not in _MARKS:
                found.setdefault(match[0], []).append(Spot(path, text, match.start(), next(order)))
    return found


def at_chars(case: Case, chars: str) -> Iterator[Spot]:
    """The spots of these characters in the order of the texts."""
    suspected = spots(case)
    if not suspected:
        return iter(())
    lists = [suspected[char] for char in chars if char in suspected]
    return iter(lists[0]) if len(lists) == 1 else merge(*lists, key=attrgetter("order"))


@once
def marked_texts(case: Case) -> list[tuple[Path, str, list[int]]]:
    """The texts whose brackets and quotation marks may be wrong, with the places of all of them and of the line breaks."""
    marks = f"{_MARKS}()[]［］「」『』\"'<＜"
    return [(path, text, [m.start() for m in _SUSPECT.finditer(text) if m[0] in marks]) for path, text in _in_doubt(case)]


@once
def _in_doubt(case: Case) -> list[tuple[Path, str]]:
    words = wording(case)
    if _is_clean(words.words):
        return []
    return [(path, text) for path, text in words.each() if not _is_clean(text)]


def _is_clean(text: str) -> bool:
    """Whether there is nothing to judge: only brackets in pairs, none in another of its kind."""
    left = "".join(_SUSPECT.findall(text))
    if _NESTED.search(left):
        return False
    for _ in range(2):
        for pair in _PAIRS:
            left = left.replace(pair, "")
    return not left.strip("\n")
