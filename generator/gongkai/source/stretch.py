"""A stretch of a text value → where it stands in the source, whatever the text's style: block, folded, quoted or plain.

The visible characters of a value come in the same order in the source; blanks are found by their visible neighbours.
"""

import re
from bisect import bisect_left
from typing import Any

from gongkai.diagnostics import Path
from gongkai.source.nodes import Node
from gongkai.source.plain import CONSTANTS, numeric

_BLANK = " \t\n"
_VISIBLE = {
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^xuU])|[^ \t\n\\]", re.DOTALL),
    "'": re.compile(r"''|[^ \t\n]"),
}
_ANY_VISIBLE = re.compile(r"[^ \t\n]")
_DELICATE = re.compile(r"[\[\]{},:#&*!|>%@`\"'?-]")
"""What a plain scalar may hold in some places only."""
_BLANK_ESCAPES = frozenset({"\\n", "\\t", "\\ ", "\\\n", "\\\t"})


def text_at(tree: Any, path: Path) -> str:
    """The text value at a path, empty if there is none."""
    for step in path:
        try:
            tree = tree[step]
        except (LookupError, TypeError):
            return ""
    return tree if isinstance(tree, str) else ""


class Stretches:
    """Finds stretches of one value; made once for a value, since making it reads all of it."""

    def __init__(self, source: str, node: Node, value: str) -> None:
        self._value = value
        self._here = [index for index, character in enumerate(value) if character not in _BLANK]
        self._there = _visible(source, node)

    @property
    def exact(self) -> bool:
        """Whether every visible character has its own place; escapes that stand for a blank or for two halves blur the picture."""
        return len(self._here) == len(self._there)

    def find(self, offset: int, length: int) -> tuple[int, int] | None:
        """The index in the source of the stretch's first character and of what follows its last; nothing if nothing is visible."""
        if not self._there:
            return None
        offset = min(max(offset, 0), len(self._value))
        end = min(offset + max(length, 0), len(self._value))
        start = self._start(offset)
        return start, max(start, self._end(end)) if end > offset else start

    def _start(self, offset: int) -> int:
        before = bisect_left(self._here, offset)
        if before < len(self._here) and self._here[before] == offset:
            return self._place(before)[0]
        if before and "\n" not in self._value[self._here[before - 1] : offset]:
            return self._behind(before, offset)
        if before < len(self._here) and "\n" not in self._value[offset : self._here[before]]:
            return self._place(before)[0] - (self._here[before] - offset)
        return self._behind(before, offset) if before else self._there[0][0]

    def _end(self, offset: int) -> int:
        before = bisect_left(self._here, offset)
        if before and self._here[before - 1] == offset - 1:
            return self._place(before - 1)[1]
        return self._start(offset)

    def _behind(self, before: int, offset: int) -> int:
        """As far behind the visible character before it as in the value."""
        return self._place(before - 1)[1] + offset - self._here[before - 1] - 1

    def _place(self, number: int) -> tuple[int, int]:
        return self._there[min(number, len(self._there) - 1)]


def _visible(text: str, node: Node) -> list[tuple[int, int]]:
    """Where every character of the value that is no blank begins and ends in the source."""
    start, end = node.start.index, node.end.index
    if node.style in ("|", ">"):
        start = text.find("\n", start, end) + 1 or end
    elif node.style in _VISIBLE:
        start, end = start + 1, end - 1
    pattern = _VISIBLE.get(node.style, _ANY_VISIBLE)
    return [match.span() for match in pattern.finditer(text, start, end) if match.group() not in _BLANK_ESCAPES]


def written(text: str, style: str) -> str:
    """A text as it is written inside a quoted scalar; as it is in any other."""
    match style:
        case "'":
            return text.replace("'", "''")
        case '"':
            return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return text


def plainly_replaced(node: Node, value: str, offset: int, length: int, text: str) -> bool:
    """Whether it goes without saying that the value reads as meant when `text` is written into it; if not, only reading it anew tells."""
    before, words, after = value[:offset], value[offset : offset + length], value[offset + length :]
    changed = before + text + after
    line = before.rpartition("\n")[2] + text + after.partition("\n")[0]
    if len(words) < length or "\n" in words + text or not line.strip(_BLANK) or not (words or (before[-1:] + after[:1]).strip(_BLANK)):
        return False
    if node.style in ("|", ">"):
        return changed[0] not in _BLANK and (node.style == "|" or line[0] not in _BLANK)
    if node.start.line != node.end.line:
        return False
    joined = before[-1:] + text + after[:1]
    return bool(node.style) or not (_DELICATE.search(joined) or changed in CONSTANTS or numeric(changed) or changed != changed.strip())
