"""The 绩效目标考评表 as one table: indicators grouped by component, only the columns that hold anything, and every subtotal.

Twelve hundred cells make it the hottest part of a scheme's pages: everything below its caption is written here and not in the template.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from gongkai.model import Scheme
from gongkai.rules import Case
from gongkai.views.parts import Part, add_clause, figure, own_scale
from gongkai.views.scheme_head import document_number, issue_date
from gongkai.views.scores.bars import BARS, worth_cells
from gongkai.views.scores.changes import changes
from gongkai.views.scores.columns import Column, deadlines, score_columns
from gongkai.views.scores.sums import Sum, subtotal, total, worths
from gongkai.views.scores.tools import add_state, add_tools
from gongkai.views.scores.units import shares
from gongkai.views.scores.values import values
from gongkai.views.sheet import Sheet, escaped
from gongkai.views.subject import Subject
from gongkai.walk import IndicatorNode

ZEBRA_FROM, MANY = 13, 9
"""Rows from which every other one is tinted; columns after 分值 beyond which all get narrower."""

_HEADS = (
    '<thead><tr><th scope="col" class="gk-c-no">序号</th><th scope="col" class="gk-c-name">指标</th>'
    '<th scope="col" class="gk-c-points" data-key="points">分值</th>'
)


def score_table(subject: Subject, parts: tuple[Part, ...]) -> str:
    """The table of a scheme that has one, under its components, with its controls above and its notes below: finished HTML."""
    case = subject.case
    scheme, nodes = case.scheme, case.indicators
    rows, changed = [node.indicator for node in nodes], changes(subject)
    columns = score_columns(scheme.year, rows, [Column(changed.label, "change", changed.texts)] if changed else [])
    days = deadlines(scheme.year, rows)
    sheet = Sheet()
    add_tools(sheet, parts, shares(case), days, max(node.level for node in nodes))
    add_state(sheet, values(case))
    _add_head(sheet, scheme, columns, len(nodes), days)
    _add_groups(sheet, case, parts, columns)
    sheet.add("</table>\n</div>\n")
    sheet.add('<div class="gk-quiet gk-score-notes">\n<p>%s', "".join(_table_notes(scheme.year, columns, nodes)))
    sheet.add('<span class="gk-noprint">%s</span></p>\n', BARS)
    sheet.put(f"<p>{changed.note}</p>\n</div>\n" if changed else "</div>\n")
    return sheet.html()


def _add_head(sheet: Sheet, scheme: Scheme, columns: list[Column], rows: int, days: Mapping[str, str]) -> None:
    """The start of the table up to its first component; the year and the days are for the script that sorts by deadlines."""
    zebra = " gk-score-zebra" if rows >= ZEBRA_FROM else ""
    many = " gk-score-many" if len(columns) > MANY else ""
    sheet.add('<div class="gk-score-frame" role="region" aria-labelledby="score-caption" tabindex="0">\n')
    sheet.add(
        f'<table class="gk-score{zebra}{many}" style="%s">\n<caption id="score-caption"><strong>%s</strong>',
        _labels(columns),
        _caption(scheme),
    )
    for fact in (document_number(scheme), issue_date(scheme)):
        if fact:
            sheet.add(" <span>%s</span>", fact)
    sheet.add(f"</caption>\n{_HEADS}")
    for column in columns:
        key = f' data-key="{column.key}"' if column.key else ""
        sheet.add(f'<th scope="col" class="gk-c-{column.kind}"{key}')
        if column.key == "due":
            sheet.add(' data-days="%s"', ";".join(f"{words}={last}" for words, last in days.items()))
        sheet.add(">%s</th>", column.label)
    sheet.add("</tr></thead>\n")


def _labels(columns: list[Column]) -> str:
    """The heads once more as CSS, for a phone's cards, where every cell tells its column: said once and not in a thousand cells."""
    return ";".join(f"--gk-{place}:'{_css(each.label)}'" for place, each in enumerate(columns, 4))


def _css(text: str) -> str:
    """A text for a CSS string in single quotes."""
    return "".join(f"\\{ord(char):x} " if char in "'\\\n" else char for char in text)


def _caption(scheme: Scheme) -> str:
    attached = next((each.title for each in scheme.attachments if each.content == "indicators"), None)
    return attached or f"{scheme.title}绩效目标考评表"


def _table_notes(year: int, columns: list[Column], nodes: tuple[IndicatorNode, ...]) -> Iterator[str]:
    if any(column.kind == "due" for column in columns):
        yield f"完成时限未写年份的，均为{year}年。"
    if any(node.indicator.points is None and node.indicator.children for node in nodes):
        yield "浅色的分值是下级指标分值之和。"


