"""GitHub, GitLab and Gitee as their API documents describe the comments of a pull request: what is asked in another way is refused.

GitHub: /repos/{owner}/{repo}/issues/{number}/comments, PATCH /repos/{owner}/{repo}/issues/comments/{id}, Bearer. GitLab:
/projects/{id}/merge_requests/{iid}/notes, PUT …/notes/{id}, PRIVATE-TOKEN. Gitee: /repos/{owner}/{repo}/pulls/{number}/comments,
PATCH /repos/{owner}/{repo}/pulls/comments/{id}, `token`. All list a page at a time, 100 comments at most, the oldest first.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "secret-token"


@dataclass(frozen=True, slots=True)
class Api:
    """How one forge wants to be asked: patterns of paths, the header that tells who asks, the method that alters."""

    listed: str
    single: str
    header: str
    value: str
    method: str


APIS = {
    "github": Api(
        r"/repos/xian/gongkai/issues/7/comments", r"/repos/xian/gongkai/issues/comments/(\d+)", "Authorization", "Bearer ", "PATCH"
    ),
    "gitlab": Api(
        r"/api/v4/projects/42/merge_requests/7/notes", r"/api/v4/projects/42/merge_requests/7/notes/(\d+)", "PRIVATE-TOKEN", "", "PUT"
    ),
    "gitee": Api(
        r"/api/v5/repos/xian/gongkai/pulls/7/comments",
        r"/api/v5/repos/xian/gongkai/pulls/comments/(\d+)",
        "Authorization",
        "token ",
        "PATCH",
    ),
}


@dataclass(slots=True)
class Forge:
    """One forge with one pull request, its comments by id; `refuse` makes it answer everything with that status."""

    name: str
    address: str = ""
    comments: dict[int, str] = field(default_factory=dict)
    refuse: int = 0
    answer: bytes = b""
    asked: list[str] = field(default_factory=list)

    def fill(self, count: int) -> None:
        """What people have said before."""
        for number in range(count):
            self.comments[1000 + number] = f"第 {number + 1} 条评论"

    def environment(self, event: str = "") -> dict[str, str]:
        """What a run of it has in its environment."""
        return {
            "github": {
                "GITHUB_ACTIONS": "true",
                "GITHUB_API_URL": self.address,
                "GITHUB_REPOSITORY": "xian/gongkai",
                "GITHUB_REF": "refs/pull/7/merge",
                "GITHUB_EVENT_PATH": event,
                "GITHUB_TOKEN": TOKEN,
            },
            "gitlab": {
                "GITLAB_CI": "true",
                "CI_API_V4_URL": f"{self.address}/api/v4",
                "CI_PROJECT_ID": "42",
                "CI_MERGE_REQUEST_IID": "7",
                "GITLAB_TOKEN": TOKEN,
            },
            "gitee": {
                "GITEE_API_URL": f"{self.address}/api/v5",
                "GITEE_REPOSITORY": "xian/gongkai",
                "GITEE_PULL_NUMBER": "7",
                "GITEE_TOKEN": TOKEN,
            },
        }[self.name]

    def reply(self, method: str, target: str, headers: Message, body: bytes) -> tuple[int, Any]:
        """Status and content of an answer."""
        api, parts = APIS[self.name], urlsplit(target)
        if self.refuse or headers.get(api.header) != f"{api.value}{TOKEN}":
            return self.refuse or 401, {"message": "refused"}
        single = re.fullmatch(api.single, parts.path)
        if method == "GET" and re.fullmatch(api.listed, parts.path):
            return 200, self._page({name: values[0] for name, values in parse_qs(parts.query).items()})
        if method == "POST" and re.fullmatch(api.listed, parts.path):
            number = max(self.comments, default=0) + 1
            self.comments[number] = self._body(headers, body)
            return 201, {"id": number, "body": self.comments[number]}
        if single and method == api.method and int(single[1]) in self.comments:
            self.comments[int(single[1])] = self._body(headers, body)
            return 200, {"id": int(single[1]), "body": self.comments[int(single[1])]}
        return 404, {"message": "404 Not Found"}

    def _page(self, asked: dict[str, str]) -> list[dict[str, Any]]:
        size, page = min(int(asked.get("per_page", "20")), 100), int(asked.get("page", "1"))
        return [{"id": number, "body": text} for number, text in sorted(self.comments.items())][(page - 1) * size : page * size]

    @staticmethod
    def _body(headers: Message, body: bytes) -> str:
        assert headers["Content-Type"].startswith("application/json")
        return str(json.loads(body)["body"])


@contextmanager
def serving(name: str) -> Iterator[Forge]:
    """A forge that listens on this machine."""
    forge = Forge(name)

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            forge.asked.append(f"{self.command} {self.path}")
            status, content = forge.reply(self.command, self.path, self.headers, body)
            data = forge.answer or json.dumps(content).encode()
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("Location", f"{forge.address}/elsewhere")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_PUT = _serve  # noqa: N815 — names of the standard library

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    forge.address = f"http://127.0.0.1:{server.server_address[1]}"
    listening = Thread(target=server.serve_forever, daemon=True)
    listening.start()
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
        listening.join()
