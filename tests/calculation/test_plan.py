"""What is asked for of real and invented schemes, what the plan takes for granted, and why some cannot be computed."""

from typing import Any

import msgspec
import pytest

from gongkai.calculation.assumptions import assumptions
from gongkai.calculation.plan import Gap, Part, Sum, plan
from gongkai.model import Scheme


def scheme(*components: dict[str, Any], **fields: Any) -> Scheme:
    plain = {"format": 1, "title": "甲", "year": 2024, "disclosure": {"mode": "主动公开"}, "text": "一、甲", "components": components}
    return msgspec.convert({**plain, **fields}, Scheme)


def planned(*components: dict[str, Any], **fields: Any) -> Sum:
    made = plan(scheme(*components, **fields))
    assert isinstance(made, Sum)
    return made


def keys(parts: tuple[Part, ...]) -> list[Any]:
    return [(each.key, keys(each.parts)) if each.parts else each.key for each in parts]


def formula(expression: str, **terms: dict[str, Any]) -> dict[str, Any]:
    return {"expression": expression, "terms": terms}


WORK = {"id": "work", "name": "职能", "points": 70}
REST = {"id": "rest", "name": "能力", "points": 30}


def test_terms_are_known_by_their_components_and_the_rest_by_their_place() -> None:
    made = planned(
        WORK,
        formula=formula(
            "得分=职能得分+职能复评+加分-扣分", 职能得分={"component": "work"}, 职能复评={"component": "work"}, 加分={"cap": 3}
        ),
    )
    assert keys(made.terms) == ["work", "T2", "T3", "T4"]
    assert [(each.most, each.optional) for each in made.terms] == [(70, False), (70, False), (3, True), (None, True)]


def test_a_part_of_two_terms_is_asked_for_once() -> None:
    below = [{"id": "a", "name": "甲", "points": 40}, {"id": "b", "name": "乙", "points": 30}]
    stated = formula(
        "得分=职能得分+甲复评+职能复评", 职能得分={"component": "work"}, 甲复评={"component": "a"}, 职能复评={"component": "work"}
    )
    assert keys(planned({**WORK, "components": below}, REST, formula=stated).terms) == [("work", ["a", "b"]), "T2", "T3"]


def test_full_marks_that_are_not_stated_are_the_scale_and_it_is_said() -> None:
    shared = {"id": "public", "name": "公众评议", "share": "30%"}
    of = scheme(shared, scale=1000, formula=formula("得分=评议得分×30%", 评议得分={"component": "public"}))
    made = plan(of)
    assert isinstance(made, Sum)
    assert made.terms[0].most == 1000 and made.terms[0].assumed
    assert list(assumptions(of, made)) == ["方案没有写明“评议得分”的满分，这里按1000分计。"]


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([("a", 40, None), ("b", 30, None)], ["a", "b"]),
        ([("a", 40, None), ("b", 20, None)], []),
        ([("a", 40, None), ("b", None, None)], []),
        ([("a", None, "60%"), ("b", None, "40%")], ["a", "b"]),
        ([("a", None, "60%"), ("b", None, "30%")], []),
        ([("a", 42, None), ("b", None, "40%")], []),
    ],
)
def test_parts_are_asked_for_where_it_is_clear_how_they_make_the_whole(
    parts: list[tuple[str, int | None, str | None]], found: list[str]
) -> None:
    below = [{"id": id_, "name": id_, "points": points, "share": share} for id_, points, share in parts]
    assert keys(planned({**WORK, "components": below}, REST).terms)[0] == (("work", found) if found else "work")


def test_carve_outs_take_their_share_and_it_is_said() -> None:
    carved = {**WORK, "carve_outs": [{"name": "审批", "share": "5%"}, {"name": "党建", "share": "10%"}]}
    of = scheme(carved, REST)
    made = plan(of)
    assert isinstance(made, Sum)
    assert keys(made.terms) == [("work", ["work.0", "work.1", "work.2"]), "rest"]
    assert [str(each.weight) for each in made.terms[0].parts] == ["17/20", "1/20", "1/10"]
    assert list(assumptions(of, made))[-1].startswith("“职能”中审批占5%、党建占10%，怎样折算没有写明；")
    assert keys(planned({**WORK, "carve_outs": [{"name": "全部", "share": "100%"}]}, REST).terms) == ["work", "rest"]


def test_without_a_formula_what_has_neither_points_nor_share_is_left_out_and_it_is_said() -> None:
    of = scheme(WORK, REST, {"id": "bonus", "name": "附加分"})
    made = plan(of)
    assert isinstance(made, Sum)
    assert keys(made.terms) == ["work", "rest"]
    assert list(assumptions(of, made)) == ["方案没有写明计分公式，这里把各部分得分相加。", "“附加分”没有写明分值，这里不计。"]


@pytest.mark.parametrize(
    ("components", "reason"),
    [
        ([{"id": "x", "name": "甲"}], "方案没有写明计分公式，也没有写明各部分的分值"),
        ([WORK], "方案没有写明计分公式，各部分分值合计70分，与总分100分不符"),
        ([WORK, {**REST, "name": "职能"}], "方案没有写明计分公式，考评内容又有同名的部分"),
        ([WORK, {"id": "x", "name": "乙", "share": "30%"}], "方案没有写明计分公式，各部分有的写分值、有的写权重"),
        ([{"id": "x", "name": "乙", "share": "30%"}], "方案没有写明计分公式，各部分的权重合计不是100%"),
        ([{"id": "x", "name": "乙", "share": "100%", "full": 50}], "方案没有写明计分公式，各部分的满分与总分不同，怎样折算没有写明"),
    ],
)
def test_why_a_score_cannot_be_computed(components: list[dict[str, Any]], reason: str) -> None:
    assert plan(scheme(*components)) == Gap(reason)


def test_an_unreadable_formula_is_no_sum() -> None:
    made = plan(scheme(WORK, REST, formula=formula("得分=职能得分+")))
    assert made == Gap("计分公式不能按算式读出（此处应为名称、数、百分数或左括号，公式在此结束）")
