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
from gongkai.views.marks import Marked
from gongkai.views.rule_schemes import NOBODY, concerned, report, scheme_count, scheme_list

INDEX = "rules/index.html"
_HOLE = re.compile(rb"<!--schemes:([A-Z]\d{3})-->")


class Form(msgspec.Struct, frozen=True, array_like=True):
    """A page in pieces (UTF-8); between two of them stands what is to be said of the rule with the code there."""

    address: str
    pieces: tuple[bytes, ...]
    codes: tuple[str, ...]

    def filled(self, said: Callable[[str], str]) -> bytes:
        """The page, with what is `said` of each code."""
        out = [self.pieces[0]]
        for code, piece in zip(self.codes, self.pieces[1:], strict=True):
            out += (said(code).encode(), piece)
        return b"".join(out)


class _Rulebook(msgspec.Struct, array_like=True):
    key: bytes
    forms: tuple[Form, ...]


def write_rulebook(file: Path, key: bytes, shells: Sequence[Shell]) -> list[Links]:
    """Make the pages and keep them under the key: their links, which are to be settled."""
    from gongkai.views.rule_pages import rule_pages

    forms, links = [], []
    for page in rule_pages():
        shell = shells[page.address.count("/")]
        parts = _HOLE.split(shell.splice(page, ""))
        forms.append(Form(address=page.address, pieces=tuple(parts[::2]), codes=tuple(code.decode() for code in parts[1::2])))
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


def print_rules(press: Press, forms: Iterable[Form], schemes: Iterable[Marked]) -> None:
    """Fill in every page."""
    marked = list(schemes)
    found = concerned(marked)
    for form in forms:
        words = scheme_count if form.address == INDEX else scheme_list
        press.put(form.address, form.filled(lambda code, words=words: words(found.get(code, NOBODY))))  # type: ignore[misc]
    # that the reports have these anchors was settled where they were made: each of them links to its own
    press.settle([Links(address=INDEX, ids=(), targets=frozenset(map(report, marked)), foreign=frozenset())])
