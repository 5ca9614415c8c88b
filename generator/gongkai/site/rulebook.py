"""The rulebook: the pages of the rules finished but for the schemes they concern, kept beside the cache; only those are new in a build.

To make the pages from Markdown takes a hundred times longer than to fill them in, and what they say of schemes is known last of all.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from gongkai.site.press import Press
from gongkai.site.shell import Shell
from gongkai.site.verify import Links, page_links
from gongkai.views.page import PrintedFooter
from gongkai.views.rulebook.marks import Marked
from gongkai.views.rulebook.schemes import NOBODY, concerned, report, scheme_count, scheme_list

INDEX = "rules/index.html"
_HOLE = re.compile(rb"<!--((?:schemes|frame):\w+)-->")
_FRAME = PrintedFooter(head="<!--frame:head-->", foot="<!--frame:foot-->")
"""Whose site it is, is known as late as the schemes."""


class Form(msgspec.Struct, frozen=True, array_like=True):
    """A page in pieces (UTF-8); between two of them stands what is to be said: `schemes:P001` of a rule, `frame:head` of the site."""

    address: str
    pieces: tuple[bytes, ...]
    holes: tuple[str, ...]

    def filled(self, said: Callable[[str], str], footer: PrintedFooter) -> bytes:
        """The page, with what is `said` of the rule with each code."""
        out = [self.pieces[0]]
        for hole, piece in zip(self.holes, self.pieces[1:], strict=True):
            kind, _, name = hole.partition(":")
            words = said(name) if kind == "schemes" else footer.head if name == "head" else footer.foot
            out += (words.encode(), piece)
        return b"".join(out)


class _Rulebook(msgspec.Struct, array_like=True):
    key: bytes
    forms: tuple[Form, ...]


def write_rulebook(file: Path, key: bytes, shells: Sequence[Shell]) -> list[Links]:
    """Make the pages and keep them under the key: their links, which are to be settled."""
    from gongkai.views.rulebook.pages import WORDS, rule_pages, rule_words

    forms, links = [Form(address=WORDS, pieces=(rule_words().encode(),), holes=())], []
    for page in rule_pages():
        shell = shells[page.address.count("/")]
        parts = _HOLE.split(shell.splice(page, _FRAME))
        forms.append(Form(address=page.address, pieces=tuple(parts[::2]), holes=tuple(hole.decode() for hole in parts[1::2])))
        links.append(page_links(page, shell.ids))
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_bytes(msgspec.msgpack.encode(_Rulebook(key, tuple(forms))))
    fresh.replace(file)
    return links


def read_rulebook(file: Path, key: bytes, shells: Sequence[Shell]) -> tuple[Form, ...]:
    """The pages kept under the key, made anew when somebody has cleared them away or the file is damaged."""
    try:
        known = msgspec.msgpack.decode(file.read_bytes(), type=_Rulebook)
    except (OSError, msgspec.DecodeError):
        known = None
    if known is None or known.key != key:
        write_rulebook(file, key, shells)
        return read_rulebook(file, key, shells)
    return known.forms


def print_rules(press: Press, forms: Iterable[Form], schemes: Iterable[Marked], footer: PrintedFooter) -> None:
    """Fill in every page."""
    marked = list(schemes)
    found = concerned(marked)
    for form in forms:
        words = scheme_count if form.address == INDEX else scheme_list
        press.put(form.address, form.filled(lambda code, words=words: words(found.get(code, NOBODY)), footer))  # type: ignore[misc]
    # that the reports have these anchors was settled where they were made: each of them links to its own
    press.settle([Links(address=INDEX, ids=(), targets=frozenset(map(report, marked)), foreign=frozenset())])
