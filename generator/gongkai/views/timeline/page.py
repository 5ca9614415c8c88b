"""The timeline page: 实施步骤, dated duties in the order of their days, and how many indicators fall due in each month."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from gongkai.model import Milestone, Scheme, Stage
from gongkai.outline import Outline
from gongkai.periods import Days, chinese_date, chinese_period, read_period
from gongkai.views.environment import render
from gongkai.views.notice.enclosures import attachment_targets, enclosures
from gongkai.views.page import Heading, Page
from gongkai.views.parts import add_where
from gongkai.views.scheme_head import head, page
from gongkai.views.sheet import Sheet
from gongkai.views.subject import Subject
from gongkai.views.words import Target
from gongkai.walk import IndicatorNode


class When(NamedTuple):
    """A period in words, its last day for machines, how it stands to today, and that as a CSS class."""

    words: str = ""
    last: str = ""
    standing: str = ""
    state: str = "gk-unknown"


def timeline_page(subject: Subject) -> Page:
    """`timeline.html` of a scheme. Days are calendar days up to the last day of a period, counted from the day of the build."""
    scheme, outline, today = subject.case.scheme, subject.case.outline, subject.today
    dated = _by_period(scheme.milestones)
    months = _months(subject.case.indicators)
    body = render(
        "timeline.html",
        head=head(subject, "timeline.html"),
        steps=_steps(scheme.stages, today, outline) if scheme.stages else None,
        timed=any(step.due for step in scheme.stages),
        moments=_moments(scheme, dated, today, outline) if dated else None,
        months=months,
        calendar=f"{scheme.title}时限.ics" if dated or months or any(stage.due for stage in scheme.stages) else "",
        today=chinese_date(today),
    )
    present = (("steps", "实施步骤", True), ("moments", "时间节点", True), ("months", "指标完成时限", bool(months)))
    contents = tuple(Heading(level=1, anchor=anchor, text=text) for anchor, text, shown in present if shown)
    return page(subject, "timeline.html", body, _description(scheme, [chinese_period(period) for period in dated]), contents)


def _when(period: str | None, today: date) -> When:
    """A period in words and how it stands to today."""
    if period is None:
        return When()
    last = read_period(period).last
    left = (last - today).days
    state = "gk-past" if left < 0 else "gk-ahead"
    return When(words=chinese_period(period), last=last.isoformat(), standing=_standing(left), state=state)


def _standing(left: int) -> str:
    if left < 0:
        return "已过"
    return f"剩余{left}天" if left else "今天截止"


def _steps(stages: tuple[Stage, ...], today: date, outline: Outline) -> Markup:
    """实施步骤 as a line in time; without any date as a plain sequence."""
    timed = any(stage.due for stage in stages)
    sheet = Sheet()
    sheet.add('<ol class="gk-line">\n' if timed else '<ol class="gk-line gk-untimed">\n')
    for stage in stages:
        _open_moment(sheet, _when(stage.due, today), timed=timed)
        _add_what(sheet, stage.name, stage.clause, outline)
        sheet.add("</div></li>\n")
    sheet.add("</ol>\n")
    return sheet.markup()


def _by_period(milestones: tuple[Milestone, ...]) -> dict[str, list[Milestone]]:
    """The duties of each period, by last day."""
    together: dict[str, list[Milestone]] = {}
    for each in milestones:
        together.setdefault(each.due, []).append(each)
    return {period: together[period] for period in sorted(together, key=lambda period: _order(read_period(period)))}


def _order(days: Days) -> tuple[date, date]:
    return days.last, days.first


def _moments(scheme: Scheme, dated: Mapping[str, list[Milestone]], today: date, outline: Outline) -> Markup:
    """Who owes what to whom in each period."""
    targets = attachment_targets(enclosures(scheme), "index.html")
    sheet = Sheet()
    sheet.add('<ol class="gk-line">\n')
    for period, duties in dated.items():
        _open_moment(sheet, _when(period, today), timed=True)
        for each in duties:
            _add_what(sheet, each.what, each.clause, outline)
            _add_duty(sheet, each, targets)
        sheet.add("</div></li>\n")
    sheet.add("</ol>\n")
    return sheet.markup()


def _open_moment(sheet: Sheet, when: When, *, timed: bool) -> None:
    sheet.add(f'<li class="{when.state}">\n')
    if when.last:
        sheet.add('<p class="gk-when"><time datetime="%s">%s</time>', when.last, when.words)
        sheet.add(' <span class="gk-standing">%s</span></p>\n', when.standing)
    elif timed:
        sheet.add('<p class="gk-when">未载时间</p>\n')
    sheet.add("<div>\n")


def _add_what(sheet: Sheet, what: str, clause: str | None, outline: Outline) -> None:
    sheet.add('<p class="gk-what">%s', what)
    add_where(sheet, outline, clause)
    sheet.add("</p>\n")


def _add_duty(sheet: Sheet, duty: Milestone, targets: Mapping[int, Target]) -> None:
    """Who owes it, to whom, and on which form; a form that is not among the scheme's attachments is named without a link."""
    if not duty.by and not duty.to and duty.attachment is None:
        return
    sheet.add('<p class="gk-quiet gk-duty">')
    if duty.by:
        sheet.add("<span>责任单位：%s</span> ", duty.by)
    if duty.to:
        sheet.add("<span>报送：%s</span> ", duty.to)
    if duty.attachment is not None:
        target = targets.get(duty.attachment)
        if target:
            sheet.add(f'<span><a href="%s">附件{duty.attachment}</a></span>', target.href)
        else:
            sheet.add(f"<span>附件{duty.attachment}</span>")
    sheet.add("</p>\n")


def _months(nodes: tuple[IndicatorNode, ...]) -> Markup:
    """Rows: how many indicators fall due in each month, with a bar of them beside the busiest."""
    months = Counter(_month(node.indicator.due) for node in nodes if node.indicator.due)
    most = max(months.values(), default=1)
    sheet = Sheet()
    for (year, month), count in sorted(months.items()):
        sheet.add(f'<tr><th scope="row">{year}年{month}月</th><td class="gk-num">{count}项</td>')
        sheet.add(f'<td><span class="gk-month-bar" style="width:{100 * count // most}%%"></span></td></tr>\n')
    return sheet.markup()


@lru_cache(maxsize=4096)
def _month(period: str) -> tuple[int, int]:
    """Year and month in which a period ends."""
    last = read_period(period).last
    return last.year, last.month


def _description(scheme: Scheme, periods: list[str]) -> str:
    if not periods:
        return f"{scheme.title}的实施步骤。"
    return f"{scheme.title}的实施步骤和{len(scheme.milestones)}项时间节点，{periods[0]}至{periods[-1]}。"
