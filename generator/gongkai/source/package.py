"""A zip of XML parts (docx, xlsx, pptx, ofd), opened as if it came from an enemy: parts are streamed through expat, everything is counted.

Nothing is unpacked to disk or held whole. A package that is too large, nested in tricks or no package at all raises UnreadError.
"""

import zlib
from collections.abc import Callable, Mapping
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from gongkai.source.gathered import UnreadError

MOST_BYTES = 64 << 20
MOST_ELEMENTS = 2_000_000
MOST_CHARACTERS = 8_000_000
"""Of all parts read, unpacked: some three seconds, and more than is kept of any file."""
LARGEST_PART = 256 << 20
"""Of one part as the package declares it: no office writes so much, and what is read of a larger part would not be worth the while."""
DEEPEST = 256
"""Elements within each other."""
_LARGEST_DIRECTORY = 1 << 20
_LARGEST_TOKEN = 4 << 20
_PIECE = 1 << 16
_TOO_MUCH = "内容太多，没有读完"
_DAMAGED = "文件已损坏，没有读完"

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Data = Callable[[str], None]


class Package:
    """An open package, usable as long as its stream is open.

    Names of elements and attributes come without their prefix, which a file may choose as it likes.
    """

    def __init__(self, stream: BinaryIO) -> None:
        _refuse_huge_directory(stream)
        try:
            self._zip = ZipFile(stream)
        except (BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as problem:
            raise UnreadError(_DAMAGED) from problem
        self.names = tuple(self._zip.namelist())
        self._bytes, self._elements, self._characters, self._depth = 0, 0, 0, 0

    def parse(self, name: str, start: Start, end: End | None = None, data: Data | None = None) -> None:
        """Read one part; UnreadError when it is broken or too much has been read of the package."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        self._depth = 0
        parser.StartElementHandler = self._counted_start(start)
        parser.EndElementHandler = self._counted_end(end)
        if data:
            parser.CharacterDataHandler = self._counted_data(data)
        try:
            self._feed(name, parser)
        except (BadZipFile, expat.ExpatError, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError) as problem:
            raise UnreadError(_DAMAGED) from problem

    def _counted_start(self, start: Start) -> Callable[[str, dict[str, str]], None]:
        def counted(tag: str, attributes: dict[str, str]) -> None:
            self._elements += 1
            self._depth += 1
            if self._elements > MOST_ELEMENTS or self._depth > DEEPEST:
                raise UnreadError(_TOO_MUCH)
            start(
                tag.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attributes.items()} if attributes else attributes
            )

        return counted

    def _counted_end(self, end: End | None) -> End:
        def counted(tag: str) -> None:
            self._depth -= 1
            if end:
                end(tag.rpartition(":")[2])

        return counted

    def _counted_data(self, data: Data) -> Data:
        def counted(words: str) -> None:
            self._characters += len(words)
            if self._characters > MOST_CHARACTERS:
                raise UnreadError(_TOO_MUCH)
            data(words)

        return counted

    def _feed(self, name: str, parser: expat.XMLParserType) -> None:
        info = self._zip.getinfo(name)
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnreadError("压缩方式不认得，无法检查")
        if info.flag_bits & 1:
            raise UnreadError("文件加了密码，无法检查，请另存为不加密的文件")
        if info.file_size > LARGEST_PART:
            raise UnreadError("解压后太大，无法检查")
        fed = 0
        with self._zip.open(info) as part:
            while piece := part.read(_PIECE):
                fed += len(piece)
                self._bytes += len(piece)
                if self._bytes > MOST_BYTES or fed - parser.CurrentByteIndex > _LARGEST_TOKEN:
                    raise UnreadError(_TOO_MUCH)
                parser.Parse(piece, False)
        parser.Parse(b"", True)


def _refuse_huge_directory(stream: BinaryIO) -> None:
    """The list of parts is read whole by `zipfile`, so it must be small; one of the kind for archives above 4 GB has no place here."""
    size = stream.seek(0, 2)
    stream.seek(max(size - (1 << 16) - 64, 0))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        raise UnreadError(_DAMAGED)
    if b"PK\x06\x07" in tail or int.from_bytes(tail[end + 12 : end + 16], "little") > _LARGEST_DIRECTORY:
        raise UnreadError("压缩包里的文件太多，无法检查")


def _refuse_doctype(*_: object) -> None:
    """Documents of Office have none; entities that expand without end are declared there."""
    raise UnreadError("文件里有 XML 实体声明，不予检查")
