"""The site-wide parts of the site: each notes something of every published scheme while its agency is made, and is printed from all notes.

A section is made anew only when what it noted, or the base, has changed: the weight of an indicator leaves the calendar alone. It is a
module of this package with three names: `NOTE`, the type of what it notes; `note(subject)`, that or nothing; and
`publish(press, notes, edition)`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from gongkai.site.press import Press
from gongkai.site.shell import Shell
from gongkai.views.page import PrintedFooter

if TYPE_CHECKING:  # a build in which nothing changed asks for the names alone
    from gongkai.views.subject import Subject

SECTIONS = ("overview", "compare", "indicators", "calendar", "documents", "data", "rules", "search")
"""Their names; also those of the site's units."""
FINDINGS = "findings"
"""A preview has this one as well."""

Notes = Mapping[str, bytes]
"""What a section noted of each agency (`anxi/mzj`), in a settled order: a sequence of its `NOTE` in MessagePack."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What the sections know of the build: its date, the key of everything but the sources, the theme's shells, the file of the rulebook,
    the folder in which the search keeps the `pairs` of all agencies.

    `name` and `url` are the site's (see `Settings`). `footers` are those of the regions; `footer` is that of pages that speak for all of
    them, and has an owner's particulars only when there is one owner: a region that only demonstrates does not count. `panel` is what a
    preview says on the front page, empty in a site to be published.
    """

    today: date
    base: bytes
    shells: tuple[Shell, ...]
    rulebook: Path
    pairs: Path
    name: str
    url: str
    footers: Mapping[str, PrintedFooter]
    footer: PrintedFooter
    panel: str = ""


class Section(Protocol):
    """What a module of this package offers."""

    NOTE: type[msgspec.Struct]

    def note(self, subject: "Subject", /) -> msgspec.Struct | None:
        """What the section has to know of one published scheme."""

    def publish(self, press: Press, notes: Notes, edition: Edition, /) -> None:
        """Print all that belongs to the section."""


def section(name: str) -> Section:
    """The section of that name."""
    module: Section = import_module(f"{__name__}.{name}")
    return module


def read_notes(notes: Notes, type_: type[T]) -> Iterator[T]:
    """What was noted of every scheme."""
    decoder = msgspec.msgpack.Decoder(tuple[type_, ...])  # type: ignore[valid-type]
    for some in notes.values():
        yield from decoder.decode(some)
