"""All units of a finished site → `manifest.json`: the SHA-256 of every file but itself, from what was recorded when they were written.

`gongkai verify` holds a published site against it; so can anybody, with `sha256sum`.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from gongkai import __version__
from gongkai.site.cache import Unit

NAME = "manifest.json"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What made the site, the date it was made for, how many schemes it publishes, and the digest (hex) of each file by its address."""

    generator: str
    date: date
    schemes: int
    files: dict[str, str]


def manifest_file(units: Iterable[Unit], today: date) -> bytes:
    """The manifest of a site that consists of these units; the files in the order of their addresses."""
    known = tuple(units)
    manifest = Manifest(
        generator=f"gongkai {__version__}",
        date=today,
        schemes=sum(len(unit.sources.schemes) for unit in known),
        files=dict(sorted((address, output.digest.hex()) for unit in known for address, output in unit.outputs.items())),
    )
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
