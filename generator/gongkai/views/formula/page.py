"""The page 计分公式与等次 (`rules.html`): the formula with worked examples, grades, a calculator, use of results, indicator rules."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from markupsafe import Markup

from gongkai.model import Grades, Scheme, Veto
from gongkai.outline import Outline
from gongkai.views.environment import render
from gongkai.views.formula.bounds import bound_table
from gongkai.views.formula.calculator import SCRIPTS, calculator_sheet
from gongkai.views.formula.rule_words import band_notes, band_rows, rule_sentence, veto_heading
from gongkai.views.formula.terms import formula_sheet
from gongkai.views.page import Heading, Page
from gongkai.views.parts import add_source
from gongkai.views.scheme_head import head, page
from gongkai.views.sheet import Sheet
from gongkai.views.subject import Subject

_BANDS = (
    '<table class="gk-bands">\n<caption class="gk-hidden">各等次的得分和名额</caption>\n'
    '<thead><tr><th scope="col">等次</th><th scope="col">得分</th><th scope="col">名额</th></tr></thead>\n<tbody>\n'
)


def rules_page(subject: Subject) -> Page:
    """The page; whatever the scheme doesn't lay down, it says so."""
    case, scheme, outline = subject.case, subject.case.scheme, subject.case.outline
    names = {node.component.id: node.component.name for node in case.components}
    calculator, computes = calculator_sheet(scheme)
    body = render(
        "formula.html",
        head=head(subject, "rules.html"),
        formula=formula_sheet(case, scheme.formula) if scheme.formula else None,
        grades=_grades(scheme, scheme.grades, outline) if scheme.grades else None,
        calculator=calculator,
        uses=_statements(((use.text, use.clause) for use in scheme.results_use), outline),
        rules=_statements(((rule_sentence(each, names), each.clause) for each in scheme.indicator_rules), outline),
        bounds=bound_table(case),
    )
    description = f"{scheme.title}的计分公式、等次划分、结果运用和指标设置规则。"
    made = page(subject, "rules.html", body, description, tuple(_contents(scheme)))
    return replace(made, scripts=SCRIPTS, styles=(*made.styles, "calculator")) if computes else made


def _contents(scheme: Scheme) -> Iterator[Heading]:
    yield Heading(level=1, anchor="formula", text="计分公式")
    yield Heading(level=1, anchor="grades", text="等次")
    yield Heading(level=1, anchor="calculator", text="试算")
    if scheme.results_use:
        yield Heading(level=1, anchor="uses", text="结果运用")
    if scheme.indicator_rules:
        yield Heading(level=1, anchor="rules", text="指标设置规则")


def _grades(scheme: Scheme, grades: Grades, outline: Outline) -> Markup:
    """The section's heading and all below it: the grades as a table, notes, and what limits or fixes a grade."""
    sheet = Sheet()
    sheet.add('<h2 id="grades">等次')
    add_source(sheet, outline, grades.clause)
    sheet.add(f"</h2>\n{_BANDS}")
    for row in band_rows(scheme, grades):
        sheet.add('<tr><th scope="row">%s</th><td>%s</td><td>%s</td></tr>\n', *row)
    sheet.add("</tbody>\n</table>\n")
    if notes := "".join(band_notes(grades)):
        sheet.add('<p class="gk-quiet">%s</p>\n', notes)
    for veto in grades.vetoes:
        _add_veto(sheet, veto, outline)
    return sheet.markup()


def _add_veto(sheet: Sheet, veto: Veto, outline: Outline) -> None:
    """Cases that limit or fix the grade, with how many are stated and listed."""
    listed = len(veto.cases)
    sheet.add("<h3>%s", veto_heading(veto))
    add_source(sheet, outline, veto.clause)
    if veto.declared is None:
        sheet.add(f' <span class="gk-tag">实列{listed}种</span>')
    elif veto.declared == listed:
        sheet.add(f' <span class="gk-tag">载明{listed}种，实列{listed}种</span>')
    else:
        sheet.add(f' <span class="gk-tag gk-tag-amber">≠ 载明{veto.declared}种，实列{listed}种</span>')
    sheet.add('</h3>\n<ol class="gk-prose">\n' + "<li>%s</li>\n" * listed + "</ol>\n", *veto.cases)


def _statements(said: Iterable[tuple[str, str | None]], outline: Outline) -> Markup:
    """Sentences as entries of a list, each with the clause it comes from."""
    sheet = Sheet()
    for words, clause in said:
        sheet.add("<li>%s", words)
        add_source(sheet, outline, clause)
        sheet.add("</li>\n")
    return sheet.markup()
