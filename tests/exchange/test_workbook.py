"""scores.xlsx as a spreadsheet reads it (openpyxl): the printed table, its sums as numbers, and whatever text a cell may have."""

import warnings
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.exchange import Published
from gongkai.exchange.cells import LONGEST, letter
from gongkai.exchange.grid import read_grid
from gongkai.exchange.workbook import scores_xlsx
from gongkai.views.subject import Subject
from published_cases import NOTICE, TABLE, indicator, published, tables


def opened(of: Published) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return openpyxl.load_workbook(BytesIO(scores_xlsx(of)))


def sheet(**fields: Any) -> Worksheet:
    found = opened(published(**{"indicators": TABLE, **fields}))["考评表"]
    assert isinstance(found, Worksheet)
    return found


def values(of: Worksheet, first: int = 4) -> list[tuple[object, ...]]:
    return list(of.iter_rows(min_row=first, values_only=True))


def told(book: openpyxl.Workbook) -> dict[str, str]:
    """The second sheet."""
    return {str(label): str(words) for label, words in book["说明"].iter_rows(values_only=True)}


def merged(of: Worksheet) -> set[str]:
    return {str(each) for each in of.merged_cells.ranges}


def test_the_table_is_laid_out_as_it_is_printed() -> None:
    of = sheet()
    heads = ("序号", "考评内容", "一级指标", "分值", "二级指标", "分值", "目标值", "责任单位", "配合单位", "完成时限")
    assert values(of, 3) == [
        heads,
        ("1.1", "职能\n（60分）", "指标a", 60, "指标a1", 20.5, "全部办结", "办公室", "甲股、乙股", "11月30日"),
        ("1.2", None, None, None, "指标a2", 39.5, None, "救助股", None, "2025年1月"),
        (None, None, "小计", 60, None, None, None, None, None, None),
        ("2.1", "能力\n（40分）", "指标b", None, "指标b1", 40, None, None, None, None),
        (None, None, "小计", 40, None, None, None, None, None, None),
        ("总计", None, None, 100, None, None, None, None, None, None),
    ]
    assert merged(of) == {"A1:J1", "A2:J2", "B4:B6", "C4:C5", "D4:D5", "E6:J6", "B7:B8", "E8:J8", "A9:C9", "E9:J9"}


def test_title_number_and_date_stand_on_top() -> None:
    of = sheet(notice=NOTICE)
    assert (of["A1"].value, of["A2"].value) == ("某局2024年度方案绩效目标考评表", "某民〔2024〕5号　　2024年3月5日　　某局")


def test_the_attachment_s_own_title_is_the_table_s() -> None:
    of = sheet(attachments=[{"title": "报表"}, {"title": "某局2024年度考评表", "content": "indicators"}])
    assert of["A1"].value == "某局2024年度考评表"


def test_what_no_longer_holds_or_is_invented_says_so() -> None:
    book = opened(published(demo=True, indicators=TABLE, disclosure={"mode": "主动公开", "validity": "废止"}))
    assert book["考评表"]["A2"].value == "某局　　（已废止）　　（演示数据）"
    notes = told(book)
    assert notes["有效性"] == "废止" and "虚构" in notes["演示"]


def test_points_are_numbers_with_the_decimals_they_are_written_with() -> None:
    of = sheet(indicators=[indicator("a", 60, indicator("a1", 20.125), indicator("a2", 39.875), component="work")])
    assert [(of[cell].value, of[cell].number_format) for cell in ("D4", "F4", "F5", "D6", "D8")] == [
        (60, "0"),
        (20.125, "0.000"),
        (39.875, "0.000"),
        (60, "0"),
        (60, "0"),
    ]
    assert of["D6"].font.b and not of["D4"].font.b


def test_points_stand_in_the_file_digit_by_digit() -> None:
    points = Decimal("1234567.12345678")
    with ZipFile(BytesIO(scores_xlsx(published(indicators=[indicator("a", points)])))) as package:  # type: ignore[arg-type]
        assert b"<v>1234567.12345678</v>" in package.read("xl/worksheets/sheet1.xml")


def test_it_prints_on_a4_across_with_the_head_on_every_page() -> None:
    of = sheet()
    assert (of.freeze_panes, of.print_title_rows) == ("A4", "$3:$3")
    assert of.sheet_properties.pageSetUpPr and of.sheet_properties.pageSetUpPr.fitToPage
    setup = of.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight) == (9, "landscape", 1, 0)
    foot = of.oddFooter
    assert foot and foot.center and foot.center.text == "第 &P 页，共 &N 页"


def test_columns_are_as_wide_as_what_they_hold_within_bounds() -> None:
    of = sheet(indicators=[indicator("a", 1, target="长" * 200, lead="股", component="work")])
    widths = [of.column_dimensions[letter(place)].width for place in range(of.max_column)]
    assert widths == [6, 12, 14, 7, 40, 10]


def test_deeper_components_have_a_column_of_their_own() -> None:
    parts = [
        {"id": "all", "name": "全部", "share": "80%", "components": [{"id": "one", "name": "其一"}, {"id": "two", "name": "其二"}]},
        {"id": "vote", "name": "评议", "share": "20%"},
    ]
    of = sheet(components=parts, indicators=[indicator("a", 3, component="one"), indicator("b", 4, component="two")])
    assert [row[:5] for row in values(of, 3)] == [
        ("序号", "考评内容", None, "一级指标", "分值"),
        ("1", "全部\n（80%）", "其一", "指标a", 3),
        (None, None, None, "小计", 3),
        ("2", None, "其二", "指标b", 4),
        (None, None, None, "小计", 4),
        (None, None, "全部合计", None, 7),
        (None, "评议\n（20%）", None, "表中未列指标", None),
        ("总计", None, None, None, 7),
    ]
    assert {"B3:C3", "B4:B8", "C4:C5", "C6:C7", "C8:D8", "B9:C9", "D9:F9", "A10:D10"} <= merged(of)


