"""The score page: what the table shows of any table of indicators, its sums, its grid, and the weights of the components."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given, settings
from msgspec import structs

from conftest import TODAY, Golden
from gongkai.model import Agency, Region, Scheme
from gongkai.rules import Case
from gongkai.views.parts import Part, parts
from gongkai.views.scores.page import scores_page
from gongkai.views.scores.weight_bar import weight_bar
from gongkai.views.subject import Sibling, Subject
from reading import read
from strategies import schemes

EVIL = '<script>alert("甲")</script>'
WORK = {"id": "work", "name": "职能", "points": 60, "clause": "一"}
OTHER = {"id": "other", "name": "能力", "points": 40}
Element = ElementTree.Element


def case(**fields: Any) -> Case:
    plain = {
        "format": 1,
        "title": "某局2024年度方案",
        "year": 2024,
        "disclosure": {"mode": "主动公开"},
        "text": "一、考评内容",
        "components": [WORK, OTHER],
    }
    scheme = msgspec.convert({**plain, **fields}, Scheme)
    return Case(scheme=scheme, region=Region(name="某县"), agency=Agency(name="某局"), documents={})


def body(of: Case) -> str:
    return scores_page(subject(of)).body


def subject(of: Case) -> Subject:
    return Subject(case=of, address="a/b/2024", findings=(), digest="", earlier=None, later=None, today=TODAY)


def tree(html: str) -> Element:
    """The page below its head."""
    below = re.sub(r"(<input[^>]*)>", r"\1/>", html[html.index("</header>") + 9 :])
    return ElementTree.fromstring(f"<body>{below}</body>")


def words(element: Element | None) -> str:
    assert element is not None
    return "".join(element.itertext())


def table(of: Case) -> Element:
    found = tree(body(of)).find(".//div[@class='gk-score-frame']/table")
    assert found is not None
    return found


def rows(of: Case) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in table(of).iter("tr") if row.get("id", "").startswith("r-")]


def sums(of: Case) -> list[tuple[str, str, str]]:
    return [(words(row[0]), words(row[1]), words(row[2])) for row in table(of).iter("tr") if row.get("class") == "gk-sum"]


def indicator(id_: str, points: float | None = None, *children: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"id": id_, "name": f"指标{id_}", "points": points, "children": list(children), **fields}


TABLE = [
    indicator("a", 60, indicator("a1", 20, indicator("a11", 20)), indicator("a2", 40), component="work"),
    indicator("b", 40, component="other"),
]


def test_rows_are_numbered_through_the_table_at_any_depth() -> None:
    assert [row[0] for row in rows(case(indicators=TABLE))] == ["1", "1.1", "1.1.1", "1.2", "2"]


def test_rows_name_themselves_and_link_to_themselves() -> None:
    for row in table(case(indicators=TABLE)).iter("tr"):
        if row.get("id"):
            link = row.find("td/a")
            assert link is not None and link.get("href") == f"#{row.get('id')}"
            header = row.find("th")
            assert header is not None and header.get("scope") == "row"


def test_every_component_has_its_sum_and_the_whole_its_total() -> None:
    assert sums(case(indicators=TABLE)) == [
        ("职能小计", "60", "一级指标1项，二级指标2项，三级指标1项"),
        ("能力小计", "40", "一级指标1项"),
        ("总计", "100", "一级指标2项，二级指标2项，三级指标1项"),
    ]


def test_a_component_with_parts_is_summed_after_them() -> None:
    inner = [{"id": "key", "name": "重点", "points": 50}, {"id": "plain", "name": "常规", "points": 10}]
    table = [indicator("a", 50, component="key"), indicator("b", 10, component="plain"), indicator("c", 40, component="other")]
    found = sums(case(components=[{**WORK, "components": inner}, OTHER], indicators=table))
    assert [(label, points) for label, points, _ in found] == [
        ("重点小计", "50"),
        ("常规小计", "10"),
        ("职能合计", "60"),
        ("能力小计", "40"),
        ("总计", "100"),
    ]


def test_a_sum_that_misses_the_stated_points_says_both() -> None:
    short = [indicator("a", 59.5, component="work"), indicator("b", 40, component="other")]
    assert sums(case(indicators=short)) == [
        ("职能小计", "59.5", "一级指标1项 ≠ 载明60分"),
        ("能力小计", "40", "一级指标1项"),
        ("总计", "99.5", "一级指标2项 ≠ 载明100分"),
    ]


def test_an_indicator_without_points_shows_what_its_children_have() -> None:
    assert [
        row[2] for row in rows(case(indicators=[indicator("a", None, indicator("a1", 1.5), indicator("a2", 2), component="work")]))
    ] == [
        "3.5",
        "1.5",
        "2",
    ]


def test_a_subtotal_row_of_the_source_is_not_added() -> None:
    repeated = {"id": "s", "name": "小计", "points": 60, "component": "work"}
    assert sums(case(indicators=[*TABLE, repeated]))[-1][:2] == ("总计", "100")


def test_only_columns_that_hold_anything() -> None:
    held = [indicator("a", 60, component="work", lead="办公室", due="2024-11-30", more={"计量单位": "件"})]
    heads = [words(cell) for cell in table(case(indicators=held)).iterfind("thead/tr/th")]
    assert heads == ["序号", "指标", "分值", "责任单位", "完成时限", "计量单位"]
    assert rows(case(indicators=held)) == [["1", "指标a", "60", "办公室", "11月30日", "件"]]


def test_a_phone_reads_the_columns_labels_from_the_tables_style() -> None:
    rows = [{"id": "a", "component": "work", "name": "甲", "points": 1, "target": "5次", "more": {"备\\'注\"": "乙"}}]
    table = tree(body(case(indicators=rows))).find(".//table[@class='gk-score']")
    assert table is not None
    assert table.get("style") == "--gk-4:'目标值';--gk-5:'备\\5c \\27 注\"'"


def test_a_deadline_in_another_year_keeps_its_year() -> None:
    periods = ("2024-11-上旬", "2025-01", "2024-12-30/2025-01-02")
    held = [indicator(f"i{number}", 1, component="work", due=due) for number, due in enumerate(periods)]
    assert [row[3] for row in rows(case(indicators=held))] == ["11月上旬", "2025年1月", "12月30日至2025年1月2日"]


def test_indicators_of_no_component_are_not_lost() -> None:
    lost = case(indicators=[*TABLE, indicator("x", 1, component="nowhere"), indicator("y", 1)])
    groups = [words(row[0]) for row in table(lost).iter("tr") if row.get("class") == "gk-group"]
    assert groups == ["职能", "能力", "未归入考评内容的指标"]
    assert [row[1] for row in rows(lost)][-2:] == ["指标x", "指标y"]


@pytest.mark.parametrize(
    ("attachments", "sentence"),
    [
        ([], "本方案没有随附绩效目标考评表。"),
        ([{"number": 1, "title": "考评表", "content": "indicators"}], "附件1《考评表》：附件未随文提供。"),
        ([{"title": "《考评表》", "content": "indicators"}], "附件《考评表》：附件未随文提供。"),
        ([{"number": 2, "title": "考评表", "content": "indicators", "withheld": "内部使用"}], "附件2《考评表》不公开：内部使用。"),
    ],
)
def test_a_missing_table_is_named(attachments: list[dict[str, Any]], sentence: str) -> None:
    html = body(case(attachments=attachments))
    assert sentence in html
    assert "gk-score-frame" not in html


def test_a_table_that_came_as_a_file_only_is_linked() -> None:
    of = case(attachments=[{"number": 1, "title": EVIL, "content": "indicators", "file": "kaopingbiao.pdf"}])
    html = scores_page(replace(subject(of), files={"kaopingbiao.pdf": 12_000})).body
    assert '<a href="kaopingbiao.pdf" download="&lt;script&gt;' in html
    assert "下载（PDF，12 KB）</a>。" in html
    assert "未随文提供" not in html
    assert "<script" not in html


def test_stated_and_listed_numbers_stand_side_by_side() -> None:
    declared = {**WORK, "declared": {"level1": 1, "level2": 3}}
    first = tree(body(case(components=[declared, OTHER], indicators=TABLE))).find(".//table[@class='gk-parts']/tbody/tr")
    assert first is not None
    assert [words(cell) for cell in first] == ["职能", "60", "60%", "1 ✓", "2 ≠ 载明3项", "1", "一"]


@given(schemes())
@settings(max_examples=25)
def test_every_row_fills_the_grid(scheme: Scheme) -> None:
    html = body(Case(scheme=scheme, region=Region(name="某县"), agency=Agency(name="某局"), documents={}))
    for grid in tree(html).iter("table"):
        width = len(grid.findall("thead/tr/th"))
        assert {sum(int(cell.get("colspan", "1")) for cell in row) for row in grid.iter("tr")} == {width}


# Beside last year


LAST = {"previous": [indicator("a", 50, indicator("a1", 20), indicator("gone", 30, indicator("below", 30))), indicator("old", 10)]}


def after(indicators: list[dict[str, Any]], **last: Any) -> Case:
    """This year's table beside one of 2023."""
    before = case(year=2023, indicators=LAST["previous"], **last).scheme
    now = case(indicators=indicators)
    return Case(scheme=now.scheme, region=now.region, agency=now.agency, documents={}, previous=before)


