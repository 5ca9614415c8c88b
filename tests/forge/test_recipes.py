"""The recipes are what the forges take: valid by their own schemas, pinned, with few rights, and the shell scripts clean."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from forge.steps import load
from small_site import REPOSITORY

STARTER = REPOSITORY / "generator" / "gongkai" / "starter" / "files"
WORKFLOWS = [REPOSITORY / ".github" / "workflows" / "ci.yml", STARTER / ".github" / "workflows" / "gongkai.yml"]
SCRIPTS = [REPOSITORY / "ci" / "gongkai.sh", STARTER / "ci" / "pipeline.sh"]
_USES = re.compile(r"uses: (\S+)( # v[\d.]+)?")


@pytest.mark.parametrize(
    ("schema", "files", "options"),
    [
        ("vendor.github-workflows", WORKFLOWS, []),
        ("vendor.github-actions", [REPOSITORY / "ci" / "github" / "action.yml"], []),
        ("vendor.gitlab-ci", [REPOSITORY / "ci" / "gitlab" / "gongkai.yml", STARTER / ".gitlab-ci.yml"], ["--data-transform", "gitlab-ci"]),
    ],
)
def test_a_recipe_is_valid_by_the_schema_of_its_forge(schema: str, files: list[Path], options: list[str]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *options, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_scripts_are_clean_and_know_no_more_than_posix() -> None:
    shellcheck = Path(sys.executable).with_name("shellcheck")
    done = subprocess.run([shellcheck, "--shell=sh", *SCRIPTS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    for script in SCRIPTS:
        assert script.stat().st_mode & 0o111, f"{script} can be run"


def test_every_action_is_pinned_by_its_commit_and_the_same_everywhere() -> None:
    files = [*WORKFLOWS, REPOSITORY / "ci" / "github" / "action.yml", REPOSITORY / "README.md", REPOSITORY / "README.zh-CN.md"]
    pins: dict[str, set[str]] = {}
    for file in files:
        for uses, version in _USES.findall(file.read_text(encoding="utf-8")):
            if uses.startswith("actions/"):
                name, _, commit = uses.partition("@")
                assert re.fullmatch("[0-9a-f]{40}", commit) and version, f"{file}: {uses}"
                pins.setdefault(name, set()).add(commit)
    assert pins.keys() == {"actions/checkout", "actions/setup-python", "actions/upload-artifact"}
    assert all(len(commits) == 1 for commits in pins.values()), pins


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_few_rights_and_the_whole_history(workflow: Path) -> None:
    recipe = load(workflow)
    assert "pull_request_target" not in workflow.read_text(encoding="utf-8")
    assert recipe["permissions"] == {"contents": "read"}
    for name, job in recipe["jobs"].items():
        assert job.get("permissions", {}).keys() <= {"contents", "pull-requests"}
        assert job.get("permissions", {}).get("contents", "read") == "read"
        assert ("secrets." in str(job)) == (name == "publish"), "a review sees no secret"
        assert "concurrency" in job or "concurrency" in recipe
        checkout = next(step for step in job["steps"] if "checkout@" in step.get("uses", ""))
        assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_this_repository_runs_what_its_own_ci_runs() -> None:
    steps = load(WORKFLOWS[0])["jobs"]["test"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]


def test_no_recipe_puts_foreign_text_into_a_script() -> None:
    for step in load(REPOSITORY / "ci" / "github" / "action.yml")["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
