"""Texts and figures → the XML of a sheet's rows and merged cells (ECMA-376 Part 1, 18.3). Rows and columns count from 0.

A table has two thousand cells: texts are escaped in one go, and a row is filled into a template of its kind.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from xml.sax.saxutils import escape

LONGEST = 32767
"""Characters in a cell; Excel calls a file with more in one damaged."""
_CUT = "……（未完，全文见网页）"
_ROW = "\0"
"""Stands for the row's number in a template."""
_ODD = re.compile(r"[&<>]|_x|\0\s|\s\0")
"""What makes texts, between marks, need more than copying."""
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Read by spreadsheets as the beginning of a character's code."""


@lru_cache(maxsize=256)
def letter(column: int) -> str:
    """A, …, Z, AA, …"""
    before, here = divmod(column, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + here)


def cell_texts(texts: Sequence[str]) -> Sequence[str]:
    """The texts as cells hold them: as XML, without blanks around them, cut where a cell ends."""
    if _ODD.search("\0".join(("", *texts, ""))) or max(map(len, texts), default=0) > LONGEST:
        return [_cell_text(text) for text in texts]
    return texts


def _cell_text(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST:
        text = text[: LONGEST - len(_CUT)] + _CUT
    return escape(_ESCAPE_LIKE.sub("_x005F_", text))


def template(styles: Sequence[int | None]) -> str:
    """A row with a `%s` in every cell: a text (see `cell_texts`) in one with a style, a figure (see `figure`) in one without."""
    return "".join(
        f'<c r="{letter(column)}{_ROW}" %s'
        if style is None
        else f'<c r="{letter(column)}{_ROW}" s="{style}" t="inlineStr"><is><t>%s</t></is></c>'
        for column, style in enumerate(styles)
    )


def figure(digits: str, style: int) -> str:
    """A number in plain notation, or nothing, with its style."""
    return f's="{style}"><v>{digits}</v></c>' if digits else f's="{style}"/>'


def row_xml(row: int, filled: str, height: float | None = None) -> str:
    """A filled template as that row, as high as is said (in points), or as the spreadsheet finds fit."""
    number = str(row + 1)
    high = "" if height is None else f' ht="{height:g}" customHeight="1"'
    return f'<row r="{number}"{high}>{filled.replace(_ROW, number)}</row>'


def rows_xml(rows: Iterable[str]) -> str:
    """All rows; a cell without a text is a blank one."""
    return f"<sheetData>{''.join(rows)}</sheetData>".replace(' t="inlineStr"><is><t></t></is></c>', "/>")


def merges_xml(merges: Sequence[tuple[int, int, int, int]]) -> str:
    """Rectangles of cells shown as one: top, left, bottom, right."""
    cells = [f'<mergeCell ref="{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"/>' for top, left, bottom, right in merges]
    return f'<mergeCells count="{len(cells)}">{"".join(cells)}</mergeCells>'


def columns_xml(widths: Iterable[int]) -> str:
    """The widths of the columns, in characters."""
    columns = (f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(widths, start=1))
    return f"<cols>{''.join(columns)}</cols>"
