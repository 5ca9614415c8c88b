"""Files of Word and PowerPoint → passages: what stands on the page, and what a reader of the page does not see. Part of `contents`.

Read as a stream rather than with python-docx, which holds the whole tree in memory and passes over text boxes, footnotes and changes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.enclosed import Kind
from gongkai.source.gathered import Gathered, UnreadError, short
from gongkai.source.package import Package

_PROPERTIES = {"creator": "作者", "lastModifiedBy": "最后修改者", "Company": "单位", "Manager": "主管"}
_PARTS: tuple[tuple[str, str, Kind], ...] = (
    (r"word/document\d*\.xml", "", "shown"),
    (r"word/header\d*\.xml", "页眉", "shown"),
    (r"word/footer\d*\.xml", "页脚", "shown"),
    (r"word/footnotes\d*\.xml", "脚注", "shown"),
    (r"word/endnotes\d*\.xml", "尾注", "shown"),
    (r"word/comments\d*\.xml", "批注", "comment"),
    (r"ppt/slides/slide(\d+)\.xml", "第%s张幻灯片", "shown"),
    (r"ppt/notesSlides/notesSlide(\d+)\.xml", "第%s张备注", "comment"),
    (r"(?:.*/)?Pages/[^/]*?(\d*)/Content\.xml", "第%s页", "shown"),
)
"""Parts by name, what a person calls them, and whether they show on the page; the last is OFD's (GB/T 33190—2016)."""
_EMBEDDED = re.compile(r"(?:word|xl|ppt)/embeddings/[^/]+")
_NUMBER = re.compile(r"\d+")


def read_office(path: Path, gathered: Gathered) -> None:
    """All passages of the file; raises UnreadError or OSError."""
    with path.open("rb") as stream:
        package = Package(stream)
        if any(name.startswith("xl/") for name in package.names):
            from gongkai.source.contents_xlsx import read_sheets

            read_sheets(package, gathered)
        else:
            _read_pages(package, gathered)
        _read_properties(package, gathered)
        if embedded := sum(_EMBEDDED.fullmatch(name) is not None for name in package.names):
            gathered.gaps.append(f"里面嵌有{embedded}个文件，没有检查")


def _read_pages(package: Package, gathered: Gathered) -> None:
    parts = [
        (order, _numbers(name), name, label.replace("%s", str(_page(match, label))), kind)
        for order, (pattern, label, kind) in enumerate(_PARTS)
        for name in package.names
        if (match := re.fullmatch(pattern, name))
    ]
    if not parts:
        raise UnreadError("这个文件的内容认不出来，无法检查，请转为 docx、xlsx 或文字版 PDF")
    for _, _, name, label, kind in sorted(parts):
        part = Prose(gathered, label, kind)
        package.parse(name, part.start, part.end, part.data)


def _numbers(name: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(name)]


def _page(match: re.Match[str], label: str) -> int:
    """The number in a part's name as people count: OFD counts pages from 0."""
    return int(match[1] or 0) + label.endswith("页") if "%s" in label else 0


def _read_properties(package: Package, gathered: Gathered) -> None:
    """Who wrote the file and for whom, as its properties say."""
    for name in package.names:
        if name in ("docProps/core.xml", "docProps/app.xml"):
            found = Properties()
            package.parse(name, found.start, found.end, found.data)
            for key, words in found.values.items():
                gathered.add(_PROPERTIES[key], short(words), "property")


@dataclass(slots=True)
class Properties:
    """A handler of docProps: the values of the properties that name a person or an organ."""

    values: dict[str, str] = field(default_factory=dict)
    open: str = ""

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        self.open = tag if tag in _PROPERTIES else ""

    def end(self, _: str) -> None:
        self.open = ""

    def data(self, words: str) -> None:
        if self.open:
            self.values[self.open] = self.values.get(self.open, "") + words


@dataclass(slots=True)
class _Paragraph:
    shown: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


class Prose:
    """A handler of one part with paragraphs and tables, of Word (w:p) or drawn (a:p); `label` says which part it is."""

    def __init__(self, gathered: Gathered, label: str, kind: Kind = "shown") -> None:
        self._gathered, self._label, self._kind = gathered, label, kind
        self._open: list[_Paragraph] = []  # a text box with paragraphs of its own stands inside a paragraph
        self._rows: list[list[list[str]]] = []  # likewise a table inside a cell
        self._number, self._row, self._table = 0, 0, 0
        self._inserted, self._deleted, self._skipped = 0, 0, 0
        self._vanished = False
        self._text = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in ("t", "delText", "TextCode"):
            self._text = tag
            if tag == "TextCode":
                self._open.append(_Paragraph())
        elif tag == "p":
            self._open.append(_Paragraph())
        elif tag in ("tab", "br", "cr"):
            self._text, before = "t", self._text
            self.data(" ")
            self._text = before
        elif tag == "r":
            self._vanished = False
        elif tag == "vanish":
            self._vanished = attributes.get("val", "1") not in ("0", "false", "off")
        else:
            self._around(tag)

    def _around(self, tag: str) -> None:
        """What stands around paragraphs: tables, tracked changes, and the copy of a drawing for old programs."""
        if tag == "tr":
            self._rows.append([])
        elif tag == "tc" and self._rows:
            self._rows[-1].append([])
        elif tag == "tbl" and not self._rows:
            self._table, self._row = self._table + 1, 0
        elif tag in ("ins", "moveTo"):
            self._inserted += 1
        elif tag in ("del", "moveFrom"):
            self._deleted += 1
        elif tag == "Fallback":
            self._skipped += 1

    def data(self, words: str) -> None:
        if not self._text or not self._open or self._skipped:
            return
        into = self._open[-1]
        if self._deleted or self._text == "delText":
            into.deleted.append(words)
        elif self._vanished:
            into.hidden.append(words)
        else:
            into.shown.append(words)
            if self._inserted:
                into.inserted.append(words)

    def end(self, tag: str) -> None:
        if tag in ("t", "delText", "TextCode"):
            self._text = ""
        if tag in ("p", "TextCode") and self._open:
            self._close(self._open.pop())
        elif tag == "tr" and self._rows:
            row = self._rows.pop()
            self._row += 1
            self._gathered.add(f"{self._label}表{self._table}第{self._row}行", "\t".join(map(" ".join, row)), self._kind)
        elif tag in ("ins", "moveTo"):
            self._inserted -= 1
        elif tag in ("del", "moveFrom"):
            self._deleted -= 1
        elif tag == "Fallback":
            self._skipped -= 1

    def _close(self, paragraph: _Paragraph) -> None:
        shown = "".join(paragraph.shown)
        cell = self._rows[-1][-1] if self._rows and self._rows[-1] else None
        if cell is not None:
            cell.append(shown)
            where = f"{self._label}表{self._table}第{self._row + 1}行"
        else:
            self._number += bool(shown.strip())
            where = f"{self._label}第{max(self._number, 1)}段"
            self._gathered.add(where, shown, self._kind)
        self._gathered.add(f"{where}插入的文字", "".join(paragraph.inserted), "change")
        self._gathered.add(f"{where}删去的文字", "".join(paragraph.deleted), "change")
        self._gathered.add(f"{where}隐藏的文字", "".join(paragraph.hidden), "hidden")
