"""A site with the schemes of this repository, those of invented bureaus, and three dozen generated ones: two blocks of a region."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from generate import site as generate
from gongkai.examine import Examined, examine_tree
from gongkai.rules import Case
from gongkai.site.assembly import build
from gongkai.site.options import Options
from gongkai.site.rendering import obtain
from gongkai.source.files import scan
from search.reader import Reader

REPOSITORY = Path(__file__).parents[2]
TODAY = date(2026, 1, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A finished site: its files by address, what they are made from by the schemes' addresses, and the reader of its search."""

    files: Mapping[str, bytes]
    cases: Mapping[str, Case]
    reader: Reader


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site, built once."""
    root = tmp_path_factory.mktemp("search")
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copytree(REPOSITORY / "schemes", root / "schemes")
    shutil.copytree(REPOSITORY / "tests" / "others", root / "schemes", dirs_exist_ok=True)
    generate(root / "schemes", 36)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    rendered = obtain(root / "mkdocs.yml", root / ".cache", TODAY)
    assert build(rendered, Options(destination=root / "site", today=TODAY, workers=1)).done
    files = {path.relative_to(root / "site").as_posix(): path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}
    examined = (each for each in examine_tree(scan(root / "schemes")) if isinstance(each, Examined))
    cases = {each.file.address: each.case for each in examined if each.case and each.case.scheme.published}
    return Built(files=files, cases=cases, reader=Reader(files))
