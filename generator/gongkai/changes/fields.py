"""The particulars of two entries that are one and the same, held against each other field by field; labels come from `terms`."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import Struct

from gongkai.changes.kinds import KINDS, Change, Kind
from gongkai.changes.wording import Wording
from gongkai.diagnostics import Path
from gongkai.periods import chinese_date, chinese_period
from gongkai.scoring import points
from gongkai.terms import term


class Field(NamedTuple):
    """A field that is compared: its name, the kind of a change in it, its values in words, and its label where `terms` has no apt one."""

    name: str
    kind: Kind
    show: Callable[[Any], str] = str
    label: str = ""


class Both(Struct, frozen=True, gc=False):
    """An entry in the two schemes: what it is called, its two values, its two places, and the clause that speaks of it."""

    about: str
    old: Any
    new: Any
    before: Path
    after: Path
    clause: str = ""


def in_points(value: Decimal | None) -> str:
    """`5分`."""
    return "" if value is None else f"{points(value)}分"


def listed(names: Sequence[str]) -> str:
    """甲、乙、丙."""
    return "、".join(names)


@lru_cache(maxsize=4096)
def in_days(period: str | None) -> str:
    """A period in words; as written where it is none."""
    try:
        return chinese_period(period) if period else ""
    except ValueError:
        return period or ""


def shown(value: Any) -> str:
    """Any plain value in words."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Decimal():
            return points(value)
        case tuple():
            return listed([shown(each) for each in value])
    return chinese_date(value) if hasattr(value, "isoformat") and not hasattr(value, "hour") else str(value)


def differing(both: Both, fields: Sequence[Field], wording: Wording) -> Iterator[Change]:
    """A change for each of the fields whose values are not the same."""
    struct = type(both.old).__name__
    for name, kind, show, label in fields:
        old, new = getattr(both.old, name), getattr(both.new, name)
        if old is new or old == new or _same(name, old, new, wording):
            continue
        yield Change(
            kind=kind,
            about=both.about,
            what=label or term(name, struct).name,
            old=show(old) if old is not None else "",
            new=show(new) if new is not None else "",
            before=(*both.before, name),
            after=(*both.after, name),
            numbers=(_number(old), _number(new)),
            clause=both.clause,
            substantive=KINDS[kind].substantive,
        )


def _same(name: str, old: Any, new: Any, wording: Wording) -> bool:
    if name == "due":
        return wording.same_period(old, new)
    if isinstance(old, tuple) and isinstance(new, tuple) and all(isinstance(each, str) for each in (*old, *new)):
        return len(old) == len(new) and all(wording.same(one, other) for one, other in zip(old, new, strict=True))
    return isinstance(old, str) and isinstance(new, str) and wording.same(old, new)


def _number(value: Any) -> Decimal | None:
    return Decimal(value) if type(value) in (Decimal, int) else None


def altered(
    kind: Kind,
    about: str,
    values: tuple[str, str],
    places: tuple[Path, Path],
    *,
    what: str = "",
    clause: str = "",
    heavy: bool | None = None,
) -> Change:
    """A change of a value in words; `heavy` says whether it is substantive where its kind alone does not."""
    return Change(
        kind=kind,
        about=about,
        what=what,
        old=values[0],
        new=values[1],
        before=places[0],
        after=places[1],
        clause=clause,
        substantive=KINDS[kind].substantive if heavy is None else heavy,
    )


def entry(kind: Kind, about: str, path: Path, words: str = "", clause: str | None = None, number: Decimal | None = None) -> Change:  # noqa: PLR0917
    """A change of a whole entry: one that was added stands in the later scheme alone, one that was removed in the earlier."""
    added = kind.endswith("-added")
    return Change(
        kind=kind,
        about=about,
        old="" if added else words,
        new=words if added else "",
        before=None if added else path,
        after=path if added else None,
        numbers=(None, number) if added else (number, None),
        clause=clause or "",
        substantive=KINDS[kind].substantive,
    )
