"""The organization page: leading groups as chart, list and table, and 参评对象 with the group's members who stand for each unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from gongkai.model import Agency, Organization, Scheme, SubjectGroup
from gongkai.outline import Outline
from gongkai.rules import Case
from gongkai.views.chart import chart
from gongkai.views.environment import render
from gongkai.views.page import Heading, Page
from gongkai.views.parts import clause_link
from gongkai.views.people import Group, group
from gongkai.views.scheme_head import head, page
from gongkai.views.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A leading group under its heading; `chart` is empty for one that the text only names."""

    anchor: str
    group: Group
    chart: Markup


class Covered(NamedTuple):
    """A unit and the members of the leading groups whose office or role names it."""

    unit: str
    people: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """参评对象 of one kind; `count` says how many the text states and how many it lists."""

    name: str
    count: str
    clause: str
    clause_href: str
    units: tuple[Covered, ...]


def organization_page(subject: Subject) -> Page:
    """`organization.html` of a scheme; what the text lacks, a group or 参评对象, is said in its place."""
    case, scheme = subject.case, subject.case.scheme
    groups = tuple(_group(index, each, case.outline) for index, each in enumerate(scheme.organization, start=1))
    kinds = tuple(_kinds(case))
    body = render(
        "organization.html",
        head=head(subject, "organization.html"),
        groups=groups,
        kinds=kinds,
        covered=any(unit.people for kind in kinds for unit in kind.units),
    )
    contents = (*(Heading(level=1, anchor=each.anchor, text=each.group.name) for each in groups), _SUBJECTS)
    return page(subject, "organization.html", body, _description(scheme), contents)


_SUBJECTS = Heading(level=1, anchor="subjects", text="参评对象")


def _group(index: int, organization: Organization, outline: Outline) -> GroupView:
    view, anchor = group(organization, outline), f"group-{index}"
    return GroupView(anchor=anchor, group=view, chart=chart(view, anchor) if view.tiers or view.office else Markup())


def _kinds(case: Case) -> Iterator[Kind]:
    people = _covering(case.scheme, case.agency)
    for each in case.scheme.subjects:
        yield Kind(
            name=each.kind,
            count=_count(each),
            clause=each.clause or "",
            clause_href=clause_link(case.outline, each.clause),
            units=tuple(Covered(unit=unit, people="、".join(dict.fromkeys(people.get(unit, ())))) for unit in each.units),
        )


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
