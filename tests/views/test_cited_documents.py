"""/documents/: every citation of every scheme is there with a link to its clause, and a page stays bounded however many cite a document."""

import re
from collections.abc import Iterable
from datetime import date

import pytest

from gongkai.rules.documents.cited_documents import references
from gongkai.views.data.citations import Citation, Citing, Place, noted
from gongkai.views.data.cited_documents import LINES, ROWS, SHOWN, document_pages
from gongkai.views.notice.page import notice_page
from gongkai.views.page import Page
from gongkai.views.subject import Subject

UPPER = "安政办〔2024〕42号"


def citing(address: str, *cited: Citation, number: str = "", demo: bool = False) -> Citing:
    return Citing(address, f"{address}的方案", number, int(address.rsplit("/", 1)[1]), address.split("/")[1], demo, cited)


def citation(number: str = UPPER, **more: object) -> Citation:
    return Citation(number, basis=True, places=(Place("一（二）", "s-1-2"),), **more)  # type: ignore[arg-type]


def anchors(page: Page) -> list[str]:
    return re.findall(r'<li id="([^"]+)"', page.body)


def pages(schemes: Iterable[Citing]) -> list[Page]:
    return list(document_pages(schemes))


def test_every_citation_of_every_scheme_leads_to_its_place(subjects: dict[str, Subject]) -> None:
    (page,) = pages(noted(each) for each in subjects.values())
    linked = set(re.findall(r'href="\.\./([^"#]+)#([^"]+)"', page.body))
    for subject in subjects.values():
        numbers = {each.key or each.number.plain for each in references(subject.case)}
        assert numbers <= set(anchors(page))
        ids = set(re.findall(r' id="([^"]+)"', notice_page(subject).body))
        assert {anchor for address, anchor in linked if address == f"{subject.address}/index.html"} <= ids
    assert len(anchors(page)) == len(set(anchors(page)))


def test_what_a_scheme_rests_on_is_told_from_what_it_mentions(subjects: dict[str, Subject]) -> None:
    found = {each.number: each for each in noted(subjects["anxi/kjj/2021"]).cited}
    assert found["安委办〔2021〕54号"].basis
    assert not found["安政办〔2021〕26号"].basis
    assert found["安政办〔2021〕26号"].places == (Place("三（二）1（1）②", "s-3-2-1-1-2"),)
    assert found["安政办〔2021〕26号"].issuer == "安溪县人民政府办公室"


def test_its_own_number_is_no_citation(subjects: dict[str, Subject]) -> None:
    for subject in subjects.values():
        own = noted(subject)
        assert own.number not in {each.number for each in own.cited}


def test_a_document_that_is_published_here_is_linked() -> None:
    schemes = [citing("anxi/mzj/2025", citation("安民〔2024〕52号")), citing("anxi/mzj/2024", number="安民〔2024〕52号")]
    (page,) = pages(schemes)
    assert '<a href="../anxi/mzj/2024/index.html">本网站公开的全文</a>' in page.body


def test_the_newest_come_first_and_what_is_no_number_last() -> None:
    numbers = ("安政办〔2023〕9号", "安政办〔2024〕42号", "安政办〔2024〕8号", "令第3号")
    (page,) = pages([citing("anxi/mzj/2024", *map(citation, numbers))])
    assert anchors(page) == ["安政办〔2024〕8号", "安政办〔2024〕42号", "安政办〔2023〕9号", "令第3号"]


def test_the_register_speaks_for_a_document_wherever_it_is_cited() -> None:
    known = citation(title="登记的题名", issuer="甲办", date=date(2024, 2, 1), status="废止", since=date(2025, 1, 1), registered=True)
    (page,) = pages([citing("yi/mzj/2025", citation(title="文中的题名")), citing("jia/mzj/2024", known)])
    assert "登记的题名" in page.body
    assert "文中的题名" not in page.body
    assert "甲办，2024年2月1日" in page.body
    assert "自2025年1月1日起废止" in page.body


def test_one_page_is_bounded() -> None:
    schemes = [citing(f"jia/a{number:03}/2024", *(citation(f"甲〔2024〕{n}号") for n in range(1, 31))) for number in range(30)]
    found = pages(schemes)
    assert len(found) > 1
    assert sorted(anchor for page in found for anchor in anchors(page)) == sorted(f"甲〔2024〕{n}号" for n in range(1, 31))
    assert all(page.body.count("#s-1-2") <= LINES and len(page.body.encode()) < 120_000 for page in found)
    assert [page.address for page in found][:2] == ["documents/index.html", "documents/2.html"]


@pytest.mark.parametrize("count", [41, ROWS + 1])
def test_a_document_that_many_cite_has_pages_of_its_own(count: int) -> None:
    first, *own = pages(citing(f"jia/a{number:04}/2024", citation()) for number in range(count))
    assert first.body.count("#s-1-2") == SHOWN
    assert f'href="{own[0].address.removeprefix("documents/")}"' in first.body
    assert sum(page.body.count("#s-1-2") for page in own) == count
    assert len(own) == -(-count // ROWS)
    assert re.fullmatch(r"documents/2024-42-[0-9a-f]{8}\.html", own[0].address)
    assert f"全部{count}份" in first.body


def test_with_nothing_cited_the_page_says_so() -> None:
    (page,) = pages([citing("jia/mzj/2024")])
    assert "没有方案引用" in page.body


def test_text_is_shown_as_text() -> None:
    (page,) = pages([citing("jia/mzj/2024", citation("<b>〔2024〕1号", title="<script>", note='"&'))])
    assert "<script>" not in page.body
    assert 'id="&lt;b&gt;〔2024〕1号"' in page.body