def notes(of: Subject) -> str:
    return words(tree(scores_page(of).body).find(".//div[@class='gk-quiet gk-score-notes']"))


def test_rows_show_what_was_added_to_their_points_or_taken_from_them() -> None:
    now = after([indicator("a", 60, indicator("a1", 20), indicator("a2", 40), component="work"), indicator("old", 9.5, component="other")])
    heads = [words(cell) for cell in table(now).iterfind("thead/tr/th")]
    assert heads == ["序号", "指标", "分值", "比上年"]
    assert [(row[0], row[3]) for row in rows(now)] == [("1", "+10"), ("1.1", ""), ("1.2", "新增"), ("2", "−0.5")]


def test_dropped_indicators_are_named_and_linked_to_last_years_page() -> None:
    now = after([indicator("a", 60, indicator("a1", 60), component="work")])
    linked = replace(subject(now), earlier=Sibling(address="a/b/2023", year=2023))
    assert "2023年度有、本年度没有的指标2项：指标gone、指标old。" in notes(linked)
    assert '<a href="../2023/scores.html#r-gone">指标gone</a>' in scores_page(linked).body
    between = replace(linked, earlier=Sibling(address="a/b/2022", year=2022))  # not the one it was held against
    assert "指标gone" in notes(between)
    assert "#r-gone" not in scores_page(between).body


