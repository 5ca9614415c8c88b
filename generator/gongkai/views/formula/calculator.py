"""The section 试算 as HTML: a form that asks for scores, vetoes and the number of units; `scripts/calculator.js` computes with them.

The plan that it computes by stands in an attribute of the form as JSON. Without a script the form is not shown; the worked examples are.
"""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from gongkai.calculation.assumptions import assumptions
from gongkai.calculation.grading import Grading, exact_quota, grading, readings
from gongkai.calculation.plain import plain
from gongkai.calculation.plan import Gap, Part, Sum, plan, total_only
from gongkai.model import Scheme, Veto
from gongkai.scoring import number, points
from gongkai.views.formula.rule_words import reading_words, veto_heading
from gongkai.views.sheet import Sheet

SCRIPTS = ("copying", "calculator-fractions", "calculator-sums", "calculator-grades", "calculator")
"""What the form needs, in their order."""

_HEADING = '<h2 id="calculator">试算</h2>\n'
_INTRODUCTION = (
    '<p class="gk-script gk-noprint">填写一个单位的各项得分，即可算出结果。只在本机计算，不上传，不保存；填写的内容'
    "记在网址里，可以发给别人核对。</p>\n"
    '<noscript><p class="gk-note">浏览器停用了脚本，不能试算。</p></noscript>\n'
)
_SCORES = (
    '<div class="gk-scroll"><table class="gk-entries">\n<caption class="gk-hidden">各项得分</caption>\n'
    '<thead><tr><th scope="col">计分项</th><th scope="col">得分</th><th scope="col">范围</th>'
    '<th scope="col" class="gk-num">计入</th></tr></thead>\n'
    "<tbody>\n"
)
_OPEN = ' <button type="button" class="gk-open" aria-expanded="false" aria-label="分项填写：%s">分项填写</button>'
_RESULT = (
    '<div class="gk-result"><p id="calculator-result" role="status">填写各项得分后，这里显示结果。</p>\n'
    '<ol id="calculator-lines"></ol></div>\n'
)
_QUOTAS = (
    '<table class="gk-quotas">\n<caption class="gk-hidden">各等次的名额</caption>\n'
    '<thead><tr><th scope="col">等次</th><th scope="col" class="gk-num">比例</th><th scope="col">名额</th></tr></thead>\n<tbody>\n'
)
_BUTTONS = (
    '<p class="gk-calculator-end"><button type="reset">清空</button> <button type="button" class="gk-print">打印</button> '
    '<button type="button" id="calculator-send">复制网址</button></p>\n</form>\n'
)


def calculator_sheet(scheme: Scheme) -> tuple[Markup, bool]:
    """The section's heading and all below it, and whether there is a form in it."""
    sheet, made = Sheet(), plan(scheme)
    graded = grading(scheme.grades) if scheme.grades else None
    sheet.add(_HEADING)
    if isinstance(made, Gap) and graded is None:
        sheet.add('<p class="gk-note">%s，不能试算。</p>\n', made.reason)
        return sheet.markup(), False
    sheet.put(_INTRODUCTION)
    if isinstance(made, Gap):
        notes, made = [f"{made.reason}，这里从综合得分算起。"], total_only(scheme)
    else:
        notes = list(assumptions(scheme, made))
    sheet.add('<p class="gk-quiet gk-script">%s</p>\n' if notes else "", *filter(None, ("".join(notes),)))
    sheet.put(
        f"""<form class="gk-calculator gk-script" aria-labelledby="calculator" autocomplete="off" data-plan='{plain(made, graded)}'>\n"""
    )
    _add_scores(sheet, made)
    for place, veto in enumerate(scheme.grades.vetoes if scheme.grades else ()):
        _add_veto(sheet, place, veto)
    sheet.put(_RESULT)
    if graded and any(band.quota for band in graded.bands):
        _add_quotas(sheet, graded, sum(len(group.units) for group in scheme.subjects))
    sheet.put(_BUTTONS)
    return sheet.markup(), True


def _add_scores(sheet: Sheet, made: Sum) -> None:
    sheet.put(_SCORES)
    for part, depth, above in _rows(made.terms):
        _add_part(sheet, part, depth, above)
    sheet.add(
        '</tbody>\n<tfoot><tr><th scope="row" colspan="3">%s</th><td class="gk-num" id="calculator-total">—</td></tr></tfoot>\n', made.name
    )
    sheet.put("</table></div>\n")


def _rows(parts: Sequence[Part], depth: int = 1, above: str = "") -> Iterator[tuple[Part, int, str]]:
    for each in parts:
        yield each, depth, above
        yield from _rows(each.parts, depth + 1, each.key)


def _add_part(sheet: Sheet, part: Part, depth: int, above: str) -> None:
    """A row with the field of one score; those of parts come to light when they are asked for."""
    key = part.key
    sheet.add(f'<tr class="gk-d{depth}" data-part="{key}" data-in="{above}" hidden>' if above else f'<tr data-part="{key}">')
    sheet.add(f'<th scope="row"><label for="in-{key}">%s</label>', part.name)
    if part.parts:
        sheet.add(_OPEN, part.name)
    sheet.add(f'</th><td><input id="in-{key}" inputmode="decimal" maxlength="12" aria-describedby="of-{key}"></td>')
    sheet.add(f'<td id="of-{key}" class="gk-quiet">%s</td><td class="gk-num" data-label="计入"></td></tr>\n', allowed(part))


def allowed(part: Part) -> str:
    """The bounds of a score in words."""
    bounds = "0分以上，上限未写明" if part.most is None else f"0至{points(part.most)}分"
    return f"{bounds}；不填为0" if part.optional else bounds


def _add_veto(sheet: Sheet, place: int, veto: Veto) -> None:
    """A switch for every case."""
    sheet.add("<fieldset>\n<legend>%s</legend>\n", veto_heading(veto))
    for number_, words in enumerate(veto.cases, start=1):
        sheet.add(f'<label><input type="checkbox" value="{place + 1}-{number_}"> <span>%s</span></label>\n', words)
    sheet.put("</fieldset>\n")


def _add_quotas(sheet: Sheet, graded: Grading, units: int) -> None:
    value = f' value="{units}"' if units else ""
    sheet.put(
        f'<p class="gk-units-asked"><label for="calculator-units">参评单位总数</label> '
        f'<input id="calculator-units" inputmode="numeric" maxlength="5"{value}> 个</p>\n{_QUOTAS}'
    )
    for band in graded.bands:
        sheet.add('<tr><th scope="row">%s</th><td class="gk-num">%s</td>', band.name, band.quota or "")
        sheet.add("<td>%s</td></tr>\n", quota_words(band.quota, units, graded) if band.quota else "不限")
    sheet.put("</tbody>\n</table>\n")


def quota_words(quota: str, units: int, graded: Grading) -> str:
    """How many of the units a quota is: 6.6个，向下取整为6个，四舍五入、向上取整为7个（怎样取整方案没有写明）."""
    if not units:
        return "—"
    exact = exact_quota(quota, units)
    whole = readings(exact, graded.rounding)
    if not whole[0].ways:
        return f"{whole[0].units}个"
    return f"{number(exact)}个，{reading_words(whole)}" + ("" if graded.rounding else "（怎样取整方案没有写明）")
