"""A web address as a QR code (GB/T 18284, ISO/IEC 18004) in inline SVG, for the notice page: byte mode, level M, mask 0, versions 1 to 9.

Libraries take milliseconds for a code, as long as all six pages of a scheme; what is the same for all codes of one size is worked out
once here, and a code is then a few table look-ups. The tests hold every module of every version against such a library.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product, zip_longest
from operator import itemgetter
from typing import NamedTuple

QUIET = 4
"""Modules of white around a code."""
_FORMAT = 0x5412
"""Level M with mask 0, as the 15 bits that tell a reader."""
_VERSIONS = {7: 0x07C94, 8: 0x085BC, 9: 0x09A99}
"""Larger codes tell their version too, in 18 bits."""


class _Size(NamedTuple):
    """A version: codewords for error correction in each block, codewords of data in the blocks, centres of the alignment patterns."""

    correction: int
    blocks: tuple[int, ...]
    centres: tuple[int, ...]


_SIZES = {
    1: _Size(10, (16,), ()),
    2: _Size(16, (28,), (6, 18)),
    3: _Size(26, (44,), (6, 22)),
    4: _Size(18, (32, 32), (6, 26)),
    5: _Size(24, (43, 43), (6, 30)),
    6: _Size(16, (27, 27, 27, 27), (6, 34)),
    7: _Size(18, (31, 31, 31, 31), (6, 22, 38)),
    8: _Size(22, (38, 38, 39, 39), (6, 24, 42)),
    9: _Size(22, (36, 36, 36, 37, 37), (6, 26, 46)),
}
LONGEST = sum(_SIZES[9].blocks) - 2
"""Bytes of the longest text that has a code."""


def qr_svg(text: str, label: str) -> str:
    """An SVG element that scales; empty for a text of more than `LONGEST` bytes. `label` (HTML) is read to those who don't see it."""
    rows = qr_rows(text.encode())
    side = len(rows) + 2 * QUIET
    path = "".join(_lines(rows))
    return (
        f'<svg class="gk-qr" role="img" aria-label="{label}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path stroke="#000" d="{path}"/></svg>'
        if rows
        else ""
    )


def _lines(rows: list[str]) -> Iterator[str]:
    """Neighbouring dark modules of a row as one stroke."""
    for y, row in enumerate(rows):
        x = 0
        for run in re.finditer("1+", row):
            start, end = run.span()
            yield f"m{start - x} 0h{end - start}" if x else f"M{start + QUIET} {y + QUIET}.5h{end - start}"
            x = end


def qr_rows(data: bytes) -> list[str]:
    """The code row by row, a 1 for every dark module; no rows for data that is too long."""
    version = next((version for version, size in _SIZES.items() if len(data) + 2 <= sum(size.blocks)), None)
    if version is None:
        return []
    layout = _layout(version)
    bits = int.from_bytes(_codewords(data, _SIZES[version])) << layout.spare ^ layout.mask
    modules = "".join(layout.pick(f"{bits:0{layout.capacity}b}01"))
    side = _side(version)
    return [modules[start : start + side] for start in range(0, side * side, side)]


def _codewords(data: bytes, size: _Size) -> bytes:
    """Mode, length and data, filled up; cut into blocks, each with its error correction; blocks interleaved."""
    room = sum(size.blocks)
    stream = (0b0100 << 8 | len(data)) << 8 * len(data) | int.from_bytes(data)
    filled = (stream << 4).to_bytes(len(data) + 2) + b"\xec\x11" * room
    blocks, start = [], 0
    for length in size.blocks:
        blocks.append(filled[start : start + length])
        start += length
    corrections = [_correction(block, size.correction) for block in blocks]
    return bytes(byte for group in (blocks, corrections) for column in zip_longest(*group) for byte in column if byte is not None)


def _correction(block: bytes, length: int) -> bytes:
    """The remainder of Reed and Solomon, all its bytes kept in one number."""
    multiples, top, kept = _multiples(length), 8 * length - 8, (1 << 8 * length) - 1
    rest = 0
    for byte in block:
        rest = (rest << 8 & kept) ^ multiples[byte ^ rest >> top]
    return rest.to_bytes(length)


