"""Head tags of a government page (国办发〔2017〕47号附件2): its site, its column, and what it says of itself. Page → HTML of the tags.

Description stands in the shell; what no source states is left out.
"""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from gongkai.views.page import Page


class Column(NamedTuple):
    """A column of the site (栏目): its name, what it holds, and words to find it by."""

    name: str
    description: str
    keywords: str


TYPE = "政府信息公开"
"""ColumnType: all columns of this site are of one kind."""
SITE = Column("绩效评估工作方案", "各机关年度绩效评估工作方案、考评指标、计分规则和时间安排。", "绩效评估,考评指标,政府信息公开")
"""Of pages that belong to no section."""
COLUMNS = {
    "home": Column("首页", "最新公开的方案，近期到期的工作，各机构历年方案。", "绩效评估,工作方案,政府信息公开"),
    "catalog": Column("政府信息公开目录", "绩效评估工作方案的公开目录和全文。", "绩效评估,工作方案,公开目录"),
    "agencies": Column("机构", "各地区、各机构历年的绩效评估工作方案。", "绩效评估,工作方案,机构"),
    "indicators": Column("指标", "全部绩效评估工作方案的考评指标。", "绩效评估,考评指标,责任单位"),
    "calendar": Column("日程", "各机关绩效评估工作的时间节点和完成时限。", "绩效评估,时间节点,完成时限"),
    "documents": Column("被引文件", "绩效评估工作方案引用的文件和引用的方案。", "绩效评估,制定依据,引用文件"),
    "data": Column("开放数据", "绩效评估工作方案的目录、指标和日程的数据文件。", "绩效评估,开放数据,数据下载"),
    "sitemap": Column("网站地图", "本网站的全部栏目、数据文件和机构。", "网站地图,绩效评估"),
    "rules": Column("校核规则", "校核方案所用的规则，以及每条规则的依据。", "绩效评估,校核规则"),
    "search": Column("搜索", "在绩效评估工作方案的全文、指标、人员和文号中查找。", "绩效评估,考评指标,搜索"),
    "guide": Column("公开指南", "公开的内容、查找的方法、依申请公开和监督的途径。", "公开指南,依申请公开"),
}


def site_tags(name: str, url: str, domain: str | None = None, code: str | None = None) -> str:
    """SiteName, SiteDomain and SiteIDCode; the domain is that of the site's address (which may be empty) where none is stated."""
    return _printed({"SiteName": name, "SiteDomain": domain or urlsplit(url).hostname or "", "SiteIDCode": code or ""})


def head_tags(page: Page) -> str:
    """The column's and the article's tags; what the page says of itself (`Page.meta`) goes before what is known of its section."""
    name, description, keywords = COLUMNS.get(page.section, SITE)
    tags = {
        "ColumnName": name,
        "ColumnDescription": description,
        "ColumnKeywords": keywords,
        "ColumnType": TYPE,
        "ArticleTitle": page.title,
        "Keywords": keywords,
        **dict(page.meta),
    }
    return _printed(tags)


def _printed(tags: Mapping[str, str]) -> str:
    return "\n".join(f'<meta name="{escape(tag)}" content="{escape(content)}">' for tag, content in tags.items() if content)
