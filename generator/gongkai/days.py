"""The one reader of dates and periods in prose (2024年11月20日, 11月底前, 第四季度, 每月5日前, 二○二四年三月), beside outline and mentions.

It says what the words state and no more: a year left out is nothing here; which year is meant is for the rules to judge.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from gongkai.mentions import read_number
from gongkai.periods import Days

Kind = Literal["day", "third", "end", "month", "quarter", "half", "year", "recurring"]
"""某日 · 旬 · 月底、年底 · 月 · 季度 · 半年 · 年 · 每月5日、次月5日 (no single date)."""

_N = "[0-9０-９]"
_MONTH = rf"{_N}{{1,2}}|十[一二]?|[一二三四五六七八九]"
_DAY = rf"{_N}{{1,2}}|[一二三四五六七八九十]{{1,3}}"
_YEAR = rf"[12１２]{_N}{{3}}|[一二][一二三四五六七八九〇○零Ｏ]{{3}}"
_TO = r"[ 　]?(?:至|到|[-－—–~～]{1,2})[ 　]?"
_SHIFTS = {"次": 1, "翌": 1, "来": 1, "明": 1, "下": 1, "第二": 1, "当": 0, "本": 0, "今": 0, "同": 0, "上": -1, "去": -1}

_REACH = 8
"""How far before its 年, 月 or 季 a date in words begins at most."""
_LEAD = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十〇○零Ｏ 　第半个年的至到-－—–~～" + "".join(_SHIFTS) + "每隔")
_ANCHORS = [re.compile(f"{char}(?:(?<=[{re.escape(''.join(_LEAD))}]{char})|[底末])") for char in "年月季"]
"""Every date in words holds one of these, behind something of it or in 年底, 年末; a pattern that begins with a literal is a quick one."""
_DATE = re.compile(
    rf"""
    (?P<every> 每个?(?:月|季度?|半年|年度?) (?:[^，。；、\n0-9０-９]{{0,6}}?(?:{_N}{{1,2}}月)?{_N}{{1,2}}[日号] | [上中下]旬 | [底末])?
             | [次当下本隔]个?月[ 　]?(?:{_N}{{1,2}}[日号] | [上中下]旬 | [底末]) )
    | (?: (?<!{_N})(?P<year>{_YEAR})[ 　]?年度? | (?P<relative>第二|[次翌来明当本今同去]|[上下]一?)年度? )? [的 　]?
      (?: (?<![0-9０-９.．])(?:(?P<from_month>{_N}{{1,2}}){_TO})?(?P<month>{_MONTH})[ 　]?月
            (?: [ 　]?(?:(?P<from_day>{_N}{{1,2}}){_TO})?(?P<day>{_DAY})[ 　]?[日号]
              | (?P<third>[上中下])旬 | (?P<end>月?[底末]) | (?P<some>份|初) )?
        | (?<!前)第?(?P<quarter>[一二三四1-4１-４])[ 　]?季度
        | (?P<half>[上下])半年
        | (?P<close>年?[底末]) )?
    """,
    re.VERBOSE,
)
_NUMERIC = re.compile(r"(?P<year>20[0-9]{2})([-./．])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})(?![0-9])")
_UNTIL = re.compile(rf"{_TO}(?P<words>(?:(?:(?P<year>{_YEAR})[ 　]?年)?(?P<month>{_MONTH})[ 　]?月[ 　]?)?(?P<day>{_DAY})[ 　]?[日号])")
_WEEKDAY = re.compile(r"[ 　]?(?:[（(](?:星期|礼拜|周)([一二三四五六日天])[）)]|(?:星期|礼拜)([一二三四五六日天]))")
_TIME = r"(?:[上下中]午|下班|[0-9]{1,2}(?:[:：][0-9]{2}|[时点]))"
_DUE = re.compile(rf"[ 　]?(?:[（(][^（()）\n]{{1,8}}[）)])?[ 　]?{_TIME}{{0,2}}(?:[之以]前|为?止|截止|前(?![后期三往列台来述面]))")
_BLANK = " 　的"
_NO_LATER = ("不晚于", "不迟于", "最迟于", "最迟")
_DIGITS = str.maketrans("一二三四五六七八九〇○零Ｏ０１２３４５６７８９", "12345678900000123456789")


@lru_cache(maxsize=512)
def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


class Dated(Struct, frozen=True, gc=False):
    """A date or period, `words` as written from `start` to `end` of the text; what is not stated is nothing.

    `part` is the third of the month, the quarter or the half of the year, from 1. `shift` stands for 次年 (1), 当年 (0), 上年 (-1).
    The end of a month has `kind` "end", and that of a year `month` 12 as well. `weekday` counts from Monday 0, as stated behind the date.
    `since` is the first month of 4—11月 and the first day of 3月1—15日, which end with `month` and `day`.
    `due` says that it is a time limit: 前, 之前 or 止 follows, or 不晚于 stands before.
    """

    kind: Kind
    words: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: int | None = None
    shift: int | None = None
    weekday: int | None = None
    due: bool = False
    since: int | None = None

    def days(self, year: int | None = None) -> Days | None:
        """First and last day, in `year` where the text states none; nothing when it is recurring, unknown or not in the calendar."""
        year = self.year or year
        if year is None or self.kind == "recurring" or not self.exists(year):
            return None
        first, last = self._months()
        if self.kind in ("day", "end"):
            day = self.day or _length(year, last)
            return Days(date(year, first, min(self.since or day, day)), date(year, first, day))
        from_day, to_day = 1, _length(year, last)
        if self.kind == "third" and self.part:
            from_day, to_day = self.part * 10 - 9, self.part * 10 if self.part < 3 else to_day
        return Days(date(year, first, from_day), date(year, last, to_day))

    def exists(self, year: int | None = None) -> bool:
        """Whether the calendar has it; without a year, 29 February has."""
        if self.month is None:
            return True
        longest = _length(self.year or year or 2000, self.month) if 1 <= self.month <= 12 else 0
        return 1 <= (self.day if self.day is not None else 1) <= longest

    def _months(self) -> tuple[int, int]:
        if self.month is not None:
            return min(self.since or self.month, self.month) if self.kind == "month" else self.month, self.month
        length = {"quarter": 3, "half": 6}.get(self.kind, 12)
        last = length * (self.part or 1)
        return last - length + 1, last


def read_days(text: str) -> Iterator[Dated]:
    """Every date and period, in order, without overlap. Linear in the text."""
    end = 0
    for anchor in _anchors(text):
        found = _read(text, anchor, end) if anchor >= end else None
        if found:
            yield found
            end = found.end
            until = _UNTIL.match(text, end) if found.kind == "day" else None
            if until:
                last = _range_end(found, until, text)
                yield last
                end = last.end


def _anchors(text: str) -> list[int]:
    return sorted([match.start() for anchor in (_NUMERIC, *_ANCHORS) for match in anchor.finditer(text)])


def _read(text: str, anchor: int, end: int) -> Dated | None:
    if text[anchor] == "2":
        match = _NUMERIC.match(text, anchor)
        return _numeric(text, match) if match and not text[max(anchor - 1, 0) : anchor].isdigit() else None
    start, least = anchor, max(anchor - _REACH, end)
    while start > least and text[start - 1] in _LEAD:
        start -= 1
    if start == anchor and not text.startswith(("年底", "年末"), anchor):
        return None
    while start <= anchor:  # what stands before may be no part of it: 提前至 in 提前至10月
        match = _DATE.match(text, start)
        if match and match.end() > anchor:
            kind = _kind(match)
            return _dated(text, kind, match) if kind else None
        start += 1
    return None


def _numeric(text: str, match: re.Match[str]) -> Dated:
    weekday, tail = _weekday(text, match.end())
    year, month, day = (int(match[group]) for group in ("year", "month", "day"))
    due = _is_due(text, match.start(), tail)
    return Dated("day", match[0], match.start(), match.end(), year, month, day, weekday=weekday, due=due)


def _kind(match: re.Match[str]) -> Kind | None:
    if not match["month"]:
        last = match.lastgroup
        return "year" if last == "relative" else _KINDS.get(last or "")
    for kind in ("day", "third", "end"):
        if match[kind]:
            return kind
    # 一月 alone may be a span of time: 一月一通报
    stated = match["year"] or match["relative"] or match["some"] or match["month"][0] in "0123456789０１２３４５６７８９"
    return "month" if stated else None


_KINDS: dict[str, Kind] = {"every": "recurring", "quarter": "quarter", "half": "half", "close": "end", "year": "year"}


def _dated(text: str, kind: Kind, match: re.Match[str]) -> Dated:
    words = match[0].strip(_BLANK)
    start = match.start() + match[0].index(words)
    end = start + len(words)
    if kind == "year":
        return Dated(kind, words, start, end, _year(match["year"]), shift=_shift(match))
    weekday, tail = _weekday(text, end)
    due = _is_due(text, start, tail)
    if kind == "recurring":
        return Dated(kind, words, start, end, due=due)
    month = 12 if match["close"] else _number(match["month"])
    day, since = _number(match["day"]), _number(match["from_day"] or (match["from_month"] if kind == "month" else None)) or None
    return Dated(kind, words, start, end, _year(match["year"]), month, day, _part(match), _shift(match), weekday, due, since)


def _shift(match: re.Match[str]) -> int | None:
    relative = match["relative"]
    return _SHIFTS[relative.rstrip("一")] if relative else None


def _range_end(first: Dated, until: re.Match[str], text: str) -> Dated:
    """The second day of 2月10日至14日: it has the month and the year of the first, unless the year has turned."""
    month = _number(until["month"]) or first.month
    year = _year(until["year"]) or (first.year if (month or 0) >= (first.month or 0) else None)
    weekday, tail = _weekday(text, until.end())
    due = _is_due(text, until.end(), tail)
    shift = None if year else first.shift
    return Dated("day", until["words"], until.start("words"), until.end(), year, month, _number(until["day"]), None, shift, weekday, due)


def _weekday(text: str, end: int) -> tuple[int | None, int]:
    """The day of the week stated directly behind a date, and where the text goes on."""
    match = _WEEKDAY.match(text, end)
    return (min("一二三四五六日天".index(match[1] or match[2]), 6) if match else None), (match.end() if match else end)


def _is_due(text: str, start: int, tail: int) -> bool:
    return _DUE.match(text, tail) is not None or text.endswith(_NO_LATER, 0, start)


def _part(match: re.Match[str]) -> int | None:
    if match["third"] or match["half"]:
        return "上中下".index(match["third"]) + 1 if match["third"] else "上下".index(match["half"]) + 1
    return _number(match["quarter"])


def _year(written: str | None) -> int | None:
    return int(written.translate(_DIGITS)) if written else None


@lru_cache(maxsize=256)
def _number(written: str | None) -> int | None:
    value = read_number(written) if written else None
    return None if value is None else int(value)
