"""What identifies a scheme among all others, as plain values small enough to keep of every scheme: read by the rules across schemes."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from msgspec import Struct


class Issued(Struct, frozen=True, kw_only=True, array_like=True):
    """A scheme by its file, what it is called and what must be its own: 文号 and 索引号, as written; empty where it has none.

    `waived` are its waivers of the rules across schemes, code → reason.
    """

    file: str
    title: str
    number: str = ""
    index: str = ""
    waived: dict[str, str] = {}


def repeated(schemes: Iterable[Issued], key: str) -> Iterator[list[Issued]]:
    """The schemes that share a 文号 (`key` "number") or 索引号 ("index"), each group in the order of their files."""
    stated = sorted((value, each.file, index, each) for index, each in enumerate(schemes) if (value := getattr(each, key)))
    for _, group in groupby(stated, key=itemgetter(0)):
        found = [each for *_, each in group]
        if len(found) > 1:
            yield found
