"""Rows that several site-wide pages list: schemes, the years of an agency, and duties that are due next. Summaries → ready strings."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongkai.numerals import han_numeral
from gongkai.periods import chinese_date
from gongkai.views.overview.afterwards import status
from gongkai.views.overview.summary import Summary, newest_first
from gongkai.views.page import link


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeRow:
    """One scheme in a list; `iso` is its date for machines, both are empty where none is known; `status` is empty while it is 有效,
    `corrected` (`2024年6月5日更正`) when it never was.
    """

    href: str
    name: str
    number: str
    agency: str
    iso: str
    day: str
    status: str
    corrected: str
    demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLink:
    """A scheme by its year; where there are several of one year, `label` numbers them (`2024（二）`) and `title` names them."""

    href: str
    label: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """One agency and its schemes, the newest year first."""

    href: str
    name: str
    years: tuple[YearLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionBlock:
    """One region with its agencies; `schemes` counts all of them."""

    href: str
    anchor: str
    name: str
    demo: bool
    schemes: int
    agencies: tuple[AgencyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """A duty that is due; `left` says how soon (`今天`, `还有12天`)."""

    href: str
    iso: str
    due: str
    left: str
    what: str
    by: str
    agency: str
    demo: bool


def scheme_rows(address: str, summaries: Iterable[Summary]) -> tuple[SchemeRow, ...]:
    """The schemes in the order given, with links from the page at `address`."""
    return tuple(
        SchemeRow(
            href=link(address, f"{each.address}/index.html"),
            name=each.name,
            number=each.number,
            agency=each.publisher,
            iso=day.isoformat() if (day := each.published_on or each.generated_on) else "",
            day=chinese_date(day) if day else "",
            status=status(each),
            corrected=each.corrected.day if each.corrected else "",
            demo=each.demo,
        )
        for each in summaries
    )


def region_blocks(address: str, summaries: Iterable[Summary]) -> tuple[RegionBlock, ...]:
    """All regions by address, those that only demonstrate at the end; in each its agencies by address."""
    ordered = sorted(summaries, key=lambda s: (s.demo, s.region_slug, s.agency_address))
    return tuple(_region(address, list(group)) for _, group in groupby(ordered, key=lambda s: s.region_slug))


def _region(address: str, group: list[Summary]) -> RegionBlock:
    first = group[0]
    return RegionBlock(
        href=link(address, f"{first.region_slug}/index.html"),
        anchor=f"region-{first.region_slug}",
        name=first.region,
        demo=first.demo,
        schemes=len(group),
        agencies=tuple(_agency(address, list(each)) for _, each in groupby(group, key=lambda s: s.agency_address)),
    )


def _agency(address: str, group: list[Summary]) -> AgencyRow:
    return AgencyRow(
        href=link(address, f"{group[0].agency_address}/index.html"),
        name=group[0].agency,
        years=tuple(
            YearLink(href=link(address, f"{each.address}/index.html"), label=label, title="" if label == str(each.year) else each.title)
            for label, each in by_year(group)
        ),
    )


def by_year(summaries: Iterable[Summary]) -> Iterator[tuple[str, Summary]]:
    """An agency's schemes with a short name each, the newest year first; several of one year are numbered by their addresses."""
    ordered = sorted(summaries, key=lambda s: (-s.year, s.address))
    per_year = Counter(each.year for each in ordered)
    seen: Counter[int] = Counter()
    for each in ordered:
        seen[each.year] += 1
        yield f"{each.year}（{han_numeral(seen[each.year])}）" if per_year[each.year] > 1 else str(each.year), each


def duty_rows(address: str, summaries: Iterable[Summary], today: date, limit: int) -> tuple[DutyRow, ...]:
    """What is due next over all these schemes, the soonest first, at most `limit`."""
    due = [(duty, each) for each in newest_first(summaries) for duty in each.duties if duty.last >= today]
    due.sort(key=lambda pair: pair[0].last)
    return tuple(
        DutyRow(
            href=link(address, f"{each.address}/timeline.html"),
            iso=duty.last.isoformat(),
            due=duty.due,
            left=_left((duty.last - today).days),
            what=duty.what,
            by=duty.by,
            agency=each.agency,
            demo=each.demo,
        )
        for duty, each in due[:limit]
    )


def _left(days: int) -> str:
    return "今天到期" if days == 0 else f"还有{days}天"
