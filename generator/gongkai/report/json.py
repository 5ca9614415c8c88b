"""For programs: one JSON array; lines and columns count from 1, `end_column` is exclusive."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import asdict

from gongkai.diagnostics import Diagnostic, Span


def render(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """The whole array as one text, indented."""
    yield json.dumps([_object(each) for each in diagnostics], ensure_ascii=False, indent=2)


def _object(each: Diagnostic) -> dict[str, Any]:
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
        **_where(each.span),
        "related": [{"message": message, **_where(span)} for span, message in each.related],
        "fix": asdict(each.edit) if each.edit else None,
    }


def _where(span: Span) -> dict[str, Any]:
    return {"file": span.file, "line": span.line, "column": span.column, "end_column": span.end_column}
