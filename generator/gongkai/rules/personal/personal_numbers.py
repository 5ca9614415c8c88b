"""Numbers in words that identify a person: identity, mobile and card numbers, in every way people write them. Part of `particulars`.

Numbers of offices (0595-23232323, 12345), codes of organs, document and index numbers and amounts are none.
"""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from gongkai.rules.expressions import late
from gongkai.rules.personal.identity import is_bank_card, is_identity_number, is_old_identity_number, looks_like_identity_number

Kind = Literal["identity", "mobile", "contact", "card", "mailbox", "free", "address", "other"]
"""A mobile number is a `contact` when the words before it offer it for calls; a mailbox is `free` when it may as well be an office's."""


class Particular(Struct, frozen=True, gc=False):
    """What stands from `start` to `end` of a text; `label` is what the text calls it, where it must call it something (护照号)."""

    kind: Kind
    start: int
    end: int
    label: str = ""


_RUN = late(r"(?:86|[0-9]{3,})(?:[ -][0-9]+)*[Xx]?(?![0-9])")
_TOKEN = late(r"[0-9]+[Xx]?")
MOBILE = late(r"(?:86)?1[3-9][0-9]{9}")
_UNIT = late(r" ?(?:[元万亿吨亩%％‰米户人次条项件辆台]|平方|立方|公里|千瓦|[.．][0-9]|,[0-9]{3})")
_CODE = late(
    r"(?:编[号码]|代码|文号|案号|(?<!份)证号|书号|票号|单号|订单|索引号|流水号|项目号|信用代码|登记号|备案号|批次|条码|标识码|序列号|期号)\D{0,3}$|〕$"
)
_CREDIT = late(r"信用代码\D{0,3}$")
_CALLS = late(r"联系|联络|咨询|举报|投诉|值班|监督|报送|热线|传真|电话[^0-9]{0,4}$")
_PHONE = late(r"(?:电话|手机|联系|联络|移动|号码|[Tt][Ee][Ll]|[Mm]obile|[Pp]hone)[^0-9]{0,8}$")
_IDENTITY = late(r"身份(?:证|号码)[^0-9]{0,10}$")
_STOPS = late(r"[。；;\n]")
_NEAR = 40


def personal_numbers(text: str) -> Iterator[Particular]:
    """Every such number in a text with plain digits, in order; linear in its length."""
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
    if length in (11, 13) and MOBILE.fullmatch(digits) and not _is_amount(text, start, end):
        return _call(text, start)
    return "card" if is_bank_card(digits) else None


def _parted(name: str, digits: str, text: str, start: int, spans: list[tuple[int, int]]) -> Kind | None:
    """What a number in groups is. Three short numbers beside each other look like a mobile number: it must be called one."""
    if name == "identity":
        return "identity" if is_identity_number(digits) else None
    if name == "card":
        return "card" if digits.isdecimal() and is_bank_card(digits) else None
    if not MOBILE.fullmatch(digits):
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
