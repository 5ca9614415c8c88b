"""The timeline page: 实施步骤, dated duties in the order of their days, and how many indicators fall due in each month."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from gongkai.model import Indicator, Milestone, Scheme, Stage
from gongkai.outline import Outline
from gongkai.periods import Days, chinese_date, chinese_period, read_period
from gongkai.views.enclosures import attachment_targets, enclosures
from gongkai.views.environment import render
from gongkai.views.page import Heading, Page
from gongkai.views.parts import clause_link
from gongkai.views.scheme_head import head, page
from gongkai.views.subject import Subject
from gongkai.views.words import Target


class When(NamedTuple):
    """A period in words, its last day for machines, how it stands to today, and that as a CSS class."""

    words: str = ""
    last: str = ""
    standing: str = ""
    state: str = "gk-unknown"


class Duty(NamedTuple):
    """Who owes what to whom; `attachment` is a label with an empty `attachment_href` when it is not among the scheme's attachments."""

    what: str
    clause: str
    clause_href: str
    by: str = ""
    to: str = ""
    attachment: str = ""
    attachment_href: str = ""


class Moment(NamedTuple):
    """All duties of one period, or one of the 实施步骤."""

    when: When
    duties: tuple[Duty, ...]


class Month(NamedTuple):
    """How many indicators fall due in a month; `share` of the busiest month's number, in percent."""

    name: str
    indicators: int
    share: int


def timeline_page(subject: Subject) -> Page:
    """`timeline.html` of a scheme. Days are calendar days up to the last day of a period, counted from the day of the build."""
    scheme, outline = subject.case.scheme, subject.case.outline
    clock = _Clock(subject.today)
    steps = tuple(_step(each, clock, outline) for each in scheme.stages)
    moments = tuple(_moments(scheme, clock, outline))
    months = tuple(_months(scheme, clock))
    body = render(
        "timeline.html",
        head=head(subject, "timeline.html"),
        steps=steps,
        timed=any(step.when.last for step in steps),
        moments=moments,
        months=months,
        today=chinese_date(subject.today),
    )
    present = (("steps", "实施步骤", True), ("moments", "时间节点", True), ("months", "指标完成时限", bool(months)))
    contents = tuple(Heading(level=1, anchor=anchor, text=text) for anchor, text, shown in present if shown)
    return page(subject, "timeline.html", body, _description(scheme, moments), contents)


class _Clock:
    """Periods against the day of the build; each period is read once, because a table repeats its few deadlines a hundred times."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._days: dict[str, Days] = {}

    def days(self, period: str) -> Days:
        """The days of a period."""
        days = self._days.get(period)
        if days is None:
            days = self._days[period] = read_period(period)
        return days

    def when(self, period: str | None) -> When:
        """A period in words and how it stands to today."""
        if period is None:
            return When()
        last = self.days(period).last
        left = (last - self.today).days
        state = "gk-past" if left < 0 else "gk-ahead"
        return When(words=chinese_period(period), last=last.isoformat(), standing=_standing(left), state=state)


def _standing(left: int) -> str:
    if left < 0:
        return "已过"
    return f"剩余{left}天" if left else "今天截止"


def _step(stage: Stage, clock: _Clock, outline: Outline) -> Moment:
    step = Duty(what=stage.name, clause=stage.clause or "", clause_href=clause_link(outline, stage.clause))
    return Moment(when=clock.when(stage.due), duties=(step,))


def _moments(scheme: Scheme, clock: _Clock, outline: Outline) -> Iterator[Moment]:
    targets = attachment_targets(enclosures(scheme), "index.html") if scheme.milestones else {}
    together: dict[str, list[Duty]] = {}
    for each in scheme.milestones:
        together.setdefault(each.due, []).append(_duty(each, targets, outline))
    for period in sorted(together, key=lambda period: _order(clock.days(period))):
        yield Moment(when=clock.when(period), duties=tuple(together[period]))


def _order(days: Days) -> tuple[date, date]:
    return days.last, days.first


def _duty(milestone: Milestone, targets: Mapping[int, Target], outline: Outline) -> Duty:
    target = targets.get(milestone.attachment) if milestone.attachment is not None else None
    return Duty(
        what=milestone.what,
        by=milestone.by or "",
        to=milestone.to or "",
        attachment=f"附件{milestone.attachment}" if milestone.attachment is not None else "",
        attachment_href=target.href if target else "",
        clause=milestone.clause or "",
        clause_href=clause_link(outline, milestone.clause),
    )


def _months(scheme: Scheme, clock: _Clock) -> Iterator[Month]:
    periods = Counter(_dues(scheme.indicators))
    months: Counter[tuple[int, int]] = Counter()
    for period, count in periods.items():
        last = clock.days(period).last
        months[last.year, last.month] += count
    most = max(months.values(), default=1)
    for (year, month), count in sorted(months.items()):
        yield Month(name=f"{year}年{month}月", indicators=count, share=100 * count // most)


def _dues(indicators: tuple[Indicator, ...]) -> Iterator[str]:
    for each in indicators:
        if each.due:
            yield each.due
        if each.children:
            yield from _dues(each.children)


def _description(scheme: Scheme, moments: tuple[Moment, ...]) -> str:
    if not moments:
        return f"{scheme.title}的实施步骤。"
    return f"{scheme.title}的实施步骤和{len(scheme.milestones)}项时间节点，{moments[0].when.words}至{moments[-1].when.words}。"
