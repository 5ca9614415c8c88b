"""What the organisation rules go by: the units that a scheme and its agency know, under all their names; knows nothing of findings."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from msgspec import Struct

from gongkai.diagnostics import Path
from gongkai.model import Member, Organization
from gongkai.rules.registry import Case, once

_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_OWN = ("本局", "我局", "局机关", "局", "县")
_PLACE = ("市", "区")
"""Before a long name only: 区退役军人服务中心, but 区划股."""


class Units(Struct, frozen=True):
    """The names of units without what stands before them (安溪县, 局): `agency` those of agency.yml, `subjects` those under evaluation.

    `own` are the agency's own names; `prefixes` is what may stand before a unit's name, longest first; `aliases` has all names of a
    unit of agency.yml by each of them, `written` what stands in agency.yml or else among the subjects.
    """

    agency: frozenset[str]
    subjects: frozenset[str]
    own: frozenset[str]
    prefixes: tuple[str, ...]
    aliases: dict[str, tuple[str, ...]]
    written: dict[str, str]

    def names(self, unit: str) -> tuple[str, ...]:
        """All plain names of a unit."""
        plain = self.plain(unit)
        return self.aliases.get(plain, (plain,))

    def plain(self, name: str) -> str:
        """局办公室 and 安溪县科学技术局办公室 as 办公室."""
        return _plain(name, self.prefixes)

    def knows(self, name: str) -> bool:
        """Whether agency.yml or the subjects have the unit, or it is the agency itself."""
        plain = self.plain(name)
        return plain in self.agency or plain in self.subjects or plain in self.own or name in self.own

    def like(self, name: str) -> str:
        """A hint at a known name that looks like it."""
        near = get_close_matches(self.plain(name), sorted(self.agency or self.subjects), 1)
        return f"是不是“{self.written[near[0]]}”？" if near else ""


@once
def units(case: Case) -> Units:
    """The units of the case."""
    agency = case.agency
    own = (agency.name, *agency.short_names)
    prefixes = (*sorted((*own, case.region.name), key=len, reverse=True), *_OWN)
    listed = [name for group in case.scheme.subjects for name in group.units] + [
        name for unit in reversed(agency.units) for name in (*reversed(unit.aliases), unit.name)
    ]
    plain = {name: _plain(name, prefixes) for name in listed}
    groups = [tuple([plain[name] for name in (unit.name, *unit.aliases)]) for unit in agency.units]
    return Units(
        frozenset(name for names in groups for name in names),
        frozenset([plain[name] for group in case.scheme.subjects for name in group.units]),
        frozenset(own) | {_plain(name, prefixes) for name in own},
        prefixes,
        {name: names for names in groups for name in names},
        {plain[name]: name for name in listed},
    )


def _plain(name: str, prefixes: tuple[str, ...]) -> str:
    plain = (_BRACKETS.sub("", name) if "（" in name or "(" in name else name).replace(" ", "").replace("　", "")
    for prefix in prefixes:
        if plain.startswith(prefix) and len(plain) > len(prefix) + 1:
            plain = plain[len(prefix) :]
    return plain[1:] if plain.startswith(_PLACE) and len(plain) > 5 else plain or name


@once
def people(case: Case) -> tuple[tuple[Path, Organization, Member], ...]:
    """Every member of every group and of its office, with path and group."""
    return tuple(_people(case.scheme.organization))


def _people(groups: Sequence[Organization]) -> Iterator[tuple[Path, Organization, Member]]:
    for index, group in enumerate(groups):
        path: Path = ("organization", index)
        yield from (((*path, "members", i), group, member) for i, member in enumerate(group.members))
        if group.office:
            if group.office.head:
                yield (*path, "office", "head"), group, group.office.head
            yield from (((*path, "office", "members", i), group, member) for i, member in enumerate(group.office.members))


def plain_person(name: str) -> str:
    """A name without the blanks that even out lists (王  五) and without 同志."""
    return name.replace(" ", "").replace("　", "").removesuffix("同志")


def plain_post(post: str) -> str:
    """A post without blanks: 组  长 as 组长."""
    return post.replace(" ", "").replace("　", "").rstrip("：:")
