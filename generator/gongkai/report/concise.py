"""One line a finding: `file:line:column: 错误 P001 …`."""

from collections.abc import Iterable, Iterator

from gongkai.diagnostics import Diagnostic
from gongkai.report.words import position, severity


def render(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """A line for each diagnostic, in their order."""
    for each in diagnostics:
        yield f"{position(each.span)}: {severity(each)} {each.rule.code} {each.finding.message}"
