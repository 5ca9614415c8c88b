"""The section 计分公式 as HTML: the formula as print sets it, its terms as a table, the worked examples."""

from markupsafe import Markup

from gongkai.calculation.typeset import Piece, typeset
from gongkai.formula import FormulaError, parse
from gongkai.model import Formula as StatedFormula
from gongkai.rules import Case
from gongkai.scoring import number, points
from gongkai.views.formula.worked import Example, TermFacts, examples, term_facts
from gongkai.views.parts import add_clause, add_source, clause_link
from gongkai.views.sheet import Sheet

_TERMS = (
    '<div class="gk-scroll">\n<table class="gk-terms">\n<caption class="gk-hidden">公式中的各计分项</caption>\n'
    '<thead><tr><th scope="col">计分项</th><th scope="col">对应考评内容</th><th scope="col" class="gk-num">满分</th>'
    '<th scope="col">怎样计入</th><th scope="col" class="gk-num">上限</th><th scope="col">正文条款</th></tr></thead>\n<tbody>\n'
)
_STEPS = (
    '<thead><tr><th scope="col">计分项</th><th scope="col" class="gk-num">取值</th><th scope="col" class="gk-num">计入</th></tr></thead>\n'
    "<tbody>\n"
)
_WARNING = '<strong class="gk-tag gk-tag-amber">▲ 警告</strong>'


def formula_sheet(case: Case, stated: StatedFormula) -> Markup:
    """The section's heading and all below it; for what can't be read as a formula, the reason."""
    sheet = Sheet()
    sheet.add('<h2 id="formula">计分公式')
    add_source(sheet, case.outline, stated.clause)
    sheet.add("</h2>\n")
    try:
        formula = parse(stated.expression)
    except FormulaError as error:
        sheet.add('<p class="gk-formula">%s</p>\n', stated.expression)
        sheet.add(f'<p class="gk-note gk-note-amber">{_WARNING} 这个公式不能按算式读出：%s。因此没有算例。</p>\n', error.message)
        return sheet.markup()
    facts = term_facts(case, formula, stated.terms)
    links = {each.name: clause_link(case.outline, _clause(each)) for each in facts}
    sheet.add('<p class="gk-formula"><strong>%s</strong>&nbsp;=&nbsp;', formula.name)
    for piece in typeset(formula.root):
        _add_piece(sheet, piece, links)
    sheet.add(f"</p>\n{_TERMS}")
    for each in facts:
        _add_term(sheet, each, case)
    sheet.add('</tbody>\n</table>\n</div>\n<div class="gk-examples">\n')
    for index, example in enumerate(examples(case.scheme, formula, facts), start=1):
        _add_example(sheet, example, f"example-{index}", formula.name)
    sheet.add("</div>\n")
    return sheet.markup()


def _add_piece(sheet: Sheet, piece: Piece, links: dict[str, str]) -> None:
    """Spaces matter: a line may break before ＋ and −, nowhere else."""
    href = links.get(piece.text) if piece.kind == "term" else None
    if piece.kind == "sign":
        sheet.add(" %s&nbsp;", piece.text)
    elif piece.kind == "tight":
        sheet.add("&nbsp;%s&nbsp;", piece.text)
    elif href:
        sheet.add('<a href="%s">%s</a>', href, piece.text)
    else:
        sheet.add("<span>%s</span>", piece.text)


def _clause(facts: TermFacts) -> str | None:
    return facts.stated.clause or (facts.component.clause if facts.component else None)


def _add_term(sheet: Sheet, facts: TermFacts, case: Case) -> None:
    """A term as a row: what it stands for, its full marks, how it enters the sum, its most."""
    full = "未写明" if facts.assumed else "" if facts.full is None else points(facts.full)
    sheet.add('<tr><th scope="row">%s</th>', facts.name)
    sheet.add('<td data-label="对应考评内容">%s</td>', facts.component.name if facts.component else "")
    sheet.add('<td class="gk-num" data-label="满分">%s</td><td data-label="怎样计入">%s</td>', full, _enters(facts))
    sheet.add('<td class="gk-num" data-label="上限">%s</td><td data-label="正文条款">', _cap(facts))
    add_clause(sheet, case.outline, _clause(facts))
    sheet.add("</td></tr>\n")


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


def _add_example(sheet: Sheet, example: Example, id_: str, name: str) -> None:
    sheet.add(f'<section class="gk-example" aria-labelledby="{id_}">\n<h3 id="{id_}">%s</h3>\n', example.title)
    sheet.add(f'<table>\n<caption class="gk-hidden">%s：各项取值和计入的分数</caption>\n{_STEPS}', example.title)
    for step in example.steps:
        sheet.add('<tr><th scope="row">%s</th><td class="gk-num">%s</td><td class="gk-num">%s</td></tr>\n', *step)
    sheet.add("</tbody>\n")
    if example.error:
        sheet.add('</table>\n<p class="gk-calculation">%s</p>\n', example.calculation)
        sheet.add(f"<p>{_WARNING} 算不出结果：%s。</p>\n", example.error)
    else:
        sheet.add('<tfoot><tr><th scope="row" colspan="2">%s</th><td class="gk-num">%s</td></tr></tfoot>\n', name, example.result)
        sheet.add('</table>\n<p class="gk-calculation">%s = <strong>%s</strong></p>\n', example.calculation, example.result)
    sheet.add('<p class="gk-quiet">%s</p>\n</section>\n', "".join(example.remarks))
