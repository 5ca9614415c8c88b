"""Every step of every recipe is run: a pull request is reviewed and commented on, the main branch is built, verified and published."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from forge.steps import GitHub, GitLab, shell, tools, with_gongkai
from gongkai.starter import write_starter
from reviewing.forges import serving
from reviewing.reviewed import Repository
from small_site import REPOSITORY

WORKFLOW = REPOSITORY / "generator" / "gongkai" / "starter" / "files" / ".github" / "workflows" / "gongkai.yml"
SCRIPT = shlex.quote(str(REPOSITORY / "ci" / "gongkai.sh"))


@pytest.fixture
def origin(tmp_path: Path) -> Repository:
    """The forge's repository, with a pull request that changes a weight without a note."""
    repository = Repository(tmp_path / "origin")
    repository.scheme("jia/mzj/2024", work=65)
    repository.commit("改分值")
    _merge_ref(repository)
    return repository


def _merge_ref(repository: Repository) -> None:
    """What GitHub tries out: the branch merged into main."""
    tree = repository.git("rev-parse", "修改^{tree}")
    merged = repository.git("commit-tree", tree, "-p", "main", "-p", "修改", "-m", "Merge 修改 into main")
    repository.git("update-ref", "refs/pull/7/merge", merged)


@pytest.fixture
def website(tmp_path: Path) -> Iterator[str]:
    """What visitors see of the published folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "srv" / "current")))
    listening = Thread(target=server.serve_forever, daemon=True)
    listening.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    listening.join()


def test_github_reviews_a_pull_request(origin: Repository, tmp_path: Path) -> None:
    with serving("github") as forge:
        runner = GitHub(origin, tmp_path / "one", "pull_request", more={"GITHUB_API_URL": forge.address})
        first = runner.job(WORKFLOW)
        assert first.code == 1, first.said
        assert "::error file=schemes/jia/mzj/2024.yml,line=5" in first.said
        assert first.artifacts.keys() == {"review"}, "what failed is there to be looked at"
        assert (first.artifacts["review"] / "preview" / "jia" / "mzj" / "2024" / "index.html").is_file()
        assert (tmp_path / "one" / "summary.md").read_text(encoding="utf-8") == forge.comments[1]
        assert "没有更正说明" in forge.comments[1] and "https://github.com/xian/gongkai/actions/runs/5" in forge.comments[1]
        origin.scheme("jia/mzj/2024", work=65, note="调整分值")
        origin.commit("补说明")
        _merge_ref(origin)
        second = GitHub(origin, tmp_path / "two", "pull_request", more={"GITHUB_API_URL": forge.address}).job(WORKFLOW)
        assert second.code == 0, second.said
        assert len(forge.comments) == 1 and "没有妨碍合并的问题" in forge.comments[1]


def test_github_publishes_the_main_branch_and_verifies_what_visitors_get(origin: Repository, tmp_path: Path, website: str) -> None:
    settings = {"vars.PUBLISH_TO": str(tmp_path / "srv"), "vars.SITE_URL": website}
    ran = GitHub(origin, tmp_path / "one", "push", settings).job(WORKFLOW)
    assert ran.code == 0, ran.said
    assert "已发布" in ran.said and f"{website}：" in ran.said
    assert ran.artifacts.keys() == {"site"}
    assert (tmp_path / "srv" / "current" / "jia" / "mzj" / "2024" / "index.html").is_file()


def test_without_a_place_to_publish_the_site_is_only_built(origin: Repository, tmp_path: Path) -> None:
    ran = GitHub(origin, tmp_path / "one", "push").job(WORKFLOW)
    assert ran.code == 0, ran.said
    assert "没有设 GONGKAI_PUBLISH_TO" in ran.said and (ran.artifacts["site"] / "manifest.json").is_file()


def test_gitlab_reviews_a_merge_request_and_publishes_the_main_branch(origin: Repository, tmp_path: Path, website: str) -> None:
    source = tools(tmp_path / "tools", origin)
    with serving("gitlab") as forge:
        runner = GitLab(origin, tmp_path / "one", source)
        runner.check_out("修改")
        base = origin.git("merge-base", "main", "修改")
        ran = runner.job(
            "gongkai-review", CI_MERGE_REQUEST_DIFF_BASE_SHA=base, CI_JOB_URL="https://gitlab.example.test/j/1", **forge.environment()
        )
        assert ran.code == 1, ran.said
        assert ran.artifacts.keys() == {"review", "code-quality.json"}
        assert "https://gitlab.example.test/j/1/artifacts/browse" in forge.comments[1]
    runner = GitLab(origin, tmp_path / "two", source)
    runner.check_out("main")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "rsync").write_text("#!/bin/sh\n")  # is looked for, though not used for a folder
    (tmp_path / "bin" / "rsync").chmod(0o755)
    runner.more = {
        "PATH": f"{tmp_path / 'bin'}:{with_gongkai()['PATH']}",
        "GONGKAI_PUBLISH_TO": str(tmp_path / "srv"),
        "GONGKAI_URL": website,
    }
    ran = runner.job("gongkai-publish")
    assert ran.code == 0, ran.said
    assert ran.artifacts.keys() == {"site", "code-quality.json"}
    assert json.loads((runner.folder / "code-quality.json").read_text(encoding="utf-8")) == []


def _jenkins(stage: str, workplace: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the shell step of a stage of the starter's Jenkinsfile."""
    text = (workplace / "Jenkinsfile").read_text(encoding="utf-8")
    steps = re.search(rf"stage\('{stage}'\).*?sh '([^']+)'", text, flags=re.DOTALL)
    assert steps
    return shell(steps[1], workplace, environment, "sh", "-xe", "-c")


