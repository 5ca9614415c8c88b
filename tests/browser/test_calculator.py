"""The calculator of rules.html: computes what the reference computes, to the last digit, and can be used, sent on, printed and heard."""

import json
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.kinds import WINDOWS
from browser.looks import at_a_closer_look
from browser.test_pages import watched
from calculation.vectors import VECTORS, as_plain, expected, read_sum
from gongkai.calculation.compute import compute
from gongkai.calculation.grading import Grading, exact_quota, grading, readings, standing
from gongkai.calculation.plain import plain
from gongkai.calculation.plan import Part, Sum, plan
from gongkai.examine import Examined, examine_tree
from gongkai.formula import Expression, Number, Operation, Term
from gongkai.model import Rounding, Scheme
from gongkai.source.files import scan

REPOSITORY = Path(__file__).parents[2]
SCRIPTS = [REPOSITORY / f"theme/scripts/calculator-{name}.js" for name in ("fractions", "sums", "grades")]
MZJ, JINJIANG, PLAIN = "demo/mzj/2025/rules.html", "jinjiang/zrzyj/2019/rules.html", "anxi/mzj/2024/rules.html"
"""A sum with grades and rounding; weights, carve-outs and no rounding; no formula and no grades."""

COMPUTED = """([plan, cases]) => cases.map(entries => {
    const outcome = gongkaiSums.compute(plan.sum, entries);
    return Object.assign(outcome, { total: outcome.total && gongkaiFractions.exact(outcome.total) });
})"""
GRADED = "([grading, cases]) => cases.map(([total, on]) => gongkaiGrades.standing(grading, total && gongkaiFractions.read(total), on))"
QUOTAS = """cases => cases.map(([percent, units, rounding]) => {
    const quota = gongkaiGrades.quota(percent, units, rounding || undefined);
    return [gongkaiFractions.exact(quota.exact), quota.readings];
})"""
WAYS: tuple[Rounding | None, ...] = (None, "四舍五入", "向上取整", "向下取整")


@pytest.fixture(scope="module")
def scripts(browser: Browser) -> Iterator[Page]:
    """The scripts that compute, on no page at all."""
    page = browser.new_page()
    for script in SCRIPTS:
        page.add_script_tag(path=script)
    yield page
    page.close()


def as_json(made: Sum | None, graded: Grading | None) -> Any:
    return json.loads(plain(made, graded))


# --- the vectors that test the reference as well ---


def test_what_people_type(scripts: Page) -> None:
    found = scripts.evaluate("texts => texts.map(gongkaiSums.readEntry)", [text for text, _ in VECTORS["entries"]])
    assert found == [entry for _, entry in VECTORS["entries"]]


@pytest.mark.parametrize("written", VECTORS["sums"], ids=lambda written: written["expression"])
def test_scores(scripts: Page, written: dict[str, Any]) -> None:
    found = scripts.evaluate(COMPUTED, [as_json(read_sum(written), None), [case["entries"] for case in written["cases"]]])
    assert found == [expected(case) for case in written["cases"]]


@pytest.mark.parametrize("written", VECTORS["standings"], ids=lambda written: written["grading"]["bands"][0]["name"])
def test_grades(scripts: Page, written: dict[str, Any]) -> None:
    found = scripts.evaluate(GRADED, [written["grading"], [[case["total"], case.get("vetoes", [])] for case in written["cases"]]])
    wanted = [{"bands": c["bands"], "fixed": c.get("fixed", False), "unclear": c.get("unclear", False)} for c in written["cases"]]
    assert found == wanted


def test_quotas(scripts: Page) -> None:
    cases = VECTORS["quotas"]
    assert scripts.evaluate(QUOTAS, [[case["quota"], case["units"], case["rounding"]] for case in cases]) == [
        [case["exact"], case["readings"]] for case in cases
    ]


# --- beyond the vectors: the reference is asked ---


def _some(made: Sum, draw: random.Random) -> dict[str, str]:
    """Scores for some parts, sometimes out of bounds."""
    keys: list[Part] = []

    def walk(parts: tuple[Part, ...]) -> None:
        for part in parts:
            opened = part.parts and draw.random() < 0.5
            if not opened and draw.random() < 0.97:
                keys.append(part)
            walk(part.parts if opened else ())

    walk(made.terms)
    return {
        part.key: str(round(Decimal(draw.random()) * (10 if part.most is None else part.most) * Decimal("1.005"), draw.randrange(5)))
        for part in keys
    }


