"""`validate --fix`: what a rule knows to write is written, and nothing else in the file changes; what may not be touched is not."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gongkai import fix as fixing
from gongkai import writing
from gongkai.diagnostics import CannotRun
from gongkai.fix import fixes
from planted_rules import planted
from small_tree import SCHEME, Tree

WIDE = {",": "，"}


@pytest.fixture
def tree(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tree:
    monkeypatch.chdir(tmp_path)
    return Tree(tmp_path, capsys)


def test_each_change_is_listed_before_and_after_and_what_is_left_follows(tree: Tree) -> None:
    file = tree.scheme(words="围绕救助,养老 ,设定指标。")
    before = file.read_bytes()
    with planted({" ?,": "，", "指标": "任务"}):
        code, out, _ = tree.run(fix=True, select="Z001", format="concise")
        assert out.splitlines() == [
            "schemes/jia/mzj/2024.yml:8:7: 已改 Z001 “围绕救助,养老 ,设定指标” → “围绕救助，养老 ,设定指标”",
            "schemes/jia/mzj/2024.yml:8:10: 已改 Z001 “围绕救助,养老␣,设定指标。” → “围绕救助,养老，设定指标。”",
            "已改 2 处，涉及 1 个文件。",
            "共检查 1 份方案：没有发现问题。",
        ]
        assert code == 0
        assert file.read_bytes() == before.replace("救助,养老 ,".encode(), "救助，养老，".encode())
        _, out, _ = tree.run(format="concise", select="Z")
        assert "8:13: 警告 Z002" in out


def test_with_a_document_format_the_list_goes_to_stderr(tree: Tree) -> None:
    tree.scheme(words="围绕救助,养老。")
    with planted(WIDE):
        _, out, err = tree.run(fix=True, format="json")
    assert out == "[]\n"
    assert "已改 Z001" in err and err.endswith("共检查 1 份方案：没有发现问题。\n")


def test_diff_shows_a_patch_and_writes_nothing(tree: Tree) -> None:
    file = tree.scheme(words="围绕救助,养老。")
    before = file.read_bytes()
    with planted(WIDE):
        code, out, err = tree.run(diff=True)
        assert code == 1 and "可以改 1 处，涉及 1 个文件" in err
        assert out.startswith("--- schemes/jia/mzj/2024.yml\n+++ schemes/jia/mzj/2024.yml\n@@ ")
        assert "-  围绕救助,养老。\n+  围绕救助，养老。\n" in out
        assert file.read_bytes() == before
        tree.run(fix=True)
        assert tree.run(diff=True, fix=True) == (0, "", "没有可以自动改的地方。\n")


def test_a_patch_tells_of_a_last_line_without_end(tree: Tree) -> None:
    file = tree.scheme(words="甲乙。")
    file.write_bytes(file.read_bytes().replace("name: 行政能力目标".encode(), "name: 甲".encode()).rstrip(b"\n"))
    with planted({"甲": "乙"}):
        _, out, _ = tree.run(diff=True)
    assert "-  甲乙。\n+  乙乙。\n" in out
    assert out.endswith("points: 30, clause: 二}\n\\ No newline at end of file\n")


def test_waived_findings_and_their_words_stay(tree: Tree) -> None:
    waiver = "waivers:\n  - {code: Z001, at: 一, reason: 原文如此}\n"
    file = tree.scheme(words="围绕救助,养老。", more=waiver)
    before = file.read_bytes()
    with planted({",": "，", "助,养": "助、养", "(?<=养老)。": "；"}):
        tree.run(fix=True)
    assert file.read_bytes() == before.replace("养老。".encode(), "养老；".encode())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.decode().encode("gb18030"),
        lambda data: data.replace(b"year: 2024", b"yaer: 2024"),
        lambda data: data + b"attachments:\n  - {number: 1, title: t, content: other, file: gone.docx}\n",
    ],
    ids=["byte-order mark", "GBK", "unknown key", "missing attachment"],
)
@pytest.mark.parametrize("select", ["", "Z"])
def test_a_file_with_errors_of_its_own_is_not_touched(tree: Tree, spoil: Callable[[bytes], bytes], select: str) -> None:
    file = tree.scheme(words="围绕救助,养老。")
    file.write_bytes(spoil(file.read_bytes()))
    before = file.read_bytes()
    with planted(WIDE):
        tree.run(fix=True, select=select)
    assert file.read_bytes() == before


def test_windows_line_ends_mode_and_comments_stay(tree: Tree) -> None:
    file = tree.scheme(words="围绕救助,养老。", more="# 尾注,不动")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    file.chmod(0o640)
    before = file.read_bytes()
    with planted(WIDE):
        tree.run(fix=True)
    assert file.read_bytes() == before.replace("救助,".encode(), "救助，".encode())
    assert file.stat().st_mode & 0o777 == 0o640


def test_replacements_that_touch_the_same_words_take_turns(tree: Tree) -> None:
    file = tree.scheme(words="围绕救助,,养老。")
    with planted({",,": ",", ",(?!,)": "，"}):
        _, out, _ = tree.run(fix=True, format="concise")
    assert "围绕救助，养老。" in file.read_text(encoding="utf-8")
    assert "没有发现问题" in out


def test_rules_that_undo_each_other_change_nothing(tree: Tree) -> None:
    file = tree.scheme(words="围绕甲,养老。")
    before = file.read_bytes()
    with planted({"甲": "乙", "乙": "甲", ",": "，"}):
        _, out, _ = tree.run(fix=True)
    assert file.read_bytes() == before
    assert "改法互相冲突，没有改这个文件" in out and "没有可以自动改的地方。" in out


def test_a_rule_that_never_ends_is_stopped(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixing, "PASSES", 3)
    file = tree.scheme(words="围绕甲,养老。")
    with planted({"甲": "甲甲"}):
        _, out, _ = tree.run(fix=True, select="Z", format="concise")
    assert "请再运行一次" in out
    assert "甲" * 8 + "," in file.read_text(encoding="utf-8")


def test_a_replacement_that_does_not_fit_is_left_to_a_person(tree: Tree) -> None:
    file = tree.scheme(words="围绕甲,养老。")
    before = file.read_bytes()
    with planted({"^(?:.|\n)+$": ""}):
        code, out, _ = tree.run(fix=True, strict=True)
    assert file.read_bytes() == before and code == 1
    assert "另有 4 处写法特殊" in out


def test_only_what_was_named_and_selected_is_changed(tree: Tree) -> None:
    one, other = tree.scheme(2023, "救助,养老。"), tree.scheme(2024, "救助,养老.")
    before = other.read_bytes()
    with planted({",": "，", r"\.": "。"}):
        tree.run("schemes/jia/mzj/2023.yml", fix=True)
        assert "救助，养老。" in one.read_text(encoding="utf-8") and other.read_bytes() == before
        tree.run(fix=True, ignore="planted-z001")
    assert "救助,养老。" in other.read_text(encoding="utf-8")


def test_a_lone_file_is_changed_too(tree: Tree) -> None:
    file = tree.root / "方案.yml"
    file.write_text(SCHEME.format(year=2024, words="救助,养老。", points=70), encoding="utf-8")
    with planted(WIDE):
        tree.run("方案.yml", fix=True)
    assert "救助，养老。" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "没有权限"), (errno.EROFS, "磁盘是只读的"), (errno.EIO, "磁盘读写出错")],
)
def test_when_the_disk_refuses_the_old_file_stands(tree: Tree, monkeypatch: pytest.MonkeyPatch, code: int, words: str) -> None:
    file = tree.scheme(words="救助,养老。")
    before = file.read_bytes()

    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with planted(WIDE), pytest.raises(CannotRun, match=f"不能写 .*{words}.*原有内容没有改动"):
        tree.run(fix=True)
    assert file.read_bytes() == before
    assert {each.name for each in file.parent.iterdir()} == {"agency.yml", "2024.yml"}


def test_interrupted_while_writing_the_old_file_stands(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tree.scheme(words="救助,养老。")
    before = file.read_bytes()

    def interrupted(self: Path, target: Path) -> Path:  # noqa: ARG001
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with planted(WIDE), pytest.raises(KeyboardInterrupt):
        tree.run(fix=True)
    assert file.read_bytes() == before
    assert {each.name for each in file.parent.iterdir()} == {"agency.yml", "2024.yml"}


def test_a_file_that_an_editor_saved_meanwhile_is_not_overwritten(tree: Tree) -> None:
    file = tree.scheme(words="救助,养老。")
    with planted(WIDE):
        (fixed,) = fixes([Path("schemes")], lambda _: True)
    file.write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(CannotRun, match="刚刚被别的程序改过"):
        writing.replace_file(fixed.path, fixed.after, known=fixed.before)
    assert file.read_text(encoding="utf-8") == "format: 1\n"


_PATTERNS = st.sampled_from((",", " ", "，，", "甲,?乙", "[a-z]", "。(?=\n)", ":", "#", "'", "（", "[0-9]", "-$"))
_REPLACEMENTS = st.sampled_from(("，", "", "、", "（", "x", ": ", " #", "'", "。。", "12"))
_PARAGRAPHS = st.lists(st.text("甲乙，,: #'\"-（）xy19。", min_size=1, max_size=12).map(lambda text: f"文{text}"), min_size=1, max_size=4)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_PATTERNS, _REPLACEMENTS, _PARAGRAPHS, st.booleans())
def test_what_was_fixed_is_gone_all_else_is_as_it_was_and_a_second_run_finds_nothing(
    tree: Tree, pattern: str, replacement: str, paragraphs: list[str], windows: bool
) -> None:
    assume(not re.search(pattern, f"文{replacement}文\n{replacement}\n"))
    file = tree.scheme(words="\n  ".join(paragraphs), more="# 尾, 注:  x\n")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n" if windows else b"\n"))
    before = file.read_bytes()
    with planted({pattern: replacement}):
        _, out, _ = tree.run(fix=True, format="concise")
        after = file.read_bytes()
        tree.run(fix=True)
    assert file.read_bytes() == after
    if "写法特殊" not in out:
        assert "Z001 “" not in out.partition("处，涉及")[2]
        assert _values(after) == _mended(_values(before), pattern, replacement)
    assert after.partition(b"title")[0] == before.partition(b"title")[0]
    assert "   # 标题".encode() in after and after.endswith(b"\n# " + before.rpartition(b"\n# ")[2])
    assert after.count(b"\r\n") == before.count(b"\r\n") and after.count(b"\n") == before.count(b"\n")


def _values(data: bytes) -> Any:
    return yaml.load(data, Loader=yaml.CBaseLoader)


def _mended(scheme: Any, pattern: str, replacement: str) -> Any:
    """What the scheme is to say in the end: the pattern replaced until it occurs no more."""

    def mended(text: str) -> str:
        for _ in range(20):
            text = re.sub(pattern, replacement, text)
        return text

    components = [{**each, "name": mended(each["name"])} for each in scheme["components"]]
    return {**scheme, "title": mended(scheme["title"]), "text": mended(scheme["text"]), "components": components}
