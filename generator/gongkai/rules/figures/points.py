"""Family P: points and shares add up — component to parts, parts to scale, table to components, children to parents."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from gongkai.diagnostics import Basis, Finding, Path, Related, Severity
from gongkai.mentions import read_mentions
from gongkai.model import Component, Indicator
from gongkai.rules.figures.weights import weights
from gongkai.rules.registry import Case, finding, once, related, rule
from gongkai.rules.table import expected, is_subtotal, sum_points, worth
from gongkai.scoring import percent, points, share
from gongkai.walk import ComponentNode

HUNDREDTH = Decimal("0.01")


def _terms(parts: Sequence[tuple[str, Decimal]]) -> str:
    """`45＋10＋10`, for few parts."""
    return f"（{'＋'.join(points(value) for _, value in parts)}）" if 1 < len(parts) <= 8 else ""


def _gap(total: Decimal, whole: Decimal) -> str:
    return f"{'少' if total < whole else '多'} {points(abs(whole - total))} 分"


def _addends(nodes: Sequence[tuple[Path, Component | Indicator]], but: Path = ()) -> tuple[Related, ...]:
    """The numbers that were added, except the one at which the finding itself stands."""
    given = ((path, each.name, each.points) for path, each in nodes if each.points is not None and (*path, "points") != but)
    return tuple(related(f"{name} {points(value)} 分", *path, "points") for path, name, value in given)


@rule("P001", "parts-sum", "各部分分值之和不等于所属部分", Severity.ERROR, Basis.CONSISTENCY, "部分的分值应当等于其下各项分值之和")
def parts_sum(case: Case) -> Iterator[Finding]:
    """A component against the sum of its parts; a part without points leaves open what is missing, but not what is too much."""
    for path, component, _ in case.components:
        whole = expected(component, case.scheme.scale)
        parts = [(each.name, value) for each in component.components if (value := worth(each)) is not None]
        total = sum((value for _, value in parts), Decimal(0))
        if whole is None or not parts or total == whole or (total < whole and len(parts) < len(component.components)):
            continue
        message = f"{component.name} {points(whole)} 分，下属 {len(parts)} 项合计 {points(total)} 分{_terms(parts)}，{_gap(total, whole)}"
        children = [((*path, "components", index), each) for index, each in enumerate(component.components)]
        suspect = _suspect(case, [(path, component), *children])
        place, help_ = suspect or (_value(path, component), "请核对该部分和下属各项的分值。")
        where = _addends([(path, component), *children] if suspect else children, but=place)
        yield finding("P001", message, *place, clause=component.clause or "", related=where, help=help_)


@rule("P002", "scale-sum", "各部分分值之和不等于总分", Severity.ERROR, Basis.CONSISTENCY, "考评内容各部分的分值之和应当等于总分")
def scale_sum(case: Case) -> Iterator[Finding]:
    """The top level against the scale; components with neither points nor share (bonus, deduction) are left out."""
    tops = case.scheme.components
    parts = [(each.name, value) for each in tops if not each.share and (value := worth(each)) is not None]
    total = sum((value for _, value in parts), Decimal(0))
    scale = case.scheme.scale
    if not parts or total == scale:
        return
    message = f"总分 {points(scale)} 分，考评内容 {len(parts)} 项合计 {points(total)} 分{_terms(parts)}，{_gap(total, scale)}"
    nodes = [(("components", index), each) for index, each in enumerate(tops)]
    place, help_ = _suspect(case, nodes) or (("components",), "请核对各部分的分值；总分不是 100 分的，请写明 scale。")
    yield finding("P002", message, *place, related=_addends(nodes, but=place), help=help_)


def _suspect(case: Case, nodes: Sequence[tuple[Path, Component]]) -> tuple[Path, str] | None:
    """The one component of which the text states other points than it has: then that is where to look."""
    found = []
    for path, component in nodes:
        said = _said(case, component)
        if said is not None and component.points is not None and said != component.points:
            help_ = f"正文写的是 {points(said)} 分，这里是 {points(component.points)} 分，请核对。"
            found.append(((*path, "points"), help_))
    return found[0] if len(found) == 1 else None


def _said(case: Case, component: Component) -> Decimal | None:
    """The points that the text gives a component (重点工作目标（45分）, 分值为45分 in its section); nothing for none or several."""
    found = {each.stated for each in weights(case) if each.kind == "points" and each.subject == component.id}
    return found.pop() if len(found) == 1 else None


def _value(path: Path, component: Component) -> Path:
    """Where the number stands that the parts must make up."""
    field = next((name for name in ("points", "full", "share") if getattr(component, name) is not None), "")
    return (*path, field) if field else path


@rule("P003", "share-sum", "同级权重之和不是 100%", Severity.ERROR, Basis.CONSISTENCY, "同一级各部分的权重之和应当是 100%")
def share_sum(case: Case) -> Iterator[Finding]:
    """The shares of siblings; those without share (bonus, deduction) are left out."""
    yield from _shares("考评内容", case.scheme.components, ("components",))
    for path, component, _ in case.components:
        yield from _shares(component.name, component.components, (*path, "components"))


def _shares(name: str, siblings: tuple[Component, ...], path: Path) -> Iterator[Finding]:
    parts = [(index, each, each.share) for index, each in enumerate(siblings) if each.share]
    total = sum((share(value) for _, _, value in parts), Decimal(0))
    if parts and total != 1:
        gap = f"{'少' if total < 1 else '多'} {percent(abs(1 - total))}"
        message = f"{name}各部分的权重合计 {percent(total)}（{'＋'.join(value for _, _, value in parts)}），应为 100%，{gap}"
        where = tuple(related(f"{each.name} {value}", *path, index, "share") for index, each, value in parts)
        yield finding("P003", message, *path, parts[0][0], "share", related=where[1:], help="请核对各部分的权重。")


@rule(
    "P004",
    "indicators-sum",
    "指标分值之和不等于所属部分",
    Severity.ERROR,
    Basis.CONSISTENCY,
    "考评表各指标的分值之和应当等于所属考评内容的分值",
)
def indicators_sum(case: Case) -> Iterator[Finding]:
    """The level-1 rows of a component, and of the parts under it that state no points of their own, against the component."""
    for path, component, _ in case.components:
        whole = expected(component, case.scheme.scale)
        if whole is None or (component.components and not _sums_over(case, component)):
            continue
        rows = case.table.within([component.id], 1)
        total = sum_points(node.indicator for node in rows)
        if total is not None and total != whole:
            message = f"{component.name} {points(whole)} 分，考评表中 {len(rows)} 项一级指标合计 {points(total)} 分，{_gap(total, whole)}"
            where = _addends([(node.path, node.indicator) for node in rows])
            help_ = "请核对考评表中这一部分各项指标的分值。"
            yield finding("P004", message, *_value(path, component), clause=component.clause or "", related=where, help=help_)


def _sums_over(case: Case, component: Component) -> bool:
    """Whether a component with parts is itself what its rows must make up: rows of its own, or parts with rows and without points."""
    if case.table.own(component.id, 1):
        return True
    return any(worth(each) is None and not each.share and case.table.within([each.id]) for each in component.components)


@rule(
    "P005", "children-sum", "下级指标分值之和不等于上级指标", Severity.ERROR, Basis.CONSISTENCY, "上级指标的分值应当等于其下级指标分值之和"
)
def children_sum(case: Case) -> Iterator[Finding]:
    """Every row that has rows under it."""
    for path, row, level, _, _ in case.indicators:
        total = sum_points(row.children) if row.children and row.points is not None else None
        if total is not None and row.points is not None and total != row.points:
            children = [((*path, "children", index), each) for index, each in enumerate(row.children) if not is_subtotal(each)]
            parts = [(each.name, each.points) for _, each in children if each.points is not None]
            kind = f"{len(children)} 项下级指标" if level > 1 else f"{len(children)} 项二级指标"
            gap = _gap(total, row.points)
            message = f"指标“{row.name}”{points(row.points)} 分，{kind}合计 {points(total)} 分{_terms(parts)}，{gap}"
            yield finding("P005", message, *path, "points", related=_addends(children), help="请核对该指标和下级指标的分值。")


@rule("P006", "positive-points", "分值不是正数", Severity.ERROR, Basis.CONSISTENCY, "参加考评的内容和指标应当有大于零的分值")
def positive_points(case: Case) -> Iterator[Finding]:
    """Points, shares and the scale, zero or below."""
    for said, path in _numbers(case, lambda value: value <= 0):
        yield finding("P006", f"{said}，应当大于 0", *path, help="请核对；没有分值的（如扣分项），不写 points 和 share。")


@rule("P007", "fine-points", "分值超过两位小数", Severity.WARNING, Basis.PRACTICE, "分值一般不超过两位小数，便于核算和公示")
def fine_points(case: Case) -> Iterator[Finding]:
    """Points finer than a hundredth."""
    for said, path in _numbers(case, lambda value: value % HUNDREDTH != 0):
        yield finding("P007", f"{said}，超过两位小数", *path, help="请改用最多两位小数的数。")


def _numbers(case: Case, wrong: Callable[[Decimal], bool]) -> Iterator[tuple[str, Path]]:
    """The numbers of points or per cent that are wrong, in words, with their places."""
    if wrong(case.scheme.scale):
        yield f"总分是 {points(case.scheme.scale)} 分", ("scale",)
    for path, component, _ in case.components:
        if component.points is not None and wrong(component.points):
            yield f"{component.name}的分值是 {points(component.points)} 分", (*path, "points")
        if component.full is not None and wrong(component.full):
            yield f"{component.name}的满分是 {points(component.full)} 分", (*path, "full")
        if component.share and wrong(Decimal(component.share[:-1])):
            yield f"{component.name}的权重是 {component.share}", (*path, "share")
    if not any(value is not None and wrong(value) for value in _row_points(case)):
        return
    for path, row, _, _, _ in case.indicators:
        if row.points is not None and wrong(row.points):
            yield f"指标“{row.name}”的分值是 {points(row.points)} 分", (*path, "points")


@once
def _row_points(case: Case) -> set[Decimal | None]:
    """The points that rows of the table have: a handful, each of many rows."""
    return {node.indicator.points for node in case.indicators}


@rule(
    "P008",
    "carve-out",
    "另占比例没有说明从何处划出",
    Severity.WARNING,
    Basis.CONSISTENCY,
    "各部分已经占满的，另占的比例应当说明从哪一部分划出",
)
def carve_out(case: Case) -> Iterator[Finding]:
    """A special evaluation takes a share of a part whose own parts already make it whole: where does it come from?"""
    for path, component, _ in case.components:
        whole = expected(component, case.scheme.scale)
        parts = [(each.name, value) for each in component.components if (value := worth(each)) is not None]
        if component.carve_outs and whole is not None and parts and sum(value for _, value in parts) >= whole:
            filled = "、".join(f"{name} {points(value)} 分" for name, value in parts)
            taken = "、".join(f"{each.name} {each.share}" for each in component.carve_outs)
            message = f"{component.name} {points(whole)} 分已由{filled}占满，又另占{taken}，没有说明从哪一部分划出"
            clause = component.carve_outs[0].clause or component.clause or ""
            help_ = "请写明各专项在哪一部分的分值之内；已印发的原文，请加豁免并注明原文如此。"
            yield finding("P008", message, *path, "carve_outs", clause=clause, help=help_)


@rule("P009", "points-differ", "同一分值两处说法不同", Severity.ERROR, Basis.CONSISTENCY, "同一部分的分值在方案各处应当一致")
def points_differ(case: Case) -> Iterator[Finding]:
    """A component's points or full marks against the formula's term for it, and against an attachment whose title names both."""
    known = {component.id: (path, component) for path, component, _ in case.components}
    for name, term in (case.scheme.formula.terms if case.scheme.formula else {}).items():
        path, component = known.get(term.component or "", ((), None))
        if component is not None and term.full is not None:
            stated = component.full if component.full is not None else component.points
            if stated is not None and stated != term.full:
                message = f"公式的“{name}”满分 {points(term.full)} 分，考评内容“{component.name}”{points(stated)} 分"
                where = related(f"{component.name} {points(stated)} 分", *_value(path, component))
                yield finding("P009", message, "formula", "terms", name, "full", related=(where,), help="请核对哪一处有误。")
    for index, attachment in enumerate(case.scheme.attachments):
        yield from _attachment_points(case.components, attachment.title, index)


def _attachment_points(nodes: Sequence[ComponentNode], title: str, index: int) -> Iterator[Finding]:
    if "分" not in title:
        return
    stated = [mention.value for mention in read_mentions(title) if mention.unit == "分" and mention.exact]
    named = [node for node in nodes if node.component.name in title and node.component.points is not None]
    if len(stated) == len(named) == 1 and named[0].component.points is not None and stated[0] != named[0].component.points:
        component = named[0].component
        message = f"附件标题写 {points(stated[0])} 分，考评内容“{component.name}”{points(named[0].component.points)} 分"
        where = related(f"{component.name} {points(named[0].component.points)} 分", *named[0].path, "points")
        yield finding("P009", message, "attachments", index, "title", related=(where,), help="请核对哪一处有误。")


@rule("P010", "subtotal-row", "合计行当作了指标", Severity.ERROR, Basis.CONSISTENCY, "合计由程序计算，不是一项指标")
def subtotal_row(case: Case) -> Iterator[Finding]:
    """A row named 小计 or 合计, with what the others make."""
    for path, row, _, component, parent in case.table.subtotals:
        siblings = parent.children if parent else tuple(each for each in case.scheme.indicators if each.component == component)
        total = sum_points(siblings)
        stated = f"{points(row.points)} 分" if row.points is not None else "没有写分值"
        others = f"，其余各项相加 {points(total)} 分" if total is not None else ""
        message = f"“{row.name}”是考评表的合计行，不是指标：写的是 {stated}{others}"
        yield finding("P010", message, *path, help="请删去这一行；页面会自动列出小计和合计。")


@rule("P011", "missing-points", "同级指标有的没有分值", Severity.WARNING, Basis.CONSISTENCY, "同一级指标应当都有分值，才能核对合计")
def missing_points(case: Case) -> Iterator[Finding]:
    """A row without points beside siblings that have them: their sum can't be checked."""
    if None not in _row_points(case):
        return
    families: dict[Path, list[tuple[Path, Indicator]]] = {}
    for path, row, level, component, _ in case.indicators:
        if not is_subtotal(row):
            families.setdefault(path[:-1] if level > 1 else (component or "",), []).append((path, row))
    for family in families.values():
        given = sum(row.points is not None for _, row in family)
        for path, row in family:
            if row.points is None and given:
                message = f"指标“{row.name}”没有分值，同级 {len(family)} 项中有 {given} 项有分值"
                yield finding("P011", message, *path, help="请补写 points；确实不计分的，请加豁免并说明。")
