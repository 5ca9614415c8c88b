"""The figures of a year: each is counted from what the files state, what they leave open is counted as open, never guessed."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from due.agency import Folder
from gongkai.annual.figures import Figures, figures
from gongkai.cli import cli


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path)


def published(day: str, more: str = "") -> str:
    return f", published_at: {day}T09:00:00+08:00{more}"


def of(folder: Folder, year: int) -> Figures:
    return figures(folder.agency(), year)


def test_publications_are_judged_by_twenty_working_days(folder: Folder) -> None:
    folder.scheme(2024, on="2024-03-13", about=published("2024-03-18"))  # three working days
    folder.scheme(2024, on="2024-09-26", about=published("2024-10-30"), slug="2024-a")  # one too late
    folder.scheme(2024, about=published("2024-05-06"), slug="2024-b")  # signed nobody knows when
    folder.scheme(2023, on="2023-12-28", about=published("2024-01-02"), slug="2023")
    found = of(folder, 2024)
    assert (found.published, found.on_time, found.late, found.unjudged) == (4, 2, 1, 1)
    assert found.working_days == 3 + 21 + 2
    assert found.average == pytest.approx(26 / 3)
    assert of(folder, 2025).average is None


def test_a_year_of_unknown_holidays_is_not_judged(folder: Folder) -> None:
    folder.scheme(2098, on="2098-03-13", about=published("2098-12-18"))
    found = of(folder, 2098)
    assert (found.published, found.late, found.unjudged) == (1, 0, 1)


def test_drafts_and_withheld_schemes_count_nowhere(folder: Folder) -> None:
    folder.scheme(2024, on="2024-03-13", more="draft: true\n")
    path = folder.scheme(2024, on="2024-03-13", slug="2024-neibu")
    path.write_text(path.read_text(encoding="utf-8").replace("主动公开", "依申请公开"), encoding="utf-8")
    assert of(folder, 2024) == Figures(region="甲县", agency="甲县民政局")


def test_corrections_are_counted_in_the_year_of_the_note(folder: Folder) -> None:
    notes = ", changes: [{on: 2025-02-03, note: 甲}, {on: 2024-06-05, note: 乙}, {on: 2024-04-10, note: 丙}]"
    folder.scheme(2024, on="2024-03-13", about=published("2024-03-18", notes))
    assert (of(folder, 2024).corrections, of(folder, 2024).corrected) == (2, 1)
    assert (of(folder, 2025).corrections, of(folder, 2025).corrected) == (1, 1)


@pytest.mark.parametrize(("how", "field"), [("废止", "repealed"), ("失效", "expired"), ("撤销", "withdrawn")])
def test_an_end_is_counted_in_its_year_and_ends_the_force(folder: Folder, how: str, field: str) -> None:
    folder.scheme(2023, on="2023-03-13", about=published("2023-03-18", f", validity: {how}, validity_on: 2024-03-13"))
    assert (getattr(of(folder, 2024), field), of(folder, 2024).in_force) == (1, 0)
    assert (getattr(of(folder, 2023), field), of(folder, 2023).in_force) == (0, 1)


def test_what_the_files_leave_open_is_counted_as_open(folder: Folder) -> None:
    folder.scheme(2024, on="2024-03-13")
    folder.scheme(2023, on="2023-03-13", about=published("2023-03-18", ", validity: 失效"))
    folder.write("jia/mzj/2022.yml", "title: [\n")
    found = of(folder, 2024)
    assert (found.published, found.undated, found.ended_undated, found.expired, found.in_force, found.unread) == (0, 1, 1, 0, 0, 1)
    assert of(folder, 2023).undated == 0


def annual(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["annual", *arguments], standalone_mode=False)
    assert result.exception is None, result.output
    return result.output


def test_every_form_tells_the_same_and_what_it_leaves_out(folder: Folder) -> None:
    folder.scheme(2024, on="2024-03-13", about=published("2024-03-18"))
    folder.write("jia/jyj/agency.yml", "name: 甲县教育局\n")
    folder.write("jia/jyj/2024.yml", (folder.schemes / "jia/mzj/2024.yml").read_text(encoding="utf-8"))
    text = annual("2024")
    assert [line.split()[:4] for line in text.splitlines() if line.startswith("甲县")] == [
        ["甲县", "甲县教育局", "1", "1"],
        ["甲县", "甲县民政局", "1", "1"],
        ["甲县", "合计", "2", "2"],
    ]
    assert "第五十条" in text
    assert "没有：逾期" in text
    data = json.loads(annual("2024", "--format", "json"))
    assert [(each["agency"], each["published"], each["average"]) for each in data["figures"]] == [
        ("甲县教育局", 1, 3.0),
        ("甲县民政局", 1, 3.0),
        ("", 2, 3.0),
    ]
    rows = list(csv.DictReader(io.StringIO(annual("2024", "--format", "csv").removeprefix("\ufeff"))))
    assert [(row["单位"], row["公开"], row["平均工作日"]) for row in rows] == [("甲县教育局", "1", "3.0"), ("甲县民政局", "1", "3.0")]
    assert "| 甲县 | 合计 | 2 | 2 | 0 |" in annual("2024", "--format", "markdown")


def test_a_year_without_anything_still_has_its_table(folder: Folder) -> None:
    folder.scheme(2024, on="2024-03-13", about=published("2024-03-18"))
    assert "甲县民政局" in annual("2031")
