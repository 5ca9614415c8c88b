"""How a case is changed: any value of its scheme by path, and words of its text."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from gongkai.diagnostics import Path
from gongkai.model import Scheme
from gongkai.rules import Case


def with_(case: Case, **changes: Any) -> Case:
    """The case with other registries, files, predecessor or scheme; nothing that was derived from it comes along."""
    known = {field: getattr(case, field) for field in Case.__struct_fields__}
    return Case(**(known | changes))


def get(case: Case, *path: str | int) -> Any:
    """The value at a path of the scheme."""
    value: Any = case.scheme
    for step in path:
        value = getattr(value, step) if isinstance(value, Struct) and isinstance(step, str) else value[step]
    return value


def put(case: Case, value: Any, *path: str | int) -> Case:
    """The case with another value at a path of the scheme."""
    scheme = _put(case.scheme, path, value)
    assert isinstance(scheme, Scheme)
    return with_(case, scheme=scheme)


def _put(inside: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(inside, Struct):
        return replace(inside, **{str(step): _put(getattr(inside, str(step)), rest, value)})
    if isinstance(inside, Mapping):
        return {**inside, step: _put(inside.get(step), rest, value)}
    index = int(step)
    return (*inside[:index], _put(inside[index], rest, value), *inside[index + 1 :])


def add(case: Case, value: Any, *path: str | int) -> Case:
    """The case with one more value at the end of a list of the scheme."""
    return put(case, (*get(case, *path), value), *path)


def drop(case: Case, *path: str | int) -> Case:
    """The case without one entry of a list of the scheme."""
    index, entries = int(path[-1]), get(case, *path[:-1])
    return put(case, (*entries[:index], *entries[index + 1 :]), *path[:-1])


def write(case: Case, start: int, end: int, words: str) -> Case:
    """The case with other words between two places of the text."""
    text = case.scheme.text
    return put(case, text[:start] + words + text[end:], "text")
