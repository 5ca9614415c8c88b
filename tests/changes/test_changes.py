"""What changed between two versions of a scheme: nothing where both say the same, every kind where it is planted, alike both ways round."""

from collections import Counter
from decimal import Decimal
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct, structs

from changes.edits import SCHEMES, drop, get, put, reword, scheme
from changes.planted import PLANTED, Planted
from gongkai.changes import ADDED, GROUPS, KINDS, REMOVED, Change, Kind, changes, changes_of_years
from gongkai.model import Component, Disclosure, Indicator, Member, Office, Organization, Scheme, Stage
from strategies import schemes

ADDRESSES = sorted(path.relative_to(SCHEMES).with_suffix("").as_posix() for path in SCHEMES.glob("*/*/2*.yml"))
SLOW = settings(suppress_health_check=[HealthCheck.data_too_large], max_examples=60)
DEMO = "demo/mzj/2025"


def told(before: Scheme, after: Scheme) -> list[str]:
    return [each.message for each in changes(before, after)]


def kinds(found: list[Change]) -> Counter[Kind]:
    return Counter(each.kind for each in found)


# The laws


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_scheme_and_itself_have_no_change(address: str) -> None:
    one = scheme(address)
    assert list(changes(one, structs.replace(one))) == []
    assert list(changes_of_years(one, structs.replace(one))) == []


@SLOW
@given(schemes())
def test_any_scheme_and_itself_have_no_change(any_: Scheme) -> None:
    copy = structs.replace(any_, year=any_.year)
    assert list(changes(any_, copy)) == []
    assert list(changes_of_years(any_, copy)) == []


@SLOW
@given(schemes(), schemes())
def test_any_two_schemes_have_changes_alike_both_ways_round(one: Scheme, other: Scheme) -> None:
    forth, back = list(changes(one, other)), list(changes(other, one))
    assert bool(forth) == (one != other)
    for kind in Kind:
        mirrored = kind.replace("-added", "-removed") if kind in ADDED else kind.replace("-removed", "-added")
        assert kinds(forth)[kind] == kinds(back)[Kind(mirrored)], kind
    assert len(list(changes_of_years(one, other))) == len(list(changes_of_years(other, one)))


@SLOW
@given(schemes(), schemes())
def test_every_change_points_at_what_it_tells_of(one: Scheme, other: Scheme) -> None:
    for each in changes(one, other):
        assert each.message.strip()
        assert each.group in GROUPS
        assert (each.before is None) == (each.kind in ADDED)
        assert (each.after is None) == (each.kind in REMOVED)
        for path, whole in ((each.before, one), (each.after, other)):
            if path is not None and "more" not in path and "terms" not in path and "provenance" not in path:
                get(whole, *path)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.kind)
def test_every_kind_is_found_where_it_is_planted(planted: Planted) -> None:
    before = scheme(planted.address)
    after = planted.edit(before)
    found = [each for each in changes(before, after) if each.kind is planted.kind]
    assert planted.message in [each.message for each in found]
    assert {each.substantive for each in found} == {KINDS[planted.kind].substantive or planted.kind is Kind.TEXT_CHANGED}


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.kind)
def test_one_edit_is_told_as_little_more_than_one_change(planted: Planted) -> None:
    before = scheme(planted.address)
    assert len(list(changes(before, planted.edit(before)))) <= 3


def test_every_kind_has_a_plant_a_name_and_a_group() -> None:
    assert {each.kind for each in PLANTED} == set(Kind)
    assert KINDS.keys() == set(Kind)
    assert len({meaning.name for meaning in KINDS.values()}) == len(Kind)


