"""The list of all score tables and the search over all indicators; the rows were written beside each agency's pages."""

from gongkai.site.press import Press
from gongkai.site.sections import Edition, Notes, read_notes
from gongkai.site.verify import Links
from gongkai.views.data.indicators import ADDRESS, INDEX, Table, in_order, index_file, indicator_pages, noted, slices
from gongkai.views.page import link

NOTE = Table
note = noted


def publish(press: Press, notes: Notes, edition: Edition) -> None:
    """Print the list, and what the script knows of the slices."""
    agencies = in_order(read_notes(notes, Table))
    press.print(indicator_pages(agencies), edition.footer)
    press.put(INDEX, index_file(agencies))
    loaded = frozenset(link(ADDRESS, each) for each in slices(agencies))
    press.settle([Links(address=ADDRESS, ids=(), targets=loaded, foreign=frozenset())])
