"""For people at a terminal: the sentence, the source line with a caret under the place, related places, what to do, and why."""

from collections.abc import Iterable, Iterator

from gongkai.diagnostics import Diagnostic, Span
from gongkai.report.words import position, severity, width

LONGEST = 100
"""Columns of source shown; a longer line is cut around the place."""


def render(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """A block of lines for each diagnostic, separated by empty lines."""
    for each in diagnostics:
        yield f"{severity(each)} {each.rule.code} {each.finding.message}"
        yield from _excerpt(each.span)
        for span, message in each.related:
            yield f"  相关：{message}"
            yield from _excerpt(span)
        if each.finding.waived:
            yield f"  豁免：{each.finding.waived}"
        elif each.finding.help:
            yield f"  处理：{each.finding.help}"
        yield f"  依据：{each.rule.basis}·{each.rule.source}（gongkai explain {each.rule.code}）"
        yield ""


def _excerpt(span: Span) -> Iterator[str]:
    yield f"  --> {position(span)}"
    if not span.line or not span.source.strip():
        return
    start, end = span.column - 1, max(span.end_column - 1, span.column)
    before, marked, after = _window(span.source.expandtabs(1), start, end)
    margin = str(span.line)
    yield f"  {margin} | {before}{marked}{after}"
    yield f"  {' ' * len(margin)} | {' ' * width(before)}{'^' * max(width(marked), 1)}"


def _window(line: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before, in and after the place, cut so that the place is in view and the whole stays near `LONGEST` columns."""
    before, marked, after = line[:start], line[start:end], line[end:]
    if width(line) > LONGEST:
        if width(before) > LONGEST // 2:
            before = "…" + before[-LONGEST // 4 :]
        if width(marked) > LONGEST // 2:
            marked, after = marked[: LONGEST // 4] + "…", ""
        room = max((LONGEST - width(before) - width(marked)) // 2, 4)
        after = after[:room] + ("…" if len(after) > room else "")
    return before, marked, after
