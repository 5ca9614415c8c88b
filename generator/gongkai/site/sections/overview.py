"""Summaries of all schemes → the site-wide pages: front page, agencies, regions, catalogue and site map."""

from itertools import groupby

from gongkai.site.press import Press
from gongkai.site.sections import Edition, Notes, read_notes
from gongkai.views.overview.catalog import catalog_pages
from gongkai.views.overview.home import home_page
from gongkai.views.overview.region import agencies_page, region_page
from gongkai.views.overview.site_map import site_map
from gongkai.views.overview.summary import Summary, summarize
from gongkai.views.report.remarks import beside

NOTE = Summary
note = summarize


def publish(press: Press, notes: Notes, edition: Edition) -> None:
    """Print every page that lists schemes of more than one agency."""
    summaries = sorted(read_notes(notes, Summary), key=lambda each: each.address)
    home = beside(home_page(summaries, edition.today), edition.panel)
    pages = (home, agencies_page(summaries), site_map(summaries), *catalog_pages(summaries))
    press.print(pages, edition.footer)
    for slug, group in groupby(summaries, key=lambda each: each.region_slug):
        press.print([region_page(group, edition.today)], edition.footers[slug])
