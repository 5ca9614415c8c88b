"""The page 校核报告 (`report.html`): what was checked, what was found, what was acknowledged, and the fingerprint of the source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from gongkai.diagnostics import Finding, Severity
from gongkai.outline import Outline
from gongkai.rules import RULES
from gongkai.rules.ledger import Entry, ledger
from gongkai.terms import SEVERITIES, spoken
from gongkai.views.enclosures import NOT_SUPPLIED, download
from gongkai.views.environment import render
from gongkai.views.page import Heading, Page, link
from gongkai.views.parts import add_clause, clause_link
from gongkai.views.scheme_head import head, page
from gongkai.views.sheet import Sheet
from gongkai.views.subject import Subject

KINDS = {
    severity: (sign, SEVERITIES[severity], colour)
    for severity, sign, colour in ((Severity.ERROR, "✕", "red"), (Severity.WARNING, "▲", "amber"), (Severity.NOTE, "○", "quiet"))
}
"""Sign, word and colour of each severity, the heaviest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding in ready strings; `where` is its path in the source file, `waived` the reason when it was acknowledged."""

    sign: str
    word: str
    colour: str
    code: str
    rule: str
    rule_href: str
    message: str
    clause: str
    clause_href: str
    where: str
    basis: str
    help: str
    related: tuple[str, ...]
    waived: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many findings there are of one kind."""

    sign: str
    word: str
    colour: str
    count: int


def report_page(subject: Subject) -> Page:
    """The page; where nothing was found it says so."""
    scheme, outline = subject.case.scheme, subject.case.outline
    address = f"{subject.address}/report.html"
    open_ = tuple(_view(each, address, outline) for each in _by_weight(f for f in subject.findings if f.waived is None))
    waived = tuple(_view(each, address, outline) for each in _by_weight(f for f in subject.findings if f.waived is not None))
    body = render(
        "report.html",
        head=head(subject, "report.html"),
        ledger=_ledger(ledger(subject.case), outline, _untold(subject)),
        tallies=tuple(_tallies(open_)),
        open=open_,
        waived=waived,
        rules_href=link(address, "rules/index.html"),
        rule_count=len(RULES),
        file=f"{subject.address}.yml",
        digest=subject.digest,
        format=scheme.format,
        provenance=scheme.provenance,
    )
    found = f"{len(open_)}个问题" if open_ else "没有发现问题"
    return page(subject, "report.html", body, f"{scheme.title}的校核报告：{found}，另有{len(waived)}个已说明。", _CONTENTS)


_CONTENTS = tuple(
    Heading(level=1, anchor=anchor, text=text)
    for anchor, text in (("findings", "校核发现"), ("ledger", "载明与实列"), ("waived", "已说明的问题"), ("source", "数据来源"))
)
_AGREES = '<td class="gk-verdict gk-verdict-on"><span aria-hidden="true">✓</span> 一致</td></tr>\n'
_DIFFERS = '<td class="gk-verdict gk-verdict-off"><span aria-hidden="true">≠</span> 不一致</td></tr>\n'
_UNKNOWN = '<td class="gk-verdict"><span aria-hidden="true"></span> %s</td></tr>\n'


def _ledger(entries: tuple[Entry, ...], outline: Outline, untold: str) -> Markup:
    """Rows: each stated number beside what the file holds, and whether they agree; `untold` says why it holds none."""
    sheet = Sheet()
    for each in entries:
        sheet.add('<tr><th scope="row">%s</th><td data-label="正文条款">', each.what)
        add_clause(sheet, outline, each.clause)
        sheet.add('</td><td data-label="原文">%s</td><td class="gk-num" data-label="载明">%s</td>', each.words, str(each.stated))
        sheet.add('<td class="gk-num" data-label="实列">%s</td>', "" if each.held is None else str(each.held))
        if each.held is None:
            sheet.add(_UNKNOWN, untold)
        else:
            sheet.add(_AGREES if each.agrees else _DIFFERS)
    return sheet.markup()


def _untold(subject: Subject) -> str:
    """Why a scheme without a table has none: it came as a file, or not at all."""
    tables = (each for each in subject.case.scheme.attachments if each.content == "indicators")
    return "考评表没有录入" if any(download(each, subject.files) for each in tables) else NOT_SUPPLIED


def _by_weight(findings: Iterable[Finding]) -> list[Finding]:
    order = list(KINDS)
    return sorted(findings, key=lambda each: (order.index(RULES[each.code].severity), each.code, each.message))


def _view(each: Finding, address: str, outline: Outline) -> FindingView:
    rule = RULES[each.code]
    sign, word, colour = KINDS[rule.severity]
    clause, href = _clause(each, outline)
    return FindingView(
        sign=sign,
        word=word,
        colour=colour,
        code=each.code,
        rule=rule.title,
        rule_href=link(address, f"rules/{each.code}.html"),
        message=each.message,
        clause=clause,
        clause_href=href,
        where=spoken(each.place.path),
        basis=f"{rule.basis}：{rule.source}",
        help=each.help,
        related=tuple(related.message for related in each.related),
        waived=each.waived or "",
    )


def _clause(each: Finding, outline: Outline) -> tuple[str, str]:
    """The clause that the rule names, or the one in which the marked words of the text stand."""
    if each.clause or each.place.offset is None or each.place.path != ("text",):
        return each.clause, clause_link(outline, each.clause)
    section = outline.at(each.place.offset)
    return (section.clause, f"index.html#{section.anchor}") if section else ("", "")


def _tallies(open_: tuple[FindingView, ...]) -> Iterator[Tally]:
    for sign, word, colour in KINDS.values():
        count = sum(1 for each in open_ if each.word == word)
        if count:
            yield Tally(sign=sign, word=word, colour=colour, count=count)
