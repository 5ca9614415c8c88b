"""A text of one year → the text of a later one: years that mean the scheme's own are advanced, what only a person can tell is a doubt.

A year is replaced by one of as many characters, so that every place in the text stays where it was. The scheme's own are its year and
the one after it, in which its results are evaluated. Others stay: a document's, the bounds of a plan over years, a year to compare with.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.citations import Title
from gongkai.days import Dated, read_days
from gongkai.periods import chinese_date, read_period
from gongkai.workdays import WEEKDAYS, day_off_name, is_day_off

_HAN = "一二三四五六七八九〇○零Ｏ"
_VALUES = str.maketrans(_HAN + "０１２３４５６７８９", "1234567890000" + "0123456789")
_WRITTEN = rf"(?:[12１２][0-9０-９]{{3}}|二[〇○零Ｏ][{_HAN}]{{2}})"
_YEAR = re.compile(rf"(?<![0-9０-９])(?P<year>{_WRITTEN})(?=[ 　]?年|度|(?:[-./．][0-9]{{1,2}}){{2}}(?![0-9]))")
_SPAN = re.compile(
    rf"(?<![0-9０-９])(?P<first>{_WRITTEN})[ 　]?年?[ 　]?(?:至|到|[-－—–~～]{{1,2}})[ 　]?(?P<last>{_WRITTEN})[ 　]?年(?P<own>度)?"
)
_MONTH = re.compile(rf"[ 　]?年[ 　]?(?:[0-9０-９{_HAN}十]{{1,2}}[ 　]?月)")
_BEFORE = re.compile(r"[比较与自从以](?:上年)?$")
_AFTER = re.compile(r"[ 　]?年度?(?:是|以[来前]|之前|印发|出台|制定|颁布|修订|[底末]?(?:基数|基础|水平|同期|实绩))")
"""Words that make a year a fact rather than the scheme's own."""
_STATED = re.compile(r"[ 　]?[（(]?(?:星期|礼拜|周)(?P<day>[一二三四五六日天])")
_LEAP = re.compile("29|２９|二十九")
_ISO_YEAR = re.compile("(?<![0-9])[0-9]{4}(?=-)")


class Doubt(NamedTuple):
    """Words of a text that somebody has to look at, and why."""

    offset: int
    length: int
    why: str


class Advanced(NamedTuple):
    """The text of the later year, as long as the one before, and the doubts in it."""

    text: str
    doubts: list[Doubt]


def advance(text: str, year: int, by: int, own: Sequence[Title] = (), others: Sequence[Title] = ()) -> Advanced:
    """Advance the years of a text; `own` are titles that are the scheme's, all years of which are, `others` are left as they are."""
    changed, doubts = list(text), list[Doubt]()
    spans = [(match.start(), match.end()) for match in _SPAN.finditer(text)]
    left = [*spans, *((title.start, title.end) for title in others)]
    for match in _SPAN.finditer(text):
        if not _inside(match.start(), others):
            doubts += _advance_span(changed, match, year, by)
    for match in _YEAR.finditer(text):
        if any(start <= match.start() < end for start, end in left):
            continue
        value = _value(match["year"])
        why = "" if _inside(match.start(), own) and value >= year else _fact(text, match, value, year)
        if why:
            doubts.append(Doubt(match.start(), 4, why))
        elif year <= value <= year + 1:
            _put(changed, match.start(), value + by)
    new = "".join(changed)
    checked = _days(text, new)
    return Advanced(checked.text, sorted([*doubts, *checked.doubts]))


def advance_period(text: str, by: int) -> Advanced:
    """The same for a period of the format (2024-11-30, 2024-02-10/2024-02-14, 2024-03, 2024-02-上旬)."""
    new = _ISO_YEAR.sub(lambda match: f"{int(match[0]) + by:04}", text)
    parts = [_real(part) for part in new.split("/")]
    found = "/".join(parts)
    lacking = [part for part, meant in zip(parts, new.split("/"), strict=True) if part != meant]
    doubts = [Doubt(0, len(text), f"{part[:4]}年没有2月29日，改作28日") for part in lacking]
    if len(parts[-1]) == 10 and parts[-1][-1] != "旬":
        doubts += [Doubt(0, len(text), why) for why in rest(read_period(found).last)]
    return Advanced(found, doubts)


