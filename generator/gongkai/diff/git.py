"""Two or three questions to git, none of which touches the work tree: what a revision is, which files it has, and what stands in them.

Answers are bytes with NULs between, so that names with blanks, Han characters or line breaks are names like any other. Every way in which
git can refuse is one sentence in Chinese.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from gongkai.diagnostics import CannotRun

_GIT = ("git", "--no-pager", "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false")
PATIENCE = 120
"""Seconds that one answer may take."""
_LINK, _SUBMODULE = "120000", "160000"


class Entry(NamedTuple):
    """A file of a revision: the name of its bytes, and whether it is a symbolic link."""

    blob: str
    is_link: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The schemes folder of one commit: `label` is `main（1a2b3c4）`, `entries` are its files relative to that folder."""

    label: str
    commit: str
    folder: str
    entries: Mapping[str, Entry]
    repository: "Repository"

    def contents(self, files: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The bytes of those of the files that there are."""
        return self.repository.contents((file, self.entries[file].blob) for file in files if file in self.entries)

    def search(self, words: list[str]) -> Iterator[str]:
        """The files in which any of the words stands."""
        return self.repository.search(self.commit, self.folder, words)


@dataclass(slots=True)
class Repository:
    """A git repository; `top` is the folder it begins in, `folder` the schemes folder below, with a slash at its end (empty: itself)."""

    top: Path
    folder: str
    _reader: "subprocess.Popen[bytes] | None" = field(default=None)

    @classmethod
    def around(cls, schemes: Path) -> "Repository":
        """The repository that holds the schemes folder, which need not exist any more. Raises CannotRun."""
        inside = next(path for path in (schemes.absolute(), *schemes.absolute().parents) if path.is_dir())
        top = Path(os.fsdecode(_ask(inside, "rev-parse", "--show-toplevel").rstrip(b"\n")))
        folder = Path(os.path.realpath(schemes)).relative_to(top.resolve()).as_posix()
        return cls(top=top, folder="" if folder == "." else f"{folder}/")

    def tree(self, name: str) -> Tree:
        """The schemes folder of a revision. Raises CannotRun for one that is not known, or whose folder is or holds a submodule."""
        commit = self._commit(name)
        listed = self._ask("ls-tree", "-r", "-z", "--full-tree", commit, *([self.folder] if self.folder else []))
        entries = dict(self._entries(listed, name))
        return Tree(label=_label(name, commit), commit=commit, folder=self.folder, entries=entries, repository=self)

    def _entries(self, listed: bytes, name: str) -> Iterator[tuple[str, Entry]]:
        for line in listed.split(b"\0"):
            facts, _, path = os.fsdecode(line).partition("\t")
            if not path:
                continue
            mode, _, blob = facts.split(" ")
            if mode == _SUBMODULE and f"{path}/".startswith(self.folder):
                raise CannotRun(
                    f"{name} 里的 {path} 是 git 子模块，这里读不到它的内容。请进入该文件夹，对子模块自己的版本运行 gongkai diff。"
                )
            file = path.removeprefix(self.folder)
            if mode != _SUBMODULE and not any(part.startswith(".") for part in file.split("/")):
                yield file, Entry(blob, mode == _LINK)

    def fork(self, one: str, other: str) -> str:
        """The commit in which two revisions parted. Raises CannotRun."""
        first, last = self._commit(one), self._commit(other)
        found = self._ask("merge-base", first, last, may_fail=True)
        if not found:
            hint = _SHALLOW if self._is_shallow else "两者没有共同的历史，请直接比较：写成 BASE HEAD，中间空一格。"
            raise CannotRun(f"找不到 {one} 和 {other} 的分叉处。{hint}")
        return found.decode().strip().splitlines()[0]

    def refuse_conflicts(self) -> None:
        """Raise CannotRun when a merge, rebase or cherry-pick has left files of the schemes folder undecided."""
        listed = self._ask("ls-files", "-u", "-z", "--full-name", *([f"{self.folder}"] if self.folder else []))
        files = sorted({os.fsdecode(line).partition("\t")[2] for line in listed.split(b"\0") if line})
        if files:
            some = "、".join(files[:3]) + ("等" if len(files) > 3 else "")
            raise CannotRun(f"正在合并，{some}还有冲突没有解决，工作区里是合并了一半的内容。请先解决冲突，或者写明要比较的两个版本。")

    def contents(self, wanted: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
        """Bytes by file, for files and the names of their blobs, from one running git; nothing is read but what is asked for."""
        reader = self._reading()
        assert reader.stdin, reader.stdout
        for file, blob in wanted:
            with suppress(BrokenPipeError):  # it died: the answer is empty
                reader.stdin.write(f"{blob}\n".encode())
                reader.stdin.flush()
            yield file, _one(reader, file)

    def search(self, commit: str, folder: str, words: list[str]) -> Iterator[str]:
        """The files below the folder in which any of the words stands."""
        patterns = "".join(f"{word}\n" for word in words).encode()
        options = ("-l", "-z", "-F", "--text", "--no-color", "--full-name", "-f", "-")
        found = self._ask("grep", *options, commit, "--", *([folder] if folder else []), given=patterns, may_fail=True)
        for line in found.split(b"\0"):
            if line:
                yield os.fsdecode(line).removeprefix(f"{commit}:").removeprefix(folder)

    def close(self) -> None:
        """End the running git."""
        if self._reader and self._reader.stdin:
            with suppress(BrokenPipeError):
                self._reader.stdin.close()
            self._reader.wait()
            if self._reader.stdout:
                self._reader.stdout.close()

    def _reading(self) -> "subprocess.Popen[bytes]":
        if self._reader is None:
            command = [*_GIT, "cat-file", "--batch"]
            self._reader = subprocess.Popen(
                command, cwd=self.top, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._reader

    def _commit(self, name: str) -> str:
        found = b"" if name.startswith("-") else self._ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", may_fail=True)
        if not found:
            hint = _SHALLOW if self._is_shallow else "请检查写法；远程的分支要先 git fetch，写作 origin/main。"
            raise CannotRun(f"git 里没有版本 {name}。{hint}")
        return found.decode().strip()

    @property
    def _is_shallow(self) -> bool:
        return self._ask("rev-parse", "--is-shallow-repository").strip() == b"true"

    def _ask(self, *arguments: str, given: bytes | None = None, may_fail: bool = False) -> bytes:
        return _ask(self.top, *arguments, given=given, may_fail=may_fail)


_SHALLOW = (
    "这是浅克隆，只有最近的提交。请先运行 git fetch --unshallow；"
    "GitHub Actions 在 actions/checkout 写 fetch-depth: 0，GitLab CI 写 GIT_DEPTH: 0。"
)


def _label(name: str, commit: str) -> str:
    return commit[:7] if commit.startswith(name) else f"{name}（{commit[:7]}）"


def _one(reader: "subprocess.Popen[bytes]", file: str) -> bytes:
    assert reader.stdout
    head = reader.stdout.readline().split()
    if len(head) != 3:
        raise CannotRun(f"git 仓库里缺少 {file} 的内容（部分克隆或仓库损坏）。请运行 git fsck 检查，或重新克隆。")
    content = reader.stdout.read(int(head[2]))
    reader.stdout.read(1)
    return content


def _ask(folder: Path, *arguments: str, given: bytes | None = None, may_fail: bool = False) -> bytes:
    """What git prints; nothing when it may fail and does (exit code 1 is git's plain no). Raises CannotRun."""
    try:
        done = subprocess.run(
            [*_GIT, *arguments], cwd=folder, env=_environment(), input=given, capture_output=True, timeout=PATIENCE, check=False
        )
    except FileNotFoundError:
        raise CannotRun("没有安装 git，不能比较版本。请安装 git，或者写两个文件夹。") from None
    except subprocess.TimeoutExpired:
        raise CannotRun(f"git {arguments[0]} 过了 {PATIENCE} 秒没有结果。请检查仓库所在的磁盘。") from None
    if done.returncode == 0 or (may_fail and done.returncode == 1):
        return done.stdout if done.returncode == 0 else b""
    raise CannotRun(_refusal(done.stderr.decode("utf-8", "replace"), folder))


def _refusal(said: str, folder: Path) -> str:
    if "not a git repository" in said:
        return f"{folder} 不在 git 仓库里，不能比较版本。请在仓库里运行，或者写两个文件夹。"
    if "dubious ownership" in said:
        return f"{folder} 所在的仓库属于另一个用户，git 拒绝读取。请运行 git config --global --add safe.directory 加上仓库的路径。"
    if "must be run in a work tree" in said:
        return f"{folder} 是没有工作区的仓库（bare）。请在克隆出来的仓库里运行。"
    first = next((line for line in said.splitlines() if line.strip()), "没有说明原因")
    return f"git 没能完成：{first}"


def _environment() -> dict[str, str]:
    """No prompts, no locks, no fetching of what a partial clone lacks, messages in one language."""
    return {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "en",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
    }
