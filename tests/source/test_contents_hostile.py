"""Attached files written by an enemy: whatever they hold, reading them ends soon, in little memory, with a sentence and no error."""

import re
import resource
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.enclosed import Enclosed
from gongkai.source import contents_pdf
from gongkai.source.contents import _read
from gongkai.source.gathered import MOST_CHARACTERS, Allowance, Gathered, UnreadError
from source.packages import blanks, document, line, package, pdf, stream, workbook

TOO_MUCH, DAMAGED = "内容太多，没有读完", "文件已损坏，没有读完"
STOPPED = "没有读完，可能已损坏或过于复杂，请人工核对"
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><a><p><t>&b;&c;</t></p></a>'
ROWS = "<worksheet><sheetData>{}</sheetData></worksheet>"


def read(path: Path) -> Enclosed:
    return _read(path, 0, Allowance())


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "bomb of rows": (lambda p: workbook(p / "a.xlsx", ROWS.format("<row/>" * 3_000_000)), TOO_MUCH),
    "bomb of blanks": (lambda p: blanks(p / "a.docx", 200 << 20), TOO_MUCH),
    "declared bomb": (lambda p: blanks(p / "a.docx", 300 << 20), "解压后太大，无法检查"),
    "one long word": (lambda p: document(p / "a.docx", f"<w:p><w:t>{'好' * 9_000_000}</w:t></w:p>"), TOO_MUCH),
    "one long attribute": (lambda p: document(p / "a.docx", f'<w:p a="{"x" * 9_000_000}"/>'), TOO_MUCH),
    "nested": (lambda p: document(p / "a.docx", "<w:p>" * 100_000), TOO_MUCH),
    "entities": (lambda p: package(p / "a.docx", {"word/document.xml": LAUGHS}), "文件里有 XML 实体声明，不予检查"),
    "broken XML": (lambda p: document(p / "a.docx", "<w:p>"), DAMAGED),
    "other encoding": (lambda p: package(p / "a.docx", {"word/document.xml": '<?xml version="1.0" encoding="x"?><a/>'}), DAMAGED),
    "other method": (lambda p: package(p / "a.docx", {"word/document.xml": "<a/>"}, zipfile.ZIP_LZMA), "压缩方式不认得，无法检查"),
    "many parts": (lambda p: package(p / "a.docx", {f"word/header{i}.xml": "" for i in range(20_000)}), "压缩包里的文件太多，无法检查"),
    "no parts": (lambda p: package(p / "a.odt", {}), "这个文件的内容认不出来，无法检查，请转为 docx、xlsx 或文字版 PDF"),
    "no workbook": (lambda p: package(p / "a.xlsx", {"xl/workbook.bin": ""}), "这种表格的内容无法检查，请另存为 xlsx"),
    "page that is its own parent": (lambda p: pdf(p / "a.pdf", line(b"x"), kids=b"2 0 R"), STOPPED),
    "bomb in a page": (lambda p: pdf(p / "a.pdf", stream(zlib.compress(b"(x) Tj " * 9_000_000), b"/Filter/FlateDecode")), STOPPED),
    "rubbish": (lambda p: _written(p / "a.pdf", b"%PDF-1.7\n" + b"1 0 obj\n" * 1000), STOPPED),
}


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("kind", HOSTILE)
def test_it_ends_soon_with_a_sentence(tmp_path: Path, kind: str) -> None:
    make, why = HOSTILE[kind]
    path = make(tmp_path)
    started = time.process_time()
    found = read(path)
    assert found.unread == why
    assert time.process_time() - started < 10
    assert sum(len(each.words) for each in found.passages) <= MOST_CHARACTERS


