"""Pairs of some schemes of one region → their block of the index: which of them have a pair, by rank, cut into shards by first character.

A block stands by itself: a change in one scheme touches its block and no other, and the shards of a site are its blocks one after another.
"""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from gongkai.indexing.pairs import Pairs, read_pairs
from gongkai.indexing.passages import Rank
from gongkai.indexing.texts import script_safe

BLOCK = 30
"""Schemes of a block: what fits into five digits of six bits."""
_ALL, _ONE = "*", 0x100
"""All schemes of the block; one scheme, the first as this character, the second as the next one, and so on."""
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
_BREAK = ord("\n")


def shard_count(schemes: int) -> int:
    """How many shards the index of a site has: enough that a query loads little, few enough that they are no burden to write."""
    return min(1 << max(schemes // 2, 8).bit_length(), 512)


def block(schemes: Sequence[Pairs], shards: int) -> list[bytes]:
    """For each shard the JSON of one string a rank: words set apart by spaces, each a first character and, for every second one, that
    character and which of the schemes have the two together: all, one, or five digits whose bits tell.
    """
    parts: list[list[list[str]]] = [[[] for _ in Rank] for _ in range(shards)]
    for rank in Rank:
        merged = _merged([scheme.ranks[rank] for scheme in schemes])
        for first, word in _words(merged, (1 << len(schemes)) - 1).items():
            parts[first % shards][rank].append(chr(first) + "".join(word))
    return [_json([" ".join(words) for words in part]) for part in parts]


def _merged(schemes: Sequence[bytes]) -> dict[int, int]:
    """Pair → a bit for each scheme that has it, the first scheme's the lowest."""
    merged: dict[int, int] = defaultdict(int)
    for index, kept in enumerate(schemes):
        bit = 1 << index
        for pair in read_pairs(kept):
            merged[pair] |= bit
    return merged


def _words(merged: dict[int, int], every: int) -> dict[int, list[str]]:
    """By first character: second characters with their schemes, in order."""
    digits = {1 << index: chr(_ONE + index) for index in range(BLOCK)} | {every: _ALL}
    words: dict[int, list[str]] = {}
    for pair in sorted(merged):
        bits = merged[pair]
        shown = digits.get(bits) or digits.setdefault(bits, _number(bits))
        words.setdefault(pair >> 16, []).append(chr(pair & 0xFFFF) + shown)
    words.pop(_BREAK, None)
    return words


def _number(bits: int) -> str:
    return "".join(_DIGITS[bits >> shift & 63] for shift in (24, 18, 12, 6, 0))


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
