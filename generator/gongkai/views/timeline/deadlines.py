"""All that falls due under a scheme (实施步骤, 时间节点, the months of its indicators), small enough to keep for thousands of schemes.

The calendar's pages and the iCalendar files are made from it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from gongkai.icalendar import Event, calendar_file
from gongkai.lasting import lasting_uuid
from gongkai.model import Milestone, Scheme, Stage
from gongkai.periods import Days, chinese_period, read_period
from gongkai.rules import Case
from gongkai.rules.registry import once
from gongkai.views.subject import Subject
from gongkai.walk import IndicatorNode

FILE = "timeline.ics"
"""A scheme's own calendar, in its folder."""
_SHORT = timedelta(7)
"""A period up to so long is an event on all its days, a longer one on its last."""

Kind = Literal["stage", "duty", "indicators"]


class Deadline(Struct, frozen=True, array_like=True, gc=False):
    """Something due: for `indicators` of one month `first` and `last` are the first and the last of their deadlines, `count` how many.

    `due` are the words for the period; `by` and `to` may be empty.
    """

    kind: Kind
    first: date
    last: date
    due: str
    what: str
    by: str = ""
    to: str = ""
    count: int = 0


class Dates(Struct, frozen=True, array_like=True):
    """A published scheme with deadlines; `changed` is the day on which it was last written, as far as it is known."""

    address: str
    title: str
    year: int
    region: str
    agency: str
    demo: bool
    changed: date
    deadlines: tuple[Deadline, ...]


def noted(subject: Subject) -> Dates | None:
    """The deadlines of one scheme; nothing when it has none."""
    case, scheme = subject.case, subject.case.scheme
    found = _deadlines(case)
    if not found:
        return None
    return Dates(
        address=subject.address,
        title=scheme.title,
        year=scheme.year,
        region=case.region.name,
        agency=case.agency.name,
        demo=case.region.demo,
        changed=last_written(scheme),
        deadlines=found,
    )


def last_written(scheme: Scheme) -> date:
    """The day of the last change that the source tells of; the first day of its year when it tells of none."""
    notice, disclosure = scheme.notice, scheme.disclosure
    known = [each.on for each in disclosure.changes]
    known += [notice.signed_on] if notice else []
    known += [disclosure.published_at.date()] if disclosure.published_at else []
    return max(known, default=date(scheme.year, 1, 1))


@once
def _deadlines(case: Case) -> tuple[Deadline, ...]:
    return (*_stages(case.scheme.stages), *_duties(case.scheme.milestones), *_months(case.indicators))


def _stages(stages: Iterable[Stage]) -> Iterator[Deadline]:
    for each in stages:
        if each.due:
            days = read_period(each.due)
            yield Deadline("stage", days.first, days.last, chinese_period(each.due), each.name)


def _duties(milestones: Iterable[Milestone]) -> Iterator[Deadline]:
    for each in milestones:
        days = read_period(each.due)
        yield Deadline("duty", days.first, days.last, chinese_period(each.due), each.what, each.by or "", each.to or "")


def _months(nodes: Iterable[IndicatorNode]) -> Iterator[Deadline]:
    """The months in which indicators fall due, in order."""
    months: dict[tuple[int, int], list[date]] = {}
    for node in nodes:
        if node.indicator.due:
            last = read_period(node.indicator.due).last
            months.setdefault((last.year, last.month), []).append(last)
    for (year, month), days in sorted(months.items()):
        yield Deadline("indicators", min(days), max(days), f"{year}年{month}月", "考评指标到期", count=len(days))


def timeline_calendar(subject: Subject, url: str) -> bytes | None:
    """`timeline.ics` of one scheme; nothing when it has no date. `url` is the site's, or empty."""
    dates = noted(subject)
    return calendar_file(dates.title, events(dates, dates.deadlines, url)) if dates else None


def events(dates: Dates, deadlines: Iterable[Deadline], url: str) -> Iterator[Event]:
    """The deadlines as events. Each keeps its id while it keeps its name, even when its days change; of several of one name the order."""
    seen: dict[tuple[str, str], int] = {}
    place = f"（{dates.agency}{'，演示' if dates.demo else ''}）"
    for each in deadlines:
        name = each.due if each.kind == "indicators" else each.what
        seen[each.kind, name] = nth = seen.get((each.kind, name), 0) + 1
        days = _shown_on(each)
        yield Event(
            id=lasting_uuid(dates.region, dates.agency, dates.address, each.kind, name, str(nth)),
            changed=dates.changed,
            first=days.first,
            last=days.last,
            summary=_summary(each, days) + place,
            details="\n".join(_details(dates, each)),
            url=f"{url}{dates.address}/timeline.html" if url else "",
        )


def _shown_on(each: Deadline) -> Days:
    """Indicators on the first of their deadlines in the month, so that none is missed."""
    if each.kind == "indicators":
        return Days(each.first, each.first)
    return Days(each.first if each.last - each.first < _SHORT else each.last, each.last)


def _summary(each: Deadline, days: Days) -> str:
    if each.kind == "indicators":
        return f"{each.first.month}月{each.count}项考评指标到期"
    ends = each.kind == "stage" and days.first != each.first
    return f"{each.what}结束" if ends else each.what


def _details(dates: Dates, each: Deadline) -> Iterator[str]:
    if each.kind != "indicators":
        yield f"期限：{each.due}"
    elif each.first != each.last:
        yield f"最早{each.first.month}月{each.first.day}日，最晚{each.last.month}月{each.last.day}日"
    if each.by:
        yield f"责任单位：{each.by}"
    if each.to:
        yield f"报送：{each.to}"
    yield dates.title
