"""Family C: component ↔ section ↔ formula term ↔ attachment ↔ table — what one part of the scheme names, the others must know."""

import re
from collections.abc import Iterator

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.outline import Section
from gongkai.rules.figures.names import formula_terms, plain_name
from gongkai.rules.registry import Case, finding, related, rule


@rule("C001", "unknown-clause", "条款在正文中不存在", Severity.ERROR, Basis.CONSISTENCY, "条款号与正文的标题序号应当一致")
def unknown_clause(case: Case) -> Iterator[Finding]:
    """Every clause address that the data gives must be a heading of the text."""
    for path, clause in clauses(case):
        if case.outline.find(clause) is None:
            near = _nearest(case, clause)
            hint = f"正文中相近的是“{near.clause}”（{near.title or '无标题'}）。" if near else "请照正文的标题序号填写。"
            yield finding("C001", f"条款“{clause}”在正文中没有对应的标题", *path, "clause", help=hint)


def clauses(case: Case) -> Iterator[tuple[Path, str]]:
    """Every place of the scheme that cites its own text."""
    scheme = case.scheme
    for path, component, _ in case.components:
        yield from _cited(path, component)
        for index, carve_out in enumerate(component.carve_outs):
            yield from _cited((*path, "carve_outs", index), carve_out)
    for key in ("subjects", "indicator_rules", "results_use", "organization", "stages", "milestones"):
        for index, each in enumerate(getattr(scheme, key)):
            yield from _cited((key, index), each)
            if key == "organization" and each.office:
                yield from _cited((key, index, "office"), each.office)
    if scheme.formula:
        yield from _cited(("formula",), scheme.formula)
        for name, term in scheme.formula.terms.items():
            yield from _cited(("formula", "terms", name), term)
    if scheme.grades:
        yield from _cited(("grades",), scheme.grades)
        for index, veto in enumerate(scheme.grades.vetoes):
            yield from _cited(("grades", "vetoes", index), veto)


