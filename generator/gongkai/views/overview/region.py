"""The index of all regions and agencies, and the page of one region."""

from collections.abc import Iterable
from datetime import date

from gongkai.views.environment import render
from gongkai.views.overview.listing import duty_rows, region_blocks, scheme_rows
from gongkai.views.overview.summary import Summary, newest_first
from gongkai.views.page import Heading, Page, link

INDEX = "agencies/index.html"
NEWEST, DUE = 5, 6
AGENCIES = 60
"""How many agencies of one region the index lists; the rest is one link away."""


def agencies_page(summaries: Iterable[Summary]) -> Page:
    """agencies/index.html: every region with its agencies and their schemes."""
    blocks = region_blocks(INDEX, summaries)
    return Page(
        address=INDEX,
        title="机构",
        description="本网站公开绩效评估工作方案的全部地区、机构和年度。",
        body=render("agencies.html", regions=blocks, limit=AGENCIES),
        crumbs=(("首页", link(INDEX, "index.html")), ("机构", "")),
        contents=tuple(Heading(level=1, anchor=block.anchor, text=block.name) for block in blocks) if len(blocks) > 1 else (),
        section="agencies",
    )


def region_page(summaries: Iterable[Summary], today: date) -> Page:
    """anxi/index.html, from the schemes of that one region, at least one."""
    known = newest_first(summaries)
    first = known[0]
    address = f"{first.region_slug}/index.html"
    (block,) = region_blocks(address, known)
    body = render(
        "region.html",
        region=block,
        newest=scheme_rows(address, known[:NEWEST]) if len(known) > NEWEST else (),
        duties=duty_rows(address, known, today, DUE),
    )
    return Page(
        address=address,
        title=f"{first.region}绩效评估工作方案",
        description=f"{first.region}各机关的年度绩效评估工作方案。",
        body=body,
        crumbs=(("首页", link(address, "index.html")), ("机构", link(address, INDEX)), (first.region, "")),
        section="agencies",
        demo=first.demo,
    )
