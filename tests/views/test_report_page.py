"""The report page: findings by weight, reasons, the ledger, the source's fingerprint, and silence where nothing was found."""

from typing import Any

import msgspec
import pytest

from conftest import TODAY, Golden
from gongkai.diagnostics import Finding, Place, Related
from gongkai.model import Agency, Region, Scheme
from gongkai.rules import RULES, Case
from gongkai.views.report.findings import identified
from gongkai.views.report.page import report_page
from gongkai.views.subject import Subject
from reading import read

EVIL = '<script>alert("甲")</script>'
TEXT = "一、考评内容\n共分两部分。\n二、其他\n无。"


def case(**fields: Any) -> Case:
    plain = {
        "format": 1,
        "title": "某局2024年度方案",
        "year": 2024,
        "disclosure": {"mode": "主动公开"},
        "text": TEXT,
        "components": [{"id": "work", "name": "职能", "points": 100}],
    }
    scheme = msgspec.convert({**plain, **fields}, Scheme)
    return Case(scheme=scheme, region=Region(name="某县"), agency=Agency(name="某局"), documents={})


def body(*findings: Finding, **fields: Any) -> str:
    subject = Subject(case=case(**fields), address="a/b/2024", findings=findings, digest="f" * 64, earlier=None, later=None, today=TODAY)
    return report_page(subject).body


def found(code: str, message: str = "两处不一致", waived: str | None = None, **more: Any) -> Finding:
    return Finding(code=code, message=message, place=more.pop("place", Place(path=("components", 0, "points"))), waived=waived, **more)


def test_nothing_found_is_said_plainly() -> None:
    html = body()
    assert "没有发现问题。" in html
    assert "gk-finding " not in html


def test_a_finding_names_rule_basis_place_and_remedy() -> None:
    html = body(found("P001", clause="一", help="请核对。", related=(Related(place=Place(), message="另一处"),)))
    rule = RULES["P001"]
    assert '<a class="gk-code" href="../../../rules/P001.html">P001</a>' in html
    assert '<a class="gk-clause" href="index.html#s-1">一</a>' in html
    assert '<a href="scores.html">考评内容“职能”的分值</a>' in html
    for words in (rule.title, f"{rule.basis}：{rule.source}", "两处不一致", "另一处", "请核对。"):
        assert words in read(html).words


def test_a_place_in_the_table_leads_to_its_row() -> None:
    table = [{"id": "a", "component": "work", "name": "窗口服务", "points": 100}]
    at = Place(path=("indicators", 0, "points"))
    html = body(found("P001", place=at, related=(Related(place=at, message="这一行"),)), indicators=table)
    assert '<a href="scores.html#r-a">绩效目标考评表“窗口服务”的分值</a>' in html
    assert '<a href="scores.html#r-a">这一行</a>' in html


def test_what_stands_in_another_file_is_told_but_not_linked() -> None:
    other = Related(place=Place(file="a/b/2023.yml", path=("indicators", 0, "points")), message="上一年度 90 分")
    html = body(found("P001", related=(other,)))
    assert "<span>上一年度 90 分</span>" in html
    assert "2023" not in html


def test_what_all_findings_of_a_rule_say_alike_is_said_once() -> None:
    alike = body(found("P001", "甲", help="请核对。"), found("P001", "乙", help="请核对。"))
    assert (alike.count("请核对。"), alike.count("P001.html"), alike.count(RULES["P001"].source)) == (1, 1, 1)
    assert "P001 " + RULES["P001"].title + " 2处" in read(alike).words
    apart = body(found("P001", "甲", help="改甲。"), found("P001", "乙", help="改乙。"))
    assert apart.index("改甲。") < apart.index("乙") < apart.index("改乙。")


def test_the_head_counts_findings_and_numbers() -> None:
    words = read(body(found("P001", "甲"), found("P001", "乙"), found("N001", waived="原文如此"))).words
    assert "✕ 错误 2 ▲ 警告 0 ○ 提示 0 已说明 1" in words
    assert f"用{len(RULES)}条校核规则逐条检查" in words
    declared = [{"id": "work", "name": "职能", "points": 100, "declared": {"level1": 2}}]
    assert "核对 2 项 ✓ 一致 0 ≠ 不一致 0 无从比对 2" in read(body(components=declared)).words
    table = [{"id": "a", "component": "work", "name": "甲", "points": 100}]
    assert "核对 2 项 ✓ 一致 0 ≠ 不一致 1 无从比对 1" in read(body(components=declared, indicators=table)).words