def test_the_same_points_need_no_column_and_are_said() -> None:
    now = after(LAST["previous"])
    assert "与2023年度的考评表相比，指标和分值没有增减。" in notes(subject(now))
    assert "比上年" not in body(now)


@pytest.mark.parametrize(
    ("indicators", "last", "sentence"),
    [
        (TABLE, {"scale": 1000}, "2023年度的满分是1000分，与本年度不同，分值不作比较。"),
        ([indicator(f"n{i}", 10) for i in range(10)], {}, "指标的编号大多与2023年度的考评表不同，不逐项比较。"),
    ],
)
def test_tables_that_cannot_be_compared_are_not(indicators: list[dict[str, Any]], last: dict[str, Any], sentence: str) -> None:
    now = after(indicators, **last)
    assert sentence in notes(subject(now))
    assert "新增" not in body(now)


def test_a_gap_of_years_is_named() -> None:
    now = after([indicator("a", 55, component="work")])
    assert "比上年" in body(now)
    assert "比2023年" in body(structs.replace(now, scheme=structs.replace(now.scheme, year=2026)))


# Units


def units(of: Case) -> list[list[str]]:
    found = tree(body(of)).find(".//table[@class='gk-units']")
    return [] if found is None else [[words(cell) for cell in row] for row in found.iter("tr")]


