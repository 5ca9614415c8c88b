"""The command line as a person meets it: sentences in Chinese, exit codes, nothing done by halves."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.cli import cli

REPOSITORY = Path(__file__).parents[1]
GONGKAI = [sys.executable, "-c", "from gongkai.cli import main; main()"]


def gongkai(*arguments: str, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}
    return subprocess.run([*GONGKAI, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A copy of the schemes to spoil."""
    shutil.copytree(REPOSITORY / "schemes", tmp_path / "schemes")
    return tmp_path / "schemes"


def test_the_schemes_of_this_repository_have_no_unwaived_error() -> None:
    result = gongkai("validate", "--format", "json")
    errors = [f for f in json.loads(result.stdout) if f["severity"] == "error"]
    assert errors == []
    assert result.returncode == 0
    assert re.fullmatch(r"共检查 \d+ 份方案：.*\n", result.stderr)


@pytest.mark.parametrize("whole_tree", [True, False])
def test_one_changed_weight_is_named_with_its_line(seeds: Path, whole_tree: bool) -> None:
    file = seeds / "anxi" / "mzj" / "2024.yml"
    text = file.read_text(encoding="utf-8")
    changed = re.sub(r"(name: 重点工作目标, points: )45", r"\g<1>46", text)
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    line = next(number for number, each in enumerate(changed.splitlines(), 1) if "points: 46" in each)
    result = gongkai("validate", *([] if whole_tree else [str(file)]), "--format", "concise", cwd=seeds.parent)
    assert result.returncode == 1
    named = [each for each in result.stdout.splitlines() if "46" in each or "66" in each]
    assert named, result.stdout
    shown = gongkai("validate", str(file), cwd=seeds.parent).stdout
    assert f"2024.yml:{line}:" in shown


def test_a_lone_copy_of_a_scheme_is_checked_by_itself(seeds: Path, tmp_path: Path) -> None:
    copy = tmp_path / "2024.yml"
    text = (seeds / "anxi" / "mzj" / "2024.yml").read_text(encoding="utf-8")
    copy.write_text(text.replace("name: 重点工作目标, points: 45", "name: 重点工作目标, points: 46"), encoding="utf-8")
    result = gongkai("validate", str(copy), "--format", "concise", cwd=tmp_path)
    assert result.returncode == 1
    assert "2024.yml:" in result.stdout


def test_select_and_ignore_by_family_and_code(seeds: Path) -> None:
    everything = json.loads(gongkai("validate", "--format", "json", "--waived", cwd=seeds.parent).stdout)
    codes = {f["code"] for f in everything}
    assert {code[0] for code in codes} >= {"C", "M"}
    only = json.loads(gongkai("validate", "--format", "json", "--waived", "--select", "m,c013", cwd=seeds.parent).stdout)
    assert {f["code"] for f in only} == {code for code in codes if code[0] == "M" or code == "C013"}
    without = json.loads(gongkai("validate", "--format", "json", "--waived", "--ignore", "C，M", cwd=seeds.parent).stdout)
    assert {f["code"] for f in without} == {code for code in codes if code[0] not in "CM"}


def test_waived_findings_are_shown_on_request_only(seeds: Path) -> None:
    quiet = json.loads(gongkai("validate", "--format", "json", cwd=seeds.parent).stdout)
    assert all(f["waived"] is None for f in quiet)
    shown = json.loads(gongkai("validate", "--format", "json", "--waived", cwd=seeds.parent).stdout)
    assert any(f["waived"] == "原文如此" for f in shown)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("validate", "没有这个文件夹"), "找不到 没有这个文件夹"),
        (("validat",), "没有命令 validat，相近的有 validate"),
        (("build", "--worker", "2"), "没有选项 --worker，相近的有 --workers"),
        (("build", "--date", "明天"), "“明天”不是日期，应写作 2024-09-27"),
        (("build", "--config", "没有.yml"), "没有.yml"),
        (("new",), "缺少参数 'DIR'"),
        (("explain", "P999"), "P999"),
        (("annual", "去年"), "应为 1949 到 2990 的整数，现在是“去年”"),
        (("serve", "--port", "0"), "应为 1 到 65535 的整数，现在是“0”"),
        (("validate", "--format", "word"), "没有“word”，可以写：full、concise、"),
        (("schema", "/proc/没有"), "读写 /proc/没有 时出错：没有这个文件或者文件夹"),
    ],
)
def test_what_cannot_run_is_one_sentence_and_exit_2(arguments: tuple[str, ...], words: str) -> None:
    result = gongkai(*arguments)
    assert result.returncode == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_explain_by_code_and_by_name() -> None:
    by_code, by_name = gongkai("explain", "C004"), gongkai("explain", "undefined-term")
    assert by_code.stdout == by_name.stdout
    assert "公式中的名称没有定义" in by_code.stdout
    listed = gongkai("explain").stdout
    assert all(code in listed for code in ("F001", "S001", "P001", "N001", "I001", "C001", "M001"))


def test_help_is_chinese_and_lists_every_command() -> None:
    result = gongkai("--help")
    assert result.returncode == 0
    for word in ("用法：", "选项", "命令", "new", "validate", "explain", "build", "serve", "schema", "显示帮助"):
        assert word in result.stdout
    for command in ("new", "validate", "explain", "build", "serve", "schema"):
        assert "用法：" in gongkai(command, "--help").stdout
    asked = gongkai("publish", "--help").stdout
    assert "[必填]" in asked
    assert "--keep 整数" in asked


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_every_command_and_none_that_does_not_exist(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    shown = set(re.findall(r"(?:^|`|&& )gongkai ([a-z]+)", text, flags=re.MULTILINE))
    assert shown == set(cli.commands)


def test_new_writes_a_site_that_is_clean_and_builds_at_once(tmp_path: Path) -> None:
    assert gongkai("new", "我的县", cwd=tmp_path).returncode == 0
    site = tmp_path / "我的县"
    checked = gongkai("validate", cwd=site)
    assert checked.returncode == 0
    assert checked.stdout == "共检查 1 份方案：没有发现问题。\n"
    built = gongkai("build", cwd=site)
    assert built.returncode == 0, built.stderr
    assert (site / "site" / "shili" / "shilj" / "2025" / "index.html").exists()


def test_new_never_touches_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("我的", encoding="utf-8")
    result = gongkai("new", str(tmp_path))
    assert result.returncode == 2
    assert "不是空文件夹" in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]
