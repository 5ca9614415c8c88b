"""The options of `gongkai validate` one by one and together: exit codes, where things are written, what makes no sense."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai import validate as validating
from gongkai.diagnostics import CannotRun
from gongkai.lint import Options
from gongkai.report import FORMATS
from gongkai.selection import selection
from gongkai.source.files import Tree as Folders
from gongkai.source.files import scan
from planted_rules import planted
from small_tree import Tree
from test_cli import REPOSITORY, gongkai


@pytest.fixture
def tree(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tree:
    monkeypatch.chdir(tmp_path)
    return Tree(tmp_path, capsys)


def test_strict_lets_warnings_fail_but_not_notes_nor_what_is_waived(tree: Tree) -> None:
    tree.scheme(more="waivers:\n  - {code: P001, reason: 原文如此}\n")
    assert tree.run(select="W")[0] == 0
    assert tree.run(select="W", strict=True)[0] == 1
    assert tree.run(select="P", strict=True)[0] == 0
    tree.scheme(points=71, more="waivers:\n  - {code: P002, reason: 原文如此}\n")
    assert tree.run(select="P", strict=True)[0] == 0
    assert tree.run(select="C011", strict=True)[0] == 0


def test_statistics_count_by_rule_the_most_frequent_first(tree: Tree) -> None:
    tree.scheme(2023, "救助,养老,,。", points=71)
    tree.scheme(2024, points=72, more="waivers:\n  - {code: P002, reason: 原文如此}\n")
    code, out, _ = tree.run(statistics=True, select="P")
    assert code == 1
    assert out.splitlines() == [
        "个数  已豁免  级别  编号  标题",
        "   1       1  错误  P002  各部分分值之和不等于总分",
        "共检查 2 份方案：1 个错误，1 个已豁免。",
    ]
    with planted({",": "，", "救": "就", "指标": "任务"}):
        _, out, _ = tree.run(statistics=True, select="Z")
        assert [line.split()[:4] for line in out.splitlines()[1:-1]] == [
            ["3", "0", "警告", "Z001"],
            ["3", "0", "警告", "Z003"],
            ["2", "0", "警告", "Z002"],
        ]
        _, out, err = tree.run(statistics=True, select="Z001", format="json")
        (row,) = json.loads(out)
        assert row == {
            "code": "Z001",
            "name": "planted-z001",
            "title": "试验用的规则",
            "severity": "warning",
            "count": 3,
            "waived": 0,
            "known": 0,
        }
        assert err == "共检查 2 份方案：3 个警告。\n"
        tree.run(select="Z001", baseline=Path("b.json"), write_baseline=True)
        _, out, _ = tree.run(statistics=True, select="Z001", baseline=Path("b.json"))
        assert "个数  已豁免  在基线" in out and "0       0       3  警告  Z001" in out


def test_statistics_of_nothing_are_the_closing_line_alone(tree: Tree) -> None:
    tree.scheme()
    assert tree.run(statistics=True, select="P") == (0, "共检查 1 份方案：没有发现问题。\n", "")


def test_output_goes_into_the_file_whole(tree: Tree) -> None:
    tree.scheme(points=71)
    code, out, err = tree.run(select="P", format="sarif", output=Path("结果.sarif"))
    assert (code, out, err) == (1, "共检查 1 份方案：1 个错误。\n", "")
    data = Path("结果.sarif").read_bytes()
    assert json.loads(data)["version"] == "2.1.0" and data.endswith(b"}\n") and "\\u" not in data.decode()
    assert [each.name for each in tree.root.iterdir() if "new" in each.name] == []


@pytest.mark.parametrize(("output", "words"), [("没有/a.json", "没有这个文件或者文件夹"), ("schemes", "不是普通文件")])
def test_output_that_cannot_be_written_is_one_sentence(tree: Tree, output: str, words: str) -> None:
    tree.scheme()
    with pytest.raises(CannotRun, match=words):
        tree.run(output=Path(output))


def test_where_the_closing_line_goes(tree: Tree) -> None:
    tree.scheme(points=71)
    for name in ("full", "concise"):
        assert tree.run(select="P", format=name)[1].endswith("共检查 1 份方案：1 个错误。\n")
    for name in ("json", "sarif", "github", "gitlab", "junit", "markdown"):
        _, out, err = tree.run(select="P", format=name)
        assert "共检查 1 份方案：" not in out and err == "共检查 1 份方案：1 个错误。\n"


def test_selections_by_family_code_and_name() -> None:
    chosen = selection("p, N001、parts-sum", "P002")
    assert chosen("P001") and chosen("N001") and not chosen("N002") and not chosen("P002") and not chosen("C001")
    assert selection("", "")("P001") and not selection("", "PARTS-SUM")("P001")


@pytest.mark.parametrize(("word", "hint"), [("P9", ""), ("part-sum", "是不是 parts-sum？"), ("X", ""), ("P00l", "是不是 P"), ("分值", "")])
def test_a_rule_that_does_not_exist_is_named(word: str, hint: str) -> None:
    with pytest.raises(CannotRun, match=f"没有编号为“{word}”的规则，也没有这一类。{hint}"):
        selection("", word)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--write-baseline"], "--write-baseline 要和 --baseline FILE 一起用"),
        (["--watch", "--fix"], "--watch 只在终端里反复显示问题，不能与 --fix 同用"),
        (["--watch", "--format", "json"], "不能与 --format json 同用"),
        (["--watch", "--strict"], "不能与 --strict 同用"),
        (["--watch", "--output", "a"], "不能与 --output 同用"),
        (["--watch", "--baseline", "a", "--write-baseline"], "不能与 --write-baseline 同用"),
        (["--diff", "--format", "sarif"], "--diff 只显示 --fix 会作的改动，不能与 --format sarif 同用"),
        (["--diff", "--statistics"], "不能与 --statistics 同用"),
        (["--diff", "--baseline", "a"], "不能与 --baseline 同用"),
        (["--statistics", "--format", "junit"], "--statistics 只有文字和 json 两种格式"),
        (["--output", "schemes/anxi/mzj/2024.yml"], "会覆盖方案一类的文件"),
        (["--output", "a.json", "--baseline", "./a.json"], "--output 和 --baseline 不能是同一个文件"),
        (["--format", "xml"], "参数 '--format' 不对"),
        (["--select", "Q"], "没有编号为“Q”的规则"),
    ],
)
def test_what_makes_no_sense_is_one_sentence_and_exit_2(arguments: list[str], words: str) -> None:
    result = gongkai("validate", *arguments)
    assert result.returncode == 2 and words in result.stderr and result.stdout == ""
    assert "Traceback" not in result.stderr


def test_many_named_files_read_the_folder_once(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"schemes/jia/mzj/{tree.scheme(year, points=71).name}" for year in range(2015, 2025)]
    walks: list[Path] = []

    def walk(root: Path) -> Folders:
        walks.append(root)
        return scan(root)

    monkeypatch.setattr(validating, "scan", walk)
    code, out, _ = tree.run(*names, names[0], "schemes/jia/mzj/agency.yml", select="P", format="concise")
    assert code == 1 and out.endswith("共检查 10 份方案：10 个错误。\n")
    assert len(walks) == 1


def test_files_named_one_by_one_overlap_with_folders(tree: Tree) -> None:
    tree.scheme(2023, points=71)
    tree.scheme(2024, points=71)
    _, out, _ = tree.run("schemes/jia/mzj/2024.yml", "schemes/jia", str(tree.schemes), select="P", format="concise")
    assert out.endswith("共检查 2 份方案：2 个错误。\n")
    _, out, _ = tree.run("schemes/jia/mzj/2024.yml", select="P", format="concise")
    assert out.endswith("共检查 1 份方案：1 个错误。\n") and "2023" not in out


def test_a_named_link_and_a_file_among_attachments(tree: Tree) -> None:
    tree.scheme()
    (tree.schemes / "jia/mzj/2025.yml").symlink_to("2024.yml")
    _, out, _ = tree.run("schemes/jia/mzj/2025.yml", select="F", format="concise")
    assert "F008" in out
    tree.write("jia/mzj/2024/x.yml", "a: 1\n")
    code, out, _ = tree.run("schemes/jia/mzj/2024/x.yml", select="F,S", format="concise")
    assert code == 0 and "S0" not in out


def test_help_explains_every_option_in_chinese() -> None:
    text = gongkai("validate", "--help").stdout
    named = set(re.findall(r"^  (--[a-z-]+)", text, re.MULTILINE))
    assert named == {f"--{each.replace('_', '-')}" for each in (*Options.__dataclass_fields__, "help")} - {"--paths"}
    for words in ("输出：", "规则：", "改正：", "旧档案：", "其他：", "退出码：0 没有问题，1 有问题，2 没能运行", "例："):
        assert words in text
    for name in ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"):
        assert name in text


def test_help_fits_the_terminal() -> None:
    from gongkai.report.words import width

    for columns in (60, 80):
        environment = {**os.environ, "COLUMNS": str(columns), "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", "from gongkai.cli import main; main()", "validate", "--help"]
        text = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=True).stdout
        options = text.partition("\n  例：")[0]
        assert max(map(width, options.splitlines())) <= columns


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_options_formats_and_hooks_that_exist(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    options = {f"--{each.replace('_', '-')}" for each in Options.__dataclass_fields__}
    assert {each for line in re.findall(r"gongkai validate [^\n`]+", text) for each in re.findall(r"--[a-z-]+", line)} <= options
    assert set(re.findall(r"^\| `([a-z]+)`", text, re.MULTILINE)) | {"full"} >= {"full", *FORMATS[2:]}
    hooks = (REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert re.findall(r"- id: (\S+)", text) == re.findall(r"- id: (\S+)", hooks)


def test_a_line_for_the_editor_does_not_disturb(tree: Tree) -> None:
    (line,) = re.findall(r"^# yaml-language-server: .*$", (REPOSITORY / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    file = tree.scheme()
    file.write_text(f"{line}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert tree.run(select="F,S,P") == (0, "共检查 1 份方案：没有发现问题。\n", "")
    assert (REPOSITORY / "schemes/anxi/mzj" / line.partition("=")[2]).is_file()
