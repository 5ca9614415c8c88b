"""Family O, groups: heads and members of leading groups and their offices, each person once, under one title, the group under one name."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from gongkai.diagnostics import Basis, Finding, Path, Place, Related, Severity
from gongkai.model import Member, Organization
from gongkai.rules.expressions import late
from gongkai.rules.people.units import people, plain_person, plain_post, units
from gongkai.rules.registry import Case, finding, related, rule
from gongkai.rules.wordlists import words


def _groups(case: Case) -> Iterator[tuple[Path, Organization]]:
    return ((("organization", index), group) for index, group in enumerate(case.scheme.organization))


def _rank(post: str) -> int:
    """0 for a head, 1 for a deputy, 2 for the others (成员, 成员单位); 主任委员 is a head."""
    plain, ordinary = plain_post(post), words("ordinary_posts")
    if "副" in plain:
        return 1
    return 2 if plain.startswith(ordinary) or (plain.endswith(ordinary) and not plain.startswith("主任")) else 0


@rule("O001", "group-without-head", "领导小组没有组长", Severity.WARNING, Basis.PRACTICE, "议事协调机构应当明确负责人")
def group_without_head(case: Case) -> Iterator[Finding]:
    """A group of deputies and members only."""
    for path, group in _groups(case):
        if group.members and all(_rank(member.post) > 0 for member in group.members):
            posts = "、".join(dict.fromkeys(plain_post(member.post) for member in group.members))
            message = f"“{group.name}”列有{posts}，没有组长"
            yield finding(
                "O001", message, *path, "members", clause=group.clause or "", help="请照正文补列组长；正文没有的，请与拟稿人核实。"
            )


@rule("O002", "person-twice", "一人在同一小组列了两次", Severity.WARNING, Basis.CONSISTENCY, "同一小组中一人只列一次，兼任的注明“兼”")
def person_twice(case: Case) -> Iterator[Finding]:
    """One name twice among the members of a group, or in its office, and neither time marked 兼."""
    seen: dict[tuple[Path, str], tuple[Path, Member]] = {}
    for path, group, member in people(case):
        if not member.name or member.concurrent:
            continue
        first = seen.setdefault((_team(path), plain_person(member.name)), (path, member))
        if first[0] != path:
            message = f"“{group.name}”中“{member.name}”列了两次，一次是{_as(first[1])}，一次是{_as(member)}"
            where = related("第一次", *first[0], "name")
            yield finding(
                "O002", message, *path, "name", clause=group.clause or "", related=(where,), help="请核对；兼任的请写 concurrent: true。"
            )


def _team(path: Path) -> Path:
    """The group, or its office, that a member's path is in."""
    return path[:3] if path[2] == "office" else path[:2]


def _as(member: Member) -> str:
    title = member.title or member.role
    return f"{plain_post(member.post)}（{title}）" if title else plain_post(member.post)


@rule("O003", "two-titles", "一人有两种职务", Severity.WARNING, Basis.CONSISTENCY, "同一人的职务在一份方案中应当一致")
def two_titles(case: Case) -> Iterator[Finding]:
    """One name with titles that have no part in common; 局长 is part of 党组书记、局长, but not of 副局长."""
    first: dict[str, tuple[Path, str]] = {}
    for path, _, member in people(case):
        if not member.name or not member.title:
            continue
        known = first.setdefault(plain_person(member.name), (path, member.title))
        # one person twice in a team is O002's
        if (_team(known[0]) != _team(path) or member.concurrent) and not _compatible(known[1], member.title):
            message = f"“{member.name}”前面的职务是“{known[1]}”，这里是“{member.title}”"
            where = related("前面的职务", *known[0], "title")
            yield finding("O003", message, *path, "title", related=(where,), help="请核对；确是同名的两个人，请加豁免说明。")


_PARTS = re.compile(r"[、，,；;/兼和\s]+")


def _compatible(one: str, other: str) -> bool:
    parts, others = _PARTS.split(one), _PARTS.split(other)
    return any(_part_of(*sorted((a, b), key=len)) for a in parts for b in others if a and b)


def _part_of(short: str, long: str) -> bool:
    return long.endswith(short) and ("副" in short or not long.removesuffix(short).endswith("副"))


