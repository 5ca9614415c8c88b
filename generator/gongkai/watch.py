"""`gongkai validate --watch`: check again whenever a YAML file is saved, until interrupted."""

import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import click

from gongkai.diagnostics import CannotRun
from gongkai.saved import EVERYTHING, batches, short
from gongkai.validate import require, schemes_root

SETTLE = 0.2
"""Seconds of quiet after a change before the next check: an editor saves in several steps, git changes many files at once."""

Check: TypeAlias = Callable[[], object]


def run_watch(paths: Iterable[Path], check: Check) -> int:
    """Run `check`, and again after every change of a YAML file; 0 when interrupted. Raises CannotRun when a folder is gone."""
    paths = tuple(paths)
    require(paths)
    folders = _folders(paths)
    words, begun = f"正在监视 {'、'.join(folders)}，保存后自动重新检查；按 Ctrl+C 结束。", False
    try:
        with closing(batches(folders, _is_yaml, SETTLE)) as changes:
            for batch in changes:
                if batch == EVERYTHING:
                    _check(check, words, first=not begun)
                    begun, words = True, "文件夹是重新建立的，已重新检查；按 Ctrl+C 结束。"
                else:
                    _check(check, f"{time.strftime('%H:%M:%S')} {short(batch.names[-1])} 有改动，已重新检查；按 Ctrl+C 结束。")
    except KeyboardInterrupt:
        pass
    return 0


def _check(check: Check, words: str, *, first: bool = False) -> None:
    if sys.stdout.isatty():
        click.clear()
    try:
        check()
    except CannotRun as problem:  # while files are being moved about; from the start it is the caller's to know
        if first:
            raise
        click.echo(f"gongkai：{problem}", err=True)
    click.echo(words)


def _is_yaml(name: str) -> bool:
    return name.lower().endswith((".yml", ".yaml"))


def _folders(paths: Iterable[Path]) -> dict[str, bool]:
    """The folders to watch, as typed, and whether with all below: of a scheme that stands alone, only the folder around it."""
    found: dict[str, bool] = {}
    for path in paths:
        root = schemes_root(path)
        found[short(str(root or path.parent))] = root is not None
    return found
