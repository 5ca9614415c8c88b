"""Family T, paired marks: how the brackets and quotation marks of a text pair, and the rules on what is alone, crossed, mixed or nested."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.rules.language.suspects import BLANK, CHINESE, HAN, marked_texts
from gongkai.rules.language.wording import around, capped, fault, quoted
from gongkai.rules.registry import Case, once, related, rule

_KINDS = {
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
_FAMILY = {
    char: kind
    for kind, chars in enumerate(("（(）)", "《》", "〈〉", "“”", "‘’", "〔〕", "【】", "［[］]", "「」", "『』"))
    for char in chars
}
_COUSIN = {_FAMILY[a]: _FAMILY[b] for a, b in ("《〈", "〈《", "“‘", "‘“", "〔［", "［〔")}
"""Kinds of which one is easily typed for the other."""
_END = re.compile(f"[。！？；：…][”’）》]?[{BLANK}]*$")
_ITEM = re.compile(r"(?:^|[\s，。、；：:;,])(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z])$")
"""Before the bracket of a numeral that has but one: 1）甲；2）乙."""
_STOPS = tuple("，。、；：")
_AFTER_CLOSING = {char: _STOPS if char in "“‘《（" else () for char in _KINDS}
"""What never follows an opening mark: before it stands a mistyped closing one."""
_NEAR = 60
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
    for at in (*marks, len(text)):
        char = text[at : at + 1]
        if char in ("\n", ""):
            if not char or not here.open or _END.search(text[max(at - 6, 0) : at]):
                _end(here, at)
                here = _Paragraph(text, pairs)
        elif char in _KINDS:
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
            if waiting >= 0 and text[waiting] == text[at] and at - waiting <= _NEAR:
                here.pairs.twice.append(Pair(waiting, at))
                waiting = -1
                continue
            here.pairs.alone += [waiting] if waiting >= 0 else []
            waiting = at
        here.pairs.alone += [waiting] if waiting >= 0 else []


@once
def _pairs(case: Case) -> list[tuple[Path, str, Pairs]]:
    return [(path, text, read_pairs(text, _without_intervals(text, marks))) for path, text, marks in marked_texts(case)]


_INTERVAL = re.compile(r"[\[［(（][0-9.]{1,6}[%％分]?[,，] ?[0-9.]{1,6}[%％分]?[\]］)）]")


def _without_intervals(text: str, marks: Sequence[int]) -> Sequence[int]:
    """The marks but for those of intervals: [80,90) has two halves that differ by intention."""
    if "[" not in text and "［" not in text:
        return marks
    ends = {at for match in _INTERVAL.finditer(text) for at in (match.start(), match.end() - 1)}
    return [at for at in marks if at not in ends] if ends else marks


@rule(
    "T036",
    "unpaired-mark",
    "括号、引号、书名号不成对",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 15834—2011 5.1.3：引号、括号、书名号中的两部分标在相应项目的两端",
)
@capped
def unpaired_mark(case: Case) -> Iterator[Finding]:
    """A mark whose other half is missing in its paragraph, or is there as a second first half."""
    for path, text, pairs in _pairs(case):
        for at in pairs.alone:
            other = _other(text[at])
            place = "后面" if text[at] in _KINDS else "前面"
            message = f"{around(text, at, at + 1)}里的{_named(text[at])}没有配对，本段{place}缺{_named(other)}"
            yield fault(case, "T036", path, at, at + 1, message, f"请补上{_named(other)}，或者删去这个{_named(text[at])}。")
        for pair in pairs.twice:
            wrong = pair.end if text[pair.end] in _KINDS else pair.start
            other = _other(text[wrong])
            words, which = quoted(text[pair.start : pair.end + 1]), "后" if wrong == pair.end else "前"
            message = f"{words}两端都是{_named(text[wrong])}，{which}一个应当是{_named(other)}"
            yield fault(case, "T036", path, wrong, wrong + 1, message, f"请改成{_named(other)}。", other)


_QUOTES = {"“": "前双引号", "”": "后双引号", "‘": "前单引号", "’": "后单引号"}


def _named(mark: str) -> str:
    """A mark for a message; quotation marks by name, for they cannot be seen between quotation marks."""
    return _QUOTES.get(mark) or f"“{mark}”"


def _other(mark: str) -> str:
    return _KINDS.get(mark) or next(opening for opening, closing in _KINDS.items() if closing == mark)


@rule(
    "T037",
    "crossed-marks",
    "括号、引号、书名号交叉",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 15834—2011 5.1.3：引号、括号、书名号中的两部分标在相应项目的两端，一对之内的成对标点应当在其中闭合",
)
@capped
def crossed_marks(case: Case) -> Iterator[Finding]:
    """《甲“乙》丙”: the second pair opens inside the first and closes outside."""
    for path, text, pairs in _pairs(case):
        for pair in pairs.crossed:
            opening, closing = text[pair.start], text[pair.end]
            words = quoted(text[pair.start : pair.end + 1])
            message = f"{words}的{_named(opening)}开在另一对标点里面，{_named(closing)}却收在外面，两对标点交叉"
            where = (related("收在这里", *path, at=(pair.end, 1)),)
            advice = "请调整位置，使里面的一对完全在外面的一对之内。"
            yield fault(case, "T037", path, pair.start, pair.start + 1, message, advice, also=where)


@rule(
    "T038",
    "mismatched-marks",
    "一对标点的两半不同",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 15834—2011 4.8.2、4.9.2、4.15.2：引号、括号、书名号的两半形式相同",
)
@capped
def mismatched_marks(case: Case) -> Iterator[Finding]:
    """（甲) with one half-width bracket, 《甲〉, “甲’; the brackets of a document number are another rule's."""
    for path, text, pairs in _pairs(case):
        for pair in pairs.matched:
            opening, closing = text[pair.start], text[pair.end]
            if _KINDS[opening] == closing or _YEAR.fullmatch(text, pair.start + 1, pair.end):
                continue
            narrow = opening if opening in "([" else None
            wrong, right = (pair.start, _other(closing)) if narrow else (pair.end, _KINDS[opening])
            message = f"{around(text, wrong, wrong + 1)}里{_named(opening)}与{_named(closing)}配成一对，两半不同，应当是{_named(right)}"
            yield fault(case, "T038", path, wrong, wrong + 1, message, f"请改成{_named(right)}。", right)


