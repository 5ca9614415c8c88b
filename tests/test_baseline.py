"""`validate --baseline`: what an old archive is known to have is counted and no more; what is new is shown and fails."""

import json
from pathlib import Path

import pytest

from gongkai.diagnostics import CannotRun
from planted_rules import planted
from small_tree import Tree

BASELINE = Path("基线.json")


@pytest.fixture
def tree(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tree:
    monkeypatch.chdir(tmp_path)
    return Tree(tmp_path, capsys)


def record(tree: Tree, *paths: str, select: str = "P") -> str:
    code, out, _ = tree.run(*paths, baseline=BASELINE, write_baseline=True, format="concise", select=select)
    assert code == 0
    return out


def check(tree: Tree, *paths: str, select: str = "P") -> tuple[int, str]:
    code, out, _ = tree.run(*paths, baseline=BASELINE, format="concise", select=select)
    return code, out


def entries() -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(BASELINE.read_text(encoding="utf-8"))["findings"]
    return found


def test_known_findings_are_counted_and_do_not_fail(tree: Tree) -> None:
    tree.scheme(2023, points=71)
    assert tree.run(select="P")[0] == 1
    written = record(tree)
    assert written == "已把 1 个问题写进基线 基线.json。\n共检查 1 份方案：1 个在基线中。\n"
    assert check(tree) == (0, "共检查 1 份方案：1 个在基线中。\n")
    (entry,) = entries()
    assert entry["file"] == "schemes/jia/mzj/2023.yml" and entry["code"] == "P002" and "101" in str(entry["message"])


def test_a_new_finding_is_shown_and_fails(tree: Tree) -> None:
    tree.scheme(2023, points=71)
    record(tree)
    tree.scheme(2024, points=72)
    code, out = check(tree)
    assert code == 1
    assert out.count("2024.yml") == 1 and "2023.yml" not in out
    assert out.endswith("共检查 2 份方案：1 个错误，1 个在基线中。\n")


def test_moved_lines_change_nothing_but_other_values_do(tree: Tree) -> None:
    file = tree.scheme(2023, points=71)
    record(tree)
    file.write_text("# 说明\n\n" + file.read_text(encoding="utf-8").replace("disclosure", "\n\ndisclosure"), encoding="utf-8")
    assert check(tree)[0] == 0
    file.write_text(file.read_text(encoding="utf-8").replace("points: 71", "points: 72"), encoding="utf-8")
    code, out = check(tree)
    assert code == 1 and "102" in out
    assert "基线中有 1 个问题已经不在了，可用 --write-baseline 更新基线：\n  schemes/jia/mzj/2023.yml: P002 " in out


def test_a_finding_is_known_as_often_as_it_was_recorded(tree: Tree) -> None:
    waivers = "waivers:\n  - {code: P001, reason: 原文如此}\n"
    file = tree.scheme(2023, more=waivers)
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "  - {code: P001, reason: 原文如此}\n", encoding="utf-8")
    record(tree, select="W")
    assert [each["count"] for each in entries()] == [2]
    file.write_text(text + "  - {code: P001, reason: 原文如此}\n" * 2, encoding="utf-8")
    code, out, _ = tree.run(baseline=BASELINE, select="W", strict=True, format="concise")
    assert code == 1 and "1 个警告，2 个在基线中" in out
    file.write_text(text, encoding="utf-8")
    assert "1 个问题已经不在了" in check(tree, select="W")[1]


def test_what_was_put_right_is_told_until_the_baseline_is_written_anew(tree: Tree) -> None:
    tree.scheme(2023, points=71)
    record(tree)
    tree.scheme(2023)
    code, out = check(tree)
    assert code == 0 and "已经不在了" in out
    record(tree)
    assert entries() == [] and check(tree)[1] == "共检查 1 份方案：没有发现问题。\n"


