"""The reader of dates: what is stated and no more, in every form that schemes use."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.days import Dated, read_days
from gongkai.periods import Days


def stated(found: Dated) -> str:
    """A compact picture: kind, then what the words state."""
    parts = [found.kind, *(f"{name[0]}{value}" for name in ("year", "month", "day", "part") if (value := getattr(found, name)) is not None)]
    parts += [f"shift{found.shift:+}"] if found.shift is not None else []
    parts += [f"since{found.since}"] if found.since is not None else []
    parts += [f"weekday{found.weekday}"] if found.weekday is not None else []
    return " ".join(parts + (["due"] if found.due else []))


def read(text: str) -> list[str]:
    return [stated(found) for found in read_days(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年11月20日", ["day y2024 m11 d20"]),
        ("2024 年 11 月 20 日", ["day y2024 m11 d20"]),
        ("于２０２４年１１月２０日前报送", ["day y2024 m11 d20 due"]),
        ("二○二四年十一月二十日", ["day y2024 m11 d20"]),
        ("二〇二四年三月", ["month y2024 m3"]),
        ("2024-11-20", ["day y2024 m11 d20"]),
        ("2024.9.2前", ["day y2024 m9 d2 due"]),
        ("2024/09/02", ["day y2024 m9 d2"]),
        ("11月底前完成", ["end m11 due"]),
        ("十二月底前", ["end m12 due"]),
        ("年底前完成", ["end m12 due"]),
        ("2024年底前", ["end y2024 m12 due"]),
        ("2024年年底", ["end y2024 m12"]),
        ("12月上旬", ["third m12 p1"]),
        ("2020年5月中旬前", ["third y2020 m5 p2 due"]),
        ("次年1月15日前", ["day m1 d15 shift+1 due"]),
        ("翌年的1月", ["month m1 shift+1"]),
        ("当年12月31日之前", ["day m12 d31 shift+0 due"]),
        ("上一年度", ["year shift-1"]),
        ("第四季度", ["quarter p4"]),
        ("2024年二季度", ["quarter y2024 p2"]),
        ("下半年", ["half p2"]),
        ("2024年上半年", ["half y2024 p1"]),
        ("每月5日前", ["recurring due"]),
        ("每季度末月25日前", ["recurring due"]),
        ("每季度结束后次月10日前", ["recurring due"]),
        ("每年1月10日前", ["recurring due"]),
        ("次月10日前", ["recurring due"]),
        ("当月底", ["recurring"]),
        ("每半年一次", ["recurring"]),
        ("2024年11月20日（星期五）前", ["day y2024 m11 d20 weekday4 due"]),
        ("2024年11月24日(周日)", ["day y2024 m11 d24 weekday6"]),
        ("2024年11月24日星期天", ["day y2024 m11 d24 weekday6"]),
        ("11月20日（含）前", ["day m11 d20 due"]),
        ("2020年2月10日-2月14日", ["day y2020 m2 d10", "day y2020 m2 d14"]),
        ("10月1日至7日", ["day m10 d1", "day m10 d7"]),
        ("2023年12月20日至1月10日", ["day y2023 m12 d20", "day m1 d10"]),
        ("2023年12月20日～2024年1月10日前", ["day y2023 m12 d20", "day y2024 m1 d10 due"]),
        ("附件：1.2024年度目标考评表", ["year y2024"]),
        ("提前至10月底", ["end m10"]),
        ("9月30号前", ["day m9 d30 due"]),
        ("9月30日下班前", ["day m9 d30 due"]),
        ("9月30日17:00前", ["day m9 d30 due"]),
        ("9月30日下午5点前", ["day m9 d30 due"]),
        ("4—11月", ["month m11 since4"]),
        ("2024年1-3月", ["month y2024 m3 since1"]),
        ("3月1—15日前", ["day m3 d15 since1 due"]),
        ("最迟于9月30日报送", ["day m9 d30 due"]),
        ("2月30日", ["day m2 d30"]),
        ("2024年13月", ["month y2024 m13"]),
    ],
)
def test_forms(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "年度绩效评估",
        "一月一通报",
        "近3年",
        "5年内",
        "前三季度",
        "安政办〔2024〕42号",
        "四季如春",
        "季度报表",
        "全年",
        "月月红",
        "3个月",
        "12024.1.1",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


def test_what_follows_a_date_is_no_time_limit() -> None:
    assert read("10月底前期工作") == ["end m10"]
    assert read("2024年11月20日印发") == ["day y2024 m11 d20"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("11月20日", Days(date(2024, 11, 20), date(2024, 11, 20))),
        ("2023年2月底", Days(date(2023, 2, 28), date(2023, 2, 28))),
        ("2月下旬", Days(date(2024, 2, 21), date(2024, 2, 29))),
        ("12月上旬", Days(date(2024, 12, 1), date(2024, 12, 10))),
        ("4至11月", Days(date(2024, 4, 1), date(2024, 11, 30))),
        ("3月1日-15日", Days(date(2024, 3, 1), date(2024, 3, 1))),
        ("3月1-15日", Days(date(2024, 3, 1), date(2024, 3, 15))),
        ("12-1月", Days(date(2024, 1, 1), date(2024, 1, 31))),
        ("3月份", Days(date(2024, 3, 1), date(2024, 3, 31))),
        ("第三季度", Days(date(2024, 7, 1), date(2024, 9, 30))),
        ("上半年", Days(date(2024, 1, 1), date(2024, 6, 30))),
        ("2021年度", Days(date(2021, 1, 1), date(2021, 12, 31))),
        ("每月5日", None),
        ("2月30日", None),
        ("2023年2月29日", None),
        ("13月", None),
    ],
)
def test_the_days_of_a_period_in_2024(text: str, days: Days | None) -> None:
    found = next(read_days(text))
    assert found.days(2024) == days


def test_without_a_year_no_days() -> None:
    (found,) = read_days("11月20日")
    assert found.days() is None


@pytest.mark.parametrize("text", ["2月29日", "2024年2月29日", "12月31日", "每月31日"])
def test_the_calendar_has_it(text: str) -> None:
    assert next(read_days(text)).exists()


@pytest.mark.parametrize("text", ["2023年2月29日", "9月31日", "0月", "13月底", "12月0日", "12月32日"])
def test_the_calendar_has_it_not(text: str) -> None:
    assert not next(read_days(text)).exists()


PIECES = st.sampled_from(
    [*"0123456789２０一二三十○年月日季度半上下中旬底末初前后每次当本第个的 　-至到.（）星期五\n", "2024年", "11月", "20日", "每月"]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_in_order_and_without_overlap(text: str) -> None:
    end = 0
    for found in read_days(text):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.words == found.words.strip()
        end = found.end
        found.days(2024)
        found.days()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    for written in (f"{day.year}年{day.month}月{day.day}日", f"{day.year}年 {day.month:02} 月 {day.day:02} 日"):
        (found,) = read_days(f"请于{written}前报送。")
        assert found.days() == Days(day, day) and found.due
        assert re.fullmatch(r"[0-9年月日 ]+", found.words)
