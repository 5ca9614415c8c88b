"""Family O, units: under evaluation, in the leading group, responsible for indicators, against each other and the agency's register."""

import re
from collections.abc import Iterator

from gongkai.diagnostics import Basis, Finding, Path, Related, Severity
from gongkai.rules.people.units import Units, people, units
from gongkai.rules.registry import Case, finding, related, rule
from gongkai.rules.wordlists import words


def _listed(case: Case) -> Iterator[tuple[Path, str, str]]:
    """Every unit under evaluation with its path and the kind it is listed in."""
    for index, group in enumerate(case.scheme.subjects):
        for number, unit in enumerate(group.units):
            yield ("subjects", index, "units", number), unit, group.kind


@rule("O012", "subject-twice", "参评单位列了两次", Severity.ERROR, Basis.CONSISTENCY, "一个单位在参评对象中只列一次")
def subject_twice(case: Case) -> Iterator[Finding]:
    """One unit twice in a kind, or in two kinds."""
    seen: dict[str, tuple[Path, str]] = {}
    for path, unit, kind in _listed(case):
        first = seen.setdefault(units(case).plain(unit), (path, kind))
        if first[0] != path:
            where = f"“{kind}”中" if first[1] == kind else f"“{first[1]}”和“{kind}”中"
            message = f"参评单位“{unit}”在{where}列了两次"
            yield finding("O012", message, *path, related=(related("第一次", *first[0]),), help="请照正文核对，删去重复的一个。")


@rule(
    "O013",
    "unknown-subject",
    "参评单位不在机构名册中",
    Severity.WARNING,
    Basis.CONSISTENCY,
    "参评单位的名称应当与机构名册（agency.yml）相同",
)
def unknown_subject(case: Case) -> Iterator[Finding]:
    """A unit that agency.yml does not have, where it has most of them: else the scheme is about units of others."""
    known = units(case)
    listed = list(_listed(case)) if known.agency else []
    unknown = [(path, unit) for path, unit, _ in listed if known.plain(unit) not in known.agency | known.own]
    if len(unknown) * 2 <= len(listed):
        for path, unit in unknown:
            hint = f"{known.like(unit)}名称有变化的，请在 agency.yml 补写。"
            yield finding("O013", f"参评单位“{unit}”不在 {case.agency.name} 的机构名册中", *path, help=hint)


_EVERYBODY = ("各", "全体", "所有", "其他", "有关", "相关")


@rule("O014", "unit-without-member", "参评单位没有人在领导小组中", Severity.NOTE, Basis.PRACTICE, "参评单位一般都有人参加领导小组")
def unit_without_member(case: Case) -> Iterator[Finding]:
    """Units that no member's title names, where those of most others do; a host unit without member is left to O015."""
    titles = " ".join(f"{member.title or ''} {member.role or ''}" for _, _, member in people(case))
    listed, known = list(_listed(case)) if titles.strip() else [], units(case)
    left_out = known.own | {known.plain(group.office.seat) for group in case.scheme.organization if group.office and group.office.seat}
    missing = [
        (path, unit)
        for path, unit, _ in listed
        if not any(name in titles for name in known.names(unit)) and known.plain(unit) not in left_out
    ]
    if missing and len(missing) * 2 < len(listed) and not any(word in titles for word in _EVERYBODY):
        path, _ = missing[0]
        names = "、".join(unit for _, unit in missing)
        also = tuple(related(unit, *other) for other, unit in missing[1:20])
        message = f"参评单位“{names}”没有人在领导小组中，其他 {len(listed) - len(missing)} 个都有"
        yield finding("O014", message, *path, related=also, help="请核对名单；由分管领导代表的可以不改。")


@rule(
    "O015",
    "host-without-member",
    "办公室所在单位没有人在领导小组中",
    Severity.NOTE,
    Basis.PRACTICE,
    "办公室设在哪个单位，一般由那个单位的负责人任主任",
)
def host_without_member(case: Case) -> Iterator[Finding]:
    """The seat of the office against the titles in the group and in the office."""
    for index, group in enumerate(case.scheme.organization):
        if not group.office or not group.office.seat:
            continue
        titles = [member.title or member.role or "" for _, of, member in people(case) if of is group]
        words_for_it = (*units(case).names(group.office.seat), *_EVERYBODY)
        if any(titles) and not any(word in title for title in titles for word in words_for_it):
            message = f"“{group.name}”的办公室设在{group.office.seat}，名单中没有这个单位的人"
            clause = group.office.clause or group.clause or ""
            yield finding("O015", message, "organization", index, "office", "seat", clause=clause, help="请核对办公室所在单位和名单。")


# Who is responsible

_SEPARATORS = re.compile(r"[、，,；;/ 　]+")
_JOINTS = re.compile(r"[和与及]")
_NO_UNIT = re.compile(
    r"^[县市区省](?=.{4})|^[乡镇]{2}|^全[局体县市区]|^本[局级]|^所有|各|有关|相关|其他|党|驻|纪检|领导|小组|委员会|[股科处]室$"
)
"""Other 机关, and words for several units or for none."""


