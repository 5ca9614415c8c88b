"""A verified site → a folder of releases on this machine, of which the link `current` shows one: visitors see the old site or the new.

    DIR/current → releases/0042-20240927-093000      what the web server shows
    DIR/releases/0041-…, 0042-…                       the last releases, for a way back

The link is replaced by one rename, the only step that visitors can notice. A release is copied under a hidden name first, so that whatever
is cut short stays hidden and is swept away by the next one.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gongkai.diagnostics import CannotRun
from gongkai.publishing.manifest import NAME, manifest_of
from gongkai.publishing.verify import NONE, Differences, compare_folder

CURRENT, RELEASES = "current", "releases"
_RELEASE = re.compile(r"(\d{4,})-\d{8}-\d{6}")
_LOCK = ".publishing"
_OURS = {".gongkai", ".git", ".cache"}
"""Hidden entries of a built site that are nothing for the public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What came of it: the release that is shown now and the one before (either empty for none), or why not."""

    release: str = ""
    before: str = ""
    differences: Differences = NONE
    removed: tuple[str, ...] = ()
    same: bool = False


def publish(site: Path, root: Path, keep: int, now: datetime) -> Published:
    """Show the site under `root` and keep the last `keep` releases; nothing happens when its files are not those of its manifest.

    Raises CannotRun when `root` holds something else, and OSError when the disk refuses: the old release is then still shown.
    """
    manifest = manifest_of(site)
    if root.resolve().is_relative_to(site.resolve()):
        raise CannotRun(f"不能发布到 {root}：它在要发布的网站里面。请换一个文件夹。")
    wrong = compare_folder(manifest, site)
    if wrong:
        return Published(differences=wrong)
    with _locked(root):
        before = shown(root)
        if before and _same(site, root / RELEASES / before, manifest):
            return Published(release=before, before=before, same=True)
        release = next_name(releases(root), now)
        partial = root / RELEASES / f".{release}"
        _copy(site, partial, manifest)
        os.sync()  # the release is on the disk before anybody is led to it
        partial.rename(partial.with_name(release))
        _switch(root, release)
        return Published(release=release, before=before, removed=tuple(_prune(root, keep, release)))


def roll_back(root: Path) -> Published:
    """Show the release before the one that is shown; raises CannotRun when there is none. A release that was altered is not shown."""
    if not (root / RELEASES).is_dir():
        raise CannotRun(f"{root} 里没有发布过的版本。")
    with _locked(root):
        now = shown(root)
        known = releases(root)
        earlier = known[: known.index(now)] if now in known else known
        if not earlier:
            raise CannotRun(f"{root} 里没有更早的版本可以退回。")
        back = root / RELEASES / earlier[-1]
        wrong = compare_folder(manifest_of(back), back)
        if not wrong:
            _switch(root, back.name)
        return Published(release=back.name, before=now, differences=wrong)


def releases(root: Path) -> list[str]:
    """The names of the complete releases, the oldest first."""
    folder = root / RELEASES
    return order(each.name for each in folder.iterdir()) if folder.is_dir() else []


def order(names: Iterator[str]) -> list[str]:
    """Those that are names of releases, by their number."""
    found = ((int(match[1]), name) for name in names if (match := _RELEASE.fullmatch(name)))
    return [name for _, name in sorted(found)]


def next_name(known: list[str], now: datetime) -> str:
    """The name of the next release: numbered, for clocks go wrong, with its time for people."""
    last = int(known[-1].partition("-")[0]) if known else 0
    return f"{last + 1:04}-{now:%Y%m%d-%H%M%S}"


def shown(root: Path) -> str:
    """The release that `current` shows; empty for none."""
    link = root / CURRENT
    return link.readlink().name if link.is_symlink() else ""


def _same(site: Path, release: Path, manifest: Mapping[str, str]) -> bool:
    """Whether a release is the site to be published, file for file: one that was altered meanwhile is not."""
    try:
        same = (release / NAME).read_bytes() == (site / NAME).read_bytes()
    except OSError:
        return False
    return same and not compare_folder(manifest, release)


def _copy(site: Path, target: Path, manifest: Mapping[str, str]) -> None:
    """Copy the site, each file read once: what is copied is what the manifest says, whatever happens to the site meanwhile."""
    own = (each for each in site.iterdir() if each.name.startswith(".") and each.name not in _OURS)
    target.mkdir()
    for address, digest in manifest.items():
        content = (site / address).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise CannotRun(f"{site / address} 在发布时被改动了，没有发布。请在生成结束后再试。")
        path = target / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    shutil.copy(site / NAME, target / NAME)
    for each in own:
        (shutil.copytree if each.is_dir() else shutil.copy)(each, target / each.name)


def _switch(root: Path, release: str) -> None:
    fresh = root / f".{CURRENT}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path(RELEASES, release))
    fresh.replace(root / CURRENT)


def _prune(root: Path, keep: int, current: str) -> Iterator[str]:
    """Remove all but the last releases, and never the one that is shown."""
    for name in releases(root)[:-keep]:
        if name != current:
            shutil.rmtree(root / RELEASES / name)
            yield name


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """The folder for ourselves, swept of what was cut short; raises CannotRun when it is somebody else's or in use."""
    if root.exists() and not (root / RELEASES).is_dir() and (not root.is_dir() or any(root.iterdir())):
        raise CannotRun(f"{root} 里有不是由 gongkai 发布的文件。请换一个空文件夹，再让网站服务器指向其中的 {CURRENT}。")
    if (root / CURRENT).exists() and not (root / CURRENT).is_symlink():
        raise CannotRun(f"{root / CURRENT} 不是链接，不敢替换。请先把它移走。")
    (root / RELEASES).mkdir(parents=True, exist_ok=True)
    with (root / _LOCK).open("a") as handle:
        _hold(handle.fileno(), root)
        for left in (root / RELEASES).glob(".[0-9]*"):
            shutil.rmtree(left)
        yield


def _hold(descriptor: int, root: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: a county publishes from one machine
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotRun(f"另一个进程正在向 {root} 发布，请等它结束后再试。") from None
