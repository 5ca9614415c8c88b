"""The 绩效目标考评表 beside last year's: rows → a column of added and subtracted points, and a sentence on what is no longer there."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from gongkai.model import Indicator, Scheme
from gongkai.rules.last_year.previous_year import earlier
from gongkai.scoring import points
from gongkai.views.page import link
from gongkai.views.scores.values import values, worth_by_id
from gongkai.views.sheet import Sheet
from gongkai.views.subject import Subject

NEW = "新增"
_NAMED = 12
"""Indicators of last year that are named."""


class Changes(NamedTuple):
    """What changed since an earlier table: `label` heads the column of `texts`, one a row; `note` is HTML and never empty."""

    label: str
    texts: list[str]
    note: str


def changes(subject: Subject) -> Changes | None:
    """The table beside that of the last published scheme, row by row of the same id; nothing without an earlier table.

    Tables with other full marks, or with other ids for most rows, are not held against each other: the note says so, the texts are empty.
    """
    case, last = subject.case, earlier(subject.case)
    if last is None or not last.indicators:
        return None
    label = "比上年" if last.year == case.scheme.year - 1 else f"比{last.year}年"
    known, none = worth_by_id(last.indicators), [""] * len(case.indicators)
    if last.scale != case.scheme.scale:
        return Changes(label, none, f"{last.year}年度的满分是{points(last.scale)}分，与本年度不同，分值不作比较。")
    before = [known.get(node.indicator.id) for node in case.indicators]
    if before.count(None) * 2 > len(before):
        return Changes(label, none, f"指标的编号大多与{last.year}年度的考评表不同，不逐项比较。")
    texts = ["" if old == new else _difference(old, new) for old, new in zip(before, values(case).worth, strict=True)]
    return Changes(label, texts, _note(subject, last, label if any(texts) else ""))


def _difference(old: Decimal | None, new: Decimal) -> str:
    if old is None:
        return NEW
    return f"+{points(new - old)}" if new > old else f"−{points(old - new)}"


def _note(subject: Subject, last: Scheme, label: str) -> str:
    """How the column is to be read, and which indicators were dropped."""
    ids = {node.indicator.id for node in subject.case.indicators}
    sheet, year, gone = Sheet(), str(last.year), list(_dropped(last.indicators, ids))
    if label:
        sheet.add("“%s”按指标的编号与%s年度的考评表对照，只写分值的增减和新增的指标，空白是分值未变。", label, year)
    elif not gone:
        sheet.add("与%s年度的考评表相比，指标和分值没有增减。", year)
    if gone:
        sheet.add("%s年度有、本年度没有的指标%s项：", year, str(len(gone)))
        _add_names(sheet, subject, last, gone[:_NAMED])
        sheet.add("等。" if len(gone) > _NAMED else "。")
    return sheet.html()


def _dropped(rows: Iterable[Indicator], ids: set[str]) -> Iterator[Indicator]:
    """What the other table lacks; what stood under a dropped row is not named besides it."""
    for each in rows:
        if each.id not in ids:
            yield each
        elif each.children:
            yield from _dropped(each.children, ids)


def _add_names(sheet: Sheet, subject: Subject, last: Scheme, gone: Iterable[Indicator]) -> None:
    # a preview may show a draft between the two, which nothing is held against
    page = subject.earlier.address if subject.earlier and subject.earlier.year == last.year else ""
    href = link(f"{subject.address}/scores.html", f"{page}/scores.html")
    for place, each in enumerate(gone):
        sheet.add("、" if place else "")
        if page:
            sheet.add('<a href="%s#r-%s">%s</a>', href, each.id, each.name)
        else:
            sheet.add("%s", each.name)
