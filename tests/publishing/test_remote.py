"""Publishing to another host: the same releases, the same switch, and a sentence for whatever refuses."""

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from gongkai.diagnostics import CannotRun
from gongkai.publishing import releases
from gongkai.publishing.releases import CURRENT, RELEASES
from gongkai.publishing.remote import Target, publish, roll_back, target
from publishing.host import host
from publishing.online import FILES, built, contents

NOW = datetime(2024, 9, 27, 9, 30)
THERE = Target("www@host", "srv/绩效 公开")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder over there, with blanks and Han characters in its name."""
    home = host(tmp_path / "host")
    (home / "srv").mkdir()
    monkeypatch.setenv("PATH", f"{home.parent}{os.pathsep}{os.environ['PATH']}")
    return home / THERE.folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return built(tmp_path / "site")


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("www@10.0.0.8:/srv/x", Target("www@10.0.0.8", "/srv/x")),
        ("host:x y", Target("host", "x y")),
        ("/srv/x", None),
        ("C:/srv", None),
        ("./a:b", None),
        ("-oProxyCommand=x:y", None),
    ],
)
def test_where_to(to: str, expected: Target | None) -> None:
    assert target(to) == expected


def test_a_site_is_published_and_shown(site: Path, root: Path) -> None:
    done = publish(site, THERE, 5, NOW)
    assert (done.release, done.before) == ("0001-20240927-093000", "")
    assert contents(root / CURRENT) == FILES
    assert sorted(each.name for each in root.iterdir()) == [CURRENT, RELEASES]


def test_the_next_one_and_the_way_back(site: Path, root: Path) -> None:
    publish(site, THERE, 5, NOW)
    done = publish(built(site, index="新"), THERE, 5, NOW)
    assert done.before == "0001-20240927-093000"
    assert contents(root / CURRENT)["index.html"] == "新"
    assert roll_back(THERE).release == "0001-20240927-093000"
    assert contents(root / CURRENT) == FILES
    with pytest.raises(CannotRun, match="没有更早的版本"):
        roll_back(THERE)


def test_the_last_ones_are_kept(site: Path, root: Path) -> None:
    for number in range(4):
        publish(built(site, index=str(number)), THERE, 2, NOW)
    assert releases.releases(root) == ["0003-20240927-093000", "0004-20240927-093000"]
    assert contents(root / CURRENT)["index.html"] == "3"


def test_what_was_altered_there_is_sent_again(site: Path, root: Path) -> None:
    publish(site, THERE, 5, NOW)
    (root / CURRENT / "index.html").write_text("<p>黑页</p>")
    publish(site, THERE, 5, NOW)
    assert contents(root / CURRENT) == FILES


def test_a_damaged_upload_is_not_shown(site: Path, root: Path, tmp_path: Path) -> None:
    publish(site, THERE, 5, NOW)
    real = shutil.which("rsync")
    fake = tmp_path / "host" / "rsync"
    harm = "find . -path '*.part/index.html' | while read -r page; do echo >> \"$page\"; done"
    fake.write_text(f'#!/bin/sh\n{real} "$@" || exit\ncase "$*" in *--server*) {harm} ;; esac\n')
    fake.chmod(0o755)
    with pytest.raises(CannotRun, match="与清单不一致，没有切换"):
        publish(built(site, index="新"), THERE, 5, NOW)
    assert releases.releases(root) == ["0001-20240927-093000"]


def test_an_altered_release_is_not_gone_back_to(site: Path, root: Path) -> None:
    first = publish(site, THERE, 5, NOW).release
    second = publish(built(site, index="新"), THERE, 5, NOW).release
    (root / RELEASES / first / "index.html").write_text("黑")
    with pytest.raises(CannotRun, match="与清单不一致，没有切换"):
        roll_back(THERE)
    assert releases.shown(root) == second


def test_what_is_somebody_elses_is_left_alone(site: Path, root: Path) -> None:
    root.mkdir()
    (root / "index.php").write_text("门户")
    with pytest.raises(CannotRun, match="不是由 gongkai 发布"):
        publish(site, THERE, 5, NOW)
    assert contents(root) == {"index.php": "门户"}


@pytest.mark.usefixtures("root")
def test_a_host_that_cannot_be_reached(site: Path) -> None:
    with pytest.raises(CannotRun, match=r"连不上 www@nowhere：.*resolve hostname"):
        publish(site, Target("www@nowhere", "x"), 5, NOW)


def test_a_folder_that_may_not_be_written(site: Path, root: Path) -> None:
    root.write_text("a file")
    with pytest.raises(CannotRun, match=r"线上仍是原来的网站|不是由 gongkai"):
        publish(site, THERE, 5, NOW)


@pytest.mark.usefixtures("root")
def test_without_rsync(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("sh", "mkdir", "ls", "find", "rm", "readlink", "dirname"):
        (programs / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", f"{tmp_path / 'host'}{os.pathsep}{programs}")
    with pytest.raises(CannotRun, match="没有 rsync"):
        publish(site, THERE, 5, NOW)
