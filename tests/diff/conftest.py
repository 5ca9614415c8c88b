"""A repository with the schemes of this one."""

from pathlib import Path

import pytest

from diff.repositories import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Committed on `main`, with nothing changed."""
    return Repository(tmp_path / "仓库 一")
