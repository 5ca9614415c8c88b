"""Days off and working days in China: weekends, statutory holidays and 调休, from the tables of `chinesecalendar`.

The State Council announces the holidays of a year late in the year before; outside the years that the tables cover nothing is known, and
the functions say so instead of guessing. `time_limit` and `working_days_between` count weekdays there, and say that they did.
"""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


class _Tables(NamedTuple):
    """Days off by name of the holiday (some are weekends), weekend days worked in exchange, and the years that are covered."""

    off: dict[date, str]
    worked: frozenset[date]
    years: range


@cache
def _tables() -> _Tables:
    from chinese_calendar.constants import Holiday, holidays, workdays  # type: ignore[import-untyped]

    names = {each.value: each.chinese for each in Holiday}
    off = {day: names.get(name, "") for day, name in holidays.items()}
    return _Tables(off, frozenset(workdays), range(min(off).year, max(off).year + 1) if off else range(0))


@lru_cache(maxsize=4096)
def is_day_off(day: date) -> bool | None:
    """Whether people rest on that day; nothing when the holidays of its year are not known."""
    tables = _tables()
    if day.year not in tables.years:
        return None
    return day not in tables.worked and (day.weekday() > 4 or day in tables.off)


@lru_cache(maxsize=4096)
def day_off_name(day: date) -> str:
    """What a day off is called: 国庆节假期, 星期六; empty for a working day and for one of which nothing is known."""
    if not is_day_off(day):
        return ""
    holiday = _tables().off.get(day)
    return f"{holiday}假期" if holiday else WEEKDAYS[day.weekday()]


@lru_cache(maxsize=1024)
def working_days_after(day: date, count: int) -> date | None:
    """The `count`-th working day after `day`, which itself is not counted; nothing when a day on the way is not known."""
    while count > 0:
        if day == date.max:
            return None
        day += timedelta(days=1)
        rest = is_day_off(day)
        if rest is None:
            return None
        count -= not rest
    return day


def last_working_day(day: date) -> date | None:
    """The last working day up to `day`; nothing when a day on the way is not known."""
    while (rest := is_day_off(day)) and day > date.min:
        day -= timedelta(days=1)
    return None if rest is None else day


class TimeLimit(NamedTuple):
    """The last day of a time limit; `supposed` when the holidays on the way are not all known and weekdays were counted instead."""

    day: date
    supposed: bool


def time_limit(day: date, count: int) -> TimeLimit:
    """The `count`-th working day after `day`. Raises OverflowError at the end of the calendar."""
    supposed = False
    while count > 0:
        day += timedelta(days=1)
        rest = is_day_off(day)
        supposed = supposed or rest is None
        count -= not (day.weekday() > 4 if rest is None else rest)
    return TimeLimit(day, supposed)


def working_days_between(first: date, last: date) -> int:
    """How many working days come after `first` up to `last`, weekdays where holidays are not known; negative when `last` is earlier."""
    if last < first:
        return -working_days_between(last, first)
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(not (day.weekday() > 4 if (rest := is_day_off(day)) is None else rest) for day in days)
