"""The tables of a page of comparison, as sheets: a name, the year before, this year, with the words that differ marked in both."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from gongkai.changes import Change, Kind, Piece, Wording
from gongkai.changes.fields import in_days
from gongkai.model import Indicator, Scheme
from gongkai.outline import Outline
from gongkai.scoring import points
from gongkai.views.compare.comparison import row_at, row_path
from gongkai.views.sheet import Sheet

MOST = 300
"""Rows of one table: a page stays below 150 kB; what was set up anew throughout is better read in the two tables themselves."""
_KEPT, _LONGEST = 24, 600
"""Characters around a change that a long text keeps, and characters of one stretch."""


class About(NamedTuple):
    """What changes are about: its name, the link behind it (empty for none), the changes, and the path of a row of the table."""

    name: str
    href: str
    changes: Sequence[Change]
    level: Sequence[str | int] = ()


class Years:
    """The two schemes, their years and addresses (`anxi/mzj/2023`), and how their words are compared."""

    def __init__(self, before: Scheme, after: Scheme, folder: str, wording: Wording) -> None:
        self.schemes = before, after
        self.folders = folder, ""
        self.wording = wording
        self.cells = tuple(f'<td data-label="{label}">' for label in self.labels)

    @property
    def labels(self) -> tuple[str, str]:
        """2023年度, 2024年度."""
        return f"{self.schemes[0].year}年度", f"{self.schemes[1].year}年度"

    def row(self, change: Change, side: int) -> Indicator:
        """The row of the table that a change is about."""
        path = (change.before, change.after)[side]
        return row_at(self.schemes[side], row_path(path or ()))

    def link(self, change: Change, side: int) -> str:
        """Where that row stands in its year's table."""
        return f"{self.folders[side]}scores.html#r-{self.row(change, side).id}"


def listed(found: Sequence[Change], years: Years, side: int) -> str:
    """The rows that only one year has, one below the other, each under its head if that is among them."""
    sheet, year, heads = Sheet(), f"{years.schemes[side].year}年", set[Sequence[str | int]]()
    sheet.add('<table class="gk-compare-rows">\n<thead><tr><th scope="col">指标</th><th scope="col" class="gk-num">分值</th>')
    sheet.add('<th scope="col">责任单位</th><th scope="col">完成时限</th></tr></thead>\n<tbody>\n')
    for change in found[:MOST]:
        path = (change.before, change.after)[side] or ()
        row, above = row_at(years.schemes[side], path), path[:-2]
        below = above in heads
        heads.add(path)
        sheet.add(f'<tr class="gk-l{len(path) // 2}{" gk-below" if below else ""}"><th scope="row">')
        sheet.add(f'<a href="{years.folders[side]}scores.html#r-%s">%s</a>', row.id, row.name)
        if above and not below:
            sheet.add(' <span class="gk-quiet">%s</span>', row_at(years.schemes[side], above).name)
        worth, due = "" if row.points is None else points(row.points), in_days(row.due).replace(year, "")
        sheet.add('</th><td class="gk-num">%s</td><td>%s</td><td>%s</td></tr>\n', worth, row.lead or "", due)
    sheet.add("</tbody>\n</table>\n")
    _add_rest(sheet, len(found))
    return sheet.html()


def side_by_side(all_: Iterable[About], years: Years, head: str) -> str:
    """Changes by what they are about: its name in the head of the first row, and for each particular both values."""
    sheet = Sheet()
    sheet.add(
        '<table class="gk-sides">\n<thead><tr><th scope="col">%s</th><th scope="col">%s</th><th scope="col">%s</th>', head, *years.labels
    )
    sheet.add("</tr></thead>\n<tbody>\n")
    total = 0
    for about in all_:
        total += len(about.changes)
        for index, change in enumerate(about.changes if total <= MOST else ()):
            _add_head(sheet, about, change, first=index == 0)
            _add_values(sheet, change, years)
            sheet.add("</tr>\n")
    sheet.add("</tbody>\n</table>\n")
    _add_rest(sheet, total)
    return sheet.html()


def _add_head(sheet: Sheet, about: About, change: Change, *, first: bool) -> None:
    """The start of a row: what it is about, which from the second row on only those hear who cannot see the first."""
    if not first:
        sheet.add('<tr class="gk-again"><th scope="row"><span class="gk-hidden">%s</span>', about.name)
    elif about.href:
        sheet.add('<tr><th scope="row"><a href="%s">%s</a>', about.href, about.name)
    else:
        sheet.add('<tr><th scope="row">%s', about.name)
    if first:
        _add_level(sheet, about.level)
    if change.what:
        sheet.add(' <span class="gk-quiet">%s</span>', change.what)
    sheet.add("</th>")