def _add_groups(sheet: Sheet, case: Case, parts: tuple[Part, ...], columns: list[Column]) -> None:
    """Each component's stretch of the table: heading, own rows, subtotal; a parent's subtotal follows its parts."""
    held, rest = worths(case), str(len(columns))
    rows = _rows(case, columns)
    open_: list[tuple[Part, Sum]] = []
    for part in parts:
        _close(sheet, open_, part.depth, rest)
        own = subtotal(case, part, held) if part.counts else None
        _add_heading(sheet, case, part, rest)
        sheet.put("".join(rows.pop(part.component.id, ())))
        if own and not part.component.components:
            _add_sum(sheet, own, rest)
        elif own:
            open_.append((part, own))
        sheet.add("</tbody>\n")
    _close(sheet, open_, 1, rest)
    _add_strays(sheet, "".join(row for group in rows.values() for row in group), rest)
    sheet.add("<tfoot>")
    _add_sum(sheet, total(case.scheme, parts, held), rest, end="</tfoot>\n")


def _rows(case: Case, columns: list[Column]) -> dict[str | None, list[str]]:
    """The rows of each component as HTML, with every row those below it; texts are escaped and cells joined by the hundred."""
    nodes = case.indicators
    repeats = {node.indicator.id for node in case.table.subtotals}
    ids = escaped([node.indicator.id for node in nodes])
    names = escaped([node.indicator.name for node in nodes])
    cells = zip(*(escaped(each.texts) for each in columns), strict=True)
    rows: dict[str | None, list[str]] = defaultdict(list)
    group: list[str] = []
    for node, id_, number, name, worth_, rest in zip(
        nodes, ids, _numbers(nodes), names, worth_cells(nodes, values(case).worth), map("</td><td>".join, cells), strict=True
    ):
        if node.level == 1:
            group = rows[node.component]
        repeat = " gk-repeat" if repeats and node.indicator.id in repeats else ""
        group.append(
            f'<tr id="r-{id_}" class="gk-l{node.level}{repeat}"><td><a href="#r-{id_}">{number}</a></td>'
            f'<th scope="row">{name}</th><td>{worth_}</td><td>{rest}</td></tr>\n'
        )
    return rows


def _numbers(nodes: tuple[IndicatorNode, ...]) -> Iterator[str]:
    """序号 that run through the whole table: 1, 1.1, 1.1.1, 2, …"""
    above = [""]
    for node in nodes:
        del above[node.level :]
        number = f"{above[-1]}{int(node.path[-1]) + 1}"
        above.append(f"{number}.")
        yield number


def _add_heading(sheet: Sheet, case: Case, part: Part, rest: str) -> None:
    """The start of a component's stretch of the table."""
    component = part.component
    sheet.add('<tbody id="%s" class="gk-d%s">\n<tr class="gk-group"><th scope="rowgroup" colspan="2">', part.anchor, str(part.depth))
    sheet.add('%s</th><td class="gk-c-points">%s</td><td colspan="%s">', component.name, figure(component), rest)
    for note in _notes(part):
        sheet.add("<span>%s</span> ", note)
    add_clause(sheet, case.outline, component.clause)
    sheet.add("</td></tr>\n")


def _notes(part: Part) -> Iterator[str]:
    if part.proportion:
        yield f"占总分{part.proportion}"
    if scale := own_scale(part.component):
        yield scale
    if not part.counts:
        yield "表中未列指标"


def _close(sheet: Sheet, open_: list[tuple[Part, Sum]], depth: int, rest: str) -> None:
    """The subtotals of the parents that end before a part of this depth, each in a stretch of its own."""
    while open_ and open_[-1][0].depth >= depth:
        part, own = open_.pop()
        sheet.add('<tbody class="gk-d%s">\n', str(part.depth))
        _add_sum(sheet, own, rest, end="\n</tbody>\n")


def _add_strays(sheet: Sheet, rows: str, rest: str) -> None:
    if rows:
        sheet.add('<tbody id="c--" class="gk-d1">\n<tr class="gk-group"><th scope="rowgroup" colspan="2">未归入考评内容的指标</th>')
        sheet.add('<td class="gk-c-points"></td><td colspan="%s"></td></tr>\n', rest)
        sheet.put(rows)
        sheet.add("</tbody>\n")


def _add_sum(sheet: Sheet, own: Sum, rest: str, end: str = "\n") -> None:
    sheet.add('<tr class="gk-sum"><th scope="row" colspan="2">%s</th><td class="gk-c-points">%s</td>', own.label, own.points)
    sheet.add('<td colspan="%s">%s', rest, own.note)
    if own.conflict:
        sheet.add(' <span class="gk-tag gk-tag-amber">≠ %s</span>', own.conflict)
    sheet.add(f"</td></tr>{end}")
