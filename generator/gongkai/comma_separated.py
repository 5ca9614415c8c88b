"""Columns of texts → CSV as every spreadsheet opens it (RFC 4180, UTF-8 with BOM), in which no cell can start a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import chain

BOM = "\ufeff"
"""Without it Excel takes the file for GBK."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, in either width."""
_QUOTED = (",", '"', "\n", "\r")
_BETWEEN = "\x1f"
"""No source may hold it."""

Column = Sequence[str]


def csv_file(head: Column, rows: Iterable[Sequence[str]], *, figures: Iterable[int] = ()) -> bytes:
    """A whole file: the names of the columns, and the rows; see `csv_lines`."""
    return (BOM + csv_lines([(name,) for name in head]) + csv_lines(list(zip(*rows, strict=True)), figures=figures)).encode()


def csv_lines(columns: Sequence[Column], *, same: Sequence[str] = (), figures: Iterable[int] = ()) -> str:
    """The rows that the columns make, each ended by CR LF; a text that could start a formula gets an apostrophe before it.

    `same` are the cells that begin every row; `figures` are the places of columns of numbers, which keep their sign.
    """
    exempt = frozenset(figures)
    together = _BETWEEN.join(("", *same, *chain.from_iterable(column for place, column in enumerate(columns) if place not in exempt)))
    # nearly no table holds any such text, and one look at all of it is quicker than one at every cell
    if any(start in together and _BETWEEN + start in together for start in _FORMULA):
        columns = [column if place in exempt else list(map(_harmless, column)) for place, column in enumerate(columns)]
        same = list(map(_harmless, same))
    rows = zip(*columns, strict=True)
    if any(char in together for char in _QUOTED):
        out = StringIO()
        csv.writer(out).writerows((*same, *row) for row in rows)
        return out.getvalue()
    lead = "".join(f"{cell}," for cell in same)
    return "".join([f"{lead}{row}\r\n" for row in map(",".join, rows)])


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
