"""Writes what the fuzzer starts from: every example of every rule's page, one file each: `python tests/fuzz/seeds.py DIR`."""

import sys
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path

from gongkai.rules import RULES
from gongkai.rules.pages import EDGE, RIGHT, WRONG, read_page


def seeds() -> Iterator[bytes]:
    """The examples in the form that `exercise` takes."""
    for code in RULES:
        page = read_page(code)
        for heading in (WRONG, RIGHT, EDGE):
            for example in page.examples(heading) if code[0] not in "FS" else ():
                beside = (f"%% {block.title}\n{block.text}" for block in example.beside)
                yield "".join((example.scheme.text, *beside)).encode()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds():
        (folder / sha1(seed).hexdigest()).write_bytes(seed)
