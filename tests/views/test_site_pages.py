"""The site-wide pages over summaries: order, links, bounds, what a reader is told where nothing is known, and text shown as text."""

import pickle
import posixpath
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

from gongkai.model import Agency, ChangeNote, Component, Disclosure, Footer, Milestone, Notice, Region, Scheme, Unit
from gongkai.rules import RULES, Case
from gongkai.views.columns import COLUMNS
from gongkai.views.footer import printed_footer
from gongkai.views.overview.agency import agency_page
from gongkai.views.overview.catalog import ROWS, catalog_pages
from gongkai.views.overview.home import home_page
from gongkai.views.overview.region import AGENCIES, agencies_page, region_page
from gongkai.views.overview.site_map import site_map
from gongkai.views.overview.summary import DUTIES, Summary, newest_first, summarize
from gongkai.views.page import Page
from gongkai.views.rulebook.marks import Mark, Marked
from gongkai.views.rulebook.pages import rule_pages
from gongkai.views.subject import Subject

TODAY = date(2024, 10, 1)
EVIL = '<script>alert("1")</script>'
SCHEME = msgspec.convert(
    {
        "format": 1,
        "title": "安溪县民政局2024年度绩效评估目标考评工作方案",
        "year": 2024,
        "disclosure": {"mode": "主动公开", "index": "XM05136-03-01-2024-002"},
        "text": "一、考评内容",
        "components": [{"id": "work", "name": "职能工作目标", "points": 65}, {"id": "other", "name": "其他", "points": 35}],
        "indicators": [
            {"id": "a", "component": "work", "name": "甲", "children": [{"id": "a-1", "name": "乙"}, {"id": "a-2", "name": "丙"}]}
        ],
    },
    Scheme,
    strict=False,
)
NOTICE = Notice(
    number="安民〔2024〕52号", title="关于印发方案的通知", body="现印发给你们。", signed_by="安溪县民政局", signed_on=date(2024, 9, 27)
)


def summary(address: str = "anxi/mzj/2024", *, demo: bool = False, **changed: object) -> Summary:
    """A scheme's summary; `changed` are fields of the scheme."""
    scheme = msgspec.structs.replace(SCHEME, **{"year": int(address.rsplit("/", 1)[1][:4]), **changed})
    region, agency = address.split("/")[:2]
    case = Case(
        scheme=scheme,
        region=Region(name={"anxi": "安溪县"}.get(region, region), demo=demo),
        agency=Agency(name=f"{agency}局"),
        documents={},
    )
    return summarize(Subject(case=case, address=address, findings=(), digest="", earlier=None, later=None, today=TODAY))


def noticed(address: str, day: date, **changed: Any) -> Summary:
    return summary(address, notice=msgspec.structs.replace(NOTICE, signed_on=day), **changed)


class Outline(HTMLParser):
    """What the tests look at in a page's HTML; unbalanced tags are an error."""

    VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self.ids += [named["id"] or ""] if "id" in named else []
        self.links += [named["href"] or ""] if "href" in named else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def links(page: Page) -> list[str]:
    """Where the body's links lead, from the site root."""
    folder = posixpath.dirname(page.address)
    return [posixpath.normpath(posixpath.join(folder, link.partition("#")[0])) for link in Outline(page.body).links]


def all_pages(summaries: list[Summary]) -> list[Page]:
    first = [each for each in summaries if each.agency_address == summaries[0].agency_address]
    return [
        home_page(summaries, TODAY),
        agencies_page(summaries),
        *catalog_pages(summaries),
        region_page([each for each in summaries if each.region_slug == summaries[0].region_slug], TODAY),
        agency_page(first, [], Agency(name="民政局"), Region(name="安溪县", demo=first[0].demo), TODAY),
    ]


