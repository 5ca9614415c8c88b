"""`gongkai due` as it is typed: its formats, its exit codes, and files that cannot be read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from due.agency import Folder
from gongkai.cli import cli
from gongkai.diagnostics import CannotRun

EARLY = ", published_at: 2025-03-10T09:00:00+08:00"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return Folder(tmp_path)


def due(*arguments: str) -> tuple[int, str]:
    result = run(*arguments)
    assert result.exception is None, result.output
    return int(result.return_value or 0), result.output


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["due", *arguments], standalone_mode=False)


def test_the_exit_code_says_whether_something_is_overdue(folder: Folder) -> None:
    folder.scheme(2025, on="2025-09-26")
    code, text = due("--date", "2025-10-20")
    assert code == 0
    assert text.startswith(
        "30天以内到期（1项）\n  2025-10-30（周四）  甲县民政局：公开《甲县民政局2025年度绩效评估工作方案》，还有8个工作日\n"
    )
    code, text = due("--date", "2025-11-20")
    assert code == 1
    assert text.startswith("已经超过期限（1项）\n")
    assert "，已经超过15个工作日\n" in text


def test_nothing_due_is_one_sentence(folder: Folder) -> None:
    folder.scheme(2025, about=", published_at: 2025-03-10T09:00:00+08:00", more="provenance: {seed: 001.txt}\n")
    assert due("--date", "2025-06-01") == (0, "到2025年6月1日为止没有超过期限的事项，以后30天内也没有到期的。\n")


def test_json_holds_what_the_text_says(folder: Folder) -> None:
    folder.scheme(2025, on="2025-09-26", about=EARLY)
    folder.scheme(2024, on="2024-09-26")
    found = json.loads(due("--date", "2025-10-20", "--format", "json")[1])
    (item,) = found["items"]
    assert (item["kind"], item["last"], item["overdue"], item["file"]) == (
        "publication",
        "2024-10-29",
        True,
        "schemes/jia/mzj/2024.yml",
    )
    assert found["remarks"] == ["这里不是 git 仓库，没有对照发布时间。"]


def test_the_calendar_holds_what_has_a_day(folder: Folder) -> None:
    folder.scheme(2025, on="2025-09-26")
    folder.scheme(2026, more="draft: true\n")
    code, text = due("--date", "2025-10-20", "--format", "ics")
    assert code == 0
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20251030" in text
    assert text == due("--date", "2025-10-20", "--format", "ics")[1]


def test_markdown_lets_a_title_make_no_markup(folder: Folder) -> None:
    folder.scheme(2025, more="draft: true\n").write_text(
        (folder.schemes / "jia/mzj/2025.yml").read_text(encoding="utf-8").replace("title: 甲县", "title: <b>@all</b> | 甲县"),
        encoding="utf-8",
    )
    text = due("--date", "2025-10-20", "--format", "markdown")[1]
    assert "<b>" not in text
    assert "@all" not in text
    row = next(line for line in text.splitlines() if "甲县民政局2025" in line)
    assert row.replace("&#124;", "").count("|") == 5


def test_what_cannot_be_read_is_named_and_the_rest_is_shown(folder: Folder) -> None:
    folder.scheme(2025, on="2025-09-26")
    folder.write("jia/mzj/2026.yml", "title: [\n")
    text = due("--date", "2025-10-20")[1]
    assert "还有8个工作日" in text
    assert "schemes/jia/mzj/2026.yml读不出方案，没有计入" in text


def test_a_lone_file_and_a_missing_folder(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "草案").mkdir()
    (tmp_path / "草案" / "2025.yml").write_text(folder.scheme(2025, on="2025-09-26").read_text(encoding="utf-8"), encoding="utf-8")
    assert "草案/2025.yml" in due("草案/2025.yml", "--date", "2025-10-20")[1]
    assert isinstance(run("没有").exception, CannotRun)


def test_a_date_out_of_reach_is_refused(folder: Folder) -> None:
    folder.scheme(2025, on="2025-09-26")
    assert "不在方案的年份" in str(run("--date", "9999-12-31").exception)


def test_a_year_of_unknown_holidays_is_named(folder: Folder) -> None:
    folder.scheme(2098, on="2098-11-03")
    text = due("--date", "2098-11-04")[1]
    assert "还有约19个工作日" in text
    assert "2098年的节假日安排还不知道" in text
