"""Family T, characters and words typed twice: 的的, 进行进行, 领导小组领导小组."""

from collections.abc import Iterator
from functools import cache, reduce
from operator import or_

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.rules.expressions import late
from gongkai.rules.language.lexicon import excused
from gongkai.rules.language.suspects import HAN
from gongkai.rules.language.wording import around, capped, fault
from gongkai.rules.registry import Case, rule
from gongkai.rules.wordlists import words

LONGEST = 4
"""Characters of a word that is looked for twice."""
_MOST = 10_000
"""Repetitions of one length that are looked at: a text with more of them is no prose."""
_WORD = late(f"[{HAN}]+")
_ONE_BY_ONE = late("一|多少|很|那么")
_NUMERAL = late("[〇零一二三四五六七八九十]+")
"""Digits repeat themselves rightly: 二〇二〇年."""
_ITS_OBJECT = late("[对者人员成单机组结办方标细制体程指长团地]")
"""After a word that stands twice, what makes the second one part of a longer word: 考核考核对象, 监督监督者, 大队大队长."""


def doubles(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Where the next one to `longest` characters repeat themselves at once: place and length, each place of a longer run.

    The low bytes of the characters are compared with themselves, shifted, as two long numbers, and the characters only where those
    are equal: a regular expression with a back-reference takes ten times as long.
    """
    low = text.encode("utf-32-le", "replace")[::4]
    number = int.from_bytes(low, "little")
    for length in range(1, longest + 1):
        difference = number ^ (number >> (8 * length))
        # a zero byte where this many differences in a row are zero: one is found far sooner than several
        run = reduce(or_, (difference >> (8 * step) for step in range(1, length)), difference).to_bytes(len(low), "little")
        end = len(low) - 2 * length + 1
        at = run.find(0, 0, max(end, 0))
        for _ in range(_MOST):
            if at < 0:
                break
            if text[at] == text[at + length] and text[at : at + length] == text[at + length : at + 2 * length]:
                yield at, length
            at = run.find(0, at + 1, end)


@rule(
    "T048",
    "doubled-word",
    "字词重复",
    Severity.WARNING,
    Basis.PRACTICE,
    "同一个字、词接连出现两次，多半是误打或者漏了标点；可以重叠的词除外",
)
@capped
def doubled_word(case: Case) -> Iterator[Finding]:
    """A character of `doubled.txt` twice, or a word of two to four characters twice."""
    text, accepted = case.scheme.text, case.region.words.accepted
    done = -1
    for start, length in sorted(found for found in doubles(text, LONGEST) if _is_fault(text, *found)):
        word = text[start : start + length]
        if start >= done and not excused(text, start, word * 2, accepted):
            done = start + 2 * length
            message = f"{around(text, start, done)}里“{word}”接连出现两次"
            yield fault(case, "T048", ("text",), start, done, message, "请删去多余的，或者补上漏掉的标点。")


def _is_fault(text: str, start: int, length: int) -> bool:
    word = text[start : start + length]
    if not _WORD.fullmatch(word):
        return False
    return _is_fault_of_one(text, start) if length == 1 else _is_fault_of_more(text, start, word)


def _is_fault_of_one(text: str, start: int) -> bool:
    """Whether a character stands twice and the two belong neither to the word before nor to the one after."""
    known = _characters().get(text[start])
    if known is None:
        return False
    before, after = known
    return text[start - 1 : start] not in before and text[start + 2 : start + 3] not in after


def _is_fault_of_more(text: str, start: int, word: str) -> bool:
    if len(set(word)) == 1 or _ONE_BY_ONE.match(word) or _NUMERAL.fullmatch(word) or word in words("repeated"):
        return False
    return len(word) > 2 or not _ITS_OBJECT.match(text, start + 2 * len(word))


@cache
def _characters() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """The characters of `doubled.txt` with those before and after them that make two words of the two."""
    table = {}
    for line in words("doubled"):
        char, *notes = line.split()
        sides = {note[:2]: frozenset(note[2:]) for note in notes}
        table[char] = (sides.get("前：", frozenset()), sides.get("后：", frozenset()))
    return table
