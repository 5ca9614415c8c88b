"""Planted faults are found; sound pages are let through."""

import pytest

from gongkai.site.verify import css_links, html_links, join, misplaced, page_links, settle
from gongkai.views.page import Heading, Page


def page(address: str, body: str, **more: object) -> Page:
    return Page(address=address, title="", description="", body=body, **{"styles": (), **more})  # type: ignore[arg-type]


def problems(*pages: Page) -> tuple[str, ...]:
    return settle(page_links(each, ("main",)) for each in pages).problems


def needs(*pages: Page) -> frozenset[str]:
    return settle(page_links(each, ("main",)) for each in pages).needs


def test_links_among_pages_of_a_group_are_settled_at_once() -> None:
    notice = page("a/b/1/index.html", '<p id="x"></p><a href="scores.html#k1">1</a><a href="#x">2</a><a href="#main">3</a>')
    scores = page("a/b/1/scores.html", '<tr id="k1"></tr><a href="index.html#x">4</a><a href="index.html">5</a>')
    assert problems(notice, scores) == ()
    assert needs(notice, scores) == frozenset()


@pytest.mark.parametrize("href", ["#nowhere", "scores.html#nowhere", "./scores.html#nowhere", "../1/scores.html#nowhere"])
def test_a_dead_anchor_is_found(href: str) -> None:
    notice = page("a/b/1/index.html", f'<a href="{href}">1</a>')
    scores = page("a/b/1/scores.html", '<tr id="k1"></tr>')
    assert problems(notice, scores) == (f"a/b/1/index.html：链接 {href} 指向的页面或位置不存在。",)


def test_what_leads_out_of_the_group_is_needed_of_the_site() -> None:
    body = '<a href="../../../index.html">1</a><a href="../2/index.html#s-1">2</a><img src="../x.svg"><a href="data.csv?x=1">3</a>'
    assert needs(page("a/b/1/index.html", body)) == {"index.html", "a/b/2/index.html#s-1", "a/b/x.svg", "a/b/1/data.csv"}


def test_crumbs_and_contents_are_links_too() -> None:
    heading = Heading(level=1, anchor="gone", text="")
    found = page("a/index.html", "", crumbs=(("首页", "../home.html"), ("", "")), contents=(heading,))
    assert problems(found) == ("a/index.html：链接 #gone 指向的页面或位置不存在。",)
    assert needs(found) == {"home.html"}


def test_escaped_and_encoded_addresses_are_read_as_a_browser_reads_them() -> None:
    found = page("a.html", '<i id="甲"></i><a href="#%E7%94%B2">1</a><a href="b.html?x=1&amp;y=2">2</a>')
    assert problems(found) == ()
    assert needs(found) == {"b.html"}


def test_links_to_other_hosts_are_allowed_but_nothing_may_be_loaded_from_them() -> None:
    links = (
        '<a href="https://www.gov.cn/x">1</a><a href="mailto:a@b.cn">2</a><a href="//www.gov.cn">3</a><img src="data:image/png;base64,AA">'
    )
    assert problems(page("a.html", links)) == ()
    for body in (
        '<img src="https://cdn.cn/a.png">',
        '<script src="//cdn.cn/a.js"></script>',
        '<link rel="stylesheet" href="http://cdn.cn/a.css">',
    ):
        (problem,) = problems(page("a.html", body))
        assert "外部资源" in problem


def test_a_doubled_id_is_found_also_against_the_theme() -> None:
    assert "重复的 id：k" in problems(page("a.html", '<i id="k"></i><b id="k"></b>'))[0]
    assert "重复的 id：main" in problems(page("a.html", '<i id="main"></i>'))[0]


def test_text_that_looks_like_a_link_is_text() -> None:
    escaped = "&lt;a href=&#34;nowhere.html&#34; id=&#34;x&#34;&gt;"
    assert needs(page("a.html", f"<p>{escaped}</p>")) == frozenset()


def test_hand_written_html_is_parsed_whatever_its_quotes() -> None:
    found = html_links("g/a.html", "<a href='b.html'>1</a><a href=c.html>2</a><IMG SRC='https://cdn.cn/x.png'/><p id=k><a href='#k'>3</a>")
    verdict = settle([found])
    assert verdict.needs == {"g/b.html", "g/c.html"}
    assert len(verdict.problems) == 1
    assert "cdn.cn" in verdict.problems[0]


def test_stylesheets_load_nothing_foreign() -> None:
    css = (
        "@import 'more.css'; a{background:url(../i/x.svg)} b{background:url(\"data:image/svg+xml,<svg/>\")} c{src:url(https://f.cn/f.woff)}"
    )
    verdict = settle([css_links("styles/a.css", css)])
    assert verdict.needs == {"styles/more.css", "i/x.svg"}
    assert len(verdict.problems) == 1


def test_styles_and_scripts_must_exist() -> None:
    assert needs(page("a/b.html", "", styles=("x",), scripts=("y",))) == {"styles/x.css", "scripts/y.js"}


def test_both_readers_of_links_agree() -> None:
    body = (
        '<a class="x" href="b.html#k">1</a><svg><use href="#u"/><image href="i.png"/></svg><img alt="" src="p.png">'
        '<object data="o.svg"></object><a href="https://www.gov.cn">0</a><img src="https://cdn.cn/x.png">'
        '<p id="k" class="y"></p><a href="?q=1">2</a><g id="u"></g><link rel="x" href="s.css">'
    )
    cut, parsed = page_links(page("a.html", body), ()), html_links("a.html", body)
    assert cut == parsed


def test_the_whole_site_is_joined() -> None:
    pages = {"a.html": b'<p id="k"></p>', "b.html": b""}
    asked: list[str] = []

    def read(address: str) -> bytes:
        asked.append(address)
        return pages[address]

    wanted = {"x/y": ["a.html", "a.html#k", "b.html", "gone.html"], "x/z": ["a.html#gone", "../out.html"]}
    assert list(join(wanted, pages.keys(), read)) == [
        "x/z：链接 ../out.html 指向的页面或位置不存在。",
        "x/y：链接 gone.html 指向的页面或位置不存在。",
        "x/z：链接 a.html#gone 指向的页面或位置不存在。",
    ]
    assert asked == ["a.html"], "a page is read only when an anchor in it is meant"


def test_missing_and_forbidden_pages_are_found() -> None:
    pages = ("index.html", "rules.html", "report.html")
    whole = {f"a/b/1/{name}" for name in pages}
    assert list(misplaced({"a/b/1"}, {"a/b/2"}, pages, whole)) == []
    assert list(misplaced({"a/b/1"}, set(), pages, whole - {"a/b/1/rules.html"})) == ["a/b/1/rules.html：这份方案缺少这一页。"]
    assert list(misplaced({"a/b/1"}, {"a/b/2"}, pages, whole | {"a/b/2/report.html", "a/b/2/baobiao.csv", "a/b/21/x.csv"})) == [
        "a/b/2/baobiao.csv：这份方案不公开，却生成了这个文件。",
        "a/b/2/report.html：这份方案不公开，却生成了这个文件。",
    ]
