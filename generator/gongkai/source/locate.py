"""A finding's place → line and column, looked up only when a report is printed. Reads the file again; never raises.

Columns count characters from 1. A place inside a text (`offset`) is found in the source whatever the text's style: block, folded or quoted.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from gongkai.diagnostics import Path, Place, Span
from gongkai.source.characters import LIMIT, plain_text
from gongkai.source.nodes import Composed, Node, compose
from gongkai.source.workspace import read

_BLANK = " \t\n"
_VISIBLE = {
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^xuU])|[^ \t\n\\]", re.DOTALL),
    "'": re.compile(r"''|[^ \t\n]"),
}
_ANY_VISIBLE = re.compile(r"[^ \t\n]")
_BLANK_ESCAPES = frozenset({"\\n", "\\t", "\\ ", "\\\n", "\\\t"})
_OPEN_FILES = 8


@dataclass(frozen=True, slots=True)
class _Source:
    lines: list[str]
    starts: list[int]
    text: str
    composed: Composed


class Locator:
    """Looks places up in the files under `root`; keeps the last few files it has read."""

    def __init__(self, root: FilePath) -> None:
        self._root = root
        self._open = lru_cache(maxsize=_OPEN_FILES)(self._read)

    def __call__(self, place: Place) -> Span:
        """The span of a place; the nearest parent's if the path is not there, the whole file (line 0) if nothing better is known."""
        source = self._open(place.file)
        if source is None:
            return Span(file=place.file, line=place.line or 0, column=place.column or 0, end_column=place.column or 0)
        if place.line is not None:
            return _span(place.file, source, place.line, place.column or 1, (place.column or 1) + place.length)
        path, node = _nearest(source.composed.nodes, place.path)
        if node is None:
            return Span(file=place.file)
        if place.offset is not None and path == place.path and (value := _text(source.composed.tree, path)):
            return _inside(place, source, node, value)
        return _span(place.file, source, *_extent(node, source.lines))

    def _read(self, file: str) -> _Source | None:
        try:
            data = read(self._root / file)
        except (OSError, ValueError):
            return None
        text, _ = plain_text(data)
        composed = Composed() if text is None else compose(text)
        if text is None:
            text = "" if len(data) > LIMIT else data.decode("utf-8", "replace")
        lines = text.split("\n")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        return _Source(lines, starts, text, composed)


def _span(file: str, source: _Source, line: int, column: int, end: int) -> Span:
    if not 1 <= line <= len(source.lines):
        return Span(file=file)
    text = source.lines[line - 1]
    return Span(file=file, line=line, column=column, end_column=max(column, min(end, len(text) + 1)), source=text)


def _nearest(nodes: dict[Path, Node], path: Path) -> tuple[Path, Node | None]:
    for length in range(len(path), -1, -1):
        if node := nodes.get(path[:length]):
            return path[:length], node
    return (), None


def _extent(node: Node, lines: list[str]) -> tuple[int, int, int]:
    """Line, column and end column of a value on one line; of its key where the value is empty or runs over lines."""
    one_line = node.start.line == node.end.line and node.start.index < node.end.index and node.style not in ("{", "|", ">")
    if one_line or node.key is None:
        end = node.end.column if one_line else len(lines[node.start.line - 1]) + 1
        return node.start.line, node.start.column, end
    start, stop = node.key
    return start.line, start.column, stop.column if start.line == stop.line else start.column


def _text(tree: Any, path: Path) -> str:
    """The text value at a path, empty if there is none."""
    for step in path:
        try:
            tree = tree[step]
        except (LookupError, TypeError):
            return ""
    return tree if isinstance(tree, str) else ""


def _inside(place: Place, source: _Source, node: Node, value: str) -> Span:
    """Where a stretch of a text stands: its visible characters come in the same order in the source as in the value."""
    visible = _visible(source.text, node)
    offset = min(max(place.offset or 0, 0), len(value))
    before = sum(1 for character in value[:offset] if character not in _BLANK)
    inside = sum(1 for character in value[offset : offset + place.length] if character not in _BLANK)
    if not visible:
        return _span(place.file, source, *_extent(node, source.lines))
    if value[offset : offset + 1].strip(_BLANK) and before < len(visible):
        start = visible[before]
    else:  # on a blank: as far behind the visible character before it as in the value
        start = visible[min(before, len(visible)) - 1] + 1 + _blanks_before(value, offset) if before else visible[0]
    last = visible[min(before + inside, len(visible)) - 1] + 1 if inside else start + place.length
    line = min(bisect_right(source.starts, start), len(source.lines))
    begin = source.starts[line - 1]
    return _span(place.file, source, line, start - begin + 1, last - begin + 1)


def _blanks_before(value: str, offset: int) -> int:
    return offset - len(value[:offset].rstrip(_BLANK))


def _visible(text: str, node: Node) -> list[int]:
    """The index in the source of every character of the value that is no blank."""
    start, end = node.start.index, node.end.index
    if node.style in ("|", ">"):
        start = text.find("\n", start, end) + 1 or end
    elif node.style in _VISIBLE:
        start, end = start + 1, end - 1
    pattern = _VISIBLE.get(node.style, _ANY_VISIBLE)
    return [match.start() for match in pattern.finditer(text, start, end) if match.group() not in _BLANK_ESCAPES]
