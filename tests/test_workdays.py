"""Days off and working days: announced holidays and 调休, and nothing claimed of years whose holidays are not known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.workdays import day_off_name, is_day_off, last_working_day, time_limit, working_days_after, working_days_between

KNOWN = st.dates(date(2010, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("day", "off", "name"),
    [
        (date(2024, 10, 1), True, "国庆节假期"),
        (date(2024, 10, 5), True, "国庆节假期"),
        (date(2024, 10, 12), False, ""),  # a Saturday worked in exchange
        (date(2024, 11, 16), True, "星期六"),
        (date(2024, 11, 20), False, ""),
        (date(2025, 1, 28), True, "春节假期"),
    ],
)
def test_weekends_holidays_and_days_worked_in_exchange(day: date, off: bool, name: str) -> None:
    assert is_day_off(day) is off
    assert day_off_name(day) == name


@pytest.mark.parametrize("day", [date.min, date(1999, 10, 1), date(2998, 1, 4), date.max])
def test_nothing_is_claimed_of_years_that_are_not_announced(day: date) -> None:
    assert is_day_off(day) is None
    assert day_off_name(day) == ""
    assert working_days_after(day, 20) is None
    assert last_working_day(day) is None


def test_twenty_working_days_over_a_long_holiday() -> None:
    # 28 Sep is a Saturday, 29 Sep worked in exchange, 1–7 Oct off, 12 Oct worked in exchange
    assert working_days_after(date(2024, 9, 27), 1) == date(2024, 9, 29)
    assert working_days_after(date(2024, 9, 27), 20) == date(2024, 10, 25 + 5)
    assert working_days_after(date(2024, 9, 28), 0) == date(2024, 9, 28)


def test_the_last_working_day_before_a_holiday() -> None:
    assert last_working_day(date(2024, 10, 6)) == date(2024, 9, 30)
    assert last_working_day(date(2024, 9, 30)) == date(2024, 9, 30)


@given(KNOWN, st.integers(1, 40))
def test_between_a_day_and_its_nth_working_day_lie_n_working_days(day: date, count: int) -> None:
    last = working_days_after(day, count)
    if last is None:
        return
    between = [day + timedelta(days=n + 1) for n in range((last - day).days)]
    assert sum(is_day_off(each) is False for each in between) == count
    assert is_day_off(last) is False


@given(KNOWN, st.integers(0, 40))
def test_a_time_limit_is_known_where_the_holidays_are(day: date, count: int) -> None:
    assert time_limit(day, count) == (working_days_after(day, count), False)
    assert working_days_between(day, time_limit(day, count).day) == count


@given(st.dates(date(2950, 1, 1), date(2960, 1, 1)), st.integers(1, 40))
def test_elsewhere_it_counts_weekdays_and_says_so(day: date, count: int) -> None:
    limit = time_limit(day, count)
    assert limit.supposed
    assert limit.day.weekday() < 5
    assert working_days_between(day, limit.day) == count
    assert working_days_between(limit.day, day) == -count
