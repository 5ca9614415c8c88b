"""A PDF as Chromium writes it → the same with a settled date and identifier, and with the characters that were written.

Fonts draw a character and its radical alike (民 and ⺠, U+2EA0), and Chromium notes the radical, the lower number, as what a glyph means:
copied text would look right and be found by no search. Likewise 〈 and 〉.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from unicodedata import normalize

from gongkai.rules.language.spelling import RADICALS

_END = re.compile(rb"xref\n0 \d+\n((?:\d{10} \d{5} [nf] \n)+)trailer\n<<(.*)>>\nstartxref\n(\d+)\n%%EOF\s*\Z", re.DOTALL)
_INFO = re.compile(rb"/Info (\d+) 0 R")
_DATE = re.compile(rb"\(D:\d{14}[^()]*\)")
_MEANINGS = re.compile(rb"/ToUnicode (\d+) 0 R")
_STREAM = re.compile(rb"(.*/Length )\d+(.*?stream\r?\n)(.*)(\r?\nendstream.*)", re.DOTALL)
_MEANING = re.compile(rb"^((?:<[0-9A-F]+> ){1,2})<(2[EF][0-9A-F]{2}|232[9A])>$", re.MULTILINE)
"""A glyph, or a first and last one of a row, and the character that it (the first) means; in a row stand brackets, never radicals."""


def settled(pdf: bytes, dated: datetime, mark: bytes) -> bytes:
    """The PDF of that date, with the mark (32 hexadecimal digits) as its file identifier (ISO 32000-1, 14.4).

    Raises ValueError for what is no whole PDF.
    """
    end = _END.search(pdf)
    if not (end and pdf.startswith(b"%PDF-") and int(end[3]) == end.start()):
        raise ValueError("PDF")
    offsets = [int(line[:10]) for line in end[1].splitlines()]
    used = sorted(filter(None, offsets))
    objects = {start: pdf[start:stop] for start, stop in pairwise((*used, end.start()))}
    info = _INFO.search(end[2])
    if info:
        at = offsets[int(info[1])]
        objects[at] = _DATE.sub(dated.astimezone(UTC).strftime("(D:%Y%m%d%H%M%S+00'00')").encode(), objects[at])
    for number in set(map(int, _MEANINGS.findall(pdf))):
        if number < len(offsets):
            objects[offsets[number]] = _plain(objects[offsets[number]])
    return b"".join(_written(pdf[: used[0]], objects, offsets, b"%b\n/ID [<%b> <%b>]" % (end[2], mark, mark)))


def _written(head: bytes, objects: dict[int, bytes], offsets: Iterable[int], trailer: bytes) -> Iterator[bytes]:
    """The file anew: every object where its length now puts it."""
    places = list(accumulate(map(len, objects.values()), initial=len(head)))
    moved = dict(zip(objects, places, strict=False))
    lines = [b"%010d 00000 n \n" % moved[each] if each else b"0000000000 65535 f \n" for each in offsets]
    yield head
    yield from objects.values()
    yield b"xref\n0 %d\n" % len(lines)
    yield from lines
    yield b"trailer\n<<%b>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, places[-1])


def _plain(table: bytes) -> bytes:
    """A table of what a font's glyphs mean, without radicals; anything else as it is."""
    found = _STREAM.fullmatch(table)
    if not found:
        return table
    try:
        content = zlib.decompress(found[3])
    except zlib.error:
        return table
    packed = zlib.compress(_MEANING.sub(_character, content), 9)
    return b"%b%d%b%b%b" % (found[1], len(packed), found[2], packed, found[4])


def _character(entry: re.Match[bytes]) -> bytes:
    char = chr(int(entry[2], 16))
    return b"%b<%04X>" % (entry[1], ord(RADICALS.get(char) or normalize("NFKC", char)))
