"""Changes of what turns work into a grade: rules for setting indicators, formula, grades with their limits, use of the results."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from gongkai.changes.fields import Both, Field, altered, differing, entry, in_points, listed
from gongkai.changes.kinds import Change, Kind
from gongkai.changes.pairing import Row, pair
from gongkai.changes.wording import Wording, numbers
from gongkai.diagnostics import Path
from gongkai.model import Band, Formula, FormulaTerm, Grades, IndicatorRule, PointsRange, Scheme, Veto
from gongkai.numerals import han_numeral
from gongkai.scoring import points
from gongkai.terms import CHOICES, term
from gongkai.walk import components


def rule_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the 指标设置规则; a rule is known by its scope, its level and what it bounds."""
    old, new = before.indicator_rules, after.indicator_rules
    if old == new:
        return
    names = _names(before), _names(after)
    said = [[_bounds(rule) for rule in rules] for rules in (old, new)]
    heads = [[_head(rule, names[side]) for rule in rules] for side, rules in enumerate((old, new))]
    rows = [[_row(rule, head) for rule, head in zip(rules, those, strict=True)] for rules, those in zip((old, new), heads, strict=True)]
    pairs = pair(*rows, lasting=False)
    for i in pairs.gone:
        yield entry(Kind.RULE_REMOVED, "指标设置规则", ("indicator_rules", i), f"{heads[0][i]}：{said[0][i]}", old[i].clause)
    for j in pairs.new:
        yield entry(Kind.RULE_ADDED, "指标设置规则", ("indicator_rules", j), f"{heads[1][j]}：{said[1][j]}", new[j].clause)
    for i, j in pairs.both:
        paths: tuple[Path, Path] = ("indicator_rules", i), ("indicator_rules", j)
        one, other = f"{heads[0][i]}：{said[0][i]}", f"{heads[1][j]}：{said[1][j]}"
        if said[0][i] != said[1][j] or heads[0][i] != heads[1][j]:
            same_head = heads[0][i] == heads[1][j]
            about = f"指标设置规则（{heads[1][j]}）" if same_head else "指标设置规则"
            values = (said[0][i], said[1][j]) if same_head else (one, other)
            yield altered(Kind.RULE_CHANGED, about, values, paths, clause=new[j].clause or "")
        if not wording.years:
            yield from differing(Both(heads[1][j], old[i], new[j], *paths), (Field("clause", Kind.REFERENCE),), wording)


def _head(rule: IndicatorRule, names: dict[str, str]) -> str:
    return f"{listed([names.get(each, each) for each in rule.scope])}的{han_numeral(rule.level)}级指标"


def _row(rule: IndicatorRule, head: str) -> Row:
    bounded = [name for name in ("count", "count_per_parent", "points") if getattr(rule, name)]
    return Row("", head, (rule.level, *bounded), "、".join(bounded))


def _bounds(rule: IndicatorRule) -> str:
    """每个上级指标之下不少于2个；每项1至5分，相差不超过1分；例外：…."""
    said = [_range("个数", rule.count, "个"), _range("每项下级", rule.count_per_parent, "个"), _range("每项", rule.points, "分")]
    if rule.exempt:
        said.append(f"例外：{listed(rule.exempt)}")
    return "；".join(filter(None, said))


def _range(about: str, bounds: object, unit: str) -> str:
    if bounds is None:
        return ""
    low, high = getattr(bounds, "min", None), getattr(bounds, "max", None)
    said = []
    if low is not None and low == high:
        said.append(f"为{_figure(low)}{unit}")
    else:
        said += [f"{word}{_figure(value)}{unit}" for word, value in (("不少于", low), ("不多于", high)) if value is not None]
    if getattr(bounds, "not_above_previous_year", False):
        said.append("不超过上年")
    if isinstance(bounds, PointsRange) and bounds.spread is not None:
        said.append(f"相差不超过{points(bounds.spread)}分")
    return about + "、".join(said)


