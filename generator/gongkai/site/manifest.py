"""All units of a finished site → `manifest.json`: the SHA-256 of every file but itself, from what was recorded when they were written.

`gongkai verify` holds a published site against it; so can anybody, with `sha256sum`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from heapq import merge
from io import BytesIO
from operator import itemgetter

import msgspec

from gongkai import __version__
from gongkai.site.cache import Output, Unit

NAME = "manifest.json"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What made the site, the date it was made for, how many schemes it publishes, and the digest (hex) of each file by its address."""

    generator: str
    date: date
    schemes: int
    files: dict[str, str]


def manifest_file(units: Mapping[str, Unit], today: date) -> bytes:
    """The manifest of a site that consists of these units; the files in the order of their addresses.

    It is written line by line: a `Manifest` of a hundred thousand files would take several times the memory.
    """
    schemes = sum(len(unit.sources.schemes) for unit in units.values())
    empty = Manifest(generator=f"gongkai {__version__}", date=today, schemes=schemes, files={})
    head, _, foot = msgspec.json.format(msgspec.json.encode(empty), indent=1).rpartition(b"{}")
    whole = BytesIO()
    whole.write(head)
    start = b"{"
    for address, output in _files(units):
        whole.write(b'%b\n  %b: "%b"' % (start, msgspec.json.encode(address), output.digest.hex().encode()))
        start = b","
    whole.write(b"\n }%b\n" % foot)
    return whole.getvalue()


def _files(units: Mapping[str, Unit]) -> Iterator[tuple[str, Output]]:
    """All files by their addresses; only one agency's at a time are in memory, because each has a folder of its own."""
    agencies = sorted(f"{name}/" for name in units if "/" in name)
    own = (each for name in agencies for each in sorted(units[name[:-1]].outputs.items()))
    others = (each for name, unit in units.items() if "/" not in name for each in unit.outputs.items())
    address = itemgetter(0)
    return merge(own, sorted(others, key=address), key=address)
