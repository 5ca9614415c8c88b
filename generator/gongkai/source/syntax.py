"""What a YAML syntax error means, in Chinese, with the cause that people here meet most: tabs, full-width marks, a missing space.

The parser's own English words stay out of the sentence; its position is kept unless the cause stands elsewhere.
"""

import re
from collections.abc import Iterator
from typing import Any

from gongkai.diagnostics import Finding, Place
from gongkai.terms import TERMS

_TAB = re.compile(r"[ -]*\t")
_FIELDS = "|".join(sorted({key.rpartition(".")[2] for key in TERMS}))
_NAMES = "|".join(sorted({words.name for words in TERMS.values()}))
_WIDE_FIELD = re.compile(rf"[ -]*(?:{_FIELDS})[ \t]*(?P<colon>：)")
_WIDE_KEY = re.compile(rf"[ -]*[\"']?(?:[A-Za-z_][A-Za-z0-9_]*|{_NAMES})[\"']?[ \t]*(?P<colon>：)")
_LISTED = 20
_TIGHT_COLON = re.compile(r"[ -]*[\"']?[A-Za-z_][A-Za-z0-9_]*[\"']?(?P<colon>:)[^\s:/]")
_WIDE_IN_FLOW = re.compile(r"[，：；［］｛｝]")
_FLOW_FORM = {"，": ",", "：": ": ", "；": ",", "［": "[", "］": "]", "｛": "{", "｝": "}"}

_OPENED = ("flow sequence", "flow mapping", "quoted scalar", "simple key")
"""What the parser was reading when the cause stands where that began, not where it gave up."""

_SENTENCES = (
    (
        "could not find expected ':'",
        "这一行不是“键: 值”的形式，缺少半角冒号",
        "写成“title: 标题”的样子；如果是上一行文字的延续，请把它缩进。",
    ),
    ("mapping values are not allowed", "这里多出一个冒号，一行只能有一个“键: 值”", "文字里有“冒号加空格”时，请给整段文字加引号。"),
    ("did not find expected ',' or ']'", "方括号“[”没有配对，或者缺少逗号", "请补上“]”，各项之间用半角逗号隔开。"),
    ("did not find expected ',' or '}'", "花括号“{”没有配对，或者缺少逗号", "请补上“}”，各项之间用半角逗号隔开。"),
    ("did not find expected '-' indicator", "这一行应以“- ”开头，与上面的列表对齐", "列表的各项左边对齐，每项以“- ”开头。"),
    (
        "did not find expected key",
        "这一行与上面没有对齐，或者引号后面多了文字",
        "同一层的键左边对齐；整段文字要么全部在引号里，要么不用引号。",
    ),
    ("found unexpected end of stream", "引号没有配对，直到文件末尾也没有结束", "请补上缺少的引号。"),
    ("found unknown escape character", "双引号里的反斜杠“\\”用法不对", "要写反斜杠本身，请改用单引号。"),
    ("cannot start any token", "这里的字符不能作为文字的开头", "请给这段文字加引号。"),
    ("block sequence entries are not allowed", "列表的“- ”不能跟在“键:”的同一行", "请另起一行写“- ”。"),
    ("block mapping", "这里不能开始一组键值", "请检查上一行的缩进。"),
    ("did not find expected node content", "这里应有内容，却是一个标点", "请检查多余的逗号或括号。"),
    ("did not find expected comment or line break", "“|”或“>”的后面不能写文字", "请把文字写在下一行并缩进。"),
    ("indentation indicator equal to 0", "“|”后面的缩进数不能是 0", "请删去这个数字。"),
    ("did not find expected <document start>", "“...”的后面不能再有内容", "请删去“...”这一行。"),
    ("directive", "以“%”开头的行是 YAML 指令，这里不能用", "请删去这一行；以 % 开头的文字请加引号。"),
    ("incompatible YAML document", "以“%”开头的行是 YAML 指令，这里不能用", "请删去这一行。"),
    ("anchor", "“&”或“*”开头的文字是 YAML 的锚点和别名，这里不能用", "请给这段文字加引号。"),
    ("tag", "“!”开头的文字是 YAML 的标签，这里不能用", "请给这段文字加引号。"),
)