def _figure(value: int | Decimal) -> str:
    return str(value) if isinstance(value, int) else points(value)


def formula_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the 计分公式 and of what its names stand for."""
    old, new = before.formula, after.formula
    about, path = "计分公式", ("formula",)
    if old is None or new is None:
        if old or new:
            yield altered(Kind.FORMULA, about, (old.expression if old else "", new.expression if new else ""), (path, path))
        return
    yield from differing(Both(about, old, new, path, path, new.clause or ""), (Field("expression", Kind.FORMULA),), wording)
    yield from _term_changes(old, new, (_names(before), _names(after)))
    if not wording.years:
        yield from differing(Both(about, old, new, path, path), (Field("clause", Kind.REFERENCE),), wording)


def _names(scheme: Scheme) -> dict[str, str]:
    return {node.component.id: node.component.name for node in components(scheme)}


def _term_changes(old: Formula, new: Formula, names: tuple[dict[str, str], dict[str, str]]) -> Iterator[Change]:
    for name in dict.fromkeys((*old.terms, *new.terms)) if old.terms != new.terms else ():
        before, after = old.terms.get(name), new.terms.get(name)
        values = _meaning(before, names[0]), _meaning(after, names[1])
        about, places = f"计分公式中的“{name}”", (("formula", "terms", name),) * 2
        if values[0] != values[1]:
            yield altered(Kind.FORMULA, about, values, places)
        elif before and after and before.clause != after.clause:
            yield altered(Kind.REFERENCE, about, (before.clause or "", after.clause or ""), places, what=term("clause").name)


def _meaning(each: FormulaTerm | None, names: dict[str, str]) -> str:
    if each is None:
        return ""
    said = [names.get(each.component, each.component)] if each.component else []
    said += [f"满分{in_points(each.full)}"] if each.full is not None else []
    said += [f"上限{in_points(each.cap)}"] if each.cap is not None else []
    return "，".join(said) or "未写明"


def grade_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the 等次, their limits and how quotas are filled."""
    old, new = before.grades, after.grades
    if old is None or new is None:
        if old or new:
            yield altered(Kind.GRADES, "等次", (_bands(old), _bands(new)), (("grades",), ("grades",)))
        old_vetoes, new_vetoes = old.vetoes if old else (), new.vetoes if new else ()
    else:
        yield from _band_changes(old.bands, new.bands)
        fields = [Field("ranked", Kind.GRADES, lambda value: "是" if value else "否"), Field("rounding", Kind.GRADES)]
        fields += [] if wording.years else [Field("clause", Kind.REFERENCE)]
        yield from differing(Both("等次", old, new, ("grades",), ("grades",), new.clause or ""), fields, wording)
        old_vetoes, new_vetoes = old.vetoes, new.vetoes
    yield from _veto_changes(old_vetoes, new_vetoes, wording)


def _bands(grades: Grades | None) -> str:
    return "；".join(_band(each) for each in grades.bands) if grades else ""


def _band(each: Band) -> str:
    return f"{each.name}（{limits}）" if (limits := _limits(each)) else each.name


def _limits(each: Band) -> str:
    said = [f"{points(each.min)}分以上"] if each.min is not None else []
    said += [f"不超过{each.quota}"] if each.quota else []
    return "，".join(said)


def _band_changes(old: tuple[Band, ...], new: tuple[Band, ...]) -> Iterator[Change]:
    pairs = pair([Row("", each.name) for each in old], [Row("", each.name) for each in new], lasting=False)
    for i, j in pairs.both:
        one, other = old[i], new[j]
        if one.name != other.name:
            yield altered(Kind.GRADES, "等次", (_band(one), _band(other)), (_band_path(i), _band_path(j)))
        elif _limits(one) != _limits(other):
            yield altered(Kind.GRADES, f"等次“{other.name}”", (_limits(one), _limits(other)), (_band_path(i), _band_path(j)))
    yield from (altered(Kind.GRADES, "等次", (_band(old[i]), ""), (_band_path(i), _band_path(-1))) for i in pairs.gone)
    yield from (altered(Kind.GRADES, "等次", ("", _band(new[j])), (_band_path(-1), _band_path(j))) for j in pairs.new)
    if not pairs.gone and not pairs.new and [i for i, _ in pairs.both] != list(range(len(old))):
        values = listed([each.name for each in old]), listed([each.name for each in new])
        yield altered(Kind.GRADES, "等次", values, (_band_path(-1), _band_path(-1)), what="次序")