def rest(day: date) -> Iterator[str]:
    """That people rest on a day, and what the last working day before it is; by weekdays where the holidays are not known."""
    if not _off(day):
        return
    earlier = day
    while _off(earlier):
        earlier -= timedelta(days=1)
    unknown = "（当年节假日安排还不知道）" if is_day_off(day) is None else ""
    name = day_off_name(day) or WEEKDAYS[day.weekday()]
    yield f"{chinese_date(day)}是{name}，前一个工作日是{earlier.month}月{earlier.day}日{unknown}"


def _off(day: date) -> bool:
    known = is_day_off(day)
    return day.weekday() > 4 if known is None else known


def _real(day: str) -> str:
    """29 February of a year that has none as the 28th."""
    if day[4:] != "-02-29":
        return day
    year = int(day[:4])
    return day if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else f"{day[:4]}-02-28"


def _inside(at: int, titles: Sequence[Title]) -> bool:
    return any(title.start <= at < title.end for title in titles)


def _fact(text: str, match: re.Match[str], value: int, year: int) -> str:
    """Why a year outside titles is not simply the scheme's own; empty for one that is, and for one that is far from it."""
    if value == year - 1:
        return f"“{match['year']}年”是上一年，没有改"
    if not year <= value <= year + 1 or _MONTH.match(text, match.end()):
        return ""
    if _BEFORE.search(text, max(match.start() - 3, 0), match.start()) or _AFTER.match(text, match.end()):
        return f"“{match['year']}年”像是说事实，没有改"
    return ""


def _advance_span(changed: list[str], match: re.Match[str], year: int, by: int) -> Iterator[Doubt]:
    """2024—2025年度 is the scheme's own; 2024—2026年 is a plan's, which a scheme does not move."""
    first, last = _value(match["first"]), _value(match["last"])
    if not first <= year <= last:
        return
    if match["own"]:
        _put(changed, match.start("first"), first + by)
        _put(changed, match.start("last"), last + by)
    else:
        yield Doubt(match.start(), len(match[0]), f"“{match[0]}”跨几年，没有改")


def _value(written: str) -> int:
    return int(written.translate(_VALUES))


def _put(changed: list[str], at: int, value: int) -> None:
    """Write a year in the manner of the one that stands there: in half-width or full-width digits, or in Han numerals."""
    old = changed[at : at + 4]
    if old[0] == "二":
        zero = next((char for char in old if char in "〇○零Ｏ"), "〇")
        new = [zero if digit == "0" else _HAN[int(digit) - 1] for digit in str(value)]
    else:
        new = [chr(ord(digit) + 0xFEE0) if old[0] > "9" else digit for digit in str(value)]
    changed[at : at + 4] = new


def _days(old: str, new: str) -> Advanced:
    """The days whose year was advanced: made real, with their day of the week; time limits on days of rest are doubts."""
    before = {each.start: each.year for each in read_days(old)} if old != new else {}
    changed, doubts = list(new), list[Doubt]()
    for each in read_days(new) if before else ():
        if each.kind == "day" and each.year and before.get(each.start, each.year) != each.year:
            doubts += _day(changed, new, each)
    return Advanced("".join(changed), doubts)


def _day(changed: list[str], new: str, each: Dated) -> Iterator[Doubt]:
    days = each.days()
    if days is None:
        leap = _LEAP.search(new, each.start, each.end) if each.month == 2 else None
        if leap:
            changed[leap.end() - 1] = {"9": "8", "９": "８", "九": "八"}[new[leap.end() - 1]]
            yield Doubt(each.start, each.end - each.start, f"{each.year}年没有2月29日，改作28日")
        return
    stated = _STATED.match(new, each.end)
    if stated and each.weekday is not None and each.weekday != days.last.weekday():
        changed[stated.start("day")] = WEEKDAYS[days.last.weekday()][-1]
        yield Doubt(each.start, stated.end() - each.start, f"“{each.words}”的星期已改")
    if each.due:
        yield from (Doubt(each.start, each.end - each.start, why) for why in rest(days.last))
