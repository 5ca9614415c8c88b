"""The page 计分公式与等次 (`rules.html`): the formula, its terms and worked examples, grades, use of results, indicator rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.formula import FormulaError, parse
from gongkai.model import Formula as StatedFormula
from gongkai.model import Grades, Scheme
from gongkai.outline import Outline
from gongkai.rules import Case
from gongkai.rules.bounds import implied_bounds
from gongkai.scoring import number, points
from gongkai.views.environment import render
from gongkai.views.page import Heading, Page
from gongkai.views.part_table import level_name
from gongkai.views.parts import clause_link
from gongkai.views.rule_words import BandRow, band_notes, band_rows, rule_sentence, veto_heading
from gongkai.views.scheme_head import head, page
from gongkai.views.subject import Subject
from gongkai.views.worked import Example, Piece, TermFacts, examples, term_facts, typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLink:
    """A clause of the text and where it stands; both may be empty."""

    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term of the formula as a row: what it stands for, its full marks, how it enters the sum, its most."""

    name: str
    href: str
    component: str
    full: str
    enters: str
    cap: str
    clause: ClauseLink


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaView:
    """The formula, or the sentence why it can't be read as one (`error`)."""

    expression: str
    clause: ClauseLink
    name: str = ""
    pieces: tuple[tuple[Piece, str], ...] = ()
    rows: tuple[TermRow, ...] = ()
    examples: tuple[Example, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoView:
    """Cases that limit or fix the grade; `count` says how many are stated and listed, `conflict` marks that they differ."""

    heading: str
    count: str
    conflict: bool
    clause: ClauseLink
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradesView:
    """等次."""

    clause: ClauseLink
    bands: tuple[BandRow, ...]
    notes: tuple[str, ...]
    vetoes: tuple[VetoView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence and the clause it comes from."""

    text: str
    clause: ClauseLink


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundRow:
    """How many indicators a part must and may have by the rules, and how many it has (empty without a table); `sign` ✓ or ≠."""

    name: str
    level: str
    least: str
    most: str
    held: str
    sign: str
    why: str


def rules_page(subject: Subject) -> Page:
    """The page; whatever the scheme doesn't lay down, it says so."""
    scheme, outline = subject.case.scheme, subject.case.outline
    body = render(
        "formula.html",
        head=head(subject, "rules.html"),
        formula=_formula(subject.case, scheme.formula) if scheme.formula else None,
        grades=_grades(scheme, scheme.grades, outline) if scheme.grades else None,
        uses=tuple(Statement(text=use.text, clause=_clause(outline, use.clause)) for use in scheme.results_use),
        rules=tuple(_rules(subject.case)),
        bounds=tuple(_bounds(subject.case)) if scheme.indicator_rules else (),
    )
    return page(subject, "rules.html", body, f"{scheme.title}的计分公式、等次划分、结果运用和指标设置规则。", tuple(_contents(scheme)))


def _contents(scheme: Scheme) -> Iterator[Heading]:
    yield Heading(level=1, anchor="formula", text="计分公式")
    yield Heading(level=1, anchor="grades", text="等次")
    if scheme.results_use:
        yield Heading(level=1, anchor="uses", text="结果运用")
    if scheme.indicator_rules:
        yield Heading(level=1, anchor="rules", text="指标设置规则")


def _clause(outline: Outline, clause: str | None) -> ClauseLink:
    return ClauseLink(words=clause or "", href=clause_link(outline, clause))


def _formula(case: Case, stated: StatedFormula) -> FormulaView:
    scheme, outline = case.scheme, case.outline
    clause = _clause(outline, stated.clause)
    try:
        formula = parse(stated.expression)
    except FormulaError as error:
        return FormulaView(expression=stated.expression, clause=clause, error=error.message)
    facts = term_facts(case, formula, stated.terms)
    rows = tuple(_term_row(each, outline) for each in facts)
    hrefs = {row.name: row.href for row in rows}
    return FormulaView(
        expression=stated.expression,
        clause=clause,
        name=formula.name,
        pieces=tuple((piece, hrefs.get(piece.text, "") if piece.kind == "term" else "") for piece in typeset(formula.root)),
        rows=rows,
        examples=tuple(examples(scheme, formula, facts)),
    )


def _term_row(facts: TermFacts, outline: Outline) -> TermRow:
    component = facts.component
    clause = _clause(outline, facts.stated.clause or (component.clause if component else None))
    return TermRow(
        name=facts.name,
        href=clause.href,
        component=component.name if component else "",
        full="未写明" if facts.assumed else "" if facts.full is None else points(facts.full),
        enters=_enters(facts),
        cap=_cap(facts),
        clause=clause,
    )


def _cap(facts: TermFacts) -> str:
    """The most a term may come to; a term with full marks needs no other limit."""
    if facts.stated.cap is not None:
        return points(facts.stated.cap)
    return "未写明" if facts.full is None else ""


def _enters(facts: TermFacts) -> str:
    """How one term enters the sum: 按70%计入, 全额扣除; empty where the formula is no weighted sum."""
    if facts.weight is None:
        return ""
    verb = "扣除" if facts.deducts else "计入"
    return f"全额{verb}" if abs(facts.weight) == 1 else f"按{number(abs(facts.weight) * 100)}%{verb}"


def _grades(scheme: Scheme, grades: Grades, outline: Outline) -> GradesView:
    return GradesView(
        clause=_clause(outline, grades.clause),
        bands=band_rows(scheme, grades),
        notes=tuple(band_notes(grades)),
        vetoes=tuple(
            VetoView(
                heading=veto_heading(veto),
                count=f"实列{len(veto.cases)}种" if veto.declared is None else f"载明{veto.declared}种，实列{len(veto.cases)}种",
                conflict=veto.declared is not None and veto.declared != len(veto.cases),
                clause=_clause(outline, veto.clause),
                cases=veto.cases,
            )
            for veto in grades.vetoes
        ),
    )


def _rules(case: Case) -> Iterator[Statement]:
    names = {node.component.id: node.component.name for node in case.components}
    for each in case.scheme.indicator_rules:
        yield Statement(text=rule_sentence(each, names), clause=_clause(case.outline, each.clause))


def _bounds(case: Case) -> Iterator[BoundRow]:
    everything = [each.id for each in case.scheme.components]
    for each in implied_bounds(case):
        count = case.table.count([each.component] if each.component else everything, each.level)
        within = each.minimum <= count and (each.maximum is None or count <= each.maximum)
        yield BoundRow(
            name=each.name,
            level=level_name(each.level),
            least=str(each.minimum) if each.minimum else "",
            most="" if each.maximum is None else str(each.maximum),
            held=str(count) if case.indicators else "",
            sign="" if not case.indicators else "✓" if within else "≠",
            why=each.why,
        )
