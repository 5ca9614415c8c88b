"""Which titles of a text are the scheme's own and which are other documents', and which of those have to be looked at for a new year."""

from collections.abc import Iterator

from gongkai.citations import Citations, Title
from gongkai.document_numbers import read_document_number
from gongkai.next_year.years import Doubt
from gongkai.rules import Case
from gongkai.rules.documents.own_name import is_own_name, plain


class Cited:
    """Reads the texts of one scheme; `new` is the year of the next."""

    def __init__(self, case: Case, new: int) -> None:
        self._case, self._year, self._new = case, str(case.scheme.year), new
        agency = case.agency
        self._agency = tuple(name for name in (agency.name, *agency.short_names) if name and not name.isascii())
        attached = [each.title for each in case.scheme.attachments]
        attached += [each.title.words for each in case.citations.attachments if each.title and not each.foreign]
        self._attached = frozenset(map(plain, attached))

    def parted(self, citations: Citations) -> tuple[list[Title], list[Title]]:
        """The scheme's own titles (its name, attachments, papers of the agency without a 文号), and all others."""
        numbered = {each.title.start for each in citations.cited}
        own = [each for each in citations.titles if each.start not in numbered and self._is_own(each.words)]
        return own, [each for each in citations.titles if each not in own]

    def doubts(self, citations: Citations, others: list[Title]) -> Iterator[Doubt]:
        """Documents of the old year, and those no longer in force; a title with its number is told once."""
        told = set[int]()
        numbered = {each.number.start: each.title.start for each in citations.cited}
        for number in citations.numbers:
            why = self.why(number.plain)
            if why:
                told.add(numbered.get(number.start, -1))
                yield Doubt(number.start, len(number.words), why)
        for title in others:
            if title.start not in told and any(str(year) in title.words for year in (self._case.scheme.year, self._case.scheme.year - 1)):
                yield Doubt(title.start, title.end - title.start, f"《{_short(title.words)}》的年份没有改，核对有没有{self._new}年度的")

    def why(self, number: str) -> str:
        """Why a document has to be looked at; empty when it goes on to serve."""
        document = self._case.documents.get(number)
        if document and document.status != "有效":
            return f"{number}已经{document.status}，换成现行的文件"
        read = read_document_number(number)
        if (read and read.year == self._year) or (document and f"{self._year}年度" in document.title):
            return f"{number}是{self._year}年度的文件，核对有没有{self._new}年度的"
        return ""

    def _is_own(self, words: str) -> bool:
        return is_own_name(self._case, words) or plain(words) in self._attached or any(name in words for name in self._agency)


def _short(words: str) -> str:
    return words if len(words) <= 30 else words[:29] + "…"
