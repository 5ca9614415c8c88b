"""indicators.csv and indicators.json: every indicator once, with the whole way to it, and nothing that a spreadsheet would run."""

import csv
import json
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from hypothesis import given

from gongkai.exchange import Published
from gongkai.exchange.indicators import indicators_csv, indicators_json
from published_cases import NOTICE, TABLE, indicator, published, tables


def rows_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel would take it for GBK"
    lines = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert len(set(lines[0])) == len(lines[0]), "a column's name twice"
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def table(**fields: Any) -> list[dict[str, str]]:
    return rows_of(indicators_csv(published(**fields)))


def test_a_row_tells_the_whole_way_to_its_indicator() -> None:
    rows = table(indicators=TABLE)
    assert [[row[name] for name in ("标识", "上级标识", "级别", "末级", "考评内容", "一级指标", "二级指标", "分值")] for row in rows] == [
        ["a", "", "1", "否", "职能", "指标a", "", "60"],
        ["a1", "a", "2", "是", "职能", "指标a", "指标a1", "20.5"],
        ["a2", "a", "2", "是", "职能", "指标a", "指标a2", "39.5"],
        ["b", "", "1", "否", "能力", "指标b", "", ""],
        ["b1", "b", "2", "是", "能力", "指标b", "指标b1", "40"],
    ]
    assert sum(Decimal(row["分值"]) for row in rows if row["末级"] == "是") == 100


def test_every_row_tells_where_it_is_from() -> None:
    rows = table(indicators=TABLE, notice=NOTICE)
    assert {tuple(row.values())[:6] for row in rows} == {("某局2024年度方案", "某民〔2024〕5号", "2024-03-05", "2024", "某县", "某局")}


def test_particulars_have_columns_of_their_own() -> None:
    row = table(indicators=TABLE)[1]
    names = ("责任单位", "配合单位", "目标值", "评分标准", "数据来源", "完成时限", "最后一天")
    assert [row[name] for name in names] == ["办公室", "甲股、乙股", "全部办结", "", "", "2024-11-30", "2024-11-30"]
    assert table(indicators=TABLE)[2]["最后一天"] == "2025-01-31"


def test_other_columns_of_the_table_follow_under_their_own_names_even_if_taken() -> None:
    row = table(indicators=[indicator("a", 1, more={"备注": "甲", "分值": "乙"})])[0]
    assert (row["备注"], row["分值"], row["分值（其他栏目）"]) == ("甲", "1", "乙")


def test_a_component_in_another_is_named_after_it() -> None:
    parts = [{"id": "all", "name": "全部", "points": 100, "components": [{"id": "one", "name": "其一", "points": 100}]}]
    assert table(components=parts, indicators=[indicator("a", 1, component="one"), indicator("b", 1)])[0]["考评内容"] == "全部／其一"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_text_starts_a_formula(start: str) -> None:
    evil = f'{start}HYPERLINK("http://example.com","点我")'
    row = table(indicators=[indicator("a", -1, name=evil, lead=evil, target=evil, more={evil: evil})], title=evil)[0]
    assert row["分值"] == "-1"
    cells = {name: value for name, value in row.items() if name != "分值"}
    assert not any(text.startswith(start) for text in (*cells, *cells.values()))
    assert row["责任单位"] == f"'{evil}"


def test_commas_quotes_and_lines_stay_in_their_cell() -> None:
    odd = 'a,b "c"\nd'
    assert table(indicators=[indicator("a", 1, target=odd)])[0]["目标值"] == odd


@given(tables())
def test_any_table_has_a_row_for_each_indicator(made: Published) -> None:
    rows, data = rows_of(indicators_csv(made)), json.loads(indicators_json(made))
    indicators = [node.indicator for node in made.case.indicators]
    assert [row["标识"] for row in rows] == [each["id"] for each in data["indicators"]] == [each.id for each in indicators]
    assert [each["names"][-1] for each in data["indicators"]] == [each.name for each in indicators]


def test_json_has_numbers_as_numbers_and_dates_as_dates() -> None:
    data = json.loads(indicators_json(published(indicators=TABLE, notice=NOTICE, url="https://www.example.gov.cn/")), parse_float=Decimal)
    assert {key: value for key, value in data.items() if key not in ("indicators", "terms")} == {
        "title": "某局2024年度方案",
        "number": "某民〔2024〕5号",
        "signed_on": "2024-03-05",
        "year": 2024,
        "region": "某县",
        "agency": "某局",
        "publisher": "某局",
        "validity": "有效",
        "source": "https://www.example.gov.cn/jia/mzj/2024/index.html",
    }
    assert data["indicators"][2] == {
        "place": "1.2",
        "id": "a2",
        "level": 2,
        "components": ["职能"],
        "names": ["指标a", "指标a2"],
        "parent": "a",
        "points": Decimal("39.5"),
        "lead": "救助股",
        "due": "2025-01",
        "due_first": "2025-01-01",
        "due_last": "2025-01-31",
    }


def test_json_tells_what_is_invented() -> None:
    assert json.loads(indicators_json(published(indicators=TABLE, demo=True)))["demo"] is True
