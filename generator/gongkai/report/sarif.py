"""SARIF 2.1.0, the interchange format of static analysis (OASIS): for code scanning and editors.

Nothing in it depends on the machine or the hour: places are relative to the folder of the run (%SRCROOT%), columns count characters.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongkai import __version__
from gongkai.diagnostics import Diagnostic, Edit, Rule, Severity, Span
from gongkai.fingerprint import numbered
from gongkai.rules.pages import read_page

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")
_PLACEHOLDER = re.compile(r"\{([0-9]+)\}")
_MARKS = re.compile(r"^#+ |^```.*\n?|(?<!`)`(?!`)", re.MULTILINE)


def render(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """The whole log as one text, indented; it tells of the rules that found something."""
    rules = sorted({each.rule.code: each.rule for each in diagnostics}.values(), key=lambda rule: rule.code)
    index = {rule.code: position for position, rule in enumerate(rules)}
    results = [_result(each, index[each.rule.code], mark) for each, mark in zip(diagnostics, numbered(diagnostics), strict=True)]
    driver = {"name": "gongkai", "version": __version__, "language": "zh-CN", "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "defaultEncoding": "utf-8",
        "originalUriBaseIds": {_BASE: {"description": {"text": "运行 gongkai 的文件夹"}}},
        "invocations": [{"executionSuccessful": True}],
        "results": results,
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    page = read_page(rule.code)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _literal(rule.title)},
        "fullDescription": {"text": _plain(page.lead), "markdown": page.lead},
        "help": {"text": _plain(page.markdown), "markdown": page.markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family, rule.basis.value], "basis": rule.basis.value, "source": rule.source},
    }


def _result(each: Diagnostic, index: int, mark: tuple[str, int]) -> dict[str, Any]:
    finding = each.finding
    location: dict[str, Any] = {"physicalLocation": _physical(each.span)}
    if finding.place.path:
        location["logicalLocations"] = [{"fullyQualifiedName": ".".join(map(str, finding.place.path)), "kind": "member"}]
    result = {
        "ruleId": each.rule.code,
        "ruleIndex": index,
        "level": _LEVELS[each.rule.severity],
        "message": {"text": _literal(finding.message + (f"。{finding.help}" if finding.help else ""))},
        "locations": [location],
        "relatedLocations": [
            {"id": number, "physicalLocation": _physical(span), "message": {"text": _literal(message)}}
            for number, (span, message) in enumerate(each.related, 1)
        ],
        "partialFingerprints": {"gongkai/v1": "{}:{}".format(*mark)},
        "suppressions": [] if finding.waived is None else [_suppression(finding.waived)],
        "properties": {"clause": finding.clause, "help": finding.help},
    }
    return result | ({"fixes": [_fix(each.span, each.edit)]} if each.edit else {})


def _suppression(reason: str) -> dict[str, Any]:
    return {"kind": "inSource", "status": "accepted", "justification": reason}


def _physical(span: Span) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _artifact(span.file)}
    if span.line:
        start, end = max(span.column, 1), max(span.end_column, span.column, 1)
        location["region"] = {"startLine": span.line, "startColumn": start, "endLine": span.line, "endColumn": end}
        if words := span.source[start - 1 : end - 1]:
            location["region"]["snippet"] = {"text": words}
    return location


def _artifact(file: str) -> dict[str, Any]:
    path = Path(file)
    return {"uri": path.as_uri()} if path.is_absolute() else {"uri": quote(file), "uriBaseId": _BASE}


def _fix(span: Span, edit: Edit) -> dict[str, Any]:
    region = {"startLine": edit.line, "startColumn": edit.column, "endLine": edit.end_line, "endColumn": edit.end_column}
    replacement = {"deletedRegion": region, "insertedContent": {"text": edit.text}}
    return {
        "description": {"text": _literal(f"改为“{edit.text}”" if edit.text else "删去")},
        "artifactChanges": [{"artifactLocation": _artifact(span.file), "replacements": [replacement]}],
    }


def _plain(markdown: str) -> str:
    """A rule page without the marks of headings, code and fences."""
    return _literal(_MARKS.sub("", markdown).strip())


def _literal(text: str) -> str:
    """A text in which nothing passes for a placeholder (SARIF 3.11.5) or an embedded link (3.11.6)."""
    return _LINK.sub(r"\\[", _PLACEHOLDER.sub(r"{{\1}}", text))
