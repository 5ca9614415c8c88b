"""Bad files: every one gets a clear diagnostic in Chinese, quickly, and hides nothing but itself. Nothing raises."""

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.diagnostics import Diagnostic
from gongkai.source.characters import LIMIT, VALUES
from gongkai.source.nodes import DEPTH
from gongkai.validate import validate

SOUND = """\
format: 1
title: 安溪县民政局2024年度绩效评估目标考评工作方案
year: 2024
disclosure: {mode: 主动公开}
text: |
  一、业务工作目标（100分）
  围绕年度任务设定指标。
components:
  - {id: work, name: 业务工作目标, points: 100}
"""
NAME = "anxi/mzj/2024.yml"
OTHER = "anxi/mzj/2023.yml"
PATIENCE = 20.0
"""Seconds after which one bad file is said to hang; how long it really takes is for the bench."""

Check = Callable[[bytes], list[Diagnostic]]


def put(root: Path, files: dict[str, bytes | str]) -> None:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Puts the bytes beside a scheme with a fault of its own, validates, and gives the diagnostics of the bad file."""
    put(tmp_path, {"anxi/region.yml": "name: 安溪县\n", "anxi/mzj/agency.yml": "name: 安溪县民政局\n"})
    put(tmp_path, {OTHER: SOUND.replace("2024", "2023").replace("year: ", "yaer: 1\nyear: ")})

    def run(data: bytes) -> list[Diagnostic]:
        put(tmp_path, {NAME: data})
        begun = time.perf_counter()
        found = validate([tmp_path], lambda code: code[0] in "FS").diagnostics
        assert time.perf_counter() - begun < PATIENCE
        neighbours = [each for each in found if each.finding.place.file == OTHER]
        assert [each.rule.code for each in neighbours] == ["S001"], "the bad file hid its neighbour"
        mine = [each for each in found if each.finding.place.file == NAME]
        assert len(mine) == len(found) - 1
        assert all(each.finding.help and re.search(r"[\u4e00-\u9fff]{2}", each.finding.message) for each in mine)
        return mine

    return run


def codes(found: list[Diagnostic]) -> list[str]:
    return [each.rule.code for each in found]


def test_the_sound_file_has_no_finding(check: Check) -> None:
    assert check(SOUND.encode()) == []


def test_crlf_is_no_fault_and_changes_no_text(check: Check) -> None:
    assert check(SOUND.replace("\n", "\r\n").encode()) == []


@pytest.mark.parametrize("data", [b"", b"\n\n", b"  \r\n \n"])
def test_empty_file(check: Check, data: bytes) -> None:
    (found,) = check(data)
    assert (found.rule.code, found.finding.message) == ("F014", "文件是空的，应有内容")


@pytest.mark.parametrize("data", [b"# nothing\n", b"---\n", b"null\n"])
def test_file_with_nothing_in_it(check: Check, data: bytes) -> None:
    assert codes(check(data)) == ["F022"]


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"PK\x03\x04\x14\x00\x06\x00", b"\x00" * 1000, bytes(range(256)) * 40]
)
def test_binary_file(check: Check, data: bytes) -> None:
    (found,) = check(data)
    assert (found.rule.code, found.finding.message) == ("F011", "这是二进制文件，不是文字")


def test_random_bytes(check: Check) -> None:
    source = random.Random(20241101)
    for size in (1, 10, 1000, 100_000):
        assert codes(check(source.randbytes(size)))


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_is_recognised_and_told_how_to_convert(check: Check, encoding: str) -> None:
    (found,) = check(SOUND.encode(encoding))
    assert found.rule.code == "F011"
    assert found.finding.message == "文件的编码是 GBK，不是 UTF-8（按 GBK 可读出“安溪县民政局”）"
    assert "iconv -f GB18030 -t UTF-8" in found.finding.help


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_no_text(check: Check, encoding: str) -> None:
    (found,) = check(SOUND.encode(encoding))
    assert found.rule.code == "F011"
    assert ("UTF-16" in found.finding.message) == (encoding == "utf-16")


def test_one_wrong_byte_is_found_by_its_line(check: Check) -> None:
    (found,) = check(SOUND.encode() + b"# \xff\xff\n")
    assert (found.rule.code, found.span.line) == ("F011", SOUND.count("\n") + 1)
    assert "0xFF" in found.finding.message


def test_byte_order_mark_is_told_alone_and_beside_other_faults(check: Check) -> None:
    (found,) = check(b"\xef\xbb\xbf" + SOUND.encode())
    assert (found.rule.code, found.span.line, found.span.column) == ("F012", 1, 1)
    assert "BOM" in found.finding.message and "UTF-8（无 BOM）" in found.finding.help
    assert codes(check(b"\xef\xbb\xbf" + SOUND.replace("year: 2024", "year: x").encode())) == ["F012", "S003"]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\r"])
def test_invisible_characters_are_found_where_they_stand(check: Check, character: str) -> None:
    found = check(SOUND.replace("围绕年度", f"围绕{character}年度").encode())
    if character == "\x00":
        assert codes(found) == ["F011"]
    else:
        assert [(each.rule.code, each.span.line, each.span.column) for each in found] == [("F013", 7, 5)]
        assert f"U+{ord(character):04X}" in found[0].finding.message


def test_tabs(check: Check) -> None:
    (found,) = check(SOUND.replace("  - {id", "\t- {id").encode())
    assert (found.rule.code, found.span.line, found.span.column) == ("F016", 9, 1)
    assert "制表符" in found.finding.message and "空格" in found.finding.message


@pytest.mark.parametrize(
    ("old", "new", "line", "column"), [("year: ", "year：", 3, 5), ("title: ", "title：", 2, 6), ("year: ", "年度：", 3, 3)]
)
def test_full_width_colon(check: Check, old: str, new: str, line: int, column: int) -> None:
    (found,) = check(SOUND.replace(old, new).encode())
    assert (found.rule.code, found.span.line, found.span.column) == ("F017", line, column)
    assert "全角冒号“：”" in found.finding.message and "半角冒号" in found.finding.message


def test_full_width_colons_all_over(check: Check) -> None:
    found = check(SOUND.replace(": ", "：").encode())
    assert set(codes(found)) == {"F017"} and {1, 2, 3} <= {each.span.line for each in found}


def test_alias_bomb(check: Check) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = check(bomb.encode())
    assert set(codes(found)) == {"F019"} and len(found) == 9 + 8 * 9
    assert found[0].finding.message == "这里用了 YAML 锚点 &a"


def test_self_reference(check: Check) -> None:
    assert set(codes(check(b"a: &a\n  b: *a\n"))) == {"F019"}


@pytest.mark.parametrize(
    "data",
    [
        b"text: " + b"[" * 100 + b"]" * 100,
        b"text: " + b"{a: " * 100 + b"}" * 100,
        "\n".join("  " * level + "a:" for level in range(100)).encode(),
        b"- " * 100,
        b"[" * (LIMIT - 1),
        b"- " * (LIMIT // 2 - 1),
        "".join(f"{' ' * (15 * level)}{'- ' * 7}a:\n" for level in range(360)).encode(),
        b"{a: " * (LIMIT // 4 - 1),
        (
            SOUND
            + "indicators:\n"
            + "".join(f"{'    ' * n}  - id: a\n{'    ' * n}    name: b\n{'    ' * n}    children:\n" for n in range(50))
        ).encode(),
    ],
)
def test_deep_nesting(check: Check, data: bytes) -> None:
    (found,) = check(data)
    assert (found.rule.code, found.finding.message) == ("F021", f"嵌套太深：超过 {DEPTH} 层")


def test_a_file_of_fifty_megabytes_is_not_read_whole(check: Check) -> None:
    (found,) = check(b"#" * (50 << 20))
    assert found.rule.code == "F010"
    assert "1 MiB" in found.finding.message


@pytest.mark.parametrize(
    "data",
    [
        SOUND + "based_on: [" + "甲," * (VALUES + 1) + "]\n",
        SOUND + "based_on: [" + "1," * (VALUES - 100) + "]\n",
        SOUND + "".join(f"k{number}: 1\n" for number in range(VALUES - 100)),
        "year: 1\n" * (VALUES - 100),
        "a: &a x\n" * (VALUES - 100),
        "? a\n" * (VALUES * 2),
        "标题：甲\n" * VALUES,
        "a:\n" + "\tb: 1\n" * VALUES,
        "points:" + " " * (LIMIT - 100),
        "points: \n" * VALUES,
        "text: " + "1" * (LIMIT - 100),
        "text: [" + "，" * (LIMIT // 4) + "\n",
        "text: |\n" + "  一、\n" * (LIMIT // 20),
        'text: "' + "\\x07" * (LIMIT // 5) + '"\n',
        "\r" * (LIMIT - 100) + "a: 1",
        " 0" * (LIMIT // 2 - 100),
    ],
)
def test_large_odd_files_take_no_time(check: Check, data: str) -> None:
    assert 1 <= len(check(data.encode())) <= 120


def test_a_syntax_error_blames_no_colon_of_the_text(check: Check) -> None:
    (found,) = check(SOUND.replace("围绕年度", "标题：围绕年度").encode() + b"a: b: c\n")
    assert (found.rule.code, found.span.line) == ("F015", SOUND.count("\n") + 1)


def test_several_documents(check: Check) -> None:
    (found,) = check(SOUND.encode() + b"---\n" + SOUND.encode())
    assert (found.rule.code, found.span.line) == ("F020", SOUND.count("\n") + 1)


def test_markup_in_text_is_text(check: Check) -> None:
    assert check(SOUND.replace("业务工作目标", '"<script>alert(1)</script>"').encode()) == []
