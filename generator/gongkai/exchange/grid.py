"""A scheme's table → the grid of the printed 绩效目标考评表: a line for every indicator with particulars, groups merged, sums below them.

Between the model and the sheet of `scores.xlsx`. Lines and columns count from 0; the head is not among the lines.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from gongkai.model import Component, Indicator
from gongkai.numerals import han_numeral
from gongkai.periods import chinese_period
from gongkai.rules import Case
from gongkai.rules.table import is_subtotal
from gongkai.scoring import points
from gongkai.walk import IndicatorNode, places

Kind = Literal["place", "part", "name", "points", "text", "short"]
_WIDTHS: dict[Kind, tuple[int, int]] = {
    "place": (6, 10),
    "part": (10, 16),
    "name": (14, 32),
    "points": (7, 9),
    "text": (14, 40),
    "short": (9, 18),
}
"""The least and the greatest width of a column; a Chinese character takes 2."""


class Column(NamedTuple):
    """A column of the table; `width` counts Latin characters, as spreadsheets do."""

    head: str
    kind: Kind
    width: int


class Merge(NamedTuple):
    """Cells shown as one: a rectangle, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Grid(NamedTuple):
    """A text for every cell, figures of points too; `sums` are the lines that add up others."""

    columns: list[Column]
    lines: list[list[str]]
    sums: set[int]
    merges: list[Merge]


_Row = tuple[IndicatorNode, str, tuple[str, ...]]
"""An indicator with its 序号 and the texts of the columns after its points; a bare tuple, for there are many."""


def read_grid(case: Case) -> Grid:
    """The whole table of a scheme that has one."""
    return _Layout(case).grid()


class _Layout:
    """The table so far: 序号, a column for each depth of 考评内容, name and points of each level of indicators, then the particulars."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._details = _details(case)
        self._rows = _by_component(case.indicators, zip(*(texts for _, _, texts in self._details), strict=True))
        self._depths = max(len(node.ancestors) + 1 for node in case.components)
        self._levels = max(node.level for node in case.indicators)
        self._names = 1 + self._depths
        self._texts = self._names + 2 * self._levels
        self._last = self._texts + len(self._details) - 1
        self._lines: list[list[str]] = []
        self._sums: set[int] = set()
        self._merges: list[Merge] = []

    def grid(self) -> Grid:
        """Everything: components with their rows and sums, rows that belong to none, the total; columns as wide as what they hold."""
        scheme = self._case.scheme
        values = [self._add_part(component, 1) for component in scheme.components]
        strays = [row for rows in self._rows.values() for row in rows]
        if strays:
            self._name_part("未归入考评内容的指标", 1, self._add_rows(strays))
        comparable = not strays and all(each.points is not None for each in scheme.components) and None not in values
        total = sum((value or Decimal(0) for value in values), _worth(_tops(strays)))
        self._add_sum("总计", 0, total, scheme.scale if comparable else None)
        return Grid(self._columns(), self._lines, self._sums, self._merges)

    def _columns(self) -> list[Column]:
        heads: list[tuple[str, Kind]] = [("序号", "place")]
        heads += [("考评内容", "part")] * self._depths
        for level in range(1, self._levels + 1):
            heads += [(f"{han_numeral(level)}级指标", "name"), ("分值", "points")]
        heads += [(head, kind) for head, kind, _ in self._details]
        cells = zip(*self._lines, strict=True)
        return [Column(head, kind, _width(kind, head, texts)) for (head, kind), texts in zip(heads, cells, strict=True)]

    def _add_part(self, component: Component, depth: int) -> Decimal | None:
        """A component with its rows, its parts and its sum: what they come to; nothing when it has no rows."""
        rows = self._rows.pop(component.id, [])
        first = self._add_rows(rows)
        values = [self._add_part(each, depth + 1) for each in component.components]
        known = [value for value in values if value is not None]
        total = sum(known, _worth(_tops(rows))) if rows or known else None
        if total is not None:
            label, left = (f"{component.name}合计", depth + 1) if component.components else ("小计", self._names)
            self._add_sum(label, left, total, component.points if component.points is not None else component.full)
        elif not component.components:
            self._add_line()[self._names] = "表中未列指标"
            self._merges.append(Merge(first, self._names, first, self._last))
        self._name_part(f"{component.name}{_stated(component)}", depth, first, wide=not component.components)
        return total

    def _name_part(self, name: str, depth: int, first: int, *, wide: bool = True) -> None:
        """A component's name beside all its lines, over the columns of deeper components where it has none."""
        self._lines[first][depth] = name
        self._merge(Merge(first, depth, len(self._lines) - 1, self._depths if wide else depth))

    def _add_rows(self, rows: Iterable[_Row]) -> int:
        """Rows with those below them; names of groups stand beside all that belongs to them. The place of the first line."""
        first = len(self._lines)
        open_: list[tuple[int, int]] = []
        waiting = self._blank()
        for (_, each, level, *_), place, texts in rows:
            if open_ and open_[-1][0] >= level:
                self._close(open_, level)
            if each.children:
                open_.append((level, len(self._lines)))
            at = self._names + 2 * level - 2
            waiting[at] = each.name
            if each.points is not None:
                waiting[at + 1] = points(each.points)
            if each.children and not any(texts):
                continue
            waiting[0], waiting[self._texts :] = place, texts
            self._lines.append(waiting)
            waiting = self._blank()
        self._close(open_, 1)
        return first

    def _close(self, open_: list[tuple[int, int]], level: int) -> None:
        """End the groups of this level and below."""
        bottom = len(self._lines) - 1
        while open_ and open_[-1][0] >= level:
            ended, top = open_.pop()
            at = self._names + 2 * ended - 2
            self._merge(Merge(top, at, bottom, at))
            self._merge(Merge(top, at + 1, bottom, at + 1))

    def _add_sum(self, label: str, left: int, value: Decimal, wanted: Decimal | None) -> None:
        line, place = self._add_line(), len(self._lines) - 1
        line[left], line[self._names + 1] = label, points(value)
        line[self._names + 2] = "" if wanted is None or wanted == value else f"载明{points(wanted)}分"
        self._sums.add(place)
        self._merge(Merge(place, left, place, self._names))
        self._merge(Merge(place, self._names + 2, place, self._last))

    def _add_line(self) -> list[str]:
        self._lines.append(self._blank())
        return self._lines[-1]

    def _blank(self) -> list[str]:
        return [""] * (self._last + 1)

    def _merge(self, merge: Merge) -> None:
        if merge.top != merge.bottom or merge.left != merge.right:
            self._merges.append(merge)


