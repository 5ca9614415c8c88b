"""The ledger 载明/实列 as rows of a table: each number that the text or the data states beside what the file holds."""

from collections.abc import Iterable

from markupsafe import Markup

from gongkai.outline import Outline
from gongkai.rules.ledger import Entry
from gongkai.views.enclosures import NOT_SUPPLIED, download
from gongkai.views.parts import add_clause
from gongkai.views.sheet import Sheet
from gongkai.views.subject import Subject

_AGREES = '<td class="gk-verdict gk-verdict-on"><span aria-hidden="true">✓</span> 一致</td></tr>\n'
_DIFFERS = '<td class="gk-verdict gk-verdict-off"><span aria-hidden="true">≠</span> 不一致</td></tr>\n'
_UNKNOWN = '<td class="gk-verdict"><span aria-hidden="true"></span> %s</td></tr>\n'


def ledger_sheet(entries: Iterable[Entry], subject: Subject) -> Markup:
    """A row for each entry, with whether the two numbers agree, or why there is only one."""
    outline, untold = subject.case.outline, _untold(subject)
    sheet = Sheet()
    for each in entries:
        _add_entry(sheet, each, outline)
        if each.held is None:
            sheet.add(_UNKNOWN, untold if each.is_of_table else "数据中没有")
        else:
            sheet.add(_AGREES if each.agrees else _DIFFERS)
    return sheet.markup()


def _add_entry(sheet: Sheet, each: Entry, outline: Outline) -> None:
    sheet.add('<tr><th scope="row">%s</th><td data-label="正文条款">', each.what)
    add_clause(sheet, outline, each.clause)
    sheet.add('</td><td data-label="原文">%s</td><td class="gk-num" data-label="载明">%s</td>', each.words, each.written(each.stated))
    sheet.add('<td class="gk-num" data-label="实列">%s</td>', "" if each.held is None else each.written(each.held))


def _untold(subject: Subject) -> str:
    """Why a scheme without a table has none: it came as a file, or not at all."""
    tables = (each for each in subject.case.scheme.attachments if each.content == "indicators")
    return "考评表没有录入" if any(download(each, subject.files) for each in tables) else NOT_SUPPLIED
