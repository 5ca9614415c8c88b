"""Other versions of a scheme for comparing: a value put elsewhere, an entry dropped, added or moved; everything else as it was."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model import Scheme
from gongkai.source.decode import decode

SCHEMES = Path(__file__).parents[2] / "schemes"
Step = str | int


@cache
def scheme(address: str = "demo/mzj/2025") -> Scheme:
    """A scheme of this repository."""
    read, _ = decode((SCHEMES / f"{address}.yml").read_bytes(), Scheme, address)
    assert read is not None
    return read


def get(inside: Any, *path: Step) -> Any:
    """The value at a path."""
    for step in path:
        inside = getattr(inside, step) if isinstance(inside, Struct) and isinstance(step, str) else inside[step]
    return inside


def put(inside: Scheme, value: Any, *path: Step) -> Scheme:
    """The scheme with another value at a path."""
    found = _put(inside, path, value)
    assert isinstance(found, Scheme)
    return found


def _put(inside: Any, path: tuple[Step, ...], value: Any) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(inside, Struct):
        return replace(inside, **{str(step): _put(getattr(inside, str(step)), rest, value)})
    if isinstance(inside, Mapping):
        return {**inside, step: _put(inside.get(str(step)), rest, value)}
    index = int(step)
    return (*inside[:index], _put(inside[index], rest, value), *inside[index + 1 :])


def drop(inside: Scheme, *path: Step) -> Scheme:
    """The scheme without one entry of a list."""
    index, entries = int(path[-1]), get(inside, *path[:-1])
    return put(inside, (*entries[:index], *entries[index + 1 :]), *path[:-1])


def add(inside: Scheme, value: Any, *path: Step) -> Scheme:
    """The scheme with one more entry at the end of a list."""
    return put(inside, (*get(inside, *path), value), *path)


def reword(inside: Scheme, old: str, new: str) -> Scheme:
    """The scheme with other words in its text, which has the old ones."""
    assert old in inside.text
    return put(inside, inside.text.replace(old, new), "text")
