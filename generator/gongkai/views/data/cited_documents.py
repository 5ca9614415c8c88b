"""/documents/: every document that schemes cite, with what is known of it and who cites it where; each has an anchor, its 文号."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from gongkai.periods import chinese_date
from gongkai.views.data.citations import Citation, Citing, numbers_of
from gongkai.views.environment import render
from gongkai.views.page import Page, link
from gongkai.views.paging import Chunk, chunks, numbered, steps
from gongkai.views.sheet import Sheet

NAME, ADDRESS = "被引文件", "documents/index.html"
LINES, SHOWN, ROWS = 250, 12, 300
"""Citing schemes one page lists in all; of one document on that page before the rest gets pages of its own; and on one of those."""
_MANY = 40
"""Citing schemes of one document from which it gets pages of its own."""

_NUMBER = re.compile(r"〔(\d{4})〕(\d+)号$")
Cites = Sequence[tuple[Citing, Citation]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A cited document; `origin` names issuer and date, `standing` says since when it is no longer 有效, `here` is its page on this site.

    `citers` is a ready list, `more` the address of the page with all of them where the list is cut.
    """

    number: str
    year: str
    title: str
    url: str
    origin: str
    status: str
    standing: str
    note: str
    here: str
    count: int
    citers: Markup
    more: str


def document_pages(schemes: Iterable[Citing]) -> Iterator[Page]:
    """documents/index.html, documents/2.html, …, and pages for each document that very many schemes cite."""
    known = sorted(schemes, key=lambda each: (each.demo, -each.year, each.address))
    documents = _by_number(known)
    published = numbers_of(known)
    ordered = sorted(documents, key=_order)
    parts = list(_packed(ordered, documents))
    addresses = [numbered(ADDRESS, number) for number in range(1, len(parts) + 1)]
    for address, numbers in zip(addresses, parts, strict=True):
        entries = tuple(_entry(address, number, documents[number], published.get(number)) for number in numbers)
        body = render("documents.html", entries=entries, total=len(ordered), steps=steps(addresses, address))
        suffix = "" if address == ADDRESS else f"（第{addresses.index(address) + 1}页）"
        yield _page(address, NAME + suffix, "绩效评估工作方案引用的文件：题名、文号、发文机关、效力，以及由哪些方案引用。", body)
    for number in ordered:
        if len(documents[number]) > _MANY:
            yield from _own_pages(number, documents[number], published.get(number))


def _by_number(schemes: Iterable[Citing]) -> Mapping[str, list[tuple[Citing, Citation]]]:
    documents: dict[str, list[tuple[Citing, Citation]]] = defaultdict(list)
    for scheme in schemes:
        for each in scheme.cited:
            documents[each.number].append((scheme, each))
    return documents


def _order(number: str) -> tuple[int, str, int]:
    """The newest year first, then by 机关代字 and serial; what is no proper 文号 at the end."""
    found = _NUMBER.search(number)
    return (-int(found[1]), number[: found.start()], int(found[2])) if found else (1, number, 0)


def _packed(ordered: Iterable[str], documents: Mapping[str, Cites]) -> Iterator[list[str]]:
    """Documents page by page, by the lines they take."""
    page: list[str] = []
    room = LINES
    for number in ordered:
        lines = 2 + min(len(documents[number]), _MANY)
        if page and lines > room:
            yield page
            page, room = [], LINES
        page.append(number)
        room -= lines
    yield page


def _entry(address: str, number: str, cites: Cites, here: Citing | None, chunk: Chunk[tuple[Citing, Citation]] | None = None) -> Entry:
    best = next((each for _, each in cites if each.registered), None) or next((each for _, each in cites if each.title), cites[0][1])
    year = _NUMBER.search(number)
    cut = chunk is None and len(cites) > _MANY
    listed = chunk.items if chunk else cites[:SHOWN] if cut else cites
    return Entry(
        number=number,
        year=year[1] if year else "",
        title=best.title,
        url=best.url,
        origin="，".join(filter(None, (best.issuer, chinese_date(best.date) if best.date else ""))),
        status=best.status,
        standing=f"自{chinese_date(best.since)}起{best.status}" if best.status and best.since else "",
        note=best.note,
        here=link(address, f"{here.address}/index.html") if here else "",
        count=len(cites),
        citers=_citers(address, listed),
        more=link(address, _own_address(number)) if cut else "",
    )


def _citers(address: str, cites: Cites) -> Markup:
    """Each citing scheme with the places, as list items."""
    sheet = Sheet()
    up = link(address, "index.html").removesuffix("index.html")
    for scheme, each in cites:
        page = f"{up}{scheme.address}/index.html"
        sheet.add('<li><a href="%s" title="%s">%s</a>', page, scheme.title, f"{scheme.agency}{scheme.year}年度")
        if scheme.demo:
            sheet.add(' <span class="gk-tag gk-tag-amber">演示</span>')
        sheet.add(' <span class="gk-quiet">制定依据</span>' if each.basis else "")
        for place in each.places:
            if place.anchor != "references":
                sheet.add(' <a class="gk-place-cited" href="%s">%s</a>', f"{page}#{place.anchor}" if place.anchor else page, place.words)
        sheet.add("</li>\n")
    return sheet.markup()


def _own_address(number: str) -> str:
    """A name in plain letters that stays: year and serial, and what tells it from those of other organs."""
    found = _NUMBER.search(number)
    mark = sha256(number.encode()).hexdigest()[:8]
    return f"documents/{found[1]}-{found[2]}-{mark}.html" if found else f"documents/{mark}.html"


def _own_pages(number: str, cites: Cites, here: Citing | None) -> Iterator[Page]:
    for chunk in chunks(_own_address(number), cites, ROWS):
        entry = _entry(chunk.address, number, cites, here, chunk)
        body = render("document.html", entry=entry, steps=chunk.steps)
        yield _page(chunk.address, f"引用{number}的方案{chunk.suffix}", f"引用{number}的绩效评估工作方案。", body, above=True)


def _page(address: str, title: str, description: str, body: str, *, above: bool = False) -> Page:
    return Page(
        address=address,
        title=title,
        description=description,
        body=body,
        crumbs=(
            ("首页", link(address, "index.html")),
            *([(NAME, link(address, ADDRESS))] if above else []),
            (title if above else NAME, ""),
        ),
        section="documents",
        styles=("pages", "documents"),
    )
