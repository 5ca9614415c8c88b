"""Family T, paired marks: the rules on brackets and quotation marks that are alone, crossed, mixed or nested."""

from collections.abc import Iterator, Sequence

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.rules.expressions import late
from gongkai.rules.language.pairing import KINDS, NEAR, Pair, Pairs, read_pairs
from gongkai.rules.language.suspects import CHINESE, HAN, marked_texts
from gongkai.rules.language.wording import around, capped, fault, quoted
from gongkai.rules.registry import Case, once, related, rule


@once
def _pairs(case: Case) -> list[tuple[Path, str, Pairs]]:
    return [(path, text, read_pairs(text, marks)) for path, text, marks in marked_texts(case)]


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
            place = "后面" if text[at] in KINDS else "前面"
            message = f"{around(text, at, at + 1)}里的{_named(text[at])}没有配对，本段{place}缺{_named(other)}"
            yield fault(case, "T036", path, at, at + 1, message, f"请补上{_named(other)}，或者删去这个{_named(text[at])}。")
        for pair in pairs.twice:
            wrong = pair.end if text[pair.end] in KINDS else pair.start
            other = _other(text[wrong])
            words, which = quoted(text[pair.start : pair.end + 1]), "后" if wrong == pair.end else "前"
            message = f"{words}两端都是{_named(text[wrong])}，{which}一个应当是{_named(other)}"
            yield fault(case, "T036", path, wrong, wrong + 1, message, f"请改成{_named(other)}。", other)


_QUOTES = {"“": "前双引号", "”": "后双引号", "‘": "前单引号", "’": "后单引号"}


def _named(mark: str) -> str:
    """A mark for a message; quotation marks by name, for they cannot be seen between quotation marks."""
    return _QUOTES.get(mark) or f"“{mark}”"


def _other(mark: str) -> str:
    return KINDS.get(mark) or next(opening for opening, closing in KINDS.items() if closing == mark)


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
            if KINDS[opening] == closing or _YEAR.fullmatch(text, pair.start + 1, pair.end):
                continue
            narrow = opening if opening in "([" else None
            wrong, right = (pair.start, _other(closing)) if narrow else (pair.end, KINDS[opening])
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


_YEAR = late("[0-9]{4}")
_FORMULA = "=＝+＋-－×*÷/"
_BESIDE, _INSIDE = late(f"[{CHINESE}]"), late(f"[{HAN}]")
_SERIAL = late(r"(?:19|20)\d\d\)第?\d+号")


def _is_chinese(text: str, pair: Pair) -> bool:
    """Whether brackets stand among Chinese words; those of a formula and of a document number (another rule's) do not count."""
    before, after = text[max(pair.start - 1, 0) : pair.start], text[pair.end + 1 : pair.end + 2]
    if (before and before in _FORMULA) or (after and after in _FORMULA) or _SERIAL.match(text, pair.start + 1):
        return False
    if _BESIDE.match(before) or _INSIDE.search(text, pair.start, min(pair.end, pair.start + NEAR)):
        return True
    return _INSIDE.match(after) is not None and not (before.isascii() and before.isalnum())


_ANGLES = late(rf"(?<![0-9A-Za-z分])([<＜])[ ]?(?=[{HAN}]|(?:19|20)\d\d年)[^<>＜＞=≥≤\n]{{3,80}}([>＞])(?![=0-9])")


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
