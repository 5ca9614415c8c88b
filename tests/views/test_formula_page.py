"""The formula page: typeset formula, worked examples, grades and rules in words, and what it says where the scheme is silent."""

from typing import Any

import msgspec
import pytest

from conftest import TODAY, Golden
from gongkai.calculation.typeset import typeset
from gongkai.formula import parse
from gongkai.model import Agency, Grades, IndicatorRule, Region, Scheme
from gongkai.rules import Case
from gongkai.views.formula.page import rules_page
from gongkai.views.formula.rule_words import band_notes, band_rows, rule_sentence, veto_heading
from gongkai.views.formula.worked import Example, examples, term_facts
from gongkai.views.subject import Subject
from reading import read

EVIL = '<script>alert("甲")</script>'
JINJIANG = "最后得分=目标考评得分×70%+公众评议得分×30%+正向激励加分-察访核验扣分"
TERMS = {
    "目标考评得分": {"component": "target", "full": 100, "clause": "一"},
    "公众评议得分": {"component": "public"},
    "正向激励加分": {"cap": 1},
    "察访核验扣分": {},
}
COMPONENTS = [{"id": "target", "name": "目标考评", "share": "70%"}, {"id": "public", "name": "公众评议", "share": "30%"}]
NAMES = {"work": "职能", "other": "能力"}


def case(**fields: Any) -> Case:
    plain = {
        "format": 1,
        "title": "某局2024年度方案",
        "year": 2024,
        "disclosure": {"mode": "主动公开"},
        "text": "一、考评内容",
        "components": COMPONENTS,
    }
    scheme = msgspec.convert({**plain, **fields}, Scheme)
    return Case(scheme=scheme, region=Region(name="某县"), agency=Agency(name="某局"), documents={})


def body(of: Case) -> str:
    subject = Subject(case=of, address="a/b/2024", findings=(), digest="", earlier=None, later=None, today=TODAY)
    return rules_page(subject).body


def worked(expression: str, terms: dict[str, Any], **fields: Any) -> tuple[Example, ...]:
    of = case(formula={"expression": expression, "terms": terms}, **fields)
    formula = parse(expression)
    assert of.scheme.formula is not None
    return tuple(examples(of.scheme, formula, term_facts(of, formula, of.scheme.formula.terms)))


def test_full_marks_give_the_scale_exactly() -> None:
    full, _ = worked(JINJIANG, TERMS)
    assert full.calculation == "100 × 70% + 100 × 30% + 0 − 0"
    assert full.result == "100"
    assert [(step.value, step.counts) for step in full.steps] == [("100", "70"), ("100", "30"), ("0", "0"), ("0", "0")]
    assert full.remarks == (
        "方案没有写明“公众评议得分”的满分，这里按100分计。",
        "“正向激励加分”、“察访核验扣分”按0分计。",
        "与总分100分相符。",
    )


def test_the_invented_case_says_so_and_keeps_to_the_caps() -> None:
    _, invented = worked(JINJIANG, TERMS)
    assert invented.title == "算例二（假设数据）"
    assert invented.calculation == "92 × 70% + 88 × 30% + 1 − 1"
    assert invented.result == "90.8"
    assert invented.remarks == ("所取分值均为假设，只用来说明算法。",)


def test_a_result_that_misses_the_scale_is_stated() -> None:
    full, _ = worked("得分=甲×50%", {"甲": {"full": 100}})
    assert full.result == "50"
    assert full.remarks == ("方案的总分是100分，两者不同。",)


def test_an_endless_fraction_is_marked_as_rounded() -> None:
    full, _ = worked("得分=甲÷3", {"甲": {"full": 100}})
    assert full.result == "约33.3333"


def test_a_product_of_terms_has_a_result_and_no_shares() -> None:
    full, _ = worked("得分=甲×乙", {"甲": {"full": 10}, "乙": {"full": 10}})
    assert (full.result, [step.counts for step in full.steps]) == ("100", ["", ""])


def test_dividing_by_zero_is_said_instead_of_a_result() -> None:
    full, _ = worked("得分=甲÷(乙-乙)", {"甲": {"full": 10}, "乙": {"full": 10}})
    assert (full.result, full.error) == ("", "除数为零")
    assert "算不出结果：除数为零。" in body(case(formula={"expression": "得分=甲÷(乙-乙)"}))


