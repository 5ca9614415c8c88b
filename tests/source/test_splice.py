"""Changes of values in a file: made in place whatever the style, and then nothing else is altered; or not made at all."""

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.diagnostics import Finding, Place
from gongkai.model import Scheme
from gongkai.source.locate import Locator
from gongkai.source.splice import Change, splice

FILE = """\
format: 1   # 版本
title: %s  # 标题，不能动
year: 2024

disclosure: {mode: 主动公开}   # 流式
text: %s
components:
  - {id: work, name: "甲,乙", points: 100}  # 注
# 尾
"""
BLOCK = "|\n  一、内容\n    缩进 一行,两 段\n\n  末行，，完"


def made(title: str, text: str, path: tuple[Any, ...], words: str, replacement: str, number: int = 0) -> str | None:  # noqa: PLR0917
    """The file with some words of a value replaced; nothing if that was refused. All other lines must be the same."""
    source = (FILE % (title, text)).encode()
    value = read(source)
    for step in path:
        value = value[step]
    offset = -1
    for _ in range(number + 1):
        offset = value.index(words, offset + 1)
    result = splice(source, [Change(path, offset, len(words), replacement)], Scheme)
    assert bool(result.made) != bool(result.refused)
    assert bool(result.made) == (result.data != source)
    return result.data.decode() if result.made else None


def read(data: bytes) -> Any:
    """As another reader has it: every scalar is text."""
    return yaml.load(data, Loader=yaml.CBaseLoader)


@pytest.mark.parametrize(
    ("title", "words", "replacement", "line"),
    [
        ("甲,乙方案", ",", "，", "甲，乙方案"),
        ("甲(乙)方案", "(乙)", "（乙）", "甲（乙）方案"),
        ("甲 乙方案", " ", "", "甲乙方案"),
        ("'甲''乙,方案'", ",", "'", "'甲''乙''方案'"),
        ("'甲''乙,方案'", "'", "，", "'甲，乙,方案'"),
        ('"甲\\"乙,方案"', ",", '"\\', '"甲\\"乙\\"\\\\方案"'),
        ('"甲\\u4e2d乙,方案"', "中", "国", '"甲国乙,方案"'),
        ("１２", "１２", "12", "'12'"),
        ("甲，乙", "，", ": ", "'甲: 乙'"),
        ("甲，乙", "，", " #", "'甲 #乙'"),
        ("“甲”方案", "“", "'", "'''甲”方案'"),
        ("甲\n  乙方案", " ", "", "甲乙方案"),
        ("甲\n  乙，方案", "，", "、", "甲\n  乙、方案"),
    ],
)
def test_words_of_a_title_in_any_style(title: str, words: str, replacement: str, line: str) -> None:
    assert made(title, BLOCK, ("title",), words, replacement) == FILE % (line, BLOCK)


@pytest.mark.parametrize(
    ("words", "replacement", "block"),
    [
        (",", "，", BLOCK.replace(",", "，")),
        ("，，", "，", BLOCK.replace("，，", "，")),
        (" ", "", BLOCK.replace("缩进 一", "缩进一")),
        ("两 段", "两段", BLOCK.replace("两 段", "两段")),
        ("容\n", "容。\n", None),
        ("内容", "内容: #x", BLOCK.replace("内容", "内容: #x")),
        ("完", "完。", BLOCK + "。"),
        ("一、", "", BLOCK.replace("一、", "")),
    ],
)
def test_words_of_a_block_text(words: str, replacement: str, block: str | None) -> None:
    number = 2 if words == " " else 0
    expected = None if block is None else FILE % ("方案", block)
    assert made("方案", BLOCK, ("text",), words, replacement, number) == expected


def test_words_of_a_folded_text() -> None:
    folded = ">-\n  甲乙\n  丙丁\n\n  戊,己"
    assert made("方案", folded, ("text",), ",", "，") == FILE % ("方案", folded.replace(",", "，"))
    assert made("方案", folded, ("text",), "乙 丙", "乙丙") == FILE % ("方案", ">-\n  甲乙丙丁\n\n  戊,己")


def test_words_in_flow_mappings() -> None:
    assert made("方案", BLOCK, ("components", 0, "name"), ",", "，") == (FILE % ("方案", BLOCK)).replace('"甲,乙"', '"甲，乙"')


def test_windows_line_ends_stay_and_so_does_their_absence() -> None:
    mixed = (FILE % ("甲,乙", BLOCK)).replace("\n", "\r\n").replace("缩进 一行,两 段\r\n", "缩进 一行,两 段\n").encode()
    text = read(mixed.replace(b"\r\n", b"\n"))["text"]
    changes = [Change(("title",), 1, 1, "，"), Change(("text",), text.index(","), 1, "，")]
    result = splice(mixed, changes, Scheme)
    assert result.data == mixed.replace("甲,乙 ".encode(), "甲，乙 ".encode()).replace("行,".encode(), "行，".encode())
    assert [(each.line, each.column) for each in result.made] == [(2, 9), (8, 10)]