def test_jenkins_with_gitee_reviews_and_publishes_by_the_files_that_new_writes(origin: Repository, tmp_path: Path) -> None:
    source = f"file://{tools(tmp_path / 'tools', origin)}"
    write_starter(tmp_path / "new")
    clone = tmp_path / "clone"
    origin.git("clone", "-q", "-b", "修改", f"file://{origin.top}", str(clone))
    for name in ("Jenkinsfile", "ci"):
        (tmp_path / "new" / name).rename(clone / name)
    with serving("gitee") as forge:
        told = {"giteePullRequestIid": "7", "giteeTargetNamespace": "xian", "giteeTargetRepoName": "gongkai", "giteeTargetBranch": "main"}
        given = {name: value for name, value in forge.environment().items() if name in ("GITEE_API_URL", "GITEE_TOKEN")}
        done = _jenkins("评审", clone, with_gongkai(GONGKAI_SOURCE=source, BUILD_URL="https://jenkins.example.test/5/", **told, **given))
        assert done.returncode == 1, done.stdout
        assert "没有更正说明" in forge.comments[1] and "https://jenkins.example.test/5/artifact/" in forge.comments[1]
    origin.git("checkout", "-q", "main", cwd=clone)
    done = _jenkins("发布", clone, with_gongkai(GONGKAI_SOURCE=source, GONGKAI_PUBLISH_TO=str(tmp_path / "srv"), HOME=str(tmp_path)))
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "srv" / "current" / "manifest.json").is_file()


def test_a_site_that_visitors_do_not_get_as_it_was_built_fails_the_publication(origin: Repository, tmp_path: Path, website: str) -> None:
    environment = with_gongkai(GONGKAI_PUBLISH_TO=str(tmp_path / "elsewhere"), GONGKAI_URL=website)
    (tmp_path / "srv" / "current").mkdir(parents=True)
    (tmp_path / "srv" / "current" / "index.html").write_text("hacked", encoding="utf-8")
    origin.git("checkout", "-q", "main")
    done = shell(f"{SCRIPT} publish", origin.top, environment)
    assert done.returncode == 1, done.stdout
    assert "index.html：内容与生成时不同" in done.stdout and "--rollback" in done.stdout