@pytest.mark.parametrize(
    ("scores", "remark"),
    [
        ([{"name": "优", "min": 90, "quota": "30%"}, {"name": "差"}], "达到“优”的分数线（90分）；能否列入，还要看名额（30%）。"),
        ([{"name": "优", "min": 90}, {"name": "差"}], "达到“优”的分数线（90分）。"),
        ([{"name": "优", "min": 95}, {"name": "差"}], "达不到前列等次的分数线，为“差”。"),
    ],
)
def test_the_invented_case_is_held_against_the_grades(scores: list[dict[str, Any]], remark: str) -> None:
    _, invented = worked("得分=甲", {"甲": {"full": 100}}, grades={"bands": scores})
    assert invented.remarks[-1] == remark


def test_brackets_and_signs_are_set_as_in_print() -> None:
    tree = parse("得分=(甲+乙)*60%-丙").root
    assert "".join(piece.text for piece in typeset(tree)) == "（甲+乙）×60%−丙"


def test_terms_link_to_their_clause() -> None:
    assert '<a href="index.html#s-1">目标考评得分</a>' in body(case(formula={"expression": JINJIANG, "terms": TERMS}))


def test_a_formula_that_cannot_be_read_is_shown_with_the_reason() -> None:
    html = body(case(formula={"expression": "得分=甲+"}))
    assert "得分=甲+" in html
    assert "这个公式不能按算式读出：此处应为名称、数、百分数或左括号，公式在此结束。" in html


def test_what_cannot_be_computed_has_no_calculator_and_a_word_why() -> None:
    components = [{"id": "work", "name": "职能", "points": 70}]
    html = body(case(components=components))
    assert "方案没有写明计分公式，各部分分值合计70分，与总分100分不符，不能试算。" in html
    assert "<form" not in html
    graded = body(case(formula={"expression": "得分=甲+"}, grades={"bands": [{"name": "优", "min": 90}, {"name": "差"}]}))
    assert "计分公式不能按算式读出（此处应为名称、数、百分数或左括号，公式在此结束），这里从综合得分算起。" in graded
    assert read(graded).tags.count("input") == 1


def test_silence_is_stated() -> None:
    html = body(case())
    assert "本方案没有写明计分公式。" in html
    assert "本方案没有划分等次。" in html


def grades(**fields: Any) -> Grades:
    bands = [{"name": "优", "min": 85, "quota": "30%"}, {"name": "良", "min": 80}, {"name": "差"}]
    return msgspec.convert({"bands": bands, **fields}, Grades)


def test_ranked_grades_follow_the_one_above() -> None:
    marks = [row.marks for row in band_rows(case().scheme, grades(ranked=True))]
    assert marks == ["85分以上", "80分以上，未列入优", "不足80分"]


def test_unranked_grades_end_where_the_one_above_begins() -> None:
    assert [row.marks for row in band_rows(case().scheme, grades())] == ["85分以上", "80分以上，不足85分", "不足80分"]


@pytest.mark.parametrize(
    ("units", "rounding", "quota"),
    [
        (0, None, "参评单位总数的30%"),
        (10, None, "参评单位总数的30%（10个单位为3个）"),
        (9, None, "参评单位总数的30%（9个单位为2.7个，向下取整为2个，四舍五入、向上取整为3个，怎样取整方案没有写明）"),
        (9, "四舍五入", "参评单位总数的30%（9个单位为2.7个，四舍五入为3个）"),
        (9, "向下取整", "参评单位总数的30%（9个单位为2.7个，向下取整为2个）"),
        (4, "向上取整", "参评单位总数的30%（4个单位为1.2个，向上取整为2个）"),
    ],
)
def test_quotas_are_worked_out_for_the_units(units: int, rounding: str | None, quota: str) -> None:
    subjects = [{"kind": "股室", "units": [f"股{number}" for number in range(units)]}] if units else []
    assert band_rows(case(subjects=subjects).scheme, grades(rounding=rounding))[0].quota == quota


def test_what_the_scheme_does_not_say_of_quotas() -> None:
    assert list(band_notes(grades(ranked=True))) == ["按综合得分从高到低排名，依次确定等次。", "名额不是整数时怎样取整，方案没有写明。"]


