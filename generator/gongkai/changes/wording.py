"""When two texts say the same, and which words of one are not in the other: the comparison that all parts of `changes` share.

Width, blanks, kinds of brackets, quotation marks and dashes, traditional characters and 异形词 make no difference. Between the schemes of
two years neither does what merely follows the calendar: the year itself, and a day within three days of where it stood.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import cache, lru_cache
from unicodedata import normalize

from msgspec import Struct

from gongkai.changes.kinds import common_start
from gongkai.periods import read_period
from gongkai.rules.wordlists import words

NEAR = 3
"""Days by which a date of one year may stand beside its own of another and count as the same: it fell on a day off."""

_MARKS = {
    **dict.fromkeys("〔【", "["),
    **dict.fromkeys("〕】", "]"),
    **dict.fromkeys("“”„‟「」『』", '"'),
    **dict.fromkeys("‘’‛", "'"),
    **dict.fromkeys("—–―‐‑−", "-"),
    **dict.fromkeys("✕✖", "×"),
    **dict.fromkeys("•‧", "·"),
    "〈": "《",
    "〉": "》",
    "〇": "零",
}
"""Marks of one kind; what is only of another width, NFKC has made the same."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?<![0-9]{5})(?![0-9])")
_TOKEN = re.compile(r"[0-9０-９]{1,2}月[0-9０-９]{1,2}[日号]|[0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?|[A-Za-zＡ-Ｚａ-ｚ]+|\s+|.", re.DOTALL)
_JOINED = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ.．%％月日号]")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十百千万零两半]+")
_DAY = re.compile(r"([0-9]{1,2})月([0-9]{1,2})[日号]")
_SHORT = 7
_MOST = 1_500_000
"""Pairs of words that are held against each other at most; beyond it a stretch counts as replaced as a whole."""
_STEPS = 10_000_000
"""Steps, about a hundredth of a microsecond each, that finding what two stretches have in common may take."""


class Piece(Struct, frozen=True, gc=False):
    """A stretch of two texts: the same in both (however written), or what one has instead of the other; either may then be empty."""

    same: bool
    old: str
    new: str


class Wording(Struct, frozen=True, gc=False):
    """How the words of two schemes are compared: `years` are theirs when what follows the calendar is no change, else nothing."""

    years: tuple[int, int] | None = None

    def same(self, old: str | None, new: str | None) -> bool:
        """Whether both say the same."""
        if old == new:
            return True
        if old is None or new is None:
            return False
        if self.plain(old) == self.plain(new, 1):
            return True
        return self.years is not None and "月" in old and all(piece.same for piece in self.pieces(old, new))

    def plain(self, text: str, side: int = 0) -> str:
        """What of a text counts; `side` is 0 for the first scheme, 1 for the second."""
        return _plain(text, self.years[side] if self.years else 0)

    def plain_all(self, texts: Sequence[str], side: int = 0) -> list[str]:
        """The same of many texts at once: a table has hundreds of short ones."""
        plain = _plain("\0".join(texts), self.years[side] if self.years else 0).split("\0")
        return plain if len(plain) == len(texts) else [self.plain(text, side) for text in texts]

    def same_period(self, old: str | None, new: str | None) -> bool:
        """Whether two periods (`2024-11-29`, `2024-12-上旬`) are the same, between years: at the same time of the year."""
        if old == new or not old or not new or not self.years:
            return old == new
        return _same_time(old, new, self.years[1] - self.years[0])

    def moved(self, text: str) -> str:
        """A text of the first scheme, of the same length, with its years moved to those of the second."""
        if not self.years or "20" not in text:
            return text
        year, other = self.years
        return _YEAR.sub(lambda found: str(int(found[0]) + other - year) if abs(int(found[0]) - year) <= 1 else found[0], text)

    def pieces(self, old: str, new: str) -> tuple[Piece, ...]:
        """Both texts from beginning to end, what is the same and what is not."""
        return _pieces(self, old, new)

    def _middle(self, old: str, new: str) -> list[Piece]:
        """The pieces of what remains of two texts that begin and end alike; a few characters are not taken apart."""
        if min(len(old), len(new)) <= _SHORT:
            one, other = self.plain(old), self.plain(new, 1)
            return [Piece(one == other or (self.years is not None and self._is_near(one, other)), old, new)]
        left, right = _TOKEN.findall(old), _TOKEN.findall(new)
        plain = self.plain_all(left), self.plain_all(right, 1)
        if len(left) * len(right) > _MOST:
            return [Piece(False, old, new)]
        return [Piece(same, "".join(left[i:j]), "".join(right[k:m])) for same, i, j, k, m in self._spans(*plain)]

    def _spans(self, one: list[str], other: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
        if not one or not other:
            yield False, 0, len(one), 0, len(other)
            return
        only_rare = next((rare for rare in (False, True) if _steps(one, other, rare) <= _STEPS), None)
        if only_rare is None:
            yield False, 0, len(one), 0, len(other)
            return
        for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=only_rare).get_opcodes():
            if tag == "replace" and self.years and j - i == m - k:
                for step in range(j - i):
                    yield self._is_near(one[i + step], other[k + step]), i + step, i + step + 1, k + step, k + step + 1
            else:
                yield tag == "equal" or not any((*one[i:j], *other[k:m])), i, j, k, m

    def _is_near(self, one: str, other: str) -> bool:
        days = _DAY.fullmatch(one), _DAY.fullmatch(other)
        if one == other or not days[0] or not days[1]:
            return one == other
        try:
            first, second = (date(2000, int(day[1]), int(day[2])) for day in days if day)
        except ValueError:
            return False
        return abs((first - second).days) <= NEAR


