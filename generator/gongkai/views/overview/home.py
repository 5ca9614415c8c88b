"""The front page: what this register is, what was published last, what is due next, and every agency's schemes by year."""

from collections.abc import Iterable
from datetime import date

from gongkai.views.environment import render
from gongkai.views.overview.listing import duty_rows, region_blocks, scheme_rows
from gongkai.views.overview.region import AGENCIES
from gongkai.views.overview.summary import Summary, newest_first
from gongkai.views.page import Page

ADDRESS = "index.html"
NEWEST, DUE = 8, 6
"""How many schemes and duties the front page shows."""


def home_page(summaries: Iterable[Summary], today: date) -> Page:
    """The page over all published schemes; with none it says so."""
    known = list(summaries)
    blocks = region_blocks(ADDRESS, known)
    body = render(
        "home.html",
        agencies=sum(len(block.agencies) for block in blocks),
        schemes=len(known),
        indicators=sum(sum(each.indicators) for each in known),
        newest=scheme_rows(ADDRESS, newest_first(known)[:NEWEST]),
        duties=duty_rows(ADDRESS, known, today, DUE),
        regions=blocks,
        limit=AGENCIES,
    )
    return Page(
        address=ADDRESS,
        title="首页",
        description="各机关年度绩效评估工作方案的公开目录：最新公开的方案，近期到期的工作，各机构历年方案。",
        body=body,
        section="home",
    )