def test_vetoes_say_what_follows() -> None:
    vetoes = [{"effect": "not_above", "grade": "良", "cases": ["甲"]}, {"effect": "exactly", "grade": "差", "cases": ["甲"]}]
    found = grades(vetoes=[*vetoes, {"effect": "not_above", "cases": ["甲"]}]).vetoes
    assert [veto_heading(each) for each in found] == [
        "至多评为“良”的情形",
        "直接评为“差”的情形",
        "等次受限的情形（降至哪一等次，方案没有写明）",
    ]


def test_a_wrong_number_of_cases_is_marked() -> None:
    html = body(case(grades={"bands": [{"name": "差"}], "vetoes": [{"effect": "exactly", "grade": "差", "declared": 2, "cases": ["甲"]}]}))
    assert '<span class="gk-tag gk-tag-amber">≠ 载明2种，实列1种</span>' in html


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"scope": ["work"], "level": 1, "count": {"min": 14}}, "职能的一级指标：总数不少于14项。"),
        ({"scope": ["work"], "level": 1, "count": {"min": 2, "max": 5}}, "职能的一级指标：总数2至5项。"),
        ({"scope": ["work"], "level": 2, "count": {"max": 0}}, "职能的二级指标：不设。"),
        ({"scope": ["work"], "level": 2, "count_per_parent": {"min": 2}}, "职能的二级指标：每项一级指标下不少于2项。"),
        ({"scope": ["work"], "level": 2, "count": {"not_above_previous_year": True}}, "职能的二级指标：总数不高于上一年度。"),
        ({"scope": ["work", "other"], "level": 1, "points": {"min": 1, "max": 5}}, "职能、能力的一级指标：每项1至5分。"),
        ({"scope": ["work"], "level": 1, "points": {"min": 6, "max": 6}}, "职能的一级指标：每项6分。"),
        (
            {"scope": ["work"], "level": 2, "points": {"max": 2, "spread": 1}},
            "职能的二级指标：每项不超过2分；同一项一级指标下分值相差不超过1分。",
        ),
        ({"scope": ["x"], "level": 3, "points": {"min": 0.5}, "except": ["文明"]}, "x的三级指标（文明除外）：每项不少于0.5分。"),
        ({"scope": ["work"], "level": 1}, "职能的一级指标：未写明要求。"),
    ],
)
def test_rules_in_words(rule: dict[str, Any], sentence: str) -> None:
    assert rule_sentence(msgspec.convert(rule, IndicatorRule), NAMES) == sentence


def test_implied_numbers_stand_beside_the_held_ones() -> None:
    components = [{"id": "work", "name": "职能", "points": 100}]
    rules = [{"scope": ["work"], "level": 1, "points": {"max": 40}}]
    table = [{"id": "a", "component": "work", "name": "甲", "points": 100}]
    without = body(case(components=components, indicator_rules=rules))
    assert "至少 3 项" in without and "实有" not in without
    assert "≠ 不在范围内" in body(case(components=components, indicator_rules=rules, indicators=table))


def test_markup_in_any_field_is_shown_as_text() -> None:
    bands = [{"name": EVIL, "min": 60, "quota": "30%"}, {"name": EVIL}]
    html = body(
        case(
            components=[{"id": "target", "name": EVIL, "points": 100}],
            formula={"expression": EVIL, "clause": EVIL},
            grades={"bands": bands, "clause": EVIL, "vetoes": [{"effect": "exactly", "grade": EVIL, "cases": [EVIL]}]},
            results_use=[{"text": EVIL, "clause": EVIL}],
            indicator_rules=[{"scope": ["target"], "level": 1, "points": {"max": 40}, "except": [EVIL], "clause": EVIL}],
        )
    )
    assert "script" not in read(html).tags
    assert read(html).words.count(EVIL) > 8


@pytest.mark.parametrize("address", ["demo/mzj/2025", "anxi/mzj/2024", "jinjiang/zrzyj/2019", "tongan/tyjrswj/2020"])
def test_the_page_as_reviewed(subjects: dict[str, Subject], golden: Golden, address: str) -> None:
    below_head = rules_page(subjects[address]).body.partition("</header>\n")[2]
    golden(f"{address.replace('/', '-')}-rules.html", below_head)
