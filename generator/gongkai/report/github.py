"""For GitHub Actions: a workflow command a finding, shown beside the line of the change that it speaks of."""

from collections.abc import Iterable, Iterator

from gongkai.diagnostics import Diagnostic, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """`::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message`; a waived finding is a notice."""
    for each in diagnostics:
        waived, span = each.finding.waived, each.span
        place = {"line": span.line, "col": span.column, "endLine": span.line, "endColumn": span.end_column} if span.line else {}
        title = f"{'已豁免 ' if waived else ''}{each.rule.code} {each.rule.title}"
        properties = {"file": span.file, **place, "title": title}
        more = f"\n豁免：{waived}" if waived else f"\n处理：{each.finding.help}" if each.finding.help else ""
        command = "notice" if waived else _COMMANDS[each.rule.severity]
        listed = ",".join(f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in properties.items())
        yield f"::{command} {listed}::{(each.finding.message + more).translate(_IN_MESSAGE)}"
