"""Findings as HTML for the report page: by severity and rule, what they share said once; colour never stands without sign and word."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from gongkai.diagnostics import Finding, Related, Rule, Severity
from gongkai.rules import RULES, Case
from gongkai.terms import SEVERITIES
from gongkai.views.report.findings import Group, Shown, by_rule
from gongkai.views.report.places import add_place, place_link
from gongkai.views.sheet import Sheet


class Kind(NamedTuple):
    """How a severity looks: sign, word, colour."""

    sign: str
    word: str
    colour: str


KINDS = {
    severity: Kind(sign, SEVERITIES[severity], colour)
    for severity, sign, colour in ((Severity.ERROR, "✕", "red"), (Severity.WARNING, "▲", "amber"), (Severity.NOTE, "○", "quiet"))
}
"""The heaviest first."""


def tallies(shown: Iterable[Shown]) -> Iterator[tuple[Severity, int]]:
    """How many there are of each severity, the heaviest first, none left out."""
    counts = dict.fromkeys(KINDS, 0)
    for each in shown:
        counts[RULES[each.finding.code].severity] += 1
    yield from counts.items()


def finding_sheet(shown: Iterable[Shown], case: Case, section: str) -> Markup:
    """All findings of one section of the page, in the order given; `section` begins the ids of its headings (`findings-error`)."""
    sheet = Sheet()
    for severity, groups in groupby(by_rule(shown), key=lambda group: group.rule.severity):
        listed, anchor = list(groups), f"{section}-{severity}"
        sign, word, colour = KINDS[severity]
        sheet.add(f'<section class="gk-severity gk-finding-{colour}" aria-labelledby="{anchor}">\n<h3 id="{anchor}">')
        sheet.add(f'<span aria-hidden="true">{sign}</span> {word} <span class="gk-many">%s</span></h3>\n', _times(listed))
        for group in listed:
            _add_group(sheet, group, case)
        sheet.add("</section>\n")
    return sheet.markup()


def _times(groups: list[Group]) -> str:
    return f"{sum(len(group.found) for group in groups)}处"


def _add_group(sheet: Sheet, group: Group, case: Case) -> None:
    """One rule: its title and provenance, and then each place at which it found something."""
    sheet.add('<article class="gk-found">\n<h4>')
    sheet.put(_rule_head(group.rule))
    if len(group.found) > 1:
        sheet.add(' <span class="gk-many">%s</span>', _times([group]))
    sheet.add('</h4>\n<dl class="gk-said">\n')
    _add_fact(sheet, "依据", f"{group.rule.basis}：{group.rule.source}")
    conclusions = {_conclusion(each.finding) for each in group.found}
    shared = len(conclusions) == 1
    if shared:
        _add_fact(sheet, *conclusions.pop())
    sheet.add('</dl>\n<ol class="gk-findings">\n')
    for each in group.found:
        _add_finding(sheet, each, case, concluded=shared)
    sheet.add("</ol>\n</article>\n")


@cache
def _rule_head(rule: Rule) -> str:
    """The same on every report: they all lie three folders deep."""
    sheet = Sheet()
    sheet.add('<a class="gk-code" href="../../../rules/%s.html">%s</a> %s', rule.code, rule.code, rule.title)
    return sheet.html()


def _conclusion(each: Finding) -> tuple[str, str]:
    """Why it stays as it is, or else what to do about it."""
    return ("办法", each.help) if each.waived is None else ("说明", each.waived)


def _add_fact(sheet: Sheet, label: str, words: str) -> None:
    if words:
        sheet.add("<div><dt>%s</dt><dd>%s</dd></div>\n", label, words)


def _add_finding(sheet: Sheet, shown: Shown, case: Case, *, concluded: bool) -> None:
    each, anchor = shown
    sheet.add('<li class="gk-finding" id="%s">\n<p class="gk-finding-message">%s</p>\n<dl class="gk-said">\n', anchor, each.message)
    sheet.add("<div><dt>位置</dt><dd>")
    add_place(sheet, each, case)
    sheet.add("</dd></div>\n")
    if each.related:
        _add_related(sheet, each.related, each.place.file, case)
    if not concluded:
        _add_fact(sheet, *_conclusion(each))
    sheet.add('</dl>\n<p class="gk-finding-id"><a href="#%s">%s</a></p>\n</li>\n', anchor, anchor)


def _add_related(sheet: Sheet, related: Iterable[Related], file: str, case: Case) -> None:
    """What stands elsewhere, one after the other, linked where this site shows it."""
    sheet.add("<div><dt>对照</dt><dd>")
    for each in related:
        href = place_link(each.place, case) if each.place.file == file else ""
        if href:
            sheet.add('<span><a href="%s">%s</a></span> ', href, each.message)
        else:
            sheet.add("<span>%s</span> ", each.message)
    sheet.add("</dd></div>\n")
