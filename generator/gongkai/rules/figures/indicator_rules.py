"""Family I: the 指标设置规则 against the table, against themselves, and — before there is a table — against what they imply."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from operator import itemgetter

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.model import Component, CountRange, Indicator, IndicatorRule
from gongkai.rules.figures.bounds import conflicts, is_tractable, level_name, previous_count, whole_number
from gongkai.rules.registry import Case, finding, related, rule
from gongkai.rules.table import expected, is_subtotal
from gongkai.scoring import points
from gongkai.walk import IndicatorNode

_HELP = "请调整考评表；规则抄录有误的，请照正文改正 indicator_rules。"


def _rules(case: Case) -> Iterator[tuple[Path, IndicatorRule]]:
    return ((("indicator_rules", index), each) for index, each in enumerate(case.scheme.indicator_rules))


def _scope(case: Case, each: IndicatorRule) -> str:
    return "、".join(case.table.names.get(id_, id_) for id_ in each.scope)


def _source(each: IndicatorRule) -> str:
    return f"（{each.clause}）" if each.clause else ""


def _is_exempt(row: Indicator | None, each: IndicatorRule) -> bool:
    return bool(each.exempt) and row is not None and any(_is_named(row, name) for name in each.exempt)


def _is_named(row: Indicator, name: str) -> bool:
    return name in (row.id, row.name) or (len(name) > 3 and name in row.name)


def _rows(case: Case, each: IndicatorRule, level: int) -> list[IndicatorNode]:
    """The rows of a rule's scope at a level, without exceptions and what stands directly under them."""
    rows = case.table.within(each.scope, level)
    return [n for n in rows if not _is_exempt(n.indicator, each) and not _is_exempt(n.parent, each)] if each.exempt else rows


def _held(case: Case, each: IndicatorRule) -> int:
    """How many indicators the rule counts."""
    return len(_rows(case, each, each.level)) if each.exempt else case.table.count(each.scope, each.level)


@rule("I001", "unknown-scope", "规则适用的部分不存在", Severity.ERROR, Basis.CONSISTENCY, "指标设置规则适用的部分应当是已列的考评内容")
def unknown_scope(case: Case) -> Iterator[Finding]:
    """Every id of a scope must be a component's."""
    known = case.table.names
    for path, each in _rules(case):
        for index, id_ in enumerate(each.scope):
            if id_ not in known:
                help_ = f"可用的标识：{'、'.join(known)}。" if len(known) <= 20 else "请照 components 中的 id 填写。"
                message = f"指标设置规则适用于 {id_}，考评内容中没有这个标识"
                yield finding("I001", message, *path, "scope", index, clause=each.clause or "", help=help_)


@rule("I002", "indicator-count", "指标数量不合规定", Severity.ERROR, Basis.CONSISTENCY, "考评表的指标数量应当符合方案自己的规定")
def indicator_count(case: Case) -> Iterator[Finding]:
    """不少于14项, 不超过…项 over a whole scope."""
    for path, each in _rules(case):
        if case.scheme.indicators and each.count and case.table.ids(each.scope):
            held = _held(case, each)
            fault = _outside(held, each.count)
            if fault:
                field, words = fault
                message = f"{_scope(case, each)}的{level_name(each.level)}{words}{_source(each)}，考评表列 {held} 项"
                yield finding("I002", message, *path, "count", field, clause=each.clause or "", help=_HELP)


def _outside(held: int, allowed: CountRange) -> tuple[str, str] | None:
    if allowed.min is not None and held < allowed.min:
        return "min", f"规定不少于 {allowed.min} 项"
    if allowed.max is not None and held > allowed.max:
        return "max", f"规定不超过 {allowed.max} 项"
    return None


@rule(
    "I003", "count-per-parent", "下设指标的数量不合规定", Severity.ERROR, Basis.CONSISTENCY, "每项指标下设的指标数量应当符合方案自己的规定"
)
def count_per_parent(case: Case) -> Iterator[Finding]:
    """每个一级指标下设二级指标不少于2项; on level 1 the parents are the components of the scope that have no parts."""
    for path, each in _rules(case):
        allowed = each.count_per_parent
        for parent, row, held in _families(case, each) if allowed and case.scheme.indicators else ():
            fault = _outside(held, allowed) if allowed else None
            if fault:
                name = f"指标“{row.name}”" if isinstance(row, Indicator) else row.name
                message = f"{name}下设{level_name(each.level)} {held} 项，{fault[1]}{_source(each)}"
                where = related(f"{fault[1]}", *path, "count_per_parent", fault[0])
                yield finding("I003", message, *parent, clause=each.clause or "", related=(where,), help=_HELP)


