"""Attached files in the site: copied beside the pages of a published scheme, linked, kept fresh, and never published otherwise."""

import os
import tracemalloc
from pathlib import Path

import pytest

from gongkai.site.press import Press
from small_site import Project

SECRET = "秘而不宣之事".encode()
ADDRESS = "jia/mzj/2024/baobiao.csv"
ARCHIVE = "jia/mzj/2024/archive.zip"
REPORT = "{title: 报表, file: baobiao.csv}"


def attach(project: Project, *attachments: str, scheme: str = "jia/mzj/2024", **values: str) -> Path:
    """Write a scheme with attachments, of which its text speaks: its folder of attached files."""
    path = project.scheme(scheme, **{"words": "救助（见附件）", **values})
    with path.open("a", encoding="utf-8") as stream:
        stream.write("attachments:\n" + "".join(f"  - {each}\n" for each in attachments))
    path.with_suffix("").mkdir(exist_ok=True)
    return path.with_suffix("")


@pytest.fixture
def file(project: Project) -> Path:
    """The attached file of the scheme of 2024."""
    file = attach(project, REPORT) / "baobiao.csv"
    file.write_bytes(b"a,b\r\n" * 1000)
    return file


def test_it_stands_beside_the_page_that_offers_it(project: Project, file: Path) -> None:
    report = project.build()
    assert (report.done, report.problems, report.findings) == (True, (), ())
    site = project.built()
    assert site[ADDRESS] == file.read_bytes()
    assert '<a href="baobiao.csv" download="报表.csv">下载（CSV，5 KB）</a>'.encode() in site["jia/mzj/2024/index.html"]


def test_nothing_changed(project: Project, file: Path) -> None:
    project.build()
    stood = (project.site / ADDRESS).stat()
    file.touch()
    assert project.build().written == 0
    project.scheme("jia/mzj/2023", words="养老")
    assert project.build().written > 0
    assert (project.site / ADDRESS).stat() == stood, "another scheme's change leaves it alone"


def test_another_content_of_the_same_size_and_age_is_a_change(project: Project, file: Path) -> None:
    project.build()
    before = file.stat()
    file.write_bytes(file.read_bytes()[::-1])
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert project.build().written == len({ADDRESS, ARCHIVE, "manifest.json"})
    assert project.built()[ADDRESS] == file.read_bytes()


def test_another_size_changes_the_page_too(project: Project, file: Path) -> None:
    project.build()
    file.write_bytes(b"x")
    assert project.build().written == len({ADDRESS, ARCHIVE, "manifest.json", "jia/mzj/2024/index.html"})
    assert "下载（CSV，1 KB）".encode() in project.built()["jia/mzj/2024/index.html"]


@pytest.mark.parametrize("damage", ["deleted", "altered"])
def test_what_is_altered_in_the_site_is_restored(project: Project, file: Path, damage: str) -> None:
    project.build()
    before = project.built()
    if damage == "deleted":
        (project.site / ADDRESS).unlink()
    else:
        (project.site / ADDRESS).write_bytes(b"defaced")
    project.build()
    assert project.built() == before
    assert before[ADDRESS] == file.read_bytes()


def test_it_leaves_the_site_with_its_attachment(project: Project, file: Path) -> None:
    project.build()
    project.scheme("jia/mzj/2024")
    file.unlink()
    assert project.build().removed == 1
    assert ADDRESS not in project.built()


def test_a_file_that_vanishes_stops_the_build(project: Project, file: Path) -> None:
    project.build()
    before = project.built()
    file.unlink()
    report = project.build()
    assert (report.done, [each.code for each in report.errors]) == (False, ["F025"])
    assert project.built() == before
    assert project.build(preview=True, destination=project.root / "preview").done, "a preview shows the page without the link"


