"""Runs the recipes of the forges as the forges would: real clones, the environment they set, every `run:` and `script:` in a real shell.

What is not run is said here: `actions/checkout` is a clone that fetches the same refs; `actions/setup-python` is the Python of this test;
`actions/upload-artifact` notes whether there is something to upload. Installing gongkai is left out: the one under test is on the PATH.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

import yaml

from reviewing.reviewed import Repository, plain_environment
from small_site import REPOSITORY

ACTION = REPOSITORY / "ci" / "github"
_HOLE = re.compile(r"\$\{\{(.*?)\}\}")
Context = Mapping[str, str]


@dataclass(slots=True)
class Ran:
    """What came of a job: its exit code, all that was printed, and the artifacts by name, those that were there."""

    code: int = 0
    said: str = ""
    artifacts: dict[str, Path] = field(default_factory=dict)


def load(path: Path) -> dict[str, Any]:
    """A recipe; `on` is a word here, as it is for the forges."""
    text = re.sub(r"^on:", "'on':", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def value(expression: str, context: Context) -> str:
    """An expression of GitHub, of the kinds that the recipes use."""
    parts = [part.strip() for part in expression.split("&&")]
    return str(all(_term(part, context) not in ("", "false") for part in parts)).lower() if len(parts) > 1 else _term(parts[0], context)


def _term(part: str, context: Context) -> str:
    if part == "always()":
        return "true"
    compared = re.fullmatch(r"(\S+) (==|!=) '([^']*)'", part)
    if compared:
        return str((context[compared[1]] == compared[3]) is (compared[2] == "==")).lower()
    return context[part]


def filled(text: object, context: Context) -> str:
    """A text with its expressions in place."""
    return _HOLE.sub(lambda hole: value(hole[1].strip(), context), str(text))


def shell(script: str, folder: Path, environment: Mapping[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run a script; the gongkai under test is on the PATH."""
    return subprocess.run(
        [*(command or ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")), script],
        cwd=folder,
        env={**environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=200,
    )


def with_gongkai(**more: str) -> dict[str, str]:
    """The environment of a runner on which gongkai is installed."""
    environment = plain_environment(**more)
    return {**environment, "PATH": f"{Path(sys.executable).parent}:{environment['PATH']}"}


@dataclass(slots=True)
class GitHub:
    """A runner of GitHub Actions for one event: `event` is `pull_request` (number 7) or `push`, `origin` the repository of the forge."""

    origin: Repository
    workplace: Path
    event: str
    settings: dict[str, str] = field(default_factory=dict)
    """Values of `vars.…` and `secrets.…`."""
    more: dict[str, str] = field(default_factory=dict)
    """Variables of the runner."""

    def job(self, workflow: Path) -> Ran:
        """Run the job of a workflow that this event starts."""
        recipe = load(workflow)
        context = {"github.event_name": self.event, "github.token": "secret-token", "runner.temp": str(self.workplace / "temp")}
        context |= {"vars.PUBLISH_TO": "", "vars.SITE_URL": "", "secrets.SSH_KEY": "", "secrets.KNOWN_HOSTS": "", **self.settings}
        jobs = [job for job in recipe["jobs"].values() if value(job.get("if", "always()"), context) == "true"]
        job = next(job for job in jobs if any("ci/github" in step.get("uses", "") for step in job["steps"]))
        ran = Ran()
        for step in job["steps"]:
            given = {name: filled(text, context) for name, text in step.get("with", {}).items()}
            if "actions/checkout@" in step["uses"]:
                assert step["with"]["fetch-depth"] == 0
                self._check_out()
            else:
                self._composite(given, context, ran)
        return ran

    @property
    def folder(self) -> Path:
        """Where the repository is checked out."""
        return self.workplace / "checkout"

    def _check_out(self) -> None:
        ref = "refs/pull/7/merge" if self.event == "pull_request" else "refs/heads/main"
        self.folder.mkdir(parents=True)
        for command in (
            ("init", "-q"),
            ("remote", "add", "origin", f"file://{self.origin.top}"),
            ("fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*", f"+{ref}:refs/checkout"),
            ("checkout", "-q", "--detach", "refs/checkout"),
        ):
            self.origin.git(*command, cwd=self.folder)

    def _composite(self, given: Mapping[str, str], context: Context, ran: Ran) -> None:
        action = load(ACTION / "action.yml")
        inputs = {f"inputs.{name}": filled(each.get("default", ""), context) for name, each in action["inputs"].items()}
        assert given.keys() <= action["inputs"].keys()
        known = {**context, **inputs, **{f"inputs.{name}": text for name, text in given.items()}}
        for step in action["runs"]["steps"]:
            condition = step.get("if", "always()")
            if value(condition, known) != "true" or (ran.code and "always()" not in condition):
                continue
            if "upload-artifact@" in step.get("uses", ""):
                path = self.folder / filled(step["with"]["path"], known)
                ran.artifacts |= {step["with"]["name"]: path} if path.is_dir() else {}
            elif "run" in step:
                self._run(step, known, ran)

    def _run(self, step: Mapping[str, Any], known: Context, ran: Ran) -> None:
        own = {name: filled(text, known) for name, text in step["env"].items()}
        environment = with_gongkai(**self._default(), **self.more) | own
        assert step["shell"] == "sh"
        done = shell(step["run"], self.folder, environment, "sh", "-e", "-c")
        ran.code, ran.said = done.returncode, ran.said + done.stdout

    def _default(self) -> dict[str, str]:
        on_pull = {"GITHUB_REF": "refs/pull/7/merge", "GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "修改"}
        return {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ACTION),
            "GITHUB_REPOSITORY": "xian/gongkai",
            "GITHUB_EVENT_NAME": self.event,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_RUN_ID": "5",
            "GITHUB_STEP_SUMMARY": str(self.workplace / "summary.md"),
            **(on_pull if self.event == "pull_request" else {"GITHUB_REF": "refs/heads/main", "GITHUB_BASE_REF": ""}),
        }


@dataclass(slots=True)
class GitLab:
    """A runner of GitLab CI: clones the one ref only, expands variables, runs `before_script` and `script` as one shell."""

    origin: Repository
    workplace: Path
    tools: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where the repository is checked out."""
        return self.workplace / "xian" / "project"

    def job(self, name: str, **variables: str) -> Ran:
        """Run one job of the recipe."""
        recipe = load(REPOSITORY / "ci" / "gitlab" / "gongkai.yml")
        job = {**recipe[recipe[name]["extends"]], **recipe[name]}
        known = {
            "CI_PROJECT_DIR": str(self.folder),
            "GITLAB_CI": "true",
            "GONGKAI_SOURCE": f"file://{self.tools}",
            **variables,
            **self.more,
        }
        for each, text in {**recipe["variables"], **job["variables"]}.items():
            known[each] = Template(text).safe_substitute(known)
        assert known["GIT_DEPTH"] == "0"
        done = shell("\n".join([*job["before_script"], *job["script"]]), self.folder, with_gongkai(**known))
        paths = [each.rstrip("/") for each in job["artifacts"]["paths"]] + [job["artifacts"]["reports"]["codequality"]]
        return Ran(done.returncode, done.stdout, {each: self.folder / each for each in paths if (self.folder / each).exists()})

    def check_out(self, branch: str) -> None:
        """Fetch one branch, as the runner does: no other is known."""
        self.folder.mkdir(parents=True)
        for command in (
            ("init", "-q"),
            ("remote", "add", "origin", f"file://{self.origin.top}"),
            ("fetch", "-q", "origin", f"+refs/heads/{branch}:refs/checkout"),
            ("checkout", "-q", "--detach", "refs/checkout"),
        ):
            self.origin.git(*command, cwd=self.folder)


def tools(folder: Path, repository: Repository) -> Path:
    """A repository that stands for that of gongkai: its `ci` folder on its main branch."""
    shutil.copytree(REPOSITORY / "ci", folder / "ci")
    repository.git("init", "-q", "-b", "main", cwd=folder)
    repository.git("add", "-A", cwd=folder)
    repository.git("commit", "-q", "-m", "ci", cwd=folder)
    return folder
