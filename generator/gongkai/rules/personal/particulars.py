"""The one reader of personal particulars in words: mobile, identity and card numbers, mailboxes and home addresses.

Only what identifies one person is read: numbers of offices (0595-23232323, 12345), codes of organs, document and index numbers, amounts
and what is masked already (138****1234) are none. Linear in the length of the text; a text without a trace of any costs next to nothing.
"""

import re
from collections.abc import Iterator

from gongkai.rules.expressions import late
from gongkai.rules.personal.personal_numbers import MOBILE, Particular, personal_numbers
from gongkai.rules.wordlists import words

# The quick look

_DIGIT, _LONG = b"0", b"0" * 11
_DIGITS_ALIKE = bytes.maketrans(b"123456789" + bytes(range(0x90, 0x9A)), _DIGIT * 19)
_BETWEEN = b" -\xef\xbc"
"""What may stand between digits, and the first bytes of a full-width digit, whose last is 0x90–0x99."""
_WIDE_DIGITS = "０１２３４５６７８９"
_ANNOUNCED = {
    "址": ("住址", "地址"),
    "籍": ("户籍",),
    "口": ("户口所在地",),
    "住": ("居住", "家住"),
    "微": ("微信",),
    "Q": ("QQ",),
    "护": ("护照",),
    "牌": ("车牌", "号牌"),
}
"""Words that announce one, by their rarer character: single characters are found ten times as fast as words."""


def has_trace(text: str) -> bool:
    """Whether a text may hold a particular at all; much faster than reading it."""
    return "@" in text or "＠" in text or _is_announced(text) or _has_number(text)


def _has_number(text: str) -> bool:
    if any(map(text.__contains__, _WIDE_DIGITS)):
        return has_digits(text.encode("utf-8", "replace"))
    return has_digits(text.encode("latin-1", "replace"))  # a third of the bytes: all of Chinese becomes question marks


def has_digits(text: bytes) -> bool:
    """Whether UTF-8 or Latin text has eleven digits in a row, or would without blanks and hyphens."""
    return _LONG in text.translate(_DIGITS_ALIKE, _BETWEEN)


def _is_announced(text: str) -> bool:
    return any(char in text and any(map(text.__contains__, words_with_it)) for char, words_with_it in _ANNOUNCED.items())


_WIDE = dict(zip("０１２３４５６７８９Ｘ－—–‐‑＠　\u00a0", "0123456789X-----@  ", strict=True))


def read_particulars(text: str) -> list[Particular]:
    """Everything in a text that identifies a person, in order, none inside another."""
    found: list[Particular] = []
    if _has_number(text):
        found += personal_numbers(narrow(text))
    if "@" in text or "＠" in text:
        found += _mailboxes(narrow(text))
    if _is_announced(text):
        found += _labelled(narrow(text))
    return list(_apart(sorted(found, key=lambda each: (each.start, -each.end))))


def narrow(text: str) -> str:
    """The text with its full-width digits, hyphens and blanks made plain, of the same length."""
    for wide, plain in _WIDE.items():
        if wide in text:
            text = text.replace(wide, plain)
    return text


def _apart(found: list[Particular]) -> Iterator[Particular]:
    end = 0
    for each in found:
        if each.start >= end:
            yield each
            end = each.end


# Mailboxes

_LOCAL = late(r"[a-z0-9._%+-]+", re.IGNORECASE)
_DOMAIN = late(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}", re.IGNORECASE)
_LONGEST_LOCAL = 64


def _mailboxes(text: str) -> Iterator[Particular]:
    position = text.find("@")
    while position >= 0:
        domain = _DOMAIN.match(text, position + 1)
        local = _LOCAL.match(text[max(position - _LONGEST_LOCAL, 0) : position][::-1])
        if domain and local and domain[0].lower() in words("free_mail"):
            name = local[0][::-1]
            yield Particular("mailbox" if _is_personal(name) else "free", position - len(name), domain.end())
        position = text.find("@", position + 1)


def _is_personal(name: str) -> bool:
    """Whether a mailbox is named by a number of its owner's: a QQ or mobile number."""
    return name.isdecimal() and (5 <= len(name) <= 10 or MOBILE.fullmatch(name) is not None)


# What a label announces

_HOME = r"家庭(?:住址|地址|详细地址)|户籍(?:所在地|地址)|户口所在地|现?居住(?:地址|地(?!区|的))|现住址|经常居住地|(?<![办公])住址|家住"
_OWN = r"QQ号?码?|微信号?码?|护照号?码?|车牌号?码?|号牌号码"
_ANNOUNCES = rf"(?P<address>{_HOME})|(?P<other>{_OWN})"
LABEL = late(_ANNOUNCES)
"""What says in words that the next ones are a home address, or a number of one's own."""
_LABELLED = late(rf"(?:{_ANNOUNCES})(?:[（(][^（()）\n]{{0,12}}[）)])?(?:为|是|[：: \t])[：: \t]{{0,4}}")
_VALUES = {
    "QQ": late(r"[1-9][0-9]{4,10}(?![0-9])"),
    "微信": late(r"[A-Za-z][-_A-Za-z0-9]{5,19}(?![-_A-Za-z0-9])|1[3-9][0-9]{9}(?![0-9])"),
    "护照": late(r"[A-Z]{1,2}[0-9]{7,8}(?![0-9])"),
    "车牌": late(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{5,6}(?![A-Z0-9])"),
}
_HOUSE = late(
    r"[^，,；;。\n\t：:]{0,40}?[0-9一二三四五六七八九十]{1,5} ?(?:号|栋|幢|座|单元|室|组|队)"
    r"(?:[^，,；;。\n\t]{0,12}?[0-9]{1,4} ?(?:室|号|单元))?"
)


def _labelled(text: str) -> Iterator[Particular]:
    for match in _LABELLED.finditer(text):
        if match["address"]:
            value = _HOUSE.match(text, match.end())
            if value:
                yield Particular("address", match.end(), value.end(), match["address"])
        else:
            name = match["other"]
            value = _VALUES["车牌" if "牌" in name else name[:2]].match(text, match.end())
            if value:
                yield Particular("other", match.end(), value.end(), name)
