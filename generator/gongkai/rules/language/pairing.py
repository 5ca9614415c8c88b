"""How the brackets and quotation marks of a text pair. Text and places of its marks → pairs, and what pairs badly or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from gongkai.rules.expressions import late
from gongkai.rules.language.suspects import BLANK

KINDS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "〔": "〕",
    "【": "】",
    "［": "］",
    "[": "]",
    "「": "」",
    "『": "』",
}
"""Opening marks and their other halves."""
_FAMILY = {
    char: kind
    for kind, chars in enumerate(("（(）)", "《》", "〈〉", "“”", "‘’", "〔〕", "【】", "［[］]", "「」", "『』"))
    for char in chars
}
_COUSIN = {_FAMILY[a]: _FAMILY[b] for a, b in ("《〈", "〈《", "“‘", "‘“", "〔［", "［〔")}
"""Kinds of which one is easily typed for the other."""
_END = late(f"[。！？；：…][”’）》]?[{BLANK}]*$")
_ITEM = late(r"(?:^|[\s，。、；：:;,])(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z])$")
"""Before the bracket of a numeral that has but one: 1）甲；2）乙."""
_STOPS = tuple("，。、；：")
_AFTER_CLOSING = {char: _STOPS if char in "“‘《（" else () for char in KINDS}
"""What never follows an opening mark: before it stands a mistyped closing one."""
NEAR = 60
"""Characters between two equal marks of which one is taken for a mistyped other."""


class Pair(Struct, frozen=True, gc=False):
    """An opening and a closing mark by their places."""

    start: int
    end: int


class Pairs(Struct):
    """How the marks of a text pair: well (and `nested`: well, within a pair of their own kind), across each other, not at all.

    `twice` are two equal marks near each other of which one is mistyped for its other half.
    """

    matched: list[Pair]
    nested: list[Pair]
    crossed: list[Pair]
    alone: list[int]
    twice: list[Pair]


@dataclass(slots=True)
class _Open:
    """An opening mark that waits for its other half; `outer` is the mark of its own kind around it, `inner` the pairs of its kind in it."""

    kind: int
    at: int
    outer: "_Open | None"
    inner: list[Pair] = field(default_factory=list)


@dataclass(slots=True)
class _Paragraph:
    """The marks of a paragraph while they are read: those open, how many of each kind, those another pair was closed over, strays."""

    text: str
    pairs: Pairs
    open: list[_Open] = field(default_factory=list)
    count: dict[int, int] = field(default_factory=dict)
    over: dict[int, list[_Open]] = field(default_factory=dict)
    stray: list[int] = field(default_factory=list)
    title: _Open | None = None
    item: bool = False


def read_pairs(text: str, marks: Sequence[int]) -> Pairs:
    """Pair the marks at these places of the text, paragraph by paragraph; a line that ends without a stop goes on in the next."""
    pairs = Pairs([], [], [], [], [])
    here = _Paragraph(text, pairs)
    for at in (*_without_intervals(text, marks), len(text)):
        char = text[at : at + 1]
        if char in ("\n", ""):
            if not char or not here.open or _END.search(text[max(at - 6, 0) : at]):
                _end(here, at)
                here = _Paragraph(text, pairs)
        elif char in KINDS:
            _push(here, char, at)
        elif char in _FAMILY:
            _close(here, _FAMILY[char], at)
    return pairs


_TITLE, _TITLE_INSIDE, _QUOTE, _ROUND = (_FAMILY[char] for char in "《〈“（")


def _push(here: _Paragraph, char: str, at: int) -> None:
    kind = _FAMILY[char]
    if here.count.get(kind) and here.open[-1].kind == kind and here.text[at + 1 : at + 2] in _AFTER_CLOSING[char]:
        here.pairs.twice.append(Pair(_pop(here).at, at))
        return
    outer = here.title if kind in (_TITLE, _TITLE_INSIDE) else here.open[-1] if here.open and kind == _QUOTE else None
    new = _Open(kind, at, outer)
    if kind in (_TITLE, _TITLE_INSIDE):
        here.title = new
    here.open.append(new)
    here.count[kind] = here.count.get(kind, 0) + 1


def _pop(here: _Paragraph) -> _Open:
    last = here.open.pop()
    here.count[last.kind] -= 1
    if last is here.title:
        here.title = last.outer
    return last


def _close(here: _Paragraph, kind: int, at: int) -> None:
    if not here.count.get(kind):
        if _is_apostrophe(here.text, at):
            return
        if here.over.get(kind):
            here.pairs.crossed.append(Pair(here.over[kind].pop().at, at))
        elif here.open and here.open[-1].kind == _COUSIN.get(kind):
            here.pairs.matched.append(Pair(_pop(here).at, at))
        else:
            _stray(here, kind, at)
        return
    here.item = here.item or (kind == _ROUND and _ITEM.search(here.text[max(at - 4, 0) : at]) is not None)
    while here.open[-1].kind != kind:
        last = _pop(here)
        here.over.setdefault(last.kind, []).append(last)
    last = _pop(here)
    pair = Pair(last.at, at)
    here.pairs.matched.append(pair)
    here.pairs.nested += last.inner
    if last.outer and last.outer.kind == kind:
        last.outer.inner.append(pair)


def _stray(here: _Paragraph, kind: int, at: int) -> None:
    before = here.text[max(at - 4, 0) : at]
    is_item = kind == _ROUND and (_ITEM.search(before) or here.item)
    if not is_item:
        here.stray.append(at)


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether a mark that closes nothing is the apostrophe of a year (’98) or of a foreign word."""
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    return text[at] == "’" and (after.isdigit() or (before.isascii() and before.isalpha()))


def _end(here: _Paragraph, end: int) -> None:
    """What is left at the end of a paragraph stands alone, or is one of two equal marks."""
    text = here.text
    never = sorted([each.at for each in here.open] + [each.at for group in here.over.values() for each in group])
    if never and text[never[-1]] == "“" and text[end : end + 40].lstrip().startswith("“"):
        never.pop()  # each paragraph of a long quotation opens it anew
    for places in (never, here.stray):
        waiting = -1
        for at in places:
            if waiting >= 0 and text[waiting] == text[at] and at - waiting <= NEAR:
                here.pairs.twice.append(Pair(waiting, at))
                waiting = -1
                continue
            here.pairs.alone += [waiting] if waiting >= 0 else []
            waiting = at
        here.pairs.alone += [waiting] if waiting >= 0 else []


_INTERVAL = late(r"[\[［(（][0-9.]{1,6}[%％分]?[,，] ?[0-9.]{1,6}[%％分]?[\]］)）]")


def _without_intervals(text: str, marks: Sequence[int]) -> Sequence[int]:
    """The marks but for those of intervals: [80,90) has two halves that differ by intention."""
    if "[" not in text and "［" not in text:
        return marks
    ends = {at for match in _INTERVAL.finditer(text) for at in (match.start(), match.end() - 1)}
    return [at for at in marks if at not in ends] if ends else marks
