"""Head and foot of every kind of page in a built site, as 国办发〔2017〕47号附件2 asks: what the sources state, nothing else."""

import re
from html import unescape

import pytest

from gongkai.site.rendering import Rendered
from gongkai.views.columns import COLUMNS
from small_site import Project

KINDS = (
    "index.html",
    "catalog/index.html",
    "agencies/index.html",
    "jia/index.html",
    "jia/mzj/index.html",
    *(f"jia/mzj/2024/{name}.html" for name in ("index", "scores", "organization", "timeline", "rules", "report")),
    "rules/index.html",
    "rules/P001.html",
    "guide/index.html",
    "guide/accessibility.html",
)
SITE = ("SiteName", "SiteDomain", "SiteIDCode")
EVERYWHERE = (*SITE, "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType", "ArticleTitle", "Keywords", "Description")
FOOTER = """\

  site_name: 甲县人民政府网
  site_domain: www.jia.gov.cn
  site_id: "3500000001"
  sponsor: 甲县人民政府办公室
  contact: 0000-1234567
  icp: 闽ICP备00000000号
  police: 闽公网安备00000000000000号
  identity_url: https://bszs.conac.cn/1
  correction_url: mailto:jiucuo@jia.gov.cn"""
ISSUED = """\
notice: {title: 关于印发方案的通知, body: 印发给你们。, signed_by: 甲县民政局, signed_on: 2024-03-12}
disclosure: {mode: 主动公开, published_at: 2024-03-15T09:00:00+08:00}"""


@pytest.fixture
def owned(project: Project) -> dict[str, str]:
    """The pages of a site with one owner, who states everything."""
    project.registries(footer=FOOTER)
    path = project.scheme("jia/mzj/2024")
    path.write_text(path.read_text(encoding="utf-8").replace("disclosure: {mode: 主动公开}", ISSUED), encoding="utf-8")
    return pages(project)


def pages(project: Project) -> dict[str, str]:
    assert project.build().done
    return {
        address: content.decode() for address, content in project.built().items() if address.endswith(".html") and address != "404.html"
    }


def tags(html: str) -> dict[str, str]:
    head = html.partition("</head>")[0]
    found = re.findall(r'<meta name="([A-Z]\w+)" content="([^"]*)">', head)
    assert len(found) == len(dict(found)), "a tag stands twice"
    return {name: unescape(content) for name, content in found}


def foot(html: str) -> str:
    return html.partition('<footer class="gk-foot">')[2]


def test_every_page_says_whose_it_is_and_what_it_holds(owned: dict[str, str]) -> None:
    assert set(KINDS) <= owned.keys()
    for address, html in owned.items():
        found = tags(html)
        assert [name for name in EVERYWHERE if not found.get(name)] == [], address
        assert [found[name] for name in SITE] == ["甲县人民政府网", "www.jia.gov.cn", "3500000001"], address
        assert found["Description"] != found["SiteName"]


def test_every_page_of_a_scheme_says_when_it_was_published_and_by_whom(owned: dict[str, str]) -> None:
    for address, html in owned.items():
        found = tags(html)
        if address.startswith("jia/mzj/2024/"):
            assert (found["PubDate"], found["ContentSource"]) == ("2024-03-15 09:00", "甲县民政局")
            assert found["ArticleTitle"].startswith("甲县民政局2024年度绩效评估工作方案")
        else:
            assert "PubDate" not in found


def test_the_column_is_the_entry_of_the_navigation(owned: dict[str, str]) -> None:
    entries = dict.fromkeys(
        re.findall(r'<li><a href="[^"]*"(?: aria-current="page")?>(.*?)</a></li>', owned["index.html"].partition("</nav>")[0])
    )
    names = [re.sub("<[^>]+>", "", entry) for entry in entries]
    assert names == [COLUMNS[section].name for section in COLUMNS if COLUMNS[section].name in names]
    for html in owned.values():
        current = re.search(r'aria-current="page">(.*?)</a></li>', html.partition("</nav>")[0])
        if current:
            assert tags(html)["ColumnName"] == re.sub("<[^>]+>", "", current[1])


def test_every_foot_names_the_owner_and_leads_to_the_map_and_to_corrections(owned: dict[str, str]) -> None:
    for address, html in owned.items():
        below = foot(html)
        assert "主办单位：甲县人民政府办公室" in below, address
        assert "联系方式：0000-1234567" in below
        assert "网站标识码：3500000001" in below
        assert '<a href="https://beian.miit.gov.cn/">闽ICP备00000000号</a>' in below
        assert '<a href="https://beian.mps.gov.cn/">闽公网安备00000000000000号</a>' in below
        assert '<a href="https://bszs.conac.cn/1">党政机关网站标识</a>' in below
        assert '<a href="mailto:jiucuo@jia.gov.cn">我要纠错</a>' in below
        assert re.search(r'<a href="(\.\./)*sitemap/index.html">网站地图</a>', below)


def test_of_two_owners_each_has_its_own_pages_and_neither_the_common_ones(project: Project) -> None:
    project.registries(footer='{sponsor: 甲县政府办, site_id: "3500000001"}')
    project.registries("yi", footer='{sponsor: 乙县政府办, site_id: "3500000002"}')
    project.scheme("yi/mzj/2024")
    built = pages(project)
    for region, code, other in (("jia", "3500000001", "乙县政府办"), ("yi", "3500000002", "甲县政府办")):
        for address in (f"{region}/index.html", f"{region}/mzj/index.html", f"{region}/mzj/2024/scores.html"):
            assert tags(built[address])["SiteIDCode"] == code
            assert other not in foot(built[address])
    for address in ("index.html", "rules/P001.html", "guide/index.html"):
        assert "SiteIDCode" not in tags(built[address])
        assert "政府办" not in foot(built[address])
        assert tags(built[address])["SiteName"] == project.rendered.settings.name


def test_what_is_not_stated_is_left_out(project: Project, rendering: Rendered) -> None:
    for html in pages(project).values():
        assert tags(html).keys() & {"SiteDomain", "SiteIDCode", "PubDate"} == set()
        assert "主办单位" not in foot(html)
        assert tags(html)["SiteName"] == rendering.settings.name
