"""The frame in a browser: the switch between light and dark, larger text, the contents with and without a script."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

NOTICE = "anxi/mzj/2024/index.html"
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused', 'SecurityError') }})"


def test_the_switch_turns_dark_and_the_choice_is_remembered(browser: Browser, served: str) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto(f"{served}/index.html")
    switch = page.get_by_role("button", name="深色显示")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.goto(f"{served}/{NOTICE}")
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    page.get_by_role("button", name="深色显示").click()
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "default")
    page.close()


def test_the_switch_works_where_storage_is_refused(browser: Browser, site: Path) -> None:
    page, errors = browser.new_page(color_scheme="dark"), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(REFUSED)
    page.goto(f"{site.as_uri()}/index.html")
    page.get_by_role("button", name="深色显示").click()
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "default")
    assert errors == []
    page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_contents_stand_open_where_there_is_room_and_unfold_where_not(browser: Browser, site: Path, scripts: bool) -> None:
    for size, open_ in ((WIDE, True), (NARROW, False)):
        page = browser.new_page(viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
        page.goto(f"{site.as_uri()}/{NOTICE}")
        entry = page.locator(".gk-toc a").first
        expect(entry).to_be_visible(visible=open_)
        if not open_:
            page.locator(".gk-toc > summary").click()
            expect(entry).to_be_visible()
        page.close()


def test_the_first_tab_leads_to_the_text(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/{NOTICE}")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    skip.press("Enter")
    assert page.url.endswith("#main")
    page.close()


def root_size(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))


def test_larger_text_and_more_contrast_are_kept_for_the_next_page_without_a_cookie(browser: Browser, served: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{served}/index.html")
    before = root_size(page)
    page.get_by_role("checkbox", name="大字").press("Space")
    page.get_by_role("checkbox", name="高对比").press("Space")
    page.goto(f"{served}/{NOTICE}")
    assert root_size(page) == pytest.approx(before * 4 / 3, abs=0.01)
    expect(page.locator("body")).to_have_css("background-color", "rgb(0, 0, 0)")
    expect(page.get_by_role("checkbox", name="大字")).to_be_checked()
    page.get_by_role("checkbox", name="大字").uncheck()
    page.goto(f"{served}/index.html")
    assert root_size(page) == before
    expect(page.locator("body")).to_have_css("background-color", "rgb(0, 0, 0)")
    assert context.cookies() == []
    context.close()


def test_a_portal_can_ask_for_them_in_the_address(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(f"{served}/index.html?view=large,constructor")
    expect(page.locator("html")).to_have_class("gk-large")
    page.goto(f"{served}/{NOTICE}")
    expect(page.locator("html")).to_have_class("gk-large")
    page.goto(f"{served}/{NOTICE}?view=")
    expect(page.locator("html")).to_have_class("")
    page.close()


@pytest.mark.parametrize("refused", [False, True])
def test_they_work_on_the_page_itself_without_a_script_and_without_storage(browser: Browser, site: Path, refused: bool) -> None:
    page = browser.new_context(java_script_enabled=refused, color_scheme="light").new_page()
    page.add_init_script(REFUSED)
    page.goto(f"{site.as_uri()}/{NOTICE}")
    before = page.locator(".gk-doc").bounding_box()
    page.get_by_role("checkbox", name="大字").check()
    page.get_by_role("checkbox", name="高对比").check()
    after = page.locator(".gk-doc").bounding_box()
    assert before and after and after["height"] > before["height"] * 1.15
    expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    page.context.close()


def test_more_contrast_for_those_whose_system_asks_for_it(browser: Browser, site: Path) -> None:
    page = browser.new_page(contrast="more")
    page.goto(f"{site.as_uri()}/index.html")
    expect(page.get_by_role("checkbox", name="高对比")).to_be_checked()
    page.close()


def test_the_button_prints(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(f"{site.as_uri()}/{NOTICE}")
    page.get_by_role("button", name="打印").press("Enter")
    assert page.evaluate("window.printed") is True
    page.close()
