"""MkDocs' part: what it renders, when it is started, and that `mkdocs build` and `gongkai build` make the same site."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gongkai.diagnostics import CannotRun
from gongkai.site.build import run_build
from gongkai.site.cache import CACHE
from gongkai.site.rendering import obtain
from small_site import TODAY, Project

EPOCH = {"SOURCE_DATE_EPOCH": "1750204800"}  # 2025-06-18
PATIENCE = 30
"""Seconds that a server may take on a busy machine."""


def mkdocs(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=project.root, env=os.environ | EPOCH, capture_output=True, text=True, check=False)


def gongkai(project: Project, site: Path | None = None) -> int:
    return run_build(config=project.root / "mkdocs.yml", destination=site, today=TODAY, workers=1)


def test_mkdocs_build_and_gongkai_build_make_the_same_site(whole_project: Project) -> None:
    assert gongkai(whole_project) == 0
    done = mkdocs(whole_project, "build", "--site-dir", "other")
    assert done.returncode == 0, done.stderr
    assert whole_project.built() == whole_project.built(whole_project.root / "other")
    assert mkdocs(whole_project, "build").returncode == 0
    assert whole_project.built() == whole_project.built(whole_project.root / "other")


def test_a_failed_mkdocs_build_leaves_the_last_site(whole_project: Project) -> None:
    assert mkdocs(whole_project, "build").returncode == 0
    before = whole_project.built()
    (whole_project.schemes / "jia" / "mzj" / "2024.yml").write_text("format: 1\n")
    done = mkdocs(whole_project, "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "2024.yml" in done.stderr
    assert whole_project.built() == before


def test_a_warning_under_strict_leaves_the_last_site(whole_project: Project) -> None:
    assert mkdocs(whole_project, "build").returncode == 0
    before = whole_project.built()
    config = whole_project.root / "mkdocs.yml"
    config.write_text(config.read_text().replace("nav:\n", "nav:\n  - 没有这一页: gone.md\n"))
    done = mkdocs(whole_project, "build", "--strict")
    assert done.returncode == 1
    assert whole_project.built() == before


def test_mkdocs_is_started_only_when_its_own_sources_change(whole_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[list[str]] = []
    run = subprocess.run

    def counted(command: list[str], **more: Any) -> "subprocess.CompletedProcess[str]":
        starts.append(command)
        return run(command, **more)

    monkeypatch.setattr(subprocess, "run", counted)
    assert gongkai(whole_project) == 0
    assert len(starts) == 1
    whole_project.scheme("jia/mzj/2025")
    assert gongkai(whole_project) == 0
    assert len(starts) == 1
    assert "jia/mzj/2025/index.html" in whole_project.built()
    guide = whole_project.root / "content" / "guide" / "index.md"
    guide.write_text(guide.read_text() + "\n新的一段话。\n")
    assert gongkai(whole_project) == 0
    assert len(starts) == 2
    assert "新的一段话。".encode() in whole_project.built()["guide/index.html"]
    partial = whole_project.root / "theme" / "partials" / "footer.html"
    partial.write_text(partial.read_text() + "<!-- new -->")
    assert gongkai(whole_project) == 0
    assert len(starts) == 3
    assert b"<!-- new -->" in whole_project.built()["jia/mzj/2024/index.html"]


@pytest.mark.parametrize("damage", ["settings.json", "shell-2.html"])
def test_a_damaged_rendering_is_made_anew(whole_project: Project, damage: str) -> None:
    assert gongkai(whole_project) == 0
    before = whole_project.built()
    (whole_project.root / CACHE / "rendered" / damage).write_bytes(b"\xff{")
    assert gongkai(whole_project) == 0
    assert whole_project.built() == before


def test_a_configuration_that_reads_more_than_its_sources_is_never_cached(whole_project: Project) -> None:
    config = whole_project.root / "mkdocs.yml"
    config.write_text(config.read_text() + "extra: {from_environment: !ENV [HOME, none]}\n")
    assert not obtain(config, whole_project.root / CACHE, TODAY).settings.closed


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda text: text.replace("  - gongkai", "  - search"), "plugins 中没有 gongkai"),
        (lambda text: text + "colour: red\n[", "mkdocs.yml"),
        (lambda text: text.replace("docs_dir: content", "docs_dir: nowhere"), "nowhere"),
    ],
    ids=["no plugin", "no YAML", "no content"],
)
def test_a_configuration_that_does_not_do_is_said_in_words(whole_project: Project, spoil: object, words: str) -> None:
    config = whole_project.root / "mkdocs.yml"
    config.write_text(spoil(config.read_text()))  # type: ignore[operator]
    with pytest.raises(CannotRun, match=words):
        gongkai(whole_project)


def test_no_configuration(project: Project) -> None:
    with pytest.raises(CannotRun, match="找不到站点设置"):
        gongkai(project)
