"""The rules as public pages: the catalogue by family, and one page a rule made from the Markdown that also runs as its test.

Where a page speaks of schemes it has a hole, `<!--schemes:P001-->`, which `rule_schemes` fills once all schemes are known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import msgspec
from markdown import Markdown

from gongkai.diagnostics import Basis, Rule, Severity
from gongkai.rules import RULES
from gongkai.rules.pages import EDGE, RIGHT, SOURCE, WRONG, RulePage, read_page
from gongkai.rules.registry import ACROSS, checks
from gongkai.terms import BASES, FAMILIES, SEVERITIES, WEIGHTS
from gongkai.views.environment import render
from gongkai.views.page import Heading, Page

INDEX, WORDS = "rules/index.html", "rules/words.js"
NAME = "校核规则"
TONES = {Severity.ERROR: "red", Severity.WARNING: "amber", Severity.NOTE: "plain"}
"""The colour beside the word of a severity."""

_MARK = re.compile(r" *# error: \[([A-Z0-9, ]+)\]([^\n<]*)$", re.MULTILINE)
_TITLED = re.compile(r'^```yaml title="(\w+)"$', re.MULTILINE)
_BESIDE = {
    "previous": "上一年度的方案",
    "agency": "机构资料（agency.yml）",
    "region": "地区资料（region.yml）",
    "documents": "文件登记（documents.yml）",
    "other": "另一份方案",
    "enclosed": "附件文件里的文字",
}
_ANCHORS = {WRONG: "wrong", RIGHT: "right", EDGE: "edge", SOURCE: "source"}
_SCHEMES = Heading(level=1, anchor="schemes", text="涉及的方案")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A rule as the pages show it; `tone` is the colour beside the severity's word."""

    code: str
    title: str
    severity: str
    tone: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The rules of one letter."""

    letter: str
    name: str
    sentence: str
    rows: tuple[Row, ...]

    @property
    def anchor(self) -> str:
        """Its place in the catalogue."""
        return f"family-{self.letter}"


def rule_pages() -> Iterator[Page]:
    """rules/index.html and rules/P001.html, …; a rule without its page or its family is our bug (ValueError)."""
    ordered = sorted(RULES.values(), key=lambda rule: (list(FAMILIES).index(rule.family), rule.code))
    yield _index(ordered)
    for before, rule, after in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
        yield _page(rule, read_page(rule.code), before, after)


def rule_words() -> str:
    """rules/words.js: of each rule its name and what it is about, which the search box fetches when something is asked."""
    leads = {code: read_page(code).lead.partition("。")[0].replace("`", "") for code in RULES}
    words = {code: f"{RULES[code].name} {lead}" for code, lead in sorted(leads.items())}
    return f"gongkaiRules({msgspec.json.encode(words).decode()});\n"


def _index(ordered: list[Rule]) -> Page:
    families = tuple(_family(letter, group) for letter, group in groupby(ordered, key=lambda rule: rule.family))
    contents = (Heading(level=1, anchor=each.anchor, text=f"{each.letter} {each.name}") for each in families)
    return Page(
        address=INDEX,
        title=NAME,
        description="方案公开前逐条校核的规则：查什么、为什么、依据是什么，已公开的方案里有没有这样的问题。",
        body=render(
            "rule_index.html",
            families=families,
            total=len(ordered),
            weights=[(SEVERITIES[each], TONES[each], WEIGHTS[each]) for each in Severity],
            bases=[(each.value, BASES[each]) for each in Basis if any(rule.basis is each for rule in ordered)],
        ),
        crumbs=(("首页", "../index.html"), (NAME, "")),
        contents=(*contents, Heading(level=1, anchor="words", text="轻重和依据")),
        section="rules",
        styles=("pages", "finder", "rules"),
        scripts=("rules",),
    )


def _family(letter: str, rules: Iterator[Rule]) -> Family:
    name, sentence, _ = FAMILIES[letter]
    return Family(letter=letter, name=name, sentence=sentence, rows=tuple(map(_row, rules)))


def _row(rule: Rule) -> Row:
    return Row(
        code=rule.code,
        title=rule.title,
        severity=SEVERITIES[rule.severity],
        tone=TONES[rule.severity],
        basis=rule.basis.value,
        source=rule.source,
    )


def _page(rule: Rule, page: RulePage, before: Rule | None, after: Rule | None) -> Page:
    title = f"{rule.code} {page.title}"
    sections = (Heading(level=1, anchor=_ANCHORS[heading], text=heading) for heading in page.sections if heading in _ANCHORS)
    body = render(
        "rule.html",
        rule=_row(rule),
        name=rule.name,
        letter=rule.family,
        family=FAMILIES[rule.family].name,
        weight=_weight(rule),
        basis=BASES[rule.basis],
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
        contents=(*sections, _SCHEMES),
        section="rules",
        meta=(("ArticleTitle", title),),
        styles=("pages", "rules"),
    )


def _weight(rule: Rule) -> str:
    """What its severity means; a file that cannot be read as a scheme can't be waived."""
    waivable = rule.severity is not Severity.ERROR or rule.code in checks() or rule.code in ACROSS
    return WEIGHTS[rule.severity] if waivable else "不改正就不能公开。"


def _html(markdown: str) -> str:
    """A rule's Markdown as HTML; a block beside the scheme gets its title as words, the mark of a finding is set apart from the YAML."""
    titled = _TITLED.sub(lambda match: f"{_BESIDE.get(match[1], match[1])}：\n\n```yaml", markdown)
    html = _reader().reset().convert(titled)
    for heading, anchor in _ANCHORS.items():
        html = html.replace(f"<h2>{heading}</h2>", f'<h2 id="{anchor}">{heading}</h2>')
    return _MARK.sub(r' <span class="gk-rule-mark">◀ \1\2</span>', html)


@cache
def _reader() -> Markdown:
    """What reads Markdown, made once for all rules."""
    return Markdown(extensions=["fenced_code", "tables"])
