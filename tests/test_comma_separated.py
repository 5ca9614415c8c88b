"""CSV for spreadsheets: what goes in comes out again, no cell starts a formula, and the two ways of writing agree."""

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.comma_separated import csv_file, csv_lines

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00\x1f"), max_size=8)
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), CELL)
@example([("\r", "\n")], "")
def test_a_reader_gets_the_cells_back(rows: list[tuple[str, str]], same: str) -> None:
    lines = csv_lines(list(zip(*rows, strict=True)), same=(same,))
    guarded = [[f"'{cell}" if cell.startswith(STARTS) else cell for cell in (same, *row)] for row in rows]
    assert read(lines) == guarded
    assert lines.endswith("\r\n")


@pytest.mark.parametrize("start", STARTS)
def test_no_text_starts_a_formula(start: str) -> None:
    (row,) = read(csv_lines([(f"{start}1+1",), ("=2",), ("民政局",)], same=(start,)))
    assert row == [f"'{start}", f"'{start}1+1", "'=2", "民政局"]


def test_numbers_keep_their_sign_and_only_they() -> None:
    assert csv_lines([("-5",), ("-5",)], figures=(0,)) == "-5,'-5\r\n"


def test_a_file_opens_in_a_spreadsheet() -> None:
    assert csv_file(("名称", "分值"), [("低保", "5"), ("一，二", "")]) == "\ufeff名称,分值\r\n低保,5\r\n一，二,\r\n".encode()
    assert csv_file(("名称",), []) == "\ufeff名称\r\n".encode()
