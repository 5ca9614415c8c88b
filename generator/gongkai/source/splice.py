"""Bytes of a file + changes of its values → bytes in which exactly those values differ: every comment, blank and line end stays.

Nothing is believed: the outcome is read anew, and a change that alters anything else is left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from gongkai.diagnostics import Path
from gongkai.source.characters import plain_text
from gongkai.source.decode import decode
from gongkai.source.nodes import Composed, compose
from gongkai.source.stretch import Stretches, text_at, written


class Change(NamedTuple):
    """Put `text` in the place of a stretch of the text value at `path`."""

    path: Path
    offset: int
    length: int
    text: str

    def applied(self, value: str) -> str:
        """The value with the change."""
        return value[: self.offset] + self.text + value[self.offset + self.length :]


class _Splice(NamedTuple):
    start: int
    end: int
    text: str


class Written(NamedTuple):
    """A change that was made: `value` is what stood at its path before, line and column count from 1."""

    change: Change
    value: str
    line: int
    column: int


class Spliced(NamedTuple):
    """The bytes with the changes that could be made, and those that could not."""

    data: bytes
    made: list[Written]
    refused: list[Change]


def splice(data: bytes, changes: Sequence[Change], type_: Any) -> Spliced:
    """Make changes, no two of which overlap, in a file of this type; one that is not sound is given back untouched."""
    text, findings = plain_text(data)
    composed = Composed(sound=False) if text is None else compose(text)
    if text is None or findings or composed.findings or not composed.sound:
        return Spliced(data, [], list(changes))
    file = _File(data, text, composed, type_)
    made = [(change, ways[0]) for change in changes if (ways := file.ways(change))]
    new = file.spliced(made)
    if new is None:
        made = file.one_by_one(changes)
        new = file.spliced(made)
    done = {change for change, _ in made}
    return Spliced(
        new or data,
        [Written(change, text_at(composed.tree, change.path), *file.position(each.start)) for change, each in made],
        [change for change in changes if change not in done],
    )


class _File:
    def __init__(self, data: bytes, text: str, composed: Composed, type_: Any) -> None:
        self.raw = data.decode()
        self.text, self.composed, self.type_ = text, composed, type_
        self.stretches: dict[Path, Stretches] = {}
        self.returns = [match.start() - number for number, match in enumerate(re.finditer("\r\n", self.raw))]

    def position(self, index: int) -> tuple[int, int]:
        start = self.text.rfind("\n", 0, index) + 1
        return self.text.count("\n", 0, start) + 1, index - start + 1

    def ways(self, change: Change) -> list[_Splice]:
        """The ways to write a change, the plainest first: in its place, or with quotation marks put around what had none."""
        node, value = self.composed.nodes.get(change.path), text_at(self.composed.tree, change.path)
        if node is None or not value or change.applied(value) == value:
            return []
        if change.path not in self.stretches:
            self.stretches[change.path] = Stretches(self.text, node, value)
        found = self.stretches[change.path].find(change.offset, change.length)
        if found is None:
            return []
        ways = [_Splice(*found, written(change.text, node.style))]
        if not node.style and node.start.line == node.end.line:
            ways.append(_Splice(node.start.index, node.end.index, "'" + written(change.applied(value), "'") + "'"))
        return ways

    def one_by_one(self, changes: Sequence[Change]) -> list[tuple[Change, _Splice]]:
        """Each change in the first way that stands beside those before it."""
        made: list[tuple[Change, _Splice]] = []
        for change in changes:
            ways = ([*made, (change, way)] for way in self.ways(change))
            made = next((tried for tried in ways if self.spliced(tried) is not None), made)
        return made

    def spliced(self, made: Sequence[tuple[Change, _Splice]]) -> bytes | None:
        """The file with all of them; nothing if they meet, or if it does not read as meant."""
        splices = sorted(each for _, each in made)
        if not made or any(one.end > other.start or one.start == other.start for one, other in pairwise(splices)):
            return None
        data = "".join(self._pieces(splices)).encode()
        text, findings = plain_text(data)
        if text is None or findings:
            return None
        read = compose(text)
        same = read.sound and not read.findings and read.tree == self._meant([change for change, _ in made])
        return data if same and decode(data, self.type_, "")[0] is not None else None

    def _pieces(self, splices: Sequence[_Splice]) -> Iterator[str]:
        done = 0
        for start, end, text in ((self._raw(each.start), self._raw(each.end), each.text) for each in splices):
            yield self.raw[done:start]
            yield text
            done = end
        yield self.raw[done:]

    def _raw(self, index: int) -> int:
        """Where a character of the text stands in the file as it is, with its carriage returns."""
        return index + bisect_left(self.returns, index)

    def _meant(self, changes: Sequence[Change]) -> Any:
        tree = self.composed.tree
        for change in sorted(changes, key=lambda each: each.offset, reverse=True):
            tree = _with(tree, change.path, change)
        return tree


def _with(tree: Any, path: Path, change: Change) -> Any:
    """The tree with the change made at a path; what is not on the way is shared."""
    if not path:
        return change.applied(tree)
    step, *rest = path
    copy = tree.copy()
    copy[step] = _with(tree[step], tuple(rest), change)
    return copy
