"""What the tests of the site share: one rendering of the repository's theme, and a small county to build with it."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from gongkai.site.rendering import Rendered, obtain
from small_site import TODAY, Project, copy_sources


@pytest.fixture(scope="session")
def rendering(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """The repository's theme and content, rendered once."""
    root = tmp_path_factory.mktemp("rendering")
    copy_sources(root)
    return obtain(root / "mkdocs.yml", root / ".cache", TODAY)


@pytest.fixture
def project(tmp_path: Path, rendering: Rendered) -> Project:
    """A county with one bureau and its schemes of 2023 and 2024."""
    settings = msgspec.structs.replace(rendering.settings, root=str(tmp_path), schemes=str(tmp_path / "schemes"), inputs=())
    project = Project(tmp_path, replace(rendering, settings=settings))
    project.registries()
    project.scheme("jia/mzj/2023")
    project.scheme("jia/mzj/2024")
    return project


@pytest.fixture
def whole_project(project: Project) -> Project:
    """The same with its own configuration, content and theme, for what starts from mkdocs.yml."""
    copy_sources(project.root)
    return project
