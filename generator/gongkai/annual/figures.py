"""The schemes of an agency and a year → its figures. Only what the files state is counted; what they leave open is counted as open.

Of the parts of an annual report (《政府信息公开条例》第五十条) the schemes know one, 主动公开, and of that only themselves.
"""

from collections.abc import Iterable

from msgspec import Struct

from gongkai.due.schemes import AgencySchemes, Kept
from gongkai.model import Scheme
from gongkai.rules.law.publication import WITHIN, formed
from gongkai.workdays import time_limit, working_days_between


class Figures(Struct, frozen=True, kw_only=True):
    """The figures of one agency, or (`agency` empty) the sums of a region.

    `published` schemes were published in the year; of them `on_time` and `late` by 20 working days, and `unjudged`, which do not say when
    they came into being or did so in a year whose holidays are not known. `working_days` is the sum over those judged.
    `corrections` are change notes of the year, in `corrected` schemes. `repealed` (废止), `expired` (失效) and `withdrawn` (撤销) count
    schemes whose validity ended in the year. `in_force` is what was published by the end of the year and had not ended.
    `undated` schemes came into being in the year, or are for it, and do not say when they were published; `ended_undated` have ended and
    do not say when; of `unread` files nothing is known.
    """

    region: str
    agency: str = ""
    demo: bool = False
    published: int = 0
    on_time: int = 0
    late: int = 0
    unjudged: int = 0
    working_days: int = 0
    corrections: int = 0
    corrected: int = 0
    repealed: int = 0
    expired: int = 0
    withdrawn: int = 0
    in_force: int = 0
    undated: int = 0
    ended_undated: int = 0
    unread: int = 0

    @property
    def average(self) -> float | None:
        """Working days from coming into being to publication, on average; nothing when none could be judged."""
        judged = self.on_time + self.late
        return self.working_days / judged if judged else None


_COUNTS = tuple(name for name in Figures.__struct_fields__ if name not in {"region", "agency", "demo"})


def figures(agency: AgencySchemes, year: int) -> Figures:
    """The figures of one agency; drafts and what is not 主动公开 count nowhere."""
    schemes = [kept for kept in agency.schemes if kept.scheme.published]
    published = [kept.scheme for kept in schemes if _published_in(kept.scheme) == year]
    taken = [days for scheme in published if (days := _taken(scheme)) is not None]
    notes = [sum(change.on.year == year for change in kept.scheme.disclosure.changes) for kept in schemes]
    on_time = sum(in_time for _, in_time in taken)
    return Figures(
        region=agency.region.name,
        agency=agency.name,
        demo=agency.region.demo,
        published=len(published),
        on_time=on_time,
        late=len(taken) - on_time,
        unjudged=len(published) - len(taken),
        working_days=sum(days for days, _ in taken),
        corrections=sum(notes),
        corrected=sum(map(bool, notes)),
        repealed=_ended(schemes, "废止", year),
        expired=_ended(schemes, "失效", year),
        withdrawn=_ended(schemes, "撤销", year),
        in_force=sum(_in_force(kept.scheme, year) for kept in schemes),
        undated=sum(_published_in(kept.scheme) is None and _came_in(kept.scheme) == year for kept in schemes),
        ended_undated=sum(kept.scheme.disclosure.validity != "有效" and not kept.scheme.disclosure.validity_on for kept in schemes),
        unread=len(agency.unread),
    )


def total(region: str, parts: Iterable[Figures]) -> Figures:
    """The sums of a region."""
    parts = tuple(parts)
    sums = {name: sum(getattr(each, name) for each in parts) for name in _COUNTS}
    return Figures(region=region, demo=any(each.demo for each in parts), **sums)


def _published_in(scheme: Scheme) -> int | None:
    published = scheme.disclosure.published_at
    return published.year if published else None


def _came_in(scheme: Scheme) -> int:
    since = formed(scheme)
    return since[0].year if since else scheme.year


def _taken(scheme: Scheme) -> tuple[int, bool] | None:
    """Working days from coming into being to publication, and whether that was in time; nothing when it cannot be said."""
    since, published = formed(scheme), scheme.disclosure.published_at
    if since is None or published is None or published.date() < since[0]:
        return None
    try:
        limit = time_limit(since[0], WITHIN)
    except OverflowError:
        return None
    if limit.supposed:
        return None
    return working_days_between(since[0], published.date()), published.date() <= limit.day


def _ended(schemes: Iterable[Kept], how: str, year: int) -> int:
    found = (kept.scheme.disclosure for kept in schemes)
    return sum(about.validity == how and about.validity_on is not None and about.validity_on.year == year for about in found)


def _in_force(scheme: Scheme, year: int) -> bool:
    """Whether it was published by the end of the year and had not ended; one that ended on a day that is not given counts as ended."""
    about, published = scheme.disclosure, _published_in(scheme)
    lasting = about.validity == "有效" or (about.validity_on is not None and about.validity_on.year > year)
    return published is not None and published <= year and lasting
