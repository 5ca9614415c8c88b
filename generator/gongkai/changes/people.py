"""Changes of who and when: units under evaluation, leading groups with their offices and people, stages and dated duties."""

from collections.abc import Iterator, Sequence

from gongkai.changes.fields import Both, Field, altered, differing, entry, in_days, listed, shown
from gongkai.changes.kinds import Change, Kind
from gongkai.changes.pairing import Row, pair
from gongkai.changes.wording import Wording
from gongkai.diagnostics import Path
from gongkai.model import Member, Milestone, Office, Organization, Scheme, SubjectGroup


def subject_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the 参评对象, unit by unit."""
    if before.subjects == after.subjects:
        return
    units = [
        [(group, unit, (n, m)) for n, group in enumerate(each.subjects) for m, unit in enumerate(group.units)] for each in (before, after)
    ]
    rows = [[Row("", wording.plain(unit, side), group.kind) for group, unit, _ in those] for side, those in enumerate(units)]
    pairs = pair(*rows, lasting=False)
    for kind, side, indexes in ((Kind.SUBJECT_REMOVED, 0, pairs.gone), (Kind.SUBJECT_ADDED, 1, pairs.new)):
        for index in indexes:
            group, unit, (n, m) = units[side][index]
            yield entry(kind, f"参评对象“{unit}”", ("subjects", n, "units", m), group.kind, group.clause)
    for i, j in pairs.both:
        (old, one, (n, m)), (new, other, (k, p)) = units[0][i], units[1][j]
        paths = ("subjects", n, "units", m), ("subjects", k, "units", p)
        if not wording.same(one, other):
            yield altered(Kind.SUBJECT_CHANGED, "参评对象", (one, other), paths, what="名称")
        if not wording.same(old.kind, new.kind):
            yield altered(Kind.SUBJECT_CHANGED, f"参评对象“{other}”", (old.kind, new.kind), paths, what="类别")
    yield from _group_numbers(before.subjects, after.subjects, wording)


def _units(groups: Sequence[SubjectGroup]) -> list[tuple[SubjectGroup, str, tuple[int, int]]]:
    return [(group, unit, (n, m)) for n, group in enumerate(groups) for m, unit in enumerate(group.units)]


def _group_numbers(old: Sequence[SubjectGroup], new: Sequence[SubjectGroup], wording: Wording) -> Iterator[Change]:
    rows = [[Row("", wording.plain(each.kind, side)) for each in groups] for side, groups in enumerate((old, new))]
    for i, j in pair(*rows, lasting=False).both:
        fields = [Field("declared", Kind.SUBJECT_CHANGED), *([] if wording.years else [Field("clause", Kind.REFERENCE)])]
        yield from differing(Both(new[j].kind, old[i], new[j], ("subjects", i), ("subjects", j)), fields, wording)


def organization_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the leading groups."""
    old, new = before.organization, after.organization
    if old == new:
        return
    rows = [[_group(each, wording, side) for each in groups] for side, groups in enumerate((old, new))]
    pairs = pair(*rows, lasting=False)
    if len(pairs.gone) == len(pairs.new) == 1:  # what is left on both sides is the one group under another name
        pairs = pairs._replace(both=[*pairs.both, (pairs.gone[0], pairs.new[0])], gone=[], new=[])
    yield from (entry(Kind.GROUP_REMOVED, f"“{old[i].name}”", ("organization", i), _size(old[i]), old[i].clause) for i in pairs.gone)
    yield from (entry(Kind.GROUP_ADDED, f"“{new[j].name}”", ("organization", j), _size(new[j]), new[j].clause) for j in pairs.new)
    for i, j in pairs.both:
        yield from _same_group(old[i], new[j], (i, j), wording)


def _group(each: Organization, wording: Wording, side: int) -> Row:
    return Row("", wording.plain(each.name, side), "", "、".join(filter(None, (member.name or member.role for member in each.members))))


def _size(group: Organization) -> str:
    return f"{len(group.members)}人" if group.members else ""


def _same_group(old: Organization, new: Organization, at: tuple[int, int], wording: Wording) -> Iterator[Change]:
    before, after = ("organization", at[0]), ("organization", at[1])
    fields = [Field("name", Kind.GROUP_CHANGED), *([] if wording.years else [Field("clause", Kind.REFERENCE)])]
    yield from differing(Both("领导小组", old, new, before, after, new.clause or ""), fields, wording)
    yield from _member_changes(new.name, _placed(old.members, before), _placed(new.members, after), wording)
    yield from _office_changes(f"{new.name}办公室", old.office, new.office, (*before, "office"), (*after, "office"), wording)


def _office_changes(  # noqa: PLR0917
    about: str, old: Office | None, new: Office | None, before: Path, after: Path, wording: Wording
) -> Iterator[Change]:
    if old is None or new is None:
        if old or new:
            yield altered(Kind.GROUP_CHANGED, about, (_host(old), _host(new)), (before, after))
        if old is None and new is None:
            return
    else:
        fields = [Field("seat", Kind.GROUP_CHANGED), *([] if wording.years else [Field("clause", Kind.REFERENCE)])]
        yield from differing(Both(about, old, new, before, after, new.clause or ""), fields, wording)
    yield from _member_changes(about, _staff(old, before), _staff(new, after), wording)


def _host(office: Office | None) -> str:
    return (f"设在{office.seat}" if office.seat else "设立") if office else ""


_Listed = tuple[tuple[Member, Path], ...]


