"""A preview as a webmaster uses it: a server of its own, files saved, broken, removed and brought back; nothing of that ends it."""

import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest

from gongkai.diagnostics import CannotRun
from gongkai.site.live import Live
from small_site import Project

EPOCH = {"SOURCE_DATE_EPOCH": "1750204800"}  # 2025-06-18
PATIENCE = 40
"""Seconds that a server may take on a busy machine."""
GONGKAI = ("-c", "from gongkai.cli import main; main()", "serve", "--port", "{port}")
MKDOCS = ("-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:{port}")
PAGE, OTHER = "jia/mzj/2024/index.html", "jia/mzj/2023/index.html"


class Preview:
    """A running preview: its address, its process and what it has said."""

    def __init__(self, project: Project, command: tuple[str, ...], log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address, self._log = f"http://127.0.0.1:{port}", log
        arguments = [each.format(port=port) for each in command]
        environment = os.environ | EPOCH | {"PYTHONUNBUFFERED": "1"}
        with log.open("w") as stream:
            self.process = subprocess.Popen([sys.executable, *arguments], cwd=project.root, env=environment, stderr=stream, stdout=stream)

    @property
    def said(self) -> str:
        """Everything on the terminal so far."""
        return self._log.read_text(encoding="utf-8")

    def page(self, address: str) -> str:
        """A page, of whatever status; empty while nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/{address}", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except HTTPError as answer:
            with answer:
                return answer.read().decode()
        except URLError:
            return ""

    def until(self, address: str, words: str, but_not: str = "\0") -> str:
        """The page, once it says something, and something else no more."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if words in (page := self.page(address)) and but_not not in page:
                return page
            assert self.process.poll() is None, self.said
            time.sleep(0.1)
        raise AssertionError(f"{address} never said {words}: {page[-2000:]}\n{self.said}")

    def end(self) -> int:
        """Interrupt it: its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def previewed(project: Project, command: tuple[str, ...] = GONGKAI) -> Iterator[Preview]:
    """A preview that is up."""
    preview = Preview(project, command, project.root / "log")
    try:
        preview.until("index.html", "</html>")
        yield preview
    finally:
        preview.process.kill()
        preview.process.wait()


@pytest.mark.parametrize("command", [GONGKAI, MKDOCS], ids=["gongkai", "mkdocs"])
def test_a_preview_shows_drafts_and_follows_changes(whole_project: Project, command: tuple[str, ...]) -> None:
    whole_project.scheme("jia/mzj/2025", draft="true")
    with previewed(whole_project, command) as preview:
        assert "这是草稿" in preview.page("jia/mzj/2025/index.html")
        whole_project.scheme("jia/mzj/2024", words="新近改动")
        preview.until(PAGE, "新近改动")
        whole_project.scheme("jia/mzj/2026")
        preview.until("jia/mzj/2026/index.html", "2026年度")
        guide = whole_project.root / "content" / "guide" / "index.md"
        guide.write_text(guide.read_text(encoding="utf-8") + "\n新的一段话。\n", encoding="utf-8")
        preview.until("guide/index.html", "新的一段话。")
        preview.end()
        assert "Traceback" not in preview.said
    assert not whole_project.site.exists(), "a preview touches no site"


def test_mkdocs_serve_and_gongkai_serve_show_the_same(whole_project: Project) -> None:
    addresses = ("index.html", PAGE, "guide/index.html", "findings/index.html", "styles/base.css")
    shown = []
    for command in (GONGKAI, MKDOCS):
        with previewed(whole_project, command) as preview:
            shown.append([preview.page(address) for address in addresses])
            preview.end()
    assert shown[0] == shown[1]
    assert all(shown[0])


def test_nothing_that_is_saved_ends_a_preview(whole_project: Project) -> None:
    root, file = whole_project.root, whole_project.schemes / "jia" / "mzj" / "2024.yml"
    sound, config = file.read_text(encoding="utf-8"), root / "mkdocs.yml"
    settings = config.read_text(encoding="utf-8")
    with previewed(whole_project) as preview:
        file.write_text(sound.replace("title: ", "title: ["), encoding="utf-8")
        assert "2024.yml:2:" in preview.until(PAGE, "读不成一份方案")
        file.write_bytes(b"\xff\xfe\x00")
        preview.until(PAGE, "读不成一份方案")
        file.unlink()
        assert "/livereload/" in preview.until(PAGE, "没有这一页")
        assert "2023年度" in preview.page(OTHER)
        file.write_text(sound, encoding="utf-8")
        preview.until(PAGE, "2024年度")
        region = whole_project.schemes / "jia" / "region.yml"
        region.rename(root / "region.yml")
        preview.until("index.html", "缺少 region.yml")
        (root / "region.yml").rename(region)
        whole_project.schemes.rename(root / "away")
        preview.until("index.html", "方案目录不存在")
        (root / "away").rename(whole_project.schemes)
        preview.until(PAGE, "2024年度")
        whole_project.scheme("jia/mzj/2024", words="回来以后")
        preview.until(PAGE, "回来以后")
        config.write_text("site_name: [", encoding="utf-8")
        assert "回来以后" in preview.until(PAGE, "没有更新，下面是改动以前的页面")
        config.write_text(settings, encoding="utf-8")
        whole_project.scheme("jia/mzj/2024", words="改好以后")
        preview.until(PAGE, "改好以后", but_not="没有更新")
        assert preview.end() == 0
        assert "Traceback" not in preview.said
        assert re.search(r"\d\d:\d\d:\d\d schemes/jia/mzj/2024\.yml 有改动，2份方案，没有发现问题，用时\d+\.\d秒。", preview.said)
        assert preview.said.endswith("预览结束。\n")
        foreign = [line for line in preview.said.splitlines() if not re.search(r"[一-鿿]", line)]
        assert len(foreign) <= 2, "every line on the terminal is Chinese, but for what the parser says of mkdocs.yml"


def test_a_full_disk_is_told_on_the_page_and_goes_by(whole_project: Project) -> None:
    with previewed(whole_project) as preview:
        pid = preview.process.pid
        soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (512, hard))
        whole_project.scheme("jia/mzj/2024", words="写不下的改动")
        page = preview.until(PAGE, "磁盘空间不足")
        assert "没有更新" in page and "写不下的改动" not in page
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))
        whole_project.scheme("jia/mzj/2024", words="写得下的改动")
        preview.until(PAGE, "写得下的改动", but_not="没有更新")
        assert preview.end() == 0


def test_only_the_page_that_is_another_is_reloaded(whole_project: Project) -> None:
    with previewed(whole_project) as preview:
        asked = {address: re.search(r'"(/livereload/[^"]+)"', preview.page(address)) for address in (PAGE, OTHER, "none.html")}
        assert all(asked.values())
        started = time.monotonic()
        shutil.copy(whole_project.schemes / "jia/mzj/2024.yml", whole_project.root / "copy")
        whole_project.scheme("jia/mzj/2024", words="新近改动")
        for address, request in asked.items():
            assert request
            state = request[1].split("/")[2]
            if address == PAGE:
                assert preview.page(request[1][1:]) != state
                assert time.monotonic() - started < PATIENCE
        preview.until(PAGE, "新近改动")
        time.sleep(0.5)
        again = {address: re.search(r'"(/livereload/[^"]+)"', preview.page(address)) for address in asked}
        assert {address for address in asked if asked[address][0] != again[address][0]} == {PAGE}  # type: ignore[index]


@pytest.mark.parametrize(
    "path",
    [
        "/../log",
        "/..%2f..%2fetc/passwd",
        "/.gongkai",
        "/styles/../../log",
        "/link/passwd",
        "/" + "a" * 5000,
        "/%00",
        "/%ff",
        "//etc/passwd",
    ],
)
def test_nothing_beside_the_site_is_served(tmp_path: Path, path: str) -> None:
    site = tmp_path / "site"
    (site / "styles").mkdir(parents=True)
    (site / "link").symlink_to("/etc")
    for file in (tmp_path / "log", site / ".gongkai"):
        file.write_text("secret", encoding="utf-8")
    live = Live("127.0.0.1", 0, site)
    live.start()
    try:
        with pytest.raises(HTTPError) as refused:
            urllib.request.urlopen(live.url.rstrip("/") + path, timeout=PATIENCE)
        assert refused.value.code == 404
        refused.value.close()
    finally:
        live.stop()


def test_a_site_below_a_path_and_a_folder_without_its_slash(tmp_path: Path) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "index.html").write_text("<body>指南</body>", encoding="utf-8")
    live = Live("127.0.0.1", 0, tmp_path, "/portal/zwgk/")
    live.start()
    try:
        for path in ("guide", "guide/", "guide/index.html"):
            with urllib.request.urlopen(live.url + path, timeout=PATIENCE) as answer:
                assert "指南" in answer.read().decode()
                assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        with pytest.raises(HTTPError) as refused:
            urllib.request.urlopen(live.url.replace("/portal/zwgk/", "/guide/"), timeout=PATIENCE)
        refused.value.close()
    finally:
        live.stop()


def test_a_port_in_use_and_a_second_preview_are_said_in_words(whole_project: Project) -> None:
    def refused(port: int) -> str:
        command = [sys.executable, *(each.format(port=port) for each in GONGKAI)]
        done = subprocess.run(command, cwd=whole_project.root, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        return done.stderr

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "端口已被别的程序占用。请用 --port 换一个端口。" in refused(taken.getsockname()[1])
    with previewed(whole_project) as preview:
        assert "已经在另一个终端里预览" in refused(64999)
        assert preview.end() == 0


def test_a_port_that_is_none() -> None:
    with pytest.raises(CannotRun, match="请用 --port 换一个端口"):
        Live("127.0.0.1", 70000, Path("site"))


def test_a_configuration_that_does_not_do_from_the_start(whole_project: Project) -> None:
    (whole_project.root / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    preview = Preview(whole_project, GONGKAI, whole_project.root / "log")
    assert preview.process.wait(PATIENCE) == 2
    assert "mkdocs.yml" in preview.said
    assert "Traceback" not in preview.said
