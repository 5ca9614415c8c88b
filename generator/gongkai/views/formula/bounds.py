"""The table of what the indicator rules imply, for the pages that show it: how many indicators each part must and may have, and has."""

from markupsafe import Markup

from gongkai.rules import Case
from gongkai.rules.figures.bounds import implied_bounds
from gongkai.rules.registry import once
from gongkai.views.part_table import level_name
from gongkai.views.sheet import Sheet


@once
def bound_table(case: Case) -> Markup:
    """A row for each part and level on which the rules bear; empty when they imply nothing."""
    bounds = implied_bounds(case) if case.scheme.indicator_rules else ()
    if not bounds:
        return Markup()
    everything, listed = [each.id for each in case.scheme.components], bool(case.indicators)
    sheet = Sheet()
    sheet.add('<table class="gk-bounds">\n<caption>照指标设置规则和各部分的分值推算，每一部分至少、至多可以有多少项指标')
    sheet.add('%s</caption>\n<thead><tr><th scope="col">考评内容</th><th scope="col">层级</th>', "，实有多少项" if listed else "")
    sheet.add('<th scope="col" class="gk-num">至少</th><th scope="col" class="gk-num">至多</th>')
    sheet.add('<th scope="col" class="gk-num">实有</th>' if listed else "")
    sheet.add('<th scope="col">理由</th></tr></thead>\n<tbody>\n')
    for each in bounds:
        most = "" if each.maximum is None else str(each.maximum)
        sheet.add('<tr><th scope="row">%s</th><td>%s</td>', each.name, level_name(each.level))
        sheet.add('<td class="gk-num" data-label="至少">%s</td><td class="gk-num" data-label="至多">%s</td>', str(each.minimum or ""), most)
        if listed:
            count = case.table.count([each.component] if each.component else everything, each.level)
            within = each.minimum <= count and (each.maximum is None or count <= each.maximum)
            sheet.add('<td class="gk-num" data-label="实有">%s <span class="', str(count))
            sheet.add('gk-tick">✓</span></td>' if within else 'gk-tag gk-tag-amber">≠ 不在范围内</span></td>')
        sheet.add('<td class="gk-quiet">%s</td></tr>\n', each.why)
    sheet.add("</tbody>\n</table>\n")
    return sheet.markup()