def _leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The places of all plain values."""
    if isinstance(value, Struct):
        return [leaf for name in value.__struct_fields__ for leaf in _leaves(getattr(value, name), (*path, name))]
    if isinstance(value, tuple):
        return [leaf for index, each in enumerate(value) for leaf in _leaves(each, (*path, index))]
    if isinstance(value, dict):
        return [leaf for name, each in value.items() for leaf in _leaves(each, (*path, name))]
    return [] if value is None else [path]


_CHOICES = {"主动公开": "不予公开", "有效": "失效", "四舍五入": "向上取整", "not_above": "exactly", "indicators": "tasks"}


def _other(value: Any) -> Any:
    """Another value of the same type, and of no other meaning than it says."""
    match value:
        case bool():
            return not value
        case int() | Decimal():
            return value + 1
        case str():
            period = value[:2] == "20" and value[4:5] == "-"
            return "2031-07-上旬" if period else _CHOICES.get(value, f"{value}另")
    return value.replace(day=value.day % 28 + 1)


def _one_of_each_field() -> list[tuple[str | int, ...]]:
    seen: dict[tuple[str, ...], tuple[str | int, ...]] = {}
    for path in _leaves(scheme(DEMO)):
        seen.setdefault(tuple(step for step in path if isinstance(step, str)), path)
    return list(seen.values())


@pytest.mark.parametrize("path", _one_of_each_field(), ids=lambda path: ".".join(map(str, path)))
def test_no_field_of_a_scheme_changes_unseen(path: tuple[str | int, ...]) -> None:
    before = scheme(DEMO)
    if path == ("format",):
        return  # there is but one
    after = put(before, _other(get(before, *path)), *path)
    found = list(changes(before, after))
    assert found
    assert Kind.SPELLING not in kinds(found)


# What is one and the same


def row(key: str, name: str, *below: Indicator, **more: Any) -> Indicator:
    return Indicator(id=key, name=name, children=below, **more)


def table(*rows: Indicator, **more: Any) -> Scheme:
    parts = (Component(id="work", name="业务工作目标", points=Decimal(60)), Component(id="rest", name="行政能力目标", points=Decimal(40)))
    rows = tuple(structs.replace(each, component=each.component or "work") for each in rows)
    return Scheme(
        **{
            "format": 1,
            "title": "甲县民政局2024年度绩效评估工作方案",
            "year": 2024,
            "disclosure": Disclosure(mode="主动公开"),
            "text": "一、总则",
            "components": parts,
            "indicators": rows,
            **more,
        }
    )


def test_a_row_renamed_with_its_id_and_moved_is_neither_lost_nor_new() -> None:
    care = row("a", "养老服务", row("a1", "护理型床位占比", criterion="每低1个百分点扣0.1分"), row("a2", "消防安全达标"))
    help_ = row("b", "社会救助", row("b1", "低保复核"))
    without = structs.replace(care, children=care.children[1:])
    moved = structs.replace(help_, children=(*help_.children, row("b9", "护理型床位比例", criterion="每低1个百分点扣0.1分")))
    found = list(changes(table(care, help_), table(without, moved)))
    assert kinds(found) == {Kind.INDICATOR_RENAMED: 1, Kind.INDICATOR_MOVED: 1, Kind.REFERENCE: 1}
    assert "二级指标“护理型床位比例”所属 养老服务→社会救助" in [each.message for each in found]


def test_rows_numbered_anew_are_the_same_rows() -> None:
    names = ("低保规范管理", "特困人员供养", "临时救助", "养老机构提质", "居家养老服务")
    before = table(*(row(f"k-{n}", name) for n, name in enumerate(names)))
    after = table(*(row(f"k-{n}", name) for n, name in enumerate(("残疾人福利保障", *names))))
    assert kinds(list(changes(before, after))) == {Kind.INDICATOR_ADDED: 1, Kind.REFERENCE: 5}
    assert [each.message for each in changes_of_years(before, after)] == ["新增一级指标“残疾人福利保障”"]


def test_an_id_that_stays_keeps_its_row_however_it_is_reworded_but_not_from_year_to_year() -> None:
    before, after = table(row("k-1", "信访化解")), table(row("k-1", "平安单位建设"))
    assert told(before, after) == ["一级指标名称 信访化解→平安单位建设"]
    assert kinds(list(changes_of_years(before, after))) == {Kind.INDICATOR_REMOVED: 1, Kind.INDICATOR_ADDED: 1}


def test_a_head_renamed_out_of_likeness_is_known_by_its_rows() -> None:
    rows = (row("a1", "特色颁证服务"), row("a2", "婚姻家庭辅导"), row("a3", "婚俗新风宣传"))
    found = list(changes_of_years(table(row("a", "移风易俗", *rows)), table(row("b", "喜事新办", *rows[:2]))))
    assert [each.message for each in found] == ["二级指标“婚俗新风宣传”删除", "一级指标名称 移风易俗→喜事新办"]


def test_rows_of_one_name_go_with_their_heads() -> None:
    def heads(*points: int) -> Scheme:
        return table(
            *(
                row(f"k{n}", f"任务{name}", row(f"k{n}-1", "日常工作", points=Decimal(p)))
                for n, (name, p) in enumerate(zip("甲乙丙", points, strict=True))
            )
        )

    found = list(changes(heads(1, 2, 3), heads(1, 2, 4)))
    assert [(each.message, each.before) for each in found] == [("二级指标“日常工作”分值 3→4分", ("indicators", 2, "children", 0, "points"))]


def test_a_row_that_goes_over_to_another_part() -> None:
    before = table(row("a", "依法行政"))
    after = table(row("a", "依法行政", component="rest"))
    assert told(before, after) == ["一级指标“依法行政”所属 业务工作目标→行政能力目标"]


def test_points_instead_of_a_share_are_one_change() -> None:
    before = scheme(DEMO)
    part = structs.replace(before.components[2], points=None, share="5%")
    assert told(before, put(before, part, "components", 2)) == ["精神文明建设成效分值或权重 5分→5%"]


def test_a_post_with_one_holder_changes_hands_and_a_member_changes_posts() -> None:
    def group(*members: Member) -> Scheme:
        return table(organization=(Organization(name="领导小组", members=members, office=Office(head=members[-1])),))

    lead, second, third = (
        Member(post="组长", name="林丽", title="局长"),
        Member(post="副组长", name="余伟"),
        Member(post="成员", name="陈明"),
    )
    new = Member(post="组长", name="林丽丽", title="局长")
    assert told(group(lead, second, third), group(new, second, third)) == ["领导小组组长 林丽（局长）→林丽丽（局长）"]
    promoted = structs.replace(third, post="副组长")
    assert told(group(lead, second, third, second), group(lead, second, promoted, second)) == ["领导小组成员“陈明”组内职务 成员→副组长"]
    assert told(group(lead, second), group(lead, third)) == [
        "领导小组副组长“余伟”删除",
        "新增领导小组成员“陈明”",
        "领导小组办公室副组长“余伟”删除",
        "新增领导小组办公室成员“陈明”",
    ]


# Only real changes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("（三）严肃工作纪律", "(三)严肃工作纪律"),
        ("各单位对数据的真实性负责，弄虚作假", "各单位对数据的真实性负责, 弄虚作假"),
        ("示政办〔2025〕9号", "示政办[2025]9号"),
        ("90分以上的，按照", "９０分以上的，按照"),
        ("弄虚作假的依规依纪处理", "弄虛作假的依規依紀處理"),
        ("“第一责任人”", "「第一责任人」"),
        ("防止重留痕、轻实绩。\n", "防止重留痕、轻实绩。\n\n"),
        ("对本职工作认真负责，得分", "对本职工作认真负责，得份"),
    ],
)
def test_width_blanks_and_variants_are_no_change_of_their_own(old: str, new: str) -> None:
    before = scheme(DEMO)
    if old not in before.text:
        before = put(before, f"{before.text}\n{old}", "text")
    after = reword(before, old, new)
    expected = Kind.TEXT_CHANGED if "得份" in new else Kind.SPELLING
    assert kinds(list(changes(before, after))) == {expected: 1}
    assert len(list(changes_of_years(before, after))) == (1 if expected is Kind.TEXT_CHANGED else 0)


def test_a_number_makes_a_rewording_substantive_and_nothing_else_does() -> None:
    before = scheme(DEMO)
    (heavy,) = changes(before, reword(before, "累计扣分不超过5分", "累计扣分不超过6分"))
    (light,) = changes(before, reword(before, "防止重留痕、轻实绩", "防止重痕迹、轻实绩"))
    assert (heavy.substantive, light.substantive) == (True, False)


def test_between_years_what_follows_the_calendar_is_no_change() -> None:
    before = table(
        row("a", "2024年度重点项目", due="2024-11-29", target="2024年12月20日前完成"),
        row("b", "防汛", due="2024-06-28", target="6月底前"),
        text="一、总则\n2024年12月20日前报送2025年计划，比2023年增长。",
        stages=(Stage(name="自评", due="2024-12-16/2024-12-20"),),
    )
    after = table(
        row("a", "2025年度重点项目", due="2025-11-28", target="2025年12月19日前完成"),
        row("b", "防汛", due="2025-06-30", target="7月底前"),
        text="一、总则\n2025年12月19日前报送2026年计划，比2024年增长。",
        stages=(Stage(name="自评", due="2025-12-15/2025-12-19"),),
        year=2025,
    )
    assert [each.message for each in changes_of_years(before, after)] == ["一级指标“防汛”目标值 6月底前→7月底前"]
    moved = put(after, "2025-10-31", "indicators", 0, "due")
    assert "一级指标“2025年度重点项目”完成时限 2024年11月29日→2025年10月31日" in [each.message for each in changes_of_years(before, moved)]


def test_a_new_clause_moves_the_numbers_of_those_behind_it_and_not_their_words() -> None:
    before = table(text="一、总则\n依法开展。\n二、考评内容\n（一）业务。占60分。\n（二）能力。占40分。\n三、附则\n由局办公室解释。")
    after = put(
        before,
        "一、总则\n依法开展。\n二、适用范围\n各股室。\n三、考评内容\n（一）业务。占60分。\n（二）能力。占40分。\n四、附则\n由局办公室解释。",
        "text",
    )
    assert told(before, after) == [
        "新增正文二“适用范围”（适用范围 各股室。）",
        "正文三“考评内容”编号 二→三",
        "正文四“附则”编号 三→四",
    ]


def test_a_long_clause_is_told_by_what_differs_in_it() -> None:
    words = "围绕县委、县政府的决策部署和本单位的主要职责，把年度任务逐项分解到责任单位和责任人员，明确目标和时限，"
    before, after = (table(text=f"一、总则\n{words}每{often}检查一次。{words}") for often in ("月", "季度"))
    assert told(before, after) == ["正文一“总则”：…确目标和时限，每月检查一次。围绕县…→…确目标和时限，每季度检查一次。围绕县…"]


# The largest files


def test_ten_thousand_rows_renamed_and_numbered_anew_take_about_a_second() -> None:
    han = "救助养老儿童事务区划殡葬婚姻社会组织福利慈善低保特困临时流浪残疾孤志愿村居选举议协商"

    def name(number: int) -> str:
        return "".join(han[number * step % len(han)] for step in (7, 11, 13, 17, 19, 23)) + str(number)

    def rows(mark: str) -> Scheme:
        below = [[row(f"{mark}{n}-{m}", f"{name(n * 9 + m)}{mark}", points=Decimal(1)) for m in range(9)] for n in range(1000)]
        return table(*(row(f"{mark}{n}", f"{name(n)}股", *each) for n, each in enumerate(below)))

    before, after = rows("a"), rows("b")
    started = process_time()
    found = kinds(list(changes(before, after)))
    assert found[Kind.INDICATOR_RENAMED] == 9000
    assert found[Kind.REFERENCE] == 10_000
    assert found.keys() == {Kind.INDICATOR_RENAMED, Kind.REFERENCE}
    assert process_time() - started < 6  # 1.1 s on an idle machine; what grows with the square would take minutes


def test_dropping_each_row_of_a_scheme_is_told_as_just_that() -> None:
    before = scheme(DEMO)
    for index, each in enumerate(before.indicators):
        found = list(changes(before, drop(before, "indicators", index)))
        assert kinds(found) == {Kind.INDICATOR_REMOVED: 1 + len(each.children)}


@SLOW
@given(st.data())
def test_rows_in_any_other_order_are_the_same_rows(data: st.DataObject) -> None:
    before = scheme(DEMO)
    after = put(before, tuple(data.draw(st.permutations(before.indicators))), "indicators")
    assert kinds(list(changes(before, after))).keys() <= {Kind.INDICATOR_ORDER}
    assert list(changes_of_years(before, after)) == []
