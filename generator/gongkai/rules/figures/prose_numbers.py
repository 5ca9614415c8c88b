"""Family T, numbers in prose: points, weights, grade lines, quotas, caps and limits that the text states against those of the data."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.rules.figures.limits import limits
from gongkai.rules.figures.statements import Statement
from gongkai.rules.figures.thresholds import thresholds
from gongkai.rules.figures.weights import weights
from gongkai.rules.registry import Case, finding, once, related, rule
from gongkai.scoring import number

_HELP = "请与原文核对：正文有误的改正正文，数据抄录有误的改正数据；已印发的原文有误的，请加豁免并注明原文如此。"
_SOURCE = "正文写明的数字与数据是对同一事实的两种说法，应当一致"


def _said(value: Decimal, unit: str) -> str:
    """45 分, 70%, 14 项."""
    return number(Fraction(value), 2) + (unit if unit == "%" else f" {unit}")


def _differences(code: str, case: Case, kind: str, statements: tuple[Statement, ...]) -> Iterator[Finding]:
    for each in statements:
        if each.kind == kind and each.held is not None and not each.agrees:
            unit, words = each.mention.unit, (each.mention.start, len(each.mention.words))
            here, there = _said(each.stated, unit), _said(each.held, unit)
            message = f"{each.what}：正文写 {here}，数据{_how(each)} {there}"
            where = (related(f"数据：{there}", *each.path),)
            yield finding(code, message, "text", at=words, clause=_clause(case, each), related=where, help=_HELP)


def _how(each: Statement) -> str:
    """A per cent that the data gives in points is worked out."""
    return "折合" if each.kind == "share" and each.path[-1] != "share" else "写"


def _clause(case: Case, each: Statement) -> str:
    section = case.outline.at(each.mention.start)
    return section.clause if section else ""


@once
def _consistent(case: Case) -> tuple[Statement, ...]:
    """What the text says of points and weights, without what it says in two ways: that is T017's."""
    disputed = {(each.kind, each.subject) for each, _ in _disputes(case)}
    return tuple(each for each in weights(case) if (each.kind, each.subject) not in disputed)


@rule("T009", "prose-points", "正文的分值与数据不符", Severity.ERROR, Basis.CONSISTENCY, _SOURCE)
def prose_points(case: Case) -> Iterator[Finding]:
    """重点工作目标（45分） against points, full marks or what the parts make up."""
    yield from _differences("T009", case, "points", _consistent(case))


@rule("T010", "prose-share", "正文的权重与数据不符", Severity.ERROR, Basis.CONSISTENCY, _SOURCE)
def prose_share(case: Case) -> Iterator[Finding]:
    """占70%, （30％）, 百分之七十 against a share, or against what the points make in per cent."""
    yield from _differences("T010", case, "share", _consistent(case))


@rule("T011", "prose-scale", "正文的总分与数据不符", Severity.ERROR, Basis.CONSISTENCY, _SOURCE)
def prose_scale(case: Case) -> Iterator[Finding]:
    """总分100分, 实行百分制, 千分制 against the scale."""
    yield from _differences("T011", case, "scale", weights(case))


@rule("T012", "prose-carve-out", "正文的专项占比与数据不符", Severity.ERROR, Basis.CONSISTENCY, _SOURCE)
def prose_carve_out(case: Case) -> Iterator[Finding]:
    """审批服务质量占目标考评得分的5% against the special evaluations of a component."""
    yield from _differences("T012", case, "carve", weights(case))


@rule("T013", "prose-grade-line", "正文的等次分数线与数据不符", Severity.ERROR, Basis.CONSISTENCY, _SOURCE)
def prose_grade_line(case: Case) -> Iterator[Finding]:
    """90分（含）以上为优秀, 80—89分为良好, 低于60分为差 against where the bands begin."""
    yield from _differences("T013", case, "line", thresholds(case))


@rule("T014", "prose-quota", "正文的等次比例与数据不符", Severity.ERROR, Basis.CONSISTENCY, _SOURCE)
def prose_quota(case: Case) -> Iterator[Finding]:
    """优秀等次不超过参评单位的30% against the quotas of the bands."""
    yield from _differences("T014", case, "quota", thresholds(case))


@rule("T015", "prose-cap", "正文的加减分上限与数据不符", Severity.WARNING, Basis.CONSISTENCY, _SOURCE)
def prose_cap(case: Case) -> Iterator[Finding]:
    """累计加分不超过3分 against the cap of the formula's term."""
    yield from _differences("T015", case, "cap", thresholds(case))


@rule(
    "T016", "prose-limit", "正文的指标规定与数据不符", Severity.WARNING, Basis.CONSISTENCY, "指标设置规则抄录正文，数字应当与所注条款一致"
)
def prose_limit(case: Case) -> Iterator[Finding]:
    """不少于14项, 每项不超过4分 in the clause that an indicator rule cites against the rule."""
    yield from _differences("T016", case, "limit", limits(case))


@rule(
    "T017",
    "two-statements",
    "同一内容前后写的数字不同",
    Severity.ERROR,
    Basis.CONSISTENCY,
    "同一内容的分值、权重，正文前后应当一致",
)
def two_statements(case: Case) -> Iterator[Finding]:
    """重点工作目标（45分） in one place and 分值为40分 in another."""
    for each, other in _disputes(case):
        unit = each.mention.unit
        here, there = _said(each.stated, unit), _said(other.stated, unit)
        place = _clause(case, other)
        message = f"{each.what}：这里写 {here}，{f'正文{place}' if place else '正文另一处'}写 {there}"
        where = [related(f"正文{place}：{other.mention.words}", "text", at=(other.mention.start, len(other.mention.words)))]
        if each.held is not None:
            where.append(related(f"数据：{_said(each.held, unit)}", *each.path))
        at = (each.mention.start, len(each.mention.words))
        help_ = "请核对哪一处正确，统一全文和数据。"
        yield finding("T017", message, "text", at=at, clause=_clause(case, each), related=tuple(where), help=help_)


@once
def _disputes(case: Case) -> tuple[tuple[Statement, Statement], ...]:
    """A statement that the data does not bear out, with another of the same thing that says otherwise: the right one, if there is one."""
    found = []
    said: dict[tuple[str, str], list[Statement]] = {}
    for each in weights(case):
        if each.kind in ("points", "share"):
            said.setdefault((each.kind, each.subject), []).append(each)
    for statements in said.values():
        wrong = [each for each in statements if not each.agrees]
        for each in wrong:
            others = [other for other in statements if other.stated != each.stated]
            other = next((other for other in others if other.agrees), others[0] if others else None)
            if other is not None and (other.agrees or other.mention.start < each.mention.start):
                found.append((each, other))
    return tuple(found)
