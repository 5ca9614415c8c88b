"""What was noted of all comparisons → the lists of them: compare/index.html and, where a region has more, pages of its own."""

from gongkai.site.press import Press
from gongkai.site.sections import Edition, Notes, read_notes
from gongkai.views.compare.comparison import Compared, compared
from gongkai.views.compare.index import compare_pages

NOTE = Compared
note = compared


def publish(press: Press, notes: Notes, edition: Edition) -> None:
    """Print the lists."""
    press.print(compare_pages(read_notes(notes, Compared)), edition.footer)
