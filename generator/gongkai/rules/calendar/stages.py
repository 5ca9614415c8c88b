"""Family D, the course of the work: stages in their order, deadlines inside them, and dates of the text against those of the data."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.days import Dated, read_days
from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.outline import Section
from gongkai.periods import Days, chinese_date, chinese_period, read_period
from gongkai.rules.calendar.dates import placed
from gongkai.rules.calendar.deadlines import stages
from gongkai.rules.registry import Case, finding, once, related, rule

_BEFORE, _AFTER = frozenset("（(，,：: 　至到-－—–~～"), frozenset("）)，,。；;：: 　\n至到-－—–~～")


def _is_period(section: Section, each: Dated, text: str) -> bool:
    """Whether the date is a period that the section's heading states: apart from its other words, and no limit (…前) or year.

    （二）实施阶段（4月至11月） and 1.3月，动员部署 state one, 2.报送第三季度报表 does not.
    """
    if each.start >= section.title_end or each.due or each.kind in ("year", "recurring"):
        return False
    begins = each.start == section.title_start or text[each.start - 1] in _BEFORE
    return begins and (each.end >= section.title_end or text[each.end] in _AFTER)


@once
def headed(case: Case) -> dict[int, tuple[Section, Days]]:
    """The headings that state a period, by the start of their section."""
    found: dict[int, tuple[Section, Days]] = {}
    for each in placed(case):
        section = each.section
        if section and each.days and _is_period(section, each.dated, case.scheme.text):
            _, sofar = found.get(section.start, (section, each.days))
            found[section.start] = (section, Days(min(sofar.first, each.days.first), max(sofar.last, each.days.last)))
    return found


_ORDER = "实施步骤按时间先后排列"


@rule("D016", "stages-out-of-order", "阶段的时间前后颠倒", Severity.WARNING, Basis.CONSISTENCY, _ORDER)
def stages_out_of_order(case: Case) -> Iterator[Finding]:
    """A stage that is over before the one named before it begins: of the data, or of the headings where the data has none."""
    known = stages(case)
    for before, each in pairwise(known):
        if each.days.last < before.days.first:
            message = f"{each.says}，它前面的{before.says}"
            where = related("前一阶段", *before.path, "due")
            yield finding("D016", message, *each.path, "due", clause=each.clause, related=(where,), help="请核对两个阶段的时间。")
    if known:
        return
    last: dict[int | None, tuple[Section, Days]] = {}
    for section, days in headed(case).values():
        former = last.get(section.parent)
        last[section.parent] = (section, days)
        if former and days.last < former[1].first:
            message = f"“{section.title}”的时间早于它前面的“{former[0].title}”"
            where = related("前一阶段", "text", at=_title(former[0]))
            yield finding(
                "D016", message, "text", at=_title(section), clause=section.clause, related=(where,), help="请核对两个阶段的时间。"
            )


def _title(section: Section) -> tuple[int, int]:
    return section.title_start, section.title_end - section.title_start


@rule("D017", "deadline-after-stage", "期限晚于所在阶段", Severity.WARNING, Basis.CONSISTENCY, "一个阶段之内的期限不晚于这一阶段的截止时间")
def deadline_after_stage(case: Case) -> Iterator[Finding]:
    """A deadline in a section whose heading states a period that is over by then."""
    periods = headed(case)
    for each in placed(case) if periods else ():
        section = each.section if each.dated.due and each.days else None
        while section and section.start not in periods:
            section = None if section.parent is None else case.outline.sections[section.parent]
        if section is None or each.days is None:
            continue
        days = periods[section.start][1]
        if each.days.first > days.last:
            message = f"正文{section.clause}是“{section.title}”，其中的期限“{each.dated.words}前”晚于{chinese_date(days.last)}"
            where = related("阶段的时间", "text", at=_title(section))
            yield finding("D017", message, "text", at=each.at, clause=section.clause, related=(where,), help="请核对期限和阶段的时间。")


@rule("D018", "stage-without-time", "阶段没有时间", Severity.NOTE, Basis.CONSISTENCY, "其他阶段有时间的，每个阶段都应当有时间")
def stage_without_time(case: Case) -> Iterator[Finding]:
    """A stage without period where most of the others have one."""
    timed = len(stages(case))
    for index, each in enumerate(case.scheme.stages if timed * 2 > len(case.scheme.stages) else ()):
        if each.due is None:
            message = f"“{each.name}”没有时间，其他 {timed} 个阶段都有"
            yield finding(
                "D018", message, "stages", index, clause=each.clause or "", help="正文写明的请补填 due；没有写明的，请与拟稿人核实。"
            )


@rule("D019", "date-in-clause", "数据的时间与正文条款不同", Severity.ERROR, Basis.CONSISTENCY, "数据中的时间应当与正文所写的相同")
def date_in_clause(case: Case) -> Iterator[Finding]:
    """The period of a stage or milestone against the dates of the clause that it cites."""
    for path, due, clause in _dated(case) if case.days else ():
        section, limits = _conflict(case, case.outline.find(clause), due)
        if section:
            words = "、".join(dict.fromkeys(date.words for date in limits[:3]))
            message = f"正文{section.clause}写{words}，数据写{chinese_period(due)}"
            where = related("正文的日期", "text", at=(limits[0].start, limits[0].end - limits[0].start))
            yield finding("D019", message, *path, "due", clause=section.clause, related=(where,), help="请照原件核对，改正数据或者正文。")


def _dated(case: Case) -> Iterator[tuple[Path, str, str]]:
    """Every stage and milestone that has a period and a clause."""
    for index, stage in enumerate(case.scheme.stages):
        if stage.due and stage.clause:
            yield ("stages", index), stage.due, stage.clause
    for index, milestone in enumerate(case.scheme.milestones):
        if milestone.clause:
            yield ("milestones", index), milestone.due, milestone.clause


def _conflict(case: Case, cited: Section | None, due: str) -> tuple[Section | None, list[Dated]]:
    """The section whose dates set other times than `due`, and those dates; nothing when the text may mean the same or sets no time.

    Where a clause sets no time, what its parents say before their own subsections counts as well; what comes again and again sets none.
    """
    here, dates = cited, list[Dated]()
    while here:
        end = here.end if here is cited else next(case.outline.sections_after(here.start + 1), here).start
        own = _between(case, here.start, end)
        dates += own
        if any(each.kind == "recurring" for each in own) or (own and _agrees(due, dates)):
            break
        text = case.scheme.text
        limits = [each for i, each in enumerate(own) if each.due or _is_range(own, i) or _is_period(here, each, text) or _leads(text, each)]
        if limits:
            return here, limits
        here = None if here.parent is None else case.outline.sections[here.parent]
    return None, []


def _leads(text: str, each: Dated) -> bool:
    """Whether a sentence begins with the date, which says when all of it is to happen: 2025年1月中旬，逐项考核."""
    return text[each.start - 1] in "。；\n" and text.startswith("，", each.end)


@once
def _starts(case: Case) -> list[int]:
    return [each.start for each in case.days]


def _between(case: Case, start: int, end: int) -> list[Dated]:
    starts = _starts(case)
    return [each for each in case.days[bisect_left(starts, start) : bisect_left(starts, end)] if each.kind != "year"]


def _is_range(dates: Sequence[Dated], index: int) -> bool:
    return any(0 <= other < len(dates) - 1 and 0 <= _gap(dates, other) <= 4 for other in (index - 1, index))


def _gap(dates: Sequence[Dated], index: int) -> int:
    return dates[index + 1].start - dates[index].end


def _is_day_within(written: str, day: dt.date) -> bool:
    """Whether the data states one day that is not its month's last, which would stand for the month."""
    return written == day.isoformat() and (day + dt.timedelta(days=1)).day > 1