def test_a_summary_holds_what_lists_need_and_stays_small() -> None:
    many = tuple(Milestone(due=f"2024-12-{day:02}", what="报送绩效评估工作自查情况报告", by="各股室、中心") for day in range(1, 32))
    short = summary(notice=NOTICE, milestones=many)
    assert (short.name, short.number, short.generated_on) == ("关于印发方案的通知", "安民〔2024〕52号", date(2024, 9, 27))
    assert short.indicators == (1, 2)
    assert [(weight.name, weight.stated, weight.share) for weight in short.weights] == [
        ("职能工作目标", "65分", "65%"),
        ("其他", "35分", "35%"),
    ]
    assert len(short.duties) == DUTIES
    assert len(pickle.dumps(short)) <= 2048
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(short), type=Summary) == short


def test_only_duties_not_yet_past_are_kept() -> None:
    dues = ("2024-09-30", "2024-10-01", "2024-10", "2024-12-上旬")
    short = summary(milestones=tuple(Milestone(due=due, what=due) for due in dues))
    assert [duty.what for duty in short.duties] == ["2024-10-01", "2024-10", "2024-12-上旬"]
    home = home_page([short], TODAY).body
    assert "今天到期" in home
    assert "还有70天" in home


def test_the_newest_come_first_and_demonstrations_last() -> None:
    old, new = noticed("anxi/mzj/2023", date(2023, 9, 1)), noticed("anxi/kjj/2024", date(2024, 9, 1))
    demo = noticed("demo/mzj/2025", date(2025, 1, 1), demo=True)
    assert newest_first([old, demo, new]) == [new, old, demo]
    assert newest_first([new, old, demo]) == newest_first([demo, old, new])


def test_demonstrations_are_marked_on_every_list() -> None:
    demo = noticed("demo/mzj/2024", date(2024, 1, 1), demo=True)
    home, agencies, catalog, region, agency = all_pages([demo])
    assert all('<span class="gk-tag gk-tag-amber">演示</span>' in page.body for page in (home, agencies, catalog))
    assert catalog.demo
    assert region.demo
    assert agency.demo
    assert not next(catalog_pages([demo, summary()])).demo


def test_an_agency_page_leads_to_all_pages_of_its_schemes_and_shows_weights_over_the_years() -> None:
    earlier = summary("anxi/mzj/2023", components=(Component(id="w", name="旧项", share="40%"),))
    agency = Agency(name="安溪县民政局", units=(Unit(name="办公室", kind="股室"), Unit(name="福利院", kind="直属单位")))
    page = agency_page([earlier, summary()], [], agency, Region(name="安溪县"), TODAY)
    files = ("index", "scores", "organization", "timeline", "rules", "report")
    assert {f"anxi/mzj/{year}/{file}.html" for year in (2023, 2024) for file in files} <= set(links(page))
    assert page.address == "anxi/mzj/index.html"
    assert page.body.index("2024<span>年度") < page.body.index("2023<span>年度")
    assert re.search(r'aria-label="2024年度：[^"]*65%', page.body)
    assert 'aria-label="2023年度：旧项40%"' in page.body
    assert "gk-share-bar" not in page.body
    assert '<span class="gk-share-bar" style="width:65%"></span>' in agency_page([summary()], [], agency, Region(name="安溪县"), TODAY).body
    assert re.search(r'<th scope="row">旧项</th><td><span class="gk-quiet" title="[^"]+">—</span></td><td>40%', page.body)
    assert "一级1项、二级2项" in page.body
    assert "<dt>直属单位</dt><dd>福利院</dd>" in page.body


def test_an_agency_page_says_what_the_reports_found() -> None:
    marks = (Mark(code="W001", anchor="", count=2, reason=""), Mark(code="C011", anchor="", count=1, reason=""))
    waived = Mark(code="P001", anchor="", count=3, reason="原文如此")
    found = [
        Marked(address=f"anxi/mzj/{year}", title="", year=year, demo=False, marks=(*marks, waived)[:many])
        for year, many in ((2023, 1), (2024, 3))
    ]
    years = [summary(f"anxi/mzj/{year}") for year in (2022, 2023, 2024)]
    body = agency_page(years, found, Agency(name="民政局"), Region(name="安溪县"), TODAY).body
    assert re.findall("待核2处，照录原文3处|待核2处|未发现问题", body) == ["待核2处，照录原文3处", "待核2处", "未发现问题"]


