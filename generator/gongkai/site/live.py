"""The server of a preview: the site's files as they stand, on this machine, each page with a few lines that reload it when it is another.

It knows nothing of schemes: whoever rebuilds says `renew`. A rebuild that failed is told on every page until one succeeds.
"""

import posixpath
import socket
import sys
from hashlib import blake2b
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import quote, unquote, urlsplit

from gongkai.diagnostics import CannotRun
from gongkai.refusals import reason
from gongkai.site.write import stamp

_POLL = "/livereload/"
_PATIENCE = 25.0
"""Seconds that a page waits for an answer before it asks again."""
_SCRIPT = """\
<script>
(function () {
  var asked;
  function ask() {
    var request = asked = new XMLHttpRequest();
    request.onload = function () { if (request.responseText !== "STATE") location.reload(); else ask(); };
    request.onerror = function () { setTimeout(function () { if (request === asked) ask(); }, 1000); };
    request.open("GET", "POLLSTATEPATH");
    request.send();
  }
  function show() {
    if (document.visibilityState === "visible") { if (!asked) ask(); } else if (asked) { asked.onload = null; asked.abort(); asked = null; }
  }
  document.addEventListener("visibilitychange", show);
  window.addEventListener("load", show);
})();
</script>
"""
_TROUBLE = (
    '<p role="alert" style="margin:0;padding:.75rem 1rem;background:#c7000b;color:#fff;font-weight:600">'
    "没有更新，下面是改动以前的页面：{}</p>\n"
)
_ABSENT = """\
<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>没有这一页</title></head>
<body><h1>没有这一页</h1><p>源文件可能已经删除或者改名。恢复以后，本页会自动刷新。</p><p><a href="{}">首页</a></p></body></html>
"""


class Live:
    """Serves `folder` at `http://HOST:PORT` below the path `mount`; raises CannotRun when the port cannot be had."""

    def __init__(self, host: str, port: int, folder: Path, mount: str = "/") -> None:
        self.folder = folder
        self.mount = f"/{mount.strip('/')}/".replace("//", "/")
        self.trouble = ""
        self._renewed = Condition()
        self._ended = False
        try:
            self._server = _Server((host, port), self)
        except (OSError, OverflowError) as problem:
            raise CannotRun(f"不能在 {host}:{port} 预览：{reason(problem)}。请用 --port 换一个端口。") from None
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self._server.server_port}{quote(self.mount)}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    def start(self) -> None:
        """Answer requests from now on."""
        self._thread.start()

    def renew(self, trouble: str = "") -> None:
        """Reload open pages that are not what they were; `trouble` says why the files are not what they should be."""
        with self._renewed:
            self.trouble = trouble
            self._renewed.notify_all()

    def stop(self) -> None:
        """Answer no more."""
        with self._renewed:
            self._ended = True
            self._renewed.notify_all()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def state(self, path: str) -> str:
        """What there is to see at a path: another page, other styles and scripts or other trouble make it another state."""
        file = self.find(path)
        seen = (stamp(each) for each in (file, self.folder / "styles", self.folder / "scripts") if each)
        return blake2b(f"{path}{list(seen)}{self.trouble}".encode(), digest_size=12).hexdigest()

    def wait(self, path: str, state: str) -> str:
        """The state of what is at the path, as soon as it is another one than the given, or after some time."""
        with self._renewed:
            self._renewed.wait_for(lambda: self._ended or self.state(path) != state, timeout=_PATIENCE)
        return self.state(path)

    def dressed(self, page: bytes, path: str, state: str) -> bytes:
        """The page at a path, as it was in that state, with the lines that reload it, and with what went wrong."""
        head, body, rest = page.partition(b"<body>")
        if self.trouble and body:
            page = head + body + b"\n" + _TROUBLE.format(escape(self.trouble)).encode() + rest
        script = _SCRIPT.replace("POLL", _POLL).replace("STATE", state).replace("PATH", quote(path))
        head, end, rest = page.rpartition(b"</body>")
        return head + script.encode() + end + rest if end else page + script.encode()

    def find(self, path: str) -> Path | None:
        """The file that a request means; nothing where there is none, or where it would leave the folder."""
        if "\0" in path or not path.startswith(self.mount):
            return None
        address = posixpath.normpath(f"/{path.removeprefix(self.mount)}").lstrip("/")
        file = self.folder / address
        try:
            inside = file.resolve().is_relative_to(self.folder.resolve())
            page = file / "index.html" if path.endswith("/") or file.is_dir() else file
        except OSError:  # a name longer than any file's
            return None
        return page if inside and not any(part.startswith(".") for part in Path(address).parts) else None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_port = False

    def __init__(self, address: tuple[str, int], live: Live) -> None:
        self.live = live
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """As every server does, but without asking the network for the machine's name, which may take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle is none."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A file, a page, or the state of one once it has changed."""
        live = self.server.live
        path = unquote(urlsplit(self.path).path)
        if path.startswith(_POLL):
            state, _, page = path.removeprefix(_POLL).partition("/")
            self._answer(HTTPStatus.OK, live.wait(f"/{page}", state).encode(), "text/plain")
        elif path == "/" != live.mount:
            self._redirect(live.mount)
        else:
            self._file(live, path)

    do_HEAD = do_GET  # noqa: N815 — the name that the base class asks for

    def _file(self, live: Live, path: str) -> None:
        file, state = live.find(path), live.state(path)
        try:
            content = file.read_bytes() if file else None
        except OSError:
            content = None
        if content is None:
            self._answer(HTTPStatus.NOT_FOUND, live.dressed(_ABSENT.format(quote(live.mount)).encode(), path, state), "text/html")
        elif file and file.name == "index.html" and not path.endswith(("/", ".html")):
            self._redirect(f"{path}/")
        else:
            kind = guess_type(str(file))[0] or "application/octet-stream"
            self._answer(HTTPStatus.OK, live.dressed(content, path, state) if kind == "text/html" else content, kind)

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(path))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "javascript", "xml")) else ""
        self.send_response(status)
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what was asked for is no news."""
