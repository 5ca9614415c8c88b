"""A Chromium of this machine, driven over two pipes with the DevTools protocol: it lays out HTML and prints it as PDF.

One browser prints one page after the other. It sees no network and runs no script of a page; nothing is sent but the HTML itself.
"""

import json
import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from base64 import b64decode
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from gongkai.diagnostics import CannotRun
from gongkai.refusals import reason

VARIABLE = "GONGKAI_CHROMIUM"
"""The environment variable that names a browser."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable")
_MACS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
PATIENCE = 60.0
"""Seconds that a browser may take to start, or to print one page."""
_SWITCHES = (
    "--headless",
    "--remote-debugging-pipe",
    "--user-agent=gongkai",  # a PDF names it as its creator
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--font-render-hinting=none",
    "--no-default-browser-check",
    "--no-first-run",
)
_READ, _WRITTEN = 3, 4
"""Where the browser reads commands and writes answers: file descriptors that --remote-debugging-pipe fixes."""
_PRINT = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True, "generateDocumentOutline": True}


class BrowserError(Exception):
    """The browser did not start, ended, kept silent or refused; the words are for a person."""


def find_browser() -> str:
    """The path of a browser that prints; raises CannotRun when this machine has none."""
    if not hasattr(os, "posix_spawn"):
        raise CannotRun("--pdf 目前只能在 Linux 和 macOS 上使用。")
    named = os.environ.get(VARIABLE)
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, (*NAMES, *_MACS))), None)
    if named and not found:
        raise CannotRun(f"环境变量 {VARIABLE} 指明的浏览器 {named} 不存在，或者不能运行。")
    if not found:
        raise CannotRun(
            f"生成 PDF 要用 Chromium、Chrome 或 Edge 浏览器，本机没有找到。请安装一个，或者用环境变量 {VARIABLE} 指明它的路径。"
        )
    return found


def browser_version(path: str) -> str:
    """What the browser calls itself, `Chromium 156.0.8078.79`; raises CannotRun when it does not say."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=PATIENCE, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        said = ""
    if not said:
        raise CannotRun(f"浏览器 {path} 不能运行。请检查它的安装，或者用环境变量 {VARIABLE} 指明另一个。")
    return said


class Browser:
    """A running browser with one page; every method raises BrowserError, after which only `close` makes sense."""

    def __init__(self, path: str) -> None:
        self._profile = tempfile.mkdtemp(prefix="gongkai-browser-")
        self._unread = b""
        self._asked = 0
        self._process = 0
        self._commands = self._answers = -1
        try:
            self._start(path)
            target = self._call("Target.createTarget", url="about:blank")["targetId"]
            self._page: str | None = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            self._call("Emulation.setScriptExecutionDisabled", value=True)
            self._frame = self._call("Page.getFrameTree")["frameTree"]["frame"]["id"]
        except BaseException:
            self.close()
            raise

    def pdf(self, html: str) -> bytes:
        """The page as a tagged PDF on the paper that its style sheet asks for."""
        self._call("Page.setDocumentContent", frameId=self._frame, html=html)
        return b64decode(self._call("Page.printToPDF", **_PRINT)["data"])

    def close(self) -> None:
        """End the browser and leave nothing of it behind."""
        for end in (self._commands, self._answers):
            with suppress(OSError):
                os.close(end)  # without its pipes it leaves by itself
        self._commands = self._answers = -1
        if self._process:
            _end(self._process)
            self._process = 0
        shutil.rmtree(self._profile, ignore_errors=True)

    def _start(self, path: str) -> None:
        self._page = None
        root = ("--no-sandbox",) if os.geteuid() == 0 else ()  # the sandbox refuses to serve root
        reads, self._commands = os.pipe()
        self._answers, writes = os.pipe()
        try:
            self._process = _spawn((path, *_SWITCHES, *root, f"--user-data-dir={self._profile}"), reads, writes, str(self._words))
        finally:
            os.close(reads)
            os.close(writes)
        os.set_blocking(self._commands, False)

    @property
    def _words(self) -> Path:
        """What the browser has to say of itself."""
        return Path(self._profile, "words.txt")

    def _call(self, method: str, **params: object) -> Mapping[str, Any]:
        """Ask for one thing and wait for the answer."""
        self._asked += 1
        until = time.monotonic() + PATIENCE
        session = {"sessionId": self._page} if self._page else {}
        message = {"id": self._asked, "method": method, "params": params, **session}
        self._send(json.dumps(message).encode() + b"\0", until)
        while (answer := json.loads(self._receive(until))).get("id") != self._asked:
            if answer.get("method") == "Inspector.targetCrashed":
                raise BrowserError("浏览器的页面崩溃了")
        if "error" in answer:
            raise BrowserError(f"浏览器回答：{answer['error'].get('message', '')}")
        return answer["result"]  # type: ignore[no-any-return]

    def _send(self, message: bytes, until: float) -> None:
        rest = memoryview(message)
        while rest:
            self._wait(self._commands, selectors.EVENT_WRITE, until)
            try:
                rest = rest[os.write(self._commands, rest) :]
            except BrokenPipeError:
                raise self._ended() from None

    def _receive(self, until: float) -> bytes:
        parts = [self._unread]
        while b"\0" not in parts[-1]:
            self._wait(self._answers, selectors.EVENT_READ, until)
            parts.append(os.read(self._answers, 1 << 20))
            if not parts[-1]:
                raise self._ended()
        message, _, self._unread = b"".join(parts).partition(b"\0")
        return message

    def _wait(self, pipe: int, event: int, until: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, event)
            if not selector.select(max(0.0, until - time.monotonic())):
                raise BrowserError(f"浏览器 {PATIENCE:g} 秒没有回应")

    def _ended(self) -> BrowserError:
        said = self._words.read_text(encoding="utf-8", errors="replace").split("\n") if self._words.exists() else []
        last = next((line.strip() for line in reversed(said) if line.strip()), "")
        return BrowserError(f"浏览器中途退出{f'（{last[:200]}）' if last else ''}")


def _spawn(command: tuple[str, ...], reads: int, writes: int, words: str) -> int:
    """Start it in a process group of its own, so that ^C is ours to deal with; `words` is the file for its standard error."""
    import fcntl

    # out of the way of the numbers they are to get
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (reads, writes)]
    try:
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, words, os.O_WRONLY | os.O_CREAT, 0o600),
            (os.POSIX_SPAWN_DUP2, high[0], _READ),
            (os.POSIX_SPAWN_DUP2, high[1], _WRITTEN),
        ]
        return os.posix_spawn(command[0], command, os.environ, file_actions=actions, setpgroup=0)
    except OSError as problem:
        raise BrowserError(f"浏览器 {command[0]} 不能启动：{reason(problem)}") from None
    finally:
        for end in high:
            os.close(end)


def _end(process: int, grace: float = 3.0) -> None:
    """Wait until it has gone, and help it after some seconds of grace."""
    until = time.monotonic() + grace
    while time.monotonic() < until:
        if os.waitpid(process, os.WNOHANG)[0]:
            return
        time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
