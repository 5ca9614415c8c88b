"""Family O beyond its pages: names written in other ways that are the same, and defects in forms that real lists have."""

import pytest

from gongkai.diagnostics import Finding
from gongkai.rules import check
from gongkai.rules.pages import Block
from rules.examples import case

AGENCY = """\
name: 青云县示例局
short_names: [县示例局]
units:
  - {name: 办公室, aliases: [局办公室]}
  - {name: 救助股}
  - {name: 区划股}
  - {name: 青云县福利中心, aliases: [县福利中心, 福利中心]}
"""


def found(snippet: str, agency: str = "") -> list[Finding]:
    beside = (Block(title="agency", text=agency, marks=()),) if agency else ()
    return [each for each in check(case(snippet, beside)) if each.code[0] == "O"]


def codes(snippet: str, agency: str = "") -> list[str]:
    return [each.code for each in found(snippet, agency)]


def group(*members: str, name: str = "绩效评估工作领导小组", clause: str = "") -> str:
    rows = "".join(f"      - {{{member}}}\n" for member in members)
    return f"organization:\n  - name: {name}\n" + (f"    clause: {clause}\n" if clause else "") + f"    members:\n{rows}"


def text(*lines: str) -> str:
    before = ("一、考评内容", "（一）业务工作目标（70分）", "（二）行政能力目标（30分）", "二、组织领导")
    return "text: |\n" + "".join(f"  {line}\n" for line in (*before, *lines))


def rows(*leads: str) -> str:
    listed = "".join(f"  - {{id: r{i}, component: work, name: 第{i}项, points: 10, lead: {lead}}}\n" for i, lead in enumerate(leads))
    return "indicators:\n" + listed


HEAD = "post: 组长, name: 示例甲, title: 党组书记、局长"


@pytest.mark.parametrize("post", ["组  长", "主任委员", "召集人", "总指挥", "第一组长"])
def test_heads_have_many_names(post: str) -> None:
    assert codes(group(f"post: {post}, name: 示例甲, title: 局长", "post: 委员, name: 示例乙, title: 科长")) == []


@pytest.mark.parametrize("posts", [("副组长", "成员"), ("成员", "成员单位"), ("常务副组长", "组员")])
def test_deputies_and_members_are_no_heads(posts: tuple[str, str]) -> None:
    members = [f"post: {post}, name: 示例{name}, title: 科长" for post, name in zip(posts, "甲乙", strict=True)]
    assert codes(group(*members)) == ["O001"]


@pytest.mark.parametrize(
    ("title", "other", "differs"),
    [
        ("党组书记、局长", "局长", False),
        ("局长", "县示例局局长", False),
        ("局长", "副局长", True),
        ("副局长", "党组成员、副局长", False),
        ("办公室主任", "救助股股长", True),
        ("局办公室负责人", "办公室主任", True),
    ],
)
def test_a_part_of_a_title_is_the_same_title(title: str, other: str, differs: bool) -> None:
    second = f"  - name: 监督小组\n    members:\n      - {{post: 组长, name: 示 例 甲, title: {other}}}\n"
    assert codes(group(f"post: 组长, name: 示例甲, title: {title}") + second) == (["O003"] if differs else [])


def test_blanks_in_a_name_are_no_other_person() -> None:
    assert codes(group(HEAD, "post: 成员, name: 王  五, title: 科长", "post: 成员, name: 王五, title: 股长")) == ["O002"]


@pytest.mark.parametrize(
    ("written", "differs"),
    [
        ("绩效评估工作领导小组办公室", False),
        ("2024年度县示例局绩效评估工作领导小组", False),
        ("领导小组", False),
        ("县绩效考评工作领导小组", False),
        ("市直机关绩效评估领导小组", False),
        ("由绩效评估领导小组", True),
        ("局绩效管理工作领导小组", True),
        ("绩效评估工作监督小组", False),
    ],
)
def test_the_group_under_another_name(written: str, differs: bool) -> None:
    assert codes(text(f"结果报{written}审定。") + group(HEAD), AGENCY) == (["O010"] if differs else [])