def _by_component(nodes: tuple[IndicatorNode, ...], texts: Iterable[tuple[str, ...]]) -> dict[str | None, list[_Row]]:
    found: dict[str | None, list[_Row]] = defaultdict(list)
    group: list[_Row] = []
    for row in zip(nodes, places(nodes), texts, strict=True):
        if row[0].level == 1:
            group = found[row[0].component]
        group.append(row)
    return found


def _details(case: Case) -> list[tuple[str, Kind, list[str]]]:
    """The columns after the points that hold anything, at least one: head, kind, and a text for each indicator."""
    rows, year = [node.indicator for node in case.indicators], case.scheme.year
    more = dict.fromkeys(label for each in rows if each.more for label in each.more)
    columns: tuple[tuple[str, Kind, list[str]], ...] = (
        ("目标值", "text", [each.target or "" for each in rows]),
        ("评分标准", "text", [each.criterion or "" for each in rows]),
        ("数据来源", "short", [each.evidence or "" for each in rows]),
        ("责任单位", "short", [each.lead or "" for each in rows]),
        ("配合单位", "short", ["、".join(each.support) for each in rows]),
        ("完成时限", "short", [_due(each.due, year) if each.due else "" for each in rows]),
        *((label, "text", [each.more.get(label, "") for each in rows]) for label in more),
    )
    return [column for column in columns if any(column[2])] or [("备注", "text", [""] * len(rows))]


@lru_cache(maxsize=4096)
def _due(period: str, year: int) -> str:
    """A deadline in words, without the scheme's own year."""
    return chinese_period(period).replace(f"{year}年", "")


def _tops(rows: Iterable[_Row]) -> list[Indicator]:
    return [node.indicator for node, _, _ in rows if node.level == 1]


def _worth(rows: Iterable[Indicator]) -> Decimal:
    """What rows come to; one without points counts what it has below it, one that only repeats a sum nothing."""
    return sum((_worth(each.children) if each.points is None else each.points for each in rows if not is_subtotal(each)), Decimal(0))


def _stated(component: Component) -> str:
    if component.points is not None:
        return f"\n（{points(component.points)}分）"
    return f"\n（{component.share}）" if component.share else ""


def _width(kind: Kind, head: str, texts: Iterable[str]) -> int:
    least, greatest = _WIDTHS[kind]
    lines = (line for text in texts for line in text.split("\n")) if kind == "part" else texts
    longest = max(len(head), *map(len, lines))
    return min(max(2 * longest + 2, least), greatest)
