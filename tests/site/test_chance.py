"""Nothing in a site depends on chance: Python gives sets another order in every process, the files are the same to the byte."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
GONGKAI = "from gongkai.cli import main; main()"


def built(project: Path, seed: int) -> dict[str, bytes]:
    """The site, made by a process that orders its sets by that seed; only what MkDocs rendered is taken over."""
    site = project / f"site-{seed}"
    command = [sys.executable, "-c", GONGKAI, "build", "--date", "2026-01-05", "--site", str(site)]
    subprocess.run(command, cwd=project, env={**os.environ, "PYTHONHASHSEED": str(seed)}, check=True, capture_output=True)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_the_order_of_sets_makes_no_difference(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path)
    shutil.copytree(REPOSITORY / "schemes", tmp_path / "schemes")
    shutil.copytree(REPOSITORY / "tests" / "others", tmp_path / "schemes", dirs_exist_ok=True)
    first, *others = (built(tmp_path, seed) for seed in (1, 2, 3))
    assert len(first) > 500
    for other in others:
        assert first.keys() == other.keys()
        assert [address for address, content in first.items() if other[address] != content] == []
