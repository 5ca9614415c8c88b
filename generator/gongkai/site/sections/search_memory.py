"""What the search keeps beside the cache: the pairs of every agency in a file, which is read only for what changed, and finished blocks.

An agency's file belongs to its unit: the unit remembers its stamp, and is made anew when the file does not stand as it was left.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from gongkai.indexing.pairs import Pairs
from gongkai.site.cache import files_below
from gongkai.site.write import Stamp, write_file

_BLOCKS = "blocks"


def keep_pairs(folder: Path, agency: str, pairs: Mapping[str, Pairs]) -> Stamp:
    """Keep the pairs of an agency's schemes, by address."""
    return write_file(f"{folder}/{agency}", [msgspec.msgpack.encode(pairs)])


def read_pairs(folder: Path, agency: str) -> dict[str, Pairs]:
    """What was kept of an agency, by the scheme's address."""
    return msgspec.msgpack.decode((folder / agency).read_bytes(), type=dict[str, Pairs])


def forget(folder: Path, agencies: Collection[str]) -> None:
    """Remove what was kept of all others."""
    for file in files_below(str(folder)):
        name = file.removeprefix(f"{folder}/")
        if "/" in name and name not in agencies:
            Path(file).unlink(missing_ok=True)


def read_blocks(folder: Path) -> dict[bytes, list[bytes]]:
    """The finished blocks by key: for each shard its part; none when they were cleared away or damaged."""
    try:
        return msgspec.msgpack.decode((folder / _BLOCKS).read_bytes(), type=dict[bytes, list[bytes]])
    except (OSError, msgspec.DecodeError):
        return {}


def keep_blocks(folder: Path, blocks: Mapping[bytes, list[bytes]]) -> None:
    """Keep the finished blocks; a build that dies meanwhile leaves the ones before."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{_BLOCKS}.new"
    fresh.write_bytes(msgspec.msgpack.encode(blocks))
    fresh.replace(folder / _BLOCKS)
