"""Bytes → text of one file: UTF-8 without byte-order mark or invisible control characters, lines ended by a line feed.

CRLF from Windows editors is read as a line feed; nothing else is altered. What cannot be read as text is told apart (GBK, UTF-16, binary).
"""

import codecs
import re
from collections.abc import Iterator

from gongkai.diagnostics import Finding, Place

LIMIT = 1 << 20
"""The most bytes a file may have: 1 MiB, thirty times a large scheme."""
VALUES = 100_000
"""The most values a file may hold, fifty times a large scheme: more than ten thousand rows, each with seven keys."""
CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
"""As a regular expression's set: control characters, what YAML takes for line ends, and marks that turn the reading direction."""

_CONTROL = re.compile(f"[{CONTROL}]")
_NAMES = {
    "\r": "单独的回车符",
    "\x00": "空字符",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\ufeff": "零宽不换行空格（字节顺序标记）",
    **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "改变文字方向的符号"),
}
_LISTED = 20


def plain_text(data: bytes) -> tuple[str | None, list[Finding]]:
    """The file's text, if it has one, and what is wrong with its bytes (F010–F014).

    The text may come together with findings; every control character in it is replaced by U+FFFD, so that all places stay where they are.
    """
    if len(data) > LIMIT:
        message = f"文件太大：超过 {LIMIT >> 20} MiB（{LIMIT} 字节），不会被读取"
        return None, [_finding("F010", message, "方案里只放文字和数据；图片、表格等请作为附件存放。")]
    for mark, name in ((codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16")):
        if data.startswith(mark):
            return None, [_not_utf8(f"文件的编码是 {name}，不是 UTF-8")]
    marked = data.startswith(codecs.BOM_UTF8)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return None, [_undecodable(data, error)]
    if "\x00" in text:
        return None, [_finding("F011", "这是二进制文件，不是文字", "请确认放进来的是 YAML 文本文件；附件请放在与方案同名的文件夹里。")]
    return _CONTROL.sub("\ufffd", text), [*_leading(text, marked), *_control_characters(text)]


def hidden(value: str) -> str | None:
    """The first control character of a value, which an escape like `"\\x07"` can bring in; nothing when there is none."""
    match = _CONTROL.search(value)
    return match.group() if match else None


def describe(character: str) -> str:
    """`U+2028（行分隔符）`."""
    name = _NAMES.get(character)
    return f"U+{ord(character):04X}" + (f"（{name}）" if name else "")


def _leading(text: str, marked: bool) -> Iterator[Finding]:
    if marked:
        advice = "请另存为“UTF-8（无 BOM）”：记事本的“另存为”对话框里，编码选“UTF-8”，不要选“带有 BOM 的 UTF-8”。"
        yield Finding(code="F012", message="文件开头有字节顺序标记（BOM，U+FEFF）", place=Place(line=1, column=1), help=advice)
    if not text.strip():
        yield _finding("F014", "文件是空的，应有内容", "请写入内容，或者删去这个文件。")


def _control_characters(text: str) -> Iterator[Finding]:
    """A finding for each of the first few control characters of `text`, by line and column."""
    for count, match in enumerate(_CONTROL.finditer(text)):
        if count == _LISTED:
            return
        start = text.rfind("\n", 0, match.start()) + 1
        place = Place(line=text.count("\n", 0, start) + 1, column=match.start() - start + 1, length=1)
        message = f"这里有看不见的控制字符 {describe(match.group())}"
        yield Finding(code="F013", message=message, place=place, help="请删去它；它多半是复制粘贴带进来的。")


def _undecodable(data: bytes, error: UnicodeDecodeError) -> Finding:
    if b"\x00" in data:
        return _finding("F011", "这是二进制文件，不是文字", "请确认放进来的是 YAML 文本文件；附件请放在与方案同名的文件夹里。")
    try:
        sample = data.decode("gb18030")
    except UnicodeDecodeError:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"文件不是 UTF-8 编码：第 {line} 行的字节 0x{data[error.start]:02X} 读不出来"
        return _not_utf8(message, line)
    han = re.search(r"[\u4e00-\u9fff]{2,10}", sample)
    shown = f"（按 GBK 可读出“{han.group()}”）" if han else ""
    return _not_utf8(f"文件的编码是 GBK，不是 UTF-8{shown}")


def _not_utf8(message: str, line: int | None = None) -> Finding:
    advice = "请另存为 UTF-8：记事本在“另存为”对话框里选编码“UTF-8”；命令行可用 iconv -f GB18030 -t UTF-8 转换。"
    if "UTF-16" in message:
        advice = advice.replace("GB18030", "UTF-16")
    return Finding(code="F011", message=message, place=Place(line=line, column=line and 1), help=advice)


def _finding(code: str, message: str, advice: str) -> Finding:
    return Finding(code=code, message=message, place=Place(), help=advice)
