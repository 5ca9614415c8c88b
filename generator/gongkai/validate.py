"""Paths a person names → diagnostics: find the schemes folders they belong to, examine each once, look up lines, select."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gongkai.diagnostics import CannotRun, Diagnostic, Finding, Place, Span, diagnose
from gongkai.examine import Examined, Registries, examine, examine_tree
from gongkai.model import Agency, Region
from gongkai.rules import RULES
from gongkai.rules.personal.masking import masked
from gongkai.source.files import SchemeFile, scan
from gongkai.source.locate import Locator

Selected = Callable[[str], bool]
"""Says of a rule's code whether its findings are wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """The outcome of one run: the scheme files read, by name; every diagnostic, sorted by file and line, waived ones included."""

    files: tuple[str, ...]
    diagnostics: list[Diagnostic]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A schemes folder (or the folder of a lone file): what comes of examining it, and whether a file of it was named."""

    root: Path
    inside: Callable[[str], bool]
    results: Iterator[Finding | Examined]

    def shown(self, file: str) -> str:
        """A file's name as it reads from the current folder, so that an editor's terminal can open it."""
        root = self.root
        if root.is_absolute() and root.is_relative_to(Path.cwd()):
            root = root.relative_to(Path.cwd())
        return (root / file).as_posix()


def validate(paths: Iterable[Path], selected: Selected = lambda _: True) -> Validation:
    """Check every scheme at or under the paths (a schemes folder, a region's or agency's folder, single files).

    Raises CannotRun for a path that does not exist.
    """
    files, diagnostics = list[str](), list[Diagnostic]()
    for source in sources(paths):
        found: list[Finding] = []
        for result in source.results:
            if isinstance(result, Examined):
                found += result.findings
                files += [source.shown(result.file.file)] if source.inside(result.file.file) else []
            else:
                found.append(result)
        diagnostics += looked_up([f for f in found if selected(f.code) and source.inside(f.place.file)], Locator(source.root), source.shown)
    return Validation(files=tuple(files), diagnostics=sorted(diagnostics, key=lambda d: d.span.file))


def sources(paths: Iterable[Path]) -> Iterator[Source]:
    """The schemes folders that the paths belong to, each once, however many of its files are named. Raises CannotRun."""
    paths = tuple(paths)
    require(paths)
    named: dict[Path, list[Path]] = {}
    alone: dict[Path, Path] = {}
    for path in paths:
        root = schemes_root(path)
        if root is None:
            alone.setdefault(path.resolve(), path)
        else:
            named.setdefault(next((known for known in named if known.resolve() == root.resolve()), root), []).append(path)
    for root, within in named.items():
        yield Source(root=root, inside=_inside(root, within), results=examine_tree(scan(root)))
    for path in alone.values():
        yield Source(root=path.parent, inside=lambda _: True, results=iter([_alone(path)]))


def require(paths: Iterable[Path]) -> None:
    """Raise CannotRun for a path that does not exist."""
    for path in paths:
        if not path.exists():
            raise CannotRun(f"找不到 {path}。请检查路径，或在站点文件夹里运行。")


def diagnosed(findings: list[Finding], root: Path) -> list[Diagnostic]:
    """The findings of files under a schemes folder with their rules, lines and columns, sorted."""
    return looked_up(findings, Locator(root), Source(root=root, inside=lambda _: True, results=iter(())).shown)


def looked_up(findings: list[Finding], locate: Locator, shown: Callable[[str], str]) -> list[Diagnostic]:
    """The same, by a locator that has perhaps read the files already; `shown` says how a file is called."""

    def located(place: Place) -> Span:
        span = locate(place)
        return msgspec.structs.replace(span, file=shown(span.file), source=masked(span.source))

    found = diagnose(findings, RULES, located)
    return [each if each.finding.replacement is None else msgspec.structs.replace(each, edit=locate.edit(each.finding)) for each in found]


def schemes_root(path: Path) -> Path | None:
    """The schemes folder that holds the path, by the registries beside or above it; nothing for a file that stands alone."""
    folder = path if path.is_dir() else path.parent
    for candidate in (folder, folder.resolve().parent):
        for marker, depth in (("agency.yml", 2), ("region.yml", 1)):
            if (candidate / marker).exists():
                return candidate.resolve().parents[depth - 1]
    return path if path.is_dir() else None


def _alone(path: Path) -> Examined:
    """A scheme file outside any schemes folder, checked by itself: its agency's units and cited documents are not known."""
    folder = path.with_name(path.stem)
    attached = folder if folder.is_dir() and not folder.is_symlink() else None
    file = SchemeFile(slug=path.stem, file=path.name, path=path, attached=attached)
    return examine(Registries(region=Region(name=""), agency=Agency(name="")), file, previous=None)


def _inside(root: Path, paths: list[Path]) -> Callable[[str], bool]:
    """Whether a file of the folder is one of the paths or under one; the folder itself holds all, also what is said of it as a whole."""
    base = root.resolve()
    # of a named link, the place and not the target: the walk reports it there
    real = (path.resolve() if path.is_dir() else path.parent.resolve() / path.name for path in paths)
    wanted = {path.relative_to(base).as_posix() for path in real}
    if "." in wanted:
        return lambda _: True
    return lambda file: not wanted.isdisjoint(_upwards(file))


def _upwards(file: str) -> Iterator[str]:
    while file:
        yield file
        file = file.rpartition("/")[0]
