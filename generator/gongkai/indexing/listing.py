"""All schemes in the order of the index → the list from which the browser knows what the bits of the index mean."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

import msgspec
from msgspec import Struct

from gongkai.indexing.blocks import BLOCK
from gongkai.indexing.texts import script_safe


class Entry(Struct, frozen=True, kw_only=True):
    """A published scheme: `address` is its folder, `region` the name of its region, `files` counts its files for the browser (of heads,
    of prose, of the table); `withdrawn` tells that it is no longer 有效, `digest` tells its pairs from others.
    """

    address: str
    region: str
    year: int
    demo: bool
    withdrawn: bool
    files: tuple[int, ...]
    digest: bytes


def blocks(entries: Iterable[Entry]) -> Iterator[Sequence[Entry]]:
    """The schemes of each block: neighbours of one region, so that a new scheme moves none of another region."""
    for _, region in groupby(entries, key=_region):
        while group := list(islice(region, BLOCK)):
            yield group


def listing(entries: Iterable[Entry], shards: int) -> bytes:
    """JSON: the number of shards, then regions as [slug, name, demo, agencies], an agency as [slug, schemes], a scheme as `_scheme`."""
    regions = []
    for slug, group in groupby(entries, key=_region):
        known = list(group)
        agencies = [[agency, list(map(_scheme, own))] for agency, own in groupby(known, key=_agency)]
        regions.append([slug, known[0].region, int(known[0].demo), agencies])
    return script_safe(msgspec.json.encode([shards, regions]))


def _region(entry: Entry) -> str:
    return entry.address.partition("/")[0]


def _agency(entry: Entry) -> str:
    return entry.address.split("/")[1]


def _scheme(entry: Entry) -> str | list[str | int]:
    """[slug, year, withdrawn, files of heads, of prose, of the table]; `2024` for a scheme of the usual kind."""
    slug = entry.address.rpartition("/")[2]
    facts: list[str | int] = [slug, entry.year, int(entry.withdrawn), *entry.files]
    return slug if facts == [str(entry.year), entry.year, 0, 1, 1, 1] else facts
