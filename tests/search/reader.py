"""What the browser does with the files of the search, once more in Python: the reference for tests of what is found."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from gongkai.indexing.folding import fold

BLOCK, DIGITS = 30, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
_CALL = re.compile(r"gongkaiSearch\.(\w+)\((.*)\);\n", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """An entry of the list of schemes and its place in the index."""

    address: str
    year: int
    withdrawn: bool
    demo: bool
    files: tuple[int, ...]
    block: int
    bit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that has a word."""

    rank: int
    page: str
    anchor: str
    text: str


def call(script: bytes, name: str) -> list[Any]:
    """The arguments with which a file calls the page's function of that name."""
    found = _CALL.fullmatch(script.decode())
    assert found and found[1] == name
    arguments: list[Any] = json.loads(f"[{found[2]}]")
    return arguments


class Reader:
    """The search over the files of a site, by address."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    @cached_property
    def listing(self) -> tuple[int, list[Scheme]]:
        """The number of shards, and all schemes."""
        [[shards, regions]] = call(self._files["search/schemes.js"], "schemes")
        schemes, block = [], -1
        for slug, _, demo, agencies in regions:
            entries = [(agency, entry) for agency, own in agencies for entry in own]
            for place, (agency, entry) in enumerate(entries):
                block += place % BLOCK == 0
                facts: list[Any] = [entry, int(entry), 0, 1, 1, 1] if isinstance(entry, str) else entry
                name, year, withdrawn, *counts = facts
                schemes.append(
                    Scheme(
                        address=f"{slug}/{agency}/{name}",
                        year=year,
                        withdrawn=bool(withdrawn),
                        demo=bool(demo),
                        files=tuple(counts),
                        block=block,
                        bit=1 << place % BLOCK,
                    )
                )
        return shards, schemes

    def candidates(self, word: str) -> dict[str, list[int]]:
        """The schemes that may have a folded word, each with the ranks in which it may be."""
        units = _units(word)
        pairs = list(pairwise(units)) or [(units[0], "")]
        shards, schemes = self.listing
        blocks = [self._shard(ord(first) % shards) for first, _ in pairs]
        found: dict[str, list[int]] = {}
        for scheme in schemes:
            parts = [block[scheme.block] for block in blocks]
            ranks = [rank for rank in range(5) if all(_has(part, rank, pair, scheme.bit) for part, pair in zip(parts, pairs, strict=True))]
            if ranks:
                found[scheme.address] = ranks
        return found

    def _shard(self, number: int) -> list[list[str]]:
        known, blocks = call(self._files[f"search/index-{number}.js"], "index")
        assert known == number
        return [[_units(words) for words in part] if isinstance(part, list) else [] for part in blocks]

    def hits(self, address: str, word: str) -> list[Hit]:
        """Where a scheme has a folded word; a hit without page is one in its names."""
        names = str(next(self._texts(address))[0]["names"])
        found = [Hit(rank=0, page="", anchor="", text=names)] if word in fold(names) else []
        return found + [each for each in self.passages(address) if word in fold(each.text)]

    def passages(self, address: str) -> Iterator[Hit]:
        """Every passage of a scheme."""
        for _, _, runs in self._texts(address):
            for rank, page, flat in runs:
                yield from (Hit(rank=rank, page=page, anchor=flat[at], text=flat[at + 1]) for at in range(0, len(flat), 2))

    def _texts(self, address: str) -> Iterator[tuple[dict[str, str], str, list[tuple[int, str, list[str]]]]]:
        """Of every file of a scheme: header, variants, runs of passages."""
        count = sum(next(each.files for each in self.listing[1] if each.address == address))
        for number in range(1, count + 1):
            script = self._files[f"{address}/search-{number}.js"]
            own, at, content = call(script, "text")
            assert (own, at) == (address, number)
            yield content


def _units(word: str) -> str:
    """The word's UTF-16 code units, each as a character."""
    data = word.encode("utf-16-be", "surrogatepass")
    return "".join(chr(int.from_bytes(data[at : at + 2])) for at in range(0, len(data), 2))


def _has(part: list[str], rank: int, pair: tuple[str, str], bit: int) -> bool:
    words = part[rank] if rank < len(part) else ""
    own = next((word for word in words.split(" ") if word.startswith(pair[0])), "")
    at = 1
    while at < len(own):
        second, at, bits = own[at], *_bits(own, at + 1)
        if bits & bit and pair[1] in ("", second):
            return True
    return False


def _bits(text: str, at: int) -> tuple[int, int]:
    """Where the schemes written at that place end, and they as bits."""
    if text[at] == "*":
        return at + 1, (1 << BLOCK) - 1
    if ord(text[at]) >= 0x100:
        return at + 1, 1 << ord(text[at]) - 0x100
    bits = 0
    for digit in text[at : at + 5]:
        bits = bits << 6 | DIGITS.index(digit)
    return at + 5, bits
