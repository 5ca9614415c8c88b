"""Files → examined schemes: read one agency's folder, put each scheme beside its registries and its predecessor, run the rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.diagnostics import Finding
from gongkai.enclosed import Enclosed
from gongkai.issued import Issued
from gongkai.model import Agency, Document, Region, Scheme
from gongkai.rules import Case, check
from gongkai.rules.across import check_across, issued
from gongkai.rules.personal.masking import discreet
from gongkai.source.files import AgencyFolder, SchemeFile, Tree
from gongkai.source.workspace import LoadedScheme, load_agency, load_region, load_scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A scheme file after reading and checking; `case` is nothing when the file could not be read as a scheme.

    Findings name their file, have the scheme's waivers applied and quote nobody's number; `digest` is the SHA-256 of the file's bytes,
    `files` are the attached files to publish with it, name → size in bytes.
    """

    file: SchemeFile
    case: Case | None
    findings: tuple[Finding, ...]
    digest: str
    files: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registries:
    """What a scheme is held against; a registry that could not be read is empty, so that its schemes are still checked."""

    region: Region
    agency: Agency
    documents: dict[str, Document] = field(default_factory=dict)


def examine_tree(tree: Tree) -> Iterator[Finding | Examined]:
    """All findings of all files of the tree in one run: the walk's, the registries', every scheme, then what lies between schemes."""
    known: list[Issued] = []
    yield from tree.findings
    for region in tree.regions:
        registry, found = load_region(region)
        yield from found
        for agency in region.agencies:
            agency_registry, found = load_agency(agency)
            yield from found
            registries = Registries(
                region=registry.region if registry else Region(name=region.slug),
                agency=agency_registry.agency if agency_registry else Agency(name=agency.slug),
                documents=registry.documents if registry else {},
            )
            for examined in examine_agency(registries, agency):
                yield examined
                known += [issued(examined.file.file, examined.case.scheme)] if examined.case else []
    yield from check_across(known)


def examine_agency(registries: Registries, folder: AgencyFolder) -> Iterator[Examined]:
    """Every scheme of one agency in the order of its years; a scheme is held in memory only until its successor has been checked.

    A scheme is held against the last published one of its series: findings are published, so they must not quote one that is not.
    """
    latest: dict[str, Scheme] = {}
    for file in folder.schemes:
        examined = examine(registries, file, latest.get(series(file)))
        yield examined
        if examined.case and examined.case.scheme.published:
            latest[series(file)] = examined.case.scheme


def examine(registries: Registries, file: SchemeFile, previous: Scheme | None) -> Examined:
    """Read and check one scheme."""
    loaded = load_scheme(file)
    if loaded.scheme is None:
        return Examined(file=file, case=None, findings=loaded.findings, digest=loaded.digest)
    case = Case(
        scheme=loaded.scheme,
        region=registries.region,
        agency=registries.agency,
        documents=registries.documents,
        previous=previous,
        enclosed=_enclosed(loaded) if loaded.files else (),
    )
    checked = tuple(each.in_file(file.file) for each in check(case))
    findings = tuple(map(discreet, loaded.findings + checked))
    return Examined(file=file, case=case, findings=findings, digest=loaded.digest, files=loaded.files)


def _enclosed(loaded: LoadedScheme) -> tuple[Enclosed, ...]:
    """What the files to publish with a scheme say; few schemes have any, and only they pay for the readers."""
    from gongkai.source.contents import read_enclosed

    return read_enclosed(loaded.scheme, loaded.file, loaded.files) if loaded.scheme else ()


def series(file: SchemeFile) -> str:
    """What runs from year to year under one name: `2024-fupin` and `2025-fupin` are one series, `2024` and `2025` another."""
    return file.slug.partition("-")[2]
