"""All deadlines of all schemes: a page for each month, and a calendar to subscribe to."""

from gongkai.site.press import Press
from gongkai.site.sections import Edition, Notes, read_notes
from gongkai.views.timeline.calendar import FILE, calendar_ics, calendar_pages
from gongkai.views.timeline.deadlines import Dates, noted

NOTE = Dates
note = noted


def publish(press: Press, notes: Notes, edition: Edition) -> None:
    """Print the months and write the calendar."""
    schemes = sorted(read_notes(notes, Dates), key=lambda each: each.address)
    press.print(calendar_pages(schemes, edition.today), edition.footer)
    press.put(FILE, calendar_ics(schemes, edition.today, edition.url))
