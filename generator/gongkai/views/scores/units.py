"""Who carries how much of the 绩效目标考评表: rows → the indicators and points of every 责任单位 and 配合单位, and their table.

`scripts/scores-rows.js` reads the units out of the same cells by the same rules, for any choice of rows.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from gongkai.model import LEVELS
from gongkai.rules import Case
from gongkai.rules.registry import once
from gongkai.scoring import points
from gongkai.views.scores.values import values
from gongkai.views.sheet import Sheet

LED, JOINT, HELPED = range(3)
"""How a unit holds a row: it answers for it, it does so with others, it only helps."""

_SEPARATOR = re.compile(r"[、，,；;/ 　]+")
_NOBODY = ""
_NOTHING = Decimal(0)

_Cells = tuple[str, tuple[str, ...]]
"""The two cells that name the units of a row."""

_EMPTY: _Cells = ("", ())


class Share:
    """What one unit holds: `counts` of indicators and `points`, by LED, JOINT (part of LED) and HELPED."""

    __slots__ = ("counts", "name", "points")

    def __init__(self, name: str) -> None:
        self.name = name
        self.counts = [0, 0, 0]
        self.points = [Decimal(0), Decimal(0), Decimal(0)]


@once
def shares(case: Case) -> tuple[Share, ...]:
    """Every unit that the table names, most points first; then, without a name, what nobody answers for. Empty where no unit is named.

    A row that names no unit has those of the row above it. Points count where `Values.counted` has them; a row counts as an indicator of a
    unit unless one below it is the same unit's.
    """
    found: dict[str, Share] = {}
    for cells, (count, sum_) in _tallies(case).items():
        for mark in _marks(cells):
            _add(found, mark, count, sum_)
    _add_parents(found, case)
    nobody = found.pop(_NOBODY, None)
    named = sorted(found.values(), key=lambda each: (-each.points[LED], -each.counts[LED]))
    return (*named, nobody) if named and nobody and nobody.counts[LED] else tuple(named)


def _add(found: dict[str, Share], mark: tuple[str, int], count: int, sum_: Decimal = _NOTHING) -> None:
    name, role = mark
    share = found.get(name) or found.setdefault(name, Share(name))
    share.counts[role] += count
    share.points[role] += sum_


def _tallies(case: Case) -> dict[_Cells, tuple[int, Decimal]]:
    """The indicators with none below them, and the points of all, by the cells that name their units; a table has few different ones."""
    sums = {node.path for node in case.table.subtotals}
    found: dict[_Cells, tuple[int, Decimal]] = {}
    for node, cells, counted in zip(case.indicators, _held(case), values(case).counted, strict=True):
        if not sums or node.path not in sums:
            count, sum_ = found.get(cells, (0, _NOTHING))
            found[cells] = count + (not node.indicator.children), sum_ + counted if counted else sum_
    return found


def _add_parents(found: dict[str, Share], case: Case) -> None:
    """Count the rows that have others below them, but none of the same unit's."""
    nodes, held = case.indicators, _held(case)
    for index, (node, cells) in enumerate(zip(nodes, held, strict=True)):
        if node.indicator.children and cells != _EMPTY:
            end = next((place for place in range(index + 1, len(nodes)) if nodes[place].level <= node.level), len(nodes))
            below = {mark for other in set(held[index + 1 : end]) for mark in _marks(other)}
            for mark in _marks(cells):
                if mark not in below and mark[0] != _NOBODY:
                    _add(found, mark, 1)


@once
def _held(case: Case) -> list[_Cells]:
    """The cells of every row, or of the row above where its own are empty."""
    above: list[_Cells] = [_EMPTY] * (LEVELS + 1)
    held = []
    for node in case.indicators:
        _, each, level, *_ = node
        above[level] = cells = (each.lead or "", each.support) if each.lead or each.support else above[level - 1]
        held.append(cells)
    return held


@lru_cache(maxsize=4096)
def _marks(cells: _Cells) -> tuple[tuple[str, int], ...]:
    """The units that two cells name, each with the way it holds the row."""
    leads, helpers = unit_names(cells[0]), unit_names("、".join(cells[1]))
    marks = [(unit, LED) for unit in leads or (_NOBODY,)]
    marks += [(unit, JOINT) for unit in leads if len(leads) > 1]
    return (*marks, *((unit, HELPED) for unit in helpers if unit not in leads))


def unit_names(cell: str) -> tuple[str, ...]:
    """The units that a cell names, each once: 办公室、救助股."""
    return tuple(dict.fromkeys(filter(None, _SEPARATOR.split(cell))))


def unit_table(case: Case) -> str:
    """The units as a section of the page, finished HTML; empty where the table names none."""
    held = shares(case)
    if not held:
        return ""
    joint, helped = (any(each.counts[role] for each in held) for role in (JOINT, HELPED))
    total = values(case).total
    sheet = Sheet()
    sheet.add('<section aria-labelledby="units">\n<h2 id="units">各单位承担的指标</h2>\n')
    sheet.add(_HEADS + (_JOINT_HEAD if joint else "") + (_HELPED_HEAD if helped else "") + "</tr></thead>\n<tbody>\n")
    for each in held:
        _add_unit(sheet, each, total, joint=joint, helped=helped)
    sheet.add('</tbody>\n</table>\n</div>\n<p class="gk-quiet">%s</p>\n</section>\n', "".join(_notes(joint, helped)))
    return sheet.html()


_HEADS = (
    '<div class="gk-scroll">\n<table class="gk-units">\n<caption class="gk-hidden">各单位承担的指标和分值</caption>\n'
    '<thead><tr><th scope="col">单位</th>'
    '<th scope="col" class="gk-num">责任指标</th><th scope="col" class="gk-num">分值</th>'
    '<th scope="col" class="gk-num">占全表</th>'
)
_JOINT_HEAD = '<th scope="col" class="gk-num">其中共同负责</th>'
_HELPED_HEAD = '<th scope="col" class="gk-num">配合指标</th><th scope="col" class="gk-num">涉及分值</th>'


def _add_unit(sheet: Sheet, share: Share, total: Decimal, *, joint: bool, helped: bool) -> None:
    cells = [_items(share, LED), points(share.points[LED]), _percent(share.points[LED], total)]
    if joint:
        cells.append(f"{_items(share, JOINT)}，{points(share.points[JOINT])}分" if share.counts[JOINT] else "")
    if helped:
        cells += [_items(share, HELPED), points(share.points[HELPED])] if share.counts[HELPED] else ["", ""]
    sheet.add('<tr><th scope="row">%s</th>', share.name or "未写责任单位")
    sheet.add('<td class="gk-num">%s</td>' * len(cells) + "</tr>\n", *cells)


def _items(share: Share, role: int) -> str:
    return f"{share.counts[role]}项" if share.counts[role] else ""


def _percent(part: Decimal, total: Decimal) -> str:
    """To one decimal, rounded half up."""
    return points((part * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP)) + "%" if total > 0 else ""


def _notes(joint: bool, helped: bool) -> Iterator[str]:
    yield "项数和分值按最末一级指标计入责任单位；下级指标没有写单位的，随上级指标。占全表的百分比保留一位小数。"
    if joint:
        yield "几个单位共同负责的指标，在每个单位都全额计入，所以各单位之和大于全表。"
    if helped:
        yield "配合的指标另外列出，不计入配合单位的分值。"
