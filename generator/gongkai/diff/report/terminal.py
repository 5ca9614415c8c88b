"""For people at a terminal: scheme by scheme what changed and what comes of it, then what stops the change; colours for who can see them.

Words that differ in a long text stand as `[-old-]{+new+}`, as git's word diff writes them.
"""

from collections.abc import Iterator

import click

from gongkai.diagnostics import Diagnostic
from gongkai.diff.report.sentences import STATES, compared, figures, headline, is_long, limit, pieces, position, remarks, verdict
from gongkai.diff.review import Findings, Review, Reviewed, Stop, Told, stopping
from gongkai.report.words import severity, width

_AROUND, _LONGEST = 10, 200
"""Characters kept around a change in a long text, and of one stretch of it."""
_COLUMN = 28
"""Columns of the names in the table of points."""


def render(review: Review, level: str) -> str:
    """The report with ANSI colours, which who prints it takes out where nobody sees them."""
    return "".join(f"{line}\n" for line in _lines(review, level))


def _lines(review: Review, level: str) -> Iterator[str]:
    for each in review.schemes:
        yield from _scheme(each)
        yield ""
    if review.others:
        yield f"其他文件：{'、'.join(review.others)}"
        yield ""
    if review.findings:
        yield from _effects(review.findings, "")
        yield ""
    for stop in stopping(review, level):
        yield from _stop(stop)
    yield f"从 {review.before} 到 {review.after}：{headline(review)}。"
    stops = bool(stopping(review, level))
    yield click.style(f"{verdict(review, level)}。", fg="red" if stops else "green", bold=True)


def _scheme(each: Reviewed) -> Iterator[str]:
    yield click.style(f"{each.title}（{STATES[each.state]}）", bold=True)
    yield f"  {each.file}"
    yield from (f"  {remark}。" for remark in remarks(each))
    yield from (_change(told) for told in each.changes)
    yield from _effects(each.findings, each.file)
    if each.totals:
        yield f"  {_padded('分值')}{_padded('载明', 14)}考评表合计"
        yield from (f"  {_padded(name)}{_padded(stated, 14)}{listed}".rstrip() for name, stated, listed in figures(each.totals))
    if each.yearly:
        yield f"  {compared(each.yearly)}。"
    yield from (f"  期限：{limit(item)}。" for item in each.due)


def _change(told: Told) -> str:
    change, line = told.change, f"  {told.line}" if told.line else ""
    mark = click.style("实质", fg="yellow", bold=True) if change.substantive else "    "
    words = f"{change.about}{change.what}：{_marked(told)}" if is_long(change) else change.message
    return f"  {mark} {words}{click.style(line, dim=True)}"


def _marked(told: Told) -> str:
    return "".join(
        _line(each.new) if each.same else _differing("[-", each.old, "-]", "red") + _differing("{+", each.new, "+}", "green")
        for each in pieces(told.change, _AROUND, _LONGEST)
    )


def _differing(opening: str, words: str, closing: str, colour: str) -> str:
    return click.style(f"{opening}{_line(words)}{closing}", fg=colour) if words else ""


def _line(text: str) -> str:
    return text.replace("\n", "⏎")


def _effects(findings: Findings, own: str) -> Iterator[str]:
    for name, found, colour in (("新增", findings.caused, "red"), ("豁免", findings.excused, "yellow"), ("消除", findings.cured, "green")):
        yield from (f"  {click.style(name, fg=colour)} {_finding(each, own)}" for each in found)


def _finding(each: Diagnostic, own: str) -> str:
    where = f":{each.span.line}" if each.span.file == own and each.span.line else "" if each.span.file == own else position(each.span)
    why = f"（理由：{each.finding.waived}）" if each.finding.waived is not None else ""
    name = "" if each.finding.waived is not None else f"{severity(each)} "
    return f"{name}{each.rule.code} {each.finding.message}{why}  {click.style(where, dim=True)}".rstrip()


def _stop(stop: Stop) -> Iterator[str]:
    yield f"{click.style('须处理', fg='red', bold=True)} {stop.message}"
    yield f"       {position(stop.span)}"
    yield f"       处理：{stop.help}"


def _padded(text: str, columns: int = _COLUMN) -> str:
    return text + " " * max(columns - width(text), 2)
