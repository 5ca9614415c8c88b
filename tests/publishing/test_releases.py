"""Publishing into a folder: a visitor sees the old site or the new one, whatever happens; the way back is open."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from gongkai.diagnostics import CannotRun
from gongkai.publishing import releases
from gongkai.publishing.releases import CURRENT, RELEASES, publish, roll_back, shown
from publishing.online import FILES, built, contents

NOW = datetime(2024, 9, 27, 9, 30)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return built(tmp_path / "site")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "srv" / "jixiao"


def test_a_site_is_published_and_shown(site: Path, root: Path) -> None:
    done = publish(site, root, 5, NOW)
    assert (done.release, done.before) == ("0001-20240927-093000", "")
    assert contents(root / CURRENT) == FILES
    assert sorted(each.name for each in root.iterdir()) == [".publishing", CURRENT, RELEASES]


def test_hidden_files_of_the_owner_go_with_it(site: Path, root: Path) -> None:
    (site / ".well-known").mkdir()
    (site / ".well-known" / "security.txt").write_text("Contact: 某某")
    publish(site, root, 5, NOW)
    assert contents(root / CURRENT).keys() == {*FILES, ".well-known/security.txt"}


def test_the_same_site_again_changes_nothing(site: Path, root: Path) -> None:
    publish(site, root, 5, NOW)
    assert publish(site, root, 5, NOW).same
    assert len(releases.releases(root)) == 1


def test_the_same_site_heals_one_that_was_tampered_with(site: Path, root: Path) -> None:
    publish(site, root, 5, NOW)
    (root / CURRENT / "index.html").write_text("<p>黑</p>")
    assert not publish(site, root, 5, NOW).same
    assert contents(root / CURRENT) == FILES


def test_the_last_ones_are_kept(site: Path, root: Path) -> None:
    for number in range(5):
        done = publish(built(site, index=str(number)), root, 3, NOW)
    assert releases.releases(root) == [f"000{number}-20240927-093000" for number in (3, 4, 5)]
    assert done.removed == ("0002-20240927-093000",)


def test_the_way_back(site: Path, root: Path) -> None:
    publish(site, root, 5, NOW)
    publish(built(site, index="新"), root, 5, NOW)
    assert contents(root / CURRENT)["index.html"] == "新"
    assert roll_back(root).release == "0001-20240927-093000"
    assert contents(root / CURRENT) == FILES
    with pytest.raises(CannotRun, match="没有更早的版本"):
        roll_back(root)
    assert publish(built(site, index="更新"), root, 5, NOW).release.startswith("0003-")


def test_the_release_that_is_shown_is_never_pruned(site: Path, root: Path) -> None:
    for text in "甲乙":
        publish(built(site, index=text), root, 5, NOW)
    roll_back(root)
    publish(built(site, index="丙"), root, 1, NOW)
    assert releases.releases(root) == [shown(root)]


def test_an_altered_release_is_not_gone_back_to(site: Path, root: Path) -> None:
    first = publish(site, root, 5, NOW).release
    second = publish(built(site, index="新"), root, 5, NOW).release
    (root / RELEASES / first / "index.html").write_text("黑")
    assert roll_back(root).differences.altered == ("index.html",)
    assert shown(root) == second


def alter(site: Path) -> None:
    (site / "index.html").write_text("半")


def remove(site: Path) -> None:
    (site / "index.html").unlink()


def add(site: Path) -> None:
    (site / "x.php").write_text("")


@pytest.mark.parametrize("harm", [alter, remove, add])
def test_a_site_that_is_not_what_was_built_is_not_published(site: Path, root: Path, harm: Callable[[Path], None]) -> None:
    publish(site, root, 5, NOW)
    harm(built(site, index="新"))
    assert publish(site, root, 5, NOW).differences
    assert contents(root / CURRENT) == FILES


def test_what_is_somebody_elses_is_left_alone(site: Path, root: Path) -> None:
    root.mkdir(parents=True)
    (root / "index.php").write_text("门户")
    with pytest.raises(CannotRun, match="不是由 gongkai 发布"):
        publish(site, root, 5, NOW)
    assert contents(root) == {"index.php": "门户"}


def test_a_folder_in_place_of_the_link_is_left_alone(site: Path, root: Path) -> None:
    (root / RELEASES).mkdir(parents=True)
    (root / CURRENT).mkdir()
    with pytest.raises(CannotRun, match="不是链接"):
        publish(site, root, 5, NOW)


def test_a_place_inside_the_site_is_refused(site: Path) -> None:
    with pytest.raises(CannotRun, match="在要发布的网站里面"):
        publish(site, site / "online", 5, NOW)


def test_without_a_build_there_is_nothing_to_publish(tmp_path: Path, root: Path) -> None:
    with pytest.raises(CannotRun, match="gongkai build"):
        publish(tmp_path, root, 5, NOW)
    with pytest.raises(CannotRun, match="没有发布过"):
        roll_back(root)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"files": {}}', '{"files": {"../x": "' + "0" * 64 + '"}}', '{"files": {"x": "0"}}'])
def test_a_manifest_that_is_none(site: Path, root: Path, content: str) -> None:
    (site / "manifest.json").write_text(content)
    with pytest.raises(CannotRun, match="清单"):
        publish(site, root, 5, NOW)
    assert not root.exists()


def test_two_at_once(site: Path, root: Path) -> None:
    publish(site, root, 5, NOW)
    with releases._locked(root), pytest.raises(CannotRun, match="另一个进程正在"):
        publish(built(site, index="新"), root, 5, NOW)


def test_a_full_disk(site: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(site, root, 5, NOW)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            publish(built(site, index="新"), root, 5, NOW)
    assert contents(root / CURRENT) == FILES
    assert publish(site, root, 5, NOW).release.startswith("0002-")
    assert not list((root / RELEASES).glob(".*"))


LOOP = """
import sys
from datetime import datetime
from pathlib import Path
from gongkai.publishing.releases import publish
sites = [Path(each) for each in sys.argv[2:]]
while True:
    for site in sites:
        publish(site, Path(sys.argv[1]), 2, datetime.now())
"""
"""Publishes one site after the other until it is killed."""


def test_killed_a_hundred_times(tmp_path: Path, root: Path) -> None:
    """At random moments of publishing: what is shown is always one of the two sites, whole."""
    sites = [built(tmp_path / name, index=name * 300_000) for name in "ab"]
    states = [contents(each) for each in sites]
    for state in states:
        del state[".gongkai"]
    dice = random.Random(20240927)
    seen = set()
    for _ in range(100):
        before = shown(root)
        with subprocess.Popen([sys.executable, "-c", LOOP, str(root), *map(str, sites)], start_new_session=True) as process:
            deadline = time.monotonic() + 60
            while shown(root) == before and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(dice.uniform(0, 0.02))
            os.killpg(process.pid, signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        assert contents(root / CURRENT) in states
        seen.add(states.index(contents(root / CURRENT)))
    assert seen == {0, 1}
    publish(built(tmp_path / "a", index="末"), root, 2, NOW)
    assert not list((root / RELEASES).glob(".*"))
