"""/data/: the files for programs, what they hold, and what their columns mean."""

from gongkai.views.data.open_data import CATALOG_FIELDS, INDICATOR_FIELDS, TERMS
from gongkai.views.environment import render
from gongkai.views.page import Heading, Page

NAME, ADDRESS = "开放数据", "data/index.html"

_TYPES = {
    "string": "文字",
    "date": "日期",
    "datetime": "日期和时间",
    "year": "年份",
    "integer": "整数",
    "number": "数",
    "boolean": "是否",
}
"""The types of Table Schema for people."""


def data_page(schemes: int, indicators: int, url: str) -> Page:
    """The page over so many schemes and indicators; `url` is the site's address, or empty: then there is no sitemap.xml."""
    return Page(
        address=ADDRESS,
        title=NAME,
        description="绩效评估工作方案的目录、考评指标、日程等数据文件，以及各列的含义。",
        body=render(
            "data.html",
            schemes=schemes,
            indicators=indicators,
            sitemap=bool(url),
            types=_TYPES,
            terms=TERMS,
            tables=(
                ("catalog", "方案目录 catalog.csv 的各列", CATALOG_FIELDS),
                ("indicators", "考评指标 indicators.csv 的各列", INDICATOR_FIELDS),
            ),
        ),
        crumbs=(("首页", "../index.html"), (NAME, "")),
        contents=(
            Heading(level=1, anchor="all", text="全部方案"),
            Heading(level=1, anchor="each", text="各机构和各方案"),
            Heading(level=1, anchor="catalog", text="方案目录的各列"),
            Heading(level=1, anchor="indicators", text="考评指标的各列"),
        ),
        section="data",
        styles=("pages", "data"),
    )
