"""Family T, blanks: those inside words and beside Chinese punctuation, which come from copying or from aligning by hand."""

from collections.abc import Iterator
from itertools import islice

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.rules.expressions import late
from gongkai.rules.language.suspects import BLANK, HAN, at_chars
from gongkai.rules.language.wording import around, capped, fault
from gongkai.rules.registry import Case, rule

_MOST = 500
"""Blanks of a scheme that are judged: for each, the text is searched for the word without it."""
_BLANKS = late(f"[{BLANK}]+")
_HAN = late(f"[{HAN}]")
_LABEL = late(rf"[{HAN}](?:[{BLANK}]+[{HAN}]){{1,3}}[{BLANK}]*(?:[：:]|\n|\Z|[{BLANK}]{{2}})")
"""A short label spread over a column: 组　长： 姓　名."""
_NUMERAL = late(rf"(?:^|\n)[{BLANK}]*(?:[一二三四五六七八九十]{{1,3}}|[0-9]{{1,2}})、$")
_ARTICLE = late(r"(?:^|\n)[ \t　]*第[一二三四五六七八九十百零〇0-9０-９]{1,5}[编章节条款]$")
"""The numeral of an article, which a blank sets off from its words: 第一条　为…."""
_ORGANS = "室局部委会院厅府处科股所站校心团"
"""What the name of an organ ends with: between the names of two issuers a blank is usual."""
_NEAR = 200


def _chars() -> str:
    return " \t\u00a0\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


@rule(
    "T029",
    "blank-in-word",
    "词句中间有空格",
    Severity.WARNING,
    Basis.PRACTICE,
    "汉字之间不空格；多半是复制或者手工对齐带进来的，检索时会找不到这个词",
)
@capped
def blank_in_word(case: Case) -> Iterator[Finding]:
    """A blank between two Chinese characters: in a sentence, or in a word that the text has elsewhere without it."""
    for spot in islice(at_chars(case, _chars()), _MOST):
        text, start = spot.text, spot.at
        match = _BLANKS.match(text, start)
        if not match or start == 0 or not (_HAN.match(text, start - 1) and _HAN.match(text, match.end())):
            continue
        end = match.end()
        if not _is_label(text, start) and (_is_known(text, start, end) or _is_in_sentence(text, start, end)):
            message = f"{around(text, start, end)}中间有空格，应当连写为“{text[start - 1]}{text[end]}”"
            yield fault(case, "T029", spot.path, start, end, message, "请删去空格。", "")


def _is_label(text: str, start: int) -> bool:
    """Whether the blank is in a label that begins its line, after at most three characters, or behind an article's numeral."""
    if text[start - 1] in "编章节条款" and _ARTICLE.search(text, max(start - 12, 0), start):
        return True
    line = text.rfind("\n", max(start - 12, 0), start) + 1 if start > 12 else text.rfind("\n", 0, start) + 1
    match = _LABEL.match(text, line + len(text[line:start]) - len(text[line:start].lstrip(_chars()))) if start - line <= 12 else None
    return match is not None and match.end() > start


def _is_known(text: str, start: int, end: int) -> bool:
    """Whether three characters around the blank stand somewhere without it."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    words = (before[-1] + after, before + after[0])
    return any(len(word) == 3 and all(map(_HAN.match, word)) and word in text for word in words)


def _is_in_sentence(text: str, start: int, end: int) -> bool:
    """Whether the blank stands in prose, not in quotation marks, between the names of two organs, or in a name that is spread."""
    before, after = text[max(start - _NEAR, 0) : start], text[end : end + _NEAR]
    before, after = before[before.rfind("\n") + 1 :], after.partition("\n")[0]
    if not ("，" in before + after or "。" in after) or text[start - 1] in _ORGANS:
        return False
    if any(before.rfind(opening) > before.rfind(closing) for opening, closing in ("“”", "《》", "〈〉")):
        return False
    return bool(_HAN.match(before[-2:-1]) or _HAN.match(after[1:2]))


@rule(
    "T030",
    "blank-beside-mark",
    "中文标点旁有空格",
    Severity.NOTE,
    Basis.PRACTICE,
    "中文标点本身占有位置，前后不另加空格",
)
@capped
def blank_beside_mark(case: Case) -> Iterator[Finding]:
    """A blank before a Chinese mark or after a stop; after the numeral of a heading it is usual."""
    for spot in at_chars(case, _chars()):
        text, start = spot.text, spot.at
        match = _BLANKS.match(text, start)
        if not match or start == 0 or (_HAN.match(text, start - 1) and _HAN.match(text, match.end())):
            continue
        mark = text[start - 1] if text[start - 1] in "，、；。" else text[match.end() : match.end() + 1]
        if not _NUMERAL.search(text[max(start - 8, 0) : start]):
            message = f"{around(text, start, match.end())}里“{mark}”的旁边有空格"
            yield fault(case, "T030", spot.path, start, match.end(), message, "请删去空格。", "")
