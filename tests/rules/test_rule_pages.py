"""Every rule's page runs: its wrong examples yield exactly the marked findings on the marked lines, its right ones none of its code."""

from pathlib import Path

import pytest

from gongkai.diagnostics import CannotRun
from gongkai.rules import RULES, pages
from gongkai.rules.pages import EDGE, RIGHT, SOURCE, WRONG, Example, explanation, listing, parse_page, read_page
from rules.examples import run

OWN = sorted(code for code in RULES if code[0] not in "FS")
"""The rules over a scheme; the pages of files and structure (F, S) run beside the reader of files."""


DOCS = Path(pages.__file__).parent / "docs"
WRITTEN = [code for code in OWN if (DOCS / f"{code}.md").is_file()]
"""A page that is missing fails its own test below, not the collection of all others."""


def examples(heading: str) -> list[tuple[str, Example]]:
    return [(code, example) for code in WRITTEN for example in read_page(code).examples(heading)]


def names(found: list[tuple[str, Example]]) -> list[str]:
    return [f"{code}-{index}" for index, (code, _) in enumerate(found)]


@pytest.mark.parametrize("code", OWN)
def test_every_rule_has_a_complete_page(code: str) -> None:
    page, rule = read_page(code), RULES[code]
    assert (page.title, page.name) == (rule.title, rule.name)
    assert page.lead and page.sections[SOURCE]
    assert page.examples(WRONG) and page.examples(RIGHT)
    assert any(mark == code for example in page.examples(WRONG) for _, mark in example.scheme.marks)
    assert set(page.sections) <= {WRONG, RIGHT, EDGE, SOURCE}


@pytest.mark.parametrize(("code", "example"), examples(WRONG) + examples(EDGE), ids=names(examples(WRONG) + examples(EDGE)))
def test_marked_lines_are_where_the_findings_stand(code: str, example: Example, tmp_path: Path) -> None:
    found = run(example, tmp_path)
    marked = sorted(example.scheme.marks)
    mine = sorted((each.line, each.code) for each in found if each.code == code or (each.line, each.code) in marked)
    assert mine == marked


@pytest.mark.parametrize(("code", "example"), examples(RIGHT), ids=names(examples(RIGHT)))
def test_right_examples_are_silent(code: str, example: Example, tmp_path: Path) -> None:
    assert not example.scheme.marks
    assert code not in {each.code for each in run(example, tmp_path)}


def test_every_page_belongs_to_a_rule() -> None:
    assert {page.stem for page in DOCS.glob("*.md")} <= RULES.keys()


def test_explanation_takes_code_or_name() -> None:
    assert explanation("p001") == explanation(RULES["P001"].name) == read_page("P001").markdown.rstrip("\n")
    with pytest.raises(CannotRun, match="是不是 parts-sum？"):
        explanation("part-sum")
    with pytest.raises(CannotRun, match="没有规则“四大部分”"):
        explanation("四大部分")


def test_listing_has_every_rule_once() -> None:
    assert [line[:4] for line in listing().splitlines()] == sorted(RULES)


def test_a_page_with_another_head_is_refused() -> None:
    with pytest.raises(ValueError, match="must begin"):
        parse_page("P001", "# P002 标题（`name`）\n")
    with pytest.raises(ValueError, match="no page"):
        read_page("Z999")


def test_blocks_are_read_without_their_marks() -> None:
    page = parse_page(
        "P001", '# P001 题（`x`）\n\n## 错误示例\n\n```yaml\nyear: 1  # error: [P001, P002]\n```\n\n```yaml title="previous"\na: 1\n```\n'
    )
    (example,) = page.examples(WRONG)
    assert example.scheme.text == "year: 1\n" and example.scheme.marks == ((0, "P001"), (0, "P002"))
    assert [block.title for block in example.beside] == ["previous"]
