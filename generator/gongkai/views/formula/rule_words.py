"""指标设置规则 and 等次 in sentences: what the data says, as a reader would say it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from gongkai.calculation.grading import Reading, exact_quota, readings
from gongkai.model import Band, CountRange, Grades, IndicatorRule, PointsRange, Scheme, Veto
from gongkai.scoring import number, points
from gongkai.views.part_table import level_name


def rule_sentence(rule: IndicatorRule, names: Mapping[str, str]) -> str:
    """One 指标设置规则 as a sentence; `names` maps the components' ids to their names."""
    scope = "、".join(names.get(each, each) for each in rule.scope)
    said = [*_counts(rule.count), *_per_parent(rule), *_points(rule)]
    exempt = f"（{'、'.join(rule.exempt)}除外）" if rule.exempt else ""
    return f"{scope}的{level_name(rule.level)}{exempt}：{'；'.join(said) or '未写明要求'}。"


def _counts(count: CountRange | None) -> Iterator[str]:
    if count:
        if between := _between(count.min, count.max, "项"):
            yield between if between == "不设" else f"总数{between}"
        if count.not_above_previous_year:
            yield "总数不高于上一年度"


def _per_parent(rule: IndicatorRule) -> Iterator[str]:
    count = rule.count_per_parent
    if count:
        above = f"每项{level_name(rule.level - 1)}下" if rule.level > 1 else "每部分"
        if between := _between(count.min, count.max, "项"):
            yield above + between
        if count.not_above_previous_year:
            yield f"{above}的项数不高于上一年度"


def _points(rule: IndicatorRule) -> Iterator[str]:
    allowed: PointsRange | None = rule.points
    if allowed:
        if between := _between(allowed.min, allowed.max, "分"):
            yield f"每项{between}"
        if allowed.spread is not None:
            where = f"同一项{level_name(rule.level - 1)}下" if rule.level > 1 else "同一部分内"
            yield f"{where}分值相差不超过{points(allowed.spread)}分"


def _between(least: Decimal | int | None, most: Decimal | int | None, unit: str) -> str:
    if most == 0:
        return "不设" if unit == "项" else "不计分"
    if least is not None and most is not None:
        return f"{_figure(least)}{unit}" if least == most else f"{_figure(least)}至{_figure(most)}{unit}"
    if least is not None:
        return f"不少于{_figure(least)}{unit}"
    return f"不超过{_figure(most)}{unit}" if most is not None else ""


def _figure(value: Decimal | int) -> str:
    return points(Decimal(value))


class BandRow(NamedTuple):
    """A grade: the marks it begins with, and how many may have it."""

    name: str
    marks: str
    quota: str


def band_rows(scheme: Scheme, grades: Grades) -> tuple[BandRow, ...]:
    """The grades from the top, each seen against the one above it."""
    units = sum(len(group.units) for group in scheme.subjects)
    return tuple(
        BandRow(
            name=band.name,
            marks=_marks(band, grades.bands[index - 1] if index else None, grades),
            quota=_quota(band, units, grades),
        )
        for index, band in enumerate(grades.bands)
    )


def _marks(band: Band, above: Band | None, grades: Grades) -> str:
    least = f"{points(band.min)}分以上" if band.min is not None else ""
    if above is None:
        return least or "不限"
    limited = f"未列入{above.name}" if grades.ranked and above.quota else ""
    below = f"不足{points(above.min)}分" if above.min is not None and not limited else ""
    return "，".join(part for part in (least, limited or below) if part) or "其余"


def _quota(band: Band, units: int, grades: Grades) -> str:
    if band.quota is None:
        return "不限"
    said = f"参评单位总数的{band.quota}"
    exact = exact_quota(band.quota, units)
    whole = readings(exact, grades.rounding)
    if not units:
        return said
    if not whole[0].ways:
        return f"{said}（{units}个单位为{number(exact)}个）"
    if grades.rounding is None:
        return f"{said}（{units}个单位为{number(exact)}个，{reading_words(whole)}，怎样取整方案没有写明）"
    return f"{said}（{units}个单位为{number(exact)}个，{reading_words(whole)}）"


def reading_words(whole: Iterable[Reading]) -> str:
    """向下取整为6个，四舍五入、向上取整为7个."""
    return "，".join(f"{'、'.join(each.ways)}为{each.units}个" for each in whole)


def band_notes(grades: Grades) -> Iterator[str]:
    """How the quotas are filled and rounded, and what the scheme doesn't say about it."""
    if grades.ranked:
        yield "按综合得分从高到低排名，依次确定等次。"
    if any(band.quota for band in grades.bands):
        yield f"名额不是整数的，{grades.rounding}。" if grades.rounding else "名额不是整数时怎样取整，方案没有写明。"


def veto_heading(veto: Veto) -> str:
    """What the cases lead to."""
    if veto.grade is None:
        return "等次受限的情形（降至哪一等次，方案没有写明）"
    return f"至多评为“{veto.grade}”的情形" if veto.effect == "not_above" else f"直接评为“{veto.grade}”的情形"
