"""Changes of the 考评内容 and of the 绩效目标考评表: what was added, dropped, renamed, moved, reweighted or asked for otherwise."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec.structs import replace

from gongkai.changes.fields import Both, Field, altered, differing, entry, in_days, in_points, listed
from gongkai.changes.kinds import Change, Kind
from gongkai.changes.pairing import Pairs, Row, pair
from gongkai.changes.wording import Wording
from gongkai.diagnostics import Path
from gongkai.model import CarveOut, Component, Declared, Scheme
from gongkai.numerals import han_numeral
from gongkai.scoring import points
from gongkai.walk import ComponentNode, IndicatorNode
from gongkai.walk import components as walk_components
from gongkai.walk import indicators as walk_indicators

_NAMED = 5
"""Rows that a sentence names."""


def stated(component: Component) -> str:
    """`45分` or `70%`; empty when neither is stated."""
    return in_points(component.points) or component.share or ""


def row_name(node: IndicatorNode) -> str:
    """二级指标“护理型床位占比”."""
    return f"{han_numeral(node.level)}级指标“{node.indicator.name}”"


# The parts


def component_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the 考评内容, the full marks and the numbers that the text states of them."""
    if before.scale != after.scale:
        yield from differing(Both("总分", before, after, (), ()), (Field("scale", Kind.SCALE, points),), wording)
    yield from _declared("方案", before.declared, after.declared, (), ())
    old, new, pairs = paired_components(before, after, wording)
    heirs: dict[Path, Path] = {(): ()} | {old[i].path: new[j].path for i, j in pairs.both}
    yield from (_whole(Kind.COMPONENT_REMOVED, old[i]) for i in pairs.gone)
    yield from (_whole(Kind.COMPONENT_ADDED, new[j]) for j in pairs.new)
    for i, j in pairs.both:
        yield from _same_part(old[i], new[j], heirs, wording)


def paired_components(before: Scheme, after: Scheme, wording: Wording) -> tuple[list[ComponentNode], list[ComponentNode], Pairs]:
    """The components of both schemes, parents first, and which is which by their indexes."""
    old, new = list(walk_components(before)), list(walk_components(after))
    rows = [[_part(each, wording, side) for each in nodes] for side, nodes in enumerate((old, new))]
    return old, new, pair(*rows, lasting=not wording.years)


def _part(node: ComponentNode, wording: Wording, side: int) -> Row:
    above = wording.plain(node.ancestors[-1].name, side) if node.ancestors else ""
    return Row(node.component.id, wording.plain(node.component.name, side), above, "、".join(node.component.aspects))


def _whole(kind: Kind, node: ComponentNode) -> Change:
    part = node.component
    return entry(kind, f"考评内容“{part.name}”", node.path, stated(part), part.clause, part.points)


_PART_FIELDS = (
    Field("full", Kind.COMPONENT_DETAIL, in_points),
    Field("aspects", Kind.COMPONENT_DETAIL, listed),
    Field("carve_outs", Kind.COMPONENT_DETAIL, lambda all_: listed([_carved(each) for each in all_])),
)
_PART_LINKS = (Field("id", Kind.REFERENCE), Field("clause", Kind.REFERENCE))


def _carved(each: CarveOut) -> str:
    return f"{each.name}（{each.share}）"


def _same_part(old: ComponentNode, new: ComponentNode, heirs: dict[Path, Path], wording: Wording) -> Iterator[Change]:
    before, after = old.component, new.component
    both = Both(after.name, before, after, old.path, new.path, after.clause or "")
    weights = (Field("points", Kind.COMPONENT_WEIGHT, in_points), Field("share", Kind.COMPONENT_WEIGHT))
    yield from differing(replace(both, about="考评内容"), (Field("name", Kind.COMPONENT_RENAMED, label="名称"),), wording)
    if heirs.get(old.path[:-2]) != new.path[:-2]:
        yield _moved(Kind.COMPONENT_MOVED, both, _above(old), _above(new))
    if (before.points is None) == (after.points is None):
        yield from differing(both, weights, wording)
    else:  # points instead of a share, or a share instead of points: one change and not two
        values = stated(before), stated(after)
        yield altered(Kind.COMPONENT_WEIGHT, both.about, values, (old.path, new.path), what="分值或权重", clause=both.clause)
    yield from differing(both, _PART_FIELDS, wording)
    yield from _declared(after.name, before.declared, after.declared, old.path, new.path)
    if not wording.years:
        yield from differing(both, _PART_LINKS, wording)


