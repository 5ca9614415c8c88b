"""The rules on privacy from file to report: what is looked at, what is grouped, and that no report shows what it warns of."""

from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from gongkai.diagnostics import Severity
from gongkai.report import FORMATS, renderer
from gongkai.rules import RULES, check
from gongkai.rules.personal.privacy_files import is_name
from gongkai.validate import Validation, validate
from rules.examples import case

MOBILE, IDENTITY, CARD = "13711114321", "350524198003150018", "6217001800012345670"

SCHEME = """\
format: 1
title: 青云县示例局2024年度方案
year: 2024
draft: {draft}
disclosure: {{mode: {mode}}}
notice:
  title: 关于印发方案的通知
  body: 联系人：张示例，电话13711114321。
  signed_by: 青云县示例局
  signed_on: 2024-09-27
text: |
  一、考评内容
  抽查 350524198003150018 ，汇入6217001800012345670 。
  二、其他
  微信号：li_shili_66，住址：示例镇解放路9号，邮箱87654321@qq.com。
components:
  - {{id: work, name: 业务工作目标, points: 100, clause: 一}}
indicators:
  - {{id: a, component: work, name: 走访, points: 100, target: 走访13900005678, more: {{备注: 找15000001111}}}}
attachments:
  - {{number: 1, title: 走访记录, file: a.xlsx}}
  - {{number: 2, title: 分工, file: b.docx}}
waivers: [{waivers}]
"""
SECRETS = [
    MOBILE,
    IDENTITY,
    CARD,
    "13900005678",
    "15000001111",
    "li_shili_66",
    "解放路9号",
    "87654321@qq.com",
    "18900002222",
    "18900003333",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A schemes folder with one scheme and two attached files, full of what must not be published."""
    folder = tmp_path / "qy/slj/2024"
    folder.mkdir(parents=True)
    (tmp_path / "qy/region.yml").write_text("name: 青云县\n", encoding="utf-8")
    (tmp_path / "qy/slj/agency.yml").write_text("name: 青云县示例局\n", encoding="utf-8")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "手机"])
    for number in (18900002222, 18900003333):
        sheet.append(["李示例", number])
    sheet["A1"].comment = Comment("找18900002222", "某人")
    book.properties.creator = "王示例"
    book.save(folder / "a.xlsx")
    document = docx.Document()
    document.add_paragraph("身份证号 350524198003150018")
    document.core_properties.author = ""
    document.save(str(folder / "b.docx"))
    write(tmp_path)
    return tmp_path


def write(root: Path, mode: str = "主动公开", draft: str = "false", waivers: str = "") -> None:
    (root / "qy/slj/2024.yml").write_text(SCHEME.format(mode=mode, draft=draft, waivers=waivers), encoding="utf-8")


def found(root: Path) -> Validation:
    return validate([root], lambda code: code[0] == "V")


def told(root: Path) -> list[tuple[str, str]]:
    return sorted((each.rule.code, each.finding.message) for each in found(root).diagnostics)


def test_everything_is_found_once_and_masked(root: Path) -> None:
    assert told(root) == [
        ("V001", "正文写有身份证号码 350************018"),
        ("V001", "附件2的文件 b.docx，第1段写有身份证号码 350************018"),
        ("V002", "绩效目标考评表第1项的其他栏目的“备注”写有手机号码 150****1111"),
        ("V002", "绩效目标考评表第1项的目标值写有手机号码 139****5678"),
        ("V002", "附件1的文件 a.xlsx 写有 3 处手机号码，第一处是工作表“Sheet”第2行的手机号码 189****2222"),
        ("V003", "正文写有银行卡号 6217***********5670"),
        ("V004", "公文的公文正文写有作联系电话的手机号码 137****4321"),
        ("V005", "正文写有个人邮箱 8*******@qq.com"),
        ("V007", "正文写有住址 示例******"),
        ("V008", "正文写有微信号 l*********6"),
        ("V010", "附件1的文件 a.xlsx 的属性里留有姓名：作者王**"),
        ("V011", "附件1的文件 a.xlsx 里有 1 处批注，第一处在A1 的批注"),
    ]


def test_places_are_the_words_themselves(root: Path) -> None:
    spans = {each.rule.code: each.span for each in found(root).diagnostics if each.finding.place.path == ("text",)}
    card = spans["V003"]
    assert (card.line, card.end_column - card.column) == (13, len(CARD))
    clauses = {each.rule.code: each.finding.clause for each in found(root).diagnostics}
    assert (clauses["V003"], clauses["V008"]) == ("一", "二")


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("waived", [False, True])
def test_no_report_shows_what_it_warns_of(root: Path, format_: str, waived: bool) -> None:
    codes = [code for code in RULES if code[0] == "V"]
    write(root, waivers=", ".join(f"{{code: {code}, reason: 原文如此，{MOBILE}}}" for code in codes) if waived else "")
    result = validate([root])
    output = "\n".join(renderer(format_, result.files)(result.diagnostics))
    assert "V001" in output or format_ == "junit"
    assert [secret for secret in SECRETS if secret in output] == []


@pytest.mark.parametrize(
    ("mode", "draft", "silent"), [("依申请公开", "false", True), ("不予公开", "false", True), ("主动公开", "true", False)]
)
def test_only_what_is_going_to_be_public_counts(root: Path, mode: str, draft: str, silent: bool) -> None:
    write(root, mode=mode, draft=draft)
    assert (told(root) == []) is silent


def test_what_a_region_accepts_passes(root: Path) -> None:
    (root / "qy/region.yml").write_text(f'name: 青云县\nwords: {{accepted: ["{MOBILE}", 87654321@qq.com]}}\n', encoding="utf-8")
    assert not {"V004", "V005"} & {code for code, _ in told(root)}


def test_what_the_law_forbids_is_an_error_and_what_is_good_practice_none() -> None:
    errors = {code for code, rule in RULES.items() if code[0] == "V" and rule.severity is Severity.ERROR}
    assert errors == {"V001", "V002", "V003"}


@pytest.mark.parametrize("name", ["张三", "李 四", "欧阳示例", "司马光", "陈小玲"])
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "words", ["", "张", "Administrator", "微软用户", "民政局", "管理员", "党政办", "安溪县民政局", "综合股", "Zhang San", "办公室"]
)
def test_what_is_no_name(words: str) -> None:
    assert not is_name(words)


ENCLOSED = """
attachments:
  - {number: 1, title: %s, file: a.xlsx}
"""


def people(title: str, *rows: str) -> bool:
    """Whether a file with these rows under this title is a list of people."""
    block = "[{attachment: 0, file: a.xlsx, passages: [" + ", ".join(f'{{where: 甲, words: "{row}"}}' for row in rows) + "]}]"
    from gongkai.rules.pages import Block

    found = check(case(ENCLOSED % title, (Block(title="enclosed", text=block, marks=()),)))
    return "V009" in {each.code for each in found}


def test_a_list_of_people_is_told_by_what_it_holds() -> None:
    head = r"序号\t单位\t姓名\t办公电话"
    rows = [rf"{number}\t综合股\t{name}\t0595-2323232{number}" for number, name in enumerate(("张三", "李四", "王五"))]
    assert people("联络员登记表", head, rows[0])
    assert people("任务分解表", head, *rows)
    assert not people("任务分解表", head, *rows[:2])
    assert not people("联络员登记表", head, r"1\t\t\t", r"2\t\t\t")
    assert not people("联络员登记表", head, r"1\t综合股\t张*\t0595-****3232")
    assert not people("参评单位名单", r"序号\t单位名称\t成立日期", r"1\t养老股\t20240927", r"2\t救助股\t20240101")
    assert not people("任务分解表", r"任务\t负责人\t完成数", r"养老\t张三\t2323232", r"救助\t李四\t2323233", r"殡葬\t王五\t2323234")
    assert people("通讯录", "张三 0595-23232323")
