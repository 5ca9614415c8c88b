"""What the last build made and from what, kept between builds: an unchanged agency then costs a hash, an unchanged page no write.

One file in the cache folder, written beside and moved into place; one that cannot be read is as good as none.
"""

import os
from collections.abc import Iterator, Mapping
from hashlib import file_digest, sha256
from itertools import chain
from pathlib import Path

import msgspec

from gongkai.diagnostics import Finding
from gongkai.issued import Issued
from gongkai.site.write import Stamp
from gongkai.source.attached import LARGEST, listing
from gongkai.source.files import AgencyFolder, RegionFolder
from gongkai.views.page import PrintedFooter

CACHE = Path(".cache", "gongkai")
"""Where a site keeps what it remembers, beside its mkdocs.yml."""
_FORMAT = 6


class Output(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One file of the site: the SHA-256 of its bytes, and its size and time of change as we left it."""

    digest: bytes
    stamp: Stamp


class Sources(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What the sources of an agency came to.

    `sound` tells that no error stands among the `findings`; `schemes` are the addresses of the published ones, `issued` tells all of them
    apart, `pairs` is the stamp of the file in which the search keeps theirs. What the site-wide pages use are its `footer`, whether its
    region is a `demo`, and what was `noted`, of which only a digest is kept here, by the section's name.
    """

    findings: tuple[Finding, ...] = ()
    sound: bool = True
    schemes: tuple[str, ...] = ()
    footer: PrintedFooter = PrintedFooter()
    demo: bool = False
    issued: tuple[Issued, ...] = ()
    noted: dict[str, bytes] = {}
    pairs: Stamp | None = None


class Unit(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What one unit of work (an agency, the site-wide pages, the hand-written pages) made under `key`.

    Its files (`packed_outputs`) and the addresses it links to outside of itself (`packed_needs`) are kept in MessagePack: a site has
    hundreds of thousands, and they are looked at one unit after the other. `sources` are nothing but of agencies.
    """

    key: bytes
    packed_outputs: bytes
    packed_needs: bytes
    sources: Sources = Sources()

    @property
    def outputs(self) -> dict[str, Output]:
        """Its files by address."""
        return unpack_outputs(self.packed_outputs)

    @property
    def needs(self) -> tuple[str, ...]:
        """The addresses it links to outside of itself, with `#anchor` where one is meant."""
        return _NEEDS.decode(self.packed_needs)


class _State(msgspec.Struct, array_like=True):
    format: int
    beside: dict[str, Stamp | None]
    units: dict[str, Unit]


_OUTPUTS, _NEEDS = msgspec.msgpack.Decoder(dict[str, Output]), msgspec.msgpack.Decoder(tuple[str, ...])
pack = msgspec.msgpack.encode
unpack_outputs = _OUTPUTS.decode


def load_state(file: Path, beside: Mapping[str, Stamp | None]) -> dict[str, Unit]:
    """The units of the last build by name; none when there was none, its record is damaged or of another version, or the files `beside` it
    are others."""
    try:
        state = msgspec.msgpack.decode(file.read_bytes(), type=_State)
    except (OSError, msgspec.DecodeError):
        return {}
    return state.units if (state.format, state.beside) == (_FORMAT, beside) else {}


def stage_state(file: Path, beside: Mapping[str, Stamp | None], units: Mapping[str, Unit]) -> Path:
    """Write the record beside its place: the caller moves it there once the site itself stands."""
    staged = file.with_name(file.name + ".new")
    staged.write_bytes(pack(_State(_FORMAT, dict(beside), dict(units))))
    return staged


def base_key(*parts: bytes) -> bytes:
    """What every unit depends on: the code and templates of this package, and the given parts (date, options, shells)."""
    package = Path(__file__).parents[1]
    return digest(contents_key(str(package)), *parts)


def contents_key(*inputs: str) -> bytes:
    """The digest of all files that the inputs (files, or folders with all below them) are or hold, by name and bytes."""
    return digest(*(part for each in inputs for file in files_below(each) for part in (file.removeprefix(each).encode(), _bytes(file))))


def files_below(path: str) -> Iterator[str]:
    """The file itself, or every file below the folder, in a settled order."""
    if Path(path).is_file():
        yield path
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (f"{folder}/{name}" for name in sorted(files))


def region_key(region: RegionFolder) -> bytes:
    """The digest of a region's registries."""
    return digest(*(_bytes(f"{region.path}/{name}") for name in ("region.yml", "documents.yml")))


def agency_key(base: bytes, region: bytes, agency: AgencyFolder) -> bytes:
    """The digest of all that an agency's pages are made from: the base, its region's key, its own registry, its schemes and their files."""
    schemes = ((scheme.file.encode(), _bytes(str(scheme.path))) for scheme in agency.schemes)
    attached = (part for scheme in agency.schemes if scheme.attached for part in _attached(scheme.attached))
    return digest(base, region, _bytes(f"{agency.path}/agency.yml"), *chain.from_iterable(schemes), *attached)


def digest(*parts: bytes) -> bytes:
    """The SHA-256 of the parts, each with its length, so that no two different sequences have the same."""
    total = sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.digest()


def _bytes(path: str) -> bytes:
    """A file's bytes; of one that cannot be read, the reason, for that is what its findings will say."""
    try:
        return Path(path).read_bytes()
    except OSError as problem:
        return _refusal(problem)


def _attached(folder: Path) -> Iterator[bytes]:
    """What a scheme's attached files depend on: names, and the digests of those that may be published."""
    try:
        entries = listing(folder)
    except OSError as problem:
        entries = []
        yield _refusal(problem)
    yield os.fsencode(folder.name)
    for entry in entries:
        yield os.fsencode(entry.name)
        yield _content(entry)


def _content(entry: os.DirEntry[str]) -> bytes:
    """The digest of a file's bytes; links, folders and pipes are not opened, nor is a file that is too large read."""
    try:
        if entry.is_symlink() or not entry.is_file(follow_symlinks=False):
            return b"\0odd"
        size = entry.stat(follow_symlinks=False).st_size
        if size > LARGEST:
            return f"\0{size} bytes".encode()
        with Path(entry.path).open("rb") as stream:
            return file_digest(stream, "sha256").digest()
    except OSError as problem:
        return _refusal(problem)


def _refusal(problem: OSError) -> bytes:
    return f"\0{problem.errno}".encode()
