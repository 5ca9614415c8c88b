"""The one reader of personal particulars in words: mobile, identity and card numbers, mailboxes, home addresses, and how to mask them.

Only what identifies one person is read: numbers of offices (0595-23232323, 12345), codes of organs, document and index numbers, amounts
and what is masked already (138****1234) are none. Linear in the length of the text; a text without a trace of any costs next to nothing.
"""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from gongkai.diagnostics import Finding
from gongkai.rules.identity import is_bank_card, is_identity_number, is_old_identity_number, looks_like_identity_number
from gongkai.rules.wordlists import words

Kind = Literal["identity", "mobile", "contact", "card", "mailbox", "free", "address", "other"]
"""A mobile number is a `contact` when the words before it offer it for calls; a mailbox is `free` when it may as well be an office's."""


class Particular(Struct, frozen=True, gc=False):
    """What stands from `start` to `end` of a text; `label` is what the text calls it, where it must call it something (护照号)."""

    kind: Kind
    start: int
    end: int
    label: str = ""


# The quick look

_DIGIT, _LONG = b"0", b"0" * 11
_DIGITS_ALIKE = bytes.maketrans(b"123456789" + bytes(range(0x90, 0x9A)), _DIGIT * 19)
_BETWEEN = b" -\xef\xbc"
"""What may stand between digits, and the first bytes of a full-width digit, whose last is 0x90–0x99."""
_ANNOUNCED = ("住址", "地址", "户籍", "户口", "居住", "家住", "微信", "QQ", "护照", "车牌", "号牌")


def has_trace(text: str) -> bool:
    """Whether a text may hold a particular at all; much faster than reading it."""
    return "@" in text or "＠" in text or _is_announced(text) or has_digits(text.encode("utf-8", "replace"))


def has_digits(text: bytes) -> bool:
    """Whether UTF-8 text has eleven digits in a row, or would without blanks and hyphens."""
    return _LONG in text.translate(_DIGITS_ALIKE, _BETWEEN)


def _is_announced(text: str) -> bool:
    """Whether a word announces one; single characters are found ten times as fast as words, and most words fail by one."""
    return any(word[0] in text and word[-1] in text and word in text for word in _ANNOUNCED)


# Numbers

_WIDE = dict(zip("０１２３４５６７８９Ｘ－—–‐‑＠　\u00a0", "0123456789X-----@  ", strict=True))
_RUN = re.compile(r"(?:86|[0-9]{3,})(?:[ -][0-9]+)*[Xx]?(?![0-9])")
_TOKEN = re.compile(r"[0-9]+[Xx]?")
_MOBILE = re.compile(r"(?:86)?1[3-9][0-9]{9}")
_UNIT = re.compile(r" ?(?:[元万亿吨亩%％‰米户人次条项件辆台]|平方|立方|公里|千瓦|[.．][0-9]|,[0-9]{3})")
_CODE = re.compile(
    r"(?:编[号码]|代码|文号|案号|(?<!份)证号|书号|票号|单号|订单|索引号|流水号|项目号|信用代码|登记号|备案号|批次|条码|标识码|序列号|期号)\D{0,3}$|〕$"
)
_CREDIT = re.compile(r"信用代码\D{0,3}$")
_CALLS = re.compile(r"联系|联络|咨询|举报|投诉|值班|监督|报送|热线|传真|电话[^0-9]{0,4}$")
_PHONE = re.compile(r"(?:电话|手机|联系|联络|移动|号码|[Tt][Ee][Ll]|[Mm]obile|[Pp]hone)[^0-9]{0,8}$")
_IDENTITY = re.compile(r"身份(?:证|号码)[^0-9]{0,10}$")
_STOPS = re.compile(r"[。；;\n]")
_NEAR = 40


def read_particulars(text: str) -> list[Particular]:
    """Everything in a text that identifies a person, in order, none inside another."""
    found: list[Particular] = []
    if has_digits(text.encode("utf-8", "replace")):
        found += _numbers(_narrow(text))
    if "@" in text or "＠" in text:
        found += _mailboxes(_narrow(text))
    if _is_announced(text):
        found += _labelled(_narrow(text))
    return list(_apart(sorted(found, key=lambda each: (each.start, -each.end))))


