"""Pairs of some schemes of one region → their block of the index: which of them have a pair, by rank, cut into shards by first character.

A block stands by itself: a change in one scheme touches its block and no other, and the shards of a site are its blocks one after another.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from gongkai.indexing.folding import BREAK
from gongkai.indexing.pairs import Pairs
from gongkai.indexing.passages import Rank
from gongkai.indexing.texts import script_safe

BLOCK = 30
"""Schemes of a block: what fits into five digits of six bits."""
_ALL, _ONE = "*", 0x100
"""All schemes of the block; one scheme, the first as this character, the second as the next one, and so on."""
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def shard_count(schemes: int) -> int:
    """How many shards the index of a site has: enough that a query loads little, few enough that they are no burden to write."""
    return min(1 << max(schemes // 2, 8).bit_length(), 512)


def block(schemes: Sequence[Pairs], shards: int) -> list[bytes]:
    """For each shard the JSON of one string a rank: words set apart by spaces, each a first character and, for every second one, that
    character and which of the schemes have the two together: all, one, or five digits whose bits tell.
    """
    parts: list[list[list[str]]] = [[[] for _ in Rank] for _ in range(shards)]
    shown = _Shown({1 << index: chr(_ONE + index) for index in range(BLOCK)} | {(1 << len(schemes)) - 1: _ALL})
    for rank in Rank:
        for first, seconds in sorted(_merged([scheme.ranks[rank] for scheme in schemes]).items()):
            word = "".join([second + shown[bits] for second, bits in sorted(seconds.items())])
            parts[ord(first) % shards][rank].append(first + word)
    return [_json([" ".join(words) for words in part]) for part in parts]


def _merged(schemes: Iterable[str]) -> dict[str, dict[str, int]]:
    """First character → second → a bit for each scheme that has the two together, the first scheme's the lowest.

    Characters are code units of UTF-16, as JavaScript counts them. The last one of a stretch is paired with `BREAK`, so that a single
    character is found as the first of some pair.
    """
    held: dict[str, int] = defaultdict(int)
    for index, folded in enumerate(schemes):
        for words in _ASTRAL.sub(_units, folded).split(BREAK):
            held[words] |= 1 << index
    merged: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for words, bits in held.items():
        for first, second in pairwise(words + BREAK):
            merged[first][second] |= bits
    return merged


def _units(astral: re.Match[str]) -> str:
    """The two code units of a character beyond the basic plane."""
    high, low = divmod(ord(astral[0]) - 0x10000, 0x400)
    return chr(0xD800 + high) + chr(0xDC00 + low)


class _Shown(dict[int, str]):
    """How the schemes with certain bits are written."""

    def __missing__(self, bits: int) -> str:
        shown = self[bits] = "".join(_DIGITS[bits >> shift & 63] for shift in (24, 18, 12, 6, 0))
        return shown


def _json(words: list[str]) -> bytes:
    """A character beyond the basic plane is two code units, of which one may stand alone here: those are escaped."""
    while words and not words[-1]:
        words.pop()
    if not words:
        return b"0"
    try:
        return script_safe(msgspec.json.encode(words))
    except UnicodeEncodeError:
        import json

        return json.dumps(words).encode()
