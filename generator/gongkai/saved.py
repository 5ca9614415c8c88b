"""Folders → what was saved in them, batch by batch as things get quiet: what `validate --watch` and a preview wait for."""

import logging
import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import NamedTuple

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from gongkai.diagnostics import CannotRun

# what it says of folders that go away while they are watched, nobody needs to know
logging.getLogger("watchdog").addHandler(logging.NullHandler())

_PATIENCE = 2.0
"""Seconds after which a batch comes even if it never gets quiet."""
_LOOK = 1.0
"""Seconds between looks at whether the folders are still there."""
_FILE_EVENTS = frozenset({"created", "modified", "deleted", "moved"})
_FOLDER_EVENTS = frozenset({"created", "deleted", "moved"})
"""What matters of all that is told: that a file was read is told too, and reading is what a check does."""


class Batch(NamedTuple):
    """The files and folders that changed; or none, when everything has to be looked at: at first, and when a folder is another one."""

    names: tuple[str, ...]


EVERYTHING = Batch(())


def batches(folders: Mapping[str, bool], wanted: Callable[[str], bool], settle: float, *, patient: bool = False) -> Generator[Batch]:
    """`EVERYTHING` at once, then a batch after every change and `settle` seconds of quiet, forever.

    `folders` says of each whether with all below it; `wanted` says of a file's name whether it matters. Raises CannotRun for a folder that
    is gone and stays away, unless `patient`: then that is a change, and so is its return.
    """
    heard: Queue[str] = Queue()
    identities = _identity if patient else _lasting_identity
    while True:
        with _listening({folder: deep for folder, deep in folders.items() if Path(folder).is_dir()}, wanted, heard):
            known = [identities(folder) for folder in folders]
            yield EVERYTHING
            while [identities(folder) for folder in folders] == known:
                if names := _next(heard, settle):
                    yield Batch(tuple(dict.fromkeys(names)))


def short(name: str) -> str:
    """A path as it reads from the current folder."""
    path, here = Path(name), Path.cwd()
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else name


def _next(heard: "Queue[str]", settle: float) -> list[str]:
    """What changed, once things are quiet; nothing if nothing did for a while."""
    try:
        names = [heard.get(timeout=_LOOK)]
    except Empty:
        return []
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            names.append(heard.get(timeout=settle))
        except Empty:
            break
    return names


def _identity(folder: str) -> int:
    """What the folder is to the system: one that was removed and made anew is another; 0 for none."""
    try:
        return os.stat(folder).st_ino  # noqa: PTH116
    except OSError:
        return 0


def _lasting_identity(folder: str) -> int:
    """The same; raises CannotRun for a folder that stays away."""
    known = _identity(folder)
    if not known:
        time.sleep(_LOOK)  # a version control system may be about to put it back
        known = _identity(folder)
    if not known:
        raise CannotRun(f"{folder} 已经不在了，监视结束。")
    return known


class _Listener(FileSystemEventHandler):
    def __init__(self, wanted: Callable[[str], bool], heard: "Queue[str]") -> None:
        self._wanted = wanted
        self._heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:
        names = [os.fsdecode(name) for name in (event.src_path, event.dest_path) if name]
        if event.event_type in (_FOLDER_EVENTS if event.is_directory else _FILE_EVENTS):
            for name in names:
                if event.is_directory or self._wanted(name):
                    self._heard.put(name)


@contextmanager
def _listening(folders: Mapping[str, bool], wanted: Callable[[str], bool], heard: "Queue[str]") -> Iterator[None]:
    observer = _observer(folders, _Listener(wanted, heard), Observer())
    try:
        yield
    finally:
        observer.stop()
        observer.join()


def _observer(folders: Mapping[str, bool], listener: _Listener, observer: BaseObserver) -> BaseObserver:
    """The observer at work; one that looks for itself where the system has no more watches to give."""
    try:
        for folder, deep in folders.items():
            observer.schedule(listener, folder, recursive=deep)
        observer.start()
    except OSError:
        if isinstance(observer, PollingObserver) or not all(map(os.path.isdir, folders)):
            raise
        return _observer(folders, listener, PollingObserver())
    return observer
