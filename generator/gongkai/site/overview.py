"""Summaries of all schemes → the site-wide pages: front page, agencies, regions and catalogue."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from gongkai.site.press import Press
from gongkai.views.catalog import catalog_pages
from gongkai.views.home import home_page
from gongkai.views.region import agencies_page, region_page
from gongkai.views.summary import Summary


def print_overview(press: Press, summaries: Sequence[Summary], footers: Mapping[str, str], today: date) -> None:
    """Print every page that is about more than one agency.

    `summaries` are in the order of their addresses; `footers` is HTML by region. The pages that speak for all regions bear the owner's
    particulars only when there is one owner; a region that only demonstrates does not count.
    """
    real = {footers[each.region_slug] for each in summaries if not each.demo}
    common = real.pop() if len(real) == 1 else ""
    press.print((home_page(summaries, today), agencies_page(summaries), *catalog_pages(summaries)), common)
    for slug, group in groupby(summaries, key=lambda each: each.region_slug):
        press.print([region_page(group, today)], footers[slug])
