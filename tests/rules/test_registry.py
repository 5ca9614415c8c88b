"""The registry: rules are registered once and completely; a waiver reaches what it names, with all below it, and nothing else."""

import gc

import pytest

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.rules import RULES, Case, check
from gongkai.rules.registry import declare, once
from rules.examples import case

CONTRADICTION = """\
components:
  - id: functional
    name: 职能工作目标
    points: 70
    clause: 一（一）
    components:
      - {id: key, name: 重点工作目标, points: 45}
      - {id: routine, name: 常规工作目标, points: 24}
  - {id: capacity, name: 行政能力目标, points: 30, clause: 一（二）}
waivers:
"""


def waived(at: str) -> tuple[str | None, list[str]]:
    """The reason under which the contradiction stands, and the messages about waivers."""
    found = check(case(CONTRADICTION + f"  - {{code: P001, {at}reason: 原文如此}}\n"))
    (sum_,) = (finding for finding in found if finding.code == "P001")
    return sum_.waived, [finding.message for finding in found if finding.code == "W001"]


@pytest.mark.parametrize(
    "at", ["", "at: 一（一）, ", "at: 一(一), ", "at: 一, ", "at: components.0.points, ", "at: components.0, ", "at: components, "]
)
def test_a_waiver_reaches_its_place_and_what_is_below(at: str) -> None:
    assert waived(at) == ("原文如此", [])


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("at: 一（二）, ", "“一（二）”处没有这个问题"),
        ("at: components.1, ", "“components.1”处没有这个问题"),
        ("at: component.0, ", "“component.0”既不是正文的条款，也不是数据的位置"),
        ("at: 九（一）, ", "“九（一）”既不是正文的条款，也不是数据的位置"),
    ],
)
def test_a_waiver_elsewhere_reaches_nothing_and_says_so(at: str, why: str) -> None:
    assert waived(at) == (None, [f"豁免 P001 没有用上：{why}"])


def test_a_clause_covers_findings_in_its_text() -> None:
    text = "text: |\n  一、内容\n  （一）要求\n  围绕三个方面：（1）甲；（2）乙。\n  （二）其他\n"
    found = check(case(text + "waivers:\n  - {code: N009, at: 一（一）, reason: 原文如此}\n"))
    assert [finding.waived for finding in found if finding.code == "N009"] == ["原文如此"]


def test_a_second_waiver_for_the_same_finding_is_unused() -> None:
    found = check(case(CONTRADICTION + "  - {code: P001, reason: 甲}\n  - {code: P001, at: components, reason: 乙}\n"))
    assert [finding.message for finding in found if finding.code == "W001"] == ["豁免 P001 没有用上：前面的豁免已经管到同一问题"]


def test_a_rule_is_registered_once() -> None:
    for code, name in (("P001", "another-name"), ("Z001", "parts-sum")):
        with pytest.raises(ValueError, match="registered twice"):
            declare(code, name, "题", Severity.ERROR, Basis.CONSISTENCY, "来源")
    assert "Z001" not in RULES


def test_practice_must_not_stop_a_publication() -> None:
    with pytest.raises(ValueError, match="must not be an error"):
        declare("Z002", "z", "题", Severity.ERROR, Basis.PRACTICE, "来源")
    assert "Z002" not in RULES


def test_findings_name_a_registered_rule_and_end_without_a_stop() -> None:
    found: list[Finding] = check(case(CONTRADICTION + "  - {code: Z999, reason: 原文如此}\n"))
    for finding in found:
        assert finding.code in RULES and finding.message[-1] not in "。；，" and finding.help.endswith(("。", ""))


def test_what_rules_derive_is_derived_once_for_each_case() -> None:
    asked: list[str] = []

    @once
    def title(given: Case) -> str:
        asked.append(given.scheme.title)
        return given.scheme.title

    one, other = case("title: 甲方案\n"), case("title: 乙方案\n")
    assert [title(each) for each in (one, other, one)] == ["甲方案", "乙方案", "甲方案"]
    assert asked == ["甲方案", "乙方案"]


def test_nothing_derived_from_a_case_keeps_it_alive() -> None:
    checked = case(CONTRADICTION + "  - {code: P001, reason: 原文如此}\n")
    check(checked)
    assert gc.get_referrers(checked) == []
