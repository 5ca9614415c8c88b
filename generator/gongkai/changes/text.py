"""Changes of the scheme's text, clause by clause: what was added, dropped, reworded, and what only got another number."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gongkai.changes.fields import altered, entry
from gongkai.changes.kinds import Change, Kind
from gongkai.changes.pairing import Row, pair
from gongkai.changes.wording import Wording, numbers
from gongkai.model import Scheme
from gongkai.outline import read_outline

OPENING, CLOSING = "开头", "文末"
"""What stands before the first numbered clause, and what belongs to none (the list of 附件)."""
_PLACES = (("text",), ("text",))


class Clause(NamedTuple):
    """A numbered clause without those below it: its address, that of the one around it, its title, and its own words without numeral."""

    address: str
    above: str
    title: str
    words: str


@lru_cache(maxsize=8)  # the schemes of one agency, each beside the one before and the one after
def clauses(text: str) -> tuple[Clause, ...]:
    """The text cut into its clauses; together they are the whole text but for numerals and blanks."""
    outline = read_outline(text)
    sections = outline.sections
    own: dict[str, list[str]] = {OPENING: [text[: sections[0].start if sections else len(text)]]}
    heads: dict[str, tuple[str, str]] = {OPENING: ("", "")}
    for index, section in enumerate(sections):
        following = sections[index + 1].start if index + 1 < len(sections) else len(text)
        end = min(section.end, following)
        address = section.clause
        while address in own:  # a text that numbers two clauses alike
            address += "’"
        own[address] = [text[section.title_start : end]]
        parent = sections[section.parent].clause if section.parent is not None else ""
        heads[address] = (parent, section.title)
        if end < following:  # what follows an enumeration inside a paragraph belongs to the paragraph's clause
            around = outline.at(end)
            own.setdefault(around.clause if around else CLOSING, []).append(text[end:following])
    found = (Clause(address, *heads.get(address, ("", "")), "".join(words).strip()) for address, words in own.items())
    return tuple(each for each in found if each.words)


def text_changes(before: Scheme, after: Scheme, wording: Wording) -> Iterator[Change]:
    """Of the text; a change that alters a number in it, or a whole clause, is substantive."""
    if before.text == after.text:
        return
    sides = clauses(before.text), clauses(after.text)
    rows = [_rows(each, wording, side) for side, each in enumerate(sides)]
    (old, new), pairs = sides, pair(*rows, lasting=False)
    yield from (entry(Kind.TEXT_REMOVED, _name(old[i]), ("text",), old[i].words, old[i].address) for i in pairs.gone)
    yield from (entry(Kind.TEXT_ADDED, _name(new[j]), ("text",), new[j].words, new[j].address) for j in pairs.new)
    heirs = {old[i].address: new[j].address for i, j in pairs.both}
    for i, j in pairs.both:
        one, other = old[i], new[j]
        told, address = _name(other), "" if other.address in (OPENING, CLOSING) else other.address
        if other.address != heirs.get(one.above, one.above) + one.address.removeprefix(one.above):  # not only with the clause around it
            yield altered(Kind.TEXT_RENUMBERED, told, (one.address, other.address), _PLACES, what="编号", clause=address)
        if rows[0][i].words != rows[1][j].words and not wording.same(one.words, other.words):
            heavy = _numbers_differ(one.words, other.words, wording)
            yield altered(Kind.TEXT_CHANGED, told, (one.words, other.words), _PLACES, clause=address, heavy=heavy)


def _rows(all_: Sequence[Clause], wording: Wording, side: int) -> list[Row]:
    """The clauses as they are paired: as written, but for the years; what is only written otherwise is like enough."""
    words = [each.words if side else wording.moved(each.words) for each in all_]
    titles = [each.title if side else wording.moved(each.title) for each in all_]
    return [Row(each.address, title or said, each.above, said) for each, title, said in zip(all_, titles, words, strict=True)]


def _name(each: Clause) -> str:
    return f"正文{each.address}" + (f"“{each.title}”" if each.title else "")


def _numbers_differ(old: str, new: str, wording: Wording) -> bool:
    """Whether the reworded stretches have other numbers; between years nobody asks."""
    if wording.years:
        return False
    differing = [piece for piece in wording.pieces(old, new) if not piece.same]
    return sorted(n for piece in differing for n in numbers(piece.old)) != sorted(n for piece in differing for n in numbers(piece.new))
