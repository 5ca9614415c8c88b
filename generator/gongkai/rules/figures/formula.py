"""Family M, first half: the formula parses, its weights make the whole, nothing in it is without bound or with the wrong sign."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from gongkai import formula as formulas
from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.model import Component, FormulaTerm, Scheme
from gongkai.rules.figures.names import plain_name
from gongkai.rules.registry import Case, finding, once, related, rule
from gongkai.scoring import points, share


@rule("M001", "unreadable-formula", "计分公式写法有误", Severity.ERROR, Basis.CONSISTENCY, "公式应当能够计算")
def unreadable_formula(case: Case) -> Iterator[Finding]:
    """The expression does not parse."""
    formula = case.scheme.formula
    if formula is None:
        return
    try:
        formulas.parse(formula.expression)
    except formulas.FormulaError as error:
        at = (min(error.offset, len(formula.expression) - 1), 1)
        hint = "公式写作“最后得分=目标考评得分×70%+公众评议得分×30%”的样子。"
        yield finding("M001", f"计分公式读不通：{error.message}", "formula", "expression", at=at, clause=formula.clause or "", help=hint)


@once
def _weights(case: Case) -> formulas.Linear | None:
    """The formula as a weighted sum; nothing without a formula, when it does not parse or when it isn't a weighted sum."""
    try:
        return formulas.linear(formulas.parse(case.scheme.formula.expression).root) if case.scheme.formula else None
    except formulas.FormulaError:
        return None


@once
def _components(case: Case) -> dict[str, Component]:
    """The component that each term of the formula stands for: the one its definition names, else the one of its name."""
    weights, defined = _weights(case), case.scheme.formula.terms if case.scheme.formula else {}
    by_name = {plain_name(component.name): component for _, component, _ in reversed(case.components)}
    by_id = {component.id: component for _, component, _ in reversed(case.components)}
    found: dict[str, Component | None] = {}
    for name in weights.coefficients if weights else ():
        wanted = defined[name].component if name in defined else None
        found[name] = by_id.get(wanted) if wanted else by_name.get(plain_name(name))
    return {name: component for name, component in found.items() if component}


@rule("M002", "weights-not-whole", "公式的权重之和不是 100%", Severity.ERROR, Basis.CONSISTENCY, "各项权重之和应当是 100%")
def weights_not_whole(case: Case) -> Iterator[Finding]:
    """The percentages of the formula, for the parts that make up the score, must add up to one."""
    weights = _weights(case)
    shared = {n: w for n, w in weights.coefficients.items() if 0 < w < 1} if weights else {}
    parts = {name: weight for name, weight in shared.items() if _is_part(case, name)}
    total = sum(parts.values(), Fraction(0))
    if len(parts) > 1 and total != 1:
        sum_ = "＋".join(f"{name} {_percent(weight)}" for name, weight in parts.items())
        message = f"公式的权重合计 {_percent(total)}（{sum_}），应为 100%"
        yield finding("M002", message, "formula", "expression", help="请核对公式中的百分数。")


def _is_part(case: Case, name: str) -> bool:
    """Whether the term is one of the parts that make the whole, and not a bonus that rides on one."""
    component = _components(case).get(name)
    return component is not None and (component.points is not None or component.share is not None or component.full is not None)


def _percent(fraction: Fraction) -> str:
    return points(Decimal(fraction.numerator * 100) / Decimal(fraction.denominator)) + "%"


@rule("M003", "weight-differs", "公式的权重与考评内容不符", Severity.ERROR, Basis.CONSISTENCY, "同一权重在公式和考评内容中应当一致")
def weight_differs(case: Case) -> Iterator[Finding]:
    """A component's share and its weight in the formula are two statements of one fact."""
    weights = _weights(case)
    for name, weight in weights.coefficients.items() if weights else ():
        component = _components(case).get(name)
        if component and component.share and Fraction(share(component.share)) != weight:
            message = f"公式中“{name}”的权重是 {_percent(weight)}，考评内容“{component.name}”写的是 {component.share}"
            path = next(p for p, c, _ in case.components if c is component)
            where = related(f"{component.name}：{component.share}", *path, "share")
            yield finding("M003", message, "formula", "expression", related=(where,), help="请核对哪一处正确。")


