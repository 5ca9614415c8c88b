"""A leading group as HTML: its chart, and the same people as a nested list and as a table."""

from gongkai.outline import Outline
from gongkai.views.organization.chart import chart
from gongkai.views.organization.people import Group, Tier
from gongkai.views.parts import add_where
from gongkai.views.sheet import Sheet

_HEAD = '<thead><tr><th scope="col">组内职务</th><th scope="col">姓名</th><th scope="col">职务</th><th scope="col">备注</th></tr></thead>\n'


def add_group(sheet: Sheet, group: Group, anchor: str, outline: Outline) -> None:
    """Write the section of a group; of one that the text only names, it says so."""
    sheet.add(f'<section class="gk-org" aria-labelledby="{anchor}">\n<h2 id="{anchor}">%s', group.name)
    add_where(sheet, outline, group.clause)
    sheet.add("</h2>\n")
    if group.tiers or group.office:
        sheet.add('<figure class="gk-figure">')
        sheet.put(chart(group, anchor))
        sheet.add("</figure>\n")
        _add_list(sheet, group)
        _add_table(sheet, group)
    else:
        sheet.add('<p class="gk-quiet">原文只提到这个机构的名称，没有列出成员。</p>\n')
    sheet.add("</section>\n")


def _add_list(sheet: Sheet, group: Group) -> None:
    sheet.add('<ul class="gk-people">\n')
    _add_tiers(sheet, group.tiers)
    if group.office:
        sheet.add('<li><span class="gk-post">%s</span>\n', _office(group.office))
        if group.office.tiers:
            sheet.add("<ul>\n")
            _add_tiers(sheet, group.office.tiers)
            sheet.add("</ul>\n")
        sheet.add("</li>\n")
    sheet.add("</ul>\n")


def _add_tiers(sheet: Sheet, tiers: tuple[Tier, ...]) -> None:
    for tier in tiers:
        sheet.add('<li><span class="gk-post">%s</span>\n<ul>\n', tier.post)
        for _, name, title, _, concurrent in tier.people:
            sheet.add("<li>%s（兼）" if concurrent else "<li>%s", name)
            sheet.add('<span class="gk-quiet">　%s</span></li>\n' if title else "%s</li>\n", title)
        sheet.add("</ul></li>\n")
    sheet.add("\n")


def _office(office: Group) -> str:
    return f"{office.name}（{office.seat}）" if office.seat else office.name


def _add_table(sheet: Sheet, group: Group) -> None:
    sheet.add('<div class="gk-scroll gk-people-table" tabindex="0" role="region" aria-label="%s名单">\n', group.name)
    sheet.add(f"<table>\n<caption>%s名单</caption>\n{_HEAD}", group.name)
    if group.tiers:
        sheet.add("<tbody>\n")
        _add_rows(sheet, group.tiers)
        sheet.add("</tbody>\n")
    if group.office:
        sheet.add('<tbody>\n<tr class="gk-office"><th scope="rowgroup" colspan="4">%s', _office(group.office))
        sheet.add("</th></tr>\n" if group.office.tiers else '<span class="gk-quiet">　原文未列人员</span></th></tr>\n')
        _add_rows(sheet, group.office.tiers)
        sheet.add("</tbody>\n")
    sheet.add("</table>\n</div>\n")


def _add_rows(sheet: Sheet, tiers: tuple[Tier, ...]) -> None:
    for tier in tiers:
        for post, name, title, by_role, concurrent in tier.people:
            if by_role:
                sheet.add('<tr><td>%s</td><th scope="row"><span class="gk-quiet">按职务</span></th><td>%s</td>', post, name)
            else:
                sheet.add('<tr><td>%s</td><th scope="row">%s</th><td>%s</td>', post, name, title)
            sheet.add("<td>兼任</td></tr>\n" if concurrent else "<td></td></tr>\n")
    sheet.add("\n")
