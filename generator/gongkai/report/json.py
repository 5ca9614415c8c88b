"""For programs: one JSON array; lines and columns count from 1, `end_column` is exclusive."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import asdict

from gongkai.diagnostics import Diagnostic, Span


def render(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """The whole array as one text, indented."""
    yield json.dumps([as_object(each) for each in diagnostics], ensure_ascii=False, indent=2)


def as_object(each: Diagnostic) -> dict[str, Any]:
    """One finding with its rule and its places."""
    return {
        "code": each.rule.code,
        "name": each.rule.name,
        "title": each.rule.title,
        "severity": each.rule.severity.value,
        "message": each.finding.message,
        "help": each.finding.help,
        "basis": each.rule.basis.value,
        "source": each.rule.source,
        "clause": each.finding.clause,
        "waived": each.finding.waived,
        **where(each.span),
        "related": [{"message": message, **where(span)} for span, message in each.related],
        "fix": asdict(each.edit) if each.edit else None,
    }


def where(span: Span) -> dict[str, Any]:
    """A place."""
    return {"file": span.file, "line": span.line, "column": span.column, "end_column": span.end_column}
