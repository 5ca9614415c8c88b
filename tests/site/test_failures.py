"""What the machine may do to a build: a full disk, a missing permission, a killed process. The last good site stands, in one sentence."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.diagnostics import CannotRun
from gongkai.site.sections import overview
from small_site import Project

PATIENCE = 30


def names(folder: Path) -> list[str]:
    """What stands in a folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


def full_after(writes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk be full once so many files have been written."""
    write, left = os.write, [writes]

    def limited(descriptor: int, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", limited)


@pytest.mark.parametrize("writes", [0, 1, 12])
def test_a_disk_that_fills_up_while_pages_are_written(project: Project, monkeypatch: pytest.MonkeyPatch, writes: int) -> None:
    project.build()
    before, beside = project.built(), names(project.root)
    (project.schemes / "jia" / "region.yml").write_text("name: 乙县\n")
    project.build(destination=project.root / "probe")
    with monkeypatch.context() as patch:
        full_after(writes, patch)
        with pytest.raises(CannotRun, match=r"磁盘空间不足.*原来的网站没有改动"):
            project.build()
    assert project.built() == before
    assert names(project.root) == sorted([*beside, "probe"])
    assert project.build().done
    assert project.built() == project.built(project.root / "probe")


def test_a_disk_that_fills_up_while_an_attached_file_is_copied(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project.scheme("jia/mzj/2024")
    path.write_text(path.read_text(encoding="utf-8") + "attachments: [{title: 报表, file: baobiao.csv}]\n", encoding="utf-8")
    path.with_suffix("").mkdir()
    (path.with_suffix("") / "baobiao.csv").write_bytes(b"1,2")
    project.build()
    before = project.built()
    (path.with_suffix("") / "baobiao.csv").write_bytes(b"2,1")
    with monkeypatch.context() as patch:
        full_after(0, patch)
        with pytest.raises(CannotRun, match="磁盘空间不足"):
            project.build()
    assert project.built() == before
    assert project.build().written == len({"jia/mzj/2024/baobiao.csv", "jia/mzj/2024/archive.zip", "manifest.json"})


def test_a_disk_that_fills_up_before_the_first_site(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = {*names(project.root), ".cache"}
    full_after(30, monkeypatch)
    with pytest.raises(CannotRun, match="磁盘空间不足"):
        project.build()
    assert set(names(project.root)) == beside


@pytest.mark.parametrize("call", ["mkdir", "makedirs"])
def test_a_disk_that_has_no_room_for_folders(project: Project, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    project.build()
    before = project.built()
    project.scheme("jia/mzj/2025")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(CannotRun, match="磁盘空间不足"):
            project.build()
    assert project.built() == before


def test_a_disk_that_is_full_when_the_record_is_written(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build()
    before = project.built()
    project.scheme("jia/mzj/2025")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(CannotRun, match="磁盘空间不足"):
            project.build()
    assert project.built() == before
    assert project.build().done


def test_our_own_bug_is_a_traceback_and_changes_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build()
    before, beside = project.built(), names(project.root)
    project.scheme("jia/mzj/2024", words="养老")

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(overview, "note", broken)
    with pytest.raises(ZeroDivisionError):
        project.build()
    assert project.built() == before
    assert names(project.root) == beside


SLOWLY = """
import time
from gongkai.site.sections import overview
note = overview.note
overview.note = lambda subject: time.sleep(0.05) or note(subject)
"""
"""Makes a build long enough to be met half-way."""


def start(project: Project, *, slowly: bool = False, before: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
    """`gongkai build` in a process group of its own."""
    code = (SLOWLY if slowly else "") + "from gongkai.cli import main; main()"
    command = [sys.executable, "-c", code, "build", "--date", "2025-06-18", "--workers", "2"]
    return subprocess.Popen(command, cwd=project.root, stderr=subprocess.PIPE, text=True, preexec_fn=before, start_new_session=True)  # noqa: PLW1509


@pytest.fixture
def big_project(whole_project: Project) -> Project:
    """Enough agencies for two workers, already built once, then all changed."""
    for agency in range(10):
        whole_project.registries("yi", f"a{agency}", name=f"第{agency}局")
        for year in (2022, 2023, 2024):
            whole_project.scheme(f"yi/a{agency}/{year}", agency=f"第{agency}局")
    with start(whole_project) as first:
        assert first.wait(PATIENCE) == 0
    for file in whole_project.schemes.glob("*/region.yml"):
        file.write_text("name: 丙县\n")
    return whole_project


def half_way(project: Project) -> None:
    """Wait until pages are being written."""
    staging = project.root / ".site.gongkai-new"
    deadline = time.monotonic() + PATIENCE
    while not list(staging.glob("yi/*/*/*.html")):
        assert time.monotonic() < deadline
        time.sleep(0.002)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130)])
def test_an_interrupted_build(big_project: Project, sent: signal.Signals, code: int) -> None:
    before, beside = big_project.built(), names(big_project.root)
    with start(big_project, slowly=True) as build:
        half_way(big_project)
        os.killpg(build.pid, sent)
        assert build.wait(PATIENCE) == code
        assert build.stderr
        assert "Traceback" not in build.stderr.read()
    assert big_project.built() == before
    assert names(big_project.root) == beside


def test_a_killed_build_leaves_no_process_and_is_cleared_up_by_the_next(big_project: Project) -> None:
    before, beside = big_project.built(), names(big_project.root)
    with start(big_project, slowly=True) as build:
        half_way(big_project)
        workers = children(build.pid)
        assert workers
        build.kill()
    deadline = time.monotonic() + PATIENCE
    while any(map(alive, workers)):
        assert time.monotonic() < deadline, "a worker outlives its parent"
        time.sleep(0.01)
    assert big_project.built() == before
    with start(big_project) as again:
        assert again.wait(PATIENCE) == 0
    assert names(big_project.root) == beside
    assert "丙县".encode() in big_project.built()["yi/a1/2024/index.html"]


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_worker(big_project: Project, sent: signal.Signals) -> None:
    before, beside = big_project.built(), names(big_project.root)
    with start(big_project, slowly=True) as build:
        half_way(big_project)
        os.kill(children(build.pid)[0], sent)
        assert build.wait(PATIENCE) == 2
        assert build.stderr
        said = build.stderr.read()
    assert "工作进程意外终止" in said
    assert "Traceback" not in said
    assert big_project.built() == before
    assert names(big_project.root) == beside


@pytest.mark.parametrize("cached", [True, False], ids=["while pages are written", "while MkDocs renders"])
def test_a_real_limit_on_file_sizes(big_project: Project, cached: bool) -> None:
    if not cached:
        shutil.rmtree(big_project.root / ".cache" / "gongkai" / "rendered")
    before, beside = big_project.built(), names(big_project.root)
    with start(big_project, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))) as build:
        assert build.wait(PATIENCE) == 2
        assert build.stderr
        said = build.stderr.read()
    assert "磁盘空间不足" in said or "File too large" in said
    assert "Traceback" not in said
    assert big_project.built() == before
    assert names(big_project.root) == beside
