"""The search box of the catalogue of rules: filters while one types, counts, keeps what was asked in the address, and is not needed."""

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.test_pages import watched
from gongkai.rules import RULES

CATALOGUE = "rules/index.html"
_TOLD = """() => new Promise(done => {
    const own = window.gongkaiRules;
    window.gongkaiRules = words => done(own(words));
    document.getElementById("finder").focus();
})"""


def rows(page: Page) -> Locator:
    return page.locator(".gk-rules tbody tr:visible")


def codes(page: Page) -> set[str]:
    return {row.locator("td").first.inner_text() for row in rows(page).all()}


def ask(page: Page, words: str) -> None:
    """Go to the box, wait until the page knows what the rules are about, and type the words."""
    page.evaluate(_TOLD)
    page.get_by_label("查找", exact=True).fill(words)


def counted(page: Page) -> str:
    return page.locator("#finder-count").inner_text()


@pytest.mark.parametrize("where", ["disk", "server"])
def test_a_word_filters_and_survives_a_reload(browser: Browser, site: Path, served: str, where: str) -> None:
    root = site.as_uri() if where == "disk" else served
    with watched(browser, root) as (page, wrong):
        page.goto(f"{root}/{CATALOGUE}")
        assert counted(page) == f"共{len(RULES)}条"
        ask(page, "公式")
        expect(rows(page)).not_to_have_count(len(RULES))
        found = codes(page)
        assert {"M001", "C004"} <= found
        assert counted(page) == f"符合的{len(found)}条，共{len(RULES)}条"
        assert page.url.endswith("#q=" + quote("公式"))
        page.reload()
        expect(page.get_by_label("查找", exact=True)).to_have_value("公式")
        expect(page.locator("#finder-count")).to_have_text(f"符合的{len(found)}条，共{len(RULES)}条")
        assert codes(page) == found
        assert wrong == []


def test_families_without_a_match_are_hidden_and_an_empty_result_is_said(browser: Browser, site: Path) -> None:
    with watched(browser, site.as_uri()) as (page, _):
        page.goto(f"{site.as_uri()}/{CATALOGUE}")
        box = page.get_by_label("查找", exact=True)
        box.fill("P001")
        assert page.locator(".gk-family:visible h2").all_inner_texts() == ["P 分值"]
        box.fill("没有的词语")
        expect(rows(page)).to_have_count(0)
        assert counted(page) == f"没有符合的，共{len(RULES)}条"


def test_full_and_half_width_and_case_are_the_same(browser: Browser, site: Path) -> None:
    with watched(browser, site.as_uri()) as (page, _):
        page.goto(f"{site.as_uri()}/{CATALOGUE}")
        ask(page, "")
        for asked in ("Ｐ００１", "p001", "parts-sum", "《部分的分值》"):
            page.get_by_label("查找", exact=True).fill(asked)
            assert "P001" in codes(page), asked
        page.get_by_label("查找", exact=True).fill("GB/T ９７０４—2012")
        assert codes(page) >= {code for code, rule in RULES.items() if "GB/T 9704—2012" in rule.source}


def test_severity_and_basis_narrow_it_down(browser: Browser, site: Path) -> None:
    with watched(browser, site.as_uri()) as (page, _):
        page.goto(f"{site.as_uri()}/{CATALOGUE}")
        page.get_by_label("轻重", exact=True).select_option("警告")
        assert codes(page) == {code for code, rule in RULES.items() if rule.severity == "warning"}
        page.get_by_label("依据", exact=True).select_option("一致性")
        both = {code for code, rule in RULES.items() if rule.severity == "warning" and rule.basis == "一致性"}
        assert codes(page) == both
        page.reload()
        assert codes(page) == both
        expect(page.get_by_label("轻重", exact=True)).to_have_value("警告")


def test_it_works_from_the_keyboard(browser: Browser, site: Path) -> None:
    with watched(browser, site.as_uri()) as (page, wrong):
        page.goto(f"{site.as_uri()}/{CATALOGUE}")
        page.get_by_label("查找", exact=True).focus()
        page.keyboard.type("P001")
        page.keyboard.press("Enter")
        expect(rows(page)).to_have_count(1)
        assert page.url.endswith("#q=P001")
        page.keyboard.press("Escape")
        expect(rows(page)).to_have_count(len(RULES))
        assert "#" not in page.url
        page.keyboard.press("Tab")
        expect(page.get_by_label("轻重", exact=True)).to_be_focused()
        assert wrong == []


@pytest.mark.parametrize("hash_", ["#family-P", "#q=%E0%A4%A", "#q=", "#severity=%E4%B9%8C", "#constructor=1", "#=&&="])
def test_any_address_opens_the_whole_catalogue(browser: Browser, site: Path, hash_: str) -> None:
    with watched(browser, site.as_uri()) as (page, wrong):
        page.goto(f"{site.as_uri()}/{CATALOGUE}{hash_}")
        expect(rows(page)).to_have_count(len(RULES))
        expect(page.get_by_label("轻重", exact=True)).to_have_value("")
        assert wrong == []


def test_a_followed_address_asks_anew(browser: Browser, site: Path) -> None:
    with watched(browser, site.as_uri()) as (page, _):
        page.goto(f"{site.as_uri()}/{CATALOGUE}#q=P001")
        expect(rows(page)).to_have_count(1)
        page.evaluate("location.hash = '#q=P002'")
        expect(page.get_by_label("查找", exact=True)).to_have_value("P002")
        assert codes(page) == {"P002"}


def test_without_javascript_there_is_no_box_and_every_rule(browser: Browser, site: Path) -> None:
    with watched(browser, site.as_uri(), java_script_enabled=False, viewport={"width": 360, "height": 740}) as (page, wrong):
        page.goto(f"{site.as_uri()}/{CATALOGUE}")
        expect(page.locator(".gk-finder")).to_be_hidden()
        expect(rows(page)).to_have_count(len(RULES))
        page.locator(".gk-toc > summary").click()
        page.get_by_role("link", name="P 分值").click()
        expect(page.locator("#family-P")).to_be_in_viewport()
        assert wrong == []
