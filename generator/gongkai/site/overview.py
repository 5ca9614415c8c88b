"""Summaries of all schemes → the site-wide pages: front page, agencies, regions and catalogue."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby

import msgspec

from gongkai.site.cache import Sources
from gongkai.site.press import Press
from gongkai.views.catalog import catalog_pages
from gongkai.views.home import home_page
from gongkai.views.region import agencies_page, region_page
from gongkai.views.summary import Summary


def print_overview(press: Press, agencies: Mapping[str, Sources], today: date) -> None:
    """Print every page that is about more than one agency, from what the agencies' sources came to (by `anxi/mzj`).

    The pages that speak for all regions bear the owner's particulars only when there is one owner; a region that only demonstrates does
    not count.
    """
    found = (each for sources in agencies.values() for each in msgspec.msgpack.decode(sources.summaries, type=tuple[Summary, ...]))
    summaries = sorted(found, key=lambda each: each.address)
    footers = {name.partition("/")[0]: sources.footer for name, sources in agencies.items()}
    real = {footers[each.region_slug] for each in summaries if not each.demo}
    common = real.pop() if len(real) == 1 else ""
    press.print((home_page(summaries, today), agencies_page(summaries), *catalog_pages(summaries)), common)
    for slug, group in groupby(summaries, key=lambda each: each.region_slug):
        press.print([region_page(group, today)], footers[slug])
