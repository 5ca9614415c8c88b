"""What makes a finding the same finding tomorrow: its file, code, field, clause, sentence and words, but not its line."""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from gongkai.diagnostics import Diagnostic

_LINE = re.compile(r"(?<=第 )[0-9]+(?= 行)")
"""A line in a sentence: “键 title 重复了：第 3 行已经写过”."""


def fingerprint(each: Diagnostic) -> str:
    """32 hexadecimal digits that stay when lines or the entries of a list move; two findings of one kind on the same words share them."""
    place, span = each.finding.place, each.span
    field = ".".join(step for step in place.path if isinstance(step, str))
    words = span.source[max(span.column - 1, 0) : max(span.end_column - 1, 0)]
    facts = (place.file, each.rule.code, field, each.finding.clause, _LINE.sub("", each.finding.message), words)
    return sha256("\0".join(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def numbered(diagnostics: Iterable[Diagnostic]) -> list[tuple[str, int]]:
    """The fingerprint of each, and which of those with the same one it is, from 1."""
    seen: Counter[str] = Counter()
    found = []
    for each in diagnostics:
        mark = fingerprint(each)
        seen[mark] += 1
        found.append((mark, seen[mark]))
    return found
