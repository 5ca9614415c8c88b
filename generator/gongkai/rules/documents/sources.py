"""The texts of a scheme that cite documents and name organs: the notice's body and the text; read once for all rules of family R."""

from msgspec import Struct

from gongkai.citations import Citations
from gongkai.diagnostics import Path
from gongkai.rules.registry import Case, once


class Source(Struct, frozen=True, gc=False):
    """A text of the scheme that cites documents, and where it stands."""

    path: Path
    citations: Citations


@once
def sources(case: Case) -> tuple[Source, ...]:
    """The notice's body and the scheme's text, in the order of reading."""
    notice = case.scheme.notice
    body = (Source(("notice", "body"), Citations(notice.body)),) if notice else ()
    return (*body, Source(("text",), case.citations))


def clause_at(case: Case, path: Path, offset: int) -> str:
    """The section of a place in the text; empty in the notice and outside all sections."""
    section = case.outline.at(offset) if path == ("text",) else None
    return section.clause if section else ""
