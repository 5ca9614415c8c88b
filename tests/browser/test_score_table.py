"""The score table as a tool: filters, sorts, folds, tells what a unit carries, has addresses for rows and views, and reads well without."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.test_pages import watched

SCORES = "demo/mzj/2025/scores.html"
DEEP = "demo/sjglj/2025/scores.html"
"""Three levels, and components three deep."""


@contextmanager
def table(browser: Browser, root: str, address: str = SCORES, **options: object) -> Iterator[Page]:
    """The page of a score table; it must stay quiet."""
    with watched(browser, root, **options) as (page, wrong):
        page.goto(f"{root}/{address}")
        yield page
        assert wrong == []


def shown(page: Page) -> list[str]:
    """The ids of the indicators to be seen, in their order."""
    found: list[str] = page.locator(".gk-score tr[id]:visible").evaluate_all("rows => rows.map(row => row.id.slice(2))")
    return found


def headings(page: Page) -> list[str]:
    return page.locator(".gk-score .gk-group:visible > th").all_inner_texts()


def told(page: Page) -> str:
    return page.locator("#score-state").inner_text()


def field(page: Page, label: str) -> Locator:
    return page.locator(".gk-tools").get_by_label(label, exact=True)


def choose(page: Page, label: str, option: str) -> None:
    field(page, label).select_option(label=option)


def search(page: Page, words: str) -> None:
    field(page, "查找").fill(words)


def kept(page: Page, part: str) -> None:
    """Wait until the address has it."""
    expect(page).to_have_url(re.compile(re.escape(part) + "$"))


@pytest.mark.parametrize("where", ["disk", "server"])
def test_words_filter_and_the_address_brings_them_back(browser: Browser, site: Path, served: str, where: str) -> None:
    root = site.as_uri() if where == "disk" else served
    with table(browser, root) as page:
        whole = shown(page)
        assert told(page) == "共100项，100分。"
        search(page, "低保 台账")
        assert shown(page) == ["dibao", "dibao-4"]
        assert headings(page) == ["职能工作目标", "重点工作目标"]
        assert told(page) == "含“低保”“台账”：1项，1分，占全表100分的1%。"
        kept(page, "#q=" + quote("低保 台账"))
        page.reload()
        assert shown(page) == ["dibao", "dibao-4"]
        expect(page.locator("#indicators")).to_be_in_viewport()
        page.get_by_role("button", name="全部显示").click()
        expect(page).to_have_url(f"{root}/{SCORES}")
        assert shown(page) == whole


def test_width_case_and_spaces_make_no_difference(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        search(page, "100%")
        found = shown(page)
        search(page, "　１００％　")
        assert shown(page) == found != []


def test_words_are_not_found_across_two_cells(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        search(page, "系统救助股")
        assert shown(page) == []
        assert told(page) == "含“系统救助股”：没有符合的指标，全表共100项，100分。"


def test_a_component_brings_its_parts(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        choose(page, "考评内容", "职能工作目标")
        assert headings(page) == ["职能工作目标", "重点工作目标", "常规工作目标", "动态工作目标"]
        assert told(page) == "职能工作目标：78项，75分，占全表100分的75%。"
        choose(page, "考评内容", "动态工作目标")
        assert headings(page) == ["职能工作目标", "动态工作目标"]


def test_a_month_shows_what_is_due_in_it(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        choose(page, "完成月份", "2025年5月")
        # 5月12日至5月30日: by its last day
        assert shown(page) == ["yanglao", "yanglao-4"]
        kept(page, "#due=2025-05")


def test_every_unit_has_the_figures_of_the_list_below(browser: Browser, site: Path) -> None:
    for address in (SCORES, DEEP):
        with table(browser, site.as_uri(), address) as page:
            listed = [row.locator("th, td").all_inner_texts() for row in page.locator(".gk-units tbody tr").all()]
            assert len(listed) == field(page, "单位").locator("option").count() - 1
            for unit, items, points, share, helped, involved in listed:
                choose(page, "单位", unit)
                helps = f"；配合{helped}，涉及{involved}分，不计入" if helped else ""
                assert told(page) == f"{unit}：负责{items}，{points}分，占全表100分的{share}{helps}。"
                choose(page, "单位", "全部")


def test_a_unit_is_chosen_in_the_list_of_units(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        page.get_by_role("link", name="福利院", exact=True).click()
        expect(field(page, "单位")).to_have_value("福利院")
        assert {"tekun-2", "tekun-3"} <= set(shown(page))
        helped = page.locator("#r-tekun-2 > th").evaluate("head => getComputedStyle(head, '::after').content")
        assert "配合" in helped
        assert page.locator("#r-tekun-3 > th").evaluate("head => getComputedStyle(head, '::after').content") == "none"


def test_conditions_add_up(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        choose(page, "单位", "救助股")
        choose(page, "完成月份", "2025年6月")
        search(page, "逾期")
        assert shown(page) == ["linjiu", "linjiu-2"]
        kept(page, f"#q={quote('逾期')}&unit={quote('救助股')}&due=2025-06")


def test_sorted_rows_stand_in_one_list_and_go_back_to_their_places(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        whole = shown(page)
        choose(page, "排列", "时限由早到晚")
        assert "只列末级指标" in told(page)
        found = shown(page)
        assert len(found) == 100
        assert found[:2] == ["binzang-3", "yanglao-4"]
        assert headings(page) == []
        assert page.locator("#r-yanglao-4 > th").inner_text().split("\n") == ["重点工作目标 › 养老机构提质", "养老护理员培训"]
        choose(page, "排列", "原表次序")
        assert shown(page) == whole
        assert page.locator("#r-yanglao-4 > th").inner_text() == "养老护理员培训"


def test_a_head_sorts_and_says_so(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        whole = shown(page)
        head = page.locator(".gk-score thead").get_by_role("columnheader", name="分值")
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "descending")
        cells = page.locator(".gk-score tr[id]:visible > td:nth-child(3)").all_inner_texts()
        points = [float(each) for each in cells]
        assert points == sorted(points, reverse=True)
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", "ascending")
        expect(field(page, "排列")).to_have_value("points")
        head.get_by_role("button").click()
        expect(head).not_to_have_attribute("aria-sort", "ascending")
        assert shown(page) == whole


def test_what_is_filtered_is_sorted_too(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        choose(page, "排列", "责任单位")
        search(page, "低保")
        assert shown(page) == ["dibao-1", "dibao-2", "dibao-3", "dibao-4"]
        kept(page, "&sort=lead")
        page.reload()
        assert shown(page) == ["dibao-1", "dibao-2", "dibao-3", "dibao-4"]
        search(page, "")
        choose(page, "排列", "原表次序")
        assert len(shown(page)) == 131


def test_levels_fold(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri(), DEEP) as page:
        whole = shown(page)
        choose(page, "展开到", "一级指标")
        assert shown(page) == page.locator(".gk-score .gk-l1").evaluate_all("rows => rows.map(row => row.id.slice(2))")
        choose(page, "展开到", "二级指标")
        assert page.locator(".gk-score .gk-l3:visible").count() == 0 < page.locator(".gk-score .gk-l2:visible").count()
        kept(page, "#level=2")
        page.reload()
        assert page.locator(".gk-score .gk-l3:visible").count() == 0 < page.locator(".gk-score .gk-l2:visible").count()
        choose(page, "展开到", "考评内容")
        assert (shown(page), headings(page)) == ([], ["目标考评", "公众评议", "正向激励", "察访核验"])
        choose(page, "展开到", "末级指标")
        assert shown(page) == whole


def test_one_part_folds_and_the_address_remembers(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        page.locator("#c-functional").get_by_role("button").click()
        assert headings(page)[:2] == ["职能工作目标", "行政能力目标"]
        fold = page.locator("#r-dangjian").get_by_role("button", name="下级指标")
        fold.click()
        expect(fold).to_have_attribute("aria-expanded", "false")
        seen = shown(page)
        page.reload()
        assert shown(page) == seen
        page.locator("#c-functional").get_by_role("button").click()
        fold.click()
        assert len(shown(page)) == 131
        expect(page).to_have_url(f"{site.as_uri()}/{SCORES}")


def test_a_row_has_an_address_to_copy(browser: Browser, served: str) -> None:
    with table(browser, served, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.locator("#r-dibao-2").hover()
        page.get_by_role("button", name="复制这一行的网址链接").click()
        expect(page.get_by_role("status").filter(has_text="已复制“新增申请按时办结”一行的网址")).to_have_count(1)
        assert page.evaluate("navigator.clipboard.readText()") == f"{served}/{SCORES}#r-dibao-2"
        choose(page, "单位", "救助股")
        page.get_by_role("button", name="复制网址").click()
        expect(page.get_by_role("button", name="已复制", exact=True)).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == f"{served}/{SCORES}#unit={quote('救助股')}"


def test_without_a_clipboard_the_address_is_selected_and_copied(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        page.evaluate("""() => {
            Object.defineProperty(navigator, 'clipboard', { value: undefined });
            document.execCommand = command => { window.copied = [command, document.activeElement.value]; return true; };
        }""")
        page.locator("#r-dibao-2").hover()
        button = page.get_by_role("button", name="复制这一行的网址链接")
        button.click()
        expect(button).to_have_text("✓")
        assert page.evaluate("window.copied") == ["copy", f"{site.as_uri()}/{SCORES}#r-dibao-2"]
        expect(button).to_be_focused()


def test_an_address_may_name_a_row_and_a_view(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri(), f"{SCORES}#unit={quote('救助股')}") as page:
        page.locator("#r-jiance-1").get_by_role("link").click()
        kept(page, f"#r-jiance-1&unit={quote('救助股')}")
        assert "yanglao-1" not in shown(page)
        page.reload()
        assert "yanglao-1" not in shown(page)
        expect(page.locator("#r-jiance-1")).to_be_in_viewport()
        marked = page.locator("#r-jiance-1 > th").evaluate("head => getComputedStyle(head).backgroundColor")
        assert marked != page.locator("#r-jiance-2 > th").evaluate("head => getComputedStyle(head).backgroundColor")


def test_a_row_that_a_view_hides_is_shown_all_the_same(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri(), f"{SCORES}#r-yanglao-1&unit={quote('救助股')}") as page:
        expect(page.locator("#r-yanglao-1")).to_be_in_viewport()
        assert len(shown(page)) == 131


def test_a_followed_anchor_of_the_table_shows_all_of_it_again(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri(), f"{SCORES}#unit={quote('救助股')}") as page:
        page.locator(".gk-parts").get_by_role("link", name="平安建设成效").click()
        assert len(shown(page)) == 131
        expect(page.locator("#c-safety > .gk-group")).to_be_in_viewport()
        expect(field(page, "单位")).to_have_value("")


@pytest.mark.parametrize(
    "hash_", ["#q=%E0%A4%A", "#unit=%E4%B9%8C%E6%9C%89", "#sort=constructor", "#fold=r-none", "#=&&=", "#nowhere", "#level=7"]
)
def test_any_address_opens_the_whole_table(browser: Browser, site: Path, hash_: str) -> None:
    with table(browser, site.as_uri(), SCORES + hash_) as page:
        assert len(shown(page)) == 131
        expect(field(page, "排列")).to_have_value("")


def test_it_works_from_the_keyboard(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        field(page, "查找").focus()
        page.keyboard.type("低保")
        assert len(shown(page)) == 5
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        assert len(shown(page)) == 131
        for label in ("考评内容", "单位", "完成月份", "排列", "展开到"):
            page.keyboard.press("Tab")
            expect(field(page, label)).to_be_focused()
        for name in ("全部显示", "复制网址"):
            page.keyboard.press("Tab")
            expect(page.get_by_role("button", name=name)).to_be_focused()
        page.locator("#r-dibao-1").get_by_role("link").focus()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="复制这一行的网址链接")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("#r-dibao-2").get_by_role("link")).to_be_focused()


def test_head_and_first_columns_stay(browser: Browser, site: Path) -> None:
    edges = "cell => { const box = cell.getBoundingClientRect(); return [Math.round(box.left), Math.round(box.top)]; }"
    with table(browser, site.as_uri(), viewport={"width": 768, "height": 1024}) as page:
        frame = page.locator(".gk-score-frame")
        name, head = page.locator("#r-dibao-1 > th"), page.locator(".gk-score thead th").nth(1)
        before, top = name.evaluate(edges)[0], frame.evaluate(edges)[1]
        frame.evaluate("frame => frame.scrollTo(200, 600)")
        assert name.evaluate(edges)[0] == before
        assert head.evaluate(edges) == [before, top]
    with table(browser, site.as_uri(), viewport={"width": 1440, "height": 900}) as page:
        page.locator("#r-pingan-4").scroll_into_view_if_needed()
        assert page.locator(".gk-score thead th").first.evaluate(edges)[1] == 0


def test_on_a_phone_the_component_stays_and_covers_no_row_that_is_linked(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri(), f"{SCORES}#r-yanglao-2", viewport={"width": 360, "height": 740}) as page:
        bottom = "row => row.getBoundingClientRect().bottom"
        group = page.locator("#c-key > .gk-group")
        assert page.locator("#r-yanglao-2").evaluate("row => row.getBoundingClientRect().top") >= group.evaluate(bottom)
        assert group.evaluate("row => Math.round(row.getBoundingClientRect().top)") == 0
        search(page, "低保")
        assert shown(page) == ["dibao", "dibao-1", "dibao-2", "dibao-3", "dibao-4"]


def test_paper_shows_the_view_and_says_what_it_is(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri()) as page:
        page.emulate_media(media="print")
        expect(page.locator("#score-state")).to_be_hidden()
        page.emulate_media(media="screen")
        choose(page, "单位", "救助股")
        page.emulate_media(media="print")
        expect(page.locator(".gk-tools")).to_be_hidden()
        expect(page.locator("#score-state")).to_contain_text("救助股：负责15项，15分")
        assert "yanglao-1" not in shown(page)
        expect(page.locator(".gk-score tfoot")).to_be_hidden()


def test_without_javascript_there_are_no_controls_and_everything_else(browser: Browser, site: Path) -> None:
    with table(browser, site.as_uri(), java_script_enabled=False) as page:
        expect(page.locator(".gk-tools")).to_be_hidden()
        assert page.locator(".gk-score tr[id]:visible").count() == 131
        assert page.locator(".gk-score button:visible").count() == 0
        expect(page.locator(".gk-units")).to_contain_text("救助股")
        expect(page.locator(".gk-score")).to_contain_text("比上年")