def _band_path(index: int) -> Path:
    """Of a band; of them all where there is none."""
    return ("grades", "bands") if index < 0 else ("grades", "bands", index)


def _veto_changes(old: tuple[Veto, ...], new: tuple[Veto, ...], wording: Wording) -> Iterator[Change]:
    """Case by case; a case that goes over to another effect is dropped there and new here."""
    cases = [[(case, veto, (n, m)) for n, veto in enumerate(vetoes) for m, case in enumerate(veto.cases)] for vetoes in (old, new)]
    rows = [[Row("", wording.plain(case, side), _effect(veto)) for case, veto, _ in those] for side, those in enumerate(cases)]
    pairs = pair(*rows, lasting=False)
    both = [(i, j) for i, j in pairs.both if rows[0][i].place == rows[1][j].place]
    moved = [(i, j) for i, j in pairs.both if rows[0][i].place != rows[1][j].place]
    for kind, side, indexes in (
        (Kind.VETO_REMOVED, 0, [*pairs.gone, *(i for i, _ in moved)]),
        (Kind.VETO_ADDED, 1, [*pairs.new, *(j for _, j in moved)]),
    ):
        for index in sorted(indexes):
            case, veto, at = cases[side][index]
            yield entry(kind, f"“{_effect(veto)}”的情形", _case_path(*at), case, veto.clause)
    for i, j in both:
        (one, before, at), (other, after, there) = cases[0][i], cases[1][j]
        if not wording.same(one, other):
            about = f"“{_effect(after)}”的情形"
            yield altered(Kind.GRADES, about, (one, other), (_case_path(*at), _case_path(*there)), clause=after.clause or "")
    for n, (before, after) in enumerate(zip(old, new, strict=False)):
        fields = [Field("declared", Kind.GRADES), *([] if wording.years else [Field("clause", Kind.REFERENCE)])]
        path = ("grades", "vetoes", n)
        yield from differing(Both(f"等次限制“{_effect(after)}”", before, after, path, path), fields, wording)


def _effect(veto: Veto) -> str:
    """不高于良好."""
    return CHOICES[veto.effect].replace("某一等次", veto.grade or "某一等次")


def _case_path(veto: int, case: int) -> Path:
    return ("grades", "vetoes", veto, "cases", case)


def result_use_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the 结果运用."""
    old, new = before.results_use, after.results_use
    rows = [[Row("", wording.plain(each.text, side)) for each in those] for side, those in enumerate((old, new))]
    pairs = pair(*rows, lasting=False)
    yield from (entry(Kind.RESULT_USE_REMOVED, "结果运用", ("results_use", i), old[i].text, old[i].clause) for i in pairs.gone)
    yield from (entry(Kind.RESULT_USE_ADDED, "结果运用", ("results_use", j), new[j].text, new[j].clause) for j in pairs.new)
    for i, j in pairs.both:
        both = Both("结果运用", old[i], new[j], ("results_use", i), ("results_use", j), new[j].clause or "")
        fields = [Field("text", Kind.RESULT_USE_CHANGED), *([] if wording.years else [Field("clause", Kind.REFERENCE)])]
        for each in differing(both, fields, wording):
            heavy = each.kind is Kind.RESULT_USE_CHANGED and sorted(numbers(each.old)) != sorted(numbers(each.new))
            yield replace(each, substantive=True) if heavy else each
