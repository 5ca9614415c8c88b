"""Columns of texts → CSV as every spreadsheet opens it (RFC 4180, UTF-8 with BOM), in which no cell can start a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

BOM = "\ufeff"
"""Without it Excel takes the file for GBK."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, in either width."""

Column = Sequence[str]


def csv_file(head: Column, rows: Iterable[Sequence[str]], *, figures: Iterable[int] = ()) -> bytes:
    """A whole file: the names of the columns, and the rows; see `csv_lines`."""
    return (BOM + csv_lines([(name,) for name in head]) + csv_lines(list(zip(*rows, strict=True)), figures=figures)).encode()


def csv_lines(columns: Sequence[Column], *, same: Sequence[str] = (), figures: Iterable[int] = ()) -> str:
    """The rows that the columns make, each ended by CR LF; a text that could start a formula gets an apostrophe before it.

    `same` are the cells that begin every row; `figures` are the places of columns of numbers, which keep their sign.
    """
    lead = "".join(f"{cell}," for cell in same)
    lines = [f"{lead}{row}\r\n" for row in map(",".join, zip(*columns, strict=True))]
    body = "".join(lines)
    return body if _plain(body, len(lines), len(same) + len(columns)) else _careful(columns, same, frozenset(figures))


def _plain(body: str, rows: int, cells: int) -> bool:
    """Whether joined cells are CSV already, as nearly always: one look at all of them is quicker than one at every cell.

    Nothing but what separates them separates, and none starts like a formula.
    """
    if '"' in body or body.count(",") != rows * (cells - 1) or not body.count("\r") == body.count("\n") == rows:
        return False
    return not any(
        start in body and (f",{start}" in body or f"\n{start}" in body or body.startswith(start)) for start in _FORMULA if start != "\r"
    )


def _careful(columns: Sequence[Column], same: Sequence[str], figures: frozenset[int]) -> str:
    guarded = [column if place in figures else list(map(_harmless, column)) for place, column in enumerate(columns)]
    begin = list(map(_harmless, same))
    out = StringIO()
    csv.writer(out).writerows((*begin, *row) for row in zip(*guarded, strict=True))
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
