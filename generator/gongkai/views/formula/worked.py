"""Worked examples of a 计分公式, computed exactly: full marks in every term, and one invented case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gongkai.calculation.compute import shown
from gongkai.calculation.plan import full_marks
from gongkai.calculation.typeset import substituted
from gongkai.formula import Formula, FormulaError, evaluate, linear, terms
from gongkai.model import Component, FormulaTerm, Scheme
from gongkai.rules import Case
from gongkai.scoring import number, points

RATES = (Decimal("0.92"), Decimal("0.88"), Decimal("0.95"), Decimal("0.90"))
"""Shares of full marks that the invented case takes in turn."""
BONUS, DEDUCTION = Decimal("0.02"), Decimal("0.01")
"""What the invented case adds and takes away, as shares of the scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFacts:
    """A term of the formula: the component it stands for, its full marks (`assumed`: the scheme states none), its weight in the sum."""

    name: str
    component: Component | None
    stated: FormulaTerm
    full: Decimal | None
    assumed: bool
    weight: Fraction | None

    @property
    def deducts(self) -> bool:
        """Whether the formula takes it away."""
        return self.weight is not None and self.weight < 0


class Step(NamedTuple):
    """One term of an example: what was put in, and what it comes to in the sum (empty where the formula is no weighted sum)."""

    name: str
    value: str
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example; `error` instead of a result when it cannot be computed."""

    title: str
    steps: tuple[Step, ...]
    calculation: str
    result: str
    remarks: tuple[str, ...]
    error: str = ""


def term_facts(case: Case, formula: Formula, stated: Mapping[str, FormulaTerm]) -> tuple[TermFacts, ...]:
    """What is known of every term, in the order of the formula."""
    by_id = {node.component.id: node.component for node in case.components}
    weights = linear(formula.root)
    return tuple(
        _facts(
            each.name,
            stated.get(each.name, FormulaTerm()),
            by_id,
            case.scheme.scale,
            weights.coefficients.get(each.name, Fraction(0)) if weights else None,
        )
        for each in terms(formula.root)
    )


def _facts(name: str, stated: FormulaTerm, by_id: Mapping[str, Component], scale: Decimal, weight: Fraction | None) -> TermFacts:
    component = by_id.get(stated.component) if stated.component else None
    full, assumed = full_marks(stated, component, scale)
    return TermFacts(name=name, component=component, stated=stated, full=full, assumed=assumed, weight=weight)


def examples(scheme: Scheme, formula: Formula, facts: tuple[TermFacts, ...]) -> Iterator[Example]:
    """Full marks in every term, then the invented case."""
    full = {each.name: Decimal(0) if each.deducts or each.full is None else each.full for each in facts}
    outcome = _outcome(formula, full)
    remarks = (*_assumptions(scheme, facts), *_against_scale(scheme, outcome))
    yield _example("算例一：各项得满分", formula, facts, full, outcome=outcome, remarks=remarks)
    marks = invented(scheme, facts)
    outcome = _outcome(formula, marks)
    remarks = ("所取分值均为假设，只用来说明算法。", *_line_reached(scheme, outcome))
    yield _example("算例二（假设数据）", formula, facts, marks, outcome=outcome, remarks=remarks)


def _outcome(formula: Formula, values: Mapping[str, Decimal]) -> Fraction | FormulaError:
    try:
        return evaluate(formula.root, values)
    except FormulaError as error:
        return error


def _assumptions(scheme: Scheme, facts: tuple[TermFacts, ...]) -> Iterator[str]:
    for each in facts:
        if each.assumed:
            yield f"方案没有写明“{each.name}”的满分，这里按{points(scheme.scale)}分计。"
    extra = [f"“{each.name}”" for each in facts if each.full is None or each.deducts]
    if extra:
        yield f"{'、'.join(extra)}按0分计。"


def invented(scheme: Scheme, facts: tuple[TermFacts, ...]) -> dict[str, Decimal]:
    """Marks of nobody in particular: changing shares of full marks, a small bonus, a smaller deduction, never above a cap."""
    values: dict[str, Decimal] = {}
    for index, each in enumerate(facts):
        if each.full is not None and not each.deducts:
            values[each.name] = each.full * RATES[index % len(RATES)]
        else:
            value = scheme.scale * (DEDUCTION if each.deducts else BONUS)
            values[each.name] = value if each.stated.cap is None else min(value, each.stated.cap)
    return values


def _example(
    title: str,
    formula: Formula,
    facts: tuple[TermFacts, ...],
    values: Mapping[str, Decimal],
    *,
    outcome: Fraction | FormulaError,
    remarks: tuple[str, ...],
) -> Example:
    result, error = ("", outcome.message) if isinstance(outcome, FormulaError) else (number(outcome), "")
    return Example(
        title=title,
        steps=tuple(
            Step(name=each.name, value=points(values[each.name]), counts=_counts(each.weight, values[each.name])) for each in facts
        ),
        calculation=substituted(formula.root, {name: points(value) for name, value in values.items()}),
        result=result,
        remarks=remarks,
        error=error,
    )


def _counts(weight: Fraction | None, value: Decimal) -> str:
    return "" if weight is None else shown(weight * Fraction(value))


def _against_scale(scheme: Scheme, outcome: Fraction | FormulaError) -> Iterator[str]:
    if isinstance(outcome, FormulaError):
        return
    scale = f"{points(scheme.scale)}分"
    yield f"与总分{scale}相符。" if outcome == scheme.scale else f"方案的总分是{scale}，两者不同。"


def _line_reached(scheme: Scheme, outcome: Fraction | FormulaError) -> Iterator[str]:
    if isinstance(outcome, FormulaError) or scheme.grades is None:
        return
    band = next((band for band in scheme.grades.bands if band.min is None or outcome >= band.min), None)
    if band is None:
        return
    if band.min is None:
        yield f"达不到前列等次的分数线，为“{band.name}”。"
        return
    reached = f"达到“{band.name}”的分数线（{points(band.min)}分）"
    yield f"{reached}；能否列入，还要看名额（{band.quota}）。" if band.quota else f"{reached}。"
