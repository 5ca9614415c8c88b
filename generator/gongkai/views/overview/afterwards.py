"""What became of a scheme once it was public: corrections, the end of its validity. One wording for the catalogue, lists and the feed."""

import datetime as dt
from typing import Protocol

from msgspec import Struct

from gongkai.model import Disclosure
from gongkai.periods import chinese_date

HOLDS = "有效"
_LONGEST = 80
"""Characters of a note that a list of many schemes shows; all of it stands on the notice."""


class Change(Struct, frozen=True):
    """One 更正说明."""

    on: dt.date
    note: str


class Corrected(Struct, frozen=True, array_like=True):
    """What lists say of all corrections of a scheme: the day and the words of the last one, shortened, and how many there are."""

    on: dt.date
    note: str
    count: int

    @property
    def day(self) -> str:
        """`2024年6月5日更正`, and how many corrections there are where it is not the only one."""
        return f"{chinese_date(self.on)}更正" + (f"，共{self.count}次" if self.count > 1 else "")

    @property
    def heading(self) -> str:
        """What goes before the words of the note."""
        return heading(self.on)


class Ends(Protocol):
    """What states whether it still holds: a disclosure, and what is made of it."""

    @property
    def validity(self) -> str:
        """有效, 失效, 废止 or 撤销."""

    @property
    def validity_on(self) -> dt.date | None:
        """Since when, unless it is 有效."""


def changes(disclosure: Disclosure) -> tuple[Change, ...]:
    """The corrections, the newest first, in whatever order the file has them."""
    return tuple(Change(each.on, each.note) for each in sorted(disclosure.changes, key=lambda each: each.on, reverse=True))


def corrected(disclosure: Disclosure) -> Corrected | None:
    """The same for lists; nothing where there are none."""
    known = changes(disclosure)
    if not known:
        return None
    note = known[0].note
    return Corrected(known[0].on, note if len(note) <= _LONGEST else f"{note[: _LONGEST - 1]}…", len(known))


def heading(on: dt.date) -> str:
    """`更正说明（2024年6月5日）`."""
    return f"更正说明（{chinese_date(on)}）"


def status(each: Ends) -> str:
    """`废止`, and nothing while it is 有效."""
    return "" if each.validity == HOLDS else each.validity


def ended(each: Ends) -> str:
    """`自2026年1月1日起废止`, `已废止` where no day is known; nothing while it is 有效."""
    if not status(each):
        return ""
    return f"自{chinese_date(each.validity_on)}起{each.validity}" if each.validity_on else f"已{each.validity}"
