"""The 绩效目标考评表 as one table: indicators grouped by component, only the columns that hold anything, and every subtotal.

Twelve hundred cells make it the hottest part of a scheme's pages. So the rows, and only they, are written as HTML here and not in the
template: escaped a column at a time, and whatever repeats (points, deadlines, the start of a column's cells) is made once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from markupsafe import Markup, escape

from gongkai.model import Indicator, Scheme
from gongkai.periods import chinese_period
from gongkai.rules import Case
from gongkai.rules.table import is_subtotal
from gongkai.scoring import points
from gongkai.views.part_table import level_name
from gongkai.views.parts import Part, clause_link, figure, own_scale
from gongkai.views.scheme_head import document_number, issue_date
from gongkai.walk import IndicatorNode

ZEBRA_FROM = 13
FIRST_COLUMNS = 3
"""序号, 指标 and 分值, which every table has."""
_COLUMNS = (("目标值", "text"), ("评分标准", "text"), ("数据来源", "unit"), ("责任单位", "unit"), ("配合单位", "unit"), ("完成时限", "due"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A subtotal: `note` says what it counts, `conflict` what the scheme states instead (empty where they agree)."""

    label: str
    points: str
    note: str
    conflict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A component's stretch of the table: heading, own rows, subtotal. A parent's subtotal follows its parts in a group without name."""

    depth: int
    anchor: str = ""
    name: str = ""
    stated: str = ""
    notes: tuple[str, ...] = ()
    clause: str = ""
    clause_href: str = ""
    rows: Markup = Markup()  # noqa: RUF009
    sum: Sum | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column after 分值; `kind` (text, unit, due, more) gives its width."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable:
    """The whole table; `rest` is the number of columns after 分值, `facts` are number and date for the caption."""

    caption: str
    facts: tuple[str, ...]
    columns: tuple[Column, ...]
    rest: int
    groups: tuple[Group, ...]
    total: Sum
    zebra: bool
    notes: tuple[str, ...]


def score_table(case: Case, parts: tuple[Part, ...]) -> ScoreTable:
    """The table of a scheme that has one, under its components."""
    scheme, nodes = case.scheme, case.indicators
    columns, rows = _rows(scheme.year, nodes)
    attached = next((each.title for each in scheme.attachments if each.content == "indicators"), None)
    return ScoreTable(
        caption=attached or f"{scheme.title}绩效目标考评表",
        facts=tuple(fact for fact in (document_number(scheme), issue_date(scheme)) if fact),
        columns=columns,
        rest=len(columns),
        groups=tuple(_groups(case, parts, rows)),
        total=_total(scheme, parts),
        zebra=len(nodes) >= ZEBRA_FROM,
        notes=tuple(_table_notes(scheme.year, columns, nodes)),
    )


def _table_notes(year: int, columns: tuple[Column, ...], nodes: tuple[IndicatorNode, ...]) -> Iterator[str]:
    if any(column.kind == "due" for column in columns):
        yield f"完成时限未写年份的，均为{year}年。"
    if any(node.indicator.points is None and node.indicator.children for node in nodes):
        yield "浅色的分值是下级指标分值之和。"


def _rows(year: int, nodes: tuple[IndicatorNode, ...]) -> tuple[tuple[Column, ...], dict[str | None, list[str]]]:
    """The columns that hold anything (at least one, so that sums have a cell for their words), and the rows of each component as HTML."""
    extra = tuple(dict.fromkeys(label for node in nodes for label in node.indicator.more))
    labels = (*_COLUMNS, *((label, "more") for label in extra))
    values = zip(*(_values(node.indicator, year, extra) for node in nodes), strict=True)
    kept = [(Column(label=label, kind=kind), texts) for (label, kind), texts in zip(labels, values, strict=True) if any(texts)]
    kept = kept or [(Column(label="备注", kind="text"), ("",) * len(nodes))]
    cells = map("".join, zip(*(_cells(column, texts) for column, texts in kept), strict=True))
    ids, names = escaped([node.indicator.id for node in nodes]), escaped([node.indicator.name for node in nodes])
    rows: dict[str | None, list[str]] = defaultdict(list)
    group: list[str] = []
    for node, id_, number, name, worth, rest in zip(nodes, ids, _numbers(nodes), names, _worth_cells(nodes), cells, strict=True):
        if node.level == 1:
            group = rows[node.component]
        group.append(
            f'<tr id="r-{id_}" class="gk-l{node.level}"><td class="gk-c-no"><a href="#r-{id_}">{number}</a></td>'
            f'<th scope="row">{name}</th><td class="gk-c-points">{worth}</td>{rest}</tr>\n'
        )
    return tuple(column for column, _ in kept), rows


def _cells(column: Column, texts: Sequence[str]) -> list[str]:
    start = f'<td class="gk-c-{column.kind}" data-label="{escape(column.label)}">'
    return [f"{start}{text}</td>" for text in escaped(texts)]


def escaped(texts: Sequence[str]) -> list[str]:
    """The texts as HTML. One call for a whole column: escaping a short text costs ten times less than the call that does it."""
    together = str(escape("\0".join(texts))).split("\0")
    return together if len(together) == len(texts) else [str(escape(text)) for text in texts]


def _values(each: Indicator, year: int, extra: tuple[str, ...]) -> tuple[str, ...]:
    return (
        each.target or "",
        each.criterion or "",
        each.evidence or "",
        each.lead or "",
        "、".join(each.support),
        _due(each.due, year) if each.due else "",
        *[each.more.get(label, "") for label in extra],
    )


@lru_cache(maxsize=4096)
def _due(period: str, year: int) -> str:
    """The deadline in words, without the scheme's own year; as written where it is no period."""
    try:
        return chinese_period(period).replace(f"{year}年", "")
    except ValueError:
        return period


