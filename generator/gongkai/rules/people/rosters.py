"""Family O, lists of names: the roster that the text prints against the members that the data holds (O011)."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.model import Member, Organization
from gongkai.outline import Section
from gongkai.rules.expressions import late
from gongkai.rules.people.units import plain_person, plain_post
from gongkai.rules.registry import Case, finding, related, rule
from gongkai.rules.wordlists import words

_HAN = "\u4e00-\u9fff"
_HEADS = r"组[ 　]*长|主[ 　]*任|召集人|总指挥|指挥长"
_POST = late(rf"[ \t　]*(?P<post>(?:常务|第一)?副?[ 　]*(?:{_HEADS})|成[ 　]*员|组[ 　]*员)[ 　]*[：:][ 　]*")
_NAME = rf"(?:[{_HAN}·]{{2,8}}|[{_HAN}][ 　]{{1,4}}[{_HAN}])"
_BRACKETED = late(rf"[、，,； 　]*(?P<name>{_NAME})[ 　]*[（(](?P<title>[^（()）\n]*)[）)]")
_SPACED = late(rf"[ \t　]*(?P<name>[{_HAN}]{{2,4}}|[{_HAN}][ 　]{{1,4}}[{_HAN}]{{1,2}})[ \t　]+(?P<title>\S[^\n]*)$")
_ONLY_NAMES = late(rf"[{_HAN}]{{2,4}}|[{_HAN}][ 　]{{1,4}}[{_HAN}]")
_CONCURRENT = frozenset(("兼", "兼任", "女", ""))


class _Entry(Struct, frozen=True, gc=False):
    """A line of a roster, or one of several people in it; `start` is the offset of the name in the text."""

    post: str
    name: str
    written: str
    title: str
    start: int


@rule("O011", "roster-differs", "名单与正文不同", Severity.ERROR, Basis.CONSISTENCY, "数据中的组成人员应当与正文的名单相同")
def roster_differs(case: Case) -> Iterator[Finding]:
    """Names, posts and titles of a printed roster against the group or office that has most of its names."""
    printed: dict[int, list[list[_Entry]]] = {}
    for index, group in enumerate(case.scheme.organization):
        section = case.outline.find(group.clause) if group.clause else None
        if section is None:
            continue
        if section.start not in printed:
            printed[section.start] = _rosters(case.scheme.text, section)
        for path, members in _teams(("organization", index), group) if printed[section.start] else ():
            roster = _roster(printed[section.start], members)
            if roster:
                yield from _differences(case, section, roster, path, members)


def _teams(path: Path, group: Organization) -> list[tuple[Path, list[tuple[Path, Member]]]]:
    """The members by name of the group and of its office, each with its path."""
    office = group.office
    staff = [((*path, "office", "head"), office.head)] if office and office.head else []
    staff += [((*path, "office", "members", i), member) for i, member in enumerate(office.members)] if office else []
    members: list[tuple[Path, Member]] = [((*path, "members", i), member) for i, member in enumerate(group.members)]
    teams: list[tuple[Path, list[tuple[Path, Member]]]] = [((*path, "members"), members), ((*path, "office"), list(staff))]
    return [(where, named) for where, team in teams if (named := [(p, m) for p, m in team if m.name])]


def _roster(printed: Sequence[list[_Entry]], members: Sequence[tuple[Path, Member]]) -> list[_Entry] | None:
    """The roster that has most of these names, and few others."""
    names = {plain_person(member.name or "") for _, member in members}
    for roster in printed:
        known = sum(entry.name in names for entry in roster)
        if known * 2 > max(len(names), len(roster)) or known == len(names) == 1:
            return roster
    return None


def _rosters(text: str, section: Section) -> list[list[_Entry]]:
    """The rosters of a section; a head begins a new one."""
    found: list[list[_Entry]] = []
    post, offset = "", section.start
    for line in text[section.start : section.end].splitlines(keepends=True):
        match = _POST.match(line)
        if match:
            post = plain_post(match["post"])
            if "副" not in post and not post.endswith("员"):
                found.append([])
        begin = match.end() if match else 0
        entries = _entries(line.rstrip(), begin, post, offset) if post and found else []
        if entries:
            found[-1] += entries
        elif line.strip():
            post = ""
        offset += len(line)
    return found


def _entries(line: str, begin: int, post: str, offset: int) -> list[_Entry]:
    """The people of a line from `begin` on: 甲（局长）、乙（副局长）。, 甲  局长 or 甲、乙; nothing when it holds anything else."""
    entries, position = [], begin
    while match := _BRACKETED.match(line, position):
        entries.append(_entry(match, post, offset))
        position = match.end()
    if entries:
        return entries if not line[position:].strip("。；;，, 　") else []
    single = _SPACED.match(line, begin)
    return [_entry(single, post, offset)] if single else _names(line, begin, post, offset)


def _names(line: str, begin: int, post: str, offset: int) -> list[_Entry]:
    """甲某、乙某、丙某。 from `begin` on; nothing when one of them may be a unit or more than a name."""
    entries = []
    for part in line[begin:].rstrip("。；; 　").split("、") if begin else ():
        name = part.strip(" 　")
        if not _ONLY_NAMES.fullmatch(name) or name.endswith(words("unit_endings")):
            return []
        entries.append(_Entry(post, plain_person(name), name, "", offset + begin + part.index(name)))
        begin += len(part) + 1
    return entries


def _entry(match: re.Match[str], post: str, offset: int) -> _Entry:
    title = _bare(match["title"])
    return _Entry(post, plain_person(match["name"]), match["name"], "" if title in _CONCURRENT else title, offset + match.start("name"))


def _differences(
    case: Case, section: Section, roster: list[_Entry], path: Path, members: Sequence[tuple[Path, Member]]
) -> Iterator[Finding]:
    entries = {entry.name: entry for entry in roster}
    printed = plain_person(case.outline.body(section))
    for place, member in members:
        entry = entries.pop(plain_person(member.name or ""), None)
        if entry is None:
            if plain_person(member.name or "") not in printed:
                message = f"数据列有“{member.name}”，正文{section.clause}的名单中没有"
                yield finding("O011", message, *place, "name", clause=section.clause, help="请照原件核对名单。")
            continue
        where = related("正文的名单", "text", at=(entry.start, len(entry.written)))
        for key, written, held in (("post", entry.post, plain_post(member.post)), ("title", entry.title, _bare(member.title))):
            if written and held and written != held:
                message = f"正文写“{entry.name}”是“{written}”，数据写“{held}”"
                yield finding("O011", message, *place, key, clause=section.clause, related=(where,), help="请照原件核对。")
    for entry in entries.values():
        at = (entry.start, len(entry.written))
        message = f"正文{section.clause}的名单有“{entry.name}”，数据没有"
        where = related("数据的名单", *path)
        yield finding("O011", message, "text", at=at, clause=section.clause, related=(where,), help="请照原件核对，补列成员。")


def _bare(title: str | None) -> str:
    return (title or "").replace(" ", "").replace("　", "").rstrip("。；;，,")