def test_an_id_depends_on_what_is_said_and_not_on_its_neighbours() -> None:
    first, second = found("P001", "甲"), found("P001", "乙")
    ids = {each.finding.message: each.anchor for each in identified([first, second])}
    assert {each.finding.message: each.anchor for each in identified([second])} == {"乙": ids["乙"]}
    moved = found("P001", "甲", place=Place(path=("components", 3, "points")))
    assert [each.anchor for each in identified([moved, first])] == [ids["甲"], f"{ids['甲']}-2"]
    assert all(f'id="{each}"' in body(first, second) for each in ids.values())


def test_the_implied_numbers_stand_beside_what_the_table_has() -> None:
    rules = [{"scope": ["work"], "level": 1, "count": {"min": 2, "max": 5}}]
    assert 'id="bounds"' not in body()
    assert "规定不少于 2 项；规定不超过 5 项" in read(body(indicator_rules=rules)).words
    table = [{"id": "a", "component": "work", "name": "甲", "points": 100}]
    assert "≠ 不在范围内" in read(body(indicator_rules=rules, indicators=table)).words


def test_the_heaviest_stand_first_each_with_sign_and_word() -> None:
    note = next(code for code, rule in RULES.items() if rule.severity == "note")
    warning = next(code for code, rule in RULES.items() if rule.severity == "warning")
    words = read(body(found(note, "小事"), found(warning, "中事"), found("P001", "大事"))).words
    assert words.index("大事") < words.index("中事") < words.index("小事")
    for kind in ("✕ 错误", "▲ 警告", "○ 提示"):
        assert kind in words


def test_an_acknowledged_finding_stands_apart_with_its_reason() -> None:
    words = read(body(found("P001", waived="原文如此"))).words
    assert words.index("没有发现问题。另有1个问题已在下面说明。") < words.index("说明原文如此") < words.index("两处不一致")


def test_a_place_in_the_text_leads_to_its_section() -> None:
    html = body(found("P001", place=Place(path=("text",), offset=TEXT.index("无"), length=1)))
    assert '<a class="gk-clause" href="index.html#s-2">二</a>' in html
    assert "“<mark>无</mark>。”" in html


def test_the_ledger_holds_stated_against_listed() -> None:
    words = read(body(components=[{"id": "work", "name": "职能", "points": 100, "declared": {"level1": 2}}])).words
    assert "附件未随文提供" in words
    table = [{"id": "a", "component": "work", "name": "甲", "points": 100}]
    html = body(components=[{"id": "work", "name": "职能", "points": 100, "declared": {"level1": 2}}], indicators=table)
    assert '<td class="gk-differs">≠ 不一致</td>' in html


def test_a_table_that_came_as_a_file_is_not_said_to_be_missing() -> None:
    attachment = {"title": "考评表", "content": "indicators", "file": "kaopingbiao.pdf"}
    of = case(components=[{"id": "work", "name": "职能", "points": 100, "declared": {"level1": 2}}], attachments=[attachment])
    files = {"kaopingbiao.pdf": 12_000}
    subject = Subject(case=of, address="a/b/2024", findings=(), digest="", earlier=None, later=None, today=TODAY, files=files)
    words = read(report_page(subject).body).words
    assert "考评表没有录入" in words
    assert "未随文提供" not in words


def test_the_source_is_named_with_its_fingerprint() -> None:
    words = read(body(provenance={"seed": "000.txt", "url": "http://a.gov.cn/1", "note": "附件未随文提供"})).words
    for fact in ("a/b/2024.yml", "f" * 64, "000.txt", "http://a.gov.cn/1"):
        assert fact in words


def test_markup_in_any_field_is_shown_as_text() -> None:
    evil = found("P001", EVIL, clause=EVIL, help=EVIL, related=(Related(place=Place(), message=EVIL),), place=Place(path=(EVIL,)))
    html = body(evil, found("P001", EVIL, waived=EVIL), provenance={"seed": EVIL, "url": EVIL, "note": EVIL})
    assert "script" not in read(html).tags
    assert read(html).words.count(EVIL) == 10


@pytest.mark.parametrize("address", ["demo/mzj/2025", "anxi/kjj/2021", "jinjiang/zrzyj/2019"])
def test_the_page_of_a_scheme_is_well_formed(subjects: dict[str, Subject], address: str) -> None:
    page = report_page(subjects[address])
    markup = read(page.body)
    assert not markup.dead and not markup.skipped
    assert {heading.anchor for heading in page.contents} <= set(markup.ids)


def test_the_page_as_reviewed(golden: Golden) -> None:
    declared = [{"id": "work", "name": "职能", "points": 100, "declared": {"level1": 2}}]
    findings = (found("P001", clause="一", help="请核对。"), found("N001", waived="原文如此"))
    html = body(*findings, components=declared, provenance={"note": "附件未随文提供"})
    golden("a-b-2024-report.html", html.partition("</header>\n")[2].replace(f"{len(RULES)}条校核规则", "若干条校核规则"))
