"""`gongkai build --pdf` as a whole, with a stand-in for the browser: what is printed when and offered where, what a failure leaves."""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest
from click.testing import CliRunner

import fake_browser
from gongkai.cli import cli
from gongkai.diagnostics import CannotRun
from gongkai.publishing.verify import compare_folder
from gongkai.site import browser
from small_site import TODAY, Project

NOTICES = ["jia/mzj/2023/notice.pdf", "jia/mzj/2024/notice.pdf"]


class Machine:
    """This machine's browser, and what it has printed."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._monkeypatch = folder, monkeypatch

    def have(self, behaviour: str) -> None:
        """Let the browser be one of that behaviour (see `fake_browser`)."""
        self._monkeypatch.setenv(browser.VARIABLE, str(fake_browser.put(self._folder, behaviour)))

    def printed(self) -> list[str]:
        """The process of every page printed since it was last asked."""
        log = self._folder / "printed.txt"
        lines = log.read_text(encoding="utf-8").split() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine with a sound browser."""
    machine = Machine(tmp_path_factory.mktemp("machine"), monkeypatch)
    machine.have("sound")
    return machine


def test_every_notice_is_offered_counted_and_archived(project: Project, machine: Machine) -> None:
    assert project.build(pdf=True, archive=True).done
    built = project.built()
    files = json.loads(built["manifest.json"])["files"]
    for address in NOTICES:
        assert built[address].startswith(b"%PDF-")
        assert files[address] == sha256(built[address]).hexdigest()
        html = built[address.replace("notice.pdf", "index.html")].decode()
        assert f'<a href="notice.pdf" download="甲县民政局{address[8:12]}年度绩效评估工作方案公文.pdf">PDF（1 KB）</a>' in html
        with ZipFile(project.site / address.replace("notice.pdf", "archive.zip")) as archive:
            assert archive.read(f"{address[:12].replace('/', '-')}/notice.pdf") == built[address]
    assert not compare_folder(files, project.site)
    assert len(set(machine.printed())) == 1


def test_only_what_changed_is_printed_again_whatever_the_day(project: Project, machine: Machine) -> None:
    project.build(pdf=True)
    assert len(machine.printed()) == 2
    first = project.built()
    project.build(pdf=True)
    project.build(pdf=True, today=TODAY.replace(day=19))
    assert machine.printed() == []
    assert [project.built()[address] for address in NOTICES] == [first[address] for address in NOTICES]
    project.scheme("jia/mzj/2024", words="养老")
    project.build(pdf=True)
    assert len(machine.printed()) == 1
    assert [project.built()[address] != first[address] for address in NOTICES] == [False, True]


def test_two_builds_are_the_same_to_the_byte(project: Project, machine: Machine) -> None:
    project.build(pdf=True)
    first = project.built()
    shutil.rmtree(project.site)
    project.build(pdf=True)
    assert len(machine.printed()) == 4
    assert project.built() == first


def test_one_that_was_altered_is_printed_again(project: Project, machine: Machine) -> None:
    project.build(pdf=True)
    first = (project.site / NOTICES[0]).read_bytes()
    (project.site / NOTICES[0]).write_bytes(first + b"x")
    machine.printed()
    project.build(pdf=True)
    assert (project.site / NOTICES[0]).read_bytes() == first
    assert len(machine.printed()) == 1


def test_without_it_there_is_none_and_those_there_were_go(project: Project, machine: Machine) -> None:
    project.build(pdf=True)
    project.build()
    assert not any(address.endswith(".pdf") for address in project.built())
    assert b"notice.pdf" not in project.built()["jia/mzj/2024/index.html"]
    machine.printed()
    assert project.build(pdf=True, preview=True, destination=project.root / "preview").done
    assert machine.printed() == []


def test_the_settings_can_ask_for_it(project: Project, machine: Machine) -> None:
    project.replace_rendered(settings=msgspec.structs.replace(project.rendered.settings, pdf=True))
    project.build()
    assert len(machine.printed()) == 2
    project.build(pdf=False)
    assert not (project.site / NOTICES[0]).exists()


def test_drafts_are_not_printed(project: Project, machine: Machine) -> None:
    project.scheme("jia/mzj/2025", draft="true")
    project.build(pdf=True)
    assert len(machine.printed()) == 2


def test_every_worker_has_one_browser(project: Project, machine: Machine) -> None:
    for number in range(6):
        project.registries(agency=f"ju{number}", name=f"第{number}局")
        for year in (2022, 2023, 2024):
            project.scheme(f"jia/ju{number}/{year}", agency=f"第{number}局")
    assert project.build(pdf=True, workers=2).done
    printed = machine.printed()
    assert len(printed) == 20
    assert 1 <= len(set(printed)) <= 2


@pytest.mark.parametrize("behaviour", ["dying", "unstarted", "torn"])
def test_a_browser_that_fails_leaves_the_last_site(
    project: Project, machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, behaviour: str
) -> None:
    project.build()
    before = project.built()
    machine.have(behaviour)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(CannotRun, match="不能把《甲县民政局2023年度绩效评估工作方案》印成 PDF"):
        project.build(pdf=True)
    assert project.built() == before
    assert not list(tmp_path.glob("gongkai-browser-*"))
    assert not [path for path in project.root.iterdir() if ".gongkai-" in path.name]


def test_the_command_says_what_is_missing(whole_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.VARIABLE, "/nowhere/chromium")
    result = CliRunner().invoke(cli, ["build", "--pdf", "--config", str(whole_project.root / "mkdocs.yml"), "--date", "2025-06-18"])
    assert isinstance(result.exception, CannotRun)
    assert "/nowhere/chromium 不存在" in str(result.exception)
    assert not whole_project.site.exists()
