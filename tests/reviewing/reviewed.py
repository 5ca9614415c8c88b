"""A site in a real git repository, its main branch and a branch that changes something, and what `gongkai review` makes of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from small_site import REPOSITORY, SCHEME

GONGKAI = [sys.executable, "-c", "from gongkai.cli import main; main()"]
DATE = "2025-06-18"
ISSUED = {"agency": "民政局", "draft": "false", "mode": "主动公开", "words": "救助"}
"""What fills the holes of a short scheme."""
_IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "甲县民政局",
    "GIT_AUTHOR_EMAIL": "mzj@example.test",
    "GIT_COMMITTER_NAME": "甲县民政局",
    "GIT_COMMITTER_EMAIL": "mzj@example.test",
}
_FORGES = ("GITHUB_", "CI_", "GITLAB_", "GITEE_", "GONGKAI_", "gitee", "CHANGE_", "BUILD_URL")


def plain_environment(**more: str) -> dict[str, str]:
    """That of no forge, but for what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FORGES)}
    return {**kept, **_IDENTITY, "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "1750204800", **more}


class Repository:
    """A county with two bureaus on `main`, and a branch `修改` that is checked out."""

    def __init__(self, top: Path) -> None:
        self.top = top
        shutil.copytree(REPOSITORY / "content", top / "content")
        shutil.copy(REPOSITORY / "mkdocs.yml", top)
        (top / ".gitignore").write_text("/site/\n/.cache/\n", encoding="utf-8")
        for agency, name in (("mzj", "民政局"), ("sfj", "司法局")):
            (top / "schemes" / "jia" / agency).mkdir(parents=True)
            (top / "schemes" / "jia" / "region.yml").write_text("name: 甲县\n", encoding="utf-8")
            (top / "schemes" / "jia" / agency / "agency.yml").write_text(f"name: 甲县{name}\n", encoding="utf-8")
            for year in (2023, 2024):
                self.scheme(f"jia/{agency}/{year}", agency=name)
        self.git("init", "-q", "-b", "main")
        self.commit("现有的方案")
        self.git("checkout", "-q", "-b", "修改")

    def scheme(self, file: str, *, work: int = 70, note: str = "", **values: str) -> Path:
        """Write a short sound scheme, with a change note if there is one."""
        path = self.top / "schemes" / f"{file}.yml"
        text = SCHEME.format(year=path.stem[:4], work=work, rest=100 - work, **{**ISSUED, **values})
        if note:
            changed = f"disclosure: {{mode: 主动公开, changes: [{{on: {DATE}, note: {note}}}]}}"
            text = text.replace("disclosure: {mode: 主动公开}", changed)
        path.write_text(text, encoding="utf-8")
        return path

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        """What git prints."""
        command = ["git", "-c", "protocol.file.allow=always", *arguments]
        done = subprocess.run(
            command, cwd=cwd or self.top, env=plain_environment(), capture_output=True, text=True, encoding="utf-8", check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, message: str = "改动") -> str:
        """Everything as it stands, as a commit; its name."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def review(
        self, base: str = "main", *arguments: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the command; the environment is that of no forge, but for what is given."""
        return self.run("review", base, "--date", DATE, *arguments, cwd=cwd, environment=environment)

    def run(
        self, *arguments: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run any command."""
        return subprocess.run(
            [*GONGKAI, *arguments],
            cwd=cwd or self.top,
            env=plain_environment(**environment or {}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    def pages(self, folder: str = "review") -> list[str]:
        """The pages of the preview."""
        preview = self.top / folder / "preview"
        return sorted(path.relative_to(preview).as_posix() for path in preview.rglob("*.html"))

    def text(self, name: str) -> str:
        """A file of the review."""
        return (self.top / "review" / name).read_text(encoding="utf-8")

    def state(self) -> tuple[str, bytes, dict[str, bytes]]:
        """Everything that a review must not touch: what git says, its index, and every file but those of the review."""
        files = (path for path in sorted(self.top.rglob("*")) if path.is_file())
        own = {str(path): path.read_bytes() for path in files if not {".git", "review"} & set(path.relative_to(self.top).parts)}
        return self.git("status", "--porcelain", "--", ":!review"), (self.top / ".git" / "index").read_bytes(), own


def told(review: Path) -> list[str]:
    """The messages of the whole comparison, from its file for programs."""
    found = json.loads((review / "diff.json").read_text(encoding="utf-8"))
    return [change["message"] for scheme in found["schemes"] for change in scheme["changes"]]
