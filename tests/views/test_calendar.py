"""Deadlines on /calendar/ and in iCalendar files: none is lost, the next come first, pages are bounded, identities last."""

import re
from datetime import date

import icalendar
import msgspec
import pytest

from gongkai.model import Stage
from gongkai.periods import read_period
from gongkai.rules import Case
from gongkai.views.subject import Subject
from gongkai.views.timeline.calendar import NEXT, ROWS, calendar_ics, calendar_pages
from gongkai.views.timeline.deadlines import Dates, Deadline, last_written, noted, timeline_calendar

TODAY = date(2025, 6, 18)
URL = "https://www.example.gov.cn/zwgk/"


def dates(*days: date, address: str = "jia/mzj/2025", demo: bool = False) -> Dates:
    deadlines = tuple(Deadline("duty", day, day, str(day), f"事项{number}") for number, day in enumerate(days))
    return Dates(address, "甲县民政局2025年度方案", 2025, "甲县", "甲县民政局", demo, date(2025, 3, 1), deadlines)


def kept(subject: Subject) -> Dates:
    found = noted(subject)
    assert found
    return found


def events(content: bytes | None) -> list[icalendar.Event]:
    assert content
    return list(icalendar.Calendar.from_ical(content).events)


def changed(subject: Subject, **fields: object) -> Subject:
    """The same scheme with other fields."""
    old = subject.case
    scheme = msgspec.structs.replace(old.scheme, **fields)
    case = Case(scheme=scheme, region=old.region, agency=old.agency, documents=old.documents)
    return Subject(case=case, address=subject.address, findings=(), digest="", earlier=None, later=None, today=subject.today)


def test_every_date_of_a_scheme_is_kept(subjects: dict[str, Subject]) -> None:
    subject = subjects["demo/mzj/2025"]
    scheme, deadlines = subject.case.scheme, kept(subject).deadlines
    assert [each.what for each in deadlines if each.kind == "stage"] == [stage.name for stage in scheme.stages if stage.due]
    assert [each.what for each in deadlines if each.kind == "duty"] == [each.what for each in scheme.milestones]
    due = [node.indicator.due for node in subject.case.indicators if node.indicator.due]
    months = [each for each in deadlines if each.kind == "indicators"]
    assert sum(each.count for each in months) == len(due)
    for each in months:
        assert (each.first.year, each.first.month) == (each.last.year, each.last.month)
        assert each.first in {read_period(period).last for period in due}


def test_a_scheme_without_dates_has_no_calendar(subjects: dict[str, Subject]) -> None:
    bare = changed(subjects["demo/mzj/2025"], stages=(), milestones=(), indicators=())
    assert noted(bare) is None
    assert timeline_calendar(bare, "") is None


def test_a_schemes_calendar_has_all_its_deadlines(subjects: dict[str, Subject]) -> None:
    subject = subjects["demo/mzj/2025"]
    found = events(timeline_calendar(subject, URL))
    assert len(found) == len(kept(subject).deadlines)
    assert len({str(each["UID"]) for each in found}) == len(found)
    assert {str(each["URL"]) for each in found} == {f"{URL}demo/mzj/2025/timeline.html"}
    assert all("演示" in str(each["SUMMARY"]) for each in found)
    by_name = {str(each["SUMMARY"]).partition("（")[0]: each for each in found}
    report = by_name["报送自评报告"]
    assert (report.decoded("DTSTART"), report.decoded("DTEND")) == (date(2025, 12, 19), date(2025, 12, 20))
    assert "责任单位：各单位\n报送：局办公室" in str(report["DESCRIPTION"])
    # five days are shown as five days, eight months as their end
    week, long = by_name["综合考评阶段"], by_name["推进实施阶段结束"]
    assert (week.decoded("DTSTART"), week.decoded("DTEND")) == (date(2026, 1, 12), date(2026, 1, 17))
    assert (long.decoded("DTSTART"), long.decoded("DTEND")) == (date(2025, 11, 28), date(2025, 11, 29))


def test_an_event_keeps_its_identity_when_its_day_changes(subjects: dict[str, Subject]) -> None:
    subject = subjects["demo/mzj/2025"]
    stages = subject.case.scheme.stages
    moved = (Stage(name="动员阶段", due="2025-02"), msgspec.structs.replace(stages[0], due="2025-04"), *stages[1:])
    before = {str(each["UID"]): each for each in events(timeline_calendar(subject, ""))}
    after = {str(each["UID"]): each for each in events(timeline_calendar(changed(subject, stages=moved), ""))}
    assert before.keys() < after.keys()
    (new,) = after.keys() - before.keys()
    assert "动员阶段" in str(after[new]["SUMMARY"])


def test_two_of_one_name_are_two(subjects: dict[str, Subject]) -> None:
    twice = (Stage(name="督查", due="2025-05"), Stage(name="督查", due="2025-10"))
    found = events(timeline_calendar(changed(subjects["demo/mzj/2025"], stages=twice, milestones=(), indicators=()), ""))
    assert len({str(each["UID"]) for each in found}) == 2


def test_a_calendar_is_stamped_with_the_last_change(subjects: dict[str, Subject]) -> None:
    subject = subjects["demo/mzj/2025"]
    stamp = last_written(subject.case.scheme)
    assert {each.decoded("DTSTAMP").date() for each in events(timeline_calendar(subject, ""))} == {stamp}


def test_the_calendar_of_all_begins_with_last_month() -> None:
    days = (date(2025, 4, 30), date(2025, 5, 1), date(2025, 6, 1), date(2027, 1, 1))
    found = events(calendar_ics([dates(*days), dates(date(2024, 1, 1), address="jia/kjj/2024")], TODAY, ""))
    assert [each.decoded("DTSTART") for each in found] == list(days[1:])
    # what is left out does not change who the others are
    own = calendar_ics([dates(*days)], date(2025, 5, 20), "")
    assert {str(each["UID"]) for each in found} <= {str(each["UID"]) for each in events(own)}


def test_what_comes_next_comes_first_and_today_counts() -> None:
    pages = list(calendar_pages([dates(date(2025, 6, 17), TODAY, date(2025, 7, 1), date(2025, 6, 30))], TODAY))
    first = pages[0]
    assert re.findall(r"事项\d", first.body) == ["事项1", "事项3", "事项2"]
    assert [page.address for page in pages] == ["calendar/index.html", "calendar/2025-06.html", "calendar/2025-07.html"]
    assert re.findall(r"事项\d", pages[1].body) == ["事项0", "事项1", "事项3"]
    assert 'rel="next" href="2025-07.html"' in pages[1].body
    assert 'rel="prev" href="2025-06.html"' in pages[2].body


@pytest.mark.parametrize("count", [0, 1, ROWS, ROWS + 1])
def test_a_page_has_a_bounded_number_of_rows(count: int) -> None:
    pages = list(calendar_pages([dates(*[date(2025, 6, 30)] * count)] if count else [], TODAY))
    assert pages[0].body.count("<tr><td") == min(count, NEXT)
    assert sum(page.body.count("<tr><td") for page in pages[1:]) == count
    assert all(page.body.count("<tr><td") <= ROWS and len(page.body.encode()) < 110_000 for page in pages)
    assert ("没有载明时限" in pages[0].body) == (count == 0)


def test_text_is_shown_as_text() -> None:
    evil = msgspec.structs.replace(dates(TODAY), agency="<script>", deadlines=(Deadline("duty", TODAY, TODAY, "", "<b>&", "<i>"),))
    for page in calendar_pages([evil], TODAY):
        assert not re.search(r"<(script|b|i)>", page.body)
        assert "&lt;b&gt;&amp;" in page.body
