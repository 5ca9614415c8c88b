"""Texts and figures → the XML of a sheet's rows and merged cells (ECMA-376 Part 1, 18.3). Rows and columns count from 0.

A table has two thousand cells: their texts are escaped in one go, and fill forms of whole rows that other tables have alike.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape

LONGEST = 32767
"""Characters in a cell; Excel calls a file with more in one damaged."""
_CUT = "……（未完，全文见网页）"
_MARKED = ("&", "<", ">", "_x", "\0 ", " \0", "\0\n", "\n\0", "\0\t", "\t\0", "\0　", "　\0")
"""What makes texts, with a mark between them, need more than copying."""
_LIKE_A_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Read by spreadsheets as the beginning of a character's code."""


@lru_cache(maxsize=256)
def letter(column: int) -> str:
    """A, …, Z, AA, …"""
    before, here = divmod(column, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + here)


def cell_texts(texts: Sequence[str]) -> Sequence[str]:
    """The texts as cells hold them: as XML, without blanks around them, cut where a cell ends."""
    together = "\0".join(("", *texts, ""))
    if any(mark in together for mark in _MARKED) or max(map(len, texts), default=0) > LONGEST:
        return [_cell_text(text) for text in texts]
    return texts


def _cell_text(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST:
        text = text[: LONGEST - len(_CUT)] + _CUT
    return escape(_LIKE_A_CODE.sub("_x005F_", text), quote=False)


@lru_cache(maxsize=4096)
def row_form(row: int, styles: tuple[int | None, ...], height: float | None = None) -> str:
    """A row with a `%s` in every cell: a text (see `cell_texts`) in one with a style, a figure (see `figure`) in one without.

    It is so many points high, or as the spreadsheet finds fit.
    """
    number = row + 1
    high = "" if height is None else f' ht="{height:g}" customHeight="1"'
    cells = (
        f'<c r="{letter(column)}{number}" %s'
        if style is None
        else f'<c r="{letter(column)}{number}" s="{style}" t="inlineStr"><is><t>%s</t></is></c>'
        for column, style in enumerate(styles)
    )
    return f'<row r="{number}"{high}>{"".join(cells)}</row>'


def figure(digits: str, style: int) -> str:
    """A number in plain notation, or nothing, with its style."""
    return f's="{style}"><v>{digits}</v></c>' if digits else f's="{style}"/>'


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
