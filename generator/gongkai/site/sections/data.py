"""Open data over all schemes: the catalogue as JSON and CSV, the Data Package, the feed, and the page that explains them."""

from gongkai.site.press import Press
from gongkai.site.sections import Edition, Notes, read_notes
from gongkai.views.data import feed, open_data
from gongkai.views.data.page import data_page
from gongkai.views.data.records import Record, noted

NOTE = Record
note = noted


def publish(press: Press, notes: Notes, edition: Edition) -> None:
    """Write the files and print the page."""
    records = sorted(read_notes(notes, Record), key=lambda each: each.address.split("/"))
    press.put(open_data.CATALOG_JSON, open_data.catalog_json(records, edition.name))
    press.put(open_data.CATALOG_CSV, open_data.catalog_csv(records))
    press.put(open_data.PACKAGE, open_data.data_package(records, edition.name, edition.url))
    press.put(open_data.INDICATOR_SCHEMA, open_data.indicator_schema())
    press.put(feed.FILE, feed.feed(records, edition.name, edition.url, edition.today))
    indicators = sum(each.indicators for each in records)
    press.print([data_page(len(records), indicators, edition.url)], edition.footer)