@rule(
    "O016",
    "unknown-responsible-unit",
    "责任单位不在机构名册中",
    Severity.WARNING,
    Basis.CONSISTENCY,
    "责任单位应当是机构名册或者参评对象中的单位",
)
def unknown_responsible_unit(case: Case) -> Iterator[Finding]:
    """Leads and supports of rows, hosts of offices, who owes and who gets a milestone; each unknown name once, with all its places."""
    known = units(case)
    if not (known.agency or known.subjects):
        return
    unknown = _unknown_units(case, known)
    leads = {each.lead for _, each, *_ in case.indicators if each.lead} if unknown else set()
    if len(leads) > 1 and 2 * sum(not _unknown(lead, known) for lead in leads) < len(leads):
        return
    for name, (first, *others) in unknown.items():
        also: tuple[Related, ...] = tuple(related("另一处", *path) for path in others[:20])
        times = f"（共 {len(others) + 1} 处）" if others else ""
        message = f"责任单位写作“{name}”{times}，机构名册和参评对象中没有这个单位"
        yield finding("O016", message, *first, related=also, help=f"{known.like(name)}请统一名称；确有这个单位的，请补入 agency.yml。")


def _unknown_units(case: Case, known: Units) -> dict[str, list[Path]]:
    """The places of each unknown name; the same few cells stand in every row, so their places are looked for only when needed."""
    rows, scheme = [node.indicator for node in case.indicators], case.scheme
    cells: set[str | None] = {row.lead for row in rows}.union(*[row.support for row in rows if row.support])
    cells.update(group.office.seat for group in scheme.organization if group.office)
    cells.update(name for milestone in scheme.milestones for name in (milestone.by, milestone.to))
    names = {cell: found for cell in cells if cell and (found := _unknown(cell, known))}
    places: dict[str, list[Path]] = {}
    for cell, path in _responsible(case) if names else ():
        if cell in names:
            places.setdefault(cell, []).append(path)
    unknown: dict[str, list[Path]] = {}
    for cell, paths in places.items():
        for name in names[cell]:
            unknown.setdefault(name, []).extend(paths)
    return unknown


def _responsible(case: Case) -> Iterator[tuple[str, Path]]:
    for path, each, *_ in case.indicators:
        if each.lead:
            yield each.lead, (*path, "lead")
        yield from ((name, (*path, "support", i)) for i, name in enumerate(each.support))
    for index, group in enumerate(case.scheme.organization):
        if group.office and group.office.seat:
            yield group.office.seat, ("organization", index, "office", "seat")
    for index, milestone in enumerate(case.scheme.milestones):
        yield from ((name, ("milestones", index, key)) for key in ("by", "to") if (name := getattr(milestone, key)))


def _unknown(name: str, known: Units) -> list[str]:
    """Of the names in a cell those that are no known unit and look like one; other 机关, groups and persons are none."""
    if name in known.agency or name in known.subjects or known.knows(name):
        return []
    return [each for each in _SEPARATORS.split(name) if each and _looks_like_unit(known.plain(each), each) and not _is_known(each, known)]


def _is_known(name: str, known: Units) -> bool:
    """Whether it is a unit, or two joined by 和."""
    return known.knows(name) or all(map(known.knows, _JOINTS.split(name)))


def _looks_like_unit(plain: str, name: str) -> bool:
    return len(plain) > 2 and plain.endswith(words("unit_endings")) and not _NO_UNIT.search(name)


# One unit, one name


@rule("O017", "unit-two-ways", "同一单位有两种写法", Severity.WARNING, Basis.CONSISTENCY, "同一单位在一份方案中应当用同一名称")
def unit_two_ways(case: Case) -> Iterator[Finding]:
    """Two names of a unit of agency.yml, both used, neither part of the other nor its short form (办公室 and 局办公室 are one)."""
    known = units(case)
    for unit in case.agency.units:
        plain = dict.fromkeys(map(known.plain, (unit.name, *unit.aliases)))  # no set: which of two comes first must not depend on chance
        names = sorted(plain, key=len, reverse=True) if unit.aliases else []
        longest = [name for i, name in enumerate(names) if not any(_is_short(name, other) for other in names[:i])]
        used = [(place, name) for name in longest if (place := _use(case, name))] if len(longest) > 1 else []
        if len(used) > 1:
            (first, one), (second, other) = used[:2]
            message = f"同一单位这里写作“{other}”，另一处写作“{one}”"
            yield finding(
                "O017", message, *second[0], at=second[1], related=(related(f"“{one}”", *first[0], at=first[1]),), help="请统一名称。"
            )


def _is_short(short: str, long: str) -> bool:
    """Whether it is part of the other, or the other with a good part of its characters left out."""
    rest = iter(long)
    return short in long or (len(short) * 4 < len(long) * 3 and all(char in rest for char in short))


def _use(case: Case, name: str) -> tuple[Path, tuple[int, int]] | None:
    """Where the scheme uses a name: in its text, among the subjects, in a member's title."""
    start = case.scheme.text.find(name)
    if start >= 0:
        return ("text",), (start, len(name))
    values = [(path, unit) for path, unit, _ in _listed(case)]
    values += [((*path, "title"), member.title) for path, _, member in people(case) if member.title]
    return next(((path, (value.index(name), len(name))) for path, value in values if name in value), None)
