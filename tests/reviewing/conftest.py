"""A repository to change and review."""

from pathlib import Path

import pytest

from reviewing.reviewed import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """On a branch beside `main`, with nothing changed, in a folder whose name has a blank."""
    return Repository(tmp_path / "仓库 一")