@rule(
    "T039",
    "half-width-bracket",
    "汉字旁用了半角括号",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 15834—2011 5.1.3：引号、括号、书名号的两部分各占一个字位置",
)
@capped
def half_width_bracket(case: Case) -> Iterator[Finding]:
    """( ) beside Chinese characters, and < > for 〈 〉; not in a formula or between letters."""
    for path, text, pairs in _pairs(case):
        found = [
            (p.start, p.end, "（", "）") for p in pairs.matched if text[p.start] == "(" and text[p.end] == ")" and _is_chinese(text, p)
        ]
        for start, end, opening, closing in sorted([*found, *_angles(text)]):
            right = opening + text[start + 1 : end].strip(" ") + closing
            words = quoted(text[start : end + 1])
            message = f"{words}用了半角的“{text[start]}{text[end]}”，汉字旁应当用“{opening}{closing}”"
            yield fault(case, "T039", path, start, end + 1, message, f"请改成“{opening}{closing}”。", right)


_YEAR = re.compile("[0-9]{4}")
_FORMULA = "=＝+＋-－×*÷/"
_BESIDE, _INSIDE = re.compile(f"[{CHINESE}]"), re.compile(f"[{HAN}]")
_SERIAL = re.compile(r"(?:19|20)\d\d\)第?\d+号")


def _is_chinese(text: str, pair: Pair) -> bool:
    """Whether brackets stand among Chinese words; those of a formula and of a document number (another rule's) do not count."""
    before, after = text[max(pair.start - 1, 0) : pair.start], text[pair.end + 1 : pair.end + 2]
    if (before and before in _FORMULA) or (after and after in _FORMULA) or _SERIAL.match(text, pair.start + 1):
        return False
    if _BESIDE.match(before) or _INSIDE.search(text, pair.start, min(pair.end, pair.start + _NEAR)):
        return True
    return _INSIDE.match(after) is not None and not (before.isascii() and before.isalnum())


_ANGLES = re.compile(rf"(?<![0-9A-Za-z分])([<＜])[ ]?(?=[{HAN}]|(?:19|20)\d\d年)[^<>＜＞=≥≤\n]{{3,80}}([>＞])(?![=0-9])")


def _angles(text: str) -> Iterator[tuple[int, int, str, str]]:
    """<关于……> for the title marks, single ones inside double ones."""
    for match in _ANGLES.finditer(text) if "<" in text or "＜" in text else ():
        before = text[max(match.start() - 200, 0) : match.start()]
        inside = before.rfind("《") > before.rfind("》")
        yield match.start(1), match.start(2), *("〈〉" if inside else "《》")


@rule(
    "T040",
    "straight-quotes",
    "汉字旁用了直引号",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 15834—2011 4.8.2：引号的形式有双引号“ ”和单引号‘ ’",
)
@capped
def straight_quotes(case: Case) -> Iterator[Finding]:
    """The quotation marks of the keyboard around Chinese words, two by two within a line."""
    for path, text, marks in marked_texts(case):
        for char, opening, closing in ('"', "“", "”"), ("'", "‘", "’"):
            for start, end in _quotes(text, [at for at in marks if text[at] == char]):
                words = quoted(text[start : end + 1])
                message = f"“{words[1:-1]}”两端用了键盘上的直引号，应当用{_QUOTES[opening]}和{_QUOTES[closing]}"
                right = opening + text[start + 1 : end] + closing
                yield fault(case, "T040", path, start, end + 1, message, f"请改成“{opening}{closing}”。", right)


def _quotes(text: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Two straight quotation marks of one line with Chinese words between them."""
    waiting = -1
    for at in places:
        if waiting >= 0 and "\n" not in text[waiting:at]:
            if _INSIDE.search(text, waiting, at):
                yield waiting, at
            waiting = -1
        else:
            waiting = at


@rule(
    "T041",
    "nested-same-marks",
    "书名号、引号里又用了同一种",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 15834—2011 4.15.3、4.8.3：书名号、引号里面还要用书名号、引号时，外面一层用双的，里面一层用单的",
)
@capped
def nested_same_marks(case: Case) -> Iterator[Finding]:
    """《甲《乙》丙》, “甲“乙”丙”."""
    for path, text, pairs in _pairs(case):
        for pair in pairs.nested:
            if text[pair.start] in "《“":
                opening, closing = ("〈", "〉") if text[pair.start] == "《" else ("‘", "’")
                words = text[pair.start : pair.end + 1]
                message = (
                    f"{quoted(words)}在{'书名号' if opening == '〈' else '引号'}里面，又用了同一种{'书名号' if opening == '〈' else '引号'}"
                )
                right = opening + words[1:-1] + closing
                yield fault(case, "T041", path, pair.start, pair.end + 1, message, f"里面一层请用“{opening}{closing}”。", right)
