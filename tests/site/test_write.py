"""The site folder is exchanged or mended as a whole, or not at all."""

import errno
import os
from pathlib import Path

import pytest

from gongkai.diagnostics import CannotRun
from gongkai.site.write import MARKER, Destination, clear_words, exclusive, refuse_unsafe, write_file


def files(folder: Path) -> dict[str, str]:
    """Every file under a folder by its relative name."""
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def names(folder: Path) -> list[str]:
    """What stands in a folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


def put(destination: Destination, site: dict[str, str], *, only: set[str] | None = None) -> int:
    """Build `site` into the destination, staging only some of its files."""
    with destination.build() as staging:
        written = [address for address in site if only is None or address in only]
        for address in written:
            write_file(f"{staging}/{address}", [site[address].encode()])
        removed = destination.inventory().keys() - site.keys()
        destination.commit(written, removed, whole=len(written) == len(site))
        return len(removed)


def test_a_first_build_makes_the_folder_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    put(Destination(tmp_path / "site"), {"index.html": "a", "x/y/index.html": "b"})
    assert {name: text for name, text in files(tmp_path / "site").items() if name != MARKER} == {"index.html": "a", "x/y/index.html": "b"}
    assert names(tmp_path) == ["site"]


def test_a_whole_build_replaces_everything(tmp_path: Path) -> None:
    destination = Destination(tmp_path / "site")
    put(destination, {"index.html": "a", "old/index.html": "b"})
    put(destination, {"index.html": "c"})
    assert destination.inventory().keys() == {"index.html"}
    assert (tmp_path / "site" / "index.html").read_text() == "c"


def test_a_later_build_moves_only_what_changed_and_removes_what_vanished(tmp_path: Path) -> None:
    destination = Destination(tmp_path / "site")
    put(destination, {"index.html": "a", "x/1.html": "1", "y/z/2.html": "2", "stray.html": "s"})
    kept = (tmp_path / "site" / "index.html").stat().st_mtime_ns
    removed = put(destination, {"index.html": "a", "x/1.html": "new", "w/3.html": "3"}, only={"x/1.html", "w/3.html"})
    assert removed == 2
    assert destination.inventory().keys() == {"index.html", "x/1.html", "w/3.html"}
    assert (tmp_path / "site" / "x" / "1.html").read_text() == "new"
    assert (tmp_path / "site" / "index.html").stat().st_mtime_ns == kept
    assert not (tmp_path / "site" / "y").exists(), "empty folders go with their last page"


@pytest.mark.parametrize("only", [None, {"index.html"}], ids=["exchanged", "mended"])
def test_hidden_entries_at_the_top_are_the_owners(tmp_path: Path, only: set[str] | None) -> None:
    destination = Destination(tmp_path / "site")
    put(destination, {"index.html": "a", "b.html": "b"})
    (tmp_path / "site" / ".git").mkdir()
    (tmp_path / "site" / ".git" / "HEAD").write_text("ref")
    (tmp_path / "site" / ".nojekyll").write_text("")
    put(destination, {"index.html": "c", "b.html": "b"}, only=only)
    assert (tmp_path / "site" / ".git" / "HEAD").read_text() == "ref"
    assert (tmp_path / "site" / ".nojekyll").exists()
    assert (tmp_path / "site" / "index.html").read_text() == "c"


def test_a_failure_before_the_commit_leaves_the_last_site(tmp_path: Path) -> None:
    destination = Destination(tmp_path / "site")
    put(destination, {"index.html": "a"})
    before = files(tmp_path)
    with pytest.raises(RuntimeError), destination.build() as staging:
        write_file(f"{staging}/index.html", [b"half"])
        raise RuntimeError
    assert files(tmp_path) == before


def test_a_failing_exchange_puts_the_last_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    destination = Destination(tmp_path / "site")
    put(destination, {"index.html": "a"})
    before = files(tmp_path)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == destination.staging:
            raise OSError(errno.EIO, "I/O error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="I/O"):
        put(destination, {"index.html": "b"})
    assert files(tmp_path) == before


def test_a_build_killed_between_the_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    destination = Destination(tmp_path / "site")
    put(destination, {"index.html": "a"})
    destination.folder.rename(destination.retired)
    destination.staging.mkdir()
    with destination.build():
        assert (tmp_path / "site" / "index.html").read_text() == "a"
    assert names(tmp_path) == ["site"]


def test_a_build_killed_after_the_renames_keeps_the_owners_entries(tmp_path: Path) -> None:
    destination = Destination(tmp_path / "site")
    put(destination, {"index.html": "a"})
    destination.retired.mkdir()
    (destination.retired / ".git").mkdir()
    with destination.build():
        pass
    assert (tmp_path / "site" / ".git").is_dir()
    assert names(tmp_path) == ["site"]


def test_a_mount_point_is_filled_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == tmp_path / "site")
    destination = Destination(tmp_path / "site")
    inode = (tmp_path / "site").stat().st_ino
    put(destination, {"index.html": "a", "x/y.html": "b"})
    assert (tmp_path / "site").stat().st_ino == inode
    assert destination.inventory().keys() == {"index.html", "x/y.html"}


def test_a_short_write_is_finished_and_a_full_disk_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    write_file(str(tmp_path / "a"), [b"01234", b"56789"])
    assert (tmp_path / "a").read_bytes() == b"0123456789"

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(CannotRun, match="磁盘空间不足"), clear_words(tmp_path):
        write_file(str(tmp_path / "b"), [b"x"])


def test_no_permission_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="没有权限"), clear_words(tmp_path):
        raise PermissionError(errno.EACCES, "denied", str(tmp_path / "site"))


@pytest.mark.parametrize("destination", ["schemes", "schemes/site", ".", "content/../schemes"])
def test_a_destination_that_overlaps_a_source_is_refused(tmp_path: Path, destination: str) -> None:
    (tmp_path / "schemes").mkdir()
    (tmp_path / "content").mkdir()
    with pytest.raises(CannotRun, match="重叠"):
        refuse_unsafe(tmp_path / destination, [tmp_path / "schemes", tmp_path / "content"])


def test_a_link_to_a_source_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "schemes").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "schemes")
    with pytest.raises(CannotRun, match="重叠"):
        refuse_unsafe(tmp_path / "site", [tmp_path / "schemes"])


def test_a_strangers_folder_is_refused_and_an_empty_or_own_one_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    refuse_unsafe(folder, [])
    folder.mkdir()
    refuse_unsafe(folder, [])
    (folder / ".git").mkdir()
    refuse_unsafe(folder, [])
    (folder / "thesis.doc").write_text("years of work")
    with pytest.raises(CannotRun, match="不是由 gongkai 生成"):
        refuse_unsafe(folder, [])
    (folder / MARKER).write_text("")
    refuse_unsafe(folder, [])


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("")
    with pytest.raises(CannotRun, match="是一个文件"):
        refuse_unsafe(tmp_path / "site", [])


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    lock = tmp_path / "cache" / "site.lock"
    with exclusive(lock), pytest.raises(CannotRun, match="另一个进程"), exclusive(lock):
        pass
    with exclusive(lock):
        pass
