"""The organization page: leading groups as chart, list and table, and 参评对象 with the group's members who stand for each unit."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from gongkai.model import Agency, Scheme, SubjectGroup
from gongkai.rules import Case
from gongkai.views.environment import render
from gongkai.views.organization.group_sheet import add_group
from gongkai.views.organization.people import group
from gongkai.views.page import Heading, Page
from gongkai.views.parts import add_where
from gongkai.views.scheme_head import head, page
from gongkai.views.sheet import Sheet
from gongkai.views.subject import Subject


def organization_page(subject: Subject) -> Page:
    """`organization.html` of a scheme; what the text lacks, a group or 参评对象, is said in its place."""
    case, scheme = subject.case, subject.case.scheme
    people = _covering(scheme, case.agency)
    covered = any(people.get(unit) for each in scheme.subjects for unit in each.units)
    body = render(
        "organization.html",
        head=head(subject, "organization.html"),
        groups=_groups(case),
        kinds=_kinds(case, people if covered else {}),
        covered=covered,
    )
    named = (Heading(level=1, anchor=f"group-{index}", text=each.name) for index, each in enumerate(scheme.organization, start=1))
    return page(subject, "organization.html", body, _description(scheme), (*named, _SUBJECTS))


_SUBJECTS = Heading(level=1, anchor="subjects", text="参评对象")


def _groups(case: Case) -> Markup:
    sheet = Sheet()
    for index, each in enumerate(case.scheme.organization, start=1):
        add_group(sheet, group(each), f"group-{index}", case.outline)
    return sheet.markup()


def _kinds(case: Case, people: Mapping[str, list[str]]) -> Markup:
    """参评对象 of each kind; in a table where `people` of the leading groups stand for any of them."""
    sheet = Sheet()
    for each in case.scheme.subjects:
        sheet.add('<h3>%s<span class="gk-quiet">　%s</span>', each.kind, _count(each))
        add_where(sheet, case.outline, each.clause)
        sheet.add("</h3>\n")
        if people:
            _add_covered(sheet, each, people)
        else:
            sheet.add('<ul class="gk-unit-list">\n' + "<li>%s</li>\n" * len(each.units) + "</ul>\n", *each.units)
    return sheet.markup()


def _add_covered(sheet: Sheet, subjects: SubjectGroup, people: Mapping[str, list[str]]) -> None:
    sheet.add('<table class="gk-covered">\n<caption class="gk-hidden">%s与领导小组中的人员</caption>\n', subjects.kind)
    sheet.add('<thead><tr><th scope="col">单位</th><th scope="col">领导小组中的人员</th></tr></thead>\n<tbody>\n')
    for unit in subjects.units:
        named = "、".join(dict.fromkeys(people.get(unit, ())))
        sheet.add('<tr><th scope="row">%s</th>', unit)
        sheet.add("<td>%s</td></tr>\n" if named else '<td><span class="gk-quiet">%s</span></td></tr>\n', named or "未见")
    sheet.add("</tbody>\n</table>\n")


def _count(subjects: SubjectGroup) -> str:
    listed = len(subjects.units)
    if subjects.declared is None:
        return f"{listed}个"
    return f"载明{subjects.declared}个" + ("" if subjects.declared == listed else f"，列出{listed}个")


def _covering(scheme: Scheme, agency: Agency) -> dict[str, list[str]]:
    """Unit → the members whose title or role names it, in the order of the groups."""
    names = _unit_names(scheme, agency)
    longest_first: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        longest_first.setdefault(name[0], []).append(name)
    found: dict[str, list[str]] = {}
    for organization in scheme.organization:
        for member in organization.members:
            words = member.title or member.role or ""
            who = f"{member.name}（{words}）" if member.name else words
            for name in dict.fromkeys(_named(words, longest_first)):
                found.setdefault(names[name], []).append(who)
    return found


def _named(words: str, longest_first: dict[str, list[str]]) -> Iterator[str]:
    """The unit names in a title; of 服务中心 and 社区服务中心 only the longer one counts where it stands."""
    position = 0
    while position < len(words):
        name = next((name for name in longest_first.get(words[position], ()) if words.startswith(name, position)), "")
        if name:
            yield name
        position += len(name) or 1


def _unit_names(scheme: Scheme, agency: Agency) -> dict[str, str]:
    """Every name of a unit under evaluation, its aliases included, with the name that the scheme lists."""
    aliases = {name: (unit.name, *unit.aliases) for unit in agency.units for name in (unit.name, *unit.aliases)}
    listed = [unit for subjects in scheme.subjects for unit in subjects.units]
    return {alias: unit for unit in listed for alias in aliases.get(unit, (unit,))}


def _description(scheme: Scheme) -> str:
    groups = "、".join(each.name for each in scheme.organization)
    units = sum(len(each.units) for each in scheme.subjects)
    parts = [part for part in (groups, f"参评对象{units}个" if units else "") if part]
    return f"{scheme.title}：{'；'.join(parts) or '组织领导与参评对象'}。"
