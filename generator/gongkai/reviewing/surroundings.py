"""The environment of a run → where the comments on its pull request are read and written, and where people find what the run made.

Each forge sets its own variables: GitHub Actions (and those that imitate it) GITHUB_*, GitLab CI CI_*, Jenkins BUILD_URL. For Gitee, which
has no variables of its own everywhere, GITEE_REPOSITORY, GITEE_PULL_NUMBER, GITEE_TOKEN and, for a private instance, GITEE_API_URL.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from gongkai.diagnostics import CannotRun

_PULL = re.compile(r"refs/pull/(\d+)/")
_GITHUB, _GITEE = "https://api.github.com", "https://gitee.com/api/v5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The comments on one pull request: `listed` is where they are listed and made, `single` what stands before the id of one.

    `method` is how one is altered, `headers` say who asks; `token` is the name of the variable from which they have it.
    """

    forge: str
    listed: str
    single: str
    method: str
    headers: Mapping[str, str]
    token: str


def thread(environment: Mapping[str, str]) -> Thread:
    """The thread of the pull request for which this runs. Raises CannotRun, in one sentence, where there is none or no token for it."""
    if environment.get("GITEE_PULL_NUMBER"):
        return _gitee(environment)
    if environment.get("GITHUB_ACTIONS") == "true":
        return _github(environment)
    if environment.get("GITLAB_CI") == "true":
        return _gitlab(environment)
    raise CannotRun("这里不是 GitHub Actions、GitLab CI，也没有 GITEE_PULL_NUMBER，不知道在哪里留言。")


def report_address(environment: Mapping[str, str]) -> str:
    """Where a browser finds what the run made; empty if nobody knows."""
    if environment.get("GITHUB_ACTIONS") == "true":
        known = [environment.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")]
        return "{}/{}/actions/runs/{}".format(*known) if all(known) else ""
    if environment.get("CI_JOB_URL"):
        return f"{environment['CI_JOB_URL']}/artifacts/browse"
    return f"{environment['BUILD_URL'].rstrip('/')}/artifact/" if environment.get("BUILD_URL") else ""


def _github(environment: Mapping[str, str]) -> Thread:
    number = _event_number(environment.get("GITHUB_EVENT_PATH", "")) or "".join(_PULL.findall(environment.get("GITHUB_REF", ""))[:1])
    if not number:
        raise CannotRun("这次运行不是由合并请求（pull_request）引起的，没有地方留言。")
    api, repository = environment.get("GITHUB_API_URL", _GITHUB).rstrip("/"), quote(_needed(environment, "GITHUB_REPOSITORY"))
    return Thread(
        forge="GitHub",
        listed=f"{api}/repos/{repository}/issues/{number}/comments",
        single=f"{api}/repos/{repository}/issues/comments/",
        method="PATCH",
        headers={
            "Authorization": f"Bearer {_needed(environment, 'GITHUB_TOKEN')}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        },
        token="GITHUB_TOKEN",
    )


def _event_number(path: str) -> str:
    """The number in the event's payload, if it is that of a pull request."""
    try:
        event = json.loads(Path(path).read_bytes())
        return str(int(event["pull_request"]["number"]))
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _gitlab(environment: Mapping[str, str]) -> Thread:
    number = environment.get("CI_MERGE_REQUEST_IID", "")
    if not number:
        raise CannotRun("这条流水线不是合并请求的流水线，没有地方留言。")
    project = quote(_needed(environment, "CI_PROJECT_ID"), safe="")
    notes = f"{_needed(environment, 'CI_API_V4_URL').rstrip('/')}/projects/{project}/merge_requests/{quote(number)}/notes"
    token = _needed(environment, "GITLAB_TOKEN")
    return Thread(forge="GitLab", listed=notes, single=f"{notes}/", method="PUT", headers={"PRIVATE-TOKEN": token}, token="GITLAB_TOKEN")


def _gitee(environment: Mapping[str, str]) -> Thread:
    api, number = (environment.get("GITEE_API_URL") or _GITEE).rstrip("/"), quote(environment["GITEE_PULL_NUMBER"])
    repository = quote(_needed(environment, "GITEE_REPOSITORY"))
    return Thread(
        forge="Gitee",
        listed=f"{api}/repos/{repository}/pulls/{number}/comments",
        single=f"{api}/repos/{repository}/pulls/comments/",
        method="PATCH",
        headers={"Authorization": f"token {_needed(environment, 'GITEE_TOKEN')}"},
        token="GITEE_TOKEN",
    )


_WHY = {
    "GITHUB_TOKEN": "请在这一步的 env 写 GITHUB_TOKEN: ${{ github.token }}，并给予 pull-requests: write 权限",
    "GITLAB_TOKEN": "请建一个有 api 权限的项目访问令牌，存为 CI/CD 变量 GITLAB_TOKEN（CI_JOB_TOKEN 不能留言）",
    "GITEE_TOKEN": "请建一个有 pull_requests、notes 权限的私人令牌，存为变量 GITEE_TOKEN",
    "GITEE_REPOSITORY": "写作 空间地址/仓库地址",
}


def _needed(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip()
    if not value or not value.isprintable() or not value.isascii():
        why = _WHY.get(name)
        raise CannotRun(f"没有可用的环境变量 {name}{f'：{why}' if why else ''}。")
    return value
