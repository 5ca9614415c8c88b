"""The one reader of numbers in prose (17项, 四大部分, 40分, 占70％), beside the outline; rules compare what it reads with the data."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERALS = "0-9０-９" + "".join(_DIGITS) + "".join(_TENS)
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")

UNITS = "百分点|方面|部分|环节|阶段|步骤|等次|类别|大类|[项个种类条章名人家所位档分%％]"
"""Measure words, longest first; 大 before one of them (四大部分) and 个 before a noun that is one (五个方面) are passed over."""

_SELF = r"[（(]不?含[^（()）\n]{0,6}[）)]"
"""What says whether a limit itself counts: 90分（含）以上, 60（不含）分以下, 90分（含90分）."""
_NUMBER = re.compile(
    # not in the midst of one, and never given back: most numerals are headings' and dates'
    rf"(?P<number>[{_NUMERALS}](?<![{_NUMERALS}]{{2}})[{_NUMERALS}]{{0,11}}+(?:[.．][0-9０-９]{{1,6}})?+)[ 　]?"
    rf"(?:大|个(?=方面|部分|环节|阶段|步骤|等次|类别|百分点)|{_SELF})?(?P<unit>{UNITS})"
)
_INSIDE = re.compile(rf"(?:第|分之|[（(]不?含|[{_NUMERALS}][.．:：,年月/／\-—–~～至到－]?[ 　]?|[%％])$")
"""What makes a number an ordinal, a date's, a range's end, or the tail of a longer one."""
_BEFORE = re.compile(
    r"(?:(?P<min>不[得应能]?(?:少于|低于|小于)|至少|最少|最低|超过|多于|高于|大于|下限为?|[≥>＞≧])"
    r"|(?P<max>不[得应能]?(?:多于|高于|大于|超过)|至多|最多|最高|上限为?|少于|低于|小于|不足|不满|不到|[≤<＜≦])"
    r"|(?P<about>约|近|前|每|满|各类))[ 　]?$"
)
"""The leftmost reading is the whole word: 不超过 before 超过, 不少于 before 少于."""
_AFTER = re.compile(rf"[ 　]?(?:{_SELF})?(?:(?:及|或)?以(?P<side>[上下内])|(?P<sign>[≤<＜≦≥>＞≧])|(?P<about>左右|多|余))")
_LEADS = frozenset(
    [*"第之含.．:：,年月/／-—–~～至到－%％于少低多过为限高足不满约近前每类≥>＞≧≤<＜≦ 　\n0123456789０１２３４５６７８９", *_DIGITS, *_TENS]
)
"""All that `_INSIDE` and `_BEFORE` may end with (`$` passes over a line break): after anything else, neither needs a look."""
_FOLLOWS = frozenset(" 　（(及或以≤<＜≦≥>＞≧左多余")
"""All that `_AFTER` may begin with."""
_DASHES = "-—–~～至到－ 　"
_GOES_ON = _DASHES + "（("
_DASH = r"[ 　]?[-—–~～至到－]{1,2}[ 　]?"
_RANGE_GOES_ON = re.compile(rf"(?:{_SELF})?{_DASH}[{_NUMERALS}]")
_RANGE_BEGAN = re.compile(
    rf"(?<![{_NUMERALS}.．第])([0-9０-９]{{1,5}}(?:[.．][0-9０-９]{{1,3}})?)[ 　]?(?:项|个|分|[%％])?(?:{_SELF})?{_DASH}$"
)
_PER_CENT = re.compile(rf"之([{_NUMERALS}]{{1,12}}(?:[.．点][{_NUMERALS}]{{1,6}})?)")
"""What follows the 百分 of 百分之七十."""
_NO_POINTS = frozenset("解为别管类工析期布之钟公子级局")
"""What follows 分 when it is no 分值: 分解, 分为, 分别, 分管 …; 分组, but not 80分组成."""
_STOP = re.compile(r"[，。；;：:、,\n！？]")
_SENTENCE_END = re.compile(r"[。；;\n]")
_NEAR = 60
"""Most stops before a number are no further from it."""


class Mention(Struct, frozen=True, gc=False):
    """A number with its measure word: `words` as written from `start` to `end` of the text, `unit` without 大 and 个 before it.

    `bound` is `""` for a plain number, `min` and `max` for 不少于, 以上, 不超过, 以内 …, `about` for what is no count (约, 每, 多),
    `range` for the two ends of 1-5分 and 80分至89分: `value` is the upper one, `low` the lower. 百分之七十 has the unit `%`.
    """

    value: Decimal
    unit: str
    words: str
    start: int
    end: int
    bound: str
    low: Decimal | None = None

    @property
    def exact(self) -> bool:
        """Whether the text says exactly this many."""
        return not self.bound

    @property
    def number(self) -> int | None:
        """The value as a count; nothing for a bound, a fraction or a per cent."""
        if self.bound or self.unit in "分%":
            return None
        number = int(self.value)
        return number if number == self.value else None


def read_mentions(text: str) -> Iterator[Mention]:
    """Every number with a measure word, in order; ordinals (第三项) and dates are none, a range (1-5分) is one. Linear in the text."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        written, unit = match.groups()
        if unit == "分" and _is_no_points(written, text, end):
            found = _per_cent(text, start, end) if written == "百" and text.startswith("之", end) else None
        elif text[end : end + 1] in _GOES_ON and _RANGE_GOES_ON.match(text, end):
            found = None
        elif text[start - 1] in _DASHES and (began := _RANGE_BEGAN.search(text, max(start - 20, 0), start)):
            found = _range(text, began, match)
        elif text[start - 1] in _LEADS and _INSIDE.search(text, max(start - 3, 0), start):
            found = None
        else:
            found = _mention(text, written, unit, start, end)
        if found:
            yield found