def test_a_run_over_a_part_neither_misses_nor_drops_the_rest(tree: Tree) -> None:
    tree.scheme(2023, points=71)
    tree.scheme(2024, points=71)
    record(tree)
    tree.scheme(2023)
    part = "schemes/jia/mzj/2024.yml"
    assert "已经不在了" not in check(tree, part)[1]
    assert "已经不在了" not in check(tree, select="C")[1]
    record(tree, part)
    assert len(entries()) == 2
    (tree.schemes / "jia/mzj/2023.yml").unlink()
    assert "2023.yml: P002" in check(tree)[1]


def test_files_are_named_as_seen_from_the_baseline(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    tree.scheme(2023, points=71)
    record(tree)
    monkeypatch.chdir(tree.schemes / "jia")
    code, out, _ = tree.run("mzj/2023.yml", baseline=Path("../../基线.json"), format="concise", select="P")
    assert (code, out) == (0, "共检查 1 份方案：1 个在基线中。\n")


def test_waived_findings_are_not_recorded(tree: Tree) -> None:
    tree.scheme(2023, points=71, more="waivers:\n  - {code: P002, reason: 原文如此}\n")
    record(tree)
    assert entries() == []
    assert check(tree)[1] == "共检查 1 份方案：1 个已豁免。\n"


def test_the_file_reads_well_in_a_diff_and_is_the_same_every_time(tree: Tree) -> None:
    for year in (2022, 2023, 2024):
        tree.scheme(year, points=71)
    record(tree)
    first = BASELINE.read_bytes()
    assert [line.partition(",")[0] for line in first.decode().splitlines() if "file" in line] == [
        f'    {{"file": "schemes/jia/mzj/{year}.yml"' for year in (2022, 2023, 2024)
    ]
    record(tree)
    assert BASELINE.read_bytes() == first


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "找不到基线文件 基线.json。第一次使用时请加 --write-baseline"),
        (b"", "坏了"),
        (b"\xb0\xb2", "坏了"),
        (b"<<<<<<< HEAD\n{}", "坏了"),
        (b"[]", "坏了"),
        (b"{}", "坏了"),
        (b"[" * 100_000, "坏了"),
        (b'{"gongkai_baseline": 1, "findings": [{"file": "a"}]}', r"坏了.*在 \$.findings\[0\]"),
        (b'{"gongkai_baseline": 1, "findings": [{"file": 1}]}', r"坏了.*在 \$.findings\[0\].file"),
        (b'{"gongkai_baseline": 9, "entries": []}', "是第 9 版，本程序只认第 1 版"),
    ],
)
def test_a_broken_baseline_is_one_sentence_and_never_overwritten(tree: Tree, content: bytes | None, words: str) -> None:
    tree.scheme(2023, points=71)
    if content is not None:
        BASELINE.write_bytes(content)
    for again in (False, True) if content is not None else (False,):
        with pytest.raises(CannotRun, match=words):
            tree.run(baseline=BASELINE, write_baseline=again)
        assert content is None or BASELINE.read_bytes() == content


def test_fixing_waits_for_a_baseline_in_order(tree: Tree) -> None:
    file = tree.scheme(words="围绕救助,养老。")
    BASELINE.write_bytes(b"{")
    with planted({",": "，"}):
        with pytest.raises(CannotRun, match="坏了"):
            tree.run(baseline=BASELINE, fix=True)
        assert "救助,养老" in file.read_text(encoding="utf-8")
        BASELINE.unlink()
        tree.run(baseline=BASELINE, write_baseline=True, fix=True)
    assert "救助，养老" in file.read_text(encoding="utf-8") and entries() == []


def test_a_baseline_that_cannot_be_written_is_one_sentence(tree: Tree) -> None:
    tree.scheme(2023, points=71)
    with pytest.raises(CannotRun, match=r"不能写 .*：没有这个文件或者文件夹"):
        tree.run(baseline=Path("没有/基线.json"), write_baseline=True)
    with pytest.raises(CannotRun, match="读不出来"):
        tree.run(baseline=Path("schemes"), write_baseline=True)
