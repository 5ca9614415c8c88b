"""A scheme's passages → the pairs of characters in them, by rank: all that the index asks of a scheme.

A pair is two UTF-16 code units of folded text, `first << 16 | second`, as JavaScript counts them; the last character of a stretch is
paired with `BREAK`, so that a single character is found as the first of some pair.
"""

import sys
from array import array
from collections.abc import Sequence
from hashlib import sha256

from msgspec import Struct

from gongkai.indexing.folding import BREAK, changes, folded, variants
from gongkai.indexing.passages import Rank, Said

_END = "\0"
"""Stands between two ranks, where all of them are folded in one go; no text of a scheme has it."""


class Pairs(Struct, frozen=True, array_like=True):
    """The pairs of one scheme, for each rank an array of 32-bit numbers in bytes; `digest` tells two such values apart."""

    digest: bytes
    ranks: tuple[bytes, ...]


def scheme_pairs(said: Said) -> tuple[Pairs, str]:
    """Every pair of every passage of a scheme, and the `variants` among its characters."""
    words: dict[int, list[str]] = {rank: [] for rank in Rank}
    words[Rank.NAME].append(said.names)
    for run in (*said.heads, *said.prose):
        words[run.rank] += run.flat[1::2]
    words[Rank.TABLE] += said.cells
    everything = _END.join(map(BREAK.join, words.values()))
    changed = changes(everything)
    changed.pop(_END, None)
    everything = folded(everything, changed)
    digest = sha256(everything.encode()).digest()[:16]
    return Pairs(digest, tuple(map(_pairs, everything.split(_END)))), variants(changed)


def _pairs(folded: str) -> bytes:
    units = f"{folded}{BREAK}{BREAK}".encode("utf-16-be")
    whole = len(units) // 4 * 4
    found = set(array("I", units[:whole]))
    found.update(array("I", units[2 : whole - 2 if whole == len(units) else whole + 2]))
    pairs = array("I", found)
    if sys.byteorder == "little":
        pairs.byteswap()
    return pairs.tobytes()


def read_pairs(kept: bytes) -> Sequence[int]:
    """The numbers in `Pairs.ranks`."""
    return array("I", kept)
