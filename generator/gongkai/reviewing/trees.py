"""Base and head of a pull request → one folder in which first the one stands and then the other, the work tree and the index untouched.

In one folder, because the second build then remakes only what differs, and because pages that are alike are alike to the byte.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from gongkai.diagnostics import CannotRun
from gongkai.diff.git import PATIENCE
from gongkai.refusals import reason

_GIT = ("git", "--no-pager", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false")
_SUBMODULE = b"160000"


def check_out(top: Path, commit: str, folder: Path) -> None:
    """Write every file of the commit below the folder, as a checkout would; submodules as they stand in the work tree. Raises CannotRun."""
    index = folder.with_name(f"{folder.name}.index")
    _git(top, "read-tree", commit, index=index)
    _git(top, "checkout-index", "--all", "--force", "--quiet", f"--prefix={folder}/", index=index)
    for path in _submodules(top):
        if (top / path).is_dir():
            shutil.copytree(top / path, folder / path, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git"))


def bring_up(top: Path, commit: str, folder: Path, without: Path) -> None:
    """Let the folder, in which the commit stands, become the work tree with what is not committed; but for what lies below `without`."""
    listed = (
        _git(top, "diff", "--name-only", "-z", "--no-renames", "--no-relative", "--no-ext-diff", "--ignore-submodules", commit),
        _git(top, "ls-files", "-z", "--others", "--exclude-standard"),
    )
    names = [os.fsdecode(name) for part in listed for name in part.split(b"\0") if name and not name.endswith(b"/")]
    differing = [name for name in names if not (top / name).is_relative_to(without)]
    for name in differing:  # first of all, so that nothing is written through a link that is one no longer
        _remove(folder / name)
    for name in differing:
        if os.path.lexists(top / name) and not (top / name).is_dir():
            _copy(top / name, folder / name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copy2(source, target, follow_symlinks=False)
    except PermissionError as problem:
        raise CannotRun(f"读不出 {source}：{reason(problem)}。") from problem


def _submodules(top: Path) -> Iterator[str]:
    for line in _git(top, "ls-files", "--stage", "-z").split(b"\0"):
        facts, _, path = line.partition(b"\t")
        if facts.startswith(_SUBMODULE):
            yield os.fsdecode(path)


def _git(top: Path, *arguments: str, index: Path | None = None) -> bytes:
    """What git prints; with an `index` of its own it knows nothing of the one of the work tree. Raises CannotRun."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    if index:
        environment["GIT_INDEX_FILE"] = str(index)
    try:
        done = subprocess.run([*_GIT, *arguments], cwd=top, env=environment, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise CannotRun(f"git {arguments[0]} 过了 {PATIENCE} 秒没有结果。请检查仓库所在的磁盘。") from None
    if done.returncode < 0 or b"No space left" in done.stderr:
        raise CannotRun("git 写到一半中断，可能是临时文件夹所在的磁盘空间不足。请腾出空间，或用环境变量 TMPDIR 另指一处。")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotRun(f"git {arguments[0]} 没能完成：{said[-1] if said else '没有说明原因'}")
    return done.stdout
