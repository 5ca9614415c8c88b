"""Files as tests attach them: packages of Office written part by part, and small PDFs, in order or as an enemy would write them."""

import zipfile
from pathlib import Path

WORKBOOK = '<workbook xmlns:r="r"><sheets><sheet name="表一" r:id="r1"/></sheets></workbook>'
RELATIONS = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'


def package(path: Path, parts: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip of parts by name."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def blanks(path: Path, size: int) -> Path:
    """A docx that is nothing but so many blanks; it is never whole in memory."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        part.write(b"<a>")
        for _ in range(size >> 20):
            part.write(b" " * (1 << 20))
    return path


def document(path: Path, body: str, **more: str) -> Path:
    """A docx with this body; `more` are other parts of word/, without their ending."""
    parts = {"word/document.xml": f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'}
    return package(path, parts | {f"word/{name}.xml": content for name, content in more.items()})


def workbook(path: Path, sheet: str, **more: str) -> Path:
    """An xlsx with one sheet; `more` are other parts of xl/, without their ending."""
    parts = {"xl/workbook.xml": WORKBOOK, "xl/_rels/workbook.xml.rels": RELATIONS, "xl/worksheets/sheet1.xml": sheet}
    return package(path, parts | {f"xl/{name}.xml": content for name, content in more.items()})


def pdf(path: Path, *pages: bytes, kids: bytes = b"", trailer: bytes = b"", objects: tuple[bytes, ...] = ()) -> Path:
    """A PDF with these page contents; `objects` follow the pages', `kids` replace the references to the pages."""
    first = 4
    own = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(pages)))
    body = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids or own, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for index, content in enumerate(pages):
        at = first + 2 * index + 1
        body.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>" % at)
        body.append(content if content.startswith(b"<<") else stream(content))
    path.write_bytes(_joined([*body, *objects], trailer))
    return path


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def line(words: bytes) -> bytes:
    """The content of a page with one line."""
    return b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % words


def _joined(objects: list[bytes], trailer: bytes) -> bytes:
    out, offsets = [b"%PDF-1.7\n"], []
    length = len(out[0])
    for number, content in enumerate(objects, start=1):
        offsets.append(length)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        length += len(out[-1])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    out.append(b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, length))
    return b"".join(out)
