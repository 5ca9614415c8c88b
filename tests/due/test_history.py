"""Publication dates against real repositories: too early, in time, a merge, a rename, and what can be no repository at all."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from due.agency import Folder
from gongkai.due import history
from gongkai.due.history import Comparison, HistoryError, compare

PUBLISHED = ", published_at: 2025-03-14T09:00:00+08:00"  # a Friday


class Repository(Folder):
    """A folder of schemes under git, whose commits are dated at will; its first commit is of 2025-01-02."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.root = root
        self.git("init", "-q", "-b", "main")
        self.commit("2025-01-02")

    def git(self, *arguments: str, on: str = "2025-01-02") -> None:
        """Run git as somebody on a day."""
        somebody = {f"GIT_{who}_{what}": "a@example.invalid" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        dates = {"GIT_AUTHOR_DATE": f"{on}T10:00:00+08:00", "GIT_COMMITTER_DATE": f"{on}T10:00:00+08:00"}
        environment = {**os.environ, **somebody, **dates, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", *arguments], cwd=self.root, env=environment, check=True, capture_output=True, timeout=60)

    def commit(self, on: str) -> None:
        """Commit all there is."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "变更", on=on)

    def compared(self) -> Comparison:
        """The comparison of all schemes."""
        return compare(self.schemes, self.agency().schemes)

    def late(self) -> list[date]:
        """The days of the commits that came too late."""
        return [each.committed for each in self.compared().late]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@pytest.mark.parametrize(("on", "late"), [("2025-03-10", False), ("2025-03-14", False), ("2025-03-17", False), ("2025-03-18", True)])
def test_a_commit_after_the_next_working_day_contradicts_the_publication(repository: Repository, on: str, late: bool) -> None:
    repository.scheme(2025, on="2025-03-12", about=PUBLISHED)
    repository.commit(on)
    assert repository.late() == ([date.fromisoformat(on)] if late else [])


def test_a_draft_is_no_scheme_that_a_site_could_show(repository: Repository) -> None:
    repository.scheme(2025, on="2025-03-12", more="draft: true\n")
    repository.commit("2025-03-12")
    repository.scheme(2025, on="2025-03-12", about=PUBLISHED)
    repository.commit("2025-04-02")
    repository.scheme(2025, on="2025-03-12", about=PUBLISHED, more="scale: 100\n")
    repository.commit("2025-05-02")
    assert repository.late() == [date(2025, 4, 2)]


def test_a_branch_counts_from_its_merge(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "fangan")
    repository.scheme(2025, on="2025-03-12", about=PUBLISHED)
    repository.commit("2025-03-12")
    assert repository.late() == []
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "合并", "fangan", on="2025-03-25")
    assert repository.late() == [date(2025, 3, 25)]


def test_a_renamed_file_keeps_its_history(repository: Repository) -> None:
    repository.scheme(2025, on="2025-03-12", about=PUBLISHED, slug="2025-nian")
    repository.commit("2025-03-13")
    repository.git("mv", "schemes/jia/mzj/2025-nian.yml", "schemes/jia/mzj/2025.yml")
    repository.commit("2025-06-02")
    assert repository.late() == []


def test_an_archive_older_than_the_repository_is_counted_and_left_alone(repository: Repository) -> None:
    repository.scheme(2024, on="2024-03-12", about=PUBLISHED.replace("2025", "2024"))
    repository.scheme(2023, about=PUBLISHED.replace("2025", "2023"), more="provenance: {seed: 001.txt}\n")
    repository.commit("2025-01-03")
    assert repository.compared() == Comparison((), 1)


def test_what_is_not_committed_yet_is_left_alone(repository: Repository) -> None:
    repository.scheme(2025, on="2025-03-12", about=PUBLISHED)
    assert repository.compared() == Comparison((), 0)


def test_a_shallow_clone_is_one_sentence(repository: Repository, tmp_path: Path) -> None:
    repository.scheme(2025, on="2025-03-12", about=PUBLISHED)
    repository.commit("2025-06-02")
    repository.git("clone", "-q", "--depth", "1", f"file://{tmp_path}", "浅")
    with pytest.raises(HistoryError, match=r"^这个克隆只有最近的提交（浅克隆）.*。$"):
        compare(tmp_path / "浅" / "schemes", repository.agency().schemes)


def test_a_folder_outside_any_repository_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    folder = Folder(tmp_path)
    folder.scheme(2025, on="2025-03-12", about=PUBLISHED)
    with pytest.raises(HistoryError, match=r"^这里不是 git 仓库，没有对照发布时间。$"):
        compare(folder.schemes, folder.agency().schemes)


def test_a_repository_without_commits_is_one_sentence(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.scheme(2025, on="2025-03-12", about=PUBLISHED)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True, capture_output=True)
    with pytest.raises(HistoryError, match="还没有提交"):
        compare(folder.schemes, folder.agency().schemes)


def test_without_git_there_is_one_sentence(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.scheme(2025, on="2025-03-12", about=PUBLISHED)
    monkeypatch.setattr(history, "_GIT", ("git-that-is-not-there",))
    with pytest.raises(HistoryError, match=r"^没有安装 git"):
        repository.compared()