class TestHidden:
    """No byte and no name of what is not published."""

    @pytest.mark.parametrize(
        "values", [{"draft": "true"}, {"mode": "依申请公开"}, {"mode": "不予公开"}], ids=["draft", "on request", "secret"]
    )
    def test_files_of_schemes_that_are_not_published(self, project: Project, file: Path, values: dict[str, str]) -> None:
        project.build()
        attach(project, REPORT, **values)
        file.write_bytes(SECRET)
        report = project.build()
        assert (report.done, report.schemes) == (True, 1)
        self.in_nothing(project, "baobiao")

    def test_a_withheld_file_and_one_that_no_attachment_names(self, project: Project) -> None:
        folder = attach(project, "{title: 登记表, withheld: 含联系方式, file: dengjibiao.csv}")
        (folder / "dengjibiao.csv").write_bytes(SECRET)
        (folder / "caogao.csv").write_bytes(SECRET)
        report = project.build()
        assert (report.done, sorted(each.code for each in report.findings)) == (True, ["F028", "F029"])
        self.in_nothing(project, "dengjibiao")
        self.in_nothing(project, "caogao")

    def in_nothing(self, project: Project, name: str) -> None:
        assert [address for address, content in project.built().items() if SECRET in content] == []
        pages = {address: content for address, content in project.built().items() if not address.startswith("rules/")}
        assert [address for address, content in pages.items() if name in address or name.encode() in content] == []

    def test_a_file_that_gets_withheld_leaves_the_site(self, project: Project, file: Path) -> None:
        project.build()
        attach(project, REPORT.replace("}", ", withheld: 含联系方式}"))
        assert file.exists()
        assert project.build().done
        self.in_nothing(project, "baobiao")


def test_a_preview_shows_the_files_of_drafts_and_never_those_of_what_is_secret(project: Project, file: Path) -> None:
    draft = attach(project, REPORT, scheme="jia/mzj/2025", draft="true")
    secret = attach(project, REPORT, scheme="jia/mzj/2026", mode="不予公开")
    for folder in (draft, secret):
        (folder / "baobiao.csv").write_bytes(file.read_bytes())
    project.build(preview=True)
    found = [address for address in project.built() if address.endswith("baobiao.csv")]
    assert found == [ADDRESS, "jia/mzj/2025/baobiao.csv"]


def test_two_builds_give_the_same_bytes(project: Project, file: Path) -> None:
    project.build()
    project.build(destination=project.root / "again", workers=2)
    assert project.built() == project.built(project.root / "again")
    assert project.built()[ADDRESS] == file.read_bytes()


def test_a_large_file_is_never_whole_in_memory(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as stream:
        stream.truncate(16 << 20)
    press = Press(str(tmp_path / "staging"), (), {})
    tracemalloc.start()
    try:
        press.copy("a/b/2024/large.pdf", large)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 4 << 20
    assert (tmp_path / "staging/a/b/2024/large.pdf").stat().st_size == 16 << 20


def test_a_file_that_vanishes_while_it_is_copied_is_a_problem(tmp_path: Path) -> None:
    press = Press(str(tmp_path), (), {})
    press.copy("a/b/2024/x.pdf", tmp_path / "gone.pdf")
    made = press.finish("a/b", b"")
    assert (made.problems, made.written) == (("a/b/2024/x.pdf：附件的文件读不出来：没有这个文件或者文件夹。",), ())


def test_a_file_that_would_replace_a_page_is_a_problem(tmp_path: Path) -> None:
    press = Press(str(tmp_path / "staging"), (), {})
    (tmp_path / "index.html").write_bytes(b"x")
    press.put("a/b/2024/index.html", b"page")
    press.copy("a/b/2024/index.html", tmp_path / "index.html")
    assert "有两个来源都要写这个文件" in press.finish("a/b", b"").problems[0]


@pytest.mark.parametrize("odd", ["link", "pipe", "folder"])
def test_odd_things_in_the_folder_are_not_opened(project: Project, file: Path, odd: str) -> None:
    beside = file.with_name("beside")
    if odd == "link":
        beside.symlink_to("/dev/zero")
    else:
        (os.mkfifo if odd == "pipe" else os.mkdir)(beside)
    report = project.build()
    assert (report.done, [each.code for each in report.findings]) == (True, ["F029"])
    assert [address for address in project.built() if address.startswith("jia/mzj/2024/b")] == [ADDRESS]
