"""For GitHub Actions: a workflow command a finding, shown beside the line of the change that it speaks of."""

from collections.abc import Iterable, Iterator

from gongkai.diagnostics import Diagnostic, Severity, Span

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """One a finding; a waived finding is a notice."""
    for each in diagnostics:
        waived = each.finding.waived
        title = f"{'已豁免 ' if waived else ''}{each.rule.code} {each.rule.title}"
        more = f"\n豁免：{waived}" if waived else f"\n处理：{each.finding.help}" if each.finding.help else ""
        yield annotation("notice" if waived else _COMMANDS[each.rule.severity], each.span, title, each.finding.message + more)


def annotation(command: str, span: Span, title: str, message: str) -> str:
    """`::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message`; the command is `error`, `warning` or `notice`."""
    place = {"line": span.line, "col": span.column, "endLine": span.line, "endColumn": span.end_column} if span.line else {}
    properties = {"file": span.file, **place, "title": title}
    listed = ",".join(f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in properties.items())
    return f"::{command} {listed}::{message.translate(_IN_MESSAGE)}"
