"""One comment a pull request, on every forge, however often it runs; and a sentence for whatever a forge refuses."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.diagnostics import CannotRun
from gongkai.diff.report.markdown import MARK
from gongkai.reviewing.posting import post
from gongkai.reviewing.surroundings import report_address, thread
from reviewing.forges import APIS, Forge, serving


@pytest.fixture(params=APIS)
def forge(request: pytest.FixtureRequest) -> Iterator[Forge]:
    with serving(request.param) as found:
        yield found


def test_two_runs_leave_one_comment_the_second_in_place_of_the_first(forge: Forge) -> None:
    forge.fill(3)
    first = post(thread(forge.environment()), f"{MARK}\n第一次“评审”")
    second = post(thread(forge.environment()), f"{MARK}\n第二次 😀")
    assert ("留下" in first, "更新" in second) == (True, True)
    assert [text for text in forge.comments.values() if text.startswith(MARK)] == [f"{MARK}\n第二次 😀"]
    assert len(forge.comments) == 4


def test_the_earlier_comment_may_stand_on_the_third_page(forge: Forge) -> None:
    forge.fill(230)
    forge.comments[1225] = f"{MARK}\n从前"
    post(thread(forge.environment()), f"{MARK}\n现在")
    assert forge.comments[1225] == f"{MARK}\n现在"
    assert len(forge.comments) == 230


def test_what_only_quotes_the_mark_is_somebody_elses(forge: Forge) -> None:
    forge.comments[5] = f"> {MARK}\n> 引用\n\n同意"
    post(thread(forge.environment()), f"{MARK}\n评审")
    assert forge.comments[5].startswith("> ")
    assert len(forge.comments) == 2


def test_without_changes_nothing_is_said_anew_but_what_was_said_is_put_right(forge: Forge) -> None:
    assert "不留言" in post(thread(forge.environment()), f"{MARK}\n没有改动", anew=False)
    assert forge.comments == {}
    forge.comments[9] = f"{MARK}\n有改动"
    post(thread(forge.environment()), f"{MARK}\n没有改动", anew=False)
    assert forge.comments == {9: f"{MARK}\n没有改动"}


@pytest.mark.parametrize(
    ("status", "word"),
    [(401, "令牌写错或者过期"), (403, "只读的令牌"), (404, "找不到这个合并请求"), (429, "请求太多"), (500, "500"), (302, "302")],
)
def test_every_refusal_is_one_sentence(forge: Forge, status: int, word: str) -> None:
    forge.refuse = status
    with pytest.raises(CannotRun, match=word) as caught:
        post(thread(forge.environment()), f"{MARK}\n评审")
    assert str(caught.value).endswith("没有留言。")
    assert "\n" not in str(caught.value)


def test_a_token_never_follows_to_another_address(forge: Forge) -> None:
    forge.refuse = 302
    with pytest.raises(CannotRun):
        post(thread(forge.environment()), f"{MARK}\n评审")
    assert not any("elsewhere" in each for each in forge.asked)


@pytest.mark.parametrize("answer", [b"<html>portal</html>", b'{"message": "hello"}', b"[1, 2]", b"\xff\xfe"])
def test_an_answer_of_something_else_is_recognized(forge: Forge, answer: bytes) -> None:
    forge.answer = answer
    with pytest.raises(CannotRun, match="请检查接口地址 http://127"):
        post(thread(forge.environment()), f"{MARK}\n评审")


def test_a_forge_that_has_no_pages_is_not_asked_forever(forge: Forge) -> None:
    forge.answer = json.dumps([{"id": 1, "body": "一条"}]).encode()
    post(thread(forge.environment()), f"{MARK}\n评审")
    assert len(forge.asked) == 3


def test_a_host_that_is_not_there_is_named(forge: Forge) -> None:
    environment = {name: value.replace(forge.address, "http://127.0.0.1:9") for name, value in forge.environment().items()}
    with pytest.raises(CannotRun, match=r"连不上 http://127\.0\.0\.1:9"):
        post(thread(environment), f"{MARK}\n评审")


@pytest.mark.parametrize(("name", "token"), [("github", "GITHUB_TOKEN"), ("gitlab", "GITLAB_TOKEN"), ("gitee", "GITEE_TOKEN")])
@pytest.mark.parametrize("value", [None, "", "  ", "secret\r\nHost: evil"])
def test_without_a_token_a_sentence_says_how_to_get_one(name: str, token: str, value: str | None) -> None:
    environment = Forge(name, "http://127.0.0.1:9").environment()
    environment.pop(token)
    with pytest.raises(CannotRun, match=f"没有可用的环境变量 {token}：请"):
        thread(environment if value is None else {**environment, token: value})


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({}, "不知道在哪里留言"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/heads/main", "GITHUB_TOKEN": "t", "GITHUB_REPOSITORY": "a/b"}, "不是由合并请求"),
        ({"GITLAB_CI": "true", "CI_COMMIT_BRANCH": "main"}, "不是合并请求的流水线"),
        ({"GITEE_PULL_NUMBER": "7", "GITEE_TOKEN": "t"}, "GITEE_REPOSITORY：写作"),
    ],
)
def test_outside_of_a_pull_request_there_is_nowhere_to_comment(environment: dict[str, str], word: str) -> None:
    with pytest.raises(CannotRun, match=word):
        thread(environment)


def test_the_number_is_that_of_the_event_before_that_of_the_ref(tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 12}}), encoding="utf-8")
    environment = Forge("github", "https://ghe.example.test/api/v3").environment(str(event))
    assert thread(environment).listed == "https://ghe.example.test/api/v3/repos/xian/gongkai/issues/12/comments"
    event.write_text("{broken", encoding="utf-8")
    assert thread(environment).listed.endswith("/issues/7/comments")


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        (
            {"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b", "GITHUB_RUN_ID": "5"},
            "https://github.com/a/b/actions/runs/5",
        ),
        ({"CI_JOB_URL": "https://gitlab.example.test/a/b/-/jobs/5"}, "https://gitlab.example.test/a/b/-/jobs/5/artifacts/browse"),
        ({"BUILD_URL": "https://jenkins.example.test/job/a/5/"}, "https://jenkins.example.test/job/a/5/artifact/"),
        ({"GITHUB_ACTIONS": "true"}, ""),
        ({}, ""),
    ],
)
def test_people_are_led_to_what_the_run_made(environment: dict[str, str], address: str) -> None:
    assert report_address(environment) == address
