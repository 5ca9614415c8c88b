"""A plan and the scores of one unit → its score, and how it was computed line by line; or what is missing or not allowed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from gongkai.calculation.plan import Part, Sum
from gongkai.calculation.typeset import substituted
from gongkai.formula import FormulaError, evaluate
from gongkai.scoring import number

Entries = Mapping[str, Decimal]
"""Key of a part → the score entered for it."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．。", "0123456789..")
_ENTRY = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")


class Line(NamedTuple):
    """A step of the computation: `最后得分`, `92 × 70% + 88 × 30%`, `90.8` (empty where it cannot be computed)."""

    name: str
    calculation: str
    result: str


class Outcome(Struct, frozen=True, kw_only=True):
    """What came out: `total` with its `lines` and what each entered score `counts` in what it is part of (by key, where that is a weighted
    sum); without a total, the keys that are `missing` or `outside` their bounds, or the `error`.
    """

    total: Fraction | None = None
    lines: tuple[Line, ...] = ()
    counts: Mapping[str, str] = {}
    missing: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    error: str = ""


def read_entry(text: str) -> Decimal | None:
    """A score as people type it, in full or half width, up to four places; none for anything else."""
    plain = text.strip().translate(_FULL_WIDTH)
    return Decimal(plain) if _ENTRY.fullmatch(plain) else None


def compute(made: Sum, entries: Entries) -> Outcome:
    """The score; parts of a term are used instead of its own score as soon as any of them is entered."""
    asked = tuple(_asked(made.terms, entries))
    missing = tuple(each.key for each in asked if not each.optional and each.key not in entries)
    outside = tuple(each.key for each in asked if each.key in entries and not _allowed(each, entries[each.key]))
    if missing or outside:
        return Outcome(missing=missing, outside=outside)
    lines, counts = list[Line](), dict[str, str]()
    values = {each.name: _value(each, entries, lines, counts) for each in made.terms}
    calculation = substituted(made.root, {name: shown(value) for name, value in values.items()})
    try:
        total = evaluate(made.root, values)
    except FormulaError as error:
        return Outcome(lines=(*lines, Line(made.name, calculation, "")), counts=counts, error=error.message)
    return Outcome(total=total, lines=(*lines, Line(made.name, calculation, shown(total))), counts=counts)


def shown(value: Fraction) -> str:
    """A number of a computation: `90.8`, `−3`, `约33.3333`."""
    return number(value).replace("-", "−")


def _opened(part: Part, entries: Entries) -> bool:
    return any(each.key in entries or _opened(each, entries) for each in part.parts)


def _asked(parts: Iterable[Part], entries: Entries) -> Iterator[Part]:
    """The parts whose own score counts."""
    for each in parts:
        if _opened(each, entries):
            yield from _asked(each.parts, entries)
        else:
            yield each


def _allowed(part: Part, value: Decimal) -> bool:
    return value >= 0 and (part.most is None or value <= part.most)


def _value(part: Part, entries: Entries, lines: list[Line], counts: dict[str, str]) -> Fraction:
    value = _from_parts(part, entries, lines, counts) if _opened(part, entries) else Fraction(entries.get(part.key, 0))
    if part.weight is not None:
        counts[part.key] = shown(part.weight * value)
    return value


def _from_parts(part: Part, entries: Entries, lines: list[Line], counts: dict[str, str]) -> Fraction:
    values = [(each.weight or Fraction(1), _value(each, entries, lines, counts)) for each in part.parts]
    calculation = " + ".join(shown(value) + (f" × {shown(weight * 100)}%" if weight != 1 else "") for weight, value in values)
    total = sum((weight * value for weight, value in values), Fraction(0))
    lines.append(Line(part.name, calculation, shown(total)))
    return total
