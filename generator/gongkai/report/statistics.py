"""`--statistics`: how often each rule found something, instead of the findings; the most frequent first."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import asdict

from gongkai.diagnostics import Diagnostic, Rule
from gongkai.report.words import width
from gongkai.terms import SEVERITIES


class Row(Struct, frozen=True, kw_only=True):
    """A rule: how many findings are open, acknowledged in the schemes, and known to the baseline."""

    code: str
    name: str
    title: str
    severity: str
    count: int
    waived: int
    known: int


def rows(diagnostics: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> list[Row]:
    """A row for every rule that found something; `known` are the findings that a baseline records."""
    rules: dict[str, Rule] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for kind, found in (("", diagnostics), ("known", known)):
        for each in found:
            rules[each.rule.code] = each.rule
            counts[each.rule.code, kind or ("waived" if each.finding.waived is not None else "open")] += 1
    return sorted(
        (
            Row(
                code=code,
                name=rule.name,
                title=rule.title,
                severity=rule.severity.value,
                count=counts[code, "open"],
                waived=counts[code, "waived"],
                known=counts[code, "known"],
            )
            for code, rule in rules.items()
        ),
        key=lambda row: (-row.count, -row.known, -row.waived, row.code),
    )


def as_text(found: list[Row], baseline: bool) -> Iterator[str]:
    """A table for the terminal, nothing when there is no row; the column of known findings only with a `baseline`."""
    columns = [
        ("个数", [str(row.count) for row in found]),
        ("已豁免", [str(row.waived) for row in found]),
        *([("在基线", [str(row.known) for row in found])] if baseline else []),
        ("级别", [SEVERITIES[row.severity] for row in found]),
        ("编号", [row.code for row in found]),
    ]
    widths = [max(map(width, (head, *cells))) for head, cells in columns]
    lines = zip(*([head, *cells] for head, cells in columns), ["标题", *(row.title for row in found)], strict=True)
    for *cells, title in lines if found else ():
        padded = (" " * (wide - width(cell)) + cell for cell, wide in zip(cells, widths, strict=True))
        yield "  ".join((*padded, title))


def as_json(found: list[Row]) -> Iterator[str]:
    """One JSON array."""
    yield json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=2)