def _steps(one: list[str], other: list[str], only_rare: bool) -> int:
    """The most that finding common stretches may take, by all words or by those that `autojunk` leaves: it grows with how often the words
    of one stand in the other, and again with the number of stretches.
    """
    there = Counter(other)
    most = len(other) // 100 + 1 if only_rare and len(other) >= 200 else len(other)
    return sum(count * there[word] for word, count in Counter(one).items() if there[word] <= most) * min(len(one), len(other))


@lru_cache(maxsize=512)  # asked whether two texts are the same, and again where they are shown
def _pieces(wording: Wording, old: str, new: str) -> tuple[Piece, ...]:
    like = wording.moved(old)
    head = _whole(old, new, common_start(like, new))
    tail = _whole(old[::-1], new[::-1], common_start(like[head:][::-1], new[head:][::-1]))
    end, last = len(old) - tail, len(new) - tail
    middle = wording._middle(old[head:end], new[head:last])
    return tuple(_merged([Piece(True, old[:head], new[:head]), *middle, Piece(True, old[end:], new[last:])]))


def _whole(old: str, new: str, count: int) -> int:
    """So many of the first characters, or fewer: the cut must not go through a number, a day or a word in Latin letters."""
    while count > 0 and _JOINED.match(old[count - 1]) and any(_JOINED.match(text[count : count + 1]) for text in (old, new)):
        count -= 1
    return count


def numbers(text: str) -> list[str]:
    """The numbers in a text, in their order; a text change that leaves them is one of wording."""
    return _NUMBER.findall(normalize("NFKC", text))


@lru_cache(maxsize=4096)
def _plain(text: str, year: int) -> str:
    variants, marks, table = _odd()
    plain = variants.sub(lambda found: table[found[0]], normalize("NFKC", text))
    plain = marks.sub(lambda found: table[found[0]], plain)
    return _YEAR.sub(lambda found: _relative(found[0], year), plain) if year else plain


def _relative(written: str, year: int) -> str:
    distance = int(written) - year
    return "上本次"[distance + 1] + "年度" if -1 <= distance <= 1 else written


@cache
def _odd() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """What is written otherwise than it counts, and how it counts: 异形词; blanks, marks and traditional characters.

    Two patterns, because each then knows with what characters its matches begin, and passes over all others ten times as fast.
    """
    table = {blank: "" for blank in map(chr, range(0x3001)) if blank.isspace()} | _MARKS
    table |= {pair[0]: pair[1] for line in words("traditional") for pair in line.split()}
    variants = {entry[0]: entry[1] for line in words("variants") if len(entry := line.split()) >= 2}
    return re.compile("|".join(sorted(variants, key=len, reverse=True))), re.compile(f"[{re.escape(''.join(table))}]"), table | variants


@lru_cache(maxsize=4096)
def _same_time(old: str, new: str, years: int) -> bool:
    try:
        one, other = read_period(old), read_period(new)
    except ValueError:
        return False
    return _shape(old) == _shape(new) and _near(one.first, other.first, years) and _near(one.last, other.last, years)


def _shape(period: str) -> tuple[int, bool]:
    """Whether it is a day, a range, a month or a third of one."""
    return len(period), "/" in period


def _near(one: date, other: date, years: int) -> bool:
    try:
        moved = one.replace(year=one.year + years)
    except ValueError:  # 29 February, or beyond the calendar
        moved = one.replace(day=28, year=min(one.year + years, 9999))
    return abs((other - moved).days) <= NEAR


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one; a lone character that is the same between two changes is taken for changed, to be read."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.old and not piece.new:
            continue
        if found and found[-1].same == piece.same:
            found[-1] = _joined(found[-1], piece)
        elif not piece.same and len(found) >= 2 and found[-1].same and len(found[-1].old.strip()) <= 1:
            between = found.pop()
            found[-1] = _joined(_joined(found[-1], between), piece)
        else:
            found.append(piece)
    return found


def _joined(one: Piece, other: Piece) -> Piece:
    return Piece(one.same and other.same if one.same == other.same else False, one.old + other.old, one.new + other.new)
