"""The 绩效目标考评表 as one table: indicators grouped by component, only the columns that hold anything, and every subtotal.

Twelve hundred cells make it the hottest part of a scheme's pages: rows and cells are tuples of ready strings, and whatever repeats
(points, deadlines, the attributes of a column's cells) is made once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from gongkai.model import Indicator, Scheme
from gongkai.outline import Outline
from gongkai.periods import chinese_period
from gongkai.scoring import points
from gongkai.views.part_table import level_name
from gongkai.views.parts import Part, clause_link, counted, figure, inside, proportion
from gongkai.views.scheme_head import document_number, issue_date
from gongkai.walk import IndicatorNode

ZEBRA_FROM = 13
FIRST_COLUMNS = 3
"""序号, 指标 and 分值, which every table has."""
_COLUMNS = (("目标值", "text"), ("评分标准", "text"), ("数据来源", "unit"), ("责任单位", "unit"), ("配合单位", "unit"), ("完成时限", "due"))


class Row(NamedTuple):
    """An indicator: `points` is the finished content of its cell, `cells` pair a cell's attributes with its text."""

    id: str
    level: int
    number: str
    name: str
    points: Markup
    cells: tuple[tuple[Markup, str], ...]


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
    proportion: str = ""
    clause: str = ""
    clause_href: str = ""
    empty: bool = False
    rows: tuple[Row, ...] = ()
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
    year_note: str


def score_table(scheme: Scheme, outline: Outline, parts: tuple[Part, ...], nodes: tuple[IndicatorNode, ...]) -> ScoreTable:
    """The table of a scheme's indicators (`nodes`, at least one) under its components (`parts`, with those indicators counted)."""
    columns, rows = _rows(scheme.year, nodes)
    attached = next((each.title for each in scheme.attachments if each.content == "indicators"), None)
    return ScoreTable(
        caption=attached or f"{scheme.title}绩效目标考评表",
        facts=tuple(fact for fact in (document_number(scheme), issue_date(scheme)) if fact),
        columns=columns,
        rest=len(columns),
        groups=tuple(_groups(scheme, outline, parts, rows)),
        total=_total(scheme, parts),
        zebra=len(nodes) >= ZEBRA_FROM,
        year_note=f"完成时限未写年份的，均为{scheme.year}年。" if any(column.kind == "due" for column in columns) else "",
    )


def _rows(year: int, nodes: tuple[IndicatorNode, ...]) -> tuple[tuple[Column, ...], dict[str | None, list[Row]]]:
    """The columns that hold anything, and the rows of each component."""
    extra = tuple(dict.fromkeys(label for node in nodes for label in node.indicator.more))
    values = [_values(node.indicator, year, extra) for node in nodes]
    labels = (*_COLUMNS, *((label, "more") for label in extra))
    kept = [index for index, column in enumerate(zip(*values, strict=True)) if any(column)]
    columns = tuple(Column(label=labels[index][0], kind=labels[index][1]) for index in kept)
    attributes = [Markup(' class="gk-c-{}" data-label="{}"').format(column.kind, column.label) for column in columns]
    cell_of = _points_cells(nodes)
    rows: dict[str | None, list[Row]] = defaultdict(list)
    group: list[Row] = []
    for node, number, held in zip(nodes, _numbers(nodes), values, strict=True):
        each = node.indicator
        if node.level == 1:
            group = rows[node.component]
        cells = tuple([(attribute, held[index]) for attribute, index in zip(attributes, kept, strict=True)])
        group.append(Row(each.id, node.level, number, each.name, cell_of[each.points], cells))
    return columns, rows


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


