"""Files → what rules need: the registries of a region and an agency, and one scheme with its findings. A broken file hides only itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from gongkai.diagnostics import Finding, Place
from gongkai.model import Agency, Document, Region, Scheme
from gongkai.model.values import Line
from gongkai.refusals import reason
from gongkai.source.attached import attached
from gongkai.source.characters import LIMIT
from gongkai.source.decode import decode
from gongkai.source.files import AgencyFolder, RegionFolder, SchemeFile

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRegistry:
    """A region and the documents its schemes cite, by 文号; `digest` is the SHA-256 (hex) of both files."""

    slug: str
    region: Region
    documents: dict[str, Document]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRegistry:
    """An agency; `digest` is the SHA-256 (hex) of its file."""

    slug: str
    agency: Agency
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedScheme:
    """A scheme file as read: the scheme, or nothing and why; `digest` is the SHA-256 (hex) of the bytes, empty when unreadable.

    `files` are the attached files to publish with it, name → size in bytes.
    """

    file: SchemeFile
    scheme: Scheme | None
    findings: tuple[Finding, ...]
    digest: str
    files: Mapping[str, int] = field(default_factory=dict)


def load_region(folder: RegionFolder) -> tuple[RegionRegistry | None, tuple[Finding, ...]]:
    """The region with its documents. Nothing without a sound region.yml (a missing one is `scan`'s finding).

    documents.yml may be missing; a broken one counts as empty.
    """
    region, findings, digest = _load_own(folder.path / "region.yml", Region, folder.file)
    documents, more, other = _load_own(folder.path / "documents.yml", dict[Line, Document], f"{folder.slug}/documents.yml")
    if region is None:
        return None, findings + more
    both = sha256(f"{digest} {other}".encode()).hexdigest()
    return RegionRegistry(slug=folder.slug, region=region, documents=documents or {}, digest=both), findings + more


def load_agency(folder: AgencyFolder) -> tuple[AgencyRegistry | None, tuple[Finding, ...]]:
    """The agency; nothing without a sound agency.yml (a missing one is `scan`'s finding)."""
    agency, findings, digest = _load_own(folder.path / "agency.yml", Agency, folder.file)
    if agency is None:
        return None, findings
    return AgencyRegistry(slug=folder.slug, agency=agency, digest=digest), findings


def load_scheme(file: SchemeFile) -> LoadedScheme:
    """The scheme of one file with what is attached to it; one that has vanished since the scan is a finding."""
    scheme, findings, digest = _load(file.path, Scheme, file.file)
    if not digest and not findings:
        findings = (_unreadable(file.file, FileNotFoundError()),)
    if scheme is None or not (file.attached or any(each.file for each in scheme.attachments)):
        return LoadedScheme(file=file, scheme=scheme, findings=findings, digest=digest)
    files, found = attached(scheme, file)
    return LoadedScheme(file=file, scheme=scheme, findings=findings + found, digest=digest, files=files)


def read(path: Path) -> bytes:
    """The bytes of a file, but never more than one above the limit, however large it is; raises OSError."""
    with path.open("rb") as stream:
        return stream.read(LIMIT + 1)


def _load_own(path: Path, type_: type[T], file: str) -> tuple[T | None, tuple[Finding, ...], str]:
    """A registry; a symbolic link counts as missing, as the walk says of it."""
    return (None, (), "") if path.is_symlink() else _load(path, type_, file)


def _load(path: Path, type_: type[T], file: str) -> tuple[T | None, tuple[Finding, ...], str]:
    try:
        data = read(path)
    except FileNotFoundError:
        return None, (), ""
    except OSError as error:
        return None, (_unreadable(file, error),), ""
    value, findings = decode(data, type_, file)
    return value, findings, sha256(data).hexdigest()


def _unreadable(file: str, error: OSError) -> Finding:
    return Finding(
        code="F001", message=f"这个文件读不出来：{reason(error)}", place=Place(file=file), help="请检查文件的权限，或重新取得这个文件。"
    )
