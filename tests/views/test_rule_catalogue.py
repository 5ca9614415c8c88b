"""The pages of the rules: complete, grouped, with provenance, and the published schemes that a rule concerns filled into their holes."""

import json
import re

import pytest

from gongkai.diagnostics import Basis, Severity
from gongkai.rules import RULES
from gongkai.terms import BASES, FAMILIES, SEVERITIES, WEIGHTS
from gongkai.views.page import Page
from gongkai.views.rulebook.marks import Mark, Marked
from gongkai.views.rulebook.pages import rule_pages, rule_words
from gongkai.views.rulebook.schemes import LISTED, NOBODY, concerned, scheme_count, scheme_list
from reading import read

EVIL = '<script>alert("甲")</script>'


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return {page.address: page for page in rule_pages()}


def scheme(address: str = "anxi/mzj/2024", *marks: Mark, title: str = "某局方案", demo: bool = False) -> Marked:
    return Marked(address=address, title=title, year=int(address[-4:]), demo=demo, marks=marks)


def mark(code: str = "P001", reason: str = "", count: int = 1, anchor: str = "P001-3f9a") -> Mark:
    return Mark(code=code, anchor=anchor, count=count, reason=reason)


def test_every_family_severity_and_basis_has_its_words() -> None:
    assert {rule.family for rule in RULES.values()} <= FAMILIES.keys()
    assert WEIGHTS.keys() == SEVERITIES.keys() == set(Severity)
    assert BASES.keys() == set(Basis)


def test_the_catalogue_lists_every_rule_once_under_its_family(pages: dict[str, Page]) -> None:
    index = pages["rules/index.html"]
    families = re.split(r'<h2 id="family-(\w)">', index.body)
    listed = {letter: re.findall(r"<tr><td>(\w+)</td>", block) for letter, block in zip(families[1::2], families[2::2], strict=True)}
    assert sorted(code for codes in listed.values() for code in codes) == sorted(RULES)
    assert all(code[0] == letter for letter, codes in listed.items() for code in codes)
    assert list(listed) == [letter for letter in FAMILIES if letter in listed]
    assert [heading.text for heading in index.contents][:-1] == [f"{letter} {FAMILIES[letter].name}" for letter in listed]


def test_every_rule_is_shown_with_its_provenance(pages: dict[str, Page]) -> None:
    index = read(pages["rules/index.html"].body).words
    for rule in RULES.values():
        page = read(pages[f"rules/{rule.code}.html"].body)
        for words in (rule.code, rule.title, rule.name, SEVERITIES[rule.severity], rule.basis, rule.source):
            assert words in page.words
        assert rule.source in index
        assert not page.dead and not page.skipped and not page.repeated


def test_a_rule_leads_to_its_neighbours_and_back_to_its_family(pages: dict[str, Page]) -> None:
    hrefs = read(pages["rules/P002.html"].body).hrefs
    assert {"P001.html", "P003.html", "index.html#family-P"} <= set(hrefs)
    assert 'id="family-P"' in pages["rules/index.html"].body


def test_what_a_severity_means_is_said(pages: dict[str, Page]) -> None:
    assert "写明理由后公开" in pages["rules/P001.html"].body
    assert "不改正就不能公开。</dd>" in pages["rules/F015.html"].body
    assert WEIGHTS["warning"] in pages["rules/W001.html"].body


def test_the_search_box_stands_in_the_page_for_its_script_alone(pages: dict[str, Page]) -> None:
    body = pages["rules/index.html"].body
    assert pages["rules/index.html"].scripts == ("rules",)
    assert all(f"<option>{word}</option>" in body for word in SEVERITIES.values())
    assert not pages["rules/P001.html"].scripts


def test_the_search_box_can_know_the_name_and_the_subject_of_every_rule() -> None:
    function, _, words = rule_words().strip().partition("(")
    told = json.loads(words.removesuffix(");"))
    assert function == "gongkaiRules"
    assert told.keys() == RULES.keys()
    assert all(told[code].startswith(f"{rule.name} ") and len(told[code]) > len(rule.name) + 4 for code, rule in RULES.items())


def test_every_page_has_a_hole_for_each_rule_it_shows(pages: dict[str, Page]) -> None:
    holes = {address: re.findall(r"<!--schemes:(\w+)-->", page.body) for address, page in pages.items()}
    assert sorted(holes.pop("rules/index.html")) == sorted(RULES)
    assert holes == {f"rules/{code}.html": [code] for code in RULES}


def test_where_nothing_is_found_it_is_said() -> None:
    assert read(scheme_list(NOBODY)).words.strip() == "已公开的方案目前没有这个问题。"
    assert scheme_count(NOBODY) == "0"


def test_schemes_are_listed_with_the_place_in_their_report() -> None:
    old, new, demo = scheme("anxi/mzj/2023", mark()), scheme("anxi/kjj/2024", mark(count=3)), scheme("demo/mzj/2025", mark(), demo=True)
    rule = concerned([demo, old, new])["P001"]
    html = scheme_list(rule)
    reports = [f"../{address}/report.html#P001-3f9a" for address in ("anxi/kjj/2024", "anxi/mzj/2023", "demo/mzj/2025")]
    assert read(html).hrefs == reports
    assert "目前有3份有这个问题" in html
    assert (html.count("3处"), html.count("演示")) == (1, 1)
    assert read(scheme_count(rule)).words == "3"


def test_waived_findings_stand_apart_with_their_reasons() -> None:
    both = scheme("anxi/mzj/2024", mark(), mark(reason="原文如此"), mark(reason="另有规定", anchor="P001-0001"))
    rule = concerned([both])["P001"]
    words = read(scheme_list(rule)).words
    assert words.index("目前有1份") < words.index("另有1份照录") < words.index("说明：原文如此") < words.index("说明：另有规定")
    assert read(scheme_count(rule)).words == "1 已说明1"
    only = concerned([scheme("anxi/mzj/2024", mark(reason="原文如此"))])["P001"]
    assert read(scheme_list(only)).words.startswith("已公开的方案目前没有这个问题。")
    assert scheme_count(only) == "已说明1"


def test_a_long_list_is_cut_and_says_so() -> None:
    many = [scheme(f"anxi/a{n:03}/2024", mark()) for n in range(LISTED + 5)]
    html = scheme_list(concerned(many)["P001"])
    assert html.count("<li>") == LISTED
    assert f"目前有{LISTED + 5}份有这个问题，下面列出年度最近的{LISTED}条" in html
    assert read(scheme_count(concerned(many)["P001"])).words == str(LISTED + 5)


def test_text_is_shown_as_text() -> None:
    html = scheme_list(concerned([scheme("anxi/mzj/2024", mark(), mark(reason=EVIL), title=EVIL)])["P001"])
    assert "script" not in read(html).tags
    assert read(html).words.count(EVIL) == 3