def test_what_is_kept_of_all_files_together_is_bounded(tmp_path: Path) -> None:
    allowance = Allowance()
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("好" * 999 + "\n" + "好" * (MOST_CHARACTERS // 2 - 999), encoding="utf-8")
    found = [_read(tmp_path / name, 0, allowance) for name in ("a.txt", "b.txt", "c.txt")]
    assert [each.unread for each in found] == ["", "", "内容太多，从第1行起没有检查"]
    (tmp_path / "many.csv").write_text("1\n" * 60_000, encoding="utf-8")
    assert read(tmp_path / "many.csv").unread == "内容太多，从第50001行起没有检查"


def test_a_large_workbook_is_read_in_little_memory(tmp_path: Path) -> None:
    cells = "".join(f'<row><c t="inlineStr"><is><t>{number:x}{"好" * 30}</t></is></c></row>' for number in range(200_000))
    path = workbook(tmp_path / "a.xlsx", ROWS.format(cells))
    code = "import sys,pathlib\nfrom gongkai.source.contents import _read\nfrom gongkai.source.gathered import Allowance\n"
    code += "_read(pathlib.Path(sys.argv[1]), 0, Allowance())\nprint(pathlib.Path('/proc/self/status').read_text())"
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True)
    (peak,) = re.findall(rb"VmHWM:\s*(\d+) kB", done.stdout)
    assert int(peak) < 60_000, "with Python itself"


def test_a_pdf_that_takes_too_long_is_stopped_and_what_was_read_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdf(tmp_path / "a.pdf", *[line(b"page")] * 3000)
    monkeypatch.setattr(contents_pdf, "_command", lambda *_: [sys.executable, "-c", _SLOW])
    monkeypatch.setattr(contents_pdf, "SECONDS", 1)
    monkeypatch.setattr(contents_pdf, "_GRACE", 0)
    gathered = Gathered(Allowance())
    with pytest.raises(UnreadError, match=STOPPED):
        contents_pdf.read_pdf(path, gathered)
    assert [each.words for each in gathered.passages] == ["page"]


_SLOW = 'import time; print(\'{"where": "1", "words": "page", "kind": "shown"}\', flush=True); time.sleep(60)'


def test_the_process_that_reads_a_pdf_has_little_memory() -> None:
    code = "from gongkai.source.contents_pdf import _limit\n_limit()\nx = bytearray(300 << 20)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"MemoryError" in done.stderr
    assert resource.getrlimit(resource.RLIMIT_DATA)[0] != 128 << 20, "the limit is the other process's"


@settings(max_examples=150)
@given(st.data())
def test_no_damage_to_a_package_is_an_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.getbasetemp()
    make = data.draw(st.sampled_from([lambda p: document(p, "<w:tbl><w:tr><w:tc><w:p><w:t>文</w:t></w:p></w:tc></w:tr></w:tbl>"), _sheet]))
    content = bytearray(make(folder / "damaged.xlsx").read_bytes())
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=6)):
        content[at] = value
    del content[data.draw(st.integers(len(content) // 2, len(content))) :]
    (folder / "damaged.xlsx").write_bytes(b"PK" + content[2:])
    assert isinstance(read(folder / "damaged.xlsx"), Enclosed)


def _sheet(path: Path) -> Path:
    return workbook(
        path, ROWS.format('<row r="x"><c r="ZZZZZ9"/><c t="s"><v>-1</v></c></row>'), sharedStrings="<sst><si><t>文</t></si></sst>"
    )


XML = st.text("<>/wprtcdel= \"'va1&;", max_size=80)


@settings(max_examples=200)
@given(XML)
def test_no_xml_is_an_error(tmp_path_factory: pytest.TempPathFactory, xml: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    assert isinstance(read(document(folder / "odd.docx", xml)), Enclosed)


ELEMENTS = st.lists(
    st.sampled_from(
        ["p", "t", "tr", "tc", "tbl", "ins", "del", "delText", "r", "vanish", "Fallback", "c", "v", "row", "col", "si", "comment"]
    ),
    max_size=12,
)


@settings(max_examples=200)
@given(ELEMENTS, st.booleans())
def test_no_order_of_elements_is_an_error(tmp_path_factory: pytest.TempPathFactory, tags: list[str], flat: bool) -> None:
    folder = tmp_path_factory.getbasetemp()
    body = (
        "".join(f"<{tag}>文</{tag}>" for tag in tags)
        if flat
        else "".join(f"<{t}>文" for t in tags) + "".join(f"</{t}>" for t in tags[::-1])
    )
    word, sheet = read(document(folder / "order.docx", body)), read(workbook(folder / "order.xlsx", f"<a>{body}</a>"))
    assert word.unread == "" and isinstance(sheet, Enclosed)