def _families(case: Case, each: IndicatorRule) -> Iterator[tuple[Path, Indicator | Component, int]]:
    """The parents a rule speaks of, with their paths and the number of rows under them."""
    if each.level == 1:
        for path, component, _ in case.components:
            if component.id in case.table.leaves(each.scope):
                yield path, component, case.table.count([component.id], 1)
        return
    every = not each.exempt and not case.table.subtotals
    for path, row, _, _, _ in _rows(case, each, each.level - 1):
        counted = row.children if every else [child for child in row.children if not (is_subtotal(child) or _is_exempt(child, each))]
        yield path, row, len(counted)


@rule("I004", "indicator-points", "指标分值不合规定", Severity.ERROR, Basis.CONSISTENCY, "每项指标的分值应当在方案规定的范围内")
def indicator_points(case: Case) -> Iterator[Finding]:
    """一级指标权重分值为1-5分, 二级指标上限为2分, 固定为6分."""
    for path, each in _rules(case):
        allowed = each.points
        if allowed is None or (allowed.min is None and allowed.max is None):
            continue
        low, high = allowed.min, allowed.max
        for node in _rows(case, each, each.level):
            value = node.indicator.points
            if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
                field = "max" if high is not None and value > high else "min"
                message = f"指标“{node.indicator.name}”{points(value)} 分，规定{_points_words(each)}{_source(each)}"
                where = related(f"规定{_points_words(each)}", *path, "points", field)
                yield finding("I004", message, *node.path, "points", clause=each.clause or "", related=(where,), help=_HELP)


def _points_words(each: IndicatorRule) -> str:
    low, high = (each.points.min, each.points.max) if each.points else (None, None)
    if low is not None and high is not None:
        return f"每项 {points(low)} 分" if low == high else f"每项 {points(low)} 至 {points(high)} 分"
    return f"每项不低于 {points(low)} 分" if low is not None else f"每项不超过 {points(high)} 分" if high is not None else ""


@rule("I005", "points-spread", "同项指标分值相差过大", Severity.ERROR, Basis.CONSISTENCY, "同一上级指标之下，分值的差距应当在方案规定之内")
def points_spread(case: Case) -> Iterator[Finding]:
    """同项一级指标的二级指标之间权重分值差不超过1分."""
    for path, each in _rules(case):
        if each.points is None or each.points.spread is None:
            continue
        families: dict[Path, list[tuple[Decimal, IndicatorNode]]] = {}
        for node in _rows(case, each, each.level):
            if node.indicator.points is not None:
                family = node.path[:-1] if each.level > 1 else (node.component or "",)
                families.setdefault(family, []).append((node.indicator.points, node))
        for values in families.values():
            given = [value for value, _ in values]
            if max(given) - min(given) > each.points.spread:
                yield _too_wide(values, each, each.points.spread, path)


def _too_wide(values: list[tuple[Decimal, IndicatorNode]], each: IndicatorRule, limit: Decimal, path: Path) -> Finding:
    (low, least), (high, most) = min(values, key=itemgetter(0)), max(values, key=itemgetter(0))
    name = f"指标“{most.parent.name}”的下级指标" if most.parent else "同一部分的一级指标"
    gap, allowed = points(high - low), points(limit)
    message = f"{name}最高 {points(high)} 分、最低 {points(low)} 分，相差 {gap} 分，规定相差不超过 {allowed} 分{_source(each)}"
    where = related(f"“{least.indicator.name}”{points(low)} 分", *least.path, "points")
    rule_ = related(f"规定相差不超过 {allowed} 分", *path, "points", "spread")
    return finding("I005", message, *most.path, "points", clause=each.clause or "", related=(where, rule_), help=_HELP)


@rule(
    "I006",
    "above-previous-year",
    "指标数量高于上一年度",
    Severity.ERROR,
    Basis.CONSISTENCY,
    "规定不高于上一年度的，应当与上一年度的考评表相比",
)
def above_previous_year(case: Case) -> Iterator[Finding]:
    """二级指标总数不高于上一年度, when both years' tables are there."""
    for path, each in _rules(case):
        before = previous_count(case.previous_table, each)
        if before is not None and case.previous and (held := _held(case, each)) > before:
            message = (
                f"{_scope(case, each)}的{level_name(each.level)}规定不高于上一年度{_source(each)}，"
                f"{case.previous.year} 年 {before} 项，本年 {held} 项，多 {held - before} 项"
            )
            yield finding("I006", message, *path, "count", "not_above_previous_year", clause=each.clause or "", help=_HELP)


