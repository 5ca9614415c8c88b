"""The text renderers and JSON over one hand-made diagnostic: every fact is there, the caret stands under the place."""

import json

import pytest
from msgspec.structs import replace

from gongkai.diagnostics import Basis, Diagnostic, Finding, Place, Rule, Severity, Span
from gongkai.report import renderer
from gongkai.report.words import width

RULE = Rule(
    code="P001", name="parts-sum", title="各部分之和", severity=Severity.ERROR, basis=Basis.CONSISTENCY, source="各部分之和应等于总分"
)
LINE = "    name: 重点工作目标，points: 46"
HERE = Span(file="schemes/a/b/2024.yml", line=7, column=LINE.index("46") + 1, end_column=LINE.index("46") + 3, source=LINE)
THERE = Span(file="schemes/a/b/2024.yml", line=3, column=8, end_column=10, source="scale: 45")
FOUND = Diagnostic(
    rule=RULE,
    finding=Finding(code="P001", message="重点工作目标 46 分，应为 45 分", place=Place(), help="请核对分值。", clause="二（一）"),
    span=HERE,
    related=((THERE, "总分在这里"),),
)


def test_full_shows_line_caret_relation_and_what_to_do() -> None:
    assert list(renderer("full")([FOUND])) == [
        "错误 P001 重点工作目标 46 分，应为 45 分",
        "  --> schemes/a/b/2024.yml:7:26",
        f"  7 | {LINE}",
        "    | " + " " * 32 + "^^",
        "  相关：总分在这里",
        "  --> schemes/a/b/2024.yml:3:8",
        "  3 | scale: 45",
        "    |        ^^",
        "  处理：请核对分值。",
        "  依据：一致性·各部分之和应等于总分（gongkai explain P001）",
        "",
    ]


def test_the_caret_counts_a_han_character_as_two_columns() -> None:
    _, _, source, caret, *_ = renderer("full")([FOUND])
    assert width(source[: source.index("46")]) == caret.index("^")
    assert width("重点，ab") == 8
    assert width("e\u0301") == 1


@pytest.mark.parametrize("before", ["一" * 400, "x" * 400, ""])
def test_a_long_line_is_cut_around_the_place(before: str) -> None:
    line = before + "错字" + "二" * 400
    span = replace(HERE, source=line, column=len(before) + 1, end_column=len(before) + 3)
    _, _, source, caret, *_ = renderer("full")([replace(FOUND, span=span)])
    assert width(source) < 130
    start = source.index("错字")
    assert width(source[:start]) == caret.index("^")
    assert caret.count("^") == 4


def test_a_whole_file_has_no_excerpt() -> None:
    lines = list(renderer("full")([replace(FOUND, span=Span(file="x.yml"), related=())]))
    assert lines[1] == "  --> x.yml"
    assert lines[2].startswith("  处理")


def test_waived_says_why() -> None:
    waived = replace(FOUND, finding=replace(FOUND.finding, waived="原文如此"))
    lines = list(renderer("full")([waived]))
    assert lines[0].startswith("已豁免 P001")
    assert "  豁免：原文如此" in lines
    assert next(iter(renderer("concise")([waived]))).startswith("schemes/a/b/2024.yml:7:26: 已豁免 P001")


def test_concise_is_one_line_each() -> None:
    assert list(renderer("concise")([FOUND, FOUND])) == ["schemes/a/b/2024.yml:7:26: 错误 P001 重点工作目标 46 分，应为 45 分"] * 2


def test_json_holds_every_fact() -> None:
    (found,) = json.loads("\n".join(renderer("json")([FOUND])))
    assert found["code"] == "P001" and found["severity"] == "error" and found["clause"] == "二（一）"
    assert (found["line"], found["column"], found["end_column"]) == (7, 26, 28)
    assert found["related"] == [{"message": "总分在这里", "file": THERE.file, "line": 3, "column": 8, "end_column": 10}]
    assert found["waived"] is None and found["fix"] is None


def test_nothing_found_is_still_well_formed() -> None:
    assert json.loads("\n".join(renderer("json")([]))) == []
    assert all(list(renderer(name)([])) == [] for name in ("full", "concise", "github"))
