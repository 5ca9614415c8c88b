"""The whole folder of a review: its files, the gate, what stays untouched, and a sentence for everything that can be wrong around it."""

import json
import re
import resource
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from reviewing.forges import serving
from reviewing.reviewed import DATE, GONGKAI, Repository, plain_environment, told

FILES = {
    "index.html",
    "comment.md",
    "diff.html",
    "diff.json",
    "annotations.txt",
    "code-quality.json",
    "results.sarif",
    "preview",
    ".gongkai",
}


def test_a_weight_without_a_note_fails_and_everything_says_so(repository: Repository) -> None:
    repository.scheme("jia/mzj/2024", work=65)
    before = repository.state()
    done = repository.review()
    assert done.returncode == 1, done.stderr
    assert {each.name for each in (repository.top / "review").iterdir()} == FILES
    assert repository.state() == before, "the work tree and the index are as they were"
    comment = repository.text("comment.md")
    assert comment.startswith("<!-- gongkai-diff -->\n")
    assert "业务工作目标分值 70→65分" in comment and "没有更正说明" in comment and "改动的文件现有问题：1 个提示。" in comment
    assert any("业务工作目标分值 70→65分" in each for each in told(repository.top / "review"))
    first = repository.text("annotations.txt").splitlines()[0]
    assert re.match(r"::error file=schemes/jia/mzj/2024\.yml,line=5,", first) and "没有更正说明" in first
    quality = json.loads(repository.text("code-quality.json"))
    assert [(each["check_name"], each["location"]["path"]) for each in quality] == [("weights-changed", "schemes/jia/mzj/2024.yml")]
    results = json.loads(repository.text("results.sarif"))["runs"][0]["results"]
    assert [each["ruleId"] for each in results] == ["Y004"]
    front = repository.text("index.html")
    assert "暂不能合并，有 1 项要先处理" in front and 'href="preview/jia/mzj/2024/index.html"' in front
    assert "没有更正说明" in repository.text("diff.html")


def test_with_a_note_it_passes_and_a_stricter_gate_still_wants_the_signature(repository: Repository) -> None:
    repository.scheme("jia/mzj/2024", work=65, note="业务工作目标由70分改为65分")
    repository.commit()
    done = repository.review()
    assert done.returncode == 0, done.stderr
    assert "没有妨碍合并的问题" in done.stdout and "没有妨碍合并的问题" in repository.text("index.html")
    assert "业务工作目标由70分改为65分" in repository.text("preview/jia/mzj/2024/index.html")
    assert repository.text("annotations.txt").startswith("::warning ")
    assert repository.review("main", "--gate", "substance").returncode == 1
    assert repository.text("annotations.txt").startswith("::error ")


def test_only_what_the_branch_did_counts_not_what_main_did_since(repository: Repository) -> None:
    repository.scheme("jia/mzj/2024", work=65, note="改")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.scheme("jia/sfj/2024", work=50, agency="司法局")
    repository.commit()
    repository.git("checkout", "-q", "修改")
    assert repository.review().returncode == 0
    assert "司法局" not in repository.text("comment.md")
    assert not any(page.startswith("jia/sfj") for page in repository.pages())


def test_nothing_changed_is_said_and_nothing_shown(repository: Repository) -> None:
    done = repository.review()
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "没有改动；没有妨碍合并的问题。")
    assert repository.pages() == []
    assert "网页：没有变化。" in repository.text("comment.md")


def test_annotations_are_printed_where_github_reads_them_and_the_comment_is_its_summary(repository: Repository, tmp_path: Path) -> None:
    repository.scheme("jia/mzj/2024", work=65)
    summary = tmp_path / "summary.md"
    summary.write_text("从前\n", encoding="utf-8")
    server = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b", "GITHUB_RUN_ID": "5"}
    done = repository.review("main", environment={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary), **server})
    assert [line for line in done.stdout.splitlines() if line.startswith("::")] == repository.text("annotations.txt").splitlines()
    assert summary.read_text(encoding="utf-8") == "从前\n" + repository.text("comment.md")
    assert "(https://github.com/a/b/actions/runs/5)" in repository.text("comment.md")


@pytest.mark.parametrize("name", ["github", "gitlab", "gitee"])
def test_a_branch_that_is_reviewed_twice_has_one_comment(repository: Repository, name: str) -> None:
    with serving(name) as forge:
        repository.scheme("jia/mzj/2024", work=65)
        first = repository.review("main", "--comment", environment=forge.environment())
        assert (first.returncode, "已在" in first.stdout) == (1, True), first.stderr
        repository.scheme("jia/mzj/2024", work=65, note="改")
        second = repository.review("main", "--comment", environment=forge.environment())
        assert (second.returncode, "已更新" in second.stdout) == (0, True), second.stderr
        assert list(forge.comments.values()) == [repository.text("comment.md")]


