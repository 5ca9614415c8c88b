"""Family R, names of 机关: a name in text or notice that is one character away from one that the registries know (R018).

Each place where a known name would end, counted from its first character, is held against that name: the work is linear in the text.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.document_numbers import occurrences
from gongkai.rules.documents.sources import Source, clause_at, sources
from gongkai.rules.registry import Case, finding, once, related, rule
from gongkai.rules.wordlists import confusable, words

_SHORTEST = 5
"""Names below this many characters differ by one from too many others: 民政局, 财政局."""
_MOST = 200
"""Known names beyond which no more are looked for."""
_SHOWN = 5
_COUNTERS = frozenset("一二三四五六七八九十甲乙丙丁东西南北中上下大小新老正副省市县区乡镇村0123456789")
"""A name with another one of these is another organ's: 第一股 and 第二股, 安溪县 and 安溪市."""
_OMITTED = frozenset("的和与及、省市县区局 　")
"""What a shorter way of writing a name may leave out or put in: 安溪民政局."""


class _Known(Struct, frozen=True):
    """The names, and by their last character those with one character before it, and with one before that; the longest first.

    `reaches` says by the first character of names how far behind it one may end that is a character longer or shorter.
    """

    names: frozenset[str]
    reaches: dict[str, set[int]]
    ends: dict[str, tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]]


class Slip(Struct, frozen=True, gc=False):
    """A name as written in a text, one character away from `name`; `at` is where in the written words the difference lies."""

    source: Source
    start: int
    written: str
    name: str
    at: int


@once
def _known(case: Case) -> _Known:
    agency, region = case.agency, case.region
    given = [agency.name, *agency.short_names, *region.words.organs]
    for unit in agency.units:
        given += (unit.name, *unit.aliases)
    for document in case.documents.values():
        given += (document.issuer or "").replace("，", "、").replace(" ", "、").split("、")
    if region.name:
        given += (f"{region.name}人民政府", f"{region.name}人民政府办公室")
    names = sorted({name for name in given if len(name) >= _SHORTEST and not name.isascii()}, key=lambda name: (-len(name), name))[:_MOST]
    ends: dict[str, tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]] = {}
    for name in names:
        for table, char in zip(ends.setdefault(name[-1], ({}, {})), (name[-2], name[-3]), strict=True):
            table[char] = (*table.get(char, ()), name)
    reaches: dict[str, set[int]] = {}
    for name in names:
        reaches.setdefault(name[0], set()).update(len(name) + more for more in (-1, 0, 1))
    return _Known(frozenset(names), reaches, ends)


@rule("R018", "organ-one-character-off", "机关名称与登记的只差一字", Severity.WARNING, Basis.CONSISTENCY, "机关名称应当与登记的名称一致")
def organ_one_character_off(case: Case) -> Iterator[Finding]:
    """A character written for another, left out, doubled or swapped in a name of agency.yml, documents.yml or region.yml."""
    places: dict[tuple[str, str], list[Slip]] = {}
    for slip in _outermost(_slips(case)):
        places.setdefault((slip.written, slip.name), []).append(slip)
    for (written, name), (first, *others) in places.items():
        several = f"（共 {len(others) + 1} 处）" if others else ""
        message = f"这里写作“{written}”，登记的机关名称是“{name}”，只差一字{several}"
        where = tuple(related("同样的写法", *each.source.path, at=(each.start, len(written))) for each in others[:_SHOWN])
        clause = clause_at(case, first.source.path, first.start)
        help_ = "请核对机关名称；确是另一个机关的，请写进 region.yml 的 words.organs。"
        yield finding("R018", message, *first.source.path, at=(first.start, len(written)), clause=clause, related=where, help=help_)


def _outermost(slips: Iterator[Slip]) -> Iterator[Slip]:
    """The slips without those inside a longer one: 人名政府 in 人名政府办公室."""
    reached: dict[Path, int] = {}
    for slip in sorted(slips, key=lambda each: (each.source.path, each.start, -len(each.written))):
        if slip.start >= reached.get(slip.source.path, 0):
            reached[slip.source.path] = slip.start + len(slip.written)
            yield slip


def _slips(case: Case) -> Iterator[Slip]:
    known = _known(case)
    for source in sources(case):
        text = source.citations.text
        # the first character always stands, and at most one place off
        ends = {at + reach for first, reaches in known.reaches.items() for at in occurrences(text, first) for reach in reaches}
        for end in sorted(end for end in ends if end <= len(text) and text[end - 1] in known.ends):
            nearest, next_ = known.ends[text[end - 1]]
            before = text[end - 2 : end - 1]
            # as in the name, another one for it, or left out
            names = nearest.get(before, ()) or next_.get(text[end - 3 : end - 2], ()) or next_.get(before, ())
            if names and (slip := _slip(case, known, source, end, names)):
                yield slip


def _slip(case: Case, known: _Known, source: Source, end: int, names: tuple[str, ...]) -> Slip | None:
    """The longest of the names that the words before `end` miss by one character; nothing when they are a known name themselves."""
    text = source.citations.text
    for name in names:
        start = end - len(name)
        if name[0] not in text[max(start - 1, 0) : max(start + 2, 0)]:
            continue
        if text.endswith(name, 0, end):
            return None
        written, at = _miss(name, text, end)
        if written and not _is_another(case, known, name, written, at):
            return Slip(source, end - len(written), written, name, at)
    return None


def _miss(name: str, text: str, end: int) -> tuple[str, int]:
    """The words up to `end` that differ from `name` by one edit after its first character, and where; empty for none."""
    length, first = len(name), name[0]
    for more in (0, -1, 1):
        start = end - length - more
        if start >= 0 and text[start] == first:
            written = text[start:end]
            same = next((i for i, (a, b) in enumerate(zip(written, name, strict=False)) if a != b), min(len(written), length))
            if written[same + (more >= 0) :] == name[same + (more <= 0) :]:
                return written, same
            swapped = name[same : same + 2][::-1]
            if not more and written[same : same + 2] == swapped and written[same + 2 :] == name[same + 2 :]:
                return written, same
    return "", 0


def _is_another(case: Case, known: _Known, name: str, written: str, at: int) -> bool:
    """Whether the other words are no slip: a name that is known, another organ's, one of a series, another place's, a shorter form."""
    if written in known.names or any(written in each for each in known.names):
        return True
    if len(written) != len(name):
        odd = max(written, name, key=len)[at]
        if len(written) > len(name) and written[at + 1 : at + 2] == "委":
            return True  # 县编委, 县纪委 are not 县委
        doubled = len(written) > len(name) and odd in written[max(at - 1, 0) : at] + written[at + 1 : at + 2]
        # what is left out stands on neither side of `at`: an organ that begins there holds nothing of the gap
        return not doubled and (odd in _OMITTED or odd in _COUNTERS or _ends_in_organ(case, written, at - (len(written) < len(name))))
    one, other = written[at], name[at]
    if one in _COUNTERS and other in _COUNTERS:
        return True
    # a neighbour of 同安区 is 翔安区; what differs later in a place's name is a slip
    if case.region.name and name.find(case.region.name) == at and one not in confusable().get(other, ()):
        return True
    return _ends_in_organ(case, written, at)


def _ends_in_organ(case: Case, written: str, at: int) -> bool:
    """Whether an organ of the lists ends the words and holds the character at `at`: 安溪县财政局 beside 安溪县民政局."""
    reach = len(written) - at
    return any(len(each) >= reach and written.endswith(each) for each in _organs(case.region.words.organs))


def _organs(added: Iterable[str]) -> tuple[str, ...]:
    return (*words("organs"), *added)