@rule("M004", "full-marks-miss-scale", "各项满分达不到总分", Severity.ERROR, Basis.CONSISTENCY, "各项都得满分时，公式的结果应当等于总分")
def full_marks_miss_scale(case: Case) -> Iterator[Finding]:
    """With full marks in every part and nothing added or taken away, the formula must give the scale."""
    weights = _weights(case)
    if weights is None or case.scheme.formula is None:
        return
    reached = weights.constant
    for name, weight in weights.coefficients.items():
        if not _is_part(case, name):
            continue
        full = _full(case, name)
        if full is None:
            return
        reached += weight * Fraction(full)
    if reached and reached != Fraction(case.scheme.scale):
        got = points(Decimal(reached.numerator) / Decimal(reached.denominator))
        message = f"各项都得满分时公式的结果是 {got} 分，总分是 {points(case.scheme.scale)} 分"
        where = related(f"总分 {points(case.scheme.scale)}", "scale")
        yield finding("M004", message, "formula", "expression", related=(where,), help="请核对权重、各项满分（full）和总分（scale）。")


def _full(case: Case, name: str) -> Decimal | None:
    """Full marks of a term: as the term states, as the component states, or the sum of the component's parts; nothing when not known."""
    defined = case.scheme.formula.terms.get(name) if case.scheme.formula else None
    if defined and defined.full is not None:
        return defined.full
    component = _components(case).get(name)
    if component is None:
        return None
    if component.full is not None or component.points is not None:
        return component.full if component.full is not None else component.points
    parts = [each.points for each in component.components]
    return sum((p for p in parts if p is not None), Decimal(0)) if parts and None not in parts else None


@rule("M005", "uncapped-bonus", "加分没有上限", Severity.WARNING, Basis.PRACTICE, "加分项通常规定上限，以免最后得分超过总分")
def uncapped_bonus(case: Case) -> Iterator[Finding]:
    """A term that only adds, and for which the text states no most."""
    weights = _weights(case)
    for name, weight in weights.coefficients.items() if weights else ():
        defined = _defined(case.scheme, name)
        if weight > 0 and defined and (defined.component or defined.clause) and defined.cap is None and not _is_part(case, name):
            message = f"“{name}”直接计入得分，方案没有规定加分上限，最后得分可能超过 {points(case.scheme.scale)} 分"
            yield finding(
                "M005",
                message,
                "formula",
                "terms",
                name,
                clause=defined.clause or "",
                help="有上限的，请写入 cap；没有的，请与拟稿人核实。",
            )


def _defined(scheme: Scheme, name: str) -> FormulaTerm | None:
    return scheme.formula.terms.get(name) if scheme.formula else None


@rule("M006", "deduction-not-subtracted", "扣分项没有从得分中减去", Severity.ERROR, Basis.CONSISTENCY, "称为扣分的，公式应当减去")
def deduction_not_subtracted(case: Case) -> Iterator[Finding]:
    """A term called 扣分 that the formula adds."""
    weights = _weights(case)
    for name, weight in weights.coefficients.items() if weights else ():
        if weight > 0 and "扣分" in name:
            at = (case.scheme.formula.expression.find(name), len(name)) if case.scheme.formula else None
            message = f"公式把“{name}”加进得分，扣分应当减去"
            yield finding("M006", message, "formula", "expression", at=at, help="请核对公式中的正负号。")


@rule("M007", "deduction-absent", "规定了扣分，公式中没有", Severity.WARNING, Basis.CONSISTENCY, "规定的扣分应当计入公式")
def deduction_absent(case: Case) -> Iterator[Finding]:
    """The text has a section on deductions, and the formula subtracts nothing."""
    weights = _weights(case)
    if weights is None or any(weight < 0 for weight in weights.coefficients.values()):
        return
    section = next((s for s in case.outline.sections if "扣分" in s.title and not s.inline), None)
    if section:
        message = f"正文{section.clause}规定了“{section.title}”，公式中没有减去的一项"
        where = related("规定扣分的标题", "text", at=(section.title_start, section.title_end - section.title_start))
        yield finding("M007", message, "formula", "expression", related=(where,), clause=section.clause, help="请核对公式是否漏了扣分。")
