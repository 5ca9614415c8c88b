"""One side of a comparison → what examining the schemes in its scope found; of all others no more is read than what these lean on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.diagnostics import Finding
from gongkai.diff.scope import REGISTRIES, Scope, owner
from gongkai.diff.sides import Side
from gongkai.examine import Examined, Registries, examine, series
from gongkai.issued import Issued
from gongkai.model import Agency, Region, Scheme
from gongkai.rules.across import check_across, issued
from gongkai.source.decode import decode
from gongkai.source.files import AgencyFolder, RegionFolder, SchemeFile, printable, scan
from gongkai.source.locate import Locator
from gongkai.source.workspace import load_agency, load_region, load_scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A side with its files in `root`: the examined schemes by file, the registries by agency (`anxi/mzj`), and all findings in scope."""

    side: Side
    root: Path
    schemes: Mapping[str, Examined]
    registries: Mapping[str, Registries]
    findings: tuple[Finding, ...]
    locate: Locator

    def scheme(self, file: str) -> Scheme | None:
        """The scheme of a file, if it could be read."""
        examined = self.schemes.get(file)
        return examined.case.scheme if examined and examined.case else None

    def shown(self, file: str) -> str:
        """A file's name as people know it: `schemes/anxi/mzj/2024.yml`."""
        return printable(f"{self.side.prefix}{file}")


def load(side: Side, scope: Scope, folder: Path) -> Loaded:
    """Read and examine one side; `folder` is empty and may be written to."""
    root = side.put(scope, folder) if scope.files else folder
    tree = scan(root)
    loading = _Loading(scope, findings=[each for each in tree.findings if _concerns(each.place.file, scope)])
    for region in tree.regions:
        if region.slug in scope.regions:
            loading.region(region)
    return Loaded(
        side=side, root=root, schemes=loading.schemes, registries=loading.registries, findings=tuple(loading.findings), locate=Locator(root)
    )


class _Loading:
    """What has been read so far."""

    def __init__(self, scope: Scope, findings: list[Finding]) -> None:
        self.scope, self.findings = scope, findings
        self.schemes: dict[str, Examined] = {}
        self.registries: dict[str, Registries] = {}

    def region(self, folder: RegionFolder) -> None:
        registry, found = load_region(folder)
        self.findings += found
        for each in folder.agencies:
            address = each.file.rpartition("/")[0]
            if address in self.scope.agencies:
                agency, found = load_agency(each)
                self.findings += found
                self.registries[address] = Registries(
                    region=registry.region if registry else Region(name=folder.slug),
                    agency=agency.agency if agency else Agency(name=each.slug),
                    documents=registry.documents if registry else {},
                )
                self.agency(each, self.registries[address])

    def agency(self, folder: AgencyFolder, registries: Registries) -> None:
        earlier: dict[str, list[SchemeFile | Scheme]] = {}
        for file in folder.schemes:
            line = earlier.setdefault(series(file), [])
            if file.file not in self.scope.schemes:
                line.append(file)
                continue
            examined = examine(registries, file, _latest(line))
            self.schemes[file.file] = examined
            self.findings += examined.findings
            line += [examined.case.scheme] if examined.case else []


def _latest(line: list[SchemeFile | Scheme]) -> Scheme | None:
    """The last published scheme of a series so far, read only now where it is not in scope."""
    for each in reversed(line):
        scheme = load_scheme(each).scheme if isinstance(each, SchemeFile) else each
        if scheme and scheme.published:
            return scheme
    return None


def _concerns(file: str, scope: Scope) -> bool:
    """Whether a finding of the walk is of this scope: of what is seen wherever one looks, or of an agency in it."""
    above = file.count("/") < 2 and file.rpartition("/")[2] not in REGISTRIES
    return "/".join(file.split("/")[:2]) in scope.agencies or (above and bool(scope.files)) or file in scope.files


def across(before: Loaded, after: Loaded) -> tuple[list[Finding], list[Finding]]:
    """What only all schemes together can tell, of either side: whether another has a 文号 or 索引号 that one of these has or had."""
    known = [[issued(file, each.case.scheme) for file, each in side.schemes.items() if each.case] for side in (before, after)]
    words = sorted({word for side in known for each in side for word in (each.number, each.index) if word})
    if known[0] == known[1] or not words:
        return [], []
    found = [check_across([*own, *_others(side, words)]) for side, own in zip((before, after), known, strict=True)]
    return found[0], found[1]


def _others(loaded: Loaded, words: list[str]) -> Iterator[Issued]:
    """The schemes out of scope in which any of the words stands."""
    for file, content in loaded.side.holding(words):
        scheme = decode(content, Scheme, file)[0] if owner(file) == file and file not in loaded.schemes else None
        if scheme:
            yield issued(file, scheme)