ROSTER = (
    "组  长：示例甲  党组书记、局长",
    "副组长：示例乙  副局长",
    "成  员：王  五  办公室主任",
    "张示例  救助股股长",
    "领导小组下设办公室。",
)
MEMBERS = (
    HEAD,
    "post: 副组长, name: 示例乙, title: 副局长",
    "post: 成员, name: 王五, title: 办公室主任",
    "post: 成员, name: 张示例, title: 救助股股长",
)


def test_a_roster_line_by_line_is_read() -> None:
    assert codes(text(*ROSTER) + group(*MEMBERS, clause="二")) == []
    for index, (old, new) in enumerate((("局长", "书记"), ("副局长", "局长"), ("王五", "王武"), ("救助股股长", "养老股股长"))):
        changed = [member.replace(old, new) if i == index else member for i, member in enumerate(MEMBERS)]
        assert "O011" in codes(text(*ROSTER) + group(*changed, clause="二")), new


def test_a_roster_with_titles_in_brackets_is_read() -> None:
    lines = ("组长：示例甲（党组书记、局长）。", "副组长：示例乙（副局长）", "成员：王五（办公室主任）、张示例（救助股股长）。")
    assert codes(text(*lines) + group(*MEMBERS, clause="二")) == []
    assert codes(text(*lines) + group(*MEMBERS[:3], clause="二")) == ["O011"]


def test_a_roster_of_names_only_is_read() -> None:
    lines = ("组长：示例甲", "副组长：示例乙", "成员：王  五、张示例。")
    assert codes(text(*lines) + group(*MEMBERS, clause="二")) == []
    (each,) = found(text(*lines) + group(*MEMBERS[:3], clause="二"))
    assert each.code == "O011" and "“张示例”" in each.message
    assert each.place.offset is not None and case(text(*lines)).scheme.text[each.place.offset :][: each.place.length] == "张示例"


def test_a_roster_in_prose_is_left_alone() -> None:
    lines = ("成立领导小组，示例甲任组长，示例乙任副组长，王五、张示例等为成员。", "成员：各股室负责人")
    assert codes(text(*lines) + group(*MEMBERS[:3], clause="二")) == []


def test_one_unit_under_its_long_and_short_name_is_listed_twice() -> None:
    assert codes("subjects:\n  - {kind: 直属单位, units: [青云县福利中心, 县福利中心]}\n") == ["O012"]


def test_units_of_others_are_not_looked_up_in_the_agency() -> None:
    assert codes("subjects:\n  - {kind: 镇, units: [甲镇, 乙镇, 丙镇]}\n", AGENCY) == []


def test_a_unit_unknown_to_the_agency_gets_a_hint() -> None:
    (each,) = found("subjects:\n  - {kind: 股室, units: [办公室, 救助股, 区化股]}\n", AGENCY)
    assert each.code == "O013" and "是不是“区划股”？" in each.help


@pytest.mark.parametrize(
    "lead",
    ["局办公室、救助股", "救助股和区划股", "各股室", "机关党委", "县行政服务中心", "县卫健局", "张三", "福利中心", "责任股室", "县示例局"],
)
def test_known_units_other_agencies_and_groups_may_be_responsible(lead: str) -> None:
    assert codes(rows("办公室", "救助股", "区划股", lead), AGENCY) == []


@pytest.mark.parametrize("lead", ["救助科", "局办公室、救助科", "社会事务综合股", "殡葬管理所"])
def test_a_unit_that_is_nowhere_is_found_once(lead: str) -> None:
    (each,) = found(rows("办公室", "救助股", "区划股", lead, lead), AGENCY)
    assert each.code == "O016" and "共 2 处" in each.message and len(each.related) == 1


def test_a_register_that_knows_few_of_the_responsible_units_is_not_the_right_one() -> None:
    assert codes(rows("甲股", "乙丙股", "丁戊股", "己庚股", "办公室"), AGENCY) == []


def test_without_registers_nothing_is_unknown() -> None:
    assert codes(rows("办公室", "救助科")) == []


def test_short_forms_are_no_second_name() -> None:
    agency = "name: 示例局\nunits:\n  - {name: 退役军人服务管理中心, aliases: [军人中心, 县退役军人服务管理中心]}\n"
    assert codes(text("退役军人服务管理中心（以下简称军人中心）负责。"), agency) == []
