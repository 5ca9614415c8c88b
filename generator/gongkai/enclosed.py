"""What the files attached to a scheme say, as plain values: read by `source`, looked through by the rules on privacy and attachments."""

from msgspec import Struct


class Passage(Struct, frozen=True, gc=False):
    """A stretch of words and where a person finds it: `第2页`, `工作表“名单”B3`, `第5段`, or a property's name (`作者`)."""

    where: str
    words: str


class Enclosed(Struct, frozen=True, kw_only=True):
    """The readable contents of one attached file; `attachment` is its index among the scheme's attachments.

    `hidden` holds what a reader of the printed page does not see: properties, comments, tracked changes, hidden rows and sheets.
    `unread` says in Chinese why (part of) the file could not be read; empty when all of it was.
    """

    attachment: int
    file: str
    passages: tuple[Passage, ...] = ()
    hidden: tuple[Passage, ...] = ()
    unread: str = ""
