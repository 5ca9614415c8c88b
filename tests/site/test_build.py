"""What a person sees of a build: exit codes, sentences, the progress bar; and which date it takes."""

import os
import pty
import re
import subprocess
import sys
from datetime import date

import pytest

from gongkai.diagnostics import CannotRun
from gongkai.site.build import LONG, build_date, run_build
from small_site import TODAY, Project


def run(project: Project) -> int:
    return run_build(config=project.root / "mkdocs.yml", destination=None, today=TODAY, workers=1)


def test_a_build_ends_in_one_sentence(whole_project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(whole_project) == 0
    first, error = capsys.readouterr()
    assert first.startswith(f"{whole_project.site}：2 份方案，写 ")
    assert error == ""
    assert run(whole_project) == 0
    assert capsys.readouterr().out == f"{whole_project.site}：2 份方案，没有变化。\n"
    (whole_project.schemes / "jia" / "mzj" / "2023.yml").unlink()
    assert run(whole_project) == 0
    assert re.search(r"，删 [1-9]\d* 个文件。", capsys.readouterr().out)


def test_errors_are_shown_with_their_lines(whole_project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = whole_project.schemes / "jia" / "mzj" / "2024.yml"
    path.write_text(path.read_text().replace("points: 30", "points: 31"))
    assert run(whole_project) == 1
    out, error = capsys.readouterr()
    assert out == ""
    assert "2024.yml:" in error
    assert "31" in error
    assert error.endswith("原来的网站没有改动。\n")
    assert not whole_project.site.exists()


def test_dead_links_are_shown(whole_project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    guide = whole_project.root / "content" / "guide" / "index.md"
    guide.write_text(guide.read_text() + "\n[死链接](../nowhere/index.html)\n")
    assert run(whole_project) == 1
    assert "nowhere/index.html 指向的页面或位置不存在" in capsys.readouterr().err


@pytest.mark.parametrize("watched", [True, False], ids=["a person", "a file"])
def test_a_long_build_shows_its_progress_to_a_person(whole_project: Project, watched: bool) -> None:
    for agency in range(LONG):
        whole_project.registries("jia", f"a{agency}", name=f"第{agency}局")
        whole_project.scheme(f"jia/a{agency}/2024", agency=f"第{agency}局")
    command = [sys.executable, "-c", "from gongkai.cli import main; main()", "build", "--date", "2025-06-18"]
    ours, theirs = pty.openpty() if watched else os.pipe()
    with subprocess.Popen(command, cwd=whole_project.root, stderr=theirs, stdout=subprocess.DEVNULL) as build:
        os.close(theirs)
        said = b""
        try:
            while block := os.read(ours, 4096):
                said += block
        except OSError:
            pass  # how a terminal says that the other side has gone
        os.close(ours)
    assert build.returncode == 0
    assert ("生成页面".encode() in said) == watched
    assert (b"100%" in said) == watched


def test_the_date_is_the_given_one_or_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750204800")
    assert build_date(date(2020, 1, 2)) == date(2020, 1, 2)
    assert build_date(None) == date(2025, 6, 18)
    for nonsense in ("yesterday", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", nonsense)
        with pytest.raises(CannotRun, match="SOURCE_DATE_EPOCH"):
            build_date(None)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert build_date(None) == date.today()