@rule("I007", "empty-range", "规定的下限高于上限", Severity.ERROR, Basis.CONSISTENCY, "下限不能高于上限")
def empty_range(case: Case) -> Iterator[Finding]:
    """A range that no number is in."""
    for path, each in _rules(case):
        ranges = (("count", each.count, "项"), ("count_per_parent", each.count_per_parent, "项"), ("points", each.points, "分"))
        for field, given, unit in ranges:
            if given and given.min is not None and given.max is not None and given.min > given.max:
                message = f"{_scope(case, each)}的{level_name(each.level)}：下限 {given.min} {unit}高于上限 {given.max} {unit}"
                yield finding("I007", message, *path, field, clause=each.clause or "", help="请照正文改正上限或下限。")


@rule(
    "I008", "unsatisfiable-rules", "指标设置规则无法同时满足", Severity.ERROR, Basis.CONSISTENCY, "分值、项数和每项分值的规定应当能同时做到"
)
def unsatisfiable_rules(case: Case) -> Iterator[Finding]:
    """至多2项 × 每项至多4分 < 10分: no table can meet such rules, whether there is one or not."""
    for each in conflicts(case):
        name = f"{each.name}的{level_name(each.level)}"
        message = f"{name}至少要 {each.low.value} 项（{each.low.why}），又至多 {each.high.value} 项（{each.high.why}），不能同时做到"
        place = each.high.path or each.low.path or ("indicator_rules",)
        where = (related(each.low.why, *each.low.path),) if each.low.path and each.low.path != place else ()
        clause = _clause_at(case, place)
        yield finding("I008", message, *place, clause=clause, related=where, help="请核对该部分的分值、项数和每项分值的规定。")


def _clause_at(case: Case, path: Path) -> str:
    index = path[1] if len(path) > 1 else None
    return (case.scheme.indicator_rules[index].clause or "") if isinstance(index, int) else ""


@rule("I009", "unknown-exception", "例外的指标不存在", Severity.WARNING, Basis.CONSISTENCY, "规则列出的例外应当是考评表中的指标")
def unknown_exception(case: Case) -> Iterator[Finding]:
    """A name under `except` that no row of the scope bears."""
    for path, each in _rules(case):
        rows = case.table.within(each.scope) if each.exempt else []
        for index, name in enumerate(each.exempt if rows else ()):
            if not any(_is_named(node.indicator, name) for node in rows):
                message = f"规则把“{name}”列为例外，{_scope(case, each)}的考评表中没有这项指标"
                yield finding("I009", message, *path, "except", index, clause=each.clause or "", help="请照考评表的名称填写，或者删去。")


@rule(
    "I010", "idle-minimum", "规定的最少项数不够分", Severity.NOTE, Basis.CONSISTENCY, "最少项数与每项分值上限相乘，应当不少于该部分的分值"
)
def idle_minimum(case: Case) -> Iterator[Finding]:
    """不少于2项、每项至多4分, but 10分 to give: the true minimum is three; no contradiction, but easily taken for one."""
    for path, each in _rules(case) if is_tractable(case) else ():
        named = [c for _, c, _ in case.components if c.id in each.scope and not c.components]
        whole = expected(named[0], case.scheme.scale) if len(named) == len(each.scope) == 1 else None
        if each.level != 1 or whole is None or each.count is None or not each.count.min or each.exempt:
            continue
        cap = min((limit for limit in _caps(case, named[0].id) if limit > 0), default=None)
        if cap is not None and each.count.min * cap < whole:
            given = f"规定一级指标不少于 {each.count.min} 项{_source(each)}、每项至多 {points(cap)} 分"
            needed = f"{each.count.min} 项最多 {points(cap * each.count.min)} 分，实际至少要 {whole_number(whole / cap, ROUND_CEILING)} 项"
            message = f"{named[0].name} {points(whole)} 分，{given}，{needed}"
            yield finding("I010", message, *path, "count", "min", clause=each.clause or "", help="可以把最少项数改为实际需要的项数。")


def _caps(case: Case, component: str) -> Iterator[Decimal]:
    """The upper ends of points that bear on every level-1 indicator of a component."""
    for _, each in _rules(case):
        if each.level == 1 and each.points and each.points.max is not None and not each.exempt and component in case.table.ids(each.scope):
            yield each.points.max
