"""PDFs as Chromium writes them: date and identifier are settled, glyphs mean characters, and every object is found again."""

import zlib
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from gongkai.site.settled_pdf import settled

DAY = datetime(2024, 9, 29, 1, 0, tzinfo=UTC)
MARK = b"0123456789abcdef0123456789abcdef"
MEANINGS = b"""\
/CIDInit /ProcSet findresource begin
1 begincodespacerange
<00> <FF>
endcodespacerange
4 beginbfchar
<01> <2F2F>
<02> <2EA0>
<03> <2F3E>
<04> <4F5C>
endbfchar
1 beginbfrange
<05> <06> <2329>
endbfrange
endcmap
"""


def pdf(clock: bytes, meanings: bytes = MEANINGS) -> bytes:
    """One page with the words \u2f2f\u4f5c\u2ea0\u2f3e in a font whose table says what its codes mean."""
    packed, drawn = zlib.compress(meanings, 1), b"BT /F 16 Tf (\\001\\004\\002\\003\\005\\006) Tj ET"
    bodies = [
        b"<</Title (x)\n/CreationDate (D:%b+00'00')\n/ModDate (D:%b+00'00')>>" % (clock, clock),
        b"<</Type /Catalog /Pages 3 0 R>>",
        b"<</Type /Pages /Kids [4 0 R] /Count 1>>",
        b"<</Type /Page /Parent 3 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F 6 0 R>>>> /Contents 5 0 R>>",
        b"<</Length %d>> stream\n%b\nendstream" % (len(drawn), drawn),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R>>",
        b"<</Filter /FlateDecode\n/Length %d>> stream\n%b\nendstream" % (len(packed), packed),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<</Size %d\n/Root 2 0 R\n/Info 1 0 R>>" % (len(bodies) + 1)
    return b"%bxref\n0 %d\n0000000000 65535 f \n%btrailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (
        out,
        len(bodies) + 1,
        table,
        trailer,
        len(out),
    )


def test_the_clock_gives_way_to_the_date_and_a_mark_identifies_the_file() -> None:
    made = settled(pdf(b"20261121164426"), DAY, MARK)
    read = PdfReader(BytesIO(made), strict=True)
    assert read.metadata is not None
    assert {str(read.metadata[each]) for each in ("/CreationDate", "/ModDate")} == {"D:20240929010000+00'00'"}
    identifier: Any = read.trailer["/ID"]
    assert [bytes(each.original_bytes).hex() for each in identifier] == [MARK.decode()] * 2
    assert made == settled(pdf(b"20271122174427"), DAY, MARK)


def test_glyphs_mean_characters_not_radicals() -> None:
    raw = pdf(b"20261121164426")
    before, after = (PdfReader(BytesIO(each), strict=True) for each in (raw, settled(raw, DAY, MARK)))
    assert before.pages[0].extract_text() == "\u2f2f\u4f5c\u2ea0\u2f3e\u2329\u232a"
    assert after.pages[0].extract_text() == "工作民户〈〉"


def test_a_table_that_cannot_be_read_stays_as_it_is() -> None:
    raw = pdf(b"20261121164426").replace(zlib.compress(MEANINGS, 1), zlib.compress(MEANINGS, 1)[::-1])
    assert zlib.compress(MEANINGS, 1)[::-1] in settled(raw, DAY, MARK)


@pytest.mark.parametrize("cut", [0, 5, 200, -3, -40])
def test_what_is_not_whole_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match="PDF"):
        settled(pdf(b"20261121164426")[:cut], DAY, MARK)


def test_what_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="PDF"):
        settled(b"<html>%%EOF", DAY, MARK)
