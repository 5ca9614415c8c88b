"""Formulas: what the grammar reads and refuses, and that computing with the tree is exact."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from operator import add, mul, sub, truediv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.formula import Expression, Formula, FormulaError, Linear, Number, Operation, Term, evaluate, linear, parse, terms, write

JINJIANG = "最后得分=目标考评得分×70%+公众评议得分×30%+正向激励加分-察访核验扣分"
TONGAN = "绩效评估得分=(指标考核得分+市对区绩效考评激励得分)×60%+公众评议得分×40%+正向激励得分-察访核验扣分"


def test_reads_the_formula_of_jinjiang() -> None:
    formula = parse(JINJIANG)
    assert formula.name == "最后得分"
    assert [term.name for term in terms(formula.root)] == ["目标考评得分", "公众评议得分", "正向激励加分", "察访核验扣分"]
    full = {"目标考评得分": 100, "公众评议得分": 100, "正向激励加分": 0, "察访核验扣分": 0}
    assert evaluate(formula.root, full) == 100


def test_names_keep_their_offset_in_the_text() -> None:
    found = terms(parse(TONGAN).root)
    assert all(TONGAN[term.start :].startswith(term.name) for term in found)


def test_brackets_weigh_the_whole_sum() -> None:
    weights = linear(parse(TONGAN).root)
    assert weights == Linear(
        {
            "指标考核得分": Fraction(60, 100),
            "市对区绩效考评激励得分": Fraction(60, 100),
            "公众评议得分": Fraction(40, 100),
            "正向激励得分": Fraction(1),
            "察访核验扣分": Fraction(-1),
        },
        Fraction(0),
    )


def test_full_width_signs_are_the_same_formula() -> None:
    assert parse("得分＝（甲＋乙）×７０％－丙÷２") == parse("得分 = (甲+乙)*70% - 丙/2")


def test_a_third_is_exact() -> None:
    assert evaluate(parse("得分=甲÷3").root, {"甲": Decimal(100)}) == Fraction(100, 3)


@pytest.mark.parametrize("text", ["得分=甲×乙", "得分=1÷甲", "得分=甲÷(乙-乙)", "得分=甲÷0"])
def test_what_is_no_weighted_sum(text: str) -> None:
    assert linear(parse(text).root) is None


def test_dividing_by_zero_says_where() -> None:
    with pytest.raises(FormulaError) as caught:
        evaluate(parse("得分=甲÷(乙-乙)").root, {"甲": 1, "乙": 2})
    assert (caught.value.offset, caught.value.message) == (4, "除数为零")


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("", 0, "公式应写成“得分名称=算式”，等号前只有一个名称"),
        ("甲+乙", 0, "公式应写成“得分名称=算式”，等号前只有一个名称"),
        ("得分=", 3, "此处应为名称、数、百分数或左括号，公式在此结束"),
        ("得分=甲+", 5, "此处应为名称、数、百分数或左括号，公式在此结束"),
        ("得分=-甲", 3, "此处应为名称、数、百分数或左括号，这里是“-”"),
        ("得分=甲70%", 4, "“70%”前缺少运算符号"),
        ("得分=甲=乙", 4, "公式里只能有一个等号"),
        ("得分=(甲+乙", 3, "左括号没有对应的右括号"),
        ("得分=甲+乙)", 6, "右括号没有对应的左括号"),
        ("得分=(甲 乙)", 6, "“乙”前缺少运算符号或右括号"),
        ("得分=甲^2", 4, "公式里不能有“^”：只能用名称、数、百分数、加减乘除号和圆括号"),
        ("得分=" + "(" * 21 + "甲" + ")" * 21, 23, "括号嵌套超过20层"),
        ("得分=" + "甲+" * 300, 500, "公式过长：603字，至多500字"),
    ],
)
def test_says_what_is_wrong_and_where(text: str, offset: int, message: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert (caught.value.offset, caught.value.message) == (offset, message)


NAMES = ("甲", "乙得分", "丙类加分", "丁")
names = st.sampled_from(NAMES)
numbers = st.builds(Number, st.decimals(0, 1000, places=2, allow_nan=False), st.booleans())
trees = st.recursive(
    numbers | st.builds(Term, names),
    lambda inner: st.builds(Operation, st.sampled_from("+-×÷"), inner, inner),
    max_leaves=12,
)
values = st.fixed_dictionaries({name: st.decimals(-100, 100, places=2, allow_nan=False) for name in NAMES})


@given(trees)
def test_reading_what_was_written_gives_the_same_tree(tree: Expression) -> None:
    assert parse(write(Formula("得分", tree))) == Formula("得分", tree)


@given(st.text(alphabet="得分甲+-×÷()（）＝=%％0123.７ @", max_size=40))
def test_any_text_is_a_formula_or_an_error_with_a_place(text: str) -> None:
    try:
        formula = parse(text)
    except FormulaError as error:
        assert 0 <= error.offset <= len(text) and error.message
    else:
        assert parse(write(formula)) == formula


@given(trees, values)
def test_the_weighted_sum_is_the_formula(tree: Expression, given_: dict[str, Decimal]) -> None:
    weights = linear(tree)
    if weights is not None:
        expected = weights.constant + sum(weight * Fraction(given_[name]) for name, weight in weights.coefficients.items())
        assert evaluate(tree, given_) == expected


Computed = tuple[Expression, Fraction | None]
"""A tree with the result that was computed while it grew; none where it divides by zero."""

OPERATORS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {"+": add, "-": sub, "×": mul, "÷": truediv}
SAMPLE = {"甲": Decimal("87.5"), "乙得分": Decimal(0), "丙类加分": Decimal("-3.25"), "丁": Decimal("0.01")}


def _combined(operator: str, left: Computed, right: Computed) -> Computed:
    tree = Operation(operator, left[0], right[0])
    if left[1] is None or right[1] is None or (operator == "÷" and right[1] == 0):
        return tree, None
    return tree, OPERATORS[operator](left[1], right[1])


leaves: st.SearchStrategy[Computed] = names.map(lambda name: (Term(name), Fraction(SAMPLE[name]))) | numbers.map(
    lambda number: (number, Fraction(number.written) / (100 if number.percent else 1))
)


@given(st.recursive(leaves, lambda inner: st.builds(_combined, st.sampled_from("+-×÷"), inner, inner), max_leaves=12))
def test_computes_as_fractions_do(computed: Computed) -> None:
    tree, expected = computed
    if expected is None:
        with pytest.raises(FormulaError, match="除数为零"):
            evaluate(tree, SAMPLE)
    else:
        assert evaluate(tree, SAMPLE) == expected
