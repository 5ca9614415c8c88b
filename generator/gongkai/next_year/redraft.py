"""Source text + changes of whole entries → source text: values set, emptied and dropped, remarks put on their lines; the rest stays.

Like `source.splice`, which changes words inside values, it believes nothing: the outcome must read as meant.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from copy import deepcopy
from itertools import pairwise
from typing import Any, NamedTuple

from gongkai.diagnostics import Path
from gongkai.source.nodes import Composed, Node, compose

REMARK = "# 待定："
"""What begins the remark on something to be decided."""


_CLOSING = re.compile(r"(?:[\s,]|#[^\n]*)*[}\]]")
"""What stands between the last value inside brackets and the end of the bracket."""


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


class Redraft:
    """Gathers changes of one sound text; no two of them may concern the same value."""

    def __init__(self, text: str, composed: Composed) -> None:
        self._text, self._nodes = text, composed.nodes
        self._meant: Any = deepcopy(composed.tree)
        self._edits: list[_Edit] = []
        self._remarks: dict[int, list[str]] = {}
        self._below = {path[:-1]: path for path in self._nodes if path}
        broken = (node for node in self._nodes.values() if node.style in ("", "'", '"') and node.end.line > node.start.line)
        self._broken = sorted((node.start.line, node.end.line) for node in broken)
        self._starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]

    def has(self, path: Path) -> bool:
        """Whether there is such a value."""
        return path in self._nodes

    def set(self, path: Path, written: str, value: object) -> None:
        """Put another value in the place of one, as it is `written`."""
        self._edits.append(_Edit(self._nodes[path].start.index, self._end(path), written))
        self._parent(path)[path[-1]] = value

    def empty(self, path: Path) -> None:
        """Leave the key without a value."""
        if self._is_flow(path[:-1]):
            self.set(path, "null", None)
            return
        key = self._nodes[path].key
        start = self._text.index(":", key[1].index if key else self._nodes[path].start.index) + 1
        lines = self._line_end(start)
        # what begins on a line of its own leaves the key's line, which may have a comment, as it is
        self._edits.append(_Edit(start if self._nodes[path].start.index <= lines else lines, self._end(path), ""))
        self._parent(path)[path[-1]] = None

    def drop(self, path: Path, instead: str, value: object) -> None:
        """Take the whole entry out, with its lines; inside { } on a line put another value `instead`."""
        if self._is_flow(path[:-1]):
            self.set(path, instead, value)
            return
        self._edits.append(_Edit(*self._lines(path), ""))
        del self._parent(path)[path[-1]]

    def keep(self, path: Path, remarks: Mapping[int, str]) -> None:
        """Of a list keep these items as they are written, each with its remark."""
        key = self._nodes[path].key
        items = []
        for index, remark in remarks.items():
            node = self._nodes[*path, index]
            indent = " " * (1 if self._is_flow(path) else max(node.start.column - 3, 0))
            items.append(f"\n{indent}- {self._text[node.start.index : self._end((*path, index))]}  {REMARK}{remark}")
        start = self._text.index(":", key[1].index if key else 0) + 1
        self._edits.append(_Edit(start, self._end(path), "".join(items)))
        old = self._parent(path)[path[-1]]
        self._parent(path)[path[-1]] = [old[index] for index in remarks]

    def follow(self, path: Path, key: str, written: str, value: object) -> None:
        """Put a new entry behind another one of the outermost level."""
        if self._is_flow(()):
            end = self._nodes[path].end.index
            self._edits.append(_Edit(end, end, f", {key}: {written}"))
        else:
            end = self._line_end(self._nodes[path].end.index)
            self._edits.append(_Edit(end, end, f"\n{key}: {written}"))
        self._meant[key] = value

    def remark(self, path: Path, words: str) -> None:
        """Put a remark on the line on which a value ends, or its key's where the value has lines of its own."""
        node = self._nodes[path]
        lines = self._remarks.setdefault(self._line_end(self._starts[self._line_of(path, node) - 1]), [])
        lines += [words] if words not in lines else []

    def announce(self, path: Path, words: Iterable[str]) -> None:
        """Put remarks above the key of a block of text, in whose lines none can stand."""
        node = self._nodes[path]
        key = node.key[0] if node.key else node.start
        indent = " " * (key.column - 1)
        start = self._starts[key.line - 1]
        self._edits.append(_Edit(start, start, "".join(f"{indent}{REMARK}{each}\n" for each in dict.fromkeys(words))))

    def is_block(self, path: Path) -> bool:
        """Whether a text stands in lines of its own (|, >)."""
        return self._nodes[path].style in ("|", ">")

    def written(self) -> str | None:
        """The text with all changes; nothing when it does not read as meant."""
        remarks = [_Edit(end, end, f"  {REMARK}{'；'.join(words)}") for end, words in self._remarks.items()]
        text = self._text
        edits = sorted([*remarks, *self._edits], key=lambda each: (each.start, each.end, each.text.startswith("\n")))
        if any(one.end > other.start for one, other in pairwise(edits)):
            return None
        for start, end, new in reversed(edits):
            text = text[:start] + new + text[end:]
        text = text.rstrip("\n") + "\n"
        read = compose(text)
        return text if read.sound and not read.findings and read.tree == self._meant else None

    def _line_of(self, path: Path, node: Node) -> int:
        """The line that can take a remark on a value: one behind which no quoted or plain text goes on."""
        index = node.key[1].index if node.key and self._has_lines(path) else node.start.index if self._has_lines(path) else self._end(path)
        line = bisect_left(self._starts, index + 1)
        for first, last in self._broken:
            line = last if first <= line < last else line
        return line

    def _has_lines(self, path: Path) -> bool:
        return self.is_block(path) or (self._nodes[path].style == "{" and not self._is_flow(path))

    def _is_flow(self, path: Path) -> bool:
        node = self._nodes[path]
        return node.style == "{" and self._text[node.start.index : node.start.index + 1] in ("{", "[")

    def _end(self, path: Path) -> int:
        """Behind the last character of a value; of collections and blocks the reader knows only where they begin, or what follows them."""
        node, below = self._nodes[path], self._below.get(path)
        if node.style != "{":
            return len(self._text[: node.end.index].rstrip()) if self.is_block(path) else node.end.index
        end = self._end(below) if below else node.start.index + 1
        if not self._is_flow(path):
            return end
        closing = _CLOSING.match(self._text, end)
        return closing.end() if closing else end

    def _lines(self, path: Path) -> tuple[int, int]:
        """The lines of an entry; the blank one before it goes with it where another one follows, or the end."""
        key = self._nodes[path].key
        start = self._starts[(key[0] if key else self._nodes[path].start).line - 1]
        end = min(self._line_end(self._end(path)) + 1, len(self._text))
        if self._text[start - 2 : start] == "\n\n" and self._text[end : end + 1] in ("", "\n"):
            start -= 1
        return start, end

    def _line_end(self, index: int) -> int:
        end = self._text.find("\n", index)
        return len(self._text) if end < 0 else end

    def _parent(self, path: Path) -> Any:
        found = self._meant
        for step in path[:-1]:
            found = found[step]
        return found
