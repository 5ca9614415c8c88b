"""Family D beyond its pages: text alone, years that the context lends, and what must stay silent."""

import pytest

from gongkai.rules import check
from gongkai.rules.calendar.dates import placed
from rules.examples import case

NOTICE = """\
notice:
  title: 青云县示例局关于印发2024年度绩效评估工作方案的通知
  body: 现将方案印发给你们。
  signed_by: 青云县示例局
  signed_on: {}
"""


BEFORE = ("一、考评内容", "（一）业务工作目标（70分）", "（二）行政能力目标（30分）")


def text(*lines: str) -> str:
    return "text: |\n" + "".join(f"  {line}\n" for line in (*BEFORE, *lines))


def codes(snippet: str) -> list[str]:
    return [found.code for found in check(case(snippet)) if found.code[0] == "D"]


def years(*lines: str, signed: str = "") -> list[object]:
    return [each.days and each.days.last.year for each in placed(case(text(*lines) + (NOTICE.format(signed) if signed else "")))]


def test_a_date_without_year_takes_it_from_the_one_before_in_its_chapter() -> None:
    assert years("二、步骤", "2025年1月10日开始，3月通报，5月中旬前整改。", "三、要求", "11月底前完成。") == [2025, 2025, 2025, 2024]


def test_other_years_lend_theirs_to_nothing() -> None:
    assert years("二、步骤", "根据2019年5月6日会议精神，10月底前完成。") == [2019, 2024]


def test_next_year_is_the_one_after_the_year_under_evaluation() -> None:
    assert years("二、步骤", "次年1月15日前报送，2月公布。") == [2025, 2025]


def test_early_in_the_year_is_in_doubt_behind_a_late_date_or_a_late_signature() -> None:
    assert years("二、步骤", "12月20日前自评，1月15日前报送。") == [2024, None]
    assert years("二、步骤", "1月15日前报送。", signed="2024-09-27") == [None]
    assert years("二、步骤", "3月底前报送。", signed="2024-02-27") == [2024]
    assert years("二、步骤", "第一季度部署，3月底前报送。", signed="2024-01-27") == [2024, 2024]


@pytest.mark.parametrize(
    "line",
    [
        "截至2024年3月1日，已有三个单位报送。",
        "相关工作已于2024年3月1日前完成。",
        "对2024年6月30日前完成的项目给予加分。",
        "到2025年底前，建成全县养老服务网络。",
        "每月5日前报送上月报表，每季度结束后10日内报送季度报表。",
        "根据《关于2023年12月31日前完成清理的通知》，继续做好清理工作。",
        "2024年第一、第二季度报表和2023年度总结一并归档。",
        "10月1日至7日放假期间值班。",
        "12月20日至1月10日开展集中考评。",
        "考评期限为24月。",
        "2024年12月的指标由局办公室分解。",
    ],
)
def test_ordinary_sentences_are_silent(line: str) -> None:
    assert codes(text("二、步骤", line) + NOTICE.format("2024-09-27")) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("各单位于2024年9月27日前报送。", ["D011"]),
        ("各单位于8月30日前报送。", ["D011"]),
        ("各单位于2024年8月30日前将本单位的总结报局办公室。", ["D011"]),
        ("各单位最迟于2024年8月30日报送。", ["D011"]),
        ("各单位于2024年11月31日前报送。", ["D007"]),
        ("各单位于2023年11月29日前报送。", ["D014"]),
        ("各单位于2024年11月16日前报送。", ["D013"]),
        ("各单位于2024年12月20日前自评、1月15日前报送。", ["D010"]),
        ("各单位于2024年12月20日（周四）前自评。", ["D008"]),
        ("2025年1月10日前，将指标分解到各股室，并设定目标。", ["D015"]),
    ],
)
def test_defects_of_a_bare_text_are_found(line: str, found: list[str]) -> None:
    assert codes(text("二、步骤", line) + NOTICE.format("2024-09-27")) == found


def test_one_deadline_of_data_and_text_is_reported_once() -> None:
    snippet = text("二、步骤", "各单位于2024年9月20日前报送。") + NOTICE.format("2024-09-27")
    assert codes(snippet + "milestones:\n  - {due: 2024-09-20, what: 报送分解表}\n  - {due: 2024-09-20, what: 报送名单}\n") == ["D011"]


def test_the_sentence_names_both_dates_and_the_duties_beside() -> None:
    snippet = "milestones:\n  - {due: 2024-09-20, what: 报送分解表}\n  - {due: 2024-09-20, what: 报送名单}\n" + NOTICE.format("2024-09-27")
    (found,) = [each for each in check(case(snippet)) if each.code == "D011"]
    assert found.message == "“报送分解表”的时间是2024年9月20日（另有 1 项相同），方案2024年9月27日才成文"
    assert [each.place.path for each in found.related] == [("milestones", 1, "due")]


@pytest.mark.parametrize(
    ("due", "written"),
    [
        ("2024-03", "3月"),
        ("2024-03-15", "2024年3月"),
        ("2024-04-01/2024-11-30", "4月1日至11月30日"),
        ("2024-11-30", "11月底"),
        ("2024-11-下旬", "2024年11月下旬"),
        ("2024-11-下旬", "11月25日"),
        ("2025-01-13/2025-01-17", "次年1月13日-17日"),
    ],
)
def test_the_data_may_say_a_period_in_other_words_than_the_text(due: str, written: str) -> None:
    snippet = text("二、步骤", f"（一）实施阶段（{written}）")
    assert "D019" not in codes(snippet + f"stages:\n  - {{name: 实施阶段, due: {due}, clause: 二（一）}}\n")


@pytest.mark.parametrize("due", ["2024-04", "2024-04-01/2024-12-30", "2025-11-30", "2024-11-下旬"])
def test_another_period_than_the_text_is_found(due: str) -> None:
    line = "（一）实施阶段（2024年5月1日至11月10日）"
    assert codes(text("二、步骤", line) + f"stages:\n  - {{name: 实施阶段, due: {due}, clause: 二（一）}}\n") == ["D019"]


def test_what_an_object_is_called_is_no_period_of_its_heading() -> None:
    lines = ("二、步骤", "（一）2024年10月10日前报送第三季度报表。", "（二）2025年1月10日前报送第四季度报表。")
    assert codes(text(*lines)) == []


def test_next_years_holidays_are_not_guessed() -> None:
    snippet = "year: 2998\nmilestones:\n  - {due: 2998-10-01, what: 报送名单}\n"
    assert codes(snippet) == []


def test_the_course_of_a_year_as_many_schemes_write_it() -> None:
    lines = (
        "二、步骤",
        "（一）年初建账（1—3月）。3月底前，各单位上报年度目标。",
        "（二）过程管控（4—11月）。每季度末月25日前报送进展，次月5日前通报。",
        "（三）中期检查（7月）。7月15日下班前报送自查报告。",
        "（四）年终考核（12月—次年1月）。12月10日前自评，次年1月20日前完成考核。",
        "（五）结果运用（次年2月）。考核结果于2月28日前公布。",
    )
    assert codes(text(*lines) + NOTICE.format("2024-02-27")) == []
    late = [line.replace("7月15日", "8月15日") for line in lines]
    assert codes(text(*late) + NOTICE.format("2024-02-27")) == ["D017"]
