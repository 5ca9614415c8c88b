"""The pages of the rules, which tell in which schemes they found something."""

from gongkai.site.press import Press
from gongkai.site.rulebook import print_rules, read_rulebook
from gongkai.site.sections import Edition, Notes, read_notes
from gongkai.views.rulebook.marks import Marked, marked

NOTE = Marked
note = marked


def publish(press: Press, notes: Notes, edition: Edition) -> None:
    """Fill in the rulebook."""
    forms = read_rulebook(edition.rulebook, edition.base, edition.shells)
    print_rules(press, forms, read_notes(notes, Marked), edition.footer)
