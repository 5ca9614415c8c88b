"""Rules made up for tests of fixing, registered only as long as a test runs."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.rules import RULES, Case
from gongkai.rules.registry import _CHECKS, Check, declare, finding


@contextmanager
def planted(replacements: Mapping[str, str], *, severity: Severity = Severity.WARNING) -> Iterator[None]:
    """Rules Z001, Z002, … that want each pattern replaced in the title, the text and the names of the components; no other rule runs."""
    checks, codes = dict(_CHECKS), [f"Z{number:03}" for number in range(1, len(replacements) + 1)]
    _CHECKS.clear()
    for code, (pattern, text) in zip(codes, replacements.items(), strict=True):
        declare(code, f"planted-{code.lower()}", "试验用的规则", severity, Basis.CONSISTENCY, "只为测试")
        _CHECKS[code] = _check(code, re.compile(pattern), text)
    try:
        yield
    finally:
        _CHECKS.clear()
        _CHECKS.update(checks)
        for code in codes:
            del RULES[code]


def _check(code: str, pattern: re.Pattern[str], text: str) -> Check:
    def check(case: Case) -> Iterator[Finding]:
        for path, value in _values(case):
            for match in pattern.finditer(value):
                at = (match.start(), match.end() - match.start())
                message = f"“{match.group()}”应为“{text}”"
                yield finding(code, message, *path, at=at, help="请照改。", replacement=match.expand(text))

    return check


def _values(case: Case) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("title",), case.scheme.title
    yield ("text",), case.scheme.text
    for node in case.components:
        yield (*node.path, "name"), node.component.name
