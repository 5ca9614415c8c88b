"""`gongkai publish` and `gongkai verify` from their options to their exit codes."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from gongkai.diagnostics import CannotRun
from gongkai.publishing import releases, remote
from gongkai.publishing.manifest import NAME, manifest_of, read_manifest
from gongkai.publishing.verify import Differences, compare_folder, compare_online, is_url, online_manifest
from gongkai.refusals import reason

SHOWN = 50
"""Files that are named at most: a site that has lost everything has lost thousands."""


def run_publish(site: Path, to: str, keep: int, back: bool) -> int:
    """Put the site online, or go back: 0 when it stands, 1 when files are not what was built. Raises CannotRun."""
    there, now = remote.target(to), datetime.now()
    with _clear_words(to):
        if back:
            done = remote.roll_back(there) if there else releases.roll_back(Path(to))
        else:
            done = remote.publish(site, there, keep, now) if there else releases.publish(site, Path(to), keep, now)
    if done.differences:
        _tell(done.differences)
        click.echo("没有发布：文件与清单不一致，线上仍是原来的网站。" if not back else f"没有退回：{done.release} 已被改动。", err=True)
        return 1
    if done.same:
        click.echo(f"{to}：线上已经是这个版本（{done.release}），没有变化。")
    else:
        click.echo(f"{to}：{'已退回' if back else '已发布'} {done.release}。" + (f"上一版是 {done.before}。" if done.before else ""))
    return 0


def run_verify(target: str, manifest: Path | None) -> int:
    """Hold what is online against what was built: 0 when they agree, 1 when not. Raises CannotRun."""
    with _clear_words(target):
        if is_url(target):
            known = _given(manifest) if manifest else online_manifest(target)
            found = compare_online(known, target)
        else:
            folder = _folder(target)
            known = _given(manifest) if manifest else manifest_of(folder)
            found = compare_folder(known, folder)
    _tell(found)
    if found:
        click.echo(f"{target}：改动 {len(found.altered)} 个，缺少 {len(found.missing)} 个，多出 {len(found.added)} 个文件。", err=True)
        return 1
    click.echo(f"{target}：{len(known)} 个文件都与清单一致。{_caution(target, manifest)}")
    return 0


def _folder(target: str) -> Path:
    folder = Path(target)
    if not folder.is_dir():
        raise CannotRun(f"{target} 不是文件夹。网站请写完整网址，如 https://www.example.gov.cn/jixiao/。")
    return folder / releases.CURRENT if (folder / releases.CURRENT).is_symlink() else folder


def _given(manifest: Path) -> dict[str, str]:
    try:
        return dict(read_manifest(manifest.read_bytes(), str(manifest)))
    except OSError as error:
        raise CannotRun(f"读不出 {manifest}：{reason(error)}。") from None


def _caution(target: str, manifest: Path | None) -> str:
    """What this check could not have seen."""
    if is_url(target):
        unseen = "从网址看不出多出的文件。"
        return unseen if manifest else f"{unseen}清单取自网站本身，连清单一起改动就查不出来；请用 --manifest 指明生成时的 {NAME}。"
    return "" if manifest else f"清单取自同一个文件夹，连清单一起改动就查不出来；可用 --manifest 指明生成时的 {NAME}。"


def _tell(found: Differences) -> None:
    sentences = list(found.sentences())
    for each in sentences[:SHOWN]:
        click.echo(each)
    if len(sentences) > SHOWN:
        click.echo(f"……另有 {len(sentences) - SHOWN} 个文件。")


@contextmanager
def _clear_words(to: str) -> Iterator[None]:
    """Turn what the file system refuses into one sentence; the link is switched last, so the old site is shown still."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise CannotRun(f"{to} 磁盘空间不足，没有发布，线上仍是原来的网站。") from error
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            raise CannotRun(f"没有权限读写 {error.filename or to}，没有发布，线上仍是原来的网站。") from error
        raise