@rule("O004", "role-twice", "同一职位列了两次", Severity.WARNING, Basis.CONSISTENCY, "同一小组中一个职位只列一次")
def role_twice(case: Case) -> Iterator[Finding]:
    """Members without names whose role stands there already."""
    for path, group in _groups(case):
        seen: dict[str, int] = {}
        for index, member in enumerate(group.members):
            if member.name or not member.role:
                continue
            first = seen.setdefault(member.role, index)
            if first != index:
                message = f"“{group.name}”中“{member.role}”列了两次"
                where = related("第一次", *path, "members", first, "role")
                place = (*path, "members", index, "role")
                yield finding("O004", message, *place, clause=group.clause or "", related=(where,), help="请核对，删去重复的一行。")


@rule("O005", "several-heads", "领导小组不止一位组长", Severity.NOTE, Basis.PRACTICE, "一般由一人任组长；实行双组长的应当在正文中写明")
def several_heads(case: Case) -> Iterator[Finding]:
    """Two members with one and the same head's post."""
    for path, group in _groups(case):
        heads: dict[str, list[int]] = defaultdict(list)
        for index, member in enumerate(group.members):
            if _rank(member.post) == 0:
                heads[plain_post(member.post)].append(index)
        for post, found in heads.items():
            if len(found) > 1 and not _are_joint(case, [group.members[i] for i in found]):
                who = "、".join(group.members[i].name or group.members[i].role or "未写姓名" for i in found)
                message = f"“{group.name}”有 {len(found)} 位{post}：{who}"
                place = (*path, "members", found[1], "post")
                yield finding("O005", message, *place, clause=group.clause or "", help="请照正文核对；实行双组长的可以不改。")


_OTHER_POST = late(r"副[ 　]*(?:组长|主任|总指挥|召集人)|成[ 　]*员")


def _are_joint(case: Case, heads: Sequence[Member]) -> bool:
    """Whether the text itself has several heads: it says so, or names them all behind the one post."""
    text = case.scheme.text
    if "双组长" in text:
        return True
    first, last = (text.find(each.name or each.role or "\n") for each in (heads[0], heads[-1]))
    post = plain_post(text[max(first - 8, 0) : max(first, 0)]).rstrip("：: 　为由\n").endswith(plain_post(heads[0].post))
    return post and first < last < first + 120 and not _OTHER_POST.search(text, first, last)


@rule("O006", "post-order", "名单的先后不合惯例", Severity.NOTE, Basis.PRACTICE, "名单按组长、副组长、成员的顺序排列")
def post_order(case: Case) -> Iterator[Finding]:
    """A head behind a deputy, a deputy behind a member."""
    for path, group in _groups(case):
        for index, (before, member) in enumerate(pairwise(group.members)):
            if _rank(member.post) < _rank(before.post):
                who = [f"{plain_post(each.post)}“{each.name or each.role or ''}”" for each in (before, member)]
                place = (*path, "members", index + 1)
                message = f"“{group.name}”的名单中，{who[0]}列在{who[1]}之前"
                yield finding("O006", message, *place, clause=group.clause or "", help="请照正文的顺序排列；正文如此的可以不改。")
                break


@rule("O007", "member-without-title", "成员没有职务", Severity.NOTE, Basis.CONSISTENCY, "名单中其他成员写明职务的，每个成员都应当写明")
def member_without_title(case: Case) -> Iterator[Finding]:
    """Names without title in a group where most have one; who is 兼 or has a title elsewhere needs none."""
    titled = {plain_person(member.name) for _, _, member in people(case) if member.name and member.title}
    for path, group in _groups(case):
        named = [(i, member) for i, member in enumerate(group.members) if member.name and not member.concurrent]
        bare = [(i, member) for i, member in named if plain_person(member.name or "") not in titled]
        if bare and len(bare) * 2 <= len(named):
            message = f"“{group.name}”的{'、'.join(str(member.name) for _, member in bare)}没有职务，其他 {len(named) - len(bare)} 人都有"
            place = (*path, "members", bare[0][0], "name")
            yield finding("O007", message, *place, clause=group.clause or "", help="请照正文补写 title；正文没有的，请与拟稿人核实。")


