"""What the arguments of `gongkai diff` mean: folders, or revisions of the repository around; each becomes a side with its files by name.

A side's listing has what a file's bytes are known by (git's name of a blob, whatever the side is), so that files that are alike are
never read; what is to be read is put into a folder that outlives the comparison by nothing. The work tree is never written to.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from gongkai.diagnostics import CannotRun
from gongkai.diff.git import Repository, Tree
from gongkai.diff.scope import Scope
from gongkai.refusals import reason

Listing = Mapping[str, str]
"""File, relative to the schemes folder with slashes → what its bytes are known by."""


class Side(Protocol):
    """One of the two things that are compared.

    `label` is what people call it, `files` are all its files, `prefix` is what stands before a file's name when it is shown (`schemes/`).
    """

    @property
    def label(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def files(self) -> Listing: ...

    def put(self, scope: Scope, folder: Path) -> Path:
        """A folder in which the files stand that the scope wants, with what else is seen from there: `folder`, or where they come from."""
        ...

    def holding(self, words: list[str]) -> Iterator[tuple[str, bytes]]:
        """The YAML files in which any of the words stands, with their bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder on disk as it stands."""

    label: str
    prefix: str
    root: Path
    files: Listing

    def put(self, scope: Scope, folder: Path) -> Path:  # noqa: ARG002 — they stand already
        """The folder itself."""
        return self.root

    def holding(self, words: list[str]) -> Iterator[tuple[str, bytes]]:
        """The YAML files in which any of the words stands, with their bytes."""
        found = re.compile("|".join(re.escape(word) for word in words).encode())
        for file in self.files:
            if file.endswith(".yml") and found.search(content := self._read(file)):
                yield file, content

    def _read(self, file: str) -> bytes:
        """The bytes of one file; none of one that has vanished or may not be read."""
        try:
            return (self.root / file).read_bytes()
        except OSError:
            return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The schemes folder of a commit."""

    label: str
    prefix: str
    tree: Tree
    files: Listing

    def put(self, scope: Scope, folder: Path) -> Path:
        """Write the wanted files below the folder; of what stands higher than a scheme the name, of the regions in scope all agencies.

        A symbolic link stays one, which no one follows.
        """
        chosen = [file for file, entry in self.tree.entries.items() if scope.wants(file) or (entry.is_link and file.count("/") < 2)]
        folders = [file.split("/")[:-1] for file in self.files]
        seen = {"/".join(steps[: 2 if steps[0] in scope.regions else 1]) for steps in folders if steps}
        for parent in seen | {file.rpartition("/")[0] for file in chosen}:
            (folder / parent).mkdir(parents=True, exist_ok=True)
        for file in self.files:
            if file.count("/") < 2:
                (folder / file).touch()
        for file, content in self.tree.contents(chosen):
            if self.tree.entries[file].is_link:
                (folder / file).unlink(missing_ok=True)
                (folder / file).symlink_to(os.fsdecode(content))
            else:
                (folder / file).write_bytes(content)
        return folder

    def holding(self, words: list[str]) -> Iterator[tuple[str, bytes]]:
        """The YAML files in which any of the words stands, with their bytes."""
        return self.tree.contents([file for file in self.tree.search(words) if file.endswith(".yml")])


@contextmanager
def sides(base: str, head: str | None, schemes: Path) -> Iterator[tuple[Side, Side]]:
    """Both sides; `base` may be two revisions with `..` (as they are) or `...` (from where they parted) between them.

    Without a `head` the later side is the schemes folder on disk. Raises CannotRun.
    """
    if Path(base).is_dir() and (head is None or Path(head).is_dir()):
        later = Path(head) if head else schemes
        yield _folder(Path(base), str(base), f"{base}/"), _folder(later, str(later), f"{later.as_posix()}/")
        return
    _refuse_mixture(base, head)
    repository = Repository.around(schemes)
    try:
        first, last, parted = _revisions(base, head)
        if parted:
            first = repository.fork(first, last or "HEAD")
        before = _revision(repository, first)
        if last is None:
            repository.refuse_conflicts()
            yield before, _folder(schemes, "工作区", repository.folder)
            return
        after = _revision(repository, last)
        if not before.files and not after.files:
            raise CannotRun(f"{before.label} 和 {after.label} 里都没有文件夹 {schemes}。请检查路径，或用 --schemes 指明方案文件夹。")
        yield before, after
    finally:
        repository.close()


def _refuse_mixture(base: str, head: str | None) -> None:
    for one, other in ((base, head), (head, base)):
        if one and other and Path(one).is_dir() and os.sep in one and not Path(other).exists():
            raise CannotRun(f"{one} 是文件夹，{other} 不是：请写两个文件夹，或者两个 git 版本。")


def _revisions(base: str, head: str | None) -> tuple[str, str | None, bool]:
    """The two revisions, the later one nothing for the work tree, and whether they are compared from where they parted."""
    for mark in ("...", ".."):
        first, found, last = base.partition(mark)
        if found and head is None:
            return first or "HEAD", last or "HEAD", mark == "..."
    return base, head, False


def _revision(repository: Repository, name: str) -> Revision:
    tree = repository.tree(name)
    files = {file: entry.blob for file, entry in tree.entries.items()}
    return Revision(label=tree.label, prefix=repository.folder, tree=tree, files=files)


def _folder(root: Path, label: str, prefix: str) -> Folder:
    if not root.is_dir():
        raise CannotRun(f"找不到文件夹 {root}。请检查路径，或用 --schemes 指明方案文件夹。")
    return Folder(label=label, prefix=prefix, root=root, files=dict(_listing(root)))


def _listing(root: Path) -> Iterator[tuple[str, str]]:
    """Every file below, by the name that git would give its bytes; hidden ones are no part of the schemes, and links are not followed."""
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in sorted({*files, *links}):
            if not name.startswith("."):
                yield (here / name).relative_to(root).as_posix(), _blob(here / name)


def _blob(path: Path) -> str:
    try:
        content = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
    except OSError as problem:
        return f"读不出来：{reason(problem)}"
    if path.suffix == ".yml":
        content = content.replace(b"\r\n", b"\n")  # git for Windows writes lines so into the work tree, and takes it back
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


@contextmanager
def workplace() -> Iterator[Path]:
    """An empty folder for the files of both sides, gone in the end. Raises CannotRun when there is no room for it."""
    try:
        with TemporaryDirectory(prefix="gongkai-diff-", ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except OSError as problem:
        raise CannotRun(f"不能在临时文件夹里写文件：{reason(problem)}。请检查磁盘空间，或用环境变量 TMPDIR 另指一处。") from problem
