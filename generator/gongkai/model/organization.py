"""Who and when: units under evaluation, leading groups, stages and dated duties."""

from typing import Annotated

from msgspec import Meta

from gongkai.model.values import Clause, Count, Line, Name, Period, Value, check_days


class SubjectGroup(Value, frozen=True, kw_only=True):
    """参评对象 of one kind; `declared` is the number the text states."""

    kind: Line
    declared: Count | None = None
    clause: Clause | None = None
    units: Annotated[tuple[Name, ...], Meta(min_length=1)]


class Member(Value, frozen=True, kw_only=True):
    """A member by name or by role; `concurrent` marks 兼."""

    post: Line
    name: Line | None = None
    role: Line | None = None
    title: Line | None = None
    concurrent: bool = False


class Office(Value, frozen=True, kw_only=True):
    """领导小组办公室 and the unit that hosts it."""

    seat: Line | None = None
    clause: Clause | None = None
    head: Member | None = None
    members: tuple[Member, ...] = ()


class Organization(Value, frozen=True, kw_only=True):
    """领导小组; without members it is named in the text only by reference."""

    name: Line
    clause: Clause | None = None
    members: tuple[Member, ...] = ()
    office: Office | None = None


class Stage(Value, frozen=True, kw_only=True):
    """实施步骤."""

    name: Line
    clause: Clause | None = None
    due: Period | None = None

    def __post_init__(self) -> None:
        check_days(self.due)


class Milestone(Value, frozen=True, kw_only=True):
    """A dated duty: who owes what to whom by when."""

    due: Period
    what: Line
    by: Line | None = None
    to: Line | None = None
    attachment: Count | None = None
    clause: Clause | None = None

    def __post_init__(self) -> None:
        check_days(self.due)