def _mention(text: str, written: str, unit: str, start: int, end: int) -> Mention | None:
    value = read_number(written)
    unit = "%" if unit == "％" else unit
    return None if value is None else Mention(value, unit, text[start:end], start, end, _bound(text, start, end))


def _per_cent(text: str, start: int, end: int) -> Mention | None:
    """百分之七十, whose 百分 ends at `end`."""
    match = _PER_CENT.match(text, end)
    return _mention(text, match[1], "%", start, match.end()) if match else None


def _range(text: str, began: re.Match[str], ended: re.Match[str]) -> Mention | None:
    """The range from one number to the next; nothing when it runs backwards."""
    low, high = read_number(began[1]), read_number(ended[1])
    if low is None or high is None or low >= high:
        return None
    unit, start, end = "%" if ended[2] == "％" else ended[2], began.start(1), ended.end()
    return Mention(high, unit, text[start:end], start, end, "range", low)


def _is_no_points(written: str, text: str, end: int) -> bool:
    follows = text[end : end + 1]
    if follows == "为" and written[-1] not in _DIGITS and written[-1] not in _TENS:
        return False  # 80—90分为良好
    if follows in _NO_POINTS or (follows == "组" and not text.startswith("成", end + 1)):
        return True
    return len(written) == 1 and written in "十一两千百"


def _bound(text: str, start: int, end: int) -> str:
    before = _BEFORE.search(text, max(start - 6, 0), start) if text[start - 1] in _LEADS else None
    if before:
        return str(before.lastgroup)
    after = _AFTER.match(text, end) if text[end : end + 1] in _FOLLOWS else None
    return _SIDES.get(after["side"] or after["sign"] or "", "about") if after else ""


_SIDES = {"上": "min", "下": "max", "内": "max"} | dict.fromkeys("≤<＜≦", "min") | dict.fromkeys("≥>＞≧", "max")
"""What follows a number and makes it a bound: 以上, 以下, and 80分≤得分, where it is the lower one."""


@lru_cache(maxsize=512)  # the same few numbers stand in every text
def read_number(written: str) -> Decimal | None:
    """`17`, `１７`, `1.5`, `十四`, `一百零六`, `两`, `三点五` as a number; nothing for what makes none (`十百`, `x`)."""
    plain = written.translate(_WIDE)
    if plain.isascii():
        return Decimal(plain) if plain.replace(".", "", 1).isdigit() else None
    if "点" in plain:
        whole, _, places = plain.partition("点")
        before, after = read_number(whole), "".join(str(_DIGITS.get(char, char)) for char in places)
        return None if before is None or not after.isdecimal() else before + Decimal(f"0.{after}")
    if not all(char in _DIGITS or char in _TENS for char in plain):
        return None
    value = _han(plain) if any(char in _TENS for char in plain) else _DIGITS.get(plain)
    return None if value is None else Decimal(value)


def _han(written: str) -> int | None:
    """一千零六十: units of ten in falling order, each with at most one digit before it."""
    total, digit, last = 0, -1, 10_000
    for char in written:
        if char in _TENS:
            if _TENS[char] >= last:
                return None
            last = _TENS[char]
            total, digit = total + (1 if digit < 0 else digit) * last, -1
        elif digit <= 0:
            digit = _DIGITS[char]
        else:
            return None
    return total + max(digit, 0)


def phrase_before(text: str, mention: Mention) -> str:
    """The words directly before the number, back to the last stop, comma or colon."""
    return _since(_STOP, text, mention.start, _NEAR)


def sentence_before(text: str, mention: Mention) -> str:
    """What the number's sentence says before it: back to the last full stop, semicolon or line break."""
    return _since(_SENTENCE_END, text, mention.start, 600)


def _since(stop: re.Pattern[str], text: str, end: int, most: int) -> str:
    """The words up to `end` since the last `stop`, at most so many characters; it is near, so the search goes backwards and not far."""
    found = stop.search(text[max(end - _NEAR, 0) : end][::-1]) or stop.search(text[max(end - most, 0) : end][::-1])
    return text[end - found.start() if found else max(end - most, 0) : end]


def phrase_after(text: str, mention: Mention) -> str:
    """The words directly after the measure word, up to the next stop, comma or colon."""
    limit = mention.end + 60
    stop = _STOP.search(text, mention.end, limit)
    return text[mention.end : stop.start() if stop else limit]
