"""The documents that a scheme rests on or cites, with what the region's register knows of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.model import Document
from gongkai.periods import chinese_date
from gongkai.rules import Case
from gongkai.views.page import web_address
from gongkai.views.words import Target, cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A cited document: `basis` tells 制定依据 from a mention; `title` is empty when the register lacks it, `status` while it is 有效."""

    anchor: str
    number: str
    basis: bool
    title: str
    origin: str
    status: str
    url: str
    note: str

    @property
    def target(self) -> Target:
        """Where its mentions in the text lead."""
        known = self.title or "题名未登记"
        return Target(href=f"#{self.anchor}", hint=f"{known}（{self.status}）" if self.status else known)


def references(case: Case) -> Iterator[Reference]:
    """制定依据 in the order the scheme gives, then what its text and its notice cite besides."""
    scheme = case.scheme
    texts = (scheme.notice.body, scheme.text) if scheme.notice else (scheme.text,)
    mentioned = (number for text in texts for _, _, number in cited(text, case.documents))
    numbers = dict.fromkeys((*scheme.based_on, *mentioned))
    for index, number in enumerate(numbers, start=1):
        yield _reference(f"doc-{index}", number, number in scheme.based_on, case.documents.get(number))


def _reference(anchor: str, number: str, basis: bool, document: Document | None) -> Reference:
    known = document or Document(title="？")
    origin = (known.issuer, chinese_date(known.date) if known.date else None)
    return Reference(
        anchor=anchor,
        number=number,
        basis=basis,
        title=document.title if document else "",
        origin="，".join(part for part in origin if part),
        status=known.status if known.status != "有效" else "",
        url=web_address(known.url),
        note=known.note or "",
    )
