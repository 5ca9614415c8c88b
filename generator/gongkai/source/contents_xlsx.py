"""Workbooks → passages, a row each: the cells that show, and those in hidden sheets, rows and columns; comments. Part of `contents`.

Read as a stream rather than with openpyxl, which fills rows up to the farthest cell and, when streaming, does not tell hidden rows.
"""

import re
from collections.abc import Mapping
from posixpath import join, normpath

from gongkai.source.contents_office import Prose
from gongkai.source.gathered import Gathered, UnreadError, short
from gongkai.source.package import Package

_MOST_STRINGS = 200_000
_MOST_CHARACTERS = 4_000_000
"""Of the strings that cells share, which must be kept while the sheets are read."""
_WIDEST = 256
"""Columns up to which empty cells are kept, so that those of several rows stand below each other."""
_COMMENTS = re.compile(r"xl/(?:threadedComments/[^/]+|comments\d*|comments/[^/]+)\.xml")
_POWER = re.compile(r"[0-9](?:\.[0-9]{1,17})?E\+?[0-9]{1,2}", re.IGNORECASE)
_DRAWINGS = re.compile(r"xl/drawings/drawing\d+\.xml")


def read_sheets(package: Package, gathered: Gathered) -> None:
    """All passages of a workbook; raises UnreadError."""
    if "xl/workbook.xml" not in package.names:
        raise UnreadError("这种表格的内容无法检查，请另存为 xlsx")
    strings = _Strings()
    if "xl/sharedStrings.xml" in package.names:
        package.parse("xl/sharedStrings.xml", strings.start, strings.end, strings.data)
        if strings.full:
            gathered.gaps.append("表格里的文字太多，没有检查完")
    for name, part, hidden in _sheets(package):
        sheet = _Sheet(gathered, f"{'隐藏的' if hidden else ''}工作表“{short(name)}”", strings.values, hidden)
        package.parse(part, sheet.start, sheet.end, sheet.data)
    for part in sorted(package.names):
        if _COMMENTS.fullmatch(part):
            comments = _Comments(gathered)
            package.parse(part, comments.start, comments.end, comments.data)
        elif _DRAWINGS.fullmatch(part):
            drawing = Prose(gathered, "文本框")
            package.parse(part, drawing.start, drawing.end, drawing.data)


def _sheets(package: Package) -> list[tuple[str, str, bool]]:
    """Name, part and whether it is hidden, of every sheet that has cells, in the order of the tabs."""
    parts: dict[str, str] = {}
    found: list[tuple[str, str, bool]] = []

    def relation(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            parts[attributes.get("Id", "")] = normpath(join("/xl", attributes.get("Target", ""))).lstrip("/")

    def sheet(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            part = parts.get(attributes.get("id", ""), "")
            if part in package.names and "chartsheets/" not in part:
                found.append((attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"))

    if "xl/_rels/workbook.xml.rels" in package.names:
        package.parse("xl/_rels/workbook.xml.rels", relation)
    package.parse("xl/workbook.xml", sheet)
    return found


class _Strings:
    """A handler of the strings that cells share, up to a limit; the reading of Han characters aloud (rPh) is no part of them."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._pieces: list[str] = []
        self._text, self._aloud = False, False
        self._kept = 0
        self.full = False

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        if tag == "si":
            self._pieces = []
        elif tag == "t":
            self._text = not self._aloud
        elif tag == "rPh":
            self._aloud = True

    def data(self, words: str) -> None:
        if self._text:
            self._pieces.append(words)
            self._kept += len(words)

    def end(self, tag: str) -> None:
        if tag == "t":
            self._text = False
        elif tag == "rPh":
            self._aloud = False
        elif tag == "si" and not self.full:
            self.values.append("".join(self._pieces))
            self.full = len(self.values) >= _MOST_STRINGS or self._kept > _MOST_CHARACTERS


class _Sheet:
    """A handler of one sheet; a row becomes a passage of its shown cells and one of its hidden cells."""

    def __init__(self, gathered: Gathered, label: str, strings: list[str], hidden: bool) -> None:
        self._gathered, self._label, self._strings, self._hidden = gathered, label, strings, hidden
        self._hidden_columns: list[tuple[int, int]] = []
        self._row, self._row_hidden = 0, False
        self._column, self._type, self._value = 0, "", [""]
        self._text, self._aloud = False, False
        self._shown: dict[int, str] = {}
        self._covered: dict[int, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self._column = _column(attributes.get("r", "")) or self._column + 1
            self._type, self._value = attributes.get("t", "n"), []
        elif tag in ("v", "t"):
            self._text = not self._aloud
        elif tag == "rPh":
            self._aloud = True
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._row_hidden, self._column = _true(attributes.get("hidden")), 0
        elif tag == "col" and _true(attributes.get("hidden")):
            self._hidden_columns.append((int(attributes.get("min", "1")), int(attributes.get("max", "16384"))))

    def data(self, words: str) -> None:
        if self._text:
            self._value.append(words)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._text = False
        elif tag == "rPh":
            self._aloud = False
        elif tag == "c":
            if value := self._read(" ".join("".join(self._value).split())):
                into = self._covered if self._row_hidden or self._is_hidden(self._column) else self._shown
                into[self._column] = value
        elif tag == "row":
            where = f"{self._label}第{self._row}行"
            self._gathered.add(where, _cells(self._shown), "hidden" if self._hidden else "shown")
            self._gathered.add(where + ("" if self._hidden else "隐藏的单元格"), _cells(self._covered), "hidden")
            self._shown, self._covered = {}, {}

    def _read(self, written: str) -> str:
        """What the cell says; a long number is not left in the notation of powers."""
        if self._type == "s":
            index = int(written) if written.isdecimal() else -1
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if self._type == "n" and _POWER.fullmatch(written):
            number = float(written)
            return str(int(number)) if number.is_integer() and number < 1e20 else written
        return "" if self._type in ("b", "e") else written

    def _is_hidden(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self._hidden_columns)


class _Comments:
    """A handler of comments, old (`text` of a cell's note) and new (threaded)."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._cell = ""
        self._pieces: list[str] = []
        self._text = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in ("comment", "threadedComment"):
            self._cell, self._pieces = attributes.get("ref", ""), []
        self._text = tag in ("t", "text")

    def data(self, words: str) -> None:
        if self._text:
            self._pieces.append(words)

    def end(self, tag: str) -> None:
        self._text = False
        if tag in ("comment", "threadedComment"):
            self._gathered.add(f"{short(self._cell)} 的批注", "".join(self._pieces), "comment")


def _column(reference: str) -> int:
    """The number of a cell's column from 1: 28 of AB7; 0 when the reference has none."""
    number = 0
    for char in reference[:4]:
        if not "A" <= char <= "Z":
            break
        number = number * 26 + ord(char) - 64
    return number


def _cells(cells: Mapping[int, str]) -> str:
    """The cells of a row with tabs between them, from the first column on."""
    if not cells:
        return ""
    near = [cells.get(column, "") for column in range(1, min(max(cells), _WIDEST) + 1)]
    return "\t".join([*near, *(cells[column] for column in cells if column > _WIDEST)]).rstrip("\t")


def _true(value: str | None) -> bool:
    return value in ("1", "true")