def test_units_are_listed_with_what_they_answer_for() -> None:
    held = [
        indicator("a", 60, indicator("a1", 20, lead="救助股", support=["办公室"]), indicator("a2", 40, lead="办公室"), component="work"),
        indicator("b", 40, component="other", lead="救助股"),
    ]
    assert units(case(indicators=held)) == [
        ["单位", "责任指标", "分值", "占全表", "配合指标", "涉及分值"],
        ["救助股", "2项", "60", "60%", "", ""],
        ["办公室", "1项", "40", "40%", "1项", "20"],
    ]


def test_a_row_without_units_has_those_of_the_row_above() -> None:
    held = [indicator("a", 3, indicator("a1", 1), indicator("a2", 1, lead="乙"), indicator("a3", 1, support=["丙"]), lead="甲")]
    assert units(case(indicators=held))[1:] == [
        ["甲", "1项", "1", "33.3%", "", ""],
        ["乙", "1项", "1", "33.3%", "", ""],
        ["丙", "", "0", "0%", "1项", "1"],
        ["未写责任单位", "1项", "1", "33.3%", "", ""],
    ]


def test_jointly_held_rows_count_in_full_for_each_and_are_said_to() -> None:
    held = [indicator("a", 60, lead="甲、乙"), indicator("b", 40, lead="甲")]
    assert units(case(indicators=held)) == [
        ["单位", "责任指标", "分值", "占全表", "其中共同负责"],
        ["甲", "2项", "100", "100%", "1项，60分"],
        ["乙", "1项", "60", "60%", "1项，60分"],
    ]
    assert "每个单位都全额计入，所以各单位之和大于全表" in body(case(indicators=held))


def test_points_count_where_they_stand() -> None:
    """On the lowest level that has any: with the row above where its parts have none, without it where they have."""
    held = [indicator("a", 60, indicator("a1", None, lead="乙"), lead="甲"), indicator("b", 40, indicator("b1", 40, lead="乙"), lead="甲")]
    assert [row[:3] for row in units(case(indicators=held))[1:]] == [["甲", "2项", "60"], ["乙", "2项", "40"]]


def test_a_repeated_sum_belongs_to_nobody() -> None:
    held = [indicator("a", 60, lead="甲"), {"id": "s", "name": "合计", "points": 60}]
    assert [row[:4] for row in units(case(indicators=held))[1:]] == [["甲", "1项", "60", "100%"]]
    assert words(tree(body(case(indicators=held))).find(".//p[@id='score-state']")) == "共1项，60分。"


def test_a_table_that_names_no_unit_has_no_list_of_them() -> None:
    assert units(case(indicators=TABLE)) == []


# Controls


def choices(of: Case, name: str) -> list[tuple[str, str]]:
    found = tree(body(of)).find(f".//select[@id='score-{name}']")
    return [] if found is None else [(option.get("value", words(option)), words(option)) for option in found]


def test_only_what_the_table_holds_can_be_chosen() -> None:
    held = [indicator("a", 60, component="work", lead="甲", due="2024-11-30"), indicator("b", 40, component="other", due="2025-01-上旬")]
    shown = case(indicators=held)
    assert choices(shown, "part") == [("", "全部"), ("work", "职能"), ("other", "能力")]
    assert choices(shown, "unit") == [("", "全部"), ("甲", "甲")]
    assert choices(shown, "due") == [("", "全部"), ("2024-11", "2024年11月"), ("2025-01", "2025年1月")]
    assert [value for value, _ in choices(shown, "sort")] == ["", "points-", "points", "due", "due-", "lead"]
    assert choices(shown, "level") == []
    plain = case(indicators=TABLE)
    assert (choices(plain, "unit"), choices(plain, "due")) == ([], [])
    assert [value for value, _ in choices(plain, "sort")] == ["", "points-", "points"]
    assert choices(plain, "level") == [("", "末级指标"), ("0", "考评内容"), ("1", "一级指标"), ("2", "二级指标")]


