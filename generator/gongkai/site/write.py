"""Files → the site folder: everything is written beside the site first and put in place by renames, so a failure leaves the last good site.

A first build switches a whole new folder in; a later one moves only the changed files. Whoever writes here is told what stands where.
"""

# These run for every file of every build, and os is several times faster than pathlib.
# ruff: noqa: PTH103, PTH104, PTH105, PTH108, PTH120, PTH208

import errno
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gongkai.diagnostics import CannotRun

MARKER = ".gongkai"
_MARKER_TEXT = "本文件夹由 gongkai 生成，每次生成都会重写；请不要在这里存放别的文件。\n"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

Stamp = tuple[int, int]
"""Size in bytes and time of last change in nanoseconds: together they tell whether a file is still the one we wrote."""


class Destination:
    """The site folder, and two beside it for the time of a build: `staging` is filled, `retired` holds the old site for a moment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        # a mount point cannot be renamed, nor files be moved into it from outside: then staging lies inside, under a hidden name
        inside = os.path.ismount(self.folder)
        beside = self.folder if inside else self.folder.parent
        self.staging = beside / f".{self.folder.name}.gongkai-new"
        self.retired = beside / f".{self.folder.name}.gongkai-old"
        self._swappable = not inside

    def inventory(self) -> dict[str, Stamp]:
        """Every file of the site by its address; hidden files and folders at the top (`.git`, `.nojekyll`) belong to the site's owner."""
        return dict(_walk(str(self.folder), "")) if self.folder.is_dir() else {}

    @contextmanager
    def build(self) -> Iterator[str]:
        """An empty staging folder to fill, gone afterwards whatever happens."""
        self._mend()
        try:
            self.staging.mkdir(parents=True)
            yield str(self.staging)
        finally:
            shutil.rmtree(self.staging, ignore_errors=True)

    def read(self, address: str) -> bytes:
        """A file as it will stand: the staged one, else the one that stands already."""
        staged = self.staging / address
        return (staged if staged.exists() else self.folder / address).read_bytes()

    def commit(self, written: Collection[str], removed: Iterable[str], *, whole: bool) -> None:
        """Put the staged files in place and remove what does not belong to the site; `whole`: all of the site is staged."""
        if whole and self._swappable:
            self._swap()
        elif written or removed:
            self._merge(written, removed)

    def _swap(self) -> None:
        (self.staging / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
        existed = self.folder.exists()
        if existed:
            self.folder.rename(self.retired)
        try:
            self.staging.rename(self.folder)
        except OSError:
            if existed:
                self.retired.rename(self.folder)
            raise
        if existed:
            self._retire()

    def _mend(self) -> None:
        """Clear up after a build that was killed half-way."""
        shutil.rmtree(self.staging, ignore_errors=True)
        if self.retired.exists() and not self.folder.exists():
            self.retired.rename(self.folder)
        elif self.retired.exists():
            self._retire()

    def _retire(self) -> None:
        for entry in os.scandir(self.retired):
            target = self.folder / entry.name
            if entry.name.startswith(".") and not target.exists():
                os.rename(entry.path, target)
        shutil.rmtree(self.retired, ignore_errors=True)

    def _merge(self, written: Iterable[str], removed: Iterable[str]) -> None:
        """Folders first, for they may fail on a full disk; the renames after them need no space."""
        for parent in sorted({os.path.dirname(address) for address in written}):
            os.makedirs(self.folder / parent, exist_ok=True)
        (self.folder / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
        for address in written:
            os.replace(self.staging / address, self.folder / address)
        for address in removed:
            with suppress(FileNotFoundError):
                os.unlink(self.folder / address)
            with suppress(OSError):  # not empty: other pages live there
                os.removedirs(os.path.dirname(self.folder / address))


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, Stamp]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not prefix and entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
            else:
                status = entry.stat(follow_symlinks=False)
                yield prefix + entry.name, (status.st_size, status.st_mtime_ns)


def write_file(path: str, parts: Iterable[bytes]) -> Stamp:
    """Write a new file, making its folder when it is the first one in it: its stamp. A short write (a full disk) raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        descriptor = os.open(path, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        descriptor = os.open(path, flags, 0o644)
    try:
        for part in parts:
            rest = memoryview(part)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        status = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    return status.st_size, status.st_mtime_ns


def stamp(path: Path) -> Stamp | None:
    """The stamp of a file, nothing where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def refuse_unsafe(destination: Path, sources: Iterable[Path]) -> None:
    """Raise CannotRun when a build into `destination` could destroy something: what others put there, or a source around or inside it."""
    folder = destination.resolve()
    for source in (each.resolve() for each in sources):
        if folder == source or folder in source.parents or source in folder.parents:
            raise CannotRun(f"不能把网站生成到 {destination}：它与 {source} 重叠，会毁掉源文件。请换一个文件夹。")
    if folder.exists() and not folder.is_dir():
        raise CannotRun(f"不能把网站生成到 {destination}：它是一个文件，不是文件夹。")
    if folder.is_dir() and not (folder / MARKER).exists() and any(not name.startswith(".") for name in os.listdir(folder)):
        raise CannotRun(f"不能把网站生成到 {destination}：里面有不是由 gongkai 生成的文件。请换一个文件夹，或先把它清空。")


@contextmanager
def clear_words(destination: Path) -> Iterator[None]:
    """Turn what the file system refuses while writing into one sentence; the last good site still stands."""
    try:
        yield
    except OSError as problem:
        where = problem.filename or destination
        if problem.errno in _FULL:
            raise CannotRun(f"写 {destination} 时磁盘空间不足，没有生成。原来的网站没有改动；请腾出空间后重试。") from problem
        if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
            raise CannotRun(f"没有权限写 {where}，没有生成。原来的网站没有改动；请检查文件夹的权限。") from problem
        raise


@contextmanager
def exclusive(lock: Path, words: str = "这个网站正在由另一个进程生成，请等它结束后再试。") -> Iterator[None]:
    """Hold the lock file while a site is built, so that two builds of one site don't mix; the system releases it if the process dies.

    Raises CannotRun with these words when another process holds it.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as handle:
        try:
            import fcntl
        except ImportError:
            yield
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(words) from None
        yield
