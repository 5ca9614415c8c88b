"""The one reader of 文号 (安民〔2024〕52号), well-formed or not, alone or in a sentence; `citations` says which title each belongs to."""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from gongkai.mentions import read_number as read_numeral

_RARE, _COMMON = "〔﹝［【", "[（("
_REACH = 24
"""Characters from the opening bracket to the 号 of the last of several serials, at most."""
_CLOSING = r"〕﹞］\]】）)"
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")

_NUMBER = re.compile(
    r"[ 　]?(?P<year>[0-9０-９]{2,4}|[〇○零一二三四五六七八九]{4})(?P<after>年度?)?[ 　]?"
    rf"(?P<closing>[{_CLOSING}])[ 　]?(?P<ordinal>字?第)?[ 　]?"
    r"(?P<serial>[0-9０-９]{1,5}(?![0-9０-９])|[一二三四五六七八九十百〇零]{1,5}(?=[ 　]?号)|[×xX＊*]{0,4}(?=[ 　]?号))"
    r"[ 　]?(?P<end>号(?![楼院线机厅房门桌井桥])|(?=[、，,和及至—－-][ 　]?[0-9]{1,5}(?:号|[、，,和及至—－-])))?"
)
"""From the year to 号; the last of several serials (42、43号) carries the 号 of all of them."""
_HAN_RUN = re.compile(r"[一-鿿]{1,16}[ 　]{0,2}$")
_LEAD = re.compile(
    r".*(?:按照|根据|依据|依照|参照|遵照|对照|执行|印发|转发|下发|贯彻|落实|文号|字号|文件|通知|以及|参见|(?<=.)和|[的与及为以见按据照由])"
)
"""Words of the sentence that run into the 机关代字: 按照晋效〔2019〕3号."""


class Number(Struct, frozen=True, kw_only=True, gc=False):
    """A 文号 as written in `words`, `start` to `end` of the text: 机关代字, year and serial in half-width digits.

    `year` has two digits where the text writes two. A serial in Han numerals is given in digits, with its leading zeros otherwise; it is
    empty where the text has none (〔2024〕号, 〔2024〕×号). `shared` marks one of several serials before the one 号 (42、43号).
    """

    organ: str
    year: str
    serial: str
    words: str
    start: int
    end: int
    shared: bool = False

    @property
    def plain(self) -> str:
        """The number in the form of GB/T 9704—2012 7.2.5, for comparison: 安民〔2024〕52号."""
        return f"{self.organ}〔{self.year}〕{self.serial.lstrip('0') or self.serial[:1]}号"

    @property
    def well_formed(self) -> bool:
        """Whether it is written just so; one of several (〔2024〕42、43号) leaves its 号 to the last."""
        return len(self.year) == 4 and bool(self.serial) and self.words + "号" * self.shared == self.plain


@lru_cache(maxsize=512)
def read_document_number(words: str) -> Number | None:
    """A value that is a 文号 and nothing else, well-formed or not; nothing for anything else."""
    found = next(document_numbers(words), None)
    return found if found and not words[: found.start].strip() and not words[found.end :].strip() else None


def document_numbers(text: str) -> Iterator[Number]:
    """Every 文号 of a text in order; linear in its length."""
    for opening in sorted(_openings(text)):
        match = _NUMBER.match(text, opening + 1)
        if match is None or not _is_number(match, text[opening]):
            continue
        run = _HAN_RUN.search(text, max(opening - 18, 0), opening)
        organ = _organ(text, run) if run else ""
        if organ:
            start = text.rindex(organ, 0, opening)
            words = text[start : match.end()]
            yield Number(
                organ=organ,
                year=match["year"].translate(_WIDE).translate(_YEAR),
                serial=_serial(match["serial"]),
                words=words,
                start=start,
                end=match.end(),
                shared=match["end"] == "",
            )


def _openings(text: str) -> set[int]:
    """Where a year may begin: at every bracket that is rare otherwise, and at the common ones shortly before a 号."""
    found = {at for mark in _RARE for at in occurrences(text, mark)}
    for end in occurrences(text, "号"):
        found.update(text.rfind(mark, max(end - _REACH, 0), end) for mark in _COMMON)
    return found - {-1}


def occurrences(text: str, words: str) -> Iterator[int]:
    """Where the words stand in the text, one after the other."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def _is_number(match: re.Match[str], opening: str) -> bool:
    """Whether year, serial and 号 make a 文号: outside 〔〕 less may be missing, for other things stand in such brackets as well."""
    year = match["year"].translate(_WIDE)
    if len(year) == 3 or (len(year) == 4 and year[0] not in "12〇○零一二") or (opening in "（(" and len(year) != 4):
        return False
    if match["end"] is None:
        return opening in "〔﹝" and bool(match["serial"])
    return bool(match["serial"]) or len(year) == 4


def _organ(text: str, run: re.Match[str]) -> str:
    han = run[0].rstrip(" 　")
    lead = _LEAD.match(han)
    organ = han[lead.end() :] if lead else han
    # 和 begins a 机关代字 (和政办, 和县) only where it joins nothing
    return organ[1:] if organ.startswith("和") and text[run.start() - 1 : run.start()] in {"》", "）", ")", "号"} else organ


@lru_cache(maxsize=256)
def _serial(written: str) -> str:
    plain = written.translate(_WIDE)
    if plain.isdigit() and plain.isascii():
        return plain
    value = read_numeral(plain) if plain else None
    return "" if value is None else str(value)