def _against(scripts: Page, made: Sum, cases: list[dict[str, str]]) -> int:
    """How many of the cases have a score, after both have computed the same."""
    wanted = [compute(made, {key: Decimal(value) for key, value in case.items()}) for case in cases]
    assert scripts.evaluate(COMPUTED, [as_json(made, None), cases]) == [as_plain(each) for each in wanted]
    return sum(each.total is not None for each in wanted)


def _schemes() -> Iterator[Scheme]:
    for folder in ("schemes", "tests/corrected", "tests/others"):
        for each in examine_tree(scan(REPOSITORY / folder)):
            assert isinstance(each, Examined) and each.case
            yield each.case.scheme


def test_the_score_of_every_scheme_as_the_reference(scripts: Page) -> None:
    draw, plans = random.Random(4), [plan(scheme) for scheme in _schemes()]
    sums = [made for made in plans if isinstance(made, Sum)]
    assert len(sums) > 20
    assert all(_against(scripts, made, [_some(made, draw) for _ in range(20)]) for made in sums)


def test_the_grades_of_every_scheme_as_the_reference(scripts: Page) -> None:
    draw = random.Random(7)
    for stated in (scheme.grades for scheme in _schemes() if scheme.grades):
        graded = grading(stated)
        totals = [Fraction(draw.randrange(33 * 1050), 33) / draw.choice((1, 10)) for _ in range(40)]
        cases = [(total, [place for place in range(len(graded.limits)) if draw.random() < 0.3]) for total in totals]
        found = scripts.evaluate(GRADED, [as_json(None, graded)["grading"], [[str(total), on] for total, on in cases]])
        wanted = [standing(graded, total, on) for total, on in cases]
        assert found == [{"bands": list(each.bands), "fixed": each.fixed, "unclear": each.unclear} for each in wanted]


def _tree(draw: random.Random, depth: int) -> Expression:
    if depth == 0 or draw.random() < 0.2:
        places = draw.randrange(5)
        number = Number(Decimal(draw.randrange(10**6)).scaleb(-places), draw.random() < 0.5)
        return Term(draw.choice("甲乙丙丁")) if draw.random() < 0.6 else number
    return Operation(draw.choice("+-×÷"), _tree(draw, depth - 1), _tree(draw, depth - 1))


def test_any_formula_as_the_reference(scripts: Page) -> None:
    draw = random.Random(5)
    parts = tuple(Part(key=key, name=name) for key, name in zip("abcd", "甲乙丙丁", strict=True))
    computed = 0
    for _ in range(150):
        made = Sum(name="得分", root=_tree(draw, draw.randrange(1, 5)), terms=parts, stated=True)
        cases = [{key: f"{draw.randrange(10**6)}.{draw.randrange(10**4):04}" for key in "abcd"} for _ in range(3)]
        computed += _against(scripts, made, [*cases, dict.fromkeys("abcd", "0")])
    assert computed > 300


def test_any_quota_as_the_reference(scripts: Page) -> None:
    draw = random.Random(6)
    cases = [(f"{draw.randrange(101)}.{draw.randrange(10**4):04}%", draw.randrange(10**5), draw.choice(WAYS)) for _ in range(300)]
    wanted = [(exact_quota(percent, units), way) for percent, units, way in cases]
    assert scripts.evaluate(QUOTAS, [list(case) for case in cases]) == [
        [str(exact), [[units, list(ways)] for units, ways in readings(exact, way)]] for exact, way in wanted
    ]


# --- as people use it ---


@contextmanager
def calculator(browser: Browser, root: str, address: str = MZJ, **options: object) -> Iterator[Page]:
    """The page of a calculator; it must stay quiet."""
    with watched(browser, root, **options) as (page, wrong):
        page.goto(f"{root}/{address}")
        yield page
        assert wrong == []


def field(page: Page, label: str) -> Locator:
    return page.locator(".gk-calculator").get_by_label(label, exact=True)


def told(page: Page) -> list[str]:
    return page.locator("#calculator-result").inner_text().split("\n")


def lines(page: Page) -> list[str]:
    return page.locator("#calculator-lines li").all_inner_texts()


def quotas(page: Page) -> list[str]:
    return page.locator(".gk-quotas tbody td:last-child").all_inner_texts()


FULL = {"职能工作目标得分": "70.5", "行政能力目标得分": "14", "精神文明建设成效得分": "5", "平安建设成效得分": "4.8"}