def test_a_sum_that_is_not_what_the_scheme_states_says_so() -> None:
    of = sheet(indicators=[indicator("a", 50, component="work"), indicator("b", 40, component="other")])
    assert [(row[1], row[3], row[4]) for row in values(of) if row[2] == "小计" or row[0] == "总计"] == [
        (None, 50, "载明60分"),
        (None, 40, None),
        (None, 90, "载明100分"),
    ]


def test_rows_without_a_component_stand_after_the_others() -> None:
    of = sheet(indicators=[indicator("a", 60, component="work"), indicator("b", 1)])
    assert [(row[1], row[2]) for row in values(of)][-3:] == [
        ("能力\n（40分）", "表中未列指标"),
        ("未归入考评内容的指标", "指标b"),
        (None, None),
    ]


def test_a_group_with_particulars_of_its_own_has_a_line_of_its_own() -> None:
    of = sheet(indicators=[indicator("a", 60, indicator("a1", 60), component="work", lead="办公室")])
    assert [row[:7] for row in values(of)][:2] == [
        ("1", "职能\n（60分）", "指标a", 60, None, None, "办公室"),
        ("1.1", None, None, None, "指标a1", 60, None),
    ]
    assert {"C4:C5", "D4:D5"} <= merged(of)


def test_a_line_is_high_enough_for_what_is_merged_into_it() -> None:
    of = sheet(indicators=[indicator("a", 60, indicator("a1", 30), indicator("a2", 30), name="很长的名称" * 30, component="work")])
    needed = -(-2 * 150 // 31)
    assert (of.row_dimensions[4].height, of.row_dimensions[5].height) == (None, 14 * (needed - 1))


@pytest.mark.parametrize("text", ["<b>&amp;</b>", "]]>", "_x0041_", "_x", "a_x00", '"引号"', "行一\n行二", "=1+1", "\t中\t"])
def test_any_text_is_a_text(text: str) -> None:
    cell = sheet(indicators=[indicator("a", 1, target=text, component="work")])["E4"]
    assert (unescape(str(cell.value)), cell.data_type) == (text.strip(), "s")


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    text = str(sheet(indicators=[indicator("a", 1, target="长" * 40_000, component="work")])["E4"].value)
    assert len(text) == LONGEST and text.endswith("长……（未完，全文见网页）")


def test_the_second_sheet_tells_where_the_table_is_from_and_on_what_terms() -> None:
    book = opened(published(indicators=TABLE, notice=NOTICE, url="https://www.example.gov.cn/"))
    notes = told(book)
    assert book.sheetnames == ["考评表", "说明"]
    assert notes["文号"] == "某民〔2024〕5号" and notes["成文日期"] == "2024年3月5日"
    assert notes["出处"] == "https://www.example.gov.cn/jia/mzj/2024/index.html"
    assert "注明出处" in notes["使用"]


def test_the_file_s_properties_tell_what_it_is() -> None:
    properties = opened(published(indicators=TABLE, notice={**NOTICE, "number": "甲&乙"})).properties
    assert (properties.title, properties.creator, properties.identifier) == ("某局2024年度方案", "某局", "甲&乙")
    assert str(properties.created) == "2024-03-05 00:00:00"


@settings(max_examples=60)
@given(tables())
def test_any_table_makes_a_sound_workbook(made: Published) -> None:
    case, of = made.case, opened(made)["考评表"]
    assert isinstance(of, Worksheet)
    taken: set[tuple[int, int]] = set()
    for each in of.merged_cells.ranges:
        cells = set(each.cells)
        assert not taken & cells, f"{each} overlaps another"
        taken |= cells
    grid = read_grid(case)
    texts = {cell for line in grid.lines for cell in line}
    assert {node.indicator.name for node in case.indicators} <= texts
    assert {component.component.name for component in case.components} <= {text.partition("\n（")[0] for text in texts}


def test_every_scheme_of_the_repository_with_a_table_makes_one(subjects: dict[str, Subject]) -> None:
    with_table = {address: each for address, each in subjects.items() if each.case.scheme.indicators}
    assert with_table
    for address, each in with_table.items():
        of = opened(Published(case=each.case, address=address))["考评表"]
        assert isinstance(of, Worksheet)
        total = [row for row in of.iter_rows(values_only=True) if row[0] == "总计"]
        assert [each for row in total for each in row if isinstance(each, int | float)] == [100], address


def test_every_part_is_well_formed_and_listed() -> None:
    with ZipFile(BytesIO(scores_xlsx(published(indicators=TABLE)))) as package:
        names = set(package.namelist())
        for name in names:
            ElementTree.fromstring(package.read(name))
        types = ElementTree.fromstring(package.read("[Content_Types].xml"))
        listed = {each.get("PartName", "").lstrip("/") for each in types if each.tag.endswith("Override")}
        assert {name for name in names if name.endswith(".xml") and name != "[Content_Types].xml"} == listed