def test_the_last_day_of_every_deadline_stands_in_its_head() -> None:
    held = [indicator(str(n), 1, component="work", due=due) for n, due in enumerate(("2024-11-上旬", "2024-12-30/2025-01-02", "2024-03"))]
    heads = [head for head in table(case(indicators=held)).iterfind("thead/tr/th") if head.get("data-key") == "due"]
    assert [head.get("data-days") for head in heads] == ["3月=2024-03-31;11月上旬=2024-11-10;12月30日至2025年1月2日=2025-01-02"]


def test_a_page_without_a_table_needs_no_script() -> None:
    page = scores_page(subject(case()))
    assert page.scripts == ()
    assert "gk-tools" not in page.body


def test_a_bar_lies_over_that_of_the_row_above_on_one_scale() -> None:
    bars = [[path.get("d") for path in row.iter("path")] for row in table(case(indicators=TABLE)).iter("tr") if row.get("id")]
    assert bars == [["M0 3h40"], ["M0 3h40", "M0 3h13"], ["M0 3h13", "M0 3h13"], ["M0 3h40", "M0 3h27"], ["M0 3h27"]]


def test_the_page_of_a_whole_bureau_stays_small(subjects: dict[str, Subject]) -> None:
    assert len(scores_page(subjects["demo/mzj/2025"]).body.encode()) < 75_000


def weights(of: Case) -> dict[str, Fraction | None]:
    return {part.component.id: part.weight for part in parts(of)}


def test_points_weigh_against_the_scale() -> None:
    assert weights(case(scale=1000, components=[{**WORK, "points": 200}, {**OTHER, "points": 800}])) == {
        "work": Fraction(1, 5),
        "other": Fraction(4, 5),
    }


def test_points_inside_a_share_weigh_against_its_full_marks() -> None:
    inner = [{"id": "key", "name": "重点", "points": 65}, {"id": "plain", "name": "常规", "points": 35}]
    target = {"id": "target", "name": "目标", "share": "70%", "full": 100, "components": inner}
    public = {"id": "public", "name": "公众", "share": "30%"}
    assert weights(case(components=[target, public])) == {
        "target": Fraction(70, 100),
        "key": Fraction(455, 1000),
        "plain": Fraction(245, 1000),
        "public": Fraction(30, 100),
    }


def test_points_inside_a_share_are_marks_on_the_scale() -> None:
    inner = [{"id": "key", "name": "业绩", "points": 200}, {"id": "plain", "name": "自身", "points": 800}]
    found = weights(case(scale=1000, components=[{"id": "target", "name": "指标", "share": "60%", "components": inner}]))
    assert found == {"target": Fraction(60, 100), "key": Fraction(12, 100), "plain": Fraction(48, 100)}


@given(schemes())
@settings(max_examples=25)
def test_the_bar_never_leaves_its_frame(scheme: Scheme) -> None:
    of = Case(scheme=scheme, region=Region(name="某县"), agency=Agency(name="某局"), documents={})
    found: tuple[Part, ...] = parts(of)
    bar = weight_bar(tuple(part for part in found if part.depth == 1))
    for start, width in re.findall(r'<svg x="([0-9.]+)%" width="([0-9.]+)%"', bar):
        assert Decimal(start) + Decimal(width) <= 100


def test_markup_in_any_field_of_the_table_is_shown_as_text() -> None:
    evil = indicator("a", 1, component="work", target=EVIL, criterion=EVIL, evidence=EVIL, lead=EVIL, support=[EVIL], more={EVIL: EVIL})
    shown = case(indicators=[{**evil, "name": EVIL}], attachments=[{"title": EVIL, "content": "indicators"}])
    assert "script" not in read(body(shown)).tags
    assert rows(shown)[0][1] == EVIL
    assert words(table(shown).find("caption/strong")) == EVIL


@pytest.mark.parametrize("address", ["demo/sjglj/2025", "anxi/sfj/2019", "tongan/tyjrswj/2020"])
def test_the_page_as_reviewed(subjects: dict[str, Subject], golden: Golden, address: str) -> None:
    below_head = scores_page(subjects[address]).body.partition("</header>\n")[2]
    golden(f"{address.replace('/', '-')}-scores.html", below_head)
