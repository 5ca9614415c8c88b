"""A scheme's findings as its report shows them: the heaviest first, by rule, each with an id that lasts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from zlib import crc32

from gongkai.diagnostics import Finding, Rule, Severity
from gongkai.rules import RULES

ORDER = tuple(Severity)
"""The heaviest first."""


class Shown(NamedTuple):
    """A finding and its id in the report: `P001-3f9a`, the same in every build as long as the finding is the same."""

    finding: Finding
    anchor: str


class Group(NamedTuple):
    """The findings of one rule, in the order in which it found them."""

    rule: Rule
    found: tuple[Shown, ...]


def identified(findings: Iterable[Finding]) -> tuple[Shown, ...]:
    """The findings in the order of the report. An id depends on what is said and where, not on the other findings."""
    taken: Counter[str] = Counter()
    found = [Shown(each, _anchor(each, taken)) for each in findings]
    return tuple(sorted(found, key=lambda each: (ORDER.index(RULES[each.finding.code].severity), each.finding.code)))


def _anchor(each: Finding, taken: Counter[str]) -> str:
    field = ".".join(step for step in each.place.path if isinstance(step, str))  # entries of a list may move
    said = crc32("\0".join((field, each.clause, each.message)).encode("utf-8", "surrogatepass"))
    anchor = f"{each.code}-{said & 0xFFFF:04x}"
    taken[anchor] += 1
    return anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}"


def by_rule(shown: Iterable[Shown]) -> Iterator[Group]:
    """Findings in the order of the report, taken together by rule."""
    for code, group in groupby(shown, key=lambda each: each.finding.code):
        yield Group(RULES[code], tuple(group))