@rule("O008", "group-without-members", "领导小组没有组成人员", Severity.NOTE, Basis.CONSISTENCY, "方案依靠的小组，应当能看出由谁组成")
def group_without_members(case: Case) -> Iterator[Finding]:
    """A group that is only referred to."""
    for path, group in _groups(case):
        if not group.members and not (group.office and (group.office.head or group.office.members)):
            message = f"方案由“{group.name}”负责有关工作，没有列出组成人员"
            hint = "正文列有名单的，请录入 members；只是引用的，宜写明由哪份文件成立。"
            yield finding("O008", message, *path, "name", clause=group.clause or "", help=hint)


@rule("O009", "office-without-staff", "办公室没有人员", Severity.NOTE, Basis.PRACTICE, "设办公室的，宜写明主任和成员")
def office_without_staff(case: Case) -> Iterator[Finding]:
    """The group has its members, its office none."""
    for path, group in _groups(case):
        office = group.office
        if group.members and office and office.head is None and not office.members:
            seat = f"设在{office.seat}，" if office.seat else ""
            message = f"“{group.name}”的办公室{seat}没有写明主任和成员"
            yield finding(
                "O009", message, *path, "office", clause=office.clause or group.clause or "", help="请照正文补列；正文没有的可以不改。"
            )


# One group, one name

_FOREIGN = re.compile(r"[省市县区州旗镇乡委办厅部]|政府|上级")
_YEAR = re.compile(r"^[0-9]{4}年?度?")
_NOT_HAN = late(r"[^\u4e00-\u9fff]")
_BEGINNINGS = ("绩效", "考评", "考核", "目标")
"""How the names of groups begin where the data has none."""
_REACH = 24


@rule("O010", "several-group-names", "同一小组有几种名称", Severity.WARNING, Basis.CONSISTENCY, "同一小组在一份方案中应当用同一名称")
def several_group_names(case: Case) -> Iterator[Finding]:
    """绩效考评领导小组 beside 绩效评估工作领导小组; groups that differ in 领导 only, where neither has members to tell them apart."""
    known: dict[str, Related] = {}
    bare: dict[str, str] = {}
    for path, group in _groups(case):
        core, here = _core(case, group.name), related("另一种写法", *path, "name")
        if not group.members:
            first = bare.setdefault(_key(core).replace("领导", ""), core)
            if first != core:
                yield _other_name(core, first, here.place, known[first], group.clause or "")
        known.setdefault(core, here)
    keys = {_key(core): core for core in reversed(known)}
    for core, start in _in_text(case, known) if "小组" in case.scheme.text else ():
        here = related("另一种写法", "text", at=(start, len(core)))
        if core not in known:
            known[core] = here
            first = keys.setdefault(_key(core), core)
            if first != core:
                section = case.outline.at(start)
                yield _other_name(core, first, here.place, known[first], section.clause if section else "")


def _other_name(core: str, first: str, place: Place, where: Related, clause: str) -> Finding:
    message = f"小组名称这里写作“{core}”，另一处写作“{first}”"
    hint = "请核对是否同一个小组，统一名称；确是两个小组的，请加豁免说明。"
    return Finding(code="O010", message=message, place=place, related=(where,), clause=clause, help=hint)


def _core(case: Case, name: str) -> str:
    """A group's name without the year and the 机关 before it."""
    plain = units(case).plain
    return plain(_YEAR.sub("", plain(name)))


@lru_cache(maxsize=256)
def _key(core: str) -> str:
    """A group's name but for 工作 and the word for the evaluation."""
    return re.sub(r"考评|考核|评估|评价|评议|测评|管理", "评", re.sub(r"工作|年度", "", core))


def _in_text(case: Case, declared: Collection[str]) -> Iterator[tuple[str, int]]:
    """The names of groups in the text that begin as the declared ones do, with their offset; those of other 机关 are left out."""
    text, known, own = case.scheme.text, tuple(declared), sorted(units(case).own, key=len, reverse=True)
    beginnings = {core[:2] for core in declared if len(core) > 4} or set(_BEGINNINGS)
    end = text.find("小组")
    while end >= 0:
        run = "" if text.endswith(known, 0, end + 2) else _NOT_HAN.split(text[max(end - _REACH, 0) : end])[-1] + "小组"
        begin = max(run.rfind(each) for each in beginnings)
        if begin >= 0 and not _FOREIGN.search(_without(run[:begin], own)):
            yield run[begin:], end + 2 - len(run) + begin
        end = text.find("小组", end + 2)


def _without(words: str, names: Collection[str]) -> str:
    for name in names:
        words = words.replace(name, "")
    return words