def _above(node: ComponentNode) -> str:
    return node.ancestors[-1].name if node.ancestors else "（第一级）"


def _declared(about: str, old: Declared, new: Declared, before: Path, after: Path) -> Iterator[Change]:
    """Numbers that the text states are numbers, and so are compared in either mode alike."""
    fields = [Field(name, Kind.COMPONENT_DETAIL) for name in Declared.__struct_fields__]
    yield from differing(Both(about, old, new, (*before, "declared"), (*after, "declared")), fields, Wording())


# The rows


def indicator_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the 绩效目标考评表."""
    old, new = walk_indicators(before), walk_indicators(after)
    if not old and not new:
        return
    pairs = _with_heads(pair(_rows(old, wording, 0), _rows(new, wording, 1), lasting=not wording.years), old, new)
    heirs: dict[Path, Path] = {(): ()} | {old[i].path: new[j].path for i, j in pairs.both}
    yield from (_row(Kind.INDICATOR_REMOVED, old[i]) for i in pairs.gone)
    yield from (_row(Kind.INDICATOR_ADDED, new[j]) for j in pairs.new)
    places = _Places(before, after, heirs)
    for i, j in pairs.both:
        yield from _same_row(old[i], new[j], places, wording)
    if not wording.years:
        yield from _order(old, new, pairs, heirs)


def _rows(nodes: Sequence[IndicatorNode], wording: Wording, side: int) -> list[Row]:
    names = wording.plain_all([node.indicator.name for node in nodes], side)
    known = {id(node.indicator): name for node, name in zip(nodes, names, strict=True)}
    return [
        Row(row.id, name, (level, known[id(parent)] if parent else component or ""), f"{row.target or ''}{row.criterion or ''}")
        for name, (_, row, level, component, parent) in zip(names, nodes, strict=True)
    ]


def _with_heads(pairs: Pairs, old: Sequence[IndicatorNode], new: Sequence[IndicatorNode]) -> Pairs:
    """The pairs with those heads that have nothing in common but most of the rows below: one indicator under another name."""
    gone, come = {old[i].path: i for i in pairs.gone}, {new[j].path: j for j in pairs.new}
    votes = Counter((old[i].path[:-2], new[j].path[:-2]) for i, j in pairs.both) if gone and come else Counter()
    both = list(pairs.both)
    for (one, other), count in votes.items():
        if one in gone and other in come:
            i, j = gone[one], come[other]
            if 2 * count > max(len(old[i].indicator.children), len(new[j].indicator.children)):
                both.append((gone.pop(one), come.pop(other)))
    return Pairs(sorted(both, key=lambda each: each[1]), sorted(gone.values()), sorted(come.values()))


def _row(kind: Kind, node: IndicatorNode) -> Change:
    row = node.indicator
    said = in_points(row.points), f"责任单位{row.lead}" if row.lead else "", in_days(row.due)
    return entry(kind, row_name(node), node.path, "，".join([each for each in said if each]), number=row.points)


_ROW_NAME = (Field("name", Kind.INDICATOR_RENAMED, label="名称"),)
_ROW_FIELDS = (
    Field("points", Kind.INDICATOR_POINTS, in_points),
    Field("target", Kind.INDICATOR_TARGET),
    Field("criterion", Kind.INDICATOR_CRITERION),
    Field("evidence", Kind.INDICATOR_DETAIL),
    Field("lead", Kind.INDICATOR_UNIT),
    Field("support", Kind.INDICATOR_UNIT, listed),
)
_ROW_DUE = (Field("due", Kind.INDICATOR_DUE, in_days),)


_said = attrgetter(*(field.name for field in _ROW_FIELDS))


class _Places:
    """Where rows stand: the names of the components of both schemes, and which path became which."""

    def __init__(self, before: Scheme, after: Scheme, heirs: dict[Path, Path]) -> None:
        self.heirs = heirs
        self.names = tuple({node.component.id: node.component.name for node in walk_components(each)} for each in (before, after))

    def component(self, node: IndicatorNode, side: int) -> str:
        """The name of its component; its id where there is none of that id."""
        return self.names[side].get(node.component or "", node.component or "")


def _same_row(old: IndicatorNode, new: IndicatorNode, places: _Places, wording: Wording) -> Iterator[Change]:
    before, after = old.indicator, new.indicator
    both = Both(row_name(new), before, after, old.path, new.path)
    if before.name != after.name:
        yield from differing(replace(both, about=f"{han_numeral(new.level)}级指标"), _ROW_NAME, wording)
    if _said(before) != _said(after):
        yield from differing(both, _ROW_FIELDS, wording)
    if before.due != after.due:
        yield from differing(both, _ROW_DUE, wording)
    one, other = places.component(old, 0), places.component(new, 1)
    if old.level != new.level or (old.parent and places.heirs.get(old.path[:-2]) != new.path[:-2]):
        yield _moved(Kind.INDICATOR_MOVED, both, old.parent.name if old.parent else one, new.parent.name if new.parent else other)
    elif old.level == 1 and not wording.same(one, other):
        yield _moved(Kind.INDICATOR_MOVED, both, one, other)
    yield from _columns(both, wording)
    if not wording.years and before.id != after.id:
        yield from differing(both, (Field("id", Kind.REFERENCE),), wording)


def _moved(kind: Kind, both: Both, old: str, new: str) -> Change:
    return altered(kind, both.about, (old, new), (both.before, both.after), what="所属", clause=both.clause)


def _columns(both: Both, wording: Wording) -> Iterator[Change]:
    """The further columns of a row."""
    old, new = both.old.more, both.new.more
    for label in dict.fromkeys((*old, *new)) if old != new else ():
        if not wording.same(old.get(label), new.get(label)):
            paths = (*both.before, "more", label), (*both.after, "more", label)
            yield altered(Kind.INDICATOR_DETAIL, both.about, (old.get(label, ""), new.get(label, "")), paths, what=label)


def _order(old: Sequence[IndicatorNode], new: Sequence[IndicatorNode], pairs: Pairs, heirs: dict[Path, Path]) -> Iterator[Change]:
    """One change for all rows that stand in another order under the same head."""
    stayed: dict[Path, list[tuple[int, int]]] = {}
    for i, j in pairs.both:
        above = new[j].path[:-2]
        if heirs.get(old[i].path[:-2]) == above:
            stayed.setdefault(above, []).append((i, j))
    moved = [new[j] for group in stayed.values() for j in sorted(_out_of_order(group))]
    if moved:
        names = "、".join(f"“{node.indicator.name}”" for node in moved[:_NAMED]) + (f"等{len(moved)}项" if len(moved) > _NAMED else "")
        yield Change(kind=Kind.INDICATOR_ORDER, about="考评表", what=f"次序调整：{names}", before=("indicators",), after=("indicators",))


def _out_of_order(group: Sequence[tuple[int, int]]) -> set[int]:
    """The later indexes without which the rest would stand in its old order: what a longest rising run leaves over."""
    if all(group[k][0] < group[k + 1][0] for k in range(len(group) - 1)):
        return set()
    ends: list[int] = []
    last: list[int] = []
    above: list[int] = []
    for k, (i, _) in enumerate(group):
        at = bisect_left(ends, i)
        above.append(last[at - 1] if at else -1)
        ends[at : at + 1], last[at : at + 1] = [i], [k]
    kept, k = set(), last[-1]
    while k >= 0:
        kept.add(k)
        k = above[k]
    return {j for k, (_, j) in enumerate(group) if k not in kept}
