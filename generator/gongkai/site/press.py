"""Prints one unit of the site: splices its pages into their shells, puts its files into the staging folder, settles its links."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

from gongkai.refusals import reason
from gongkai.site.cache import Output, Sources, Unit, pack
from gongkai.site.shell import Shell
from gongkai.site.verify import Links, clash, page_links, settle
from gongkai.site.write import write_file
from gongkai.views.page import Page, PrintedFooter

_NONE = Sources()
_PART = 1 << 20
"""Bytes of a copied file that are in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of a unit: what to remember of it, its `notes` for the sections, by name, which of its files were written, and sentences
    on dead links and the like."""

    name: str
    unit: Unit
    notes: Mapping[str, bytes]
    written: tuple[str, ...]
    problems: tuple[str, ...]


class Press:
    """Collects one unit; `intact` are those of its files that stand in the site as the last build left them."""

    def __init__(self, staging: str, shells: Sequence[Shell], intact: Mapping[str, Output]) -> None:
        self._staging = staging
        self._shells = shells
        self._intact = intact
        self._outputs: dict[str, Output] = {}
        self._written: list[str] = []
        self._problems: list[str] = []
        self._links: list[Links] = []

    def print(self, pages: Iterable[Page], footer: PrintedFooter) -> None:
        """Print pages, and settle their links."""
        for page in pages:
            shell = self._shells[page.address.count("/")]
            self.put(page.address, shell.splice(page, footer))
            self._links.append(page_links(page, shell.ids))

    def stands(self, address: str) -> bool:
        """Whether that file stands in the site as the last build left it."""
        return address in self._intact

    def put(self, address: str, content: bytes) -> None:
        """Write one file, unless it stands already with the same bytes."""
        self._put(address, sha256(content).digest(), (content,))

    def copy(self, address: str, source: Path) -> None:
        """Put a copy of a file, part by part, unless it stands already with the same bytes."""
        try:
            stream = source.open("rb")
        except OSError as error:  # it could be read a moment ago, when its scheme was loaded
            self._problems.append(f"{address}：附件的文件读不出来：{reason(error)}。")
            return
        with stream:
            self._put(address, file_digest(stream, "sha256").digest(), _parts(stream))

    def _put(self, address: str, digest: bytes, parts: Iterable[bytes]) -> None:
        if address in self._outputs:
            self._problems.append(clash(address))
        known = self._intact.get(address)
        if known is None or known.digest != digest:
            known = Output(digest, write_file(f"{self._staging}/{address}", parts))
            self._written.append(address)
        self._outputs[address] = known

    def settle(self, links: Iterable[Links]) -> None:
        """Check these links as well, once the unit is complete."""
        self._links += links

    def finish(self, name: str, key: bytes, sources: Sources = _NONE, notes: Mapping[str, bytes] | None = None) -> Made:
        """Everything as one unit, its links settled: those among its own files here, what they need of others by the whole site."""
        verdict = settle(self._links)
        needs = sorted(verdict.needs - self._outputs.keys())
        unit = Unit(key=key, packed_outputs=pack(self._outputs), packed_needs=pack(needs), sources=sources)
        problems = (*self._problems, *verdict.problems)
        return Made(name=name, unit=unit, notes=notes or {}, written=tuple(self._written), problems=problems)


def _parts(stream: BinaryIO) -> Iterator[bytes]:
    """A file from its beginning."""
    stream.seek(0)
    while part := stream.read(_PART):
        yield part
