"""`validate --watch` as a person uses it: a process of its own, files saved, folders removed, Ctrl+C."""

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter

from gongkai import saved
from small_tree import Tree
from test_cli import GONGKAI

PATIENCE = 20.0
"""Seconds that a word may be long in coming."""


class Watcher:
    """A running `gongkai validate --watch` and what it has said."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "error"}
        self.process = subprocess.Popen(
            [*GONGKAI, "validate", "--watch", "--select", "P", "--format", "concise", *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.lines: Queue[str] = Queue()
        self.listener = Thread(target=self._listen)
        self.listener.start()

    def end(self) -> None:
        """Kill it, and wait for its last words."""
        self.process.kill()
        self.process.wait()
        self.listener.join()

    def _listen(self) -> None:
        with self.process.stdout or nullcontext(()) as lines:
            for line in lines:
                self.lines.put(line.rstrip("\n"))

    def until(self, words: str) -> list[str]:
        """Everything said up to and with the line that holds these words."""
        said: list[str] = []
        end = time.monotonic() + PATIENCE
        while not (said and words in said[-1]):
            try:
                said.append(self.lines.get(timeout=max(end - time.monotonic(), 0)))
            except Empty:
                raise AssertionError(f"not said: {words}; said: {said}") from None
        return said

    def says_nothing(self, seconds: float) -> bool:
        try:
            self.lines.get(timeout=seconds)
        except Empty:
            return True
        return False


@pytest.fixture
def tree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Tree:
    return Tree(tmp_path, capsys)


@pytest.fixture
def watcher(tree: Tree) -> Iterator[Watcher]:
    tree.scheme()
    running = Watcher(tree.root)
    try:
        running.until("正在监视 schemes")
        yield running
    finally:
        running.end()


def test_saving_checks_again_and_ctrl_c_ends_quietly(tree: Tree, watcher: Watcher) -> None:
    tree.scheme(points=71)
    said = watcher.until("有改动，已重新检查")
    assert any("P002" in line for line in said) and "schemes/jia/mzj/2024.yml 有改动" in said[-1]
    tree.scheme()
    assert "共检查 1 份方案：没有发现问题。" in watcher.until("有改动，已重新检查")
    assert watcher.says_nothing(1.5), "a check reads files, which must not set off another"
    watcher.process.send_signal(signal.SIGINT)
    assert watcher.process.wait(PATIENCE) == 0
    assert watcher.says_nothing(0.2)


def test_many_changes_at_once_are_one_check_and_other_files_none(tree: Tree, watcher: Watcher) -> None:
    (tree.schemes / "jia/mzj/2024.yml.swp").write_text("x", encoding="utf-8")
    (tree.schemes / "jia/说明.txt").write_text("x", encoding="utf-8")
    assert watcher.says_nothing(1.0)
    for year in range(2010, 2024):
        tree.scheme(year)
    assert "共检查 15 份方案：没有发现问题。" in watcher.until("有改动，已重新检查")
    assert watcher.says_nothing(1.0)


def test_a_removed_folder_is_one_sentence(tree: Tree, watcher: Watcher) -> None:
    shutil.rmtree(tree.schemes)
    said = watcher.until("已经不在了")
    assert said[-1] == "gongkai：schemes 已经不在了，监视结束。"
    assert watcher.process.wait(PATIENCE) == 2


def test_a_folder_made_anew_is_watched_again(tree: Tree, watcher: Watcher) -> None:
    copy = tree.root / "copy"
    shutil.copytree(tree.schemes, copy)
    tree.schemes.rename(tree.root / "old")
    copy.rename(tree.schemes)
    watcher.until("重新建立的，已重新检查")
    tree.scheme(points=71)
    assert any("P002" in line for line in watcher.until("有改动，已重新检查"))


def test_a_named_file_that_is_gone_for_a_while_is_no_end(tree: Tree) -> None:
    file = tree.scheme()
    running = Watcher(tree.root, "schemes/jia/mzj/2024.yml")
    try:
        running.until("正在监视 schemes")
        file.rename(file.with_suffix(".yml~"))
        assert any("找不到 schemes/jia/mzj/2024.yml" in line for line in running.until("有改动，已重新检查"))
        tree.scheme(points=71)
        assert any("P002" in line for line in running.until("有改动，已重新检查"))
    finally:
        running.end()


def test_what_cannot_begin_ends_at_once(tree: Tree) -> None:
    running = Watcher(tree.root, "没有")
    assert running.process.wait(PATIENCE) == 2
    running.end()
    running.until("找不到 没有")


def test_only_a_terminal_is_cleared(tree: Tree) -> None:
    tree.scheme()
    controller, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONUTF8": "1", "TERM": "xterm"}
    process = subprocess.Popen([*GONGKAI, "validate", "--watch"], cwd=tree.root, env=environment, stdout=terminal, stderr=terminal)
    os.close(terminal)
    said = b""
    while "正在监视".encode() not in said:
        said += os.read(controller, 4096)
    assert said.startswith(b"\x1b[2J\x1b[")
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    os.close(controller)


def test_without_watches_to_give_the_folders_are_polled(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    class Exhausted(BaseObserver):
        def start(self) -> None:
            raise OSError(28, "inotify watch limit reached")

    heard: Queue[str] = Queue()
    monkeypatch.setattr(saved, "Observer", lambda: Exhausted(PollingEmitter))
    with saved._listening({str(tree.schemes): True}, lambda _: True, heard):
        time.sleep(0.2)
        tree.scheme()
        assert heard.get(timeout=PATIENCE).startswith(str(tree.schemes))


def test_python_knows_no_more_than_it_needs_for_help() -> None:
    loaded = "import sys; import gongkai.cli; print(sorted({'watchdog', 'yaml', 'lxml', 'jinja2'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.strip() == "[]"
