"""`gongkai validate --watch`: check again whenever a YAML file is saved, until interrupted."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import TypeAlias

import click
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from gongkai.diagnostics import CannotRun
from gongkai.validate import require, schemes_root

SETTLE = 0.2
"""Seconds of quiet after a change before the next check: an editor saves in several steps, git changes many files at once."""
_PATIENCE = 2.0
"""Seconds after which a check comes even if it never gets quiet."""
_LOOK = 1.0
"""Seconds between looks at whether the folders are still there."""
_FILE_EVENTS = frozenset({"created", "modified", "deleted", "moved"})
_FOLDER_EVENTS = frozenset({"created", "deleted", "moved"})
"""What matters of all that is told: that a file was read is told too, and reading is what a check does."""

Heard: TypeAlias = "Queue[str]"
Check: TypeAlias = Callable[[], object]


class _Listener(FileSystemEventHandler):
    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:
        names = [os.fsdecode(name) for name in (event.src_path, event.dest_path) if name]
        if event.event_type in (_FOLDER_EVENTS if event.is_directory else _FILE_EVENTS):
            for name in names:
                if event.is_directory or name.lower().endswith((".yml", ".yaml")):
                    self._heard.put(name)


def run_watch(paths: Iterable[Path], check: Check) -> int:
    """Run `check`, and again after every change of a YAML file; 0 when interrupted. Raises CannotRun when a folder is gone."""
    heard: Heard = Queue()
    paths = tuple(paths)
    require(paths)
    folders = _folders(paths)
    words, begun = f"正在监视 {'、'.join(folders)}，保存后自动重新检查；按 Ctrl+C 结束。", False
    try:
        while True:
            with _listening(folders, heard):
                known = _identities(folders)
                _check(check, words, first=not begun)
                begun, words = True, "文件夹是重新建立的，已重新检查；按 Ctrl+C 结束。"
                while _identities(folders) == known:
                    if name := _next(heard):
                        _check(check, f"{time.strftime('%H:%M:%S')} {_short(name)} 有改动，已重新检查；按 Ctrl+C 结束。")
    except KeyboardInterrupt:
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


def _next(heard: Heard) -> str | None:
    """The file that changed, once things are quiet; nothing if none did for a while."""
    try:
        name = heard.get(timeout=_LOOK)
    except Empty:
        return None
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            name = heard.get(timeout=SETTLE)
        except Empty:
            break
    return name


def _folders(paths: Iterable[Path]) -> dict[str, bool]:
    """The folders to watch, as typed, and whether with all below: of a scheme that stands alone, only the folder around it."""
    found: dict[str, bool] = {}
    for path in paths:
        root = schemes_root(path)
        found[_short(str(root or path.parent))] = root is not None
    return found


def _identities(folders: Iterable[str]) -> list[int]:
    """What the folders are to the system: one that was removed and made anew is another. Raises CannotRun for one that stays away."""
    return [_identity(folder) or _identity(folder, after=_LOOK) or _gone(folder) for folder in folders]


def _identity(folder: str, after: float = 0) -> int:
    time.sleep(after)  # a version control system may be about to put it back
    try:
        return os.stat(folder).st_ino  # noqa: PTH116
    except OSError:
        return 0


def _gone(folder: str) -> int:
    raise CannotRun(f"{folder} 已经不在了，监视结束。")


@contextmanager
def _listening(folders: dict[str, bool], heard: Heard) -> Iterator[None]:
    observer = _observer(folders, heard, Observer())
    try:
        yield
    finally:
        observer.stop()
        observer.join()


def _observer(folders: dict[str, bool], heard: Heard, observer: BaseObserver) -> BaseObserver:
    """The observer at work; one that looks for itself where the system has no more watches to give."""
    try:
        for folder, deep in folders.items():
            observer.schedule(_Listener(heard), folder, recursive=deep)
        observer.start()
    except OSError:
        if isinstance(observer, PollingObserver) or not all(map(os.path.isdir, folders)):
            raise
        return _observer(folders, heard, PollingObserver())
    return observer


def _short(name: str) -> str:
    """A path as it reads from the current folder."""
    path, here = Path(name), Path.cwd()
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else name