def test_a_comment_that_is_refused_does_not_fail_a_review(repository: Repository) -> None:
    repository.scheme("jia/mzj/2024", work=65, note="改")
    with serving("github") as forge:
        forge.refuse = 403
        done = repository.review("main", "--comment", environment=forge.environment())
    assert done.returncode == 0
    assert "只读的令牌" in done.stderr and done.stderr.count("\n") == 1


def test_a_second_review_takes_the_place_of_the_first(repository: Repository) -> None:
    repository.scheme("jia/mzj/2024", work=65, note="改")
    repository.review()
    (repository.top / "review" / "old.txt").write_text("旧", encoding="utf-8")
    repository.git("checkout", "-q", "--", "schemes")
    assert repository.review().returncode == 0
    assert not (repository.top / "review" / "old.txt").exists() and repository.pages() == []


def test_what_stands_in_the_output_folder_and_is_not_ours_stays(repository: Repository) -> None:
    (repository.top / "mine").mkdir()
    (repository.top / "mine" / "notes.txt").write_text("我的", encoding="utf-8")
    done = repository.review("main", "--output", "mine")
    assert (done.returncode, "不是由 gongkai 生成的文件" in done.stderr) == (2, True)
    assert [each.name for each in (repository.top / "mine").iterdir()] == ["notes.txt"]
    assert repository.review("main", "--output", "schemes").returncode == 2
    assert (repository.top / "schemes" / "jia" / "mzj" / "2024.yml").exists()


def test_files_that_were_never_added_are_part_of_the_change_and_ignored_ones_are_not(repository: Repository) -> None:
    (repository.top / ".gitignore").write_text("/site/\n/.cache/\n/schemes/jia/mzj/2022.yml\n", encoding="utf-8")
    repository.scheme("jia/sfj/2025", agency="司法局")
    repository.scheme("jia/mzj/2022")
    assert repository.review().returncode in (0, 1)
    assert "jia/sfj/2025/index.html" in repository.pages()
    assert not any("mzj/2022" in page for page in repository.pages())


def _not_a_repository(repository: Repository) -> str:
    shutil.rmtree(repository.top / ".git")
    return "main"


def _unknown(_: Repository) -> str:
    return "没有这个分支"


def _option(_: Repository) -> str:
    return "--output=/etc"


def _merging(repository: Repository) -> str:
    repository.scheme("jia/mzj/2024", work=65)
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.scheme("jia/mzj/2024", work=60)
    repository.commit()
    subprocess.run(["git", "merge", "-q", "修改"], cwd=repository.top, env=plain_environment(), capture_output=True, check=False)
    return "main"


def _shallow(repository: Repository) -> str:
    repository.commit()
    repository.commit()
    repository.git("clone", "-q", "--depth", "1", f"file://{repository.top}", "clone")
    shutil.rmtree(repository.top / ".git")
    shutil.move(repository.top / "clone" / ".git", repository.top / ".git")
    return "origin/main"


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (_not_a_repository, "不在 git 仓库里"),
        (_unknown, "git 里没有版本 没有这个分支"),
        (_option, "缺少参数 'BASE'"),
        (_merging, "正在合并"),
        (_shallow, "浅克隆"),
    ],
)
def test_what_keeps_it_from_running_is_one_sentence(repository: Repository, spoil: object, word: str) -> None:
    assert callable(spoil)
    done = repository.review(spoil(repository))
    assert done.returncode == 2, done.stdout
    assert word in done.stderr and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
    assert not (repository.top / "review").exists()


def test_an_output_folder_that_cannot_be_made_is_one_sentence(repository: Repository) -> None:
    done = repository.review("main", "--output", "mkdocs.yml/review")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr


def test_a_full_disk_is_one_sentence_and_the_last_review_stands(repository: Repository) -> None:
    assert repository.review().returncode == 0
    last = repository.text("index.html")
    repository.scheme("jia/mzj/2024", work=65)
    done = subprocess.run(
        [*GONGKAI, "review", "main", "--date", DATE],
        cwd=repository.top,
        env=plain_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)),
    )
    assert done.returncode == 2, done.stdout
    assert "磁盘空间不足" in done.stderr and done.stderr.count("\n") == 1
    assert repository.text("index.html") == last
    assert {each.name for each in repository.top.iterdir() if "gongkai" in each.name} == set()


def test_a_review_that_is_killed_leaves_the_last_one_or_the_new_one(repository: Repository) -> None:
    assert repository.review().returncode == 0
    whole = {repository.text("index.html")}
    repository.scheme("jia/mzj/2024", work=65)
    command = [*GONGKAI, "review", "main", "--date", DATE]
    environment = plain_environment(TMPDIR=str(repository.top.parent))
    for delay in (0.4, 0.9, 1.4, 1.9, 2.4):
        running = subprocess.Popen(command, cwd=repository.top, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        running.kill()
        running.wait()
        assert {each.name for each in (repository.top / "review").iterdir()} >= FILES - {"preview"}
    assert repository.review().returncode == 1
    whole.add(repository.text("index.html"))
    assert len(whole) == 2
    assert [each.name for each in repository.top.iterdir() if each.name.startswith(".review")] == []
