"""/calendar/: every deadline of all schemes, a page for each month and one for what comes next; and `calendar.ics` to subscribe to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from gongkai.icalendar import calendar_file
from gongkai.periods import chinese_date
from gongkai.views.environment import render
from gongkai.views.page import Page, link
from gongkai.views.paging import chunks
from gongkai.views.sheet import Sheet
from gongkai.views.timeline.deadlines import Dates, Deadline, events

NAME = "日程"
ADDRESS, FILE = "calendar/index.html", "calendar.ics"
NEXT, ROWS = 60, 200
"""How many deadlines the first page shows, and how many one page of a month, so that its first view stays below 150 kB."""

Month = tuple[int, int]
_WEEK = "一二三四五六日"


class Entry(NamedTuple):
    """A deadline and the scheme that sets it."""

    dates: Dates
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLink:
    """A month in the list of months; `count` says how many deadlines it has, `past` that it is over."""

    label: str
    href: str
    count: int
    past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLinks:
    """The months of one year that have deadlines."""

    year: int
    months: tuple[MonthLink, ...]


def calendar_pages(schemes: Iterable[Dates], today: date) -> Iterator[Page]:
    """calendar/index.html, then calendar/2026-11.html, … for each month that has deadlines."""
    months = _by_month(schemes)
    yield _next_page(months, today)
    ordered = sorted(months)
    for place, month in enumerate(ordered):
        around = (ordered[place - 1] if place else None, ordered[place + 1] if place + 1 < len(ordered) else None)
        yield from _month_pages(month, months[month], around)


def calendar_ics(schemes: Iterable[Dates], today: date, url: str) -> bytes:
    """What is due since the month before this one, of all schemes, for a reader's own calendar; `url` is the site's, or empty."""
    since = (today.replace(day=1) - timedelta(1)).replace(day=1)
    found = (
        event
        for each in schemes
        if any(deadline.last >= since for deadline in each.deadlines)
        for event, deadline in zip(events(each, each.deadlines, url), each.deadlines, strict=True)
        if deadline.last >= since
    )
    return calendar_file("绩效评估工作日程", found)


def _by_month(schemes: Iterable[Dates]) -> Mapping[Month, list[Entry]]:
    """The deadlines of each month in the order of their last days; what only demonstrates comes after what is real on the same day."""
    months: dict[Month, list[Entry]] = defaultdict(list)
    for each in schemes:
        for deadline in each.deadlines:
            months[deadline.last.year, deadline.last.month].append(Entry(each, deadline))
    for entries in months.values():
        entries.sort(key=_order)
    return months


def _order(entry: Entry) -> tuple[bool, date, bool, str]:
    """Indicators after what has a day of its own."""
    return entry.deadline.kind == "indicators", entry.deadline.last, entry.dates.demo, entry.dates.address


def _next_page(months: Mapping[Month, list[Entry]], today: date) -> Page:
    this = (today.year, today.month)
    ahead = [each for month in sorted(months) if month >= this for each in months[month] if each.deadline.last >= today]
    body = render(
        "calendar.html",
        rows=_rows(ADDRESS, ahead[:NEXT]),
        shown=min(NEXT, len(ahead)),
        ahead=len(ahead),
        today=chinese_date(today),
        years=tuple(_years(months, this)),
        file=link(ADDRESS, FILE),
    )
    return _page(ADDRESS, NAME, "各机关绩效评估工作的实施步骤、时间节点和考评指标完成时限，近期的在前，并可订阅。", body, ())


def _years(months: Mapping[Month, Sequence[Entry]], this: Month) -> Iterator[YearLinks]:
    """The newest year first, its months in order."""
    for year in sorted({year for year, _ in months}, reverse=True):
        own = sorted(month for month in months if month[0] == year)
        yield YearLinks(
            year=year,
            months=tuple(
                MonthLink(label=f"{month[1]}月", href=link(ADDRESS, _address(month)), count=len(months[month]), past=month < this)
                for month in own
            ),
        )


def _month_pages(month: Month, entries: Sequence[Entry], around: tuple[Month | None, Month | None]) -> Iterator[Page]:
    name = f"{month[0]}年{month[1]}月"
    for chunk in chunks(_address(month), entries, ROWS):
        before, after = (each and (f"{each[0]}年{each[1]}月", link(chunk.address, _address(each))) for each in around)
        body = render(
            "calendar_month.html",
            name=name,
            rows=_rows(chunk.address, chunk.items),
            total=len(entries),
            first=chunk.first,
            last=chunk.first + len(chunk.items) - 1,
            steps=chunk.steps,
            before=before,
            after=after,
        )
        yield _page(
            chunk.address, f"{name}{NAME}{chunk.suffix}", f"{name}到期的绩效评估工作。", body, ((NAME, link(chunk.address, ADDRESS)),)
        )


def _address(month: Month) -> str:
    return f"calendar/{month[0]:04}-{month[1]:02}.html"


def _page(address: str, title: str, description: str, body: str, above: tuple[tuple[str, str], ...]) -> Page:
    return Page(
        address=address,
        title=title,
        description=description,
        body=body,
        crumbs=(("首页", link(address, "index.html")), *above, (title, "")),
        section="calendar",
        styles=("pages", "calendar"),
    )


def _rows(address: str, entries: Iterable[Entry]) -> Markup:
    """Table rows: until when, what, who owes it, whose scheme."""
    sheet = Sheet()
    up = link(address, "index.html").removesuffix("index.html")
    for dates, each in entries:
        page = f"{up}{dates.address}"
        sheet.add('<tr><td data-label="期限"><time datetime="%s">%s</time> <span class="gk-quiet">%s</span></td>', *_when(each))
        if each.kind == "indicators":
            what = f"{each.count}项考评指标"
            sheet.add('<th scope="row"><a href="%s/scores.html">%s</a>', page, what)
        else:
            sheet.add('<th scope="row"><a href="%s/timeline.html">%s</a>', page, each.what)
        if each.kind == "stage" and "阶段" not in each.what:
            sheet.add(' <span class="gk-tag">阶段</span>')
        if each.by:
            sheet.add('</th><td data-label="责任单位">%s</td>', each.by)
        else:
            sheet.add('</th><td class="gk-none">—</td>')
        sheet.add('<td data-label="方案"><a href="%s/index.html">%s</a>', page, f"{dates.agency}{dates.year}年度")
        sheet.add(' <span class="gk-tag gk-tag-amber">演示</span></td></tr>\n' if dates.demo else "</td></tr>\n")
    return sheet.markup()


def _when(each: Deadline) -> tuple[str, str, str]:
    """The last day for machines and for people, and the period where that is no single day."""
    day = f"{each.last.month}月{each.last.day}日（周{_WEEK[each.last.weekday()]}）"
    if each.first == each.last:
        return each.last.isoformat(), day, ""
    if each.kind == "indicators":
        return each.last.isoformat(), day, f"最早{each.first.month}月{each.first.day}日"
    return each.last.isoformat(), day, each.due