def _points_cells(nodes: tuple[IndicatorNode, ...]) -> dict[Decimal | None, Markup]:
    """For each value of points, the number and a bar of it, beside the greatest."""
    values = {node.indicator.points for node in nodes if node.indicator.points is not None}
    greatest = max(values, default=Decimal(0))
    cells: dict[Decimal | None, Markup] = {None: Markup()}
    for value in values:
        width = max(value / greatest * 100, Decimal(0)) if greatest > 0 else Decimal(0)
        bar = Markup('<svg class="gk-bar" aria-hidden="true"><rect width="{:.0f}%" height="100%"/></svg>')
        cells[value] = bar.format(width) + points(value)
    return cells


def _numbers(nodes: tuple[IndicatorNode, ...]) -> Iterator[str]:
    """序号 that run through the whole table: 1, 1.1, 1.1.1, 2, …"""
    counters: list[int] = []
    for node in nodes:
        del counters[node.level :]
        if len(counters) < node.level:
            counters.append(0)
        counters[-1] += 1
        yield ".".join(map(str, counters))


def _groups(scheme: Scheme, outline: Outline, parts: tuple[Part, ...], rows: dict[str | None, list[Row]]) -> Iterator[Group]:
    held = _worths(scheme.indicators)
    open_: list[tuple[Part, Sum]] = []
    for index, part in enumerate(parts):
        yield from _closed(open_, part.depth)
        family = tuple(inside(parts, index))
        subtotal = _subtotal(part, family, held)
        whole = not part.component.components
        yield Group(
            depth=part.depth,
            anchor=part.anchor,
            name=part.component.name,
            stated=figure(part.component),
            proportion=proportion(part.weight),
            clause=part.component.clause or "",
            clause_href=clause_link(outline, part.component.clause),
            empty=subtotal is None,
            rows=tuple(rows.pop(part.component.id, ())),
            sum=subtotal if whole else None,
        )
        if subtotal and not whole:
            open_.append((part, subtotal))
    yield from _closed(open_, 1)
    for strays in rows.values():
        yield Group(depth=1, anchor="c--", name="未归入考评内容的指标", rows=tuple(strays))


def _closed(open_: list[tuple[Part, Sum]], depth: int) -> Iterator[Group]:
    """The subtotals of the parents that end before a part of this depth."""
    while open_ and open_[-1][0].depth >= depth:
        part, subtotal = open_.pop()
        yield Group(depth=part.depth, sum=subtotal)


def _subtotal(part: Part, family: tuple[Part, ...], held: dict[str | None, Decimal]) -> Sum | None:
    counts = counted(family)
    if not counts:
        return None
    value = sum((held.get(each.component.id, Decimal(0)) for each in family), Decimal(0))
    wanted = part.component.points if part.component.points is not None else part.component.full
    return _sum(f"{part.component.name}{'合计' if part.component.components else '小计'}", value, counts, wanted)


def _total(scheme: Scheme, parts: tuple[Part, ...]) -> Sum:
    """All rows together, held against the scale where every component is measured in its points and has its rows in the table."""
    top = [part for part in parts if part.depth == 1]
    comparable = all(part.component.points is not None and counted(inside(parts, parts.index(part))) for part in top)
    value = sum(_worths(scheme.indicators).values(), Decimal(0))
    return _sum("总计", value, counted(parts), scheme.scale if comparable else None)


def _sum(label: str, value: Decimal, counts: tuple[int, ...], wanted: Decimal | None) -> Sum:
    note = "，".join(f"{level_name(level)}{count}项" for level, count in enumerate(counts, start=1))
    conflict = "" if wanted is None or wanted == value else f"载明{points(wanted)}分"
    return Sum(label=label, points=points(value), note=note, conflict=conflict)


def _worths(roots: Iterable[Indicator]) -> dict[str | None, Decimal]:
    """The points of each component's level-1 indicators together; an indicator without points counts what its children have."""
    held: dict[str | None, Decimal] = defaultdict(Decimal)
    for each in roots:
        held[each.component] += _worth(each)
    return held


def _worth(each: Indicator) -> Decimal:
    return each.points if each.points is not None else sum(map(_worth, each.children), Decimal(0))
