"""The grade of a score, what a veto leaves of it, and how many units may have a grade."""

from collections.abc import Collection, Iterator
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from msgspec import Struct

from gongkai.model import Band, Effect, Grades, Rounding
from gongkai.scoring import share


class Limit(Struct, frozen=True, omit_defaults=True):
    """What a veto does: `grade` is the place of a band, none where the scheme doesn't say which or names one that it doesn't have."""

    effect: Effect
    grade: int | None = None


class Grading(Struct, frozen=True, omit_defaults=True):
    """等次 as far as one unit's grade and the quotas depend on them; `bands` from the top, `limits` in the order of the vetoes."""

    bands: tuple[Band, ...]
    rounding: Rounding | None = None
    limits: tuple[Limit, ...] = ()


class Standing(Struct, frozen=True):
    """The grades that are open to a unit, as places of bands: each but the last is limited by a quota or by the order of scores, and who
    is not among them falls to the next. None when the score is below all lines, or not known. `fixed`: vetoes alone decide; `unclear`:
    one of them limits the grade and the scheme doesn't say to which.
    """

    bands: tuple[int, ...] = ()
    fixed: bool = False
    unclear: bool = False


class Reading(NamedTuple):
    """A number of units, and the ways of rounding that lead to it (none: nothing is to be rounded)."""

    units: int
    ways: tuple[Rounding, ...] = ()


def grading(grades: Grades) -> Grading:
    """The grades of a scheme."""
    places = {band.name: place for place, band in reversed(list(enumerate(grades.bands)))}
    limits = tuple(Limit(veto.effect, places.get(veto.grade or "")) for veto in grades.vetoes)
    return Grading(grades.bands, grades.rounding, limits)


def standing(of: Grading, total: Fraction | None, vetoes: Collection[int] = ()) -> Standing:
    """The grades open to a unit with this score (none: not known) to which these vetoes apply (places among the limits)."""
    limits = [of.limits[place] for place in sorted(vetoes)]
    unclear = any(limit.grade is None for limit in limits)
    cap = max((limit.grade for limit in limits if limit.grade is not None), default=0)
    if any(limit.effect == "exactly" and limit.grade is not None for limit in limits):
        return Standing((cap,), True, unclear)
    return Standing(() if total is None else tuple(_open(of.bands, total, cap)), False, unclear)


def _open(bands: tuple[Band, ...], total: Fraction, cap: int) -> Iterator[int]:
    for place, band in enumerate(bands):
        if place >= cap and (band.min is None or total >= band.min):
            yield place
            if band.min is not None and not band.quota:
                return


@lru_cache(maxsize=256)
def exact_quota(percent: str, units: int) -> Fraction:
    """30% of 22 units: 6.6."""
    return Fraction(share(percent)) * units


@lru_cache(maxsize=256)
def readings(exact: Fraction, rounding: Rounding | None) -> tuple[Reading, ...]:
    """The whole numbers that a quota can be read as, the smallest first; more than one where the scheme doesn't say how to round."""
    if exact.denominator == 1:
        return (Reading(int(exact)),)
    rounded: dict[Rounding, int] = {"向下取整": floor(exact), "四舍五入": floor(exact + Fraction(1, 2)), "向上取整": ceil(exact)}
    stated = {rounding: rounded[rounding]} if rounding else rounded
    return tuple(Reading(units, tuple(way for way in stated if stated[way] == units)) for units in sorted(set(stated.values())))
