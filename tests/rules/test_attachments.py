"""Family A on the ways schemes cite and list their attachments."""

import pytest

from gongkai.rules import Case, check
from rules.examples import case

BOTH = """\
attachments:
  - {number: 1, title: 2024年度绩效目标考评表, content: indicators}
  - {number: 2, title: 联络员登记表, content: contacts}
"""
ONE = "attachments:\n  - {title: 2024年度绩效目标考评表, content: indicators}\n"


def scheme(lines: str, more: str = "") -> Case:
    """A scheme whose introduction and last lines are `lines`, parted by a line of dashes."""
    first, _, last = lines.partition("\n--\n")
    middle = ["一、考评内容", "（一）业务工作目标（70分）", "（二）行政能力目标（30分）"]
    return case("text: |\n" + "".join(f"  {each}\n" for each in [*first.splitlines(), *middle, *last.splitlines()]) + more)


def codes(examined: Case) -> list[str]:
    return sorted(each.code for each in check(examined) if each.code[0] == "A")


@pytest.mark.parametrize(
    "lines",
    [
        "指标见附件1，登记表见附件2。",
        "指标见《绩效目标考评表》（附件1），《联络员登记表》（见附件2）于3月底前报送。",
        "填报附件1、2，一并报送。",
        "填报附件1-2。附件一式两份，报送时附件须盖章。",
        "见附件1、附件2，分值见附表3。\n--\n附表3\n甲",
        "见附件1和附件2。加分标准见《青云县绩效评估工作方案》（青政办〔2024〕12号）附件5，扣分标准见上级文件附件6。",
        "见附件1、附件2。\n--\n附件：1.2024年度绩效目标考评表\n　　　2.联络员登记表",
        "见附件1、附件2。\n--\n附件：1.2024年度绩效目标考评表 2.联络员登记表\n2024年3月15日\n附件1\n2024年度绩效目标考评表\n附件9所列",
    ],
)
def test_ordinary_citations_are_left_alone(lines: str) -> None:
    assert codes(scheme(lines, BOTH)) == []


@pytest.mark.parametrize(
    "lines", ["考评表见附件。", "考评表附后（附件）。", "见《2024年度绩效目标考评表》（附件）。\n--\n附件：2024年度绩效目标考评表"]
)
def test_a_single_attachment_needs_no_number(lines: str) -> None:
    assert codes(scheme(lines, ONE)) == []


@pytest.mark.parametrize(
    ("lines", "more", "found"),
    [
        ("指标见附件1，登记表见附件2，报表见附件3。", BOTH, ["A001"]),
        ("指标见附件1至附件4，再见附件3、附件4。", BOTH, ["A001", "A001"]),
        ("指标见附件1，联络员另行通知。", BOTH, ["A002"]),
        ("指标见附件2。", ONE, ["A001"]),
        ("指标见附表。", "", ["A003"]),
        ("指标见附件1，登记表见附件2。", "", ["A003"]),
        ("《联络员登记表》（附件1）和《考评表》（附件2）。", BOTH, ["A004", "A004"]),
        ("指标和登记表见附件。", BOTH, ["A005"]),
        ("指标见附件一，登记表见附件二。", BOTH, ["A006"]),
        ("指标见附件1，登记表见附件2。", BOTH.replace("number: 2", "number: 1"), ["A001", "A007"]),
        ("指标见附件1，登记表见附件3。", BOTH.replace("number: 2", "number: 3"), ["A008"]),
        ("指标见附件1，登记表见附件2。", BOTH.replace("number: 1, ", ""), ["A001", "A002", "A009"]),
        ("指标和登记表见附件。", BOTH.replace("number: 1, ", "").replace("number: 2, ", ""), ["A009"]),
        ("指标见附件1。", ONE, ["A009"]),
        ("指标见附件1。", ONE.replace("{title", "{number: 1, title"), ["A010"]),
        ("指标见附件1，登记表见附件2。", BOTH.replace("登记表", "登记表。"), ["A011"]),
        ("见附件1、2。\n--\n附件：1.2024年度绩效目标考评表；\n2.联络员登记表。", BOTH, ["A011", "A011"]),
        ("指标见附件1、附件2。", BOTH.replace("联络员登记表", "2024年度绩效目标考评表"), ["A012"]),
        ("见附件1、2。\n--\n附件1.2024年度绩效目标考评表\n2.联络员登记表", BOTH, ["A013"]),
        ("见附件1、2。\n--\n附件：1.2024年度绩效目标考评表\n2.联系人登记表", BOTH, ["A014"]),
        ("见附件1、2。\n--\n附件：1.2024年度绩效目标考评表\n2.联络员登记表\n3.评分标准", BOTH, ["A014"]),
        ("见附件1、2。\n--\n2024年3月15日\n附件：1.2024年度绩效目标考评表\n2.联络员登记表", BOTH, ["A015"]),
        ("见附件1、2。\n--\n附件：1.2024年度绩效目标考评表\n2.联络员登记表\n附件2\n联系人登记表", BOTH, ["A016"]),
        ("见附件1、2。\n--\n附件：1.2024年度绩效目标考评表\n2.联络员登记表\n附件3\n评分标准", BOTH, ["A016"]),
        ("见附件1、2。\n--\n抄送：县人社局\n附件：1.2024年度绩效目标考评表\n2.联络员登记表", BOTH, ["A017"]),
        ("见附件1、2。\n--\n附件：1.考评表\n3.登记表", "", ["A001", "A008"]),
    ],
)
def test_what_a_careful_clerk_would_mark(lines: str, more: str, found: list[str]) -> None:
    assert codes(scheme(lines, more)) == found


@pytest.mark.parametrize("lines", ["指标见附件。\n--\n附件\n绩效目标考评表", "指标见附表1。\n--\n附表1：绩效目标考评表"])
def test_what_the_text_itself_holds_is_not_missing(lines: str) -> None:
    assert codes(scheme(lines)) == []


def test_what_a_milestone_cites_is_reported_once() -> None:
    more = BOTH + "milestones:\n  - {due: 2024-04-10, what: 第一季度报表, attachment: 3}\n"
    found = [each.code for each in check(scheme("指标见附件1、附件2，报表见附件3。", more)) if each.code in ("A001", "C012")]
    assert found == ["C012"]


def test_a_table_in_the_data_answers_a_single_citation() -> None:
    row = "indicators:\n  - {id: a, component: work, name: 甲, points: 70}\n  - {id: b, component: capacity, name: 乙, points: 30}\n"
    assert codes(scheme("指标见附件。", row)) == []
    assert codes(scheme("指标见附件1，登记表见附件2。", row)) == ["A003"]