def explain(error: Any, text: str) -> list[Finding]:
    """The findings that stand for a parser's error (F015–F017), at the cause where it is known."""
    lines = text.split("\n")
    mark, context = error.problem_mark, error.context_mark or error.problem_mark
    near = range(max(0, min(context.line, mark.line - 1), mark.line - 3), mark.line + 1)
    for index in near:
        if index < len(lines) and (found := _tabs(lines, index)):
            return found
    if found := wide_colons(lines[: mark.line + 1], near):
        return found + wide_colons(lines, range(0), mark.line + 1)
    if found := list(_wide_in_flow(lines, context, mark)):
        return found
    return [_plain_error(error, lines)]


def wide_colons(lines: list[str], near: range, start: int = 0) -> list[Finding]:
    """A finding for every line from `start` on that has a full-width colon after a field's name, and in the lines `near` after any key."""
    found: list[Finding] = []
    for index in range(start, len(lines)):
        match = (_WIDE_KEY if index in near else _WIDE_FIELD).match(lines[index])
        if match and len(found) < _LISTED:
            key = lines[index][: match.start("colon")].strip(" -")
            message = f"“{key}”后面用了全角冒号“：”，应为半角冒号加空格“: ”"
            place = Place(line=index + 1, column=match.start("colon") + 1, length=1)
            found.append(Finding(code="F017", message=message, place=place, help=f"请改为“{key}: …”。"))
    return found


def _tabs(lines: list[str], index: int) -> list[Finding]:
    if not _TAB.match(lines[index]):
        return []
    count = sum(1 for line in lines if _TAB.match(line))
    more = f"（全文共 {count} 行）" if count > 1 else ""
    place = Place(line=index + 1, column=lines[index].index("\t") + 1, length=1)
    return [Finding(code="F016", message=f"这一行用制表符（Tab）缩进{more}，应为空格", place=place, help="请改用空格缩进，每层两个空格。")]


def _wide_in_flow(lines: list[str], context: Any, mark: Any) -> Iterator[Finding]:
    """Full-width marks between the bracket where the parser began and the place where it gave up."""
    for index in range(context.line, min(mark.line, len(lines) - 1) + 1):
        line = lines[index]
        start = context.column if index == context.line else 0
        if index == context.line and line[start : start + 1] not in "[{":
            return
        for match in _WIDE_IN_FLOW.finditer(line, start):
            form = _FLOW_FORM[match.group()]
            message = f"括号里用了全角的“{match.group()}”，应为半角的“{form}”"
            place = Place(line=index + 1, column=match.start() + 1, length=1)
            yield Finding(
                code="F017", message=message, place=place, help="括号里的冒号、逗号都用半角；文字里的标点要保留全角时，请给文字加引号。"
            )
            return


def _plain_error(error: Any, lines: list[str]) -> Finding:
    mark = error.problem_mark
    begun = error.context_mark if str(error.context).endswith(_OPENED) else mark
    place = Place(line=min(begun.line + 1, len(lines)), column=begun.column + 1)
    for index in (mark.line - 1, mark.line):
        match = _TIGHT_COLON.match(lines[index]) if 0 <= index < len(lines) else None
        if match:
            place = Place(line=index + 1, column=match.start("colon") + 1, length=1)
            return Finding(code="F015", message="冒号后面缺少空格", place=place, help="冒号后面要空一格，写成“title: 标题”的样子。")
    for words, sentence, advice in _SENTENCES:
        if words in f"{error.problem} {error.context}":
            return Finding(code="F015", message=f"YAML 语法错误：{sentence}", place=place, help=advice)
    return Finding(
        code="F015", message="YAML 语法错误：从这里起读不下去", place=place, help="请检查这一行和上一行的缩进、引号、括号和冒号。"
    )
