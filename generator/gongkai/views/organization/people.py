"""Leading groups as ready strings: who holds which post, by name or by role; the chart, the list and the table show the same."""

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from gongkai.model import Member, Office, Organization


class Person(NamedTuple):
    """A member: `name`, or the role when the text names nobody; `by_role` and `concurrent` (兼) tell which."""

    post: str
    name: str
    title: str
    by_role: bool
    concurrent: bool


class Tier(NamedTuple):
    """Neighbours in the text who hold the same post."""

    post: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """领导小组, or its 办公室 (`seat` is the unit that hosts it, empty otherwise); without `tiers` it is only named in the text."""

    name: str
    seat: str
    clause: str
    tiers: tuple[Tier, ...]
    office: "Group | None"


def group(organization: Organization) -> Group:
    """A leading group with its office."""
    return Group(
        name=organization.name,
        seat="",
        clause=organization.clause or "",
        tiers=_tiers(organization.members),
        office=_office(organization.office) if organization.office else None,
    )


def _office(office: Office) -> Group:
    members = (office.head, *office.members) if office.head else office.members
    return Group(
        name="领导小组办公室",
        seat=f"设在{office.seat}" if office.seat else "",
        clause=office.clause or "",
        tiers=_tiers(members),
        office=None,
    )


def _tiers(members: tuple[Member, ...]) -> tuple[Tier, ...]:
    people = (_person(each) for each in members)
    return tuple(Tier(post=post, people=tuple(holders)) for post, holders in groupby(people, key=lambda person: person.post))


def _person(member: Member) -> Person:
    return Person(
        post=member.post,
        name=member.name or member.role or member.title or "",
        title=(member.title or member.role or "") if member.name else "",
        by_role=not member.name,
        concurrent=member.concurrent,
    )
