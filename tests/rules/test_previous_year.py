"""Beside the last scheme: what is one indicator under a new name, what was left of last year, and nothing to compare."""

import pytest
from msgspec.structs import replace

from gongkai.diagnostics import Finding
from gongkai.model import Indicator, Scheme
from gongkai.rules import Case, check
from gongkai.rules.last_year.previous_year import LIKE, likeness
from gongkai.rules.registry import checks
from growth import is_linear
from rules.examples import case


def beside(now: Scheme, before: Scheme) -> Case:
    base = case("year: 2024\n")
    return Case(scheme=now, region=base.region, agency=base.agency, documents={}, previous=before)


def compared(now: Scheme, before: Scheme) -> dict[str, Finding]:
    return {each.code: each for each in check(beside(now, before)) if each.code[0] == "Y"}


def scheme(year: int, *names: str, text: str = "") -> Scheme:
    given = case(f"year: {year}\n").scheme
    rows = tuple(Indicator(id=f"r{n}", component="work", name=name) for n, name in enumerate(names))
    return replace(given, title=f"青云县示例局{year}年度方案", indicators=rows, text=given.text + text)


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("困境儿童保障", "孤困儿童保障", True), ("社工站运行评估", "乡镇社工站运行评估", True), ("行政审批", "行政审批提速", True),
        ("行政审批", "监督检查", False), ("社区养老网点", "婚俗新风培育", False), ("甲", "乙", False), ("甲", "甲", True),
    ],
)  # fmt: skip
def test_names_with_most_pairs_in_common_are_alike(one: str, other: str, like: bool) -> None:
    assert (likeness(one, other) >= LIKE) is like
    assert likeness(one, other) == likeness(other, one)


def test_the_same_schemes_with_new_years_have_nothing_to_say() -> None:
    before = scheme(2023, "2023年民生实事", "行政审批", text="2023年11月底前完成自评。\n")
    now = scheme(2024, "2024年民生实事", "行政审批", text="2024年11月底前完成自评。\n")
    assert compared(now, before) == {}


def test_nothing_is_compared_with_a_scheme_of_the_same_or_a_later_year() -> None:
    assert compared(scheme(2024, "甲乙丙", "丁戊己"), scheme(2024, "甲乙丙", "庚辛壬", "丁戊己")) == {}


def test_a_table_set_up_anew_is_not_compared_row_by_row() -> None:
    now, before = scheme(2024, "行政审批", "监督检查", "政策宣传"), scheme(2023, "数据归集", "安全保卫", "队伍建设")
    assert compared(now, before) == {}


def test_what_is_renamed_is_not_gone_as_well() -> None:
    names = ("行政审批", "监督检查", "社工站运行评估", "数据归集")
    found = compared(scheme(2024, *names[:2], "乡镇社工站运行评估"), scheme(2023, *names))
    assert "“社工站运行评估”改为“乡镇社工站运行评估”" in found["Y003"].message
    assert "“数据归集”" in found["Y002"].message and "社工站" not in found["Y002"].message


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("2023年11月30日前完成自评。", 1), ("实施阶段（2023年3月至11月）。", 1), ("2023年完成10件，2023年底前验收。", 2),
        ("比2023年提高5%。", 0), ("以2023年为基数。", 0), ("落实2021—2023年行动计划。", 0), ("按照《青云县2023年绩效方案》执行。", 0),
        ("根据青政办〔2023〕7号文件。", 0), ("2023年以来的做法继续执行。", 0),
        ("执行《甲》和2023年印发的通知。", 0), ("2023年同期水平。", 0),
    ],
)  # fmt: skip
def test_a_line_with_the_old_year_as_its_own_was_left(line: str, left: int) -> None:
    found = compared(scheme(2024, text=line + "\n"), scheme(2023, text=line + "\n"))
    assert (len(found["Y006"].related) + 1 if found else 0) == left
    assert compared(scheme(2024, text=line + "\n"), scheme(2023, text="另一行。\n")) == {}


def test_the_mark_is_on_the_year() -> None:
    line = "二、其他：2023年11月30日前完成自评。\n"
    now = scheme(2024, text=line)
    place = compared(now, scheme(2023, text=line))["Y006"].place
    assert place.path == ("text",) and place.offset is not None
    assert now.text[place.offset : place.offset + place.length] == "2023"


def test_a_message_names_five_and_counts_the_rest() -> None:
    kept = [f"保留指标第{n}号" for n in "甲乙丙丁戊己庚"]
    dropped = ["行政审批", "监督检查", "政策宣传", "数据归集", "安全保卫", "队伍建设", "信访办理"]
    message = compared(scheme(2024, *kept), scheme(2023, *kept, *dropped))["Y002"].message
    assert message.count("“") == 5 and "等 7 项" in message


def test_big_tables_and_long_lines_take_time_linear_in_their_size() -> None:
    def examine(size: int) -> None:
        half, text = [f"共同的指标{n}" for n in range(size)], "2023年" * 20 * size + "\n"
        now = scheme(2024, *half, *(f"新指标{n}项" for n in range(size)), text=text)
        before = scheme(2023, *half, *(f"旧指标{n}条" for n in range(size)), text=text)
        compare = beside(now, before)
        assert "Y006" in [each.code for code, rule in checks().items() if code[0] == "Y" for each in rule(compare)]

    assert is_linear(examine, 3000, 300)
