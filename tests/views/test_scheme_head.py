"""The head of a scheme's pages, and what holds for all six of them whatever the scheme says."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from conftest import TODAY
from gongkai.model import Agency, Disclosure, Document, Region, Scheme
from gongkai.rules import Case
from gongkai.views import scheme_pages
from gongkai.views.page import link
from gongkai.views.scheme_head import PAGES, head, neighbours, validity_banner
from gongkai.views.subject import Sibling, Subject
from reading import read
from strategies import agencies, documents, regions, schemes

EVIL = '<script>alert("甲")</script>'
FIXED = re.compile(r"[ -~]+|\d{4}-\d\d-[上中下]旬|主动公开|有效|四舍五入|向上取整|向下取整")


def subject(case: Case) -> Subject:
    return Subject(case=case, address="a/b/2024", findings=(), digest="0" * 64, earlier=None, later=None, today=TODAY)


def evil(value: Any) -> Any:
    """The value with markup before every text in it that has Han characters and may hold any."""
    if isinstance(value, str):
        return value if FIXED.fullmatch(value) else EVIL + value
    if isinstance(value, dict):
        return {key: evil(each) for key, each in value.items()}
    return [evil(each) for each in value] if isinstance(value, list) else value


def test_every_scheme_has_six_pages_that_link_to_each_other(subjects: dict[str, Subject]) -> None:
    for address, each in subjects.items():
        pages = list(scheme_pages(each))
        assert [page.address for page in pages] == [f"{address}/{file}" for file in PAGES]
        for page in pages:
            markup = read(page.body)
            assert set(PAGES) <= set(markup.hrefs)
            assert page.body.count('aria-current="page"') == 1
            assert [level for level, _ in markup.headings].count(1) == 1
            assert (markup.dead, markup.repeated, markup.skipped) == (set(), set(), [])


def test_links_between_the_pages_of_a_scheme_find_their_anchor(subjects: dict[str, Subject]) -> None:
    for each in subjects.values():
        markups = {page.address.rpartition("/")[2]: read(page.body) for page in scheme_pages(each)}
        for name, markup in markups.items():
            for href in markup.hrefs:
                file, _, fragment = href.partition("#")
                if fragment and file in markups:
                    assert fragment in markups[file].ids, f"{each.address}/{name} → {href}"


def test_markup_in_any_text_is_shown_as_text(subjects: dict[str, Subject]) -> None:
    case = subjects["demo/mzj/2025"].case
    plain = msgspec.to_builtins(case.scheme)
    assert isinstance(plain, dict)
    worst = msgspec.convert(evil(plain), Scheme, strict=False)
    names = msgspec.convert(evil(msgspec.to_builtins((case.agency, case.region))), tuple[Agency, Region])
    registered = {EVIL + number: Document(title=EVIL, issuer=EVIL, note=EVIL) for number in case.documents}
    for page in scheme_pages(subject(Case(scheme=worst, agency=names[0], region=names[1], documents=registered))):
        markup = read(page.body)
        assert "script" not in markup.tags
        assert EVIL in markup.words


@given(schemes(), regions(), agencies(), documents())
@settings(max_examples=40, suppress_health_check=[HealthCheck.data_too_large])
def test_no_scheme_breaks_a_page(scheme: Scheme, region: Region, agency: Agency, registered: dict[str, Document]) -> None:
    for page in scheme_pages(subject(Case(scheme=scheme, region=region, agency=agency, documents=registered))):
        markup = read(page.body)
        assert "script" not in markup.tags
        assert markup.dead == set()
        # an id that a component or an indicator shares with another is an error of the file, which is then not published
        assert {each for each in markup.repeated if not each.startswith(("c-", "r-"))} == set()
        assert {heading.anchor for heading in page.contents} <= set(markup.ids)


def test_two_renderings_are_the_same(subjects: dict[str, Subject]) -> None:
    for each in subjects.values():
        assert list(scheme_pages(each)) == list(scheme_pages(each))


def test_neighbouring_years_lead_to_the_same_page(subjects: dict[str, Subject]) -> None:
    subject = subjects["demo/mzj/2024"]
    earlier, later = neighbours(subject, "scores.html")
    assert earlier and later
    assert (earlier.label, earlier.href) == ("2023年度", "../2023/scores.html")
    assert (later.label, later.href) == ("2025年度", "../2025/scores.html")
    hrefs = read(head(subject, "scores.html")).hrefs
    assert {earlier.href, later.href, link("demo/mzj/2024/scores.html", "demo/mzj/index.html")} <= set(hrefs)


@pytest.mark.parametrize(
    ("disclosure", "banner"),
    [
        (Disclosure(mode="主动公开"), ""),
        (Disclosure(mode="主动公开", validity="失效"), "本文件已失效，仅供查阅。"),
        (
            Disclosure(mode="主动公开", validity="废止", validity_on=date(2025, 1, 3), replaced_by="安民〔2025〕1号"),
            "本文件自2025年1月3日起废止，仅供查阅。",
        ),
    ],
)
def test_a_scheme_that_no_longer_holds_says_so(disclosure: Disclosure, banner: str) -> None:
    assert validity_banner(disclosure) == banner


def test_what_holds_instead_is_linked_where_it_stands(subjects: dict[str, Subject]) -> None:
    of = subjects["anxi/mzj/2024"]
    over = Disclosure(mode="主动公开", validity="废止", replaced_by="安民〔2025〕1号")
    case = Case(scheme=msgspec.structs.replace(of.case.scheme, disclosure=over), region=of.case.region, agency=of.case.agency, documents={})
    assert "现行文件：安民〔2025〕1号。" in read(head(subject(case), "index.html")).words
    after = replace(subject(case), later=Sibling(address="a/b/2025", year=2025, number="安民〔2025〕1号"))
    for current in ("index.html", "scores.html"):
        assert '现行文件：<a href="../2025/index.html">安民〔2025〕1号</a>。' in head(after, current)
    for url, links in (("https://example.gov.cn/1.html", 1), ("javascript:alert(1)", 0)):
        known = {"安民〔2025〕1号": Document(title="另一份文件", url=url)}
        registered = Case(scheme=case.scheme, region=case.region, agency=case.agency, documents=known)
        assert read(head(subject(registered), "index.html")).hrefs.count(url) == links


def test_the_head_names_number_and_date_or_says_there_is_none(subjects: dict[str, Subject]) -> None:
    for page in scheme_pages(subjects["anxi/mzj/2024"]):
        assert "安民〔2024〕52号" in page.body
        assert "2024年9月27日" in page.body
    for page in scheme_pages(subjects["jinjiang/zrzyj/2019"]):
        assert "原文未载文号" in page.body


def test_the_page_head_states_what_the_source_states(subjects: dict[str, Subject]) -> None:
    page = next(scheme_pages(subjects["tongan/tyjrswj/2020"]))
    assert dict(page.meta)["PubDate"] == "2020-09-01 17:20"
    assert dict(page.meta)["ContentSource"] == "同安区退役军人事务局"
    assert page.crumbs[-1] == ("2020年度", "")
    assert "PubDate" not in dict(next(scheme_pages(subjects["anxi/mzj/2024"])).meta)