def _narrow(text: str) -> str:
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


def _numbers(text: str) -> Iterator[Particular]:
    for run in _RUN.finditer(text):
        if run.end() - run.start() < 11:
            continue
        tokens = [match.span() for match in _TOKEN.finditer(text, *run.span())]
        index = 0
        while index < len(tokens):
            taken = _number(text, tokens, index)
            if taken:
                particular, used = taken
                yield particular
                index += used
            else:
                index += 1


_GROUPS = {
    "identity": ((6, 8, 4), (6, 4, 4, 4), (3, 3, 4, 4, 4)),
    "card": ((4, 4, 4, 4, 3), (4, 4, 4, 4, 2), (4, 4, 4, 4, 1), (4, 4, 4, 4), (6, 13), (6, 10)),
    "mobile": ((3, 4, 4), (2, 3, 4, 4), (2, 11)),
}
"""How people part a number with blanks or hyphens: lengths of the groups, the longest number first."""


def _number(text: str, tokens: list[tuple[int, int]], index: int) -> tuple[Particular, int] | None:
    """The number that begins with a group of digits, and how many groups it has."""
    start, end = tokens[index]
    kind = _whole(text, start, end, _joined(text, tokens, index, 1))
    if kind:
        return Particular(kind, start, end), 1
    for name, shapes in _GROUPS.items():
        for shape in (each for each in shapes if each[0] == end - start):
            spans = tokens[index : index + len(shape)]
            if tuple(stop - begin for begin, stop in spans) == shape and not _joined(text, tokens, index, len(shape)):
                digits = "".join(text[begin:stop] for begin, stop in spans)
                kind = _parted(name, digits, text, start, spans)
                if kind:
                    return Particular(kind, start, spans[-1][1]), len(shape)
    return None


def _joined(text: str, tokens: list[tuple[int, int]], index: int, count: int) -> bool:
    """Whether a hyphen joins the groups to a code: to letters, or to digits that are no telephone number themselves."""
    start, end = tokens[index][0], tokens[index + count - 1][1]
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if before.endswith(("-", "/", "_", "=")) and not (index and _is_telephone(text, *tokens[index - 1])):
        return len(before) > 1 and before[0].isascii() and before[0].isalnum()
    if after[:1] in ("-", "/", "_") and len(after) > 1 and after[1].isascii() and after[1].isalnum():
        return index + count >= len(tokens) or not _is_telephone(text, *tokens[index + count])
    return before[-1:].isascii() and before[-1:].isalpha() and not _PHONE.search(text, max(start - 8, 0), start)


def _is_telephone(text: str, start: int, end: int) -> bool:
    return end - start in (7, 8, 11) or text[start:end] == "86" or (text[start] == "0" and end - start in (3, 4))


def _whole(text: str, start: int, end: int, joined: bool) -> Kind | None:
    """What one group of digits is."""
    length, digits = end - start, text[start:end]
    if length == 18 and not (_CREDIT.search(text, max(start - 8, 0), start) or _in_address(text, start)):
        if is_identity_number(digits) or (looks_like_identity_number(digits) and _IDENTITY.search(text, max(start - 16, 0), start)):
            return "identity"
    elif length == 15 and _IDENTITY.search(text, max(start - 16, 0), start):
        return "identity" if is_old_identity_number(digits) else None
    if joined or not digits.isdecimal() or _is_code(text, start):
        return None
    if length in (11, 13) and _MOBILE.fullmatch(digits) and not _is_amount(text, start, end):
        return _call(text, start)
    return "card" if is_bank_card(digits) else None


def _parted(name: str, digits: str, text: str, start: int, spans: list[tuple[int, int]]) -> Kind | None:
    """What a number in groups is. Three short numbers beside each other look like a mobile number: it must be called one."""
    if name == "identity":
        return "identity" if is_identity_number(digits) else None
    if name == "card":
        return "card" if digits.isdecimal() and is_bank_card(digits) else None
    if not _MOBILE.fullmatch(digits):
        return None
    hyphens = all(text[stop] == "-" for _, stop in spans[:-1])
    called = digits.startswith("86") or _PHONE.search(text, max(start - 14, 0), start)
    return _call(text, start) if (hyphens and not _is_code(text, start)) or called else None


