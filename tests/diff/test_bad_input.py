"""Whatever stands in the way of a comparison is one sentence in Chinese with exit code 2, or a part of what is told; nothing is lost."""

import errno
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from diff.repositories import ANXI, DEMO, TODAY, Repository
from gongkai.diagnostics import CannotRun, Severity
from gongkai.diff import Gate, compare

GONGKAI = [sys.executable, "-c", "from gongkai.cli import main; main()"]


def refusal(base: str, head: str | None = None, schemes: Path = Path("schemes")) -> str:
    with pytest.raises(CannotRun) as problem:
        compare(base, head, schemes=schemes, today=TODAY)
    message = str(problem.value)
    assert message.endswith("。")
    assert "\n" not in message
    return message


def command(repository: Repository, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "PYTHONUTF8": "1", "PYTHONWARNINGS": "error", **environment}
    arguments = (*GONGKAI, "diff", *arguments)
    return subprocess.run(arguments, cwd=repository.top, env=variables, capture_output=True, text=True, check=False, timeout=60)


def test_not_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    shutil.copytree(Repository(tmp_path / "one").schemes, tmp_path / "两/schemes")
    assert "不在 git 仓库里" in refusal("HEAD", schemes=tmp_path / "两/schemes")


@pytest.mark.parametrize("name", ["nirgends", "没有的分支", "--help", "HEAD~99", "main:schemes", "a..b", "HEAD...nirgends"])
def test_an_unknown_revision(repository: Repository, name: str) -> None:
    assert refusal(name, schemes=repository.schemes).startswith("git 里没有版本 ")


def test_a_repository_without_commits(repository: Repository, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    shutil.copytree(repository.schemes, empty / "schemes")
    subprocess.run(["git", "init", "-q"], cwd=empty, check=True)
    assert "没有版本 HEAD" in refusal("HEAD", schemes=empty / "schemes")


def test_a_shallow_clone(repository: Repository, tmp_path: Path) -> None:
    repository.replace(DEMO, {"累计扣分不超过5分": "累计扣分不超过6分"})
    repository.commit()
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.top}", str(tmp_path / "clone"))
    assert "浅克隆" in refusal("HEAD~1", schemes=tmp_path / "clone/schemes")
    assert "fetch-depth: 0" in refusal("HEAD~1", schemes=tmp_path / "clone/schemes")


def test_two_histories_that_never_parted(repository: Repository) -> None:
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit("a history of its own")
    assert "没有共同的历史" in refusal("main...other", schemes=repository.schemes)
    assert not compare("main..other", schemes=repository.schemes, today=TODAY).schemes


def test_a_merge_in_progress(repository: Repository) -> None:
    for branch, points in (("one", "41"), ("other", "42")):
        repository.git("checkout", "-q", "-b", branch, "main")
        repository.replace(ANXI, {"name: 重点工作目标, points: 45": f"name: 重点工作目标, points: {points}"})
        repository.commit()
    repository.git("merge", "one", fails=True)
    before = (repository.schemes / ANXI).read_bytes()
    assert "正在合并，schemes/anxi/mzj/2024.yml还有冲突没有解决" in refusal("main", schemes=repository.schemes)
    assert (repository.schemes / ANXI).read_bytes() == before
    assert compare("one", "other", schemes=repository.schemes, today=TODAY).schemes


