"""The hooks for pre-commit: what they promise in their file holds when they are run as pre-commit runs them."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from test_cli import REPOSITORY, gongkai

HOOKS: list[dict[str, Any]] = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
CHECK, FIX = HOOKS


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(REPOSITORY / "schemes" / "anxi", tmp_path / "schemes" / "anxi")
    return tmp_path


def run(hook: dict[str, Any], site: Path) -> tuple[int, str]:
    """As pre-commit does: the entry, then the names of the files that match, relative to the repository."""
    names = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file()]
    program, *arguments = shlex.split(hook["entry"])
    assert program == "gongkai"
    result = gongkai(*arguments, *(name for name in names if re.search(hook["files"], name)), cwd=site)
    assert result.returncode in {0, 1}, result.stderr
    return result.returncode, result.stdout


def test_every_hook_has_what_pre_commit_wants() -> None:
    for hook in HOOKS:
        assert (
            {"id", "name", "entry", "language"}
            <= hook.keys()
            <= {"description", "files", "types", "require_serial"} | {*("id", "name", "entry", "language")}
        )
        assert hook["language"] == "python" and re.fullmatch("[a-z-]+", hook["id"])


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("schemes/anxi/mzj/2024.yml", True),
        ("schemes/anxi/region.yml", True),
        ("schemes/anxi/mzj/2024.yaml", True),
        ("mkdocs.yml", False),
        ("other/schemes/anxi/mzj/2024.yml", False),
        ("schemes/anxi/mzj/2024/biao.xlsx", False),
    ],
)
def test_the_pattern_takes_schemes_and_registries(name: str, taken: bool) -> None:
    assert all(bool(re.search(hook["files"], name)) == taken for hook in HOOKS)


def test_several_files_are_checked_in_one_go(site: Path) -> None:
    code, said = run(CHECK, site)
    assert code == 0 and "共检查 3 份方案" in said
    file = site / "schemes/anxi/mzj/2024.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("name: 重点工作目标, points: 45", "name: 重点工作目标, points: 46"), encoding="utf-8"
    )
    code, said = run(CHECK, site)
    assert code == 1 and "schemes/anxi/mzj/2024.yml:" in said


def test_the_other_hook_mends_and_then_has_nothing_to_do(site: Path) -> None:
    file = site / "schemes/anxi/kjj/2021.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^  - \{code: T.*\n", "", text), encoding="utf-8")
    _, said = run(FIX, site)
    assert "schemes/anxi/kjj/2021.yml:43:3: 已改 T003" in said
    mended = file.read_bytes()
    assert mended.decode().count("  （一）绩效评估对象\n") == 1
    assert "没有可以自动改的地方。" in run(FIX, site)[1] and file.read_bytes() == mended