def _add_values(sheet: Sheet, change: Change, years: Years) -> None:
    """Both cells, the words that differ marked."""
    if not change.old or not change.new:
        sheet.add(f"{years.cells[0]}%s</td>{years.cells[1]}%s</td>", _cut(change.old) or "—", _cut(change.new) or "—")
        return
    pieces = _shortened(years.wording.pieces(change.old, change.new))
    for cell, side, changed in zip(years.cells, (1, 2), ("<del>%s</del>", "<ins>%s</ins>"), strict=True):
        said = [piece for piece in pieces if piece[side]]
        html = "".join(["%s" if piece[0] else changed for piece in said])
        sheet.add(f"{cell}{html}</td>", *[str(piece[side]) for piece in said])


def _shortened(pieces: Sequence[Piece]) -> list[tuple[bool, str, str]]:
    """Which are the same, and both texts, long stretches without a change cut to what stands beside one."""
    last = len(pieces) - 1
    return [
        (True, _around(piece.old, index == 0, index == last), _around(piece.new, index == 0, index == last))
        if piece.same
        else (False, _cut(piece.old), _cut(piece.new))
        for index, piece in enumerate(pieces)
    ]


def _around(text: str, first: bool, last: bool) -> str:
    head, tail = 0 if first else _KEPT, 0 if last else _KEPT
    if len(text) <= 2 * _KEPT + head + tail:
        return text
    return f"{text[:head]}…{text[len(text) - tail :]}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _add_rest(sheet: Sheet, total: int) -> None:
    if total > MOST:
        sheet.add('<p class="gk-note">其余%s处没有列出，请对照两个年度的考评表。</p>\n', str(total - MOST))


def reweighted(found: Sequence[Change], years: Years) -> str:
    """Rows with other points."""
    sheet = Sheet()
    sheet.add(
        '<table class="gk-compare-figures">\n<thead><tr><th scope="col">指标</th><th scope="col" class="gk-num">%s</th>', years.labels[0]
    )
    sheet.add('<th scope="col" class="gk-num">%s</th><th scope="col" class="gk-num">变化</th></tr></thead>\n<tbody>\n', years.labels[1])
    for change in found[:MOST]:
        sheet.add('<tr><th scope="row"><a href="%s">%s</a>', years.link(change, 1), years.row(change, 1).name)
        _add_level(sheet, row_path(change.after or ()))
        sheet.add('</th><td class="gk-num">%s</td><td class="gk-num">%s</td><td class="gk-num">', change.old or "—", change.new or "—")
        old, new = change.numbers
        if old is not None and new is not None:
            sheet.add(f'<span class="{"gk-up" if new > old else "gk-down"}">%s</span>', signed(new - old))
        sheet.add("</td></tr>\n")
    sheet.add("</tbody>\n</table>\n")
    _add_rest(sheet, len(found))
    return sheet.html()


def signed(difference: Decimal) -> str:
    """`+5`, `−2` with a true minus; empty for nothing."""
    return "" if not difference else f"{'+' if difference > 0 else '−'}{points(abs(difference))}"


def _add_level(sheet: Sheet, path: Sequence[str | int]) -> None:
    """The level of a row above the second."""
    if len(path) == 2:
        sheet.add(' <span class="gk-tag">一级</span>')


def by_row(found: Iterable[Change], years: Years) -> Iterator[About]:
    """Changes of rows, row by row, with the link to the row of this year."""
    for path, group in groupby(found, key=lambda each: row_path(each.after or ())):
        of_row = list(group)
        yield About(row_at(years.schemes[1], path).name, years.link(of_row[0], 1), of_row, level=path)


def by_subject(found: Iterable[Change]) -> Iterator[About]:
    """Other changes, those about one thing together."""
    for about, group in groupby(found, key=lambda each: each.about):
        yield About(about, "", list(group))


def by_clause(found: Iterable[Change], outline: Outline) -> Iterator[About]:
    """Changes of the text, each with the link to its clause in this year's notice."""
    for change in found:
        section = outline.find(change.clause) if change.clause and change.kind is not Kind.TEXT_REMOVED else None
        yield About(change.about.removeprefix("正文"), f"index.html#{section.anchor}" if section else "", [change])