@pytest.mark.parametrize("where", ["disk", "server"])
def test_a_clerk_fills_it_in_and_sends_it_on(browser: Browser, site: Path, served: str, where: str) -> None:
    root = site.as_uri() if where == "disk" else served
    with calculator(browser, root) as page:
        assert told(page) == ["填写各项得分后，这里显示结果。"]
        for label, score in FULL.items():
            field(page, label).fill(score)
        assert told(page)[0] == "最后得分 94.3分。"
        assert lines(page) == ["最后得分 = 70.5 + 14 + 5 + 4.8 + 0 − 0 = 94.3"]
        field(page, "察访核验扣分").fill("０．３")
        assert told(page) == [
            "最后得分 94分。",
            "按得分，可评为“优秀”（名额30%）；未列入的，可评为“良好”（名额50%）；仍未列入的，为“一般”。",
        ]
        page.get_by_label("承担的重点工作目标有2项以上未完成，且无正当理由的").check()
        assert told(page)[2] == "有所选情形，至多可评为“良好”（名额50%）；未列入的，为“一般”。"
        page.get_by_label("在绩效评估中弄虚作假，经查证属实的").check()
        assert told(page)[2] == "有所选情形，不论得分，直接评为“差”。"
        expect(page).to_have_url(re.compile(r"#calculator&functional=70.5&.*&V=1-2,2-1$"))
        before = told(page)
        page.reload()
        assert told(page) == before
        expect(field(page, "察访核验扣分")).to_have_value("０．３")
        page.get_by_role("button", name="清空").click()
        expect(page.locator("#calculator-result")).to_have_text("填写各项得分后，这里显示结果。")
        expect(page).not_to_have_url(re.compile("#"))


def test_parts_are_entered_one_by_one_with_their_shares(browser: Browser, site: Path) -> None:
    with calculator(browser, site.as_uri(), JINJIANG) as page:
        page.get_by_role("button", name="分项填写：目标考评得分").click()
        for label, score in {"职能工作目标": "60.5", "行政能力目标": "31.25", "审批服务质量": "96", "机关党的建设": "90"}.items():
            field(page, label).fill(score)
        assert told(page) == ["还要填写“公众评议得分”。"]
        field(page, "公众评议得分").fill("0.1")
        assert lines(page) == [
            "目标考评得分 = 60.5 × 90% + 31.25 × 90% + 96 × 5% + 90 × 5% = 91.875",
            "最后得分 = 91.875 × 70% + 0.1 × 30% + 0 − 0 = 64.3425",
        ]
        assert page.locator("[data-part=target] td:last-child").inner_text() == "64.3125"
        expect(field(page, "目标考评得分")).to_have_value("91.875")
        expect(field(page, "目标考评得分")).not_to_be_editable()
        expect(page).to_have_url(re.compile("functional=60.5"))
        page.reload()
        assert told(page)[0] == "最后得分 64.3425分。"
        expect(page.get_by_role("button", name="分项填写：目标考评得分")).to_have_attribute("aria-expanded", "true")
        page.get_by_role("button", name="分项填写：目标考评得分").click()
        expect(field(page, "职能工作目标")).to_be_hidden()
        assert told(page) == ["还要填写“目标考评得分”。"]


def test_what_is_out_of_bounds_or_no_number_is_said(browser: Browser, site: Path) -> None:
    with calculator(browser, site.as_uri()) as page:
        for label, score in FULL.items():
            field(page, label).fill(score)
        field(page, "行政能力目标得分").fill("15.0001")
        assert told(page) == ["“行政能力目标得分”应为0至15的数，至多4位小数。"]
        expect(field(page, "行政能力目标得分")).to_have_attribute("aria-invalid", "true")
        assert page.locator("#calculator-total").inner_text() == "—"
        for wrong in ("十五", "-1", "1e1", "1.23456"):
            field(page, "行政能力目标得分").fill(wrong)
            assert told(page) == ["“行政能力目标得分”应为0至15的数，至多4位小数。"], wrong
        field(page, "行政能力目标得分").fill("15")
        expect(field(page, "行政能力目标得分")).not_to_have_attribute("aria-invalid", "true")
        field(page, "正向激励加分").fill("3.5")
        assert told(page) == ["“正向激励加分”应为0至3的数，至多4位小数。"]