def _cited(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    clause: str | None = getattr(value, "clause", None)
    if clause:
        yield path, clause


def _nearest(case: Case, clause: str) -> Section | None:
    """The longest beginning of the address that exists."""
    return next((found for end in range(len(clause) - 1, 0, -1) if (found := case.outline.find(clause[:end]))), None)


@rule(
    "C002", "component-without-section", "考评内容在正文中没有对应章节", Severity.WARNING, Basis.CONSISTENCY, "列为考评内容的，正文应当说明"
)
def component_without_section(case: Case) -> Iterator[Finding]:
    """A component without a clause, though its siblings have one, or whose name the text never mentions."""
    nodes = case.components
    explained = {path[:-1] for path, component, _ in nodes if component.clause}
    for path, component, ancestors in nodes:
        if component.clause or any(component.name in ancestor.aspects for ancestor in ancestors):
            continue
        if component.name not in case.scheme.text:
            message = f"考评内容列有“{component.name}”，正文没有提到"
        elif path[:-1] in explained:
            message = f"考评内容列有“{component.name}”，正文没有专门的章节，而同级的其他内容都有"
        else:
            continue
        yield finding("C002", message, *path, "name", help="正文有对应章节的，请在 clause 写明条款；没有的，请与拟稿人核实。")


_POINTS_IN_TITLE = re.compile(r"[（(][^（）()]*?(\d+(?:\.\d+)?)分[）)]")


@rule("C003", "undeclared-section", "正文的考评内容没有列入", Severity.ERROR, Basis.CONSISTENCY, "正文列出分值的部分应当列入考评内容")
def undeclared_section(case: Case) -> Iterator[Finding]:
    """A heading with points that stands among the components' headings, and belongs to none of them."""
    linked = {s.start: s for _, c, _ in case.components if c.clause and (s := case.outline.find(c.clause))}
    parents = {section.parent for section in linked.values()}
    for section in case.outline.sections:
        if section.parent in parents and section.start not in linked and _POINTS_IN_TITLE.search(section.title):
            message = f"正文{section.clause}列有“{section.title}”，考评内容中没有这一部分"
            at = (section.title_start, section.title_end - section.title_start)
            yield finding("C003", message, "text", at=at, clause=section.clause, help="请在 components 中补列，并写明 clause。")


@rule("C004", "undefined-term", "公式中的名称没有定义", Severity.ERROR, Basis.CONSISTENCY, "计分公式的每一项都应当能在方案中找到")
def undefined_term(case: Case) -> Iterator[Finding]:
    """A name in the formula that stands for no component."""
    formula = case.scheme.formula
    if formula is None:
        return
    known = {plain_name(component.name) for _, component, _ in case.components}
    for term in formula_terms(case):
        defined = formula.terms.get(term.name)
        if not (defined and (defined.component or defined.clause)) and plain_name(term.name) not in known:
            message = f"公式中的“{term.name}”在考评内容中没有对应的部分"
            hint = "请在 formula.terms 写明它对应的考评内容（component）或条款（clause）；正文确实没有规定的，请与拟稿人核实。"
            yield finding("C004", message, "formula", "expression", at=(term.start, len(term.name)), clause=formula.clause or "", help=hint)


@rule("C005", "unused-term", "定义的名称公式没有用到", Severity.ERROR, Basis.CONSISTENCY, "formula.terms 只说明公式中出现的名称")
def unused_term(case: Case) -> Iterator[Finding]:
    """A definition for a name that the formula does not hold."""
    formula = case.scheme.formula
    used = {term.name for term in formula_terms(case)}
    for name in formula.terms if formula and used else ():
        if name not in used:
            message = f"formula.terms 说明了“{name}”，公式中没有这个名称"
            yield finding("C005", message, "formula", "terms", name, help=f"公式中的名称有：{'、'.join(sorted(used))}。")


@rule("C006", "forgotten-component", "公式漏了考评内容", Severity.ERROR, Basis.CONSISTENCY, "列为考评内容的部分应当计入公式")
def forgotten_component(case: Case) -> Iterator[Finding]:
    """A top-level component that no term of the formula stands for."""
    terms = formula_terms(case)
    if not terms or case.scheme.formula is None:
        return
    ids = {defined.component for defined in case.scheme.formula.terms.values()}
    names = {plain_name(term.name) for term in terms}
    for path, component, ancestors in case.components:
        if ancestors:
            continue
        family = [c for p, c, _ in case.components if p[: len(path)] == path]
        if not any(c.id in ids or plain_name(c.name) in names for c in family):
            message = f"考评内容列有“{component.name}”，计分公式中没有对应的一项"
            where = related(f"公式：{case.scheme.formula.expression}", "formula", "expression")
            yield finding("C006", message, *path, "name", related=(where,), help="请核对公式；有对应项的，在 formula.terms 写明。")


@rule("C007", "unknown-component", "引用了不存在的考评内容", Severity.ERROR, Basis.CONSISTENCY, "引用的标识应当是 components 中的 id")
def unknown_component(case: Case) -> Iterator[Finding]:
    """A component id in the formula's terms or in the table that no component has, or a level-1 row without any."""
    known = case.table.names
    hint = f"可用的标识：{'、'.join(known)}。" if len(known) <= 20 else "请照 components 中的 id 填写。"
    for name, term in (case.scheme.formula.terms if case.scheme.formula else {}).items():
        if term.component and term.component not in known:
            message = f"公式的“{name}”指向 {term.component}，考评内容中没有这个标识"
            yield finding("C007", message, "formula", "terms", name, "component", help=hint)
    for path, indicator, level, component, _ in case.indicators:
        if component is None and level == 1:
            yield finding("C007", f"一级指标“{indicator.name}”没有写明属于哪一部分考评内容", *path, help=f"请加上 component。{hint}")
        elif indicator.component and indicator.component not in known:
            message = f"指标“{indicator.name}”属于 {indicator.component}，考评内容中没有这个标识"
            yield finding("C007", message, *path, "component", help=hint)


@rule("C008", "duplicate-id", "同一标识用了两次", Severity.ERROR, Basis.CONSISTENCY, "标识用于链接和比较，在一份方案中只能用一次")
def duplicate_id(case: Case) -> Iterator[Finding]:
    """Two components, or two indicators, with one id."""
    for nodes, kind in ((case.components, "考评内容"), (case.indicators, "指标")):
        if len({node[1].id for node in nodes}) == len(nodes):
            continue
        first: dict[str, Path] = {}
        for path, each, *_ in nodes:
            if each.id in first:
                message = f"{kind}“{each.name}”的标识 {each.id} 前面已经用过"
                where = related(f"{each.id} 第一次出现在这里", *first[each.id], "id")
                yield finding("C008", message, *path, "id", related=(where,), help="请换一个标识。")
            first.setdefault(each.id, path)


@rule("C009", "component-without-indicators", "考评内容没有指标", Severity.WARNING, Basis.CONSISTENCY, "考评表应当覆盖全部考评内容")
def component_without_indicators(case: Case) -> Iterator[Finding]:
    """The table exists, and a part with points has no row in it (动态工作目标 may be filled later in the year)."""
    if not case.scheme.indicators:
        return
    filled = {component for _, _, _, component, _ in case.indicators}
    for path, component, ancestors in case.components:
        covered = component.id in filled or any(a.id in filled for a in ancestors)
        if component.points and not component.components and not covered:
            yield finding(
                "C009", f"考评内容“{component.name}”有分值，考评表中没有它的指标", *path, help="请补列指标；年中才设定的，请加豁免并说明。"
            )


@rule("C010", "table-not-listed", "考评表没有列为附件", Severity.WARNING, Basis.CONSISTENCY, "随文印发的考评表应当列入附件说明")
def table_not_listed(case: Case) -> Iterator[Finding]:
    """The table exists, and no attachment of the list is that table."""
    if case.scheme.indicators and all(attachment.content != "indicators" for attachment in case.scheme.attachments):
        yield finding(
            "C010", "方案有绩效目标考评表，附件说明中没有列出", "indicators", help="请在 attachments 中列出，content 写 indicators。"
        )


@rule("C011", "table-missing", "附件未随文提供", Severity.NOTE, Basis.CONSISTENCY, "列为附件的考评表应当随文公开")
def table_missing(case: Case) -> Iterator[Finding]:
    """An attachment is the table, and the file holds no table."""
    for index, attachment in enumerate(case.scheme.attachments):
        if attachment.content == "indicators" and not case.scheme.indicators and not attachment.file and not attachment.withheld:
            message = f"附件说明列有《{attachment.title.strip('《》')}》，附件未随文提供"
            yield finding("C011", message, "attachments", index, "title", help="取得附件后，请把指标录入 indicators。")


@rule("C012", "unlisted-attachment", "引用的附件没有列出", Severity.ERROR, Basis.CONSISTENCY, "引用的附件序号应当在附件说明中")
def unlisted_attachment(case: Case) -> Iterator[Finding]:
    """A milestone that names an attachment which the list does not hold."""
    numbers = {attachment.number for attachment in case.scheme.attachments}
    listed = f"列有附件{'、'.join(str(n) for n in sorted(n for n in numbers if n))}" if numbers - {None} else "没有编号的附件"
    for index, milestone in enumerate(case.scheme.milestones):
        if milestone.attachment is not None and milestone.attachment not in numbers:
            what = milestone.what if milestone.what.startswith("《") else f"“{milestone.what}”"
            message = f"{what}用到附件{milestone.attachment}，附件说明中{listed}"
            where = (related("附件说明", "attachments"),) if case.scheme.attachments else ()
            hint = "请补列附件，或改正序号。"
            yield finding("C012", message, "milestones", index, "attachment", clause=milestone.clause or "", related=where, help=hint)
