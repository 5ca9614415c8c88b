"""What falls due: twenty working days, drafts, corrections, duties, the annual report, a year that has no scheme yet."""

from datetime import date
from pathlib import Path

import pytest

from due.agency import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_an_issued_scheme_is_due_twenty_working_days_after_it_was_signed(folder: Folder) -> None:
    folder.scheme(2025, on="2025-09-26")
    (found,) = (each for each in folder.due("2025-10-20") if each.kind == "publication")
    # eight days off from 1 October, and two weekend days worked in exchange (28 September, 11 October)
    assert (found.last, found.working_days, found.overdue, found.supposed) == (date(2025, 10, 30), 8, False, False)
    assert "形成于2025年9月26日" in found.notes[0]
    assert found.file.endswith("schemes/jia/mzj/2025.yml")


def test_what_is_past_is_overdue_by_so_many_working_days_and_comes_first(folder: Folder) -> None:
    folder.scheme(2025, on="2025-09-26", more="milestones: [{due: 2025-11-05, what: 报送季度报表, by: 各股室, to: 局办公室}]\n")
    late, duty = folder.due("2025-11-03")
    assert (late.kind, late.overdue, late.working_days) == ("publication", True, -2)
    assert (duty.kind, duty.overdue, duty.last) == ("duty", False, date(2025, 11, 5))
    assert duty.notes == ("责任单位：各股室", "报送：局办公室")


@pytest.mark.parametrize(
    ("about", "more"),
    [
        (", published_at: 2025-10-10T09:00:00+08:00", ""),
        ("", "provenance: {url: 'https://example.invalid/'}\n"),
        (", validity: 撤销", ""),
    ],
)
def test_nothing_is_due_for_what_was_published_transcribed_or_withdrawn(folder: Folder, about: str, more: str) -> None:
    folder.scheme(2025, on="2025-09-26", about=about, more=more)
    assert folder.due("2025-11-20") == []


def test_a_publication_that_is_only_planned_is_still_due(folder: Folder) -> None:
    folder.scheme(2025, on="2025-09-26", about=", published_at: 2025-11-10T09:00:00+08:00")
    (found,) = folder.due("2025-11-04")
    assert found.overdue
    assert "定于2025年11月10日发布" in found.notes


def test_a_draft_has_no_time_limit_until_it_is_signed(folder: Folder) -> None:
    folder.scheme(2025, more="draft: true\n")
    (found,) = folder.due("2025-11-03")
    assert (found.kind, found.last, found.notes) == ("draft", None, ("还是草稿，成文以后开始计算期限",))


def test_a_draft_with_a_day_of_signing_is_counted_down(folder: Folder) -> None:
    folder.scheme(2025, on="2025-09-26", more="draft: true\n")
    (found,) = folder.due("2025-10-20")
    assert (found.kind, found.last) == ("draft", date(2025, 10, 30))
    (old,) = (each for each in folder.due("2025-11-20") if each.kind == "draft")
    assert (old.last, old.overdue) == (None, False)
    assert "早已过去" in old.notes[0]
    folder.scheme(2025, on="2025-12-26", more="draft: true\n")
    (found,) = folder.due("2025-10-20")
    assert (found.kind, found.last) == ("draft", None)


def test_a_correction_is_told_while_its_time_limit_runs(folder: Folder) -> None:
    change = ", published_at: 2025-10-10T09:00:00+08:00, changes: [{on: 2025-11-03, note: 更正一处}]"
    folder.scheme(2025, on="2025-09-26", about=change)
    (found,) = folder.due("2025-11-10")
    assert (found.kind, found.last) == ("correction", date(2025, 12, 1))
    assert folder.due("2025-12-02") == []


def test_duties_of_a_scheme_that_has_ended_are_nobodys(folder: Folder) -> None:
    duty = "milestones: [{due: 2025-12-上旬, what: 报送报表}]\n"
    folder.scheme(2025, about=", published_at: 2025-03-10T09:00:00+08:00", more=duty)
    (found,) = folder.due("2025-11-20")
    assert (found.first, found.last) == (date(2025, 12, 1), date(2025, 12, 10))
    folder.scheme(2025, about=", published_at: 2025-03-10T09:00:00+08:00, validity: 废止, validity_on: 2025-11-01", more=duty)
    assert folder.due("2025-11-20") == []


def test_years_of_unknown_holidays_are_counted_by_weekdays_and_said_to_be(folder: Folder) -> None:
    folder.scheme(2098, on="2098-11-03")
    (found,) = folder.due("2098-11-04")
    assert (found.last, found.supposed) == (date(2098, 12, 1), True)
    folder.scheme(2098, about=", published_at: 2098-03-10T09:00:00+08:00", more="milestones: [{due: 2098-11-08, what: 报送}]\n")
    (duty,) = folder.due("2098-11-04")
    assert (duty.supposed, duty.notes) == (True, ("当天是星期六，请提前",))


def test_the_annual_report_is_due_by_31_january(folder: Folder) -> None:
    folder.scheme(2025, about=", published_at: 2025-03-10T09:00:00+08:00")
    (found,) = folder.due("2026-01-15")
    assert (found.kind, found.last, found.what) == ("annual_report", date(2026, 1, 31), "提交并公布2025年度政府信息公开工作年度报告")
    assert "当天是星期六，请提前" in found.notes
    (later,) = (each for each in folder.due("2026-02-01", within=365) if each.kind == "annual_report")
    assert (later.last, later.what) == (date(2027, 1, 31), "提交并公布2026年度政府信息公开工作年度报告")


def test_a_year_without_a_scheme_is_told_once_last_years_day_has_come(folder: Folder) -> None:
    folder.scheme(2024, on="2024-03-13", about=", published_at: 2024-03-18T09:00:00+08:00")
    assert folder.due("2025-02-10", within=10) == []
    (found,) = folder.due("2025-03-01", within=30)
    assert (found.kind, found.last, found.what) == ("not_issued", None, "印发并公开2025年度的方案")
    assert found.notes == ("上一年度的方案于2024年3月13日印发", "可用 gongkai next jia/mzj/2024 起草")
    folder.scheme(2025, more="draft: true\n")
    assert [each.kind for each in folder.due("2025-03-01", within=30)] == ["draft"]


def test_series_are_told_apart_and_single_files_say_nothing_of_their_agency(folder: Folder) -> None:
    published = ", published_at: 2024-03-18T09:00:00+08:00"
    folder.scheme(2024, on="2024-03-13", about=published)
    folder.scheme(2024, on="2024-03-13", about=published, slug="2024-fupin")
    folder.scheme(2025, on="2025-03-13", about=published.replace("2024", "2025"))
    (found,) = folder.due("2025-06-01")
    assert (found.kind, found.address) == ("not_issued", "jia/mzj/2024-fupin")


def test_days_at_the_end_of_the_calendar_do_no_harm(folder: Folder) -> None:
    folder.scheme(2025, on="9999-12-31", about=", changes: [{on: 0001-01-01, note: 更正}]")
    (found,) = folder.due("2025-06-01")
    assert found.last is None
