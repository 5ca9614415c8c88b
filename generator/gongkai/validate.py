"""Paths a person names → diagnostics: find the schemes folder they belong to, examine, look up lines, select."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gongkai.diagnostics import CannotRun, Diagnostic, Finding, Place, Severity, Span, diagnose
from gongkai.examine import Examined, Registries, examine, examine_tree
from gongkai.model import Agency, Region
from gongkai.rules import RULES
from gongkai.source.files import SchemeFile, scan
from gongkai.source.locate import Locator
from gongkai.terms import SEVERITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """The outcome of one run: how many scheme files were read, every diagnostic sorted, waived ones included."""

    schemes: int
    diagnostics: list[Diagnostic]

    def count(self, severity: Severity) -> int:
        """Unwaived diagnostics of a severity."""
        return sum(d.rule.severity is severity and d.finding.waived is None for d in self.diagnostics)

    @property
    def waived(self) -> int:
        """Diagnostics that the schemes acknowledge."""
        return sum(d.finding.waived is not None for d in self.diagnostics)


def validate(paths: Iterable[Path], selected: Callable[[str], bool] = lambda _: True) -> Validation:
    """Check every scheme at or under the paths (a schemes folder, a region's or agency's folder, single files).

    `selected` says of a rule's code whether its findings are wanted. Raises CannotRun for a path that does not exist.
    """
    schemes, diagnostics = 0, list[Diagnostic]()
    for path in paths:
        if not path.exists():
            raise CannotRun(f"找不到 {path}。请检查路径，或在站点文件夹里运行。")
        root = schemes_root(path)
        results: Iterator[Finding | Examined] = iter([_alone(path)]) if root is None else examine_tree(scan(root))
        root = root or path.parent
        inside = _inside(root, path)
        found: list[Finding] = []
        for result in results:
            schemes += isinstance(result, Examined) and inside(result.file.file)
            found += result.findings if isinstance(result, Examined) else [result]
        wanted = [f for f in found if selected(f.code) and inside(f.place.file)]
        diagnostics += diagnosed(wanted, root)
    return Validation(schemes=schemes, diagnostics=diagnostics)


def diagnosed(findings: list[Finding], root: Path) -> list[Diagnostic]:
    """The findings of files under a schemes folder with their rules, lines and columns, sorted."""
    return diagnose(findings, RULES, _as_typed(root, Locator(root)))


def schemes_root(path: Path) -> Path | None:
    """The schemes folder that holds the path, by the registries beside it; nothing for a file that stands alone."""
    folder = path if path.is_dir() else path.parent
    for candidate, depth in ((folder, 2), (folder, 1)):
        marker = "agency.yml" if depth == 2 else "region.yml"
        if (candidate / marker).exists():
            return candidate.resolve().parents[depth - 1]
    return path if path.is_dir() else None


def _alone(path: Path) -> Examined:
    """A scheme file outside any schemes folder, checked by itself: its agency's units and cited documents are not known."""
    folder = path.with_name(path.stem)
    attached = folder if folder.is_dir() and not folder.is_symlink() else None
    file = SchemeFile(slug=path.stem, file=path.name, path=path, attached=attached)
    return examine(Registries(region=Region(name=""), agency=Agency(name="")), file, previous=None)


def _inside(root: Path, path: Path) -> Callable[[str], bool]:
    within = path.resolve()
    wanted = "" if within == root.resolve() else within.relative_to(root.resolve()).as_posix()
    return lambda file: not wanted or file == wanted or file.startswith(wanted + "/")


def _as_typed(root: Path, locate: Callable[[Place], Span]) -> Callable[[Place], Span]:
    """Spans whose files read from the current folder, so that an editor's terminal can open them."""
    shown = Path(root)
    if shown.is_absolute() and shown.is_relative_to(Path.cwd()):
        shown = shown.relative_to(Path.cwd())

    def located(place: Place) -> Span:
        span = locate(place)
        return msgspec.structs.replace(span, file=(shown / span.file).as_posix())

    return located


def summary(result: Validation) -> Iterator[str]:
    """The closing line of a run: 共检查 9 份方案：2 个错误，1 个警告，12 个已豁免。"""
    parts = [f"{count} 个{SEVERITIES[severity]}" for severity in Severity if (count := result.count(severity))]
    if result.waived:
        parts.append(f"{result.waived} 个已豁免")
    yield f"共检查 {result.schemes} 份方案：{'，'.join(parts) or '没有发现问题'}。"
