"""Family N: every number the text states against what the file holds — the ledger's lines that don't agree, each under its own rule."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.diagnostics import Basis, Finding, Path, Related, Severity
from gongkai.model import Component
from gongkai.rules.figures.countables import LEVELS, countables
from gongkai.rules.figures.ledger import Entry, counts
from gongkai.rules.registry import Case, finding, once, related, rule

_HELP = "请核对原文的数字和所列各项；已印发的原文有误的，请加豁免并注明原文如此。"


def _disagreements(code: str, case: Case, kinds: tuple[str, ...]) -> Iterator[Finding]:
    for entry in counts(case):
        if entry.kind in kinds and not entry.agrees:
            held = f"文件实列 {entry.held} {entry.unit}" if entry.kind != "listed" else f"其后列出 {entry.held} 项"
            message = f"{entry.what}：载明 {entry.stated} {entry.unit}，{held}"
            yield _at(code, entry, message, (related(f"实列 {entry.held} {entry.unit}", *entry.path),))


def _at(code: str, entry: Entry, message: str, where: tuple[Related, ...], help_: str = _HELP) -> Finding:
    """At the data's own statement of the number, else at the words of the text."""
    words = (entry.offset, len(entry.words)) if entry.offset is not None else None
    if not entry.declared:
        return finding(code, message, "text", at=words, clause=entry.clause, related=where, help=help_)
    text = (related(f"正文{entry.clause}：{entry.words}", "text", at=words),) if words else ()
    return finding(code, message, *entry.declared, clause=entry.clause, related=(*text, *where), help=help_)


@rule("N001", "parts-count", "载明的部分数与实列不符", Severity.ERROR, Basis.CONSISTENCY, "正文说由几部分组成，就应当列出几部分")
def parts_count(case: Case) -> Iterator[Finding]:
    """四大部分 against the components, of the scheme and of each component."""
    yield from _disagreements("N001", case, ("parts",))


@rule("N002", "aspects-count", "载明的方面数与实列不符", Severity.ERROR, Basis.CONSISTENCY, "正文说几个方面，就应当列出几个方面")
def aspects_count(case: Case) -> Iterator[Finding]:
    """5个方面 against a component's aspects."""
    yield from _disagreements("N002", case, ("aspects",))


@rule("N003", "units-count", "载明的单位数与实列不符", Severity.ERROR, Basis.CONSISTENCY, "正文说有几个参评单位，就应当列出几个")
def units_count(case: Case) -> Iterator[Finding]:
    """（9个） against the units listed."""
    yield from _disagreements("N003", case, ("units",))


@rule("N004", "first-level-count", "载明的一级指标数与考评表不符", Severity.ERROR, Basis.CONSISTENCY, "正文的指标数应当与考评表一致")
def first_level_count(case: Case) -> Iterator[Finding]:
    """一级指标17项 against the table; silent while the table is not in the file."""
    yield from _disagreements("N004", case, ("level1",))


@rule("N005", "lower-level-count", "载明的下级指标数与考评表不符", Severity.ERROR, Basis.CONSISTENCY, "正文的指标数应当与考评表一致")
def lower_level_count(case: Case) -> Iterator[Finding]:
    """二级指标43项 and 三级指标 against the table; silent while the table is not in the file."""
    yield from _disagreements("N005", case, ("level2", "level3"))


@rule("N006", "cases-count", "载明的情形数与实列不符", Severity.ERROR, Basis.CONSISTENCY, "正文说几种情形，就应当列出几种")
def cases_count(case: Case) -> Iterator[Finding]:
    """三种情形 against the cases of the veto."""
    yield from _disagreements("N006", case, ("cases",))