def _agrees(written: str, dates: Sequence[Dated]) -> bool:
    """Whether the text may mean this period of the data: its longer periods overlap it, its single days are the period's ends.

    Where the data states a month or a third of one, a day of the text inside it will do; a limit (…前) says where a period ends. The period
    of a stage does not stand for the one day of the data where the text has limits by the day.
    """
    due, exact, limits = read_period(written), set[dt.date](), set[dt.date]()
    by_day = any(each.due and each.kind == "day" for each in dates) and _is_day_within(written, due.last)
    years = {due.first.year, due.last.year}
    for each in dates:
        for year in years:
            days = each.days(year)
            if days and each.kind == "day":
                exact |= {days.first, days.last}
                limits |= {days.last} if each.due else set()
            elif by_day and not each.due:
                continue
            elif days and days.first.replace(day=1 if each.kind == "end" else days.first.day) <= due.last and due.first <= days.last:
                return True
    states_days = len(written) > 7 and written[-1] != "旬"
    return {due.first, due.last} <= exact or due.last in limits if states_days else any(due.first <= each <= due.last for each in exact)


@rule("D020", "target-date", "目标值里的时限与完成时限不同", Severity.WARNING, Basis.CONSISTENCY, "一项指标只有一个完成时限")
def target_date(case: Case) -> Iterator[Finding]:
    """6月底前全部拨付 as the target of a row that is due in July."""
    for path, each, _, _, _ in case.indicators:
        target = each.target
        if not target or "前" not in target or "月" not in target or each.due is None:
            continue
        limits = [date for date in read_days(target) if date.due and date.kind in ("day", "end", "third")]
        due = read_period(each.due)
        if limits and not any(_reaches(date, due) for date in limits):
            message = f"指标“{each.name}”的目标值写“{limits[-1].words}前”，完成时限写{chinese_period(each.due)}"
            where = related("目标值", *path, "target", at=(limits[-1].start, limits[-1].end - limits[-1].start))
            yield finding("D020", message, *path, "due", related=(where,), help="请核对，统一两处时限。")


def _reaches(date: Dated, due: Days) -> bool:
    """Whether the row is due when its target says, or in the last days before a month's end."""
    days = date.days(due.last.year)
    if days is None or date.kind == "day":
        return days is None or due.first <= days.first <= due.last
    first = days.first.replace(day=1)
    return first <= due.last and due.first <= days.last