def _call(text: str, start: int) -> Kind:
    """Whether the sentence offers a mobile number for calls."""
    return "contact" if _CALLS.search(_sentence(text, start)) else "mobile"


def _sentence(text: str, start: int) -> str:
    return _STOPS.split(text[max(start - _NEAR, 0) : start])[-1]


def _is_code(text: str, start: int) -> bool:
    """Whether the number is announced as a code, or stands in an address of the web."""
    return _CODE.search(text, max(start - 12, 0), start) is not None or _in_address(text, start)


def _in_address(text: str, start: int) -> bool:
    before = re.split(r"[^!-~]", text[max(start - 200, 0) : start])[-1]
    return "://" in before or "www." in before


def _is_amount(text: str, start: int, end: int) -> bool:
    return _UNIT.match(text, end) is not None or (start > 1 and text[start - 1] in ".," and text[start - 2].isdecimal())


# Mailboxes

_LOCAL = re.compile(r"[a-z0-9._%+-]+", re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}", re.IGNORECASE)
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
    return name.isdecimal() and (5 <= len(name) <= 10 or _MOBILE.fullmatch(name) is not None)


# What a label announces

_HOME = r"家庭(?:住址|地址|详细地址)|户籍(?:所在地|地址)|户口所在地|现?居住(?:地址|地(?!区|的))|现住址|经常居住地|(?<![办公])住址|家住"
_OWN = r"QQ号?码?|微信号?码?|护照号?码?|车牌号?码?|号牌号码"
LABEL = re.compile(rf"(?P<address>{_HOME})|(?P<other>{_OWN})")
"""What says in words that the next ones are a home address, or a number of one's own."""
_LABELLED = re.compile(rf"(?:{LABEL.pattern})(?:[（(][^（()）\n]{{0,12}}[）)])?(?:为|是|[：: \t])[：: \t]{{0,4}}")
_VALUES = {
    "QQ": re.compile(r"[1-9][0-9]{4,10}(?![0-9])"),
    "微信": re.compile(r"[A-Za-z][-_A-Za-z0-9]{5,19}(?![-_A-Za-z0-9])|1[3-9][0-9]{9}(?![0-9])"),
    "护照": re.compile(r"[A-Z]{1,2}[0-9]{7,8}(?![0-9])"),
    "车牌": re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{5,6}(?![A-Z0-9])"),
}
_HOUSE = re.compile(
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


# Masking

_KEPT: dict[Kind, tuple[int, int]] = {
    "identity": (3, 3),
    "mobile": (3, 4),
    "contact": (3, 4),
    "card": (4, 4),
    "address": (2, 0),
    "other": (1, 1),
}
"""How many characters of each kind stay at the beginning and the end."""


def masked(text: str) -> str:
    """The text with every particular masked, of the same length: 138****1234."""
    found = read_particulars(text)
    pieces, end = [], 0
    for each in found:
        pieces += [text[end : each.start], mask(text, each)]
        end = each.end
    return "".join([*pieces, text[end:]]) if found else text


def mask(text: str, each: Particular) -> str:
    """The words of one particular as they may be shown, of the same length."""
    shown = text[each.start : each.end]
    if each.kind in ("mailbox", "free"):
        name, at, domain = _narrow(shown).partition("@")
        return name[:1] + "*" * (len(name) - 1) + at + domain
    first, last = _KEPT[each.kind]
    return shown[:first] + "*" * (len(shown) - first - last) + shown[len(shown) - last :]


def discreet(finding: Finding) -> Finding:
    """The finding with every particular in its sentences masked: rules quote the text, and what they say is printed and published."""
    waived = finding.waived or ""
    if not any(map(has_trace, (finding.message, finding.help, waived, *(each.message for each in finding.related)))):
        return finding
    return replace(
        finding,
        message=masked(finding.message),
        help=masked(finding.help),
        waived=masked(waived) or None,
        related=tuple(replace(each, message=masked(each.message)) for each in finding.related),
    )
