"""Which years of a text are the scheme's own, how they are written, and what only a person can tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.citations import Citations
from gongkai.next_year.years import advance, advance_period


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("做好2024年度绩效评估工作", "做好2025年度绩效评估工作"),
        ("２０２４年度", "２０２５年度"),
        ("二〇二四年三月", "二〇二五年三月"),
        ("二○二四年", "二○二五年"),
        ("二〇二九年", "二〇二九年"),
        ("2024年11月29日前报送，2025年1月10日前汇总", "2025年11月29日前报送，2026年1月10日前汇总"),
        ("自2024年1月1日起至12月31日", "自2025年1月1日起至12月31日"),
        ("2024-11-29和2024.11.29", "2025-11-29和2025.11.29"),
        ("2024—2025年度考评", "2025—2026年度考评"),
        ("投入2024万元，门牌2024号，编号12024年", "投入2024万元，门牌2024号，编号12024年"),
        ("（安民〔2024〕52号）", "（安民〔2024〕52号）"),
        ("到2030年基本建成，2019年以来", "到2030年基本建成，2019年以来"),
        ("2025年12月15日（星期一）", "2026年12月15日（星期二）"),
    ],
)
def test_years_are_advanced_where_they_are_the_schemes_own(old: str, new: str) -> None:
    year = 2025 if old.startswith("2025年12月15") else 2024
    assert advance(old, year, 1).text == new


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024—2026年三年行动", "“2024—2026年”跨几年，没有改"),
        ("比2024年增长5%", "“2024年”像是说事实，没有改"),
        ("2024年是决胜之年", "“2024年”像是说事实，没有改"),
        ("2024年印发的办法", "“2024年”像是说事实，没有改"),
        ("参照2023年考评结果", "“2023年”是上一年，没有改"),
    ],
)
def test_what_may_be_a_fact_is_left_and_told(text: str, why: str) -> None:
    found = advance(text, 2024, 1)
    assert found.text == text
    assert [doubt.why for doubt in found.doubts] == [why]


def test_titles_are_the_schemes_own_or_left_alone() -> None:
    text = "按照《全县2024年度考评方案》制定《本局2024年度考评方案》，《本局2023年度考评方案》同时废止。"
    others, own, old = Citations(text).titles
    found = advance(text, 2024, 1, (own, old), (others,))
    assert found.text == "按照《全县2024年度考评方案》制定《本局2025年度考评方案》，《本局2023年度考评方案》同时废止。"
    assert [doubt.why for doubt in found.doubts] == ["“2023年”是上一年，没有改"]


def test_a_time_limit_on_a_day_of_rest_is_told() -> None:
    found = advance("2025年11月28日前报送，2025年10月8日召开", 2025, 1)
    assert [doubt.why for doubt in found.doubts] == ["2026年11月28日是星期六，前一个工作日是11月27日"]
    assert found.text[found.doubts[0].offset :][: found.doubts[0].length] == "2026年11月28日"


def test_a_day_that_the_new_year_lacks_is_made_real() -> None:
    found = advance("2024年2月29日前完成", 2024, 1)
    assert found.text == "2025年2月28日前完成"
    assert "2025年没有2月29日，改作28日" in [doubt.why for doubt in found.doubts]
    assert advance("2023年2月28日前", 2023, 1).text == "2024年2月28日前"


@pytest.mark.parametrize(
    ("old", "new", "whys"),
    [
        ("2024-11-29", "2025-11-29", ["2025年11月29日是星期六，前一个工作日是11月28日"]),
        ("2024-11-26", "2025-11-26", []),
        ("2024-12-30/2025-01-10", "2025-12-30/2026-01-10", ["2026年1月10日是星期六，前一个工作日是1月9日"]),
        ("2024-03", "2025-03", []),
        ("2024-12-中旬", "2025-12-中旬", []),
        ("2024-02-29", "2025-02-28", ["2025年没有2月29日，改作28日"]),
    ],
)
def test_periods_of_the_format(old: str, new: str, whys: list[str]) -> None:
    found = advance_period(old, 1)
    assert (found.text, [doubt.why for doubt in found.doubts]) == (new, whys)


def test_a_year_of_unknown_holidays_goes_by_weekends_and_says_so() -> None:
    (doubt,) = advance_period("2097-11-02", 1).doubts
    assert doubt.why == "2098年11月2日是星期日，前一个工作日是10月31日（当年节假日安排还不知道）"


@given(st.text(alphabet="2024年度月日二〇四五1—至《》（）前 比自是\n", max_size=60), st.integers(1, 9))
def test_no_text_is_moved(text: str, by: int) -> None:
    assert len(advance(text, 2024, by).text) == len(text)
