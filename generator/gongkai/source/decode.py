"""Bytes of one file → a value of the model, or everything that is wrong with them. The step after `files`.

A clean file takes the fast path, yaml-rs and msgspec, in about a millisecond. yaml-rs reads what the slow path reads except for what
`_DOUBTS` lists; a file with any such trait, and every file the fast path refuses, goes through the sure reader in `nodes` and the
schema in `structure`.
"""

import re
from typing import Any, TypeVar

import msgspec
import yaml_rs

from gongkai.diagnostics import Finding
from gongkai.source.characters import CONTROL, LIMIT, VALUES, plain_text

T = TypeVar("T")

_BREAK = r"[\s\[{,]"
_NUMBERS = "points|full|scale|min|max|spread|cap"
"""Every field of the model that is a Decimal (a test keeps the list whole)."""
_DOUBTS = (
    # what is forbidden wherever it stands (controls, backslash escapes that may hide them, tabs); anchors, aliases, tags, merge keys,
    # directives and explicit keys, which yaml-rs lets pass; whole numbers as +1, 0x1, 0o1, 0b1, 01, 1_0
    re.compile(
        rf"[{CONTROL}\\\t&*!%?<+0_](?:(?<=[{CONTROL}\\\t])|(?<={_BREAK}[&*!%?<+])|(?<={_BREAK}0)[box0-9_]|(?<={_BREAK}-0)[box0-9_]|(?<=[0-9]_)|(?<=_)(?=[0-9]))"
    ),
    # a value that follows its colon without a space, which the other expressions would not see
    re.compile(r":(?<=[\s\[{,\"'\]}]:)(?=\S)"),
    # a Decimal that is no bare number in plain notation with at most 15 digits (msgspec takes text, yaml-rs rounds), nor a mapping
    re.compile(
        rf"(?:{_NUMBERS})(?:[\"']|[ \t]*:"
        r"(?!(?=[ \t]+[-0-9.]{1,15}(?![-0-9.]))[ \t]+-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?[ \t]*(?:[,}\n#]|\Z)|[ \t]+\{|\n[ ]+[a-z_]+:[ \n]))"
    ),
)
_SIGNS = ("---", "\n...", "- -", "-  ")
"""Marks between documents; and lists in lists on one line: yaml-rs goes down a level for each, and ten thousand overflow the stack."""
_END = "#\n"
"""Put behind the text: yaml-rs reads a line too many in a block scalar that ends with the file."""
_SEPARATORS = "\n,:[{"
"""Every value stands beside one of these."""
_TOLD_ALREADY = frozenset({"F023", "F024"})
"""A number or key in a notation that the format lacks: that its value is not what is wanted either goes without saying."""
_TO_THE_MINUTE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})")


def decode(data: bytes, type_: type[T], file: str) -> tuple[T | None, tuple[Finding, ...]]:
    """The value, or nothing and every finding of families F and S, placed in `file`. Never raises for any bytes."""
    value = _fast(data, type_)
    if value is not None:
        return value, ()
    value, findings = _exact(data, type_)
    return value, tuple(finding.in_file(file) for finding in findings)


def complete(tree: Any) -> Any:
    """The tree with the seconds that `published_at` may leave out (`2024-09-29T09:00+08:00`) and msgspec wants."""
    match tree:
        case {"disclosure": {"published_at": str(moment)} as disclosure} if _TO_THE_MINUTE.fullmatch(moment):
            return {**tree, "disclosure": {**disclosure, "published_at": full_moment(moment)}}
    return tree


def full_moment(moment: str) -> str:
    """A moment to the second; anything else unchanged."""
    return _TO_THE_MINUTE.sub(r"\1:00\2", moment)


def _fast(data: bytes, type_: type[T]) -> T | None:
    if len(data) > LIMIT:
        return None
    try:
        text = f"\n{data.decode()}".replace("\r\n", "\n")
        if (
            any(sign in text for sign in _SIGNS)
            or not text.endswith("\n")
            or (crowd := _crowd(text)) > 2 * VALUES
            or any(doubt.search(text) for doubt in _DOUBTS)
        ):
            return None
        tree = yaml_rs.loads(text + _END, parse_datetime=False)
        return None if crowd > VALUES and _values(tree) > VALUES else msgspec.convert(complete(tree), type_)
    except (ValueError, TypeError):
        return None


def _crowd(text: str) -> int:
    """At least as many as the text may hold values, in mappings twice as many; nothing for a text too short for too many."""
    return sum(map(text.count, _SEPARATORS)) if len(text) > 2 * VALUES else 0


def _values(tree: Any) -> int:
    """The values that the sure reader counts: every scalar, list and mapping but the keys."""
    waiting, count = [tree], 0
    while waiting:
        each = waiting.pop()
        count += 1
        if isinstance(each, dict):
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    return count


def _exact(data: bytes, type_: type[T]) -> tuple[T | None, list[Finding]]:
    from gongkai.source import nodes, structure  # only a file with problems pays for PyYAML and jsonschema-rs

    text, findings = plain_text(data)
    if text is None or not text.strip():
        return None, findings
    composed = nodes.compose(text)
    findings = [*findings, *composed.findings]
    if composed.sound:
        known = {finding.place.path for finding in composed.findings if finding.code in _TOLD_ALREADY}
        findings += [f for f in structure.problems(composed, type_) if f.place.path not in known]
    if findings:
        return None, findings
    return msgspec.convert(complete(composed.tree), type_), []
