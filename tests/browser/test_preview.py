"""The panel of a preview in a browser: beside the page where there is room, else a block that folds; its links; and that saving reloads."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from browser import axe

REPOSITORY = Path(__file__).parents[2]
SCORES, NOTICE, BROKEN = "demo/mzj/2025/scores.html", "demo/mzj/2025/index.html", "demo/sjglj/2025/index.html"
PATIENCE = 60
"""Seconds that a server may take on a busy machine."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration county, with points that don't add up in one scheme and a slip of YAML in another."""
    root = tmp_path_factory.mktemp("preview")
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copytree(REPOSITORY / "schemes" / "demo", root / "schemes" / "demo")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    for file, old, new in (("mzj/2025", "points: 2\n", "points: 2.5\n"), ("sjglj/2025", "title: ", "title: [")):
        path = root / "schemes" / "demo" / f"{file}.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def preview(project: Path) -> Iterator[str]:
    """The address of `gongkai serve` over it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from gongkai.cli import main; main()", "serve", "--date", "2026-11-21", "--port", str(port)]
    with subprocess.Popen(command, cwd=project, stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                urlopen(address).close()
                break
            except URLError:
                time.sleep(0.2)
        yield address
        server.terminate()


def opened(browser: Browser, address: str, width: int, height: int, **more: bool) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height}, java_script_enabled=more.get("script", True))
    page.goto(address)
    return page


def test_where_there_is_room_the_panel_stands_beside_the_page(browser: Browser, preview: str) -> None:
    page = opened(browser, f"{preview}/{SCORES}", 1440, 900)
    panel, main = page.locator(".gk-preview").bounding_box(), page.locator("main h1").bounding_box()
    foot = page.locator(".gk-foot").bounding_box()
    assert panel and main and foot
    assert panel["x"] >= main["x"] + main["width"] and panel["x"] >= foot["x"] + foot["width"] - 1
    assert panel["y"] == 0 and panel["height"] == 900
    assert "有错误，改正以前不能发布。" in page.locator(".gk-preview").inner_text()
    page.close()


@pytest.mark.parametrize(("width", "height"), [(360, 740), (768, 1024)])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_on_a_small_screen_it_is_a_block_that_folds(browser: Browser, preview: str, width: int, height: int, script: bool) -> None:
    page = opened(browser, f"{preview}/{SCORES}", width, height, script=script)
    panel, heading = page.locator(".gk-preview"), page.locator("main h1")
    open_, below = panel.bounding_box(), heading.bounding_box()
    assert open_ and below
    assert open_["y"] + open_["height"] <= below["y"], "above the page"
    assert open_["height"] < height * 0.75
    panel.locator("summary").click()
    folded = panel.bounding_box()
    assert folded and folded["height"] < 80
    if script:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_a_click_leads_to_the_place_and_to_the_rule(browser: Browser, preview: str) -> None:
    page = opened(browser, f"{preview}/{NOTICE}", 1440, 900)
    row = page.locator('.gk-preview a[href*="#r-"]').first
    anchor = str(row.get_attribute("href")).partition("#")[2]
    row.click()
    page.wait_for_url(f"**/{SCORES}#{anchor}")
    place = page.locator(f"[id='{anchor}']")
    place.wait_for()
    box = place.bounding_box()
    assert box and 0 <= box["y"] < 900, "in view"
    page.locator(".gk-preview a[href*='rules/']").first.click()
    page.wait_for_url("**/rules/*.html")
    assert page.locator("h1").count() == 1
    page.close()


def test_a_saved_file_reloads_the_page_and_a_broken_one_says_why(browser: Browser, preview: str, project: Path) -> None:
    path = project / "schemes" / "demo" / "mzj" / "2025.yml"
    text = path.read_text(encoding="utf-8")
    page = opened(browser, f"{preview}/{SCORES}", 1440, 900)
    path.write_text(text.replace("title: ", "title: 新近改动", 1), encoding="utf-8")
    page.get_by_text("新近改动").first.wait_for(timeout=PATIENCE * 1000)
    path.write_text(text.replace("title: ", "title: [", 1), encoding="utf-8")
    page.get_by_role("heading", name="读不成一份方案").wait_for(timeout=PATIENCE * 1000)
    path.write_text(text, encoding="utf-8")
    page.get_by_role("heading", name="绩效目标考评表").first.wait_for(timeout=PATIENCE * 1000)
    page.close()


@pytest.mark.parametrize("address", ["index.html", SCORES, BROKEN, "findings/index.html"])
@pytest.mark.parametrize("width", [360, 1440])
def test_what_a_preview_adds_is_accessible_and_quiet(browser: Browser, preview: str, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{preview}/{address}")
    assert list(axe.faults(page)) == []
    for shade in ("light", "dark"):
        assert list(axe.pale(page, shade)) == []
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
