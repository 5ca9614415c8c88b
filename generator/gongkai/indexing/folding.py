"""One form for every way to write a word: width, case, brackets, blanks, traditional or simplified; `fold` in search.js does the same.

Both sides of a search are folded, so it does not matter that a few of these forms are words of their own.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from unicodedata import normalize

from gongkai.rules.wordlists import words

BREAK = "\n"
"""What stands between two words that do not touch: no search matches across it."""

_HAN = 0x4E00, 0x9FFF
_SKIPPED = "\"'()<>[]{}_-/·‐‑‒–−•‧・‘’“”〈〉《》「」『』【】〔〕〖〗"
_BREAKS = "\n!#$&*+,:;=?@\\^`|~—―…‥⋯、。"
_BLANK = ((0x00, 0x20), (0x7F, 0xA0), (0xAD, 0xAD), (0x300, 0x36F), (0x1680, 0x1680), (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x206F))
_BLANK_TOO = ((0x3000, 0x3000), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF))
"""Blanks, what has no width, and accents: ranges of code points that are left out."""


def fold(text: str) -> str:
    """The text in the one form, its words separated by `BREAK`; folding again changes nothing."""
    return folded(text, changes(text))


def changes(text: str) -> dict[str, str]:
    """The characters of a text that folding changes, with what they come to; a text of thousands of characters has some dozen."""
    doubtful = "".join(_plain_words().split(text))
    return {char: form for char in set(doubtful) if (form := _FORMS[char]) != char}


@cache
def _plain_words() -> re.Pattern[str]:
    """Characters that certainly stay as they are: to pass over them in one go is five times as fast as to look at each."""
    odd = sorted(ord(char) for char in variant_pairs() if _HAN[0] <= ord(char) <= _HAN[1])
    ranges = zip((_HAN[0], *(code + 1 for code in odd)), (*(code - 1 for code in odd), _HAN[1]), strict=True)
    return re.compile("[0-9a-z.%" + "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges if first <= last) + "]+")


def folded(text: str, changed: Mapping[str, str]) -> str:
    """The text with its `changes`, or with all of those but a few."""
    for char, form in changed.items():
        text = text.replace(char, form)
    return text


def variants(changed: Mapping[str, str]) -> str:
    """The pairs of `variant_pairs` that the changes need, run together; most texts have none."""
    pairs = variant_pairs()
    return "".join(char + pairs[char] for char in sorted(pairs.keys() & set(normalize("NFKD", "".join(changed)))))


@cache
def variant_pairs() -> dict[str, str]:
    """Traditional and variant characters with the simplified ones, one to one, that no other pair turns into something else."""
    listed = (Path(__file__).parent / "data" / "variants.txt").read_text(encoding="utf-8").splitlines()
    lines = (*words("traditional"), *(line for line in listed if not line.startswith("#")))
    pairs = {pair[0]: pair[1] for line in lines for pair in line.split()}
    return {char: pairs.get(form, form) for char, form in pairs.items()}


def _form(char: str) -> str:
    if char in _BREAKS:
        return BREAK
    return "".join(map(_plain, normalize("NFKD", char).lower()))


def _plain(char: str) -> str:
    """What a character without width or case of its own comes to."""
    if char in _BREAKS:
        return BREAK
    code = ord(char)
    if char in _SKIPPED or any(first <= code <= last for first, last in (*_BLANK, *_BLANK_TOO)):
        return ""
    return variant_pairs().get(char, char)


class _Forms(dict[str, str]):
    """The form of every character that was met so far."""

    def __missing__(self, char: str) -> str:
        form = self[char] = _form(char)
        return form


_FORMS = _Forms()