def test_a_mixture_and_a_missing_folder(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "请写两个文件夹" in refusal(str(repository.schemes), "HEAD")
    monkeypatch.chdir(repository.top)
    assert "找不到文件夹 nirgends" in refusal("HEAD", schemes=Path("nirgends"))
    assert "都没有文件夹 nirgends" in refusal("HEAD", "HEAD", schemes=Path("nirgends"))
    assert "找不到文件夹" in refusal(str(repository.schemes), schemes=tmp_path / "nirgends")


def test_git_is_not_installed(repository: Repository, tmp_path: Path) -> None:
    done = command(repository, "HEAD", PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "gongkai：没有安装 git，不能比较版本。请安装 git，或者写两个文件夹。\n"


def test_a_submodule(repository: Repository, tmp_path: Path) -> None:
    inner = Repository(tmp_path / "inner")
    repository.git("submodule", "--quiet", "add", str(inner.top), "schemes/demo/zk")
    repository.commit()
    assert "是 git 子模块" in refusal("HEAD~1", "HEAD", schemes=repository.schemes)
    repository.git("submodule", "--quiet", "add", str(inner.top), "other")
    repository.git("rm", "-q", "-f", "schemes/demo/zk")
    repository.commit()
    assert not compare("HEAD~2", "HEAD", schemes=repository.schemes, today=TODAY).schemes


def test_no_room_for_the_files_of_a_revision(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.replace(ANXI, {"points: 45": "points: 40"})

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "磁盘空间不足" in refusal("HEAD", schemes=repository.schemes)


def test_no_room_for_the_report(repository: Repository) -> None:
    with Path("/dev/full").open("w") as full:
        arguments = [*GONGKAI, "diff", "HEAD"]
        done = subprocess.run(arguments, cwd=repository.top, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (2, "gongkai：不能输出结果：磁盘空间不足。\n")
    written = command(repository, "HEAD", "--output", "nirgends/a.html", "--format", "html")
    assert (written.returncode, "没有这个文件或者文件夹" in written.stderr) == (2, True)


def test_objects_that_are_missing(repository: Repository) -> None:
    blob = repository.git("rev-parse", f"HEAD:schemes/{ANXI}")
    repository.replace(ANXI, {"points: 45": "points: 40"})
    (repository.top / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert "git 仓库里缺少 anxi/mzj/2024.yml 的内容" in refusal("HEAD", schemes=repository.schemes)


def test_names_with_blanks_han_characters_quotes_and_controls(repository: Repository) -> None:
    names = ["demo/新 局/2025.yml", "demo/mzj/二〇二五 .yml", 'demo/mzj/"a".yml', "demo/mzj/\x1b[31m.yml", "anxi/说明\n.txt"]
    for name in names:
        path = repository.schemes / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("format: 1\n", encoding="utf-8")
    for review in (repository.review(), (repository.commit(), repository.review("HEAD~1", "HEAD"))[1]):
        assert len(review.others) == len(names)
        assert all(each.isprintable() for each in review.others)
        assert "schemes/demo/新 局/2025.yml" in review.others
        assert {"F002"} <= {found.rule.code for found in review.findings.caused}


def test_a_broken_head_still_says_what_it_can(repository: Repository) -> None:
    file = repository.schemes / ANXI
    file.write_text(f"<<<<<<< HEAD\n{file.read_text(encoding='utf-8')}=======\n", encoding="utf-8")
    repository.replace(DEMO, {"累计扣分不超过5分": "累计扣分不超过6分"})
    broken, other = repository.review().schemes
    assert (broken.readable, broken.changes) == ((True, False), ())
    assert {stop.gate for stop in broken.stops} == {Gate.BROKEN, Gate.FINDINGS}
    assert broken.title == "安溪县民政局2024年度绩效评估目标考评工作方案"
    assert [told.change.kind for told in other.changes] == ["text-changed"]


def test_a_broken_base_still_says_what_it_can(repository: Repository) -> None:
    file = repository.schemes / ANXI
    sound = file.read_text(encoding="utf-8")
    file.write_text(f"<<<<<<< HEAD\n{sound}=======\n", encoding="utf-8")
    repository.commit()
    file.write_text(sound, encoding="utf-8")
    (each,) = repository.review().schemes
    assert (each.readable, each.changes, each.stops) == ((False, True), (), ())
    assert each.findings.cured
    assert not any(found.rule.severity is Severity.ERROR for found in each.findings.caused)


@pytest.mark.parametrize("spoiled", [b"\xff\xfe", b"\x00", b"", b"- a\n", b"format: [[[[[", "format: 1\ntitle: 无\n".encode("gbk")])
@pytest.mark.parametrize("file", [ANXI, "anxi/region.yml", "anxi/documents.yml", "anxi/mzj/agency.yml"])
def test_any_file_may_be_broken_on_either_side(repository: Repository, file: str, spoiled: bytes) -> None:
    (repository.schemes / file).write_bytes(spoiled)
    repository.commit()
    assert repository.review("HEAD~1", "HEAD").caused or spoiled == b""
    assert not repository.review("HEAD", "HEAD~1").all_stops


def test_links_are_never_followed(repository: Repository, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("不得读取\n", encoding="utf-8")
    (repository.schemes / "demo/mzj/2022.yml").symlink_to(secret)
    (repository.schemes / "demo/documents.yml").unlink()
    (repository.schemes / "demo/documents.yml").symlink_to(secret)
    (repository.schemes / "demo/neu").symlink_to(tmp_path)
    repository.commit()
    for review in (repository.review("HEAD~1"), repository.review("HEAD~1", "HEAD")):
        assert {found.rule.code for found in review.findings.caused} >= {"F008"}
        assert "不得读取" not in str(review)
    assert secret.read_text(encoding="utf-8") == "不得读取\n"


def test_a_day_beyond_the_calendar(repository: Repository) -> None:
    done = command(repository, "HEAD", "--date", "9999-12-31")
    assert (done.returncode, "不在方案的年份" in done.stderr) == (2, True)
    repository.replace("demo/sjglj/2026.yml", {"year: 2026": "year: 2999"})
    assert repository.review(today=date(2990, 12, 31)).schemes
