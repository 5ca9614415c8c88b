"""What one scheme cites, and on what it rests, small enough to keep for thousands of schemes: the notes of /documents/."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from gongkai.document_numbers import read_document_number
from gongkai.model import Document
from gongkai.rules import Case
from gongkai.rules.documents.cited_documents import Reference, references, registered
from gongkai.views.subject import Subject


class Place(Struct, frozen=True, array_like=True):
    """Where a document is cited: words for it (`三（二）`), and the anchor in the notice, empty for its top."""

    words: str
    anchor: str


class Citation(Struct, frozen=True, array_like=True):
    """A cited document by its 文号, whether the scheme rests on it (制定依据), and what the region's register knows of it.

    `title` is the one beside the 文号 where the register has none; empty fields are unknown, `status` is empty while it is 有效.
    """

    number: str
    basis: bool
    places: tuple[Place, ...]
    title: str = ""
    issuer: str = ""
    date: dt.date | None = None
    status: str = ""
    since: dt.date | None = None
    url: str = ""
    note: str = ""
    registered: bool = False


class Citing(Struct, frozen=True, array_like=True):
    """A published scheme, its own 文号 (may be empty), and all that it cites, each document once."""

    address: str
    title: str
    number: str
    year: int
    agency: str
    demo: bool
    cited: tuple[Citation, ...]


def noted(subject: Subject) -> Citing:
    """What one scheme cites; one that cites nothing may still be cited."""
    case, scheme = subject.case, subject.case.scheme
    own = scheme.notice.number or "" if scheme.notice else ""
    return Citing(
        address=subject.address,
        title=scheme.title,
        number=_plain(own),
        year=scheme.year,
        agency=case.agency.name,
        demo=case.region.demo,
        cited=tuple(_citations(case)),
    )


def _plain(written: str) -> str:
    number = read_document_number(written)
    return number.plain if number else written


def _citations(case: Case) -> Iterator[Citation]:
    """制定依据 first, in the order the scheme gives, then what text and notice cite besides."""
    basis = dict.fromkeys(_key(case.documents, written) for written in case.scheme.based_on)
    found: dict[str, list[Reference]] = {number: [] for number in basis}
    for each in references(case):
        found.setdefault(each.key or each.number.plain, []).append(each)
    for number, mentions in found.items():
        places = tuple(dict.fromkeys(_place(case, each) for each in mentions)) or (Place("制定依据", "references"),)
        title = next((each.title for each in mentions if each.title), "")
        yield _citation(number, number in basis, places, case.documents.get(number), title)


def _key(documents: Mapping[str, Document], written: str) -> str:
    number = read_document_number(written)
    return written if written in documents or number is None else registered(documents, number) or number.plain


def _place(case: Case, each: Reference) -> Place:
    if each.path != ("text",):
        return Place("印发通知", "")
    section = case.outline.at(each.number.start)
    return Place(section.clause, section.anchor) if section else Place("正文", "text")


def _citation(number: str, basis: bool, places: tuple[Place, ...], known: Document | None, title: str) -> Citation:
    if known is None:
        return Citation(number, basis, places, title)
    return Citation(
        number=number,
        basis=basis,
        places=places,
        title=known.title,
        issuer=known.issuer or "",
        date=known.date,
        status="" if known.status == "有效" else known.status,
        since=known.validity_on,
        url=known.url if known.url and known.url.startswith(("https://", "http://")) else "",
        note=known.note or "",
        registered=True,
    )


def numbers_of(schemes: Iterable[Citing]) -> Mapping[str, Citing]:
    """The schemes by their own 文号: a document that is itself published here."""
    return {each.number: each for each in schemes if each.number}