def _worth_cells(nodes: tuple[IndicatorNode, ...]) -> Iterator[str]:
    """The points of every row with a bar of them beside the greatest; where a row has none of its own, what its children have together."""
    values = {node.indicator.points for node in nodes if node.indicator.points is not None}
    greatest = max(values, default=Decimal(0))
    cells = {value: _bar(value / greatest if greatest > 0 else Decimal(0)) + points(value) for value in values}
    for node in nodes:
        own = node.indicator.points
        if own is not None:
            yield cells[own]
        else:
            total = _worth(node.indicator)
            yield f'<span class="gk-derived">{points(total)}</span>' if total else ""


def _bar(part: Decimal) -> str:
    return f'<svg class="gk-bar" aria-hidden="true"><rect width="{max(part, Decimal(0)) * 100:.0f}%" height="100%"/></svg>'


def _numbers(nodes: tuple[IndicatorNode, ...]) -> Iterator[str]:
    """序号 that run through the whole table: 1, 1.1, 1.1.1, 2, …"""
    counters: list[int] = []
    for node in nodes:
        del counters[node.level :]
        if len(counters) < node.level:
            counters.append(0)
        counters[-1] += 1
        yield ".".join(map(str, counters))


def _groups(case: Case, parts: tuple[Part, ...], rows: dict[str | None, list[str]]) -> Iterator[Group]:
    held = _worths(case.scheme.indicators)
    open_: list[tuple[Part, Sum]] = []
    for part in parts:
        yield from _closed(open_, part.depth)
        subtotal = _subtotal(case, part, held) if part.counts else None
        whole = not part.component.components
        yield Group(
            depth=part.depth,
            anchor=part.anchor,
            name=part.component.name,
            stated=figure(part.component),
            notes=tuple(_notes(part)),
            clause=part.component.clause or "",
            clause_href=clause_link(case.outline, part.component.clause),
            rows=Markup("".join(rows.pop(part.component.id, ()))),
            sum=subtotal if whole else None,
        )
        if subtotal and not whole:
            open_.append((part, subtotal))
    yield from _closed(open_, 1)
    strays = "".join(row for group in rows.values() for row in group)
    if strays:
        yield Group(depth=1, anchor="c--", name="未归入考评内容的指标", rows=Markup(strays))


def _notes(part: Part) -> Iterator[str]:
    if part.proportion:
        yield f"占总分{part.proportion}"
    if scale := own_scale(part.component):
        yield scale
    if not part.counts:
        yield "表中未列指标"


def _closed(open_: list[tuple[Part, Sum]], depth: int) -> Iterator[Group]:
    """The subtotals of the parents that end before a part of this depth."""
    while open_ and open_[-1][0].depth >= depth:
        part, subtotal = open_.pop()
        yield Group(depth=part.depth, sum=subtotal)


def _subtotal(case: Case, part: Part, held: Mapping[str | None, Decimal]) -> Sum:
    value = sum((held.get(each, Decimal(0)) for each in case.table.ids([part.component.id])), Decimal(0))
    wanted = part.component.points if part.component.points is not None else part.component.full
    return _sum(f"{part.component.name}{'合计' if part.component.components else '小计'}", value, part.counts, wanted)


def _total(scheme: Scheme, parts: tuple[Part, ...]) -> Sum:
    """All rows together, held against the scale where every component is measured in its points and has its rows in the table."""
    top = [part for part in parts if part.depth == 1]
    comparable = all(part.component.points is not None and part.counts for part in top)
    counts = tuple(map(sum, zip_longest(*(part.counts for part in top), fillvalue=0)))
    value = sum(_worths(scheme.indicators).values(), Decimal(0))
    return _sum("总计", value, counts, scheme.scale if comparable else None)


def _sum(label: str, value: Decimal, counts: tuple[int, ...], wanted: Decimal | None) -> Sum:
    note = "，".join(f"{level_name(level)}{count}项" for level, count in enumerate(counts, start=1))
    conflict = "" if wanted is None or wanted == value else f"载明{points(wanted)}分"
    return Sum(label=label, points=points(value), note=note, conflict=conflict)


def _worths(roots: Iterable[Indicator]) -> dict[str | None, Decimal]:
    """The points of each component's level-1 indicators together; an indicator without points counts what its children have."""
    held: dict[str | None, Decimal] = defaultdict(Decimal)
    for each in roots:
        if not is_subtotal(each):
            held[each.component] += _worth(each)
    return held


def _worth(each: Indicator) -> Decimal:
    if each.points is not None:
        return each.points
    return sum((_worth(child) for child in each.children if not is_subtotal(child)), Decimal(0))
