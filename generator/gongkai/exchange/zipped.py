"""Files → one ZIP file, the same bytes whenever and wherever it is made (APPNOTE 6.3, without ZIP64).

The standard library's writer cannot take what is compressed already, and every workbook and archive of a site has parts that are the same
in all of them.
"""

import zlib
from collections.abc import Iterable
from functools import lru_cache
from struct import Struct
from typing import NamedTuple

_LOCAL = Struct("<4sHHHHHLLLHH")
_CENTRAL = Struct("<4sBBHHHHHLLLHHHHHLL")
_END = Struct("<4sHHHHLLH")
_VERSION, _UNIX, _UTF8 = 20, 3, 0x800
_STORED, _DEFLATED = 0, 8
_TIME, _DAY = 0, 1 << 5 | 1
"""Midnight of 1 January 1980, where the format's days begin."""
_READABLE = 0o100644 << 16
_PACKAGE = b"PK\3\4"
"""How every ZIP file begins, a workbook as well."""
_FAST = 1
"""Level of compression: the next ones take longer for a few per cent."""


class Packed(NamedTuple):
    """A file's content as it stands in the package."""

    method: int
    checksum: int
    size: int
    data: bytes


def packed(content: bytes) -> Packed:
    """Compressed, unless it is a package itself or shorter as it is: most attached files are compressed already."""
    data = content if content.startswith(_PACKAGE) else _deflated(content)
    method, data = (_DEFLATED, data) if len(data) < len(content) else (_STORED, content)
    return Packed(method, zlib.crc32(content), len(content), data)


def _deflated(content: bytes) -> bytes:
    compressor = zlib.compressobj(_FAST, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(content) + compressor.flush()


@lru_cache(maxsize=64)
def packed_once(content: bytes) -> Packed:
    """The same for content of which there is little, but in many packages."""
    return packed(content)


def zipped(files: Iterable[tuple[str, Packed]]) -> bytes:
    """The package of files by their names, in that order; OverflowError for more than 4 GiB."""
    out: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, file in files:
        coded = name.encode()
        about = (_UTF8, file.method, _TIME, _DAY, file.checksum, len(file.data), file.size, len(coded), 0)
        out += (_LOCAL.pack(b"PK\3\4", _VERSION, *about), coded, file.data)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, _UNIX, _VERSION, *about, 0, 0, 0, _READABLE, offset), coded)
        offset += _LOCAL.size + len(coded) + len(file.data)
    listed = b"".join(directory)
    count = len(directory) // 2
    return b"".join((*out, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), offset, 0)))
