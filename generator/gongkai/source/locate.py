"""A finding's place → line and column, looked up only when a report is printed. Reads the file again; never raises.

Columns count characters from 1. A place inside a text (`offset`) is found in the source whatever the text's style: block, folded or quoted.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as FilePath

from gongkai.diagnostics import Edit, Finding, Path, Place, Span
from gongkai.source.characters import LIMIT, plain_text
from gongkai.source.nodes import Composed, Node, compose
from gongkai.source.stretch import Stretches, plainly_replaced, text_at, written
from gongkai.source.workspace import read

_OPEN_FILES = 8


@dataclass(frozen=True, slots=True)
class _Source:
    lines: list[str]
    starts: list[int]
    text: str
    composed: Composed
    stretches: dict[Path, Stretches] = field(default_factory=dict)

    def position(self, index: int) -> tuple[int, int]:
        """Line and column of a character, from 1."""
        line = min(bisect_right(self.starts, index), len(self.lines))
        return line, index - self.starts[line - 1] + 1

    def find(self, path: Path, offset: int, length: int) -> tuple[int, int] | None:
        """Where a stretch of the text value at a path stands; nothing if there is no such value, or nothing visible in it."""
        if path not in self.stretches:
            node, value = self.composed.nodes.get(path), text_at(self.composed.tree, path)
            if node is None or not value:
                return None
            self.stretches[path] = Stretches(self.text, node, value)
        return self.stretches[path].find(offset, length)


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
        node = _nearest(source.composed.nodes, place.path)
        if node is None:
            return Span(file=place.file)
        if place.offset is not None and (found := source.find(place.path, place.offset, place.length)):
            (line, column), end = source.position(found[0]), found[1] - found[0]
            return _span(place.file, source, line, column, column + end)
        return _span(place.file, source, *_extent(node, source.lines))

    def edit(self, finding: Finding) -> Edit | None:
        """What writes the finding's replacement; nothing where it has none, or where only reading the file anew could tell the outcome."""
        place, text = finding.place, finding.replacement
        source = self._open(place.file)
        if source is None or text is None or place.offset is None or not source.composed.sound:
            return None
        found = source.find(place.path, place.offset, place.length)
        node, value = source.composed.nodes.get(place.path), text_at(source.composed.tree, place.path)
        if found is None or node is None or not source.stretches[place.path].exact:
            return None
        words = value[place.offset : place.offset + place.length]
        if source.text[slice(*found)] != written(words, node.style) or not plainly_replaced(node, value, place.offset, place.length, text):
            return None
        (line, column), (end_line, end_column) = source.position(found[0]), source.position(found[1])
        return Edit(line=line, column=column, end_line=end_line, end_column=end_column, text=written(text, node.style))

    def _read(self, file: str) -> _Source | None:
        path = self._root / file
        try:
            if path.is_symlink():  # what stands elsewhere is not ours to quote
                return None
            data = read(path)
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


def _nearest(nodes: dict[Path, Node], path: Path) -> Node | None:
    return next((node for length in range(len(path), -1, -1) if (node := nodes.get(path[:length]))), None)


def _extent(node: Node, lines: list[str]) -> tuple[int, int, int]:
    """Line, column and end column of a value on one line; of its key where the value is empty or runs over lines."""
    one_line = node.start.line == node.end.line and node.start.index < node.end.index and node.style not in ("{", "|", ">")
    if one_line or node.key is None:
        end = node.end.column if one_line else len(lines[node.start.line - 1]) + 1
        return node.start.line, node.start.column, end
    start, stop = node.key
    return start.line, start.column, stop.column if start.line == stop.line else start.column
