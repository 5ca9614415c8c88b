"""One page that stands alone: every change with both sides beside each other and the words that differ marked; no script, no request."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from gongkai.changes import GROUPS, Piece
from gongkai.diagnostics import Diagnostic, Severity
from gongkai.diff.report.sentences import STATES, compared, figures, headline, limit, pieces, position, remarks, verdict
from gongkai.diff.review import Findings, Review, Reviewed, Stop, Told, stopping
from gongkai.report.words import severity
from gongkai.views.sheet import Sheet

MOST = 2000
"""Changes of one scheme that are shown; what was set up anew throughout is better read in both files."""
_AROUND, _LONGEST = 60, 4000
"""Characters kept around a change in a long text, and of one stretch of it."""


def render(review: Review, level: str) -> str:
    """The page."""
    sheet, stops = Sheet(), stopping(review, level)
    sheet.put('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n')
    sheet.put('<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n')
    sheet.add("<title>方案改动：%s</title>\n", headline(review))
    sheet.put(f"<style>\n{_style()}</style>\n</head>\n<body>\n<main>\n")
    sheet.add("<h1>方案改动</h1>\n<p>从 <b>%s</b> 到 <b>%s</b>：%s。</p>\n", review.before, review.after, headline(review))
    sheet.add(f'<p class="{"stopped" if stops else "passed"}">%s。</p>\n', verdict(review, level))
    _add_stops(sheet, stops)
    _add_contents(sheet, review.schemes)
    for number, each in enumerate(review.schemes, 1):
        _add_scheme(sheet, number, each)
    _add_others(sheet, review)
    sheet.put("</main>\n</body>\n</html>\n")
    return sheet.html()


@cache
def _style() -> str:
    return Path(__file__).with_name("html.css").read_text(encoding="utf-8")


def _add_stops(sheet: Sheet, stops: Sequence[Stop]) -> None:
    if stops:
        sheet.put("<ol>\n")
        for each in stops:
            sheet.add('<li><b>%s</b> <span class="where">%s</span><br>处理：%s</li>\n', each.message, position(each.span), each.help)
        sheet.put("</ol>\n")


def _add_contents(sheet: Sheet, schemes: Sequence[Reviewed]) -> None:
    if len(schemes) > 1:
        sheet.put('<nav aria-label="目录">\n<ul>\n')
        for number, each in enumerate(schemes, 1):
            sheet.add(f'<li><a href="#s{number}">%s</a>（%s）</li>\n', each.title, STATES[each.state])
        sheet.put("</ul>\n</nav>\n")


def _add_scheme(sheet: Sheet, number: int, each: Reviewed) -> None:
    sheet.add(f'<section aria-labelledby="s{number}">\n<h2 id="s{number}">%s（%s）</h2>\n', each.title, STATES[each.state])
    sheet.add('<p>%s <span class="where">%s</span></p>\n', each.agency, each.file)
    for remark in remarks(each):
        sheet.add("<p>%s。</p>\n", remark)
    if each.changes:
        _add_changes(sheet, each.changes)
    if each.findings:
        sheet.put("<h3>问题</h3>\n")
        _add_findings(sheet, each.findings)
    if each.totals:
        _add_figures(sheet, each)
    if each.yearly:
        sheet.add("<p>%s。</p>\n", compared(each.yearly))
    for item in each.due:
        sheet.add("<p>期限：%s。</p>\n", limit(item))
    sheet.put("</section>\n")


def _add_changes(sheet: Sheet, changes: Sequence[Told]) -> None:
    """A table, the groups in the order in which people read them."""
    ordered = sorted(changes[:MOST], key=lambda told: GROUPS.index(told.change.group))
    sheet.put(
        '<table class="sides">\n<thead><tr><th scope="col">事项</th><th scope="col">改动前</th><th scope="col">改动后</th></tr></thead>\n'
    )
    for group, found in groupby(ordered, key=lambda told: told.change.group):
        sheet.add('<tbody>\n<tr class="group"><th colspan="3" scope="rowgroup">%s</th></tr>\n', group)
        for told in found:
            _add_change(sheet, told)
        sheet.put("</tbody>\n")
    sheet.put("</table>\n")
    if len(changes) > MOST:
        sheet.add("<p>其余 %s 处没有列出，请对照两个文件。</p>\n", str(len(changes) - MOST))


def _add_change(sheet: Sheet, told: Told) -> None:
    change = told.change
    sheet.add('<tr><th scope="row">%s%s', change.about, f" {change.what}" if change.what else "")
    if change.substantive:
        sheet.put(' <span class="heavy">实质</span>')
    if told.line:
        sheet.add(' <span class="where">%s</span>', told.line)
    sheet.put("</th>")
    shown = list(_values(told))
    if not any(piece.old or piece.new for piece in shown):
        sheet.put('<td colspan="2" class="none">请对照两个文件</td></tr>\n')
        return
    for label, side, tag in (("改动前", 0, "del"), ("改动后", 1, "ins")):
        sheet.add('<td data-side="%s">', label)
        for piece in shown:
            if words := (piece.old, piece.new)[side]:
                sheet.add("%s" if piece.same else f"<{tag}>%s</{tag}>", words)
        sheet.put("</td>" if any((piece.old, piece.new)[side] for piece in shown) else '<span class="none">—</span></td>')
    sheet.put("</tr>\n")


def _values(told: Told) -> Iterator[Piece]:
    """Both values in pieces; an entry that came or went is called by its name where nothing else is said of it."""
    change = told.change
    if change.old and change.new:
        yield from pieces(change, _AROUND, _LONGEST)
    elif change.before is None:
        yield Piece(False, "", change.new or change.about)
    elif change.after is None:
        yield Piece(False, change.old or change.about, "")
    else:
        yield Piece(False, change.old, change.new)


def _add_findings(sheet: Sheet, findings: Findings) -> None:
    sheet.put("<ul>\n")
    for name, found in (("新增", findings.caused), ("新豁免", findings.excused), ("消除", findings.cured)):
        for each in found:
            _add_finding(sheet, name, each)
    sheet.put("</ul>\n")


def _add_finding(sheet: Sheet, name: str, each: Diagnostic) -> None:
    heavy = name == "新增" and each.rule.severity is Severity.ERROR
    kind = "" if each.finding.waived is not None else severity(each)
    sheet.add(f"<li>%s<b{' class=stop' if heavy else ''}>%s</b> <code>%s</code> %s", name, kind, each.rule.code, each.finding.message)
    sheet.add(' <span class="where">%s</span>', position(each.span))
    if each.finding.waived is not None:
        sheet.add("<br>理由：%s", each.finding.waived)
    elif each.finding.help and name == "新增":
        sheet.add("<br>处理：%s", each.finding.help)
    sheet.put("</li>\n")


def _add_figures(sheet: Sheet, each: Reviewed) -> None:
    sheet.put('<table class="figures">\n<thead><tr><th scope="col">分值</th><th scope="col">载明</th>')
    sheet.put('<th scope="col">考评表合计</th></tr></thead>\n<tbody>\n')
    for name, stated, listed in figures(each.totals):
        sheet.add('<tr><th scope="row">%s</th><td>%s</td><td>%s</td></tr>\n', name, stated, listed)
    sheet.put("</tbody>\n</table>\n")


def _add_others(sheet: Sheet, review: Review) -> None:
    if review.others:
        sheet.put("<h2>其他文件</h2>\n<ul>\n")
        for file in review.others:
            sheet.add('<li><span class="where">%s</span></li>\n', file)
        sheet.put("</ul>\n")
    if review.findings:
        sheet.put("<h2>其他问题</h2>\n")
        _add_findings(sheet, review.findings)
