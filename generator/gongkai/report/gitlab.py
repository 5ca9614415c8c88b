"""For GitLab: a Code Quality report, which the merge request compares with that of the target branch by fingerprint."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from gongkai.diagnostics import Diagnostic, Severity
from gongkai.fingerprint import numbered

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """The whole array as one text, indented."""
    marks = numbered(diagnostics)
    yield json.dumps([_issue(each, *mark) for each, mark in zip(diagnostics, marks, strict=True)], ensure_ascii=False, indent=2)


def _issue(each: Diagnostic, mark: str, number: int) -> dict[str, Any]:
    waived = each.finding.waived
    return {
        "description": f"{each.rule.code} {each.finding.message}" + (f"（已豁免：{waived}）" if waived else ""),
        "check_name": each.rule.name,
        "fingerprint": sha256(f"{mark} {number}".encode()).hexdigest()[:32],
        "severity": "info" if waived else _SEVERITIES[each.rule.severity],
        "location": {"path": each.span.file, "lines": {"begin": each.span.line or 1, "end": each.span.line or 1}},
    }
