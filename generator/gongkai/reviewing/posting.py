"""The comment on the forge: the earlier one is found by its invisible mark and altered, so that a pull request has one and no more.

Nothing here can fail a review: whatever the forge refuses is one sentence.
"""

import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from gongkai.diagnostics import CannotRun
from gongkai.diff.report.markdown import MARK
from gongkai.refusals import reason
from gongkai.reviewing.surroundings import Thread

PATIENCE = 20
"""Seconds to wait for an answer."""
_PAGE, _PAGES = 100, 50
"""Comments of one answer (GitHub's, GitLab's and Gitee's most), and answers that are asked for at most."""
_LARGEST = 20 << 20
"""Bytes of one answer."""


class _Stay(HTTPRedirectHandler):
    """Follows nowhere, for the token would go along."""

    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = build_opener(_Stay)


def post(thread: Thread, body: str, *, anew: bool = True) -> str:
    """Alter the earlier comment, or make one (only if `anew`): a sentence on what was done. Raises CannotRun with why nothing could be."""
    earlier = _earlier(thread)
    if earlier:
        _ask(thread, f"{thread.single}{earlier}", thread.method, body)
        return f"已更新 {thread.forge} 上的评审意见。"
    if not anew:
        return "没有改动方案，不留言。"
    _ask(thread, thread.listed, "POST", body)
    return f"已在 {thread.forge} 留下评审意见。"


def _earlier(thread: Thread) -> int:
    """The id of the comment that begins with the mark; 0 if there is none."""
    return next((each["id"] for each in _comments(thread) if str(each.get("body") or "").startswith(MARK)), 0)


def _comments(thread: Thread) -> Iterator[dict[str, Any]]:
    """Every comment; to the first page without a new one, for not every forge says how many there are."""
    seen: set[int] = set()
    for page in range(1, _PAGES + 1):
        found = _ask(thread, f"{thread.listed}?per_page={_PAGE}&page={page}", "GET")
        if not isinstance(found, list) or not all(isinstance(each, dict) and isinstance(each.get("id"), int) for each in found):
            raise CannotRun(f"{thread.forge} 的回答不是评论的列表，没有留言。请检查接口地址 {_host(thread)}。")
        fresh = [each for each in found if each["id"] not in seen]
        if not fresh:
            return
        seen.update(each["id"] for each in fresh)
        yield from fresh


def _ask(thread: Thread, address: str, method: str, body: str | None = None) -> Any:
    """What the forge answers, decoded."""
    data = None if body is None else json.dumps({"body": body}).encode()
    headers = {**thread.headers, "User-Agent": "gongkai review", "Content-Type": "application/json"}
    try:
        with _OPENER.open(Request(address, data=data, headers=headers, method=method), timeout=PATIENCE) as answer:
            return json.loads(answer.read(_LARGEST))
    except HTTPError as error:
        error.close()
        raise CannotRun(f"{_refusal(thread, error.code)}没有留言。") from None
    except ValueError:
        raise CannotRun(f"{thread.forge} 的回答不是 JSON，没有留言。请检查接口地址 {_host(thread)}。") from None
    except (URLError, OSError, http.client.HTTPException) as error:
        raise CannotRun(f"连不上 {_host(thread)}：{reason(error)}，没有留言。") from None


def _host(thread: Thread) -> str:
    return thread.listed.partition("/repos/")[0].partition("/projects/")[0]


def _refusal(thread: Thread, code: int) -> str:
    match code:
        case 401:
            return f"{thread.forge} 不认 {thread.token}：令牌写错或者过期了，"
        case 403:
            return f"{thread.token} 没有在合并请求里留言的权限（来自复刻仓库的合并请求只有只读的令牌，属于正常），"
        case 404:
            return f"{thread.forge} 上找不到这个合并请求，或者 {thread.token} 看不到它，"
        case 429:
            return f"{thread.forge} 说请求太多，"
        case _:
            return f"{thread.forge} 的回答是 {code}，"
