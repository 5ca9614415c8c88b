"""A scheme's passages → all that the index asks of a scheme: its folded words, by rank, of which it takes every pair of characters.

The words are kept rather than their pairs, because schemes of one region have most of them alike: `blocks` takes the pairs of each once.
"""

from hashlib import sha256

from msgspec import Struct

from gongkai.indexing.folding import BREAK, changes, folded, variants
from gongkai.indexing.passages import Rank, Said

_END = "\0"
"""Stands between two ranks, where all of them are folded in one go; no text of a scheme has it."""


class Pairs(Struct, frozen=True, array_like=True):
    """The words of one scheme, for each rank a text, `BREAK` between two that do not touch; `digest` tells it from others."""

    digest: bytes
    ranks: tuple[str, ...]


def scheme_pairs(said: Said) -> tuple[Pairs, str]:
    """Every passage of a scheme, and the `variants` among its characters."""
    words: dict[int, list[str]] = {rank: [] for rank in Rank}
    words[Rank.NAME].append(said.names)
    for run in (*said.heads, *said.prose):
        words[run.rank] += run.flat[1::2]
    words[Rank.TABLE] += said.cells
    everything = _END.join(map(BREAK.join, words.values()))
    changed = changes(everything)
    changed.pop(_END, None)
    everything = folded(everything, changed)
    return Pairs(sha256(everything.encode()).digest()[:16], tuple(everything.split(_END))), variants(changed)
