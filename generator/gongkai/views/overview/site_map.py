"""/sitemap/: every kind of page of the site in one place, and every agency: where the page foot's 网站地图 leads."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.views.environment import render
from gongkai.views.overview.listing import region_blocks
from gongkai.views.overview.region import AGENCIES
from gongkai.views.overview.summary import Summary
from gongkai.views.page import Heading, Page, link

NAME, ADDRESS = "网站地图", "sitemap/index.html"


class Place(NamedTuple):
    """A page or file: its address, its name, and what a reader finds there."""

    address: str
    name: str
    words: str


class Group(NamedTuple):
    """Places that serve one purpose."""

    anchor: str
    name: str
    places: Sequence[Place]


_GROUPS = (
    Group(
        "find",
        "查阅方案",
        (
            Place("index.html", "首页", "最新公开的方案、近期到期的工作、各机构历年方案"),
            Place("search/index.html", "搜索", "在全部公文、条款、指标和人员中查找词语、文号"),
            Place("catalog/index.html", "政府信息公开目录", "索引号、名称、文号、发布机构、日期和有效性"),
            Place("agencies/index.html", "机构", "各地区、各机构历年的方案"),
            Place("indicators/index.html", "指标", "各机构历年的考评表，全部指标的查找"),
            Place("calendar/index.html", "日程", "实施步骤、时间节点和指标完成时限，按月排列"),
            Place("compare/index.html", "年度比较", "同一机构相邻两年的方案：增减的指标、分值和文字的变化"),
            Place("documents/index.html", "被引文件", "方案依据和引用的文件，由哪些方案引用"),
            Place("rules/index.html", "校核规则", "校核方案所用的规则和依据"),
        ),
    ),
    Group(
        "data",
        "数据和订阅",
        (
            Place("data/index.html", "开放数据", "目录、指标等数据文件，各列的含义"),
            Place("feed.xml", "订阅更新", "最近公开、更正和失效的方案（Atom）"),
            Place("calendar.ics", "订阅日程", "今后到期的事项（iCalendar）"),
        ),
    ),
    Group(
        "help",
        "说明",
        (
            Place("guide/index.html", "公开指南", "公开的内容、怎样查找、依申请公开、更正与监督"),
            Place("guide/accessibility.html", "无障碍声明", "为方便所有人阅读采取的做法"),
        ),
    ),
)


def site_map(summaries: Iterable[Summary]) -> Page:
    """The page over all published schemes."""
    groups = [(group, [(link(ADDRESS, place.address), place) for place in group.places]) for group in _GROUPS]
    return Page(
        address=ADDRESS,
        title=NAME,
        description="本网站的全部栏目、数据文件和机构。",
        body=render("site_map.html", groups=groups, regions=region_blocks(ADDRESS, summaries), limit=AGENCIES),
        crumbs=(("首页", link(ADDRESS, "index.html")), (NAME, "")),
        contents=(
            *(Heading(level=1, anchor=group.anchor, text=group.name) for group in _GROUPS),
            Heading(level=1, anchor="agencies", text="各机构"),
        ),
        section="sitemap",
    )