def test_two_schemes_of_one_year_are_told_apart() -> None:
    page = agencies_page([summary("anxi/mzj/2024-fupin"), summary("anxi/mzj/2024"), summary("anxi/mzj/2023")])
    assert re.findall(r">(2\d{3}[^<]*)<span", page.body) == ["2024（一）", "2024（二）", "2023"]


def test_a_region_of_many_agencies_is_cut_short_but_on_its_own_page() -> None:
    many = [summary(f"anxi/a{n:03}/2024") for n in range(AGENCIES + 1)]
    for page in (home_page(many, TODAY), agencies_page(many)):
        assert f"anxi/a{AGENCIES:03}/index.html" not in page.body.partition("各机构历年方案</caption>")[2]
        assert f'<a href="{"../" * page.address.count("/")}anxi/index.html">安溪县全部{AGENCIES + 1}个机构</a>' in page.body
    assert {f"anxi/a{n:03}/index.html" for n in range(AGENCIES + 1)} <= set(links(region_page(many, TODAY)))


def test_the_catalogue_is_cut_into_pages_of_bounded_size() -> None:
    many = [noticed(f"anxi/a{n}/2024", date(2024, 1, 1)) for n in range(2 * ROWS + 1)]
    pages = list(catalog_pages(many))
    assert [page.address for page in pages] == ["catalog/index.html", "catalog/2.html", "catalog/3.html"]
    assert [page.body.count('<th scope="row">') for page in pages] == [ROWS, ROWS, 1]
    assert {"catalog/index.html", "catalog/3.html"} <= set(links(pages[1]))
    assert '<span aria-current="page">2</span>' in pages[1].body
    assert f"第{ROWS + 1}至{2 * ROWS}条，共{2 * ROWS + 1}条" in pages[1].body


def test_what_a_scheme_does_not_state_is_shown_as_missing() -> None:
    (page,) = catalog_pages([summary(disclosure=Disclosure(mode="主动公开", validity="失效"))])
    assert '<td data-label="文号">—</td>' in page.body
    assert '<td data-label="发布日期" class="gk-nowrap">—</td>' in page.body
    assert '<span class="gk-tag gk-tag-red">失效</span>' in page.body


def test_lists_tell_what_became_of_a_scheme() -> None:
    notes = (ChangeNote(on=date(2024, 9, 20), note="更正一。"), ChangeNote(on=date(2024, 9, 30), note="二" * 200))
    disclosure = Disclosure(mode="主动公开", validity="废止", validity_on=date(2024, 10, 1), replaced_by="甲〔2024〕9号", changes=notes)
    home, _, catalog, _, agency = all_pages([summary(disclosure=disclosure)])
    for page in (catalog, agency):
        assert "自2024年10月1日起废止，现行文件：甲〔2024〕9号" in page.body
        assert re.search(r'href="[^"]*2024/index\.html#changes"', page.body)
    assert all("2024年9月30日更正，共2次" in page.body for page in (home, agency))
    assert re.search(r">更正说明（2024年9月30日）</a>：二{79}…（另有1次更正）</p>", catalog.body)
    for page in (home, catalog, agency):
        assert '<span class="gk-tag gk-tag-red">废止</span>' in page.body
    for page in all_pages([summary()]):
        assert "更正" not in page.body


def test_a_site_without_a_scheme_says_so() -> None:
    for page in (home_page([], TODAY), agencies_page([]), *catalog_pages([])):
        assert "目前没有已公开的方案。" in page.body


def test_every_page_is_sound_html_with_one_heading_and_links_to_files() -> None:
    schemes = [noticed(f"anxi/mzj/{year}", date(year, 9, 1)) for year in range(2018, 2025)]
    schemes += [summary("anxi/kjj/2024", milestones=(Milestone(due="2024-12", what="报送", by="各股室"),))]
    for page in (*all_pages(schemes), *rule_pages()):
        outline = Outline(page.body)
        assert outline.tags.count("h1") == 1, page.address
        assert len(outline.ids) == len(set(outline.ids)), page.address
        assert all(re.search(r"^https://|\.html(#.+)?$", link) for link in outline.links), page.address
        assert page.title
        assert page.description
        assert not page.crumbs or page.crumbs[-1][1] == ""
        assert {heading.anchor for heading in page.contents} <= set(outline.ids)


