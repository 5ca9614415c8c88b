"""Families P and C: points, shares, clauses, ids and names of the components."""

from decimal import Decimal
from random import Random

from gongkai.diagnostics import Path
from gongkai.model import CarveOut, Component
from gongkai.rules import Case
from gongkai.rules.figures.countables import countables
from gongkai.rules.language.numbering import numeral_like
from gongkai.rules.wordlists import confusable
from rules.planting.edits import add, drop, get, put, write
from rules.planting.kinds import Nowhere, pick, plants

_TEXT = ("T009", "T010", "T011", "T012")
"""The text states the number as well."""
_RULES = ("I002", "I003", "I004", "I005", "I008", "I010")
"""The rules on indicators speak of the part as well."""


def _nodes(case: Case) -> list[tuple[Path, Component]]:
    return [(path, component) for path, component, _ in case.components]


def _wholes(case: Case) -> list[tuple[Path, Decimal]]:
    """Components with points whose parts all have points, with theirs."""
    return [(path, c.points) for path, c in _nodes(case) if c.points is not None and c.components and all(p.points for p in c.components)]


@plants("P001", "P002", "P004", "M004", "C003", *_TEXT, *_RULES)
def points_of_a_component_with_parts(case: Case, random: Random) -> Case:
    path, points = pick(random, _wholes(case))
    return put(case, points + random.choice((-2, 1, 3)), *path, "points")


@plants("P001", "P002", "P004", "P009", "M004", "C003", *_TEXT, *_RULES)
def points_of_a_part(case: Case, random: Random) -> Case:
    path, points = pick(random, [(path, c.points) for path, c in _nodes(case) if len(path) > 2 and c.points is not None])
    return put(case, points + random.choice((1, Decimal("0.5"))), *path, "points")


@plants("P002", "P001", "P004", "M004", *_TEXT)
def scale(case: Case, random: Random) -> Case:
    if any(each.share for each in case.scheme.components):
        raise Nowhere
    return put(case, case.scheme.scale + random.choice((10, 20, -10)), "scale")


@plants("P003", "M003", "M004", *_TEXT)
def share_of_a_component(case: Case, random: Random) -> Case:
    path, share = pick(random, [(path, c.share) for path, c in _nodes(case) if c.share])
    return put(case, f"{int(share[:-1]) + random.choice((-5, 5, 10))}%", *path, "share")


@plants("P008")
def carve_out_of_a_whole(case: Case, random: Random) -> Case:
    path, _ = pick(random, _wholes(case))
    return add(case, CarveOut(name="专项考评", share=f"{random.randint(1, 10)}%"), *path, "carve_outs")


@plants("C001", "C002", "C003", "T016")
def clause_that_the_text_lacks(case: Case, random: Random) -> Case:
    lists = ("subjects", "results_use", "organization", "stages", "milestones")
    places = [(key, index) for key in lists for index, each in enumerate(getattr(case.scheme, key)) if each.clause]
    return put(case, f"{random.choice('七八九')}（{random.choice('六七八')}）", *pick(random, places), "clause")


@plants("C002", "C003", "N001", "N002", "N004", "N005", "N008", "N007", "T009", "T010", "C013")
def component_without_clause(case: Case, random: Random) -> Case:
    cited = [path for path, c in _nodes(case) if c.clause and sum(1 for p, o in _nodes(case) if p[:-1] == path[:-1] and o.clause) > 1]
    return put(case, None, *pick(random, cited), "clause")


@plants("C003")
def section_that_the_data_lacks(case: Case, random: Random) -> Case:
    cited = [component.clause for _, component in _nodes(case)]
    sections = [s for clause in cited if clause and cited.count(clause) == 1 and (s := case.outline.find(clause))]
    pointed = [s for s in sections if s.style in (2, 3) and not s.inline and "分" in s.title]
    parent = pick(random, pointed).parent
    last = [s for s in pointed if s.parent == parent][-1]
    numeral = numeral_like(case.outline.numeral(last), last.number + 1)
    return write(case, last.end, last.end, f"{numeral}创新创优成效（{random.randint(2, 5)}分）\n主要考评各单位创新创优的做法和成效。\n")


@plants("C008", "N004", "N005", "N007", "P004", "P009", "M004", "M005")
def id_of_another_component(case: Case, random: Random) -> Case:
    leaves = [(path, c) for path, c in _nodes(case) if not any(r.component == c.id for r in case.scheme.indicators)]
    scoped = {id_ for rule in case.scheme.indicator_rules for id_ in rule.scope}
    terms = {term.component for term in (case.scheme.formula.terms.values() if case.scheme.formula else ())}
    path, _ = pick(random, [(path, c) for path, c in leaves if c.id not in scoped and c.id not in terms])
    others = [c.id for p, c in _nodes(case) if p != path]
    return put(case, pick(random, others), *path, "id")


@plants("C013", "T009", "T010", "C002", "R016", "R011", "A004", "T012", "N001", "N009", "T042", many=True)
def name_one_character_off(case: Case, random: Random) -> Case:
    text = case.scheme.text
    places = []
    for _, component in _nodes(case):
        if len(component.name) < 4:
            continue
        at = text.find(component.name)
        while at >= 0:
            places += [(at + i, other) for i, char in enumerate(component.name) for other in sorted(confusable().get(char, ()))]
            at = text.find(component.name, at + 1)
    at, other = pick(random, places)
    return write(case, at, at + 1, other)


@plants("N008", "N007", "N001", "N002", "N003", "N004", "N005", "N006")
def declared_number(case: Case, random: Random) -> Case:
    path = pick(random, [each.declared_path for each in countables(case) if each.declared is not None])
    return put(case, get(case, *path) + random.choice((1, 2, 30)), *path)


@plants("N003", "O016", "O017", "O014")
def unit_left_out(case: Case, random: Random) -> Case:
    counted = [("subjects", i, "units", n) for i, g in enumerate(case.scheme.subjects) if g.declared for n in range(len(g.units))]
    return drop(case, *pick(random, counted))


@plants("N002", "N009")
def aspect_left_out(case: Case, random: Random) -> Case:
    counted = [(*path, "aspects", n) for path, c in _nodes(case) if c.declared.aspects for n in range(len(c.aspects))]
    return drop(case, *pick(random, counted))


@plants("N006")
def case_of_a_veto_left_out(case: Case, random: Random) -> Case:
    if not case.scheme.grades:
        raise Nowhere
    vetoes = case.scheme.grades.vetoes
    return drop(case, *pick(random, [("grades", "vetoes", i, "cases", n) for i, v in enumerate(vetoes) for n in range(len(v.cases))]))