@rule("N007", "counts-sum", "各部分的指标数之和不等于总数", Severity.ERROR, Basis.CONSISTENCY, "正文载明的总数应当等于各部分之和")
def counts_sum(case: Case) -> Iterator[Finding]:
    """17+8+4=29: what the text states of the parts against what it states of their whole, table or no table."""
    stated: dict[tuple[str, str], Entry] = {}
    for entry in counts(case):
        if entry.owner is not None:
            stated.setdefault((entry.kind, entry.owner), entry)
    divisions = {"": case.scheme.components} | {component.id: component.components for _, component, _ in case.components}
    for (kind, owner), entry in stated.items():
        parts = divisions[owner]
        known = [stated[kind, part.id] for part in parts if (kind, part.id) in stated]
        total = sum(part.stated for part in known)
        # parts of which the text says nothing leave open what is missing, not what is too much
        if known and total != entry.stated and (len(known) == len(parts) or total > entry.stated):
            yield _sum_differs(entry, known, parts, total)


def _sum_differs(entry: Entry, known: list[Entry], parts: tuple[Component, ...], total: Decimal | int) -> Finding:
    level = LEVELS[int(entry.kind[-1]) - 1]
    sum_ = "＋".join(str(part.stated) for part in known)
    gap = f"{'少' if total < entry.stated else '多'} {abs(entry.stated - total)} 项"
    message = f"{entry.what}：载明共 {entry.stated} 项，各部分载明 {sum_}＝{total} 项，{gap}"
    names = {part.id: part.name for part in parts}
    where = tuple(
        related(f"{names[part.owner or '']}：{level} {part.stated} 项", *(part.declared or ("text",)), at=_words_of(part)) for part in known
    )
    return _at("N007", entry, message, where)


def _words_of(entry: Entry) -> tuple[int, int] | None:
    return None if entry.declared or entry.offset is None else (entry.offset, len(entry.words))


@rule("N008", "declared-differs", "载明数与正文不符", Severity.ERROR, Basis.CONSISTENCY, "declared 抄录正文载明的数字")
def declared_differs(case: Case) -> Iterator[Finding]:
    """A `declared` number against the number in the text: another one there, or none such anywhere."""
    spoken: dict[tuple[str, Path], list[Entry]] = {}
    for entry in counts(case):
        if entry.offset is not None:
            spoken.setdefault((entry.kind, entry.path), []).append(entry)
    for counted in countables(case):
        if counted.declared is None:
            continue
        entries = spoken.get((counted.kind, counted.path), [])
        if entries and all(entry.stated != counted.declared for entry in entries):
            first = entries[0]
            message = f"{counted.what}：这里载明 {counted.declared}，正文{first.clause}写的是“{first.words}”"
            where = related(f"正文：{first.words}", "text", at=(first.offset or 0, len(first.words)))
            yield finding("N008", message, *counted.declared_path, clause=first.clause, related=(where,), help="请照正文改正 declared。")
        elif not entries and counted.declared not in _written(case):
            message = f"{counted.what}：这里载明 {counted.declared}，正文中没有这个数"
            yield finding("N008", message, *counted.declared_path, clause=counted.clause, help="正文没有写明数目的，请删去 declared。")


@once
def _written(case: Case) -> set[int | None]:
    """The numbers of the text."""
    return {mention.number for mention in case.mentions}


@rule("N009", "list-count", "载明的数目与其后所列不符", Severity.ERROR, Basis.CONSISTENCY, "正文说有几项，其后就应当列出几项")
def list_count(case: Case) -> Iterator[Finding]:
    """三个方面：（1）…（2）… against the numbered list that follows, where the data has no place for it."""
    yield from _disagreements("N009", case, ("listed",))


@rule(
    "N010", "grades-count", "载明的等次或阶段数与实列不符", Severity.ERROR, Basis.CONSISTENCY, "正文说有几个等次、几个阶段，就应当列出几个"
)
def grades_count(case: Case) -> Iterator[Finding]:
    """四个等次 against the bands, 五个阶段 against the stages."""
    yield from _disagreements("N010", case, ("bands", "stages"))
