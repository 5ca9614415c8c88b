"""Printing PDFs: what becomes of the page, of the clock, of PDFs that stand already, and of browsers that fail in every way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import fake_browser
from gongkai.diagnostics import CannotRun
from gongkai.site import browser, paper
from gongkai.site.browser import Browser, BrowserError, browser_version, find_browser
from gongkai.site.paper import Paper, close_browsers, document, find_paper
from gongkai.views.page import Page

DAY = datetime(2024, 9, 29, 1, 0, tzinfo=UTC)
PAGE = Page(address="jia/mzj/2024/index.html", title="甲县<方案>", description="", body="<h2>一</h2>\n<p>正文</p>\n", styles=("notice",))

Install = Callable[[str], str]


@pytest.fixture(autouse=True)
def nothing_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Browsers end with the test, and nothing of them stays on the disk."""
    monkeypatch.setattr(browser, "PATIENCE", 10.0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    yield
    close_browsers()
    assert not list(tmp_path.glob("gongkai-browser-*"))


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Make this machine's browser one of the given behaviour."""

    def put(behaviour: str) -> str:
        program = fake_browser.put(tmp_path, behaviour)
        monkeypatch.setenv(browser.VARIABLE, str(program))
        return str(program)

    return put


@pytest.fixture
def sheet(tmp_path: Path, install: Install) -> Callable[[str], Paper]:
    """Paper with a browser of the given behaviour, and the folder of the site."""
    (tmp_path / "styles").mkdir()
    for name in ("base", "notice"):
        (tmp_path / "styles" / f"{name}.css").write_text(f"/* {name} */", encoding="utf-8")
    (tmp_path / "site").mkdir()

    def find(behaviour: str) -> Paper:
        install(behaviour)
        return find_paper(str(tmp_path / "styles"), str(tmp_path / "site"))

    return find


def printed(folder: Path) -> list[str]:
    """One process for each page that any browser printed."""
    log = folder / "printed.txt"
    return log.read_text(encoding="utf-8").split() if log.exists() else []


def test_a_page_carries_its_styles_and_leads_nowhere() -> None:
    html = document(
        Page(
            address="a/b/2024/index.html",
            title="甲<乙>",
            description="",
            body='<h2 id="x">一</h2><a class="gk-self" title="t" href="#x">二</a><a href="https://www.gov.cn/">三</a><h3>四</h3>',
            styles=(),
            demo=True,
        ),
        str(Path(paper.__file__).parents[3] / "theme" / "styles"),
    )
    assert "<title>甲&lt;乙&gt;</title>" in html
    assert (
        '<h2 aria-level="1" id="x">一</h2><a class="gk-self">二</a><a href="https://www.gov.cn/">三</a><h3 aria-level="2">四</h3>' in html
    )
    assert "@page gk-doc" not in html
    assert "@page { size: A4" in html
    assert "演示数据" in html


def test_one_browser_prints_everything(sheet: Callable[[str], Paper], tmp_path: Path) -> None:
    found = sheet("sound")
    made = {found.pdf(replace(PAGE, body=f"<p>{number}</p>"), DAY, None) for number in range(3)}
    assert len(made) == 3
    assert len(printed(tmp_path)) == 3
    assert len(set(printed(tmp_path))) == 1


def test_what_stands_is_not_printed_again_unless_anything_of_it_changed(sheet: Callable[[str], Paper], tmp_path: Path) -> None:
    found = sheet("sound")
    first = found.pdf(PAGE, DAY, None)
    (tmp_path / "site" / "notice.pdf").write_bytes(first)
    assert found.pdf(PAGE, DAY, "notice.pdf") == first
    assert len(printed(tmp_path)) == 1
    changed = [
        found.pdf(replace(PAGE, body="<p>别的</p>"), DAY, "notice.pdf"),
        found.pdf(PAGE, DAY.replace(day=30), "notice.pdf"),
        replace(found, version="Fake 2.0").pdf(PAGE, DAY, "notice.pdf"),
    ]
    assert len({first, *changed}) == 4
    assert len(printed(tmp_path)) == 4


def test_a_browser_that_crashes_once_is_started_again(sheet: Callable[[str], Paper], tmp_path: Path) -> None:
    assert sheet("once").pdf(PAGE, DAY, None).startswith(b"%PDF-")
    assert len(set(printed(tmp_path))) == 2


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("unstarted", "浏览器中途退出（[1:1:FATAL] No usable sandbox!）"),
        ("dying", "浏览器中途退出（[1:1:ERROR] Out of memory.）"),
        ("silent", "浏览器 0.5 秒没有回应"),
        ("refusing", "浏览器回答：Printing failed"),
        ("torn", "浏览器给出的 PDF 不完整"),
    ],
)
def test_a_browser_that_fails_twice_is_one_sentence(
    sheet: Callable[[str], Paper], monkeypatch: pytest.MonkeyPatch, behaviour: str, words: str
) -> None:
    found = sheet(behaviour)
    if behaviour == "silent":
        monkeypatch.setattr(browser, "PATIENCE", 0.5)
    with pytest.raises(CannotRun) as failure:
        found.pdf(PAGE, DAY, None)
    assert str(failure.value) == f"不能把《甲县<方案>》印成 PDF：{words}。没有生成，原来的网站没有改动；不加 --pdf 可以先生成网页。"


def test_without_a_browser_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(browser.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "_MACS", ())
    with pytest.raises(CannotRun, match="本机没有找到。请安装一个，或者用环境变量 GONGKAI_CHROMIUM 指明它的路径。"):
        find_browser()


def test_a_named_browser_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.VARIABLE, "/nowhere/chromium")
    with pytest.raises(CannotRun, match="指明的浏览器 /nowhere/chromium 不存在，或者不能运行"):
        find_browser()


def test_a_browser_must_say_its_version(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="不能运行。请检查它的安装"):
        browser_version(str(tmp_path))


def test_a_program_that_is_none_is_refused(tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    odd.write_bytes(b"\0")
    odd.chmod(0o755)
    with pytest.raises(BrowserError, match="不能启动"):
        Browser(str(odd))
