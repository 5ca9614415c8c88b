"""The rules as public pages: an index by family, and one page a rule made from the Markdown that also runs as its test."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markdown import Markdown

from gongkai.diagnostics import Rule, Severity
from gongkai.rules import RULES
from gongkai.rules.pages import RulePage, read_page
from gongkai.terms import SEVERITIES
from gongkai.views.environment import render
from gongkai.views.page import Heading, Page

INDEX = "rules/index.html"
NAME = "校核规则"
FAMILIES = {
    "F": "文件",
    "S": "结构",
    "P": "分值",
    "N": "数量",
    "I": "指标设置",
    "C": "前后呼应",
    "M": "公式与等次",
    "T": "序号与文字",
    "R": "引用",
    "A": "附件",
    "O": "组织领导",
    "D": "日期",
    "G": "信息公开",
    "V": "个人信息",
    "L": "法律禁止事项",
    "Y": "与上一年度比较",
    "W": "豁免",
}
"""The families by the letter of their codes, in the order of the index."""
TONES = {Severity.ERROR: "red", Severity.WARNING: "amber", Severity.NOTE: "plain"}
"""What a reader is told of a severity, and the colour beside the word."""

_MARK = re.compile(r" *# error: \[([A-Z0-9, ]+)\]([^\n<]*)$", re.MULTILINE)
_TITLED = re.compile(r'^```yaml title="(\w+)"$', re.MULTILINE)
_BESIDE = {
    "previous": "上一年度的方案",
    "agency": "机构资料（agency.yml）",
    "region": "地区资料（region.yml）",
    "documents": "文件登记（documents.yml）",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A rule in the index; `tone` is the colour that goes with the severity's word."""

    code: str
    title: str
    severity: str
    tone: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The rules of one letter."""

    letter: str
    name: str
    rows: tuple[Row, ...]


def rule_pages() -> Iterator[Page]:
    """rules/index.html and rules/P001.html, …; a rule without its page is our bug (ValueError)."""
    ordered = sorted(RULES.values(), key=lambda rule: (list(FAMILIES).index(rule.family), rule.code))
    yield _index(ordered)
    for before, rule, after in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
        yield _page(rule, read_page(rule.code), before, after)


def _index(ordered: list[Rule]) -> Page:
    families = tuple(
        Family(letter=letter, name=FAMILIES[letter], rows=tuple(map(_row, group)))
        for letter, group in groupby(ordered, key=lambda rule: rule.family)
    )
    return Page(
        address=INDEX,
        title=NAME,
        description="方案公开前逐条校核的规则：查什么、为什么、依据是什么。",
        body=render("rule_index.html", families=families, total=len(ordered)),
        crumbs=(("首页", "../index.html"), (NAME, "")),
        contents=tuple(Heading(level=1, anchor=f"family-{family.letter}", text=family.name) for family in families),
        section="rules",
        meta=(("ColumnName", NAME), ("ColumnType", "政府信息公开")),
    )


def _row(rule: Rule) -> Row:
    severity, tone = SEVERITIES[rule.severity], TONES[rule.severity]
    return Row(code=rule.code, title=rule.title, severity=severity, tone=tone, basis=rule.basis.value)


def _page(rule: Rule, page: RulePage, before: Rule | None, after: Rule | None) -> Page:
    title = f"{rule.code} {page.title}"
    body = render(
        "rule.html",
        rule=_row(rule),
        name=rule.name,
        family=FAMILIES[rule.family],
        letter=rule.family,
        title=page.title,
        words=_html(page.markdown.partition("\n")[2]),
        before=before,
        after=after,
    )
    return Page(
        address=f"rules/{rule.code}.html",
        title=f"{title} - {NAME}",
        description=f"{NAME} {title}：{page.lead.splitlines()[0]}" if page.lead else f"{NAME} {title}",
        body=body,
        crumbs=(("首页", "../index.html"), (NAME, "index.html"), (rule.code, "")),
        section="rules",
        meta=(("ColumnName", NAME), ("ColumnType", "政府信息公开"), ("ArticleTitle", title)),
    )


def _html(markdown: str) -> str:
    """A rule's Markdown as HTML; a block beside the scheme gets its title as words, the mark of a finding is set apart from the YAML."""
    titled = _TITLED.sub(lambda match: f"{_BESIDE.get(match[1], match[1])}：\n\n```yaml", markdown)
    html = Markdown(extensions=["fenced_code", "tables"]).convert(titled)
    return _MARK.sub(r' <span class="gk-rule-mark">◀ \1\2</span>', html)
