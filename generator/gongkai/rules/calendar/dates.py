"""Family D, dates as such: days that the calendar does not have, wrong weekdays, ranges that run backwards, years left in doubt."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from gongkai.days import Dated
from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.outline import Section
from gongkai.periods import Days, chinese_date
from gongkai.rules.registry import Case, finding, once, rule
from gongkai.workdays import WEEKDAYS


class Placed(Struct, frozen=True, gc=False):
    """A date of the text and its days in the year it means: its own, or the one that what stands before it in the chapter lends it.

    `days` are nothing where that stays open, or for what is no date; `doubt` then says in Chinese what speaks against the nearest year.
    """

    dated: Dated
    days: Days | None
    section: Section | None
    doubt: str = ""

    @property
    def clause(self) -> str:
        """The address of the section it stands in."""
        return self.section.clause if self.section else ""

    @property
    def at(self) -> tuple[int, int]:
        """Offset and length of its words in the text."""
        return self.dated.start, self.dated.end - self.dated.start


@once
def placed(case: Case) -> tuple[Placed, ...]:
    """The dates of the text with their years, in order; without those that name but a year, come again and again or stand in a title."""
    outline, own = case.outline, case.scheme.year
    chapters = [section.start for section in outline.sections if section.parent is None]
    found: list[Placed] = []
    before: Dated | None = None
    year, chapter = own, -1
    for dated in case.days:
        if dated.kind in ("year", "recurring") or _is_in_title(case.scheme.text, dated.start):
            continue
        here = bisect_right(chapters, dated.start)
        if here != chapter:
            before, year, chapter = None, own, here
        meant, doubt = _year(case, dated, before, year)
        found.append(Placed(dated, dated.days(meant) if meant else None, outline.at(dated.start), doubt))
        # what happened in other years lends its year to nothing
        if meant in (None, own, own + 1):
            before, year = dated, meant or year
    return tuple(found)


def _is_in_title(text: str, start: int) -> bool:
    """Whether 《 stands open before it."""
    before = max(start - 60, 0)
    return text.rfind("《", before, start) > text.rfind("》", before, start)


def _year(case: Case, dated: Dated, before: Dated | None, year: int) -> tuple[int | None, str]:
    """The year that a date means, behind another one of `year`; nothing and why, when that is open."""
    if dated.year is not None or dated.shift is not None:
        return dated.year or case.scheme.year + (dated.shift or 0), ""
    if before is None:
        return _first_year(case, dated)
    if _month(dated) <= 3 and _month(before) >= 9:
        return None, f"前面的日期是{before.words}，这里没有写明是否次年"
    # behind 12月至次年1月 a date late in the year is of the year under evaluation again
    return (year if _month(dated) <= _EVALUATED_BY else case.scheme.year), ""


_EVALUATED_BY = 8
"""The month of the next year by which a year has been evaluated."""


def _month(dated: Dated) -> int:
    """The month with which it ends."""
    return dated.month or {"quarter": 3, "half": 6}.get(dated.kind, 12) * (dated.part or 1)


def _first_year(case: Case, dated: Dated) -> tuple[int | None, str]:
    """Of the first date of a chapter: the year under evaluation, unless it is early in the year and the scheme was signed after it."""
    notice, year = case.scheme.notice, case.scheme.year
    if _month(dated) > 3:
        return year, ""
    days = dated.days(year)
    if notice is None or days is None:
        return None, ""
    if days.last < notice.signed_on:
        return None, f"方案成文于{chinese_date(notice.signed_on)}，这里没有写明是哪一年"
    return year, ""


@rule("D007", "impossible-date", "历法上没有的日期", Severity.ERROR, Basis.CONSISTENCY, "日期应当是历法上有的日子")
def impossible_date(case: Case) -> Iterator[Finding]:
    """2月30日, 9月31日, 2024年13月; 24月 alone may be a span of time."""
    for each in case.days:
        years = [each.year] if each.year else [case.scheme.year, case.scheme.year + 1]
        if not any(map(each.exists, years)) and (each.kind != "month" or each.year or each.due):
            yield _in_text("D007", f"正文写“{each.words}”，历法上没有这个日期", case, each, "请核对。")


def _in_text(code: str, message: str, case: Case, each: Dated, advice: str) -> Finding:
    section = case.outline.at(each.start)
    clause = section.clause if section else ""
    return finding(code, message, "text", at=(each.start, each.end - each.start), clause=clause, help=advice)


@rule("D008", "wrong-weekday", "日期与星期不符", Severity.ERROR, Basis.CONSISTENCY, "同一天的日期与星期应当相符")
def wrong_weekday(case: Case) -> Iterator[Finding]:
    """A day of the week behind a date that falls on another one; a date without year must fail in the year meant and in the next."""
    for each in case.days:
        if each.weekday is None:
            continue
        years = [each.year] if each.year else [case.scheme.year + (each.shift or 0), case.scheme.year + 1]
        actual = [days.first for year in years if (days := each.days(year))]
        if actual and all(day.weekday() != each.weekday for day in actual):
            message = f"正文写“{each.words}”是{WEEKDAYS[each.weekday]}，{chinese_date(actual[0])}是{WEEKDAYS[actual[0].weekday()]}"
            yield _in_text("D008", message, case, each, "请核对日期和星期。")


_SIGNS = frozenset("至到-－—–~～ 　")


@rule("D009", "backwards-range", "起止日期前后颠倒", Severity.ERROR, Basis.CONSISTENCY, "起始日期不晚于截止日期")
def backwards_range(case: Case) -> Iterator[Finding]:
    """5月20日至5月10日; from a late month to an early one without year the range may go over the turn of the year."""
    text, before = case.scheme.text, None
    for each in case.days:
        first, before = before, each
        if first is None or each.kind != "day" or first.kind != "day" or each.start - first.end > 4:
            continue
        between = text[first.end : each.start]
        if between.strip(" 　") and _SIGNS.issuperset(between) and _runs_back(first, each, case.scheme.year):
            message = f"正文写“{text[first.start : each.end]}”，截止日期早于起始日期"
            yield _in_text("D009", message, case, first, "请核对起止日期。")


def _runs_back(first: Dated, last: Dated, year: int) -> bool:
    begin, end = first.days(year), last.days(first.year or year)
    if begin is None or end is None or begin.first <= end.first:
        return False
    return last.year is not None or end.first.month == begin.first.month or begin.first - end.first < dt.timedelta(days=180)


@rule("D010", "year-unclear", "期限没有写明年份", Severity.NOTE, Basis.PRACTICE, "期限跨年的，应当写明年份")
def year_unclear(case: Case) -> Iterator[Finding]:
    """1月15日前 behind a date in December, or in a scheme that was signed later in the year."""
    for each in placed(case):
        if each.doubt and each.dated.due:
            message = f"正文写“{each.dated.words}前”，{each.doubt}"
            yield _in_text("D010", message, case, each.dated, "请写明年份，例如“次年”或者四位年份。")
