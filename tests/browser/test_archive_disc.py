"""The archive of a scheme, unpacked as from a disc, opens in a browser without the site it comes from."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser

from browser.kinds import SCHEME_PAGES
from browser.test_pages import watched


@pytest.mark.parametrize("page_name", SCHEME_PAGES)
def test_quiet_and_in_its_own_style_with_nothing_else_around(browser: Browser, site: Path, tmp_path: Path, page_name: str) -> None:
    with ZipFile(site / "demo/mzj/2025/archive.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "demo-mzj-2025"
    with watched(browser, folder.as_uri(), viewport={"width": 360, "height": 740}) as (page, wrong):
        page.goto(f"{folder.as_uri()}/{page_name}.html", wait_until="load")
        assert page.locator("h1").count() == 1
        assert page.locator("text=演示数据").count() > 0
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(0, 0, 0)", "its stylesheets are not found"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert wrong == []
