"""What attached files say: every format that can be read, with what a reader of the page does not see, and what is left unread."""

from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from openpyxl.comments import Comment

from gongkai.enclosed import Enclosed
from gongkai.examine import Examined, examine_tree
from gongkai.source.contents import _read
from gongkai.source.files import scan
from gongkai.source.gathered import Allowance
from source.packages import document, line, package, pdf, workbook


def read(path: Path) -> Enclosed:
    """The contents of a file, with a full allowance."""
    return _read(path, 0, Allowance())


def shown(found: Enclosed) -> list[tuple[str, str]]:
    return [(each.where, each.words) for each in found.passages]


def hidden(found: Enclosed) -> list[tuple[str, str, str]]:
    return [(each.kind, each.where, each.words) for each in found.hidden]


def test_a_document_of_word(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("第一段")
    file.add_paragraph("")
    table = file.add_table(2, 2)
    for cell, words in zip((*table.rows[0].cells, *table.rows[1].cells), ("姓名", "电话", "", "0595-1"), strict=True):
        cell.text = words
    file.add_paragraph("第二段")
    file.sections[0].header.paragraphs[0].text = "页眉文字"
    file.sections[0].footer.paragraphs[0].text = "页脚文字"
    file.add_comment(file.paragraphs[0].runs, "核一下", author="某人")
    file.core_properties.author = "张示例"
    file.core_properties.last_modified_by = "李示例"
    file.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert shown(found) == [
        ("第1段", "第一段"),
        ("表1第1行", "姓名\t电话"),
        ("表1第2行", "\t0595-1"),
        ("第2段", "第二段"),
        ("页眉第1段", "页眉文字"),
        ("页脚第1段", "页脚文字"),
    ]
    assert hidden(found) == [("comment", "批注第1段", "核一下"), ("property", "作者", "张示例"), ("property", "最后修改者", "李示例")]
    assert found.unread == ""


def test_tracked_changes_hidden_words_and_text_boxes_of_word(tmp_path: Path) -> None:
    body = """
      <w:p><w:r><w:t>由</w:t></w:r><w:del><w:r><w:delText>甲股</w:delText></w:r></w:del><w:ins><w:r><w:t>乙股</w:t></w:r></w:ins>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>负责</w:t></w:r></w:p>
      <w:p><w:r><w:AlternateContent><w:Choice><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:Choice>
        <w:Fallback><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:Fallback></w:AlternateContent><w:t>框外</w:t></w:r></w:p>"""
    found = read(document(tmp_path / "a.docx", body, footnotes='<w:footnotes xmlns:w="w"><w:p><w:t>注</w:t></w:p></w:footnotes>'))
    assert shown(found) == [("第1段", "由乙股负责"), ("第2段", "框内"), ("第3段", "框外"), ("脚注第1段", "注")]
    assert hidden(found) == [
        ("change", "第1段插入的文字", "乙股"),
        ("change", "第1段删去的文字", "甲股"),
        ("hidden", "第1段隐藏的文字", "密"),
    ]


def test_words_that_are_shown_again_are_no_hidden_ones(tmp_path: Path) -> None:
    file = docx.Document()
    run = file.add_paragraph().add_run("看得见")
    run._r.insert(
        0, parse_xml('<w:rPr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:vanish w:val="0"/></w:rPr>')
    )
    file.core_properties.author = ""
    file.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx")
    assert (shown(found), hidden(found)) == ([("第1段", "看得见")], [])


def test_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for row in (["姓名", "电话", "备注"], [None, 13800001234, True], ["张示例", "x", None]):
        sheet.append(row)
    sheet["E1"] = "远"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A1"].comment = Comment("核一下", "某人")
    other = book.create_sheet("底稿")
    other["B2"] = "藏"
    other.sheet_state = "hidden"
    book.properties.creator = "张示例"
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert shown(found) == [("工作表“名单”第1行", "姓名\t电话\t\t\t远"), ("工作表“名单”第2行", "\t13800001234")]
    assert hidden(found) == [
        ("hidden", "工作表“名单”第1行隐藏的单元格", "\t\t备注"),
        ("hidden", "工作表“名单”第3行隐藏的单元格", "张示例\tx"),
        ("hidden", "隐藏的工作表“底稿”第2行", "\t藏"),
        ("comment", "A1 的批注", "核一下"),
        ("property", "作者", "张示例"),
    ]


def test_cells_as_other_programs_write_them(tmp_path: Path) -> None:
    sheet = """<x:worksheet><x:sheetData><x:row><x:c><x:v>1.3800001234E10</x:v></x:c><x:c t="inlineStr"><x:is><x:t>内</x:t><x:rPh>
      <x:t>读音</x:t></x:rPh></x:is></x:c><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>7</x:v></x:c><x:c t="e"><x:v>#REF!</x:v></x:c>
      <x:c t="str"><x:f>A1</x:f><x:v>算得</x:v></x:c></x:row></x:sheetData></x:worksheet>"""
    strings = "<sst><si><r><t>共</t></r><r><t>用</t></r><rPh><t>读音</t></rPh></si></sst>"
    drawing = "<d><p><r><t>图上文字</t></r></p></d>"
    found = read(workbook(tmp_path / "a.xlsx", sheet, sharedStrings=strings, **{"drawings/drawing1": drawing}))
    assert shown(found) == [("工作表“表一”第1行", "13800001234\t内\t共用\t\t\t算得"), ("文本框第1段", "图上文字")]


def test_a_far_cell_costs_no_room(tmp_path: Path) -> None:
    cell = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    (passage,) = read(workbook(tmp_path / "a.xlsx", f"<worksheet><sheetData>{cell}</sheetData></worksheet>")).passages
    assert passage.where == "工作表“表一”第1048576行" and len(passage.words) < 300


def test_slides_with_notes_and_pages_of_ofd(tmp_path: Path) -> None:
    slide = "<p:sld><a:p><a:r><a:t>要点</a:t></a:r></a:p></p:sld>"
    found = read(package(tmp_path / "a.pptx", {"ppt/slides/slide2.xml": slide, "ppt/notesSlides/notesSlide2.xml": slide}))
    assert shown(found) == [("第2张幻灯片第1段", "要点")]
    assert hidden(found) == [("comment", "第2张备注第1段", "要点")]
    page = "<ofd:Page><ofd:TextObject><ofd:TextCode>版式文字</ofd:TextCode></ofd:TextObject></ofd:Page>"
    assert shown(read(package(tmp_path / "a.ofd", {"Doc_0/Pages/Page_0/Content.xml": page}))) == [("第1页第1段", "版式文字")]


def test_a_pdf(tmp_path: Path) -> None:
    annotated = b"<</Type/Annot/Subtype/Text/Rect[0 0 1 1]/Contents(note)>>"
    path = pdf(tmp_path / "a.pdf", line(b"one"), line(b"two"), trailer=b"/Info 8 0 R", objects=(b"<</Author(Zhang)>>", annotated))
    content = path.read_bytes().replace(b"/Contents 5 0 R/Resources", b"/Contents 5 0 R/Annots[9 0 R]/Resources")
    path.write_bytes(content)  # what stands behind has moved: pypdf looks for it itself
    found = read(path)
    assert shown(found) == [("第1页", "one"), ("第2页", "two")]
    assert hidden(found) == [("property", "作者", "Zhang"), ("comment", "第1页的批注", "note")]
    assert found.unread == ""


def test_pages_without_words_are_told(tmp_path: Path) -> None:
    found = read(pdf(tmp_path / "a.pdf", line(b"one"), b"q Q", b"q Q"))
    assert found.unread == "第2页等2页没有文字，可能是扫描件，请人工核对"
    assert shown(found) == [("第1页", "one")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_in_every_encoding_of_the_office(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes('姓名,电话\r\n\r\n张示例,"1,2"\r\n'.encode(encoding))
    (tmp_path / "a.txt").write_bytes("一,二\n三".encode(encoding))
    assert shown(read(tmp_path / "a.csv")) == [("第1行", "姓名\t电话"), ("第3行", "张示例\t1,2")]
    assert shown(read(tmp_path / "a.txt")) == [("第1行", "一,二"), ("第2行", "三")]


def test_the_format_is_told_by_the_content(tmp_path: Path) -> None:
    document(tmp_path / "a.doc", "<w:p><w:t>新格式</w:t></w:p>")
    assert shown(read(tmp_path / "a.doc")) == [("第1段", "新格式")]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式的 doc 文件无法检查，请转为 docx 或 xlsx"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "文件加了密码，无法检查，请另存为不加密的文件",
        ),
        ("a.jpg", b"\xff\xd8\xff", "图片里的文字无法检查，请人工核对"),
        ("a.zip", b"PK\x03\x04", "压缩包里的文件无法检查，请解开后逐个作为附件"),
        ("a.rtf", b"{\\rtf1", "这种 rtf 文件的内容无法检查，请转为 docx、xlsx 或文字版 PDF"),
        ("a.docx", b"PK\x03\x04broken", "文件已损坏，没有读完"),
        ("a.csv", b"a\0b", "不是文字文件，无法检查"),
        ("a.txt", b"\xff" * 9, "文字编码认不出来，请另存为 UTF-8"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert read(tmp_path / name) == Enclosed(attachment=0, file=name, unread=why)


def test_embedded_files_are_told(tmp_path: Path) -> None:
    found = read(package(tmp_path / "a.docx", {"word/document.xml": "<p><t>文</t></p>", "word/embeddings/a.xlsx": ""}))
    assert found.unread == "里面嵌有1个文件，没有检查"


SCHEME = """\
format: 1
title: 青云县示例局2024年度方案
year: 2024
disclosure: {{mode: {mode}}}
text: 正文。
components:
  - {{id: work, name: 业务工作目标, points: 100}}
attachments:
  - {{number: 1, title: 甲, file: a.txt}}
  - {{number: 2, title: 乙, withheld: 内部使用, file: b.txt}}
  - {{number: 3, title: 丙, file: a.txt}}
  - {{number: 4, title: 丁, file: d.txt}}
"""


@pytest.mark.parametrize(("mode", "files"), [("主动公开", [(0, "a.txt"), (3, "d.txt")]), ("依申请公开", [])])
def test_only_what_is_going_to_be_published_is_read_and_each_file_once(tmp_path: Path, mode: str, files: list[tuple[int, str]]) -> None:
    folder = tmp_path / "qy/slj/2024"
    folder.mkdir(parents=True)
    (tmp_path / "qy/region.yml").write_text("name: 青云县\n", encoding="utf-8")
    (tmp_path / "qy/slj/agency.yml").write_text("name: 青云县示例局\n", encoding="utf-8")
    folder.with_suffix(".yml").write_text(SCHEME.format(mode=mode), encoding="utf-8")
    for name in "abd":
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
    (examined,) = (each for each in examine_tree(scan(tmp_path)) if isinstance(each, Examined))
    assert examined.case is not None
    assert [(each.attachment, each.file) for each in examined.case.enclosed] == files
