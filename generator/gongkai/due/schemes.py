"""Paths a person names → the schemes of every agency as they stand in the source, drafts and withheld ones too; no rule is run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.examine import Examined
from gongkai.model import Agency, Region, Scheme
from gongkai.source.files import AgencyFolder, RegionFolder, SchemeFile, scan
from gongkai.source.workspace import load_agency, load_region, load_scheme
from gongkai.validate import Source, sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A scheme and the file that holds it; `shown` is the file's name as it reads from the current folder."""

    scheme: Scheme
    file: SchemeFile
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencySchemes:
    """What was named of one agency, in the order of the files: `whole` when that is all it has, `unread` are files that are no scheme.

    `address` is its folder, `anxi/mzj`; `root` the schemes folder. Both registries may be without a name.
    """

    region: Region
    agency: Agency
    address: str
    root: Path
    schemes: tuple[Kept, ...]
    unread: tuple[str, ...]
    whole: bool

    @property
    def name(self) -> str:
        """The agency's name, else who signs its last scheme, else its folder."""
        signed = next((each.scheme.notice.signed_by for each in reversed(self.schemes) if each.scheme.notice), "")
        return self.agency.name or signed or self.address


def agencies(paths: Iterable[Path]) -> Iterator[AgencySchemes]:
    """Every agency of which something lies at or under the paths. Raises CannotRun for a path that does not exist."""
    for source in sources(paths):
        named = False
        for region in scan(source.root).regions:
            for each in _of_region(region, source):
                named = True
                yield each
        if not named:
            yield from _alone(source)


def _of_region(folder: RegionFolder, source: Source) -> Iterator[AgencySchemes]:
    wanted = [each for each in folder.agencies if source.inside(each.file) or any(source.inside(one.file) for one in each.schemes)]
    if not wanted:
        return
    registry, _ = load_region(folder)
    for each in wanted:
        yield _of_agency(registry.region if registry else Region(name=folder.slug), each, source)


def _of_agency(region: Region, folder: AgencyFolder, source: Source) -> AgencySchemes:
    registry, _ = load_agency(folder)
    kept, unread = list[Kept](), list[str]()
    for file in folder.schemes:
        if source.inside(file.file):
            scheme, shown = load_scheme(file).scheme, source.shown(file.file)
            if scheme:
                kept.append(Kept(scheme=scheme, file=file, shown=shown))
            else:
                unread.append(shown)
    return AgencySchemes(
        region=region,
        agency=registry.agency if registry else Agency(name=folder.slug),
        address=folder.file.rpartition("/")[0],
        root=source.root,
        schemes=tuple(kept),
        unread=tuple(unread),
        whole=source.inside(folder.file),
    )


def _alone(source: Source) -> Iterator[AgencySchemes]:
    """A file outside any schemes folder."""
    for each in source.results:
        if isinstance(each, Examined):
            shown = source.shown(each.file.file)
            kept = (Kept(scheme=each.case.scheme, file=each.file, shown=shown),) if each.case else ()
            unread = () if each.case else (shown,)
            region, agency = Region(name=""), Agency(name="")
            yield AgencySchemes(region=region, agency=agency, address="", root=source.root, schemes=kept, unread=unread, whole=False)
