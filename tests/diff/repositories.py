"""Real git repositories with the schemes of this one, made in a temporary folder, to be edited, committed and compared."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from gongkai.diff import Review, compare

SCHEMES = Path(__file__).parents[2] / "schemes"
TODAY = date(2025, 6, 18)
DEMO, ANXI = "demo/mzj/2025.yml", "anxi/mzj/2024.yml"

_IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "安溪县民政局",
    "GIT_AUTHOR_EMAIL": "mzj@example.test",
    "GIT_COMMITTER_NAME": "安溪县民政局",
    "GIT_COMMITTER_EMAIL": "mzj@example.test",
    "GIT_AUTHOR_DATE": "2025-06-18T09:00:00+08:00",
    "GIT_COMMITTER_DATE": "2025-06-18T09:00:00+08:00",
}


class Repository:
    """A git repository with a schemes folder, on its branch `main`."""

    def __init__(self, top: Path, *agencies: str) -> None:
        self.top, self.schemes = top, top / "schemes"
        top.mkdir(parents=True, exist_ok=True)
        for agency in agencies or ("demo/mzj", "demo/sjglj", "anxi/mzj"):
            shutil.copytree(SCHEMES / agency, self.schemes / agency)
            for registry in ("region.yml", "documents.yml"):
                shutil.copy(SCHEMES / Path(agency).parent / registry, (self.schemes / agency).parent / registry)
        self.git("init", "-q", "-b", "main")
        self.commit("schemes as they are")

    def git(self, *arguments: str, fails: bool = False) -> str:
        """What git prints."""
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=self.top,
            env={**os.environ, **_IDENTITY},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        assert fails or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, message: str = "a change") -> str:
        """Everything as it stands, as a commit; its name."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def replace(self, file: str, edits: Mapping[str, str]) -> None:
        """Put other words into a scheme, each of which stands there."""
        path = self.schemes / file
        text = path.read_text(encoding="utf-8")
        for old, new in edits.items():
            assert old in text, old
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")

    def review(self, base: str = "HEAD", head: str | None = None, today: date = TODAY) -> Review:
        """The comparison."""
        return compare(base, head, schemes=self.schemes, today=today)