def test_one_change_that_cannot_be_made_does_not_hinder_the_others() -> None:
    source = (FILE % ("甲,乙", BLOCK)).encode()
    bad, good = Change(("title",), 0, 3, ""), Change(("text",), read(source)["text"].index(","), 1, "，")
    result = splice(source, [bad, good], Scheme)
    assert result.refused == [bad] and [each.change for each in result.made] == [good]
    assert result.data == source.replace("行,".encode(), "行，".encode())


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + (FILE % ("甲,乙", BLOCK)).encode(),
        (FILE % ("甲,乙", BLOCK)).encode("gbk"),
        (FILE % ("甲,乙", BLOCK)).replace("year: 2024", "year: 2024\nyear: 2024").encode(),
        (FILE % ("甲,乙\x07", BLOCK)).encode(),
        b"",
    ],
)
def test_a_file_that_is_not_in_order_is_left_as_it_is(data: bytes) -> None:
    change = Change(("title",), 1, 1, "，")
    assert splice(data, [change], Scheme) == (data, [], [change])


@pytest.mark.parametrize("path", [("year",), ("nothing",), ("components", 3, "name"), ("components", 0), ("disclosure",)])
def test_what_is_no_text_is_not_changed(path: tuple[Any, ...]) -> None:
    source = (FILE % ("方案", BLOCK)).encode()
    assert splice(source, [Change(path, 0, 1, "，")], Scheme).data == source


_WORDS = st.text("甲乙，,: #'\"\\-[]{}()1~ \t　😀e\u0301%&*!|>@`?", min_size=1, max_size=12)
_TITLES = st.sampled_from(("'", '"', "")).flatmap(lambda style: _WORDS.map(lambda words: _titled(words, style)))
_BLOCKS = st.lists(_WORDS, min_size=1, max_size=4).map(lambda lines: "|\n" + "\n".join(f"  {line}" for line in ("首", *lines, "末")))


def _titled(words: str, style: str) -> str:
    escaped = {"'": words.replace("'", "''"), '"': words.replace("\\", "\\\\").replace('"', '\\"')}
    return style + escaped.get(style, words) + style


@given(_TITLES, _BLOCKS, st.sampled_from(("title", "text")), st.integers(0, 40), st.integers(0, 5), st.just("") | _WORDS, st.booleans())
def test_whatever_is_made_changes_that_value_alone(  # noqa: PLR0917
    title: str, block: str, key: str, offset: int, length: int, replacement: str, windows: bool
) -> None:
    source = (FILE % (title, block)).replace("\n", "\r\n" if windows else "\n").encode()
    result = splice(source, [Change((key,), offset, length, replacement)], Scheme)
    if not result.made:
        assert result.data == source
        return
    before, after = read(source), read(result.data)
    assert after.pop(key) == before[key][:offset] + replacement + before.pop(key)[offset + length :]
    assert after == before
    head, foot = ("title: ", "  # 标题") if key == "title" else ("text: |", "\ncomponents:")
    for data in (source, result.data):  # all around the value, to the byte
        assert data.partition(head.encode())[0] == source.partition(head.encode())[0]
        assert data.rpartition(foot.encode())[2] == source.rpartition(foot.encode())[2]
    assert (b"\r\n" in result.data) == windows and (result.data.count(b"\n") == result.data.count(b"\r\n")) == windows


@given(_BLOCKS, st.integers(0, 30), st.text("甲乙，,: #'\"\\-[]{}1😀", min_size=1, max_size=3))
def test_a_mark_in_a_block_text_can_always_be_replaced(block: str, offset: int, replacement: str) -> None:
    source = (FILE % ("方案", block)).encode()
    value = read(source)["text"]
    offset = min(offset, len(value) - 3)
    if value[offset] in " \t\n" or value[offset] == replacement or "\t" in value:
        return
    if replacement[0] == " " and value[:offset].strip("\n") == "":
        return  # a block's first line tells how far all are indented: a blank before its words would be part of that
    assert splice(source, [Change(("text",), offset, 1, replacement)], Scheme).made


@example("1?", "|\n  文", "title", 0, 1, "")
@example("a:1 b", "|\n  文", "title", 2, 1, "")
@given(_TITLES, _BLOCKS, st.sampled_from(("title", "text")), st.integers(0, 40), st.integers(0, 5), st.just("") | _WORDS)
def test_the_edit_that_a_report_offers_does_what_the_finding_says(  # noqa: PLR0917
    tmp_path_factory: pytest.TempPathFactory, title: str, block: str, key: str, offset: int, length: int, replacement: str
) -> None:
    source = FILE % (title, block)
    folder = tmp_path_factory.mktemp("f")
    (folder / "f.yml").write_text(source, encoding="utf-8")
    place = Place(file="f.yml", path=(key,), offset=offset, length=length)
    edit = Locator(folder).edit(Finding(code="Z001", message="", place=place, replacement=replacement))
    if edit is None:
        return
    lines = source.splitlines(keepends=True)
    start = sum(map(len, lines[: edit.line - 1])) + edit.column - 1
    end = sum(map(len, lines[: edit.end_line - 1])) + edit.end_column - 1
    before, after = read(source.encode()), read((source[:start] + edit.text + source[end:]).encode())
    assert after.pop(key) == before[key][:offset] + replacement + before.pop(key)[offset + length :]
    assert after == before
