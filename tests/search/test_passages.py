"""Every passage has its place in the pages of its scheme, and nothing is said there that the page does not show."""

import re
from html import unescape

from gongkai.indexing.folding import fold
from gongkai.indexing.passages import Rank
from gongkai.views import scheme_pages
from gongkai.views.subject import Subject
from search.conftest import TODAY, Built

_TAG = re.compile(r"<[^>]*>")


def pages(built: Built, address: str) -> dict[str, str]:
    subject = Subject(case=built.cases[address], address=address, findings=(), digest="", earlier=None, later=None, today=TODAY)
    return {page.address.rpartition("/")[2]: page.body for page in scheme_pages(subject)}


def test_every_hit_leads_to_a_place_in_a_page(built: Built) -> None:
    for address in built.cases:
        ids = {name: set(re.findall(r' id="([^"]*)"', body)) for name, body in pages(built, address).items()}
        for passage in built.reader.passages(address):
            assert passage.anchor == "" or passage.anchor in ids[passage.page], (address, passage)


def test_a_passage_is_what_its_page_shows(built: Built) -> None:
    """But for the year of a deadline in the table, which the page says once below it."""
    for address, case in built.cases.items():
        shown = {name: joined(unescape(_TAG.sub("", body))) for name, body in pages(built, address).items()}
        for passage in built.reader.passages(address):
            for line in passage.text.split("\n"):
                without_year = line.replace(f"{case.scheme.year}年", "") if passage.rank == Rank.TABLE else line
                assert any(joined(each) in shown[passage.page] for each in (line, without_year)), (address, passage.anchor, line)


def joined(text: str) -> str:
    return fold(text).replace("\n", "")
