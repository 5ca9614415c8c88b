"""The ledger 载明/实列 as rows of a table: each number that the text or the data states beside what the file holds."""

from collections.abc import Iterable

from markupsafe import Markup

from gongkai.rules.figures.ledger import Entry
from gongkai.views.notice.enclosures import NOT_SUPPLIED, download
from gongkai.views.parts import clause_link
from gongkai.views.sheet import Sheet
from gongkai.views.subject import Subject

_ROWS = {
    (linked, verdict): f'<tr><th scope="row">%s</th><td>{clause}</td><td>%s</td><td>%s</td><td>%s</td><td{style}>%s</td></tr>\n'
    for linked, clause in ((True, '<a class="gk-clause" href="%s">%s</a>'), (False, "%s%s"))
    for verdict, style in ((True, ""), (False, ' class="gk-differs"'), (None, ' class="gk-quiet"'))
}
"""A row by whether its clause is linked and what the comparison says; the table's style names the columns on a narrow screen."""


def ledger_sheet(entries: Iterable[Entry], subject: Subject) -> Markup:
    """A row for each entry, with whether the two numbers agree, or why there is only one."""
    outline, untold = subject.case.outline, _untold(subject)
    sheet = Sheet()
    for each in entries:
        href, stated = clause_link(outline, each.clause), each.written(each.stated)
        if each.held is None:
            verdict, held, said = None, "", untold if each.is_of_table else "数据中没有"
        else:
            verdict, held = each.agrees, each.written(each.held)
            said = "✓ 一致" if verdict else "≠ 不一致"
        sheet.add(_ROWS[bool(href), verdict], each.what, href, each.clause, each.words, stated, held, said)
    return sheet.markup()


def _untold(subject: Subject) -> str:
    """Why a scheme without a table has none: it came as a file, or not at all."""
    tables = (each for each in subject.case.scheme.attachments if each.content == "indicators")
    return "考评表没有录入" if any(download(each, subject.files) for each in tables) else NOT_SUPPLIED
