"""What fuzzing has left, small enough to be kept: `python tests/fuzz/corpus.py pack DIR` after a session, `… unpack DIR` before one."""

import io
import sys
import tarfile
from hashlib import sha1
from pathlib import Path

KEPT = Path(__file__).with_name("corpus.tar.xz")
"""One input for every way through readers and rules that was found; alike ones side by side, because they press best so."""


def corpus() -> dict[str, bytes]:
    """The kept inputs by name."""
    with tarfile.open(KEPT) as packed:
        return {each.name: file.read() for each in packed if (file := packed.extractfile(each))}


def pack(folder: Path) -> None:
    """Keep the inputs of a folder instead."""
    inputs = sorted((path.read_bytes() for path in folder.iterdir()), key=lambda data: (data[:40], len(data), data))
    with tarfile.open(KEPT, "w:xz", preset=9) as packed:
        for data in inputs:
            entry = tarfile.TarInfo(sha1(data).hexdigest()[:12])
            entry.size = len(data)
            packed.addfile(entry, io.BytesIO(data))


def unpack(folder: Path) -> None:
    """Write the kept inputs into a folder, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in corpus().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    {"pack": pack, "unpack": unpack}[sys.argv[1]](Path(sys.argv[2]))
