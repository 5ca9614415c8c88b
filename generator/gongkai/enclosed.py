"""What the files attached to a scheme say, as plain values: read by `source`, looked through by the rules on privacy and attachments."""

from typing import Literal

from msgspec import Struct

Kind = Literal["shown", "property", "comment", "change", "hidden"]
"""What a reader of the page sees; a property of the file (作者), a comment, a tracked change, a hidden sheet, row, column or word."""


class Passage(Struct, frozen=True, gc=False):
    """A stretch of words and where a person finds it: `第2页`, `工作表“名单”第3行`, `第5段`, or a property's name (`作者`).

    The cells of a table's row are parted by tabs.
    """

    where: str
    words: str
    kind: Kind = "shown"


class Enclosed(Struct, frozen=True, kw_only=True):
    """The readable contents of one attached file; `attachment` is its index among the scheme's attachments.

    `hidden` holds what a reader of the printed page does not see (every kind but `shown`).
    `unread` says in Chinese why (part of) the file could not be read; empty when all of it was.
    """

    attachment: int
    file: str
    passages: tuple[Passage, ...] = ()
    hidden: tuple[Passage, ...] = ()
    unread: str = ""
