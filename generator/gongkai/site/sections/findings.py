"""A preview's list of all findings of the tree, and the stylesheet of its panels; no section of a published site."""

from gongkai.site.press import Press
from gongkai.site.sections import Edition, Notes, read_notes
from gongkai.views.environment import TEMPLATES
from gongkai.views.report.remarks import STYLE, Remark, finding_pages
from gongkai.views.subject import Subject

NOTE = Remark


def note(subject: Subject) -> None:
    """Nothing: what is found in files is known of those that are no schemes too, and noted by the worker itself."""


def publish(press: Press, notes: Notes, edition: Edition) -> None:
    """Print the list. Its links were settled where the schemes' own panels were made: they are the same."""
    press.put(f"styles/{STYLE}.css", (TEMPLATES / f"{STYLE}.css").read_bytes())
    for page in finding_pages(dict.fromkeys(read_notes(notes, Remark))):
        press.put(page.address, edition.shells[page.address.count("/")].splice(page, edition.footer))
