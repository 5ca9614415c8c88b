"""The page that holds a scheme against the one before it, the lists of such pages, and what the agency's page says of the years."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from gongkai.model import Agency, Component, Disclosure, Indicator, Region, Scheme
from gongkai.rules import Case
from gongkai.views.compare.comparison import Compared, compared, comparison
from gongkai.views.compare.index import ROWS, SHOWN, compare_pages
from gongkai.views.compare.page import compare_page
from gongkai.views.compare.side_by_side import MOST
from gongkai.views.overview.summary import Weight
from gongkai.views.overview.weight_years import weight_years
from gongkai.views.scheme_head import COMPARE, head
from gongkai.views.subject import Sibling, Subject

Golden = Callable[[str, str], None]
EVIL = '<script>alert("1")</script>'


def with_before(subject: Subject, **more: Any) -> Subject:
    """The scheme as a build has it: known to stand after a published one."""
    assert subject.earlier
    return replace(subject, earlier=replace(subject.earlier, published=True, **more))


def row(key: str, name: str, points: str | None = None, *below: Indicator, **more: Any) -> Indicator:
    return Indicator(id=key, component="work", name=name, points=Decimal(points) if points else None, children=below, **more)


def scheme(year: int, *rows: Indicator, **more: Any) -> Scheme:
    given: dict[str, Any] = {
        "format": 1,
        "title": f"甲县民政局{year}年度绩效评估工作方案",
        "year": year,
        "disclosure": Disclosure(mode="主动公开"),
        "text": f"为做好{year}年度工作，制定本方案。\n一、考评内容\n围绕职责设定指标。",
        "components": (Component(id="work", name="业务工作目标", points=Decimal(100)),),
        "indicators": rows,
    }
    return Scheme(**(given | more))


def subject(before: Scheme, after: Scheme, **more: Any) -> Subject:
    case = Case(scheme=after, region=Region(name="甲县"), agency=Agency(name="甲县民政局"), documents={}, previous=before)
    earlier = Sibling(address=f"jia/mzj/{before.year}", year=before.year, published=True)
    given: dict[str, Any] = {
        "case": case,
        "address": f"jia/mzj/{after.year}",
        "findings": (),
        "digest": "",
        "earlier": earlier,
        "later": None,
    }
    return Subject(**({**given, "today": date(2025, 6, 18)} | more))


def body(before: Scheme, after: Scheme) -> str:
    return compare_page(subject(before, after)).body


def test_the_demo_bureau_of_two_years(subjects: dict[str, Subject], golden: Golden) -> None:
    page = compare_page(with_before(subjects["demo/mzj/2025"]))
    assert page.address == "demo/mzj/2025/compare.html"
    assert page.demo
    golden("demo-mzj-2025-compare.html", page.body)


def test_rows_added_dropped_reweighted_and_reworded_each_have_their_table() -> None:
    before = scheme(2023, row("a", "低保管理", "5", target="复核率98%"), row("b", "信访化解", "3"), row("c", "防汛值守", "2"))
    after = scheme(
        2024, row("a", "低保管理", "4", target="复核率100%"), row("c", "防汛值守", "2"), row("d", "适老化改造", "4", lead="养老股")
    )
    page = body(before, after)
    sections = dict(re.findall(r'<section aria-labelledby="(\w+)">(.*?)</section>', page, re.DOTALL))
    assert "适老化改造" in sections["added"]
    assert "养老股" in sections["added"]
    assert '<a href="../2023/scores.html#r-b">信访化解</a>' in sections["removed"]
    assert '<td class="gk-num">5分</td><td class="gk-num">4分</td>' in sections["points"]
    assert "复核率<del>98%</del>" in sections["altered"]
    assert "复核率<ins>100%</ins>" in sections["altered"]
    assert "防汛值守" not in page
    assert "新增指标1项，取消指标1项，调整分值1项，修改其他内容1项" in page


def test_weights_totals_and_numbers_of_rows_stand_beside_each_other() -> None:
    before = scheme(2023, row("a", "低保管理", "60"), row("b", "信访", "40", row("b1", "初访"), row("b2", "重访")))
    parts = (Component(id="work", name="业务工作目标", points=Decimal(70)), Component(id="new", name="机关效能", points=Decimal(30)))
    after = scheme(2024, row("a", "低保管理", "60"), components=parts)
    page = body(before, after)
    figures, weights = re.findall(r'<table class="gk-compare-figures">(.*?)</table>', page, re.DOTALL)[:2]
    assert re.search(r"一级指标</th><td class=\"gk-num\">2项</td><td class=\"gk-num\">1项</td>.*?−1", figures)
    assert re.search(r"二级指标</th><td class=\"gk-num\">2项</td><td class=\"gk-num\">0项</td>.*?−2", figures)
    assert re.search(r"指标分值合计</th><td class=\"gk-num\">100分</td><td class=\"gk-num\">60分</td>.*?−40", figures)
    assert re.search(r"业务工作目标</th>.*?100分.*?70分.*?−30", weights)
    assert re.search(r"机关效能</th>.*?—.*?30分.*?新增", weights)


def test_what_only_follows_the_calendar_is_nothing() -> None:
    before = scheme(2023, row("a", "2023年度重点工作", "5", due="2023-12-29"))
    after = scheme(2024, row("a", "2024年度重点工作", "5", due="2024-12-31"))
    page = compare_page(subject(before, after))
    assert "考评指标没有变化" in page.body
    assert "除年度、日期外，两个年度的方案没有其他不同。" in page.body
    assert comparison(subject(before, after).case).altered == ()


def test_a_table_set_up_anew_is_told_by_its_heads() -> None:
    def table(year: int, marks: str) -> Scheme:
        names = [f"{mark}{other}工作" for mark in marks for other in "子丑寅卯"]
        return scheme(year, *(row(f"k{n}", name, "5", row(f"k{n}-1", f"{name[::-1]}甲{name}")) for n, name in enumerate(names)))

    made = compare_page(subject(table(2023, "东南西北"), table(2024, "天地玄黄")))
    assert comparison(subject(table(2023, "东南西北"), table(2024, "天地玄黄")).case).anew
    assert "共32项；考评表大部分重新编制，只列一级指标。" in made.body
    assert made.body.count("<tr class=") == 32 + 1


def test_a_long_list_is_cut_and_says_so() -> None:
    rows = [row(f"k{n}", f"第{n}项工作", "1") for n in range(MOST + 50)]
    page = body(scheme(2023, *(msgspec.structs.replace(each, points=Decimal(2)) for each in rows)), scheme(2024, *rows))
    assert "其余50处没有列出，请对照两个年度的考评表。" in page
    assert len(page.encode()) < 130_000


@pytest.mark.parametrize("kind", ["text", "attribute"])
def test_text_is_shown_as_text(kind: str) -> None:
    evil = EVIL if kind == "text" else '" onmouseover="alert(1)'
    old = scheme(2023, row("a", f"{evil}甲", "1", target=evil, lead=evil), row("b", f"乙{evil}", "2"), text=f"一、{evil}\n甲{evil}乙。")
    new = scheme(2024, row("a", f"{evil}甲", "3", target=f"{evil}另", lead="养老股"), row("c", evil, "2"), text=f"一、{evil}\n丙{evil}丁。")
    parts = (Component(id="work", name=evil, points=Decimal(10)),)
    page = body(msgspec.structs.replace(old, title=evil), msgspec.structs.replace(new, components=parts, title=evil))
    assert evil not in page


def test_personal_particulars_are_masked() -> None:
    before = scheme(2023, row("a", "低保管理", "5"), text="一、联系方式\n联系人手机13800001234。")
    after = scheme(2024, row("a", "低保管理", "5"), text="一、联系方式\n联系人手机13900005678。")
    page = body(before, after)
    assert "13800001234" not in page
    assert "13900005678" not in page
    assert "1234" in page


def test_the_head_links_to_the_comparison_where_there_is_one(subjects: dict[str, Subject]) -> None:
    alone = subjects["demo/mzj/2025"]
    assert alone.before is None
    assert COMPARE not in head(alone, "scores.html")
    compared_ = with_before(alone)
    assert f'<a href="{COMPARE}">与2024年度比较</a>' in head(compared_, "scores.html")
    own = head(compared_, COMPARE)
    assert f'<a href="{COMPARE}" aria-current="page">与2024年度比较</a>' in own
    assert '<span class="gk-head-page">与2024年度比较</span>' in own
    assert 'rel="prev"' not in own  # the year before has no comparison of its own
    assert 'href="../2024/compare.html"' in head(with_before(alone, compared=True), COMPARE)


def test_never_with_a_draft() -> None:
    before, after = scheme(2023, row("a", "低保管理", "5")), scheme(2024, row("a", "低保管理", "4"))
    of_draft = subject(before, after, earlier=Sibling(address="jia/mzj/2023", year=2023, published=False))
    assert of_draft.before is None
    assert compared(of_draft) is None


def test_what_is_noted_of_a_comparison() -> None:
    before = scheme(2023, row("a", "低保管理", "5"), row("b", "信访化解", "3", row("b1", "初访办理")))
    after = scheme(2024, row("a", "低保管理", "4", lead="救助股"), row("d", "适老化改造", "4"))
    noted = compared(subject(before, after))
    assert noted == Compared("jia/mzj/2024", "甲县", "甲县民政局", False, 2024, 2023, (1, 2, 1, 1), ("适老化改造",), ("信访化解",))


def noted(address: str, year: int, **more: Any) -> Compared:
    known: dict[str, Any] = {"region": "甲县", "agency": address, "demo": False, "counts": (1, 2, 3, 4), "new": (), "gone": ()}
    return Compared(address=f"{address}/{year}", year=year, before=year - 1, **(known | more))


def test_the_lists_of_comparisons_are_bounded_and_lead_to_all() -> None:
    many = [noted(f"jia/a{n:03}", 2024) for n in range(ROWS + 20)]
    pages = list(compare_pages([*many, noted("yi/mzj", 2024), noted("yi/mzj", 2023)]))
    assert [page.address for page in pages] == ["compare/index.html", "compare/jia.html", "compare/jia-2.html"]
    index, first, second = pages
    assert f"甲县全部{ROWS + 20}份比较" in index.body
    assert index.body.count('<th scope="row">') == SHOWN + 2
    assert [page.body.count('<th scope="row">') for page in (first, second)] == [ROWS, 20]
    assert all(len(page.body.encode()) < 120_000 for page in pages)
    assert index.body.index("2024年度与2023年度", index.body.index("yi/mzj")) < index.body.index("2023年度与2022年度")


def test_without_a_comparison_the_list_says_so() -> None:
    (page,) = compare_pages([])
    assert "目前没有可以比较的方案" in page.body


def test_weights_across_the_years_as_bars() -> None:
    newest = (Weight(name="业务", stated="70分", share="70%"), Weight(name="能力", stated="30分", share="约30.33%"))
    older = (Weight(name="业务", stated="65分", share="65%"), Weight(name="效能", stated="35分", share="35%"))
    chart = weight_years([("2024", newest), ("2023", older)])
    assert 'aria-label="2024年度：业务70%，能力30.33%"' in chart
    assert chart.count('class="gk-shade0"') == 2
    assert "效能" in chart
    assert not weight_years([("2024", newest)])
    assert not weight_years([("2024", newest), ("2023", ())])
