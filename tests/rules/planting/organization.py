"""Family O: groups, their members, units."""

import re
from random import Random

from msgspec.structs import replace

from gongkai.model import Member, Office, Unit
from gongkai.rules import Case
from gongkai.rules.people.units import units
from rules.planting.edits import add, drop, get, put, with_, write
from rules.planting.kinds import Nowhere, pick, plants
from rules.planting.places import after

_HEAD = Member(post="组长", name="张示例", title="局长")
_DEPUTY = Member(post="副组长", name="李示例", title="副局长")


def _group(case: Case, random: Random) -> tuple[str | int, ...]:
    return pick(random, [("organization", i) for i, each in enumerate(case.scheme.organization) if each.members])


@plants("O001", "O006")
def group_without_head(case: Case, random: Random) -> Case:
    path = (*_group(case, random), "members")
    heads = [i for i, member in enumerate(get(case, *path)) if member.post == "组长"]
    return drop(case, *path, heads[0])


@plants("O002")
def person_twice(case: Case, random: Random) -> Case:
    path = (*_group(case, random), "members")
    head, *others = get(case, *path)
    named = (replace(head, name="张示例", role=None, title="局长"), replace(_DEPUTY, name="张示例", title="局长"), *others)
    return put(case, named, *path)


@plants("O003")
def person_with_two_titles(case: Case, random: Random) -> Case:
    path = _group(case, random)
    case = put(case, (_HEAD, *get(case, *path, "members")[1:]), *path, "members")
    staff = Office(seat=None, head=Member(post="主任", name="张示例", title=random.choice(("办公室主任", "总会计师"))))
    return put(case, staff, *path, "office")


@plants("O004")
def role_twice(case: Case, random: Random) -> Case:
    path = (*_group(case, random), "members")
    return add(case, get(case, *path)[-1], *path)


@plants("O005", "O006")
def two_heads(case: Case, random: Random) -> Case:
    path = (*_group(case, random), "members")
    head, *others = get(case, *path)
    return put(case, (head, replace(head, role="局党组书记" if head.role != "局党组书记" else "局长"), *others), *path)


@plants("O006")
def members_out_of_order(case: Case, random: Random) -> Case:
    path = (*_group(case, random), "members")
    head, *others = get(case, *path)
    return put(case, (*others, head), *path)


@plants("O007", "O014")
def member_without_title(case: Case, random: Random) -> Case:
    path = (*_group(case, random), "members")
    others = tuple(Member(post="副组长", name=name, title="副局长") for name in ("李示例", "王示例"))
    return put(case, (_HEAD, *others, Member(post="成员", name="赵示例"), *get(case, *path)[-1:]), *path)


@plants("O008", "O010", "O009")
def group_without_members(case: Case, random: Random) -> Case:
    path = _group(case, random)
    return put(put(case, (), *path, "members"), None, *path, "office")


@plants("O009", "O015")
def office_without_staff(case: Case, random: Random) -> Case:
    path = _group(case, random)
    return put(case, Office(seat="办公室"), *path, "office")


@plants("O010", many=True)
def group_under_another_name(case: Case, random: Random) -> Case:
    groups = [group.name for group in case.scheme.organization if "工作领导小组" in group.name]
    name = pick(random, groups)
    at = after(case, random)
    return write(case, at, at, f"由局{name[name.index('绩效') :].replace('工作领导', '领导')}抓好落实。")


@plants("O011", many=True)
def person_whom_the_text_calls_otherwise(case: Case, random: Random) -> Case:
    heads = re.search(r"组  长：.*\n副组长：.*\n", case.scheme.text)
    if heads is None:
        raise Nowhere
    case = write(case, *heads.span(), "组  长：张示例  局长\n副组长：李示例  副局长\n王示例  副局长\n")
    head, deputy, *others = get(case, "organization", 0, "members")
    deputies = tuple(replace(deputy, name=name, role=None, title="副局长") for name in ("李示例", "王示例"))
    named = (replace(head, name="张示例", role=None, title="局长"), *deputies)
    key, value = random.choice((("name", "赵示例"), ("title", "副局长、二级调研员")))
    return put(put(case, (*named, *others), "organization", 0, "members"), value, "organization", 0, "members", 1, key)


@plants("O014")
def unit_without_member(case: Case, random: Random) -> Case:
    path = ("organization", 0, "members")
    listed = [units(case).plain(unit) for group in case.scheme.subjects for unit in group.units]
    titles = [member.role or "" for member in get(case, *path)] if case.scheme.organization else []
    placed = [i for i, title in enumerate(titles) if any(unit in title for unit in listed) and "办公室" not in title]
    return drop(case, *path, pick(random, placed if "各" not in "".join(titles) and len(listed) > 2 else []))


@plants("O012", "N003")
def subject_twice(case: Case, random: Random) -> Case:
    path = pick(random, [("subjects", i, "units") for i in range(len(case.scheme.subjects))])
    return add(case, random.choice(get(case, *path)), *path)


@plants("O013", "N003", "O014", "O016")
def subject_that_nobody_knows(case: Case, random: Random) -> Case:
    path = pick(random, [("subjects", i, "units") for i, each in enumerate(case.scheme.subjects) if len(each.units) > 1])
    return put(case, random.choice(("信息综合股", "后勤保障股")), *path, random.randrange(len(get(case, *path))))


@plants("O015")
def host_without_member(case: Case, random: Random) -> Case:
    named = [(i, str(group.members)) for i, group in enumerate(case.scheme.organization) if group.members]
    absent = [
        (i, unit.name)
        for i, members in named
        for unit in case.agency.units
        if units(case).plain(unit.name) not in members and "各" not in members
    ]
    index, seat = pick(random, absent)
    return put(case, Office(seat=seat, head=Member(post="主任", role="局长", concurrent=True)), "organization", index, "office")


@plants("O017", "R018", many=True)
def unit_in_two_ways(case: Case, random: Random) -> Case:
    named = [(i, unit) for i, unit in enumerate(case.agency.units) if len(unit.name) > 5 and unit.name in case.scheme.text]
    index, unit = pick(random, named)
    other = unit.name[:-1] + pick(random, [end for end in "处站部" if end != unit.name[-1]])
    register = list(case.agency.units)
    register[index] = Unit(name=unit.name, kind=unit.kind, aliases=(*unit.aliases, other))
    at = after(case, random)
    return write(with_(case, agency=replace(case.agency, units=tuple(register))), at, at, f"由{other}抓好落实。")
