"""Every document that schemes cite, with who cites it."""

from gongkai.site.press import Press
from gongkai.site.sections import Edition, Notes, read_notes
from gongkai.views.data.citations import Citing, noted
from gongkai.views.data.cited_documents import document_pages

NOTE = Citing
note = noted


def publish(press: Press, notes: Notes, edition: Edition) -> None:
    """Print the register."""
    press.print(document_pages(read_notes(notes, Citing)), edition.footer)