def _staff(office: Office | None, path: Path) -> _Listed:
    """The people of an office, its head first."""
    if office is None:
        return ()
    head = ((office.head, (*path, "head")),) if office.head else ()
    return (*head, *_placed(office.members, path))


def _placed(members: Sequence[Member], path: Path) -> _Listed:
    return tuple((each, (*path, "members", n)) for n, each in enumerate(members))


def _member_changes(about: str, old: _Listed, new: _Listed, wording: Wording) -> Iterator[Change]:
    """People by their names, roles by their words; where one leaves a post and one takes it, the post changes hands."""
    rows = [[Row("", wording.plain(_who(each), side), each.post) for each, _ in those] for side, those in enumerate((old, new))]
    pairs = pair(*rows, lasting=False)
    same = [(i, j) for i, j in pairs.both if _is_person(old[i][0], new[j][0], wording)]
    gone = sorted({*pairs.gone, *(i for i, j in pairs.both if (i, j) not in same)})
    come = sorted({*pairs.new, *(j for i, j in pairs.both if (i, j) not in same)})
    for post in dict.fromkeys(old[i][0].post for i in gone):
        left, entered = [i for i in gone if old[i][0].post == post], [j for j in come if new[j][0].post == post]
        if len(left) == len(entered) == 1:
            (i,), (j,) = left, entered
            gone.remove(i)
            come.remove(j)
            values = _titled(old[i][0]), _titled(new[j][0])
            yield altered(Kind.MEMBER_CHANGED, about, values, (old[i][1], new[j][1]), what=post)
    yield from (_member(Kind.MEMBER_REMOVED, about, *old[i]) for i in gone)
    yield from (_member(Kind.MEMBER_ADDED, about, *new[j]) for j in come)
    for i, j in same:
        yield from _same_member(about, old[i], new[j], wording)


def _member(kind: Kind, about: str, member: Member, path: Path) -> Change:
    title = member.title if member.title and member.title != _who(member) else ""
    return entry(kind, f"{about}{member.post}“{_who(member)}”", path, title)


def _who(member: Member) -> str:
    return member.name or member.role or member.title or ""


def _is_person(old: Member, new: Member, wording: Wording) -> bool:
    """A name is a person's: one that is only alike is another person's."""
    return wording.same(old.name, new.name) if old.name or new.name else True


def _titled(member: Member) -> str:
    """林丽艳（局长）."""
    who = _who(member)
    return who + (f"（{member.title}）" if member.title and member.title != who else "") + ("（兼）" if member.concurrent else "")


_MEMBER_FIELDS = (
    Field("post", Kind.MEMBER_CHANGED),
    Field("role", Kind.MEMBER_CHANGED),
    Field("title", Kind.MEMBER_CHANGED),
    Field("concurrent", Kind.MEMBER_CHANGED, shown),
)


def _same_member(about: str, old: tuple[Member, Path], new: tuple[Member, Path], wording: Wording) -> Iterator[Change]:
    both = Both(f"{about}成员“{_who(new[0])}”", old[0], new[0], old[1], new[1])
    yield from differing(both, _MEMBER_FIELDS, wording)


def stage_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the 实施步骤."""
    old, new = before.stages, after.stages
    if old == new:
        return
    rows = [[Row("", wording.plain(each.name, side)) for each in stages] for side, stages in enumerate((old, new))]
    pairs = pair(*rows, lasting=False)
    for kind, stages, indexes in ((Kind.STAGE_REMOVED, old, pairs.gone), (Kind.STAGE_ADDED, new, pairs.new)):
        for k in indexes:
            yield entry(kind, f"实施步骤“{stages[k].name}”", ("stages", k), in_days(stages[k].due), stages[k].clause)
    fields = [Field("name", Kind.STAGE_CHANGED), Field("due", Kind.DEADLINE, in_days)]
    fields += [] if wording.years else [Field("clause", Kind.REFERENCE)]
    for i, j in pairs.both:
        both = Both(f"实施步骤“{new[j].name}”", old[i], new[j], ("stages", i), ("stages", j), new[j].clause or "")
        yield from differing(both, fields, wording)
    if not pairs.gone and not pairs.new and [i for i, _ in pairs.both] != list(range(len(old))):
        values = listed([each.name for each in old]), listed([each.name for each in new])
        yield altered(Kind.STAGE_CHANGED, "实施步骤", values, (("stages",), ("stages",)), what="次序")


def milestone_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the dated duties."""
    old, new = before.milestones, after.milestones
    if old == new:
        return
    rows = [[_duty(each, wording, side) for each in duties] for side, duties in enumerate((old, new))]
    pairs = pair(*rows, lasting=False)
    for kind, duties, indexes in ((Kind.MILESTONE_REMOVED, old, pairs.gone), (Kind.MILESTONE_ADDED, new, pairs.new)):
        for k in indexes:
            yield entry(kind, f"时间节点“{duties[k].what}”", ("milestones", k), in_days(duties[k].due), duties[k].clause)
    fields = [Field("what", Kind.MILESTONE_CHANGED), Field("due", Kind.DEADLINE, in_days)]
    fields += [Field(name, Kind.MILESTONE_CHANGED) for name in ("by", "to", "attachment")]
    fields += [] if wording.years else [Field("clause", Kind.REFERENCE)]
    for i, j in pairs.both:
        both = Both(f"时间节点“{new[j].what}”", old[i], new[j], ("milestones", i), ("milestones", j), new[j].clause or "")
        yield from differing(both, fields, wording)


def _duty(each: Milestone, wording: Wording, side: int) -> Row:
    return Row("", wording.plain(each.what, side), each.by or "", each.due[5:])
