"""What MkDocs renders, without MkDocs: the hand-written pages, the assets and the shells, taken from the cache or made by a child process.

A child, so that MkDocs' memory is never the build's, and so that a build in which only schemes changed never imports it.
"""

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import msgspec

from gongkai.diagnostics import CannotRun
from gongkai.site.cache import contents_key, digest
from gongkai.site.shell import Shell

DEPTHS = 4
"""Pages stand in the site root or up to three folders deep: `anxi/mzj/2024/index.html`."""
THEME = next(folder for folder in (Path(__file__).parents[1] / "theme", Path(__file__).parents[3] / "theme") if folder.is_dir())
"""The theme: inside an installed package, at the top of the repository otherwise."""
PAGES = "pages"
_SHELLS = "shell-{}.html"
_SETTINGS = "settings.json"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What mkdocs.yml says that the build needs: where things are (absolute), what the site is called, what the rendering is made from.

    `name` is the site's, `url` the address of its root as readers know it, with a slash at its end, or empty; `inputs` are files and
    folders; `archive` asks for an archive of every scheme, `pdf` for a PDF of every notice; `closed` tells that the inputs are all it was
    made from, so that it may be cached, under `key`.
    """

    name: str
    url: str
    root: str
    site: str
    schemes: str
    inputs: tuple[str, ...]
    archive: bool
    pdf: bool
    closed: bool
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished rendering: the folder of pages and assets, one shell for each depth from 0, and the settings."""

    pages: Path
    shells: tuple[Shell, ...]
    settings: Settings


def write_rendered(folder: Path, shells: Sequence[str], settings: Settings) -> None:
    """Put the shells and the settings beside the pages that MkDocs wrote into `folder`."""
    for depth, html in enumerate(shells):
        (folder / _SHELLS.format(depth)).write_text(html, encoding="utf-8")
    (folder / _SETTINGS).write_bytes(msgspec.json.encode(settings))


def read_rendered(folder: Path) -> Rendered:
    """Read back what `write_rendered` wrote; OSError or msgspec.DecodeError when it is not all there."""
    settings = msgspec.json.decode((folder / _SETTINGS).read_bytes(), type=Settings)
    shells = tuple(Shell.split((folder / _SHELLS.format(depth)).read_text(encoding="utf-8")) for depth in range(DEPTHS))
    return Rendered(pages=folder / PAGES, shells=shells, settings=settings)


def obtain(config_file: Path, cache: Path, today: date) -> Rendered:
    """The rendering for a configuration: the cached one while nothing it was made from has changed; raises CannotRun when MkDocs fails."""
    folder = cache / "rendered"
    try:
        known = read_rendered(folder)
        same = known.settings.inputs[0] == str(config_file.absolute())
        if same and known.settings.closed and known.settings.key == _key(known.settings.inputs, today):
            return known
    except (OSError, ValueError):
        pass  # none yet, or damaged: render anew
    fresh = cache / "rendering"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _run_child(config_file, fresh, today)
    made = read_rendered(fresh)
    settings = msgspec.structs.replace(made.settings, key=_key(made.settings.inputs, today))
    (fresh / _SETTINGS).write_bytes(msgspec.json.encode(settings))
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return Rendered(pages=folder / PAGES, shells=made.shells, settings=settings)


def _run_child(config_file: Path, folder: Path, today: date) -> None:
    import subprocess  # most builds take the rendering from the cache

    if not config_file.is_file():
        raise CannotRun(f"找不到站点设置 {config_file}。请在站点文件夹里运行，或用 --config 指明。")
    command = [sys.executable, "-c", "from gongkai.site.engine import main; main()", str(config_file), str(folder)]
    midnight = int((today - date(1970, 1, 1)).total_seconds())
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(midnight), "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise CannotRun(done.stderr.strip())


def _key(inputs: Sequence[str], today: date) -> str:
    """A digest of everything a rendering is made from: the inputs, the engine, the installed packages and the date."""
    packages = {Path(spec.origin).parents[1] for name in ("mkdocs", "material") if (spec := find_spec(name)) and spec.origin}
    installed = sorted(each.name for folder in packages for each in folder.glob("*.dist-info"))
    engine = str(Path(__file__).with_name("engine.py"))
    return digest(today.isoformat().encode(), contents_key(engine, *inputs), *(name.encode() for name in installed)).hex()