@cache
def _multiples(length: int) -> tuple[int, ...]:
    """The generator polynomial of that degree without its leading term, times every element of GF(256)."""
    generator = [1]
    root = 1
    for _ in range(length):
        generator = [high ^ _times(low, root) for high, low in zip([*generator, 0], [0, *generator], strict=True)]
        root = _times(root, 2)
    return tuple(int.from_bytes(bytes(_times(factor, each) for each in generator[1:])) for factor in range(256))


def _times(one: int, other: int) -> int:
    """The product in GF(256) modulo x⁸+x⁴+x³+x²+1."""
    result = 0
    while other:
        result ^= one * (other & 1)
        one, other = (one << 1) ^ (0x11D if one & 0x80 else 0), other >> 1
    return result


class _Layout(NamedTuple):
    """Where the bits of a version go: `pick` takes every module from the data's bits (`capacity` of them), followed by a light and a dark.

    `spare` bits at the end belong to no codeword; `mask` is turned over where the checkerboard is dark.
    """

    capacity: int
    spare: int
    mask: int
    pick: itemgetter  # type: ignore[type-arg]


@cache
def _layout(version: int) -> _Layout:
    side = _side(version)
    fixed = dict(_fixed(version))
    free = [place for place in _path(side) if place not in fixed]
    size = _SIZES[version]
    capacity = len(free)
    sources = {place: index for index, place in enumerate(free)} | {place: capacity + dark for place, dark in fixed.items()}
    return _Layout(
        capacity=capacity,
        spare=capacity - 8 * (sum(size.blocks) + size.correction * len(size.blocks)),
        mask=int("".join("10"[(row + column) % 2] for row, column in free), 2),
        pick=itemgetter(*(sources[place] for place in product(range(side), range(side)))),
    )


def _side(version: int) -> int:
    return 17 + 4 * version


def _path(side: int) -> Iterator[tuple[int, int]]:
    """Places (row, column) in the order of the data: two columns at a time from the right, up and down, past the timing column."""
    upwards = True
    for right in (*range(side - 1, 6, -2), 5, 3, 1):
        for row in range(side - 1, -1, -1) if upwards else range(side):
            yield row, right
            yield row, right - 1
        upwards = not upwards


def _fixed(version: int) -> Iterator[tuple[tuple[int, int], int]]:
    """The modules that are no data: patterns to find and align by, format and version; where two meet, the later holds."""
    side = _side(version)
    for index in range(8, side - 8):
        yield (6, index), 1 - index % 2
        yield (index, 6), 1 - index % 2
    centres = _SIZES[version].centres
    corners = {(6, 6), (6, side - 7), (side - 7, 6)}
    for row, column in set(product(centres, repeat=2)) - corners:
        for down, right in product(range(-2, 3), repeat=2):
            yield (row + down, column + right), int(max(abs(down), abs(right)) != 1)
    for row, column in ((3, 3), (3, side - 4), (side - 4, 3)):
        for down, right in product(range(-4, 5), repeat=2):
            if 0 <= row + down < side and 0 <= column + right < side:
                yield (row + down, column + right), int(max(abs(down), abs(right)) in (0, 1, 3))
    yield from _told(side, version)


def _told(side: int, version: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Format, twice, with the dark module beside it; from version 7 on the version, twice."""
    beside = [0, 1, 2, 3, 4, 5, 7, 8]
    for index in range(15):
        bit = _FORMAT >> index & 1
        yield ((beside[index], 8) if index < 8 else (side - 15 + index, 8)), bit
        yield ((8, side - 1 - index) if index < 8 else (8, beside[14 - index])), bit
    yield (side - 8, 8), 1
    for index in range(18 if version in _VERSIONS else 0):
        row, column = index // 3, side - 11 + index % 3
        bit = _VERSIONS[version] >> index & 1
        yield (row, column), bit
        yield (column, row), bit
