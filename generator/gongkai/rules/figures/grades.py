"""Family M, second half: grade bands without gap or overlap, quotas that can be filled, vetoes that say what follows."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.rules.registry import Case, finding, related, rule
from gongkai.scoring import percent, points, share


@rule("M008", "bands-out-of-order", "等次分数线没有由高到低", Severity.ERROR, Basis.CONSISTENCY, "等次由高到低排列，分数线不能相同或颠倒")
def bands_out_of_order(case: Case) -> Iterator[Finding]:
    """Each grade must begin below the one before it, or one of the two can never be given."""
    bands = case.scheme.grades.bands if case.scheme.grades else ()
    with_line = [(index, band.name, band.min) for index, band in enumerate(bands) if band.min is not None]
    for (above, high, line), (index, low, least) in pairwise(with_line):
        # 85分以上的前30%为优秀，其余为良好: one line, parted by the order of scores
        shared = least == line and bands[above].quota and case.scheme.grades and case.scheme.grades.ranked
        if least >= line and not shared:
            message = f"“{low}”从 {points(least)} 分起，不低于它前面的“{high}”（{points(line)} 分起）"
            where = related(f"{high}：{points(line)} 分起", "grades", "bands", above, "min")
            yield finding("M008", message, "grades", "bands", index, "min", related=(where,), help="请核对分数线和等次的先后。")


@rule("M009", "bands-leave-gap", "低分没有等次", Severity.ERROR, Basis.CONSISTENCY, "各等次应当覆盖全部分数")
def bands_leave_gap(case: Case) -> Iterator[Finding]:
    """The lowest grade must have no lower line; only the lowest may have none, and those that a quota or the order of scores fills."""
    grades = case.scheme.grades
    bands = grades.bands if grades else ()
    if bands and bands[-1].min is not None and bands[-1].min > 0:
        message = f"最低的等次“{bands[-1].name}”从 {points(bands[-1].min)} 分起，更低的分数没有等次"
        yield finding("M009", message, "grades", "bands", len(bands) - 1, "min", help="请补列更低的等次，或去掉这个分数线。")
    lined = any(band.min is not None for band in bands)
    for index, band in enumerate(bands[:-1] if grades and lined and not grades.ranked else ()):
        if band.min is None and not band.quota:
            message = f"“{band.name}”没有分数线，排在它后面的“{bands[index + 1].name}”就无从确定"
            yield finding("M009", message, "grades", "bands", index, help="请写明 min。")


@rule("M010", "band-above-scale", "等次分数线高于总分", Severity.ERROR, Basis.CONSISTENCY, "分数线不能高于总分")
def band_above_scale(case: Case) -> Iterator[Finding]:
    """A grade that begins above full marks can never be reached."""
    for index, band in enumerate(case.scheme.grades.bands if case.scheme.grades else ()):
        if band.min is not None and band.min > case.scheme.scale:
            message = f"“{band.name}”从 {points(band.min)} 分起，总分只有 {points(case.scheme.scale)} 分"
            where = related(f"总分 {points(case.scheme.scale)}", "scale")
            yield finding("M010", message, "grades", "bands", index, "min", related=(where,), help="请核对分数线或总分。")


@rule("M011", "quotas-above-whole", "等次比例合计超过 100%", Severity.ERROR, Basis.CONSISTENCY, "各等次的名额比例合计不能超过 100%")
def quotas_above_whole(case: Case) -> Iterator[Finding]:
    """More units would be graded than there are."""
    quotas = [band.quota for band in case.scheme.grades.bands if band.quota] if case.scheme.grades else []
    total = sum((share(quota) for quota in quotas), Decimal(0))
    if total > 1:
        message = f"各等次的比例合计 {percent(total)}（{'＋'.join(quotas)}），超过 100%"
        yield finding("M011", message, "grades", "bands", help="请核对各等次的比例。")


@rule("M012", "quota-without-rounding", "比例名额没有取整办法", Severity.NOTE, Basis.PRACTICE, "按比例定名额，除不尽时要有取整办法")
def quota_without_rounding(case: Case) -> Iterator[Finding]:
    """30% of 38 units is 11.4: the text should say whether that is 11 or 12."""
    grades = case.scheme.grades
    first = next((i for i, band in enumerate(grades.bands) if band.quota), None) if grades else None
    if grades and grades.rounding is None and first is not None:
        message = f"“{grades.bands[first].name}”按 {grades.bands[first].quota} 定名额，没有规定除不尽时怎样取整"
        hint = "有规定的，请写入 rounding；没有的，名额可能有争议。"
        yield finding("M012", message, "grades", "bands", first, "quota", clause=grades.clause or "", help=hint)


@rule("M013", "quota-without-ranking", "按比例定等次而不排序", Severity.WARNING, Basis.CONSISTENCY, "名额有限时，先后要有依据")
def quota_without_ranking(case: Case) -> Iterator[Finding]:
    """A quota needs an order of units."""
    grades = case.scheme.grades
    first = next((i for i, band in enumerate(grades.bands) if band.quota), None) if grades else None
    if grades and not grades.ranked and first is not None:
        message = f"“{grades.bands[first].name}”限 {grades.bands[first].quota}，没有规定按得分排序，名额不够时无从取舍"
        yield finding("M013", message, "grades", "bands", first, "quota", help="按得分排序的，请写 ranked: true。")


@rule("M014", "veto-without-grade", "没有说明评为什么等次", Severity.WARNING, Basis.CONSISTENCY, "限制等次的情形应当说明结果")
def veto_without_grade(case: Case) -> Iterator[Finding]:
    """不能评为优秀 leaves open what it is then."""
    for index, veto in enumerate(case.scheme.grades.vetoes if case.scheme.grades else ()):
        if veto.grade is None:
            message = f"列有 {len(veto.cases)} 种限制等次的情形，没有说明评为什么等次"
            yield finding("M014", message, "grades", "vetoes", index, clause=veto.clause or "", help="有规定的，请写入 grade。")


@rule("M015", "unknown-grade", "等次不存在", Severity.ERROR, Basis.CONSISTENCY, "引用的等次应当是已经规定的等次")
def unknown_grade(case: Case) -> Iterator[Finding]:
    """A veto that names a grade which no band has, or a grade listed twice."""
    if case.scheme.grades is None:
        return
    names = [band.name for band in case.scheme.grades.bands]
    for index, veto in enumerate(case.scheme.grades.vetoes):
        if veto.grade is not None and veto.grade not in names:
            message = f"限制情形写的等次是“{veto.grade}”，规定的等次只有{'、'.join(names)}"
            yield finding("M015", message, "grades", "vetoes", index, "grade", clause=veto.clause or "", help="请改用规定的等次名称。")
    for index, name in enumerate(names):
        if name in names[:index]:
            where = related("第一次列出", "grades", "bands", names.index(name), "name")
            yield finding("M015", f"等次“{name}”列了两次", "grades", "bands", index, "name", related=(where,), help="请删去重复的一个。")