@pytest.mark.parametrize("kind", ["text", "attribute"])
def test_text_is_shown_as_text(kind: str) -> None:
    evil = EVIL if kind == "text" else '" onmouseover="alert(1)'
    bad = msgspec.structs.replace(NOTICE, number=evil, title=evil, signed_by=evil)
    parts = (Component(id="w", name=evil, points=Decimal(100)),)
    disclosure = Disclosure(mode="主动公开", index=evil)
    due = (Milestone(due="2024-12", what=evil, by=evil),)
    short = summary(title=evil, notice=bad, components=parts, disclosure=disclosure, milestones=due)
    short = msgspec.structs.replace(short, region=evil, agency=evil)
    agency = Agency(name=evil, units=(Unit(name=evil, kind=evil),))
    pages = [*all_pages([short]), agency_page([short], [], agency, Region(name=evil), TODAY)]
    footer = Footer(**dict.fromkeys(Footer.__struct_fields__, evil))
    printed = printed_footer(footer, evil, "")
    for html in (*(page.body for page in pages), printed.head, printed.foot):
        assert evil not in html
        assert "script" not in Outline(html).tags


def foot(**fields: str) -> Outline:
    return Outline(printed_footer(Footer(**fields), "本站", "").foot)


def test_the_foot_prints_only_what_is_known_and_follows_only_web_addresses() -> None:
    assert foot().tags == foot(site_name="县政府网").tags == []
    assert foot(sponsor="安溪县人民政府", icp="闽ICP备1号").tags == ["ul", "li", "li", "a"]
    assert foot(correction_url="https://example.org/jiucuo").links == ["https://example.org/jiucuo"]
    assert foot(correction_url="javascript:alert(1)", identity_url="data:text/html,1").links == []


def test_the_site_tags_are_the_regions_or_else_the_sites() -> None:
    own = Footer(site_name="县政府网", site_domain="www.jia.gov.cn", site_id="3505240001")
    assert printed_footer(own, "本站", "https://example.org/a/").head.splitlines() == [
        '<meta name="SiteName" content="县政府网">',
        '<meta name="SiteDomain" content="www.jia.gov.cn">',
        '<meta name="SiteIDCode" content="3505240001">',
    ]
    assert 'content="example.org"' in printed_footer(Footer(), "本站", "https://example.org/a/").head
    assert printed_footer(Footer(), "本站", "").head == '<meta name="SiteName" content="本站">'


def test_every_rule_has_its_page() -> None:
    index, *pages = rule_pages()
    assert {page.address for page in pages} == {f"rules/{code}.html" for code in RULES}
    assert set(links(index)) == {page.address for page in pages}
    assert all("# error:" not in page.body for page in pages)
    assert replace(index, body="") in [replace(page, body="") for page in rule_pages()]


def test_the_site_map_leads_to_every_section_and_every_agency() -> None:
    page = site_map([summary("anxi/mzj/2024"), summary("anxi/kjj/2024"), summary("demo/mzj/2025", demo=True)])
    found = links(page)
    assert {f"{name}/index.html" for name in COLUMNS if name not in {"home", "sitemap"}} <= set(found)
    assert {"index.html", "feed.xml", "calendar.ics", "anxi/mzj/index.html", "anxi/kjj/index.html", "demo/mzj/index.html"} <= set(found)
    assert "没有已公开的方案" in site_map([]).body


def test_the_site_map_names_a_bounded_number_of_agencies() -> None:
    page = site_map([summary(f"anxi/a{number}/2024") for number in range(AGENCIES + 1)])
    assert sum(link.startswith("anxi/a") for link in links(page)) == AGENCIES
    assert f"全部{AGENCIES + 1}个机构" in page.body


def test_the_front_page_leads_to_the_lists_over_all_schemes() -> None:
    due = summary(milestones=(Milestone(due="2024-11", what="报送报告"),))
    assert {"indicators/index.html", "calendar/index.html", "documents/index.html", "data/index.html"} <= set(
        links(home_page([due], TODAY))
    )
