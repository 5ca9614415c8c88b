"""Which entry of one list is which of another: by id, by name and place, and by likeness, so that a rename or a move is no loss and gain.

The work grows with the length of the lists and not with their product: likeness is only measured where two names share a rare pair of
characters. Both directions give the same pairs.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct


class Row(Struct, frozen=True, order=True, gc=False):
    """What an entry is known by, in plain words (`Wording.plain`): id (may be empty), name, what it stands under, what else it says."""

    key: str
    name: str
    place: Hashable = ""
    words: str = ""


class Pairs(NamedTuple):
    """`both` are the indexes of entries that are one and the same, in the order of the later list; `gone` and `new` have no counterpart."""

    both: list[tuple[int, int]]
    gone: list[int]
    new: list[int]


LIKE = 0.6
"""How much two entries must have in common, 0 to 1, to be one that was altered."""
_NAMED_ALIKE = 0.6
"""How alike the names of two entries with the same id must be, to be one before any other likeness is looked for."""
_FEW = 12
"""Rows that are held against each other whatever came of the rest."""
_COMMON = 24
"""A pair of characters in more names than this says nothing about one of them."""
_NAME, _WORDS, _PLACE = 0.6, 0.3, 0.1
"""What part of the likeness the name, the other words and the same place make up."""
_NOTHING: defaultdict[str, list[int]] = defaultdict(list)

_Side = dict[int, Row]


def pair(before: Sequence[Row], after: Sequence[Row], *, lasting: bool) -> Pairs:
    """Pair the entries; `lasting` ids mean the same entry however it is reworded (versions of one file), others only where it is alike."""
    swapped = (len(before), before) > (len(after), after)  # the same way round whichever list comes first
    one, other = (after, before) if swapped else (before, after)
    match = _Match(dict(enumerate(one)), dict(enumerate(other)))
    match.all(lasting)
    _grams.cache_clear()  # other lists have other words: a process that compares thousands would keep them all
    both = [(j, i) if swapped else (i, j) for i, j in match.found]
    gone, new = (match.right, match.left) if swapped else (match.left, match.right)
    return Pairs(sorted(both, key=lambda each: each[1]), sorted(gone), sorted(new))


class _Match:
    """What is still unpaired of either list, and the pairs so far."""

    def __init__(self, left: _Side, right: _Side) -> None:
        self.left, self.right = left, right
        self.found: list[tuple[int, int]] = []

    def all(self, lasting: bool) -> None:
        """The surest marks first."""
        self.by(lambda row: (row.key, row.name) if row.key else None)
        if lasting:
            self.by(lambda row: row.key or None, _alike)
        self.by(lambda row: (row.place, row.name) if row.name else None)
        self.by_lone(lambda row: row.name or None)
        if lasting or self.mostly_kept:
            if not lasting:
                self.by(lambda row: row.key or None, _alike)
            self.by_likeness(lambda row: row.place)
            self.by_likeness(lambda _: "")
            self.by_lone(lambda row: (row.place, row.words) if row.words else None)
        if lasting:
            self.by(lambda row: row.key or None)
        self.by(lambda row: row.name or None)

    @property
    def mostly_kept(self) -> bool:
        """Whether half of the shorter list is paired, or little is left: in what was set up anew, what is alike is so by chance."""
        left = min(len(self.left), len(self.right))
        return left <= max(len(self.found), _FEW)

    def by(self, mark: Callable[[Row], Hashable], accept: Callable[[Row, Row], bool] | None = None) -> None:
        """Pair what has the same mark (nothing: none), in its order."""
        if not self.left or not self.right:
            return
        known = _grouped(self.left, mark)
        for j, other in list(self.right.items()):
            if own := known.get(mark(other)):
                i = own[0]
                if accept is None or accept(self.left[i], other):
                    self.take(i, j)
                    del own[0]

    def by_lone(self, mark: Callable[[Row], Hashable]) -> None:
        """Pair what has a mark that either list has but once."""
        if not self.left or not self.right:
            return
        known = _grouped(self.left, mark)
        for value, others in _grouped(self.right, mark).items():
            if len(others) == 1 and len(own := known.get(value, [])) == 1:
                self.take(own[0], others[0])

    def by_likeness(self, within: Callable[[Row], Hashable]) -> None:
        """Pair what is most alike first, among rows that have this in common; among equals, what stands nearest."""
        rated = []
        for i, j, named in _candidates(self.left, self.right, within):
            likeness = _likeness(self.left[i], self.right[j], named)
            if likeness >= LIKE:
                rated.append((-likeness, abs(i - j), min(i, j), max(i, j), i, j))
        for *_, i, j in sorted(rated):
            if i in self.left and j in self.right:
                self.take(i, j)

    def take(self, i: int, j: int) -> None:
        """These two are one."""
        self.found.append((i, j))
        del self.left[i], self.right[j]


def _grouped(side: _Side, mark: Callable[[Row], Hashable]) -> dict[Hashable, list[int]]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, row in side.items():
        if (value := mark(row)) is not None:
            groups[value].append(index)
    return groups


def _candidates(left: _Side, right: _Side, within: Callable[[Row], Hashable]) -> Iterator[tuple[int, int, float]]:
    """The pairs worth a closer look and how alike their names are, as far as characters tell that not everyone has."""
    posts: defaultdict[Hashable, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    sizes = {}
    for j, row in right.items():
        posted, grams = posts[within(row)], _grams(row.name)
        sizes[j] = len(grams)
        for gram in grams:
            posted[gram].append(j)
    for i, row in left.items():
        if not (posted := posts.get(within(row), _NOTHING)):
            continue
        shared: dict[int, int] = {}
        grams = _grams(row.name)
        for gram in grams:
            if len(found := posted.get(gram, ())) <= _COMMON:
                for j in found:
                    shared[j] = shared.get(j, 0) + 1
        for j, count in shared.items():
            named = 2 * count / (len(grams) + sizes[j])
            if _NAME * named + _WORDS + _PLACE * (row.place == right[j].place) >= LIKE:
                yield i, j, named


@lru_cache(maxsize=1 << 15)
def _grams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, the first and the last character with the border beside them."""
    return frozenset(map("".join, zip(f"^{text}", f"{text}$", strict=True)))


def _alike(one: Row, other: Row) -> bool:
    return _dice(one.name, other.name) >= _NAMED_ALIKE


def _likeness(one: Row, other: Row, named: float) -> float:
    """From 0 to 1: mostly the name, then what else they say, then whether they stand in the same place."""
    said = _dice(one.words, other.words) if one.words or other.words else named
    return _NAME * named + _WORDS * said + _PLACE * (one.place == other.place)


def _dice(one: str, other: str) -> float:
    """Dice's coefficient of the pairs of characters."""
    if one == other:
        return 1.0
    first, second = _grams(one), _grams(other)
    return 2 * len(first & second) / (len(first) + len(second))