def test_errors_are_never_published(origin: Repository, tmp_path: Path) -> None:
    origin.git("checkout", "-q", "main")
    path = origin.scheme("jia/mzj/2024")
    path.write_text(path.read_text(encoding="utf-8").replace("points: 70", "points: 71"), encoding="utf-8")
    done = shell(f"{SCRIPT} publish", origin.top, with_gongkai(GONGKAI_PUBLISH_TO=str(tmp_path / "srv")))
    assert done.returncode == 1, done.stdout
    assert not (tmp_path / "srv").exists()


def test_a_key_goes_to_an_agent_and_to_no_file(origin: Repository, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, lines in {
        "ssh-agent": f'echo "agent $*" >> {tmp_path}/log; echo "SSH_AUTH_SOCK=x; export SSH_AUTH_SOCK;"',
        "ssh-add": f'[ "$*" = "-q -" ] && cat > {tmp_path}/added',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    environment = with_gongkai(
        HOME=str(tmp_path / "home"),
        GONGKAI_PUBLISH_TO=str(tmp_path / "srv"),
        GONGKAI_SSH_KEY="-----KEY-----\r\nabc",
        GONGKAI_KNOWN_HOSTS="h k",
    )
    origin.git("checkout", "-q", "main")
    done = shell(f"{SCRIPT} publish", origin.top, {**environment, "PATH": f"{programs}:{environment['PATH']}"})
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "added").read_text() == "-----KEY-----\nabc\n"
    assert (tmp_path / "log").read_text() == "agent -s\nagent -k\n"
    assert [path.name for path in (tmp_path / "home").rglob("*") if path.is_file()] == ["known_hosts"]


def test_without_gongkai_it_is_installed_by_hash_from_the_checkout(tmp_path: Path) -> None:
    """With a `python3` in place of the real one that notes what it is asked to do and makes the programs that it is said to install."""
    programs = tmp_path / "bin"
    programs.mkdir()
    python = programs / "python3"
    python.write_text(
        f"""#!/bin/sh
echo "$*" >> '{tmp_path}/log'
case "$*" in
"-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
*--no-build-isolation*) printf '#!/bin/sh\\necho "gongkai $*"\\n' > "${{0%/*}}/gongkai"; chmod +x "${{0%/*}}/gongkai" ;;
esac
""",
        encoding="utf-8",
    )
    python.chmod(0o755)
    for name in ("sh", "mkdir", "cp", "chmod", "dirname", "cat"):
        (programs / name).symlink_to(f"/usr/bin/{name}" if Path(f"/usr/bin/{name}").exists() else f"/bin/{name}")
    environment = {"PATH": str(programs), "GONGKAI_VENV": str(tmp_path / "venv"), "HOME": str(tmp_path)}
    done = shell(f"{SCRIPT} run validate --strict", tmp_path, environment, "/bin/sh", "-c")
    assert (done.returncode, done.stdout) == (0, "gongkai validate --strict\n")
    log = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert log[1] == f"-m venv {tmp_path}/venv"
    assert log[2].endswith(f"--require-hashes -r {REPOSITORY}/requirements.lock")
    assert log[3].endswith(f"--no-deps --no-build-isolation {REPOSITORY}")
    shell(f"{SCRIPT} run validate", tmp_path, environment, "/bin/sh", "-c")
    assert len((tmp_path / "log").read_text(encoding="utf-8").splitlines()) == 4, "once is enough"


@pytest.mark.parametrize("words", ["", "revue", "--help"])
def test_a_task_that_does_not_exist_is_one_sentence(words: str, tmp_path: Path) -> None:
    done = shell(f"{SCRIPT} {words}", tmp_path, with_gongkai())
    assert (done.returncode, done.stdout.count("\n")) == (2, 1)
    assert "gongkai.sh review" in done.stdout