def test_quotas_show_the_question_of_rounding(browser: Browser, site: Path) -> None:
    with calculator(browser, site.as_uri(), JINJIANG) as page:
        assert quotas(page) == ["—", "—", "不限", "不限"]
        field(page, "参评单位总数").fill("22")
        assert quotas(page)[:2] == ["6.6个，向下取整为6个，四舍五入、向上取整为7个（怎样取整方案没有写明）", "11个"]
        field(page, "参评单位总数").fill("38")
        assert quotas(page)[0] == "11.4个，向下取整、四舍五入为11个，向上取整为12个（怎样取整方案没有写明）"
        expect(page).to_have_url(re.compile("#calculator&N=38$"))
    with calculator(browser, site.as_uri(), MZJ) as page:
        written = quotas(page)
        assert written[0] == "2.7个，四舍五入为3个"
        field(page, "参评单位总数").fill("")
        assert quotas(page)[0] == "—"
        field(page, "参评单位总数").fill("9")
        assert quotas(page) == written


def test_a_scheme_without_a_formula_is_added_up_and_says_so(browser: Browser, site: Path) -> None:
    with calculator(browser, site.as_uri(), PLAIN) as page:
        expect(page.get_by_text("方案没有写明计分公式，这里把各部分得分相加。")).to_be_visible()
        for label, score in {"职能工作目标": "60", "行政能力目标": "20.5", "精神文明建设成效": "6", "平安建设成效": "6"}.items():
            field(page, label).fill(score)
        assert told(page) == ["得分 92.5分。"]


@pytest.mark.parametrize(
    "hash_", ["#calculator&target=%E0%A4%A", "#calculator&=&&N=&V=9-9,x", "#calculator&constructor=1&__proto__=2", "#calculator"]
)
def test_any_address_opens_it_empty(browser: Browser, site: Path, hash_: str) -> None:
    with calculator(browser, site.as_uri(), JINJIANG + hash_) as page:
        assert told(page) == ["填写各项得分后，这里显示结果。"]


def test_from_the_keyboard_and_aloud(browser: Browser, site: Path) -> None:
    with calculator(browser, site.as_uri()) as page:
        field(page, "职能工作目标得分").focus()
        page.keyboard.type("70")
        for score in ("14", "5", "5"):
            page.keyboard.press("Tab")
            page.keyboard.type(score)
        assert told(page)[0] == "最后得分 94分。"
        page.keyboard.press("Enter")
        assert told(page)[0] == "最后得分 94分。"
        expect(page.locator("#calculator-result")).to_have_attribute("role", "status")
        expect(field(page, "职能工作目标得分")).to_have_accessible_description("0至75分")


SENT = (
    f"{JINJIANG}#calculator&functional=60.5&capacity=31&target.1=96&target.2=90&public=88&N=22&V=1-2",
    f"{MZJ}#calculator&functional=76&capacity=十&N=9999999&V=2-1",
)
"""Computations as their addresses bring them back: parts opened and a veto; entries that are not allowed."""


MOVED = """() => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries().map(entry => entry.value))).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done([]), 200);
})"""


@pytest.mark.parametrize("address", SENT)
@pytest.mark.parametrize("width", WINDOWS)
def test_a_computation_that_was_sent_opens_where_it_stands(browser: Browser, served: str, address: str, width: int) -> None:
    with calculator(browser, served, address, viewport={"width": width, "height": WINDOWS[width]}) as page:
        expect(page.locator("#calculator")).to_be_in_viewport()
        assert page.evaluate(MOVED) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", SENT)
def test_a_filled_form_is_for_everybody(browser: Browser, served: str, address: str) -> None:
    with calculator(browser, served, address) as page:
        assert list(at_a_closer_look(page)) == []


def test_it_is_printed_only_with_what_was_entered(browser: Browser, site: Path) -> None:
    with calculator(browser, site.as_uri()) as page:
        page.emulate_media(media="print")
        expect(page.locator("#calculator")).to_be_hidden()
        page.emulate_media(media="screen")
        page.get_by_label("因工作失职被县级以上通报批评的").check()
        page.emulate_media(media="print")
        expect(page.locator("#calculator")).to_be_visible()
        expect(page.get_by_text("因工作失职被县级以上通报批评的").last).to_be_visible()
        expect(page.locator("fieldset").get_by_text("在绩效评估中弄虚作假，经查证属实的")).to_be_hidden()
        expect(page.get_by_role("button", name="清空")).to_be_hidden()


def test_without_javascript_there_is_no_form_and_a_word_why(browser: Browser, site: Path) -> None:
    with calculator(browser, site.as_uri(), java_script_enabled=False) as page:
        expect(page.locator(".gk-calculator")).to_be_hidden()
        expect(page.locator("noscript > p")).to_have_text("浏览器停用了脚本，不能试算。")
        expect(page.locator("noscript > p")).to_be_visible()
        expect(page.get_by_role("heading", name="算例一：各项得满分")).to_be_visible()
