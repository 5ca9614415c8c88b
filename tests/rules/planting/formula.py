"""Family M: the formula and the grades; and what of family C concerns the formula."""

from decimal import Decimal
from random import Random

import msgspec

from gongkai.model import FormulaTerm
from gongkai.rules import Case
from rules.planting.edits import get, put
from rules.planting.kinds import Nowhere, pick, plants


def _expression(case: Case) -> str:
    if not case.scheme.formula:
        raise Nowhere
    return case.scheme.formula.expression


def _rewritten(case: Case, old: str, new: str) -> Case:
    if old not in _expression(case):
        raise Nowhere
    return put(case, _expression(case).replace(old, new, 1), "formula", "expression")


def _terms(case: Case) -> dict[str, FormulaTerm]:
    return case.scheme.formula.terms if case.scheme.formula else {}


@plants("M001", "C005", "C006")
def formula_that_does_not_parse(case: Case, random: Random) -> Case:
    expression = _expression(case)
    at = pick(random, [i for i, char in enumerate(expression) if char in "+×-"])
    return put(case, expression[:at] + random.choice("×+÷") + expression[at:], "formula", "expression")


@plants("M002", "M003", "M004")
def weight_in_the_formula(case: Case, random: Random) -> Case:
    shares = [c.share for _, c, _ in case.components if c.share and c.share in _expression(case)]
    share = pick(random, shares)
    return _rewritten(case, share, f"{int(share[:-1]) + random.choice((-5, 5))}%")


@plants("M003", many=True)
def weights_exchanged(case: Case, random: Random) -> Case:  # noqa: ARG001
    shares = [c.share for _, c, _ in case.components if c.share and c.share in _expression(case)]
    if len(shares) != 2:
        raise Nowhere
    one, other = shares
    return put(case, _expression(case).replace(one, "@").replace(other, one).replace("@", other), "formula", "expression")


@plants("M004", "P001", "P009", "T009")
def full_marks_of_a_term(case: Case, random: Random) -> Case:
    name, term = pick(random, [(name, term) for name, term in _terms(case).items() if term.full])
    assert term.full
    case = put(case, term.full + random.choice((-10, 10)), "formula", "terms", name, "full")
    path = next(path for path, c, _ in case.components if c.id == term.component)
    return put(case, get(case, "formula", "terms", name, "full"), *path, "full")


@plants("P009", "M004")
def full_marks_of_a_term_only(case: Case, random: Random) -> Case:
    known = {c.id for _, c, _ in case.components if c.full is not None or c.points is not None}
    name, term = pick(random, [(name, term) for name, term in _terms(case).items() if term.full and term.component in known])
    assert term.full
    return put(case, term.full + random.choice((-10, 10)), "formula", "terms", name, "full")


@plants("M005")
def bonus_without_cap(case: Case, random: Random) -> Case:
    name = pick(random, [name for name, term in _terms(case).items() if term.cap is not None])
    return put(case, None, "formula", "terms", name, "cap")


@plants("T015")
def other_cap_than_the_text_states(case: Case, random: Random) -> Case:
    name = pick(random, [name for name, term in _terms(case).items() if term.cap is not None])
    return put(case, Decimal(random.choice((3, 8, 10, 15))), "formula", "terms", name, "cap")


@plants("M006", "M005", "M007")
def deduction_added(case: Case, random: Random) -> Case:  # noqa: ARG001
    return _rewritten(case, "-察访核验", "+察访核验")


@plants("M007", "C005", "C006")
def deduction_forgotten(case: Case, random: Random) -> Case:  # noqa: ARG001
    if not any("扣分" in section.title for section in case.outline.sections):
        raise Nowhere
    return _rewritten(case, "-察访核验扣分", "")


@plants("C004")
def term_that_nothing_defines(case: Case, random: Random) -> Case:
    return put(case, f"{_expression(case)}+{random.choice(('上级奖励得分', '工作创新加分', '专项督查得分'))}", "formula", "expression")


@plants("C005")
def term_that_the_formula_lacks(case: Case, random: Random) -> Case:
    _expression(case)
    return put(case, FormulaTerm(cap=Decimal(5)), "formula", "terms", random.choice(("上级奖励得分", "工作创新加分")))


@plants("C006", "M007")
def component_that_the_formula_forgets(case: Case, random: Random) -> Case:
    sign, name = pick(random, [("+" if "+" + name in _expression(case) else "-", name) for name, t in _terms(case).items() if not t.full])
    case = _rewritten(case, sign + name, "")
    return put(case, {key: term for key, term in _terms(case).items() if key != name}, "formula", "terms")


@plants("C007", "C006", "M002", "M003", "M004", "M005")
def term_of_an_unknown_component(case: Case, random: Random) -> Case:
    return put(case, "unknown", "formula", "terms", pick(random, list(_terms(case))), "component")


# Grades


def _grades(case: Case) -> None:
    if not case.scheme.grades:
        raise Nowhere


@plants("M008", "T013", many=True)
def grade_lines_exchanged(case: Case, random: Random) -> Case:
    _grades(case)
    at = random.choice((0, 1))
    one, other = (("grades", "bands", i, "min") for i in (at, at + 1))
    first, second = get(case, *one), get(case, *other)
    return put(put(case, second, *one), first, *other)


@plants("M009")
def lowest_grade_with_a_line(case: Case, random: Random) -> Case:
    _grades(case)
    return put(case, Decimal(random.choice((40, 50, 60))), "grades", "bands", len(get(case, "grades", "bands")) - 1, "min")


@plants("M010", "T013")
def grade_above_full_marks(case: Case, random: Random) -> Case:
    _grades(case)
    return put(case, case.scheme.scale + random.randint(1, 20), "grades", "bands", 0, "min")


@plants("M011", "T014")
def quotas_of_more_than_all(case: Case, random: Random) -> Case:
    _grades(case)
    return put(case, f"{random.randint(75, 95)}%", "grades", "bands", random.choice((0, 1)), "quota")


@plants("M012")
def quota_without_rounding(case: Case, random: Random) -> Case:  # noqa: ARG001
    _grades(case)
    return put(case, None, "grades", "rounding")


@plants("M013")
def quota_without_ranking(case: Case, random: Random) -> Case:  # noqa: ARG001
    _grades(case)
    return put(case, False, "grades", "ranked")


@plants("M014")
def veto_without_grade(case: Case, random: Random) -> Case:
    _grades(case)
    return put(case, None, "grades", "vetoes", random.randrange(len(get(case, "grades", "vetoes"))), "grade")


@plants("M015")
def veto_with_an_unknown_grade(case: Case, random: Random) -> Case:
    _grades(case)
    return put(case, random.choice(("合格", "不合格", "较差")), "grades", "vetoes", random.randrange(2), "grade")


@plants("N010", "M009", "M015", "T013")
def grade_left_out(case: Case, random: Random) -> Case:
    _grades(case)
    bands = get(case, "grades", "bands")
    at = random.randrange(len(bands) - 1)
    case = put(case, (*bands[:at], *bands[at + 1 :]), "grades", "bands")
    known = {band.name for band in get(case, "grades", "bands")}
    vetoes = tuple(msgspec.structs.replace(v, grade=v.grade if v.grade in known else "差") for v in get(case, "grades", "vetoes"))
    return put(case, vetoes, "grades", "vetoes")
