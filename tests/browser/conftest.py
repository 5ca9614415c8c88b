"""The built site of this repository, opened in headless Chromium from a disk and from a sub-path of a server."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser import chromium
from browser.serving import serving
from gongkai.site.build import run_build

REPOSITORY = Path(__file__).parents[2]
SUBPATH = "portal/zwgk"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of schemes/, built once, standing in a folder below a server's root."""
    root = tmp_path_factory.mktemp("www")
    project = tmp_path_factory.mktemp("project")
    for name in ("content", "schemes"):
        shutil.copytree(REPOSITORY / name, project / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", project)
    destination = root / SUBPATH
    destination.parent.mkdir(parents=True)
    assert run_build(config=project / "mkdocs.yml", destination=destination, today=date(2026, 11, 21), workers=1, archive=None) == 0
    return destination


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the site on a local server, below a path."""
    with serving(site.parents[len(Path(SUBPATH).parts) - 1]) as address:
        yield f"{address}/{SUBPATH}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; `make test` has installed it when there was none."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.install(), args=["--no-sandbox"])
        yield launched
        launched.close()
