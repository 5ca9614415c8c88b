"""Attached files → what they say, for the rules that look into them: which are read, how much of them, and what cannot be read at all.

The files come from anywhere, so a broken or hostile one costs bounded time and memory and becomes a sentence in `unread`, never an error.
How a file is read is told by its first bytes: a .doc saved as docx is read, a .docx that is none is not.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from gongkai.enclosed import Enclosed
from gongkai.model import Scheme
from gongkai.refusals import reason
from gongkai.source.files import SchemeFile
from gongkai.source.gathered import Allowance, Gathered, UnreadError

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "tif", "tiff"})
_ARCHIVES = frozenset({"zip", "rar", "7z"})
_PLAIN = frozenset({"csv", "txt"})


def read_enclosed(scheme: Scheme, file: SchemeFile, published: Mapping[str, int]) -> tuple[Enclosed, ...]:
    """The contents of the attached files to publish (`published`, by name), each once, in the order of the attachments. Never raises."""
    folder = file.attached
    if folder is None or scheme.disclosure.mode != "主动公开":
        return ()
    wanted: dict[str, int] = {}
    for index, each in enumerate(scheme.attachments):
        if each.file and each.file in published:
            wanted.setdefault(each.file, index)
    allowance = Allowance()
    return tuple(_read(folder / name, index, allowance) for name, index in wanted.items())


def _read(path: Path, index: int, allowance: Allowance) -> Enclosed:
    gathered = Gathered(allowance)
    unread = ""
    try:
        _look_into(path, gathered)
    except UnreadError as problem:
        unread = str(problem)
    except OSError as problem:
        unread = f"读不出来：{reason(problem)}"
    except MemoryError:
        unread = "内容太多"
    gaps = "；".join(dict.fromkeys(filter(None, (unread, *gathered.gaps))))
    return Enclosed(attachment=index, file=path.name, passages=tuple(gathered.passages), hidden=tuple(gathered.hidden), unread=gaps)


def _look_into(path: Path, gathered: Gathered) -> None:
    """Read the file by what it is; UnreadError or OSError says why it can't be."""
    ending = path.suffix[1:].lower()
    with path.open("rb") as stream:
        head = stream.read(1024)
        if head.startswith(_OLD):
            _refuse_old(ending, stream)
    if b"%PDF-" in head:
        from gongkai.source.contents_pdf import read_pdf

        read_pdf(path, gathered)
    elif ending in _ARCHIVES:
        raise UnreadError("压缩包里的文件无法检查，请解开后逐个作为附件")
    elif head.startswith(b"PK"):
        from gongkai.source.contents_office import read_office

        read_office(path, gathered)
    elif ending in _PLAIN:
        _read_plain(path, ending, gathered)
    elif ending in _PICTURES:
        raise UnreadError("图片里的文字无法检查，请人工核对")
    else:
        raise UnreadError(f"这种 {ending} 文件的内容无法检查，请转为 docx、xlsx 或文字版 PDF")


def _refuse_old(ending: str, stream: BinaryIO) -> None:
    """What begins like a file of Office 97 is one, or a newer file under a password."""
    stream.seek(0)
    if _ENCRYPTED in stream.read():
        raise UnreadError("文件加了密码，无法检查，请另存为不加密的文件")
    raise UnreadError(f"旧格式的 {ending} 文件无法检查，请转为 docx 或 xlsx")


def _read_plain(path: Path, ending: str, gathered: Gathered) -> None:
    """Lines of a text file; the fields of a CSV become the cells of a row."""
    text = _decoded(path, gathered.room)
    if "\0" in text:
        raise UnreadError("不是文字文件，无法检查")
    lines = text.splitlines()
    for number, line in enumerate(_rows(lines) if ending == "csv" else lines, start=1):
        gathered.add(f"第{number}行", line)


def _decoded(path: Path, room: int) -> str:
    """The text, at most one character above `room`; in UTF-8 or UTF-16 with its mark, else in GB 18030."""
    with path.open("rb") as stream:
        marked = stream.read(2) in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding) as stream_of_text:
                return stream_of_text.read(room + 1)
        except UnicodeError:
            continue
    raise UnreadError("文字编码认不出来，请另存为 UTF-8")


def _rows(lines: list[str]) -> Iterator[str]:
    """The lines of a CSV with tabs between the fields; one with a field too long for a table stays as it is."""
    for line in lines:
        try:
            yield "\t".join(next(csv.reader([line]), []))
        except csv.Error:
            yield line
