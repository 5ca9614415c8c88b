"""Personal particulars and the site: an error keeps the site from being built; the report of a waived one shows it masked."""

from pathlib import Path

import openpyxl
import pytest

from small_site import Project

MOBILE = "13711114321"
WAIVER = f"waivers:\n  - {{code: V002, reason: 本人同意公开{MOBILE}}}\n"
ATTACHED = "attachments:\n  - {number: 1, title: 报表, file: a.xlsx}\n"


@pytest.fixture
def file(project: Project) -> Path:
    """A scheme with a mobile number in its text."""
    return project.scheme("jia/mzj/2024", words=f"走访{MOBILE}")


def test_an_error_is_not_published(project: Project, file: Path) -> None:
    assert file.exists()
    report = project.build()
    assert [(each.code, MOBILE in each.message) for each in report.errors] == [("V002", False)]
    assert not report.done


def test_a_waived_one_is_masked_on_every_page_but_the_text_itself(project: Project, file: Path) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(WAIVER)
    assert project.build().done
    site = project.built()
    pages = {address: content for address, content in site.items() if address.endswith(".html")}
    assert {address for address, content in pages.items() if MOBILE.encode() in content} == {"jia/mzj/2024/index.html"}
    assert b"137****4321" in site["jia/mzj/2024/report.html"]


def test_what_a_file_holds_unseen_is_not_pointed_out_to_the_public(project: Project) -> None:
    path = project.scheme("jia/mzj/2024")
    with path.open("a", encoding="utf-8") as stream:
        stream.write(ATTACHED)
    path.with_suffix("").mkdir()
    book = openpyxl.Workbook()
    book.properties.creator = "张示例"
    other = book.create_sheet("私房表")
    other["A1"] = "藏"
    other.sheet_state = "hidden"
    book.save(path.with_suffix("") / "a.xlsx")
    report = project.build()
    assert report.done and {each.code for each in report.findings if each.code[0] == "V"} == {"V010", "V012"}
    assert not any("私房表".encode() in content for address, content in project.built().items() if address.endswith(".html"))
