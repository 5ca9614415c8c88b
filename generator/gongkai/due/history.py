"""Publication dates held against the git history: a scheme cannot have been on the site before it was on the branch.

What is compared: `published_at` against the commit by which the scheme's file, or the one it was renamed from, first stood on the
current branch without `draft: true`. That is the earliest day on which a site could be built from it. The day of the commit is the
committer's, and of a branch that was merged it is that of the merge (`--first-parent`): only then did the publishing branch have it.

What is told: a commit later than the first working day after the declared day. The portal may be written by hand on a Friday and the
file committed on Monday; more than that means that the declared day is wrong, or that the scheme stood somewhere else first.

What is not: a commit before the declared day (schemes are committed when issued and published later); a transcription, whose source
was published elsewhere; a scheme published before the schemes folder had its first commit, which is an archive taken over. Dates of
commits can be set at will and by whoever rewrites the history, so that this is a hint, never a proof.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, NamedTuple

from gongkai.due.schemes import Kept
from gongkai.rules.law.publication import is_transcribed
from gongkai.workdays import time_limit

PATIENCE = 120
"""Seconds that git may take."""
_GIT = ("git", "--no-pager", "-c", "log.showSignature=false", "-c", "core.quotePath=false")
_LOG = (
    "log",
    "--first-parent",
    "-m",
    "--reverse",
    "--relative",
    "--name-status",
    "-M",
    "-z",
    "--no-color",
    "--format=%x01%H %cI",
    "--",
    ".",
)
_DRAFT = re.compile(rb"^[\"']?draft[\"']?[ \t]*:[ \t]*(?:true|True|TRUE)\b", re.MULTILINE)


class HistoryError(Exception):
    """The history cannot be read: one sentence in Chinese that says why."""


class Commit(NamedTuple):
    """A commit that touched a file, and what the file was called then."""

    id: str
    on: date
    path: str


class Late(NamedTuple):
    """A scheme whose declared day of publication is earlier than it can have been."""

    kept: Kept
    declared: date
    committed: date
    commit: str


class Comparison(NamedTuple):
    """The schemes that contradict the history, and how many were published before there was any."""

    late: tuple[Late, ...]
    older: int


def compare(root: Path, schemes: Iterable[Kept]) -> Comparison:
    """Hold the schemes of one schemes folder against the history of its repository. Raises HistoryError."""
    declared = [
        (kept, about.published_at.date())
        for kept in schemes
        if (about := kept.scheme.disclosure).published_at and kept.scheme.published and not is_transcribed(kept.scheme)
    ]
    if not declared:
        return Comparison((), 0)
    _require_whole(root)
    touched = _touched(_git(root, *_LOG))
    begun = min((each.on for commits in touched.values() for each in commits), default=date.max)
    late, told = list[Late](), [(kept, day) for kept, day in declared if day >= begun and kept.file.file in touched]
    with _contents(root) as ask:
        for kept, day in told:
            first = next((each for each in touched[kept.file.file] if not _DRAFT.search(ask(f"{each.id}:./{each.path}"))), None)
            if first and first.on > time_limit(day, 1).day:
                late.append(Late(kept, day, first.on, first.id[:10]))
    return Comparison(tuple(late), sum(day < begun for _, day in declared))


def _require_whole(root: Path) -> None:
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise HistoryError("这个克隆只有最近的提交（浅克隆），没有对照发布时间；用 git fetch --unshallow 取得全部历史。")
    try:
        _git(root, "rev-parse", "--verify", "-q", "HEAD")
    except HistoryError:
        raise HistoryError("仓库里还没有提交，没有对照发布时间。") from None


def _touched(log: bytes) -> Mapping[str, list[Commit]]:
    """File → the commits that wrote it, the oldest first; a renamed file has those of the one it was."""
    found: dict[str, list[Commit]] = {}
    for entry in log.split(b"\x01")[1:]:
        head, _, rest = entry.partition(b"\0")
        commit, _, moment = head.decode().strip().partition(" ")
        on = datetime.fromisoformat(moment).date()
        fields = iter(rest.decode("utf-8", "surrogateescape").lstrip("\n").split("\0"))
        for status in fields:
            if not status.strip():
                continue
            path = next(fields, "")
            if status[0] in "RC":
                before, path = path, next(fields, "")
                found[path] = list(found.get(before, ())) if status[0] == "R" else []
            if status[0] != "D":
                found.setdefault(path, []).append(Commit(commit, on, path))
    return found


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run([*_GIT, *arguments], cwd=root, env=_environment(), capture_output=True, timeout=PATIENCE, check=False)
    except FileNotFoundError:
        raise HistoryError("没有安装 git，没有对照发布时间。") from None
    except (OSError, subprocess.TimeoutExpired):
        raise HistoryError("git 没有响应，没有对照发布时间。") from None
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace")
    if "not a git repository" in said:
        raise HistoryError("这里不是 git 仓库，没有对照发布时间。")
    if "dubious ownership" in said:
        raise HistoryError("仓库属于另一个用户，git 不肯读取，没有对照发布时间；请把它列入 safe.directory。")
    raise HistoryError(f"git 读不出提交历史，没有对照发布时间：{said.strip().splitlines()[0] if said.strip() else '没有说明原因'}")


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


class _Contents:
    """Files of any commit, from one running git."""

    def __init__(self, asked: IO[bytes], told: IO[bytes]) -> None:
        self._asked, self._told = asked, told

    def __call__(self, name: str) -> bytes:
        """What `commit:./path` holds; nothing when there is no such file."""
        self._asked.write(name.encode("utf-8", "surrogateescape") + b"\n")
        self._asked.flush()
        head = self._told.readline().split()
        if len(head) != 3 or not head[2].isdigit():
            return b""
        data = self._told.read(int(head[2]))
        self._told.read(1)
        return data


@contextmanager
def _contents(root: Path) -> Iterator[_Contents]:
    with subprocess.Popen(
        [*_GIT, "cat-file", "--batch"],
        cwd=root,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise HistoryError("git 没有响应，没有对照发布时间。")
        yield _Contents(process.stdin, process.stdout)
