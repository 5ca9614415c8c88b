"""Periods as schemes write them: a day, a range of days, a month, a third of a month (旬)."""

import calendar
from datetime import date
from functools import lru_cache

from msgspec import Struct

_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


class Days(Struct, frozen=True):
    """First and last day of a period, both included."""

    first: date
    last: date


@lru_cache(maxsize=4096)
def read_period(text: str) -> Days:
    """`2021-10-10`, `2020-02-10/2020-02-14`, `2020-03` or `2022-02-上旬` as days; ValueError: no such day, or backwards."""
    if "/" in text:
        first, last = (date.fromisoformat(part) for part in text.split("/"))
        if last < first:
            raise ValueError(f"{text}: the range runs backwards")
        return Days(first, last)
    if text[-1] == "旬":
        year, month, third = int(text[:4]), int(text[5:7]), _THIRDS[text[8:]]
        return Days(date(year, month, third[0]), date(year, month, min(third[1], calendar.monthrange(year, month)[1])))
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:7])
        return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    day = date.fromisoformat(text)
    return Days(day, day)


def chinese_date(day: date) -> str:
    """2024年9月27日, as GB/T 9704—2012 7.3.5 writes it (no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_period(text: str) -> str:
    """A period in words: 2021年10月10日, 2020年2月10日至2月14日, 2020年3月, 2022年2月上旬."""
    if "/" in text:
        days = read_period(text)
        last = chinese_date(days.last)
        return f"{chinese_date(days.first)}至{last if days.first.year != days.last.year else last.partition('年')[2]}"
    if text[-1] == "旬":
        return f"{int(text[:4])}年{int(text[5:7])}月{text[8:]}"
    if len(text) == 7:
        return f"{int(text[:4])}年{int(text[5:7])}月"
    return chinese_date(date.fromisoformat(text))
