"""Finding the words of several lists in one pass over a text, each by its rarest character; for the rules on spelling."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from gongkai.rules.wordlists import words


class Entry(Struct, frozen=True, gc=False):
    """A way of writing of the list `kind`, what to write instead, and its rarest character's place.

    `unless` are words that hold or overlap it and are right; one of `then` must follow at once, and `object` soon, for the entry to count.
    """

    kind: str
    wrong: str
    right: str
    pivot: int
    unless: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    object: str = ""

    @property
    def is_last(self) -> bool:
        """Whether the rarest character is the last."""
        return self.pivot + 1 == len(self.wrong)

    @property
    def pair(self) -> str:
        """The rarest character with the one after it, or before it if it is the last."""
        start = self.pivot - self.is_last
        return self.wrong[start : start + 2]


class Hit(Struct, frozen=True, gc=False):
    """An entry at a place of the text."""

    entry: Entry
    start: int


class Lexicon(Struct, frozen=True):
    """Entries by their rarest character with the one after it (before it, if it is the last), and single `chars` with what replaces them.

    `pattern` stops at the rarest characters beside any of these neighbours, and at the single ones.
    """

    pairs: dict[str, list[Entry]]
    chars: dict[str, str]
    pattern: re.Pattern[str]

    def find(self, text: str) -> Iterator[Hit | int]:
        """Every entry in the text that is not excused, and the place of every character of `chars`, in about the order of the text."""
        pairs, chars = self.pairs, self.chars
        for match in self.pattern.finditer(text):
            at = match.start()
            if text[at] in chars:
                yield at
            elif text[at : at + 2] in pairs or text[at - 1 : at + 1] in pairs:
                yield from self._at(text, at)

    def _at(self, text: str, at: int) -> Iterator[Hit]:
        for pair in (text[at : at + 2], text[at - 1 : at + 1]):
            for entry in self.pairs.get(pair, ()):
                start = at - entry.pivot
                if start >= 0 and text.startswith(entry.wrong, start) and _counts(text, start, entry):
                    yield Hit(entry, start)


def _counts(text: str, start: int, entry: Entry) -> bool:
    follows = not entry.then or text.startswith(entry.then, start + len(entry.wrong))
    return follows and not excused(text, start, entry.wrong, entry.unless)


def excused(text: str, start: int, wrong: str, unless: tuple[str, ...]) -> bool:
    """Whether one of the words stands in the text so that it shares a character with what stands at `start`."""
    end = start + len(wrong)
    return any(text.find(word, max(start - len(word) + 1, 0), end + len(word) - 1) >= 0 for word in unless)


@lru_cache(maxsize=64)
def lexicon(more: tuple[tuple[str, str], ...], accepted: tuple[str, ...]) -> Lexicon:
    """The lists `phrases`, `variants`, `fixed` and `spellings` with a region's own phrases and the words that are right there."""
    chars = {pair[0]: pair[1] for line in words("traditional") for pair in line.split()}
    entries = list(_listed()) + [
        _entry("phrases", f"{wrong} {right}") for wrong, right in more if len(wrong) > 1 and wrong.split() == [wrong]
    ]
    pairs: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.wrong not in accepted:
            unless = (*entry.unless, *(word for word in accepted if entry.wrong in word))
            pairs.setdefault(entry.pair, []).append(replace(entry, unless=unless))
    return Lexicon(pairs, chars, _pattern(entries, chars))


@cache
def _listed() -> tuple[Entry, ...]:
    return tuple(_entry(kind, line) for kind in ("phrases", "variants", "fixed", "spellings") for line in words(kind))


def _entry(kind: str, line: str) -> Entry:
    """`写法 应为`, then any of `非：甲、乙` (unless), `接：甲、乙` (then) and `宾：甲` (object)."""
    wrong, right, *notes = line.split()
    listed = {note[:2]: tuple(note[2:].split("、")) for note in notes}
    pivot = max(range(len(wrong)), key=lambda place: _rarity(wrong[place]))
    return Entry(kind, wrong, right, pivot, listed.get("非：", ()), listed.get("接：", ()), "".join(listed.get("宾：", ())))


def _rarity(char: str) -> int:
    """How many characters are more frequent than this one; punctuation is most frequent of all."""
    return _ranks().get(char, 10_000 if char.isalpha() else -1)


@cache
def _ranks() -> dict[str, int]:
    return {char: rank for rank, char in enumerate("".join(words("frequent")))}


def _pattern(entries: list[Entry], chars: dict[str, str]) -> re.Pattern[str]:
    rarest = {entry.wrong[entry.pivot] for entry in entries}
    after = {entry.pair[1] for entry in entries if not entry.is_last}
    before = {entry.pair[0] for entry in entries if entry.is_last}
    return re.compile(f"{_class(rarest.union(chars))}(?:(?={_class(after)})|(?<={_class(before)}.)|(?<={_class(set(chars))}))", re.DOTALL)


def _class(chars: set[str]) -> str:
    return f"[{re.escape(''.join(sorted(chars)))}]" if chars else "(?!)"
