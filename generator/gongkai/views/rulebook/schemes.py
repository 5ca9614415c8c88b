"""涉及的方案: the published schemes in which a rule found something, for its page and for the index; all that changes of those pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gongkai.views.page import link
from gongkai.views.rulebook.marks import Mark, Marked
from gongkai.views.sheet import Sheet

LISTED = 100
"""Schemes that a rule's page lists at most, of those where findings stand and of those where they are waived."""
_FOLDER = "rules/"


class Place(NamedTuple):
    """A scheme and what the rule found in it."""

    scheme: Marked
    mark: Mark


class Concerned(NamedTuple):
    """The schemes that a rule concerns, the latest years first: where findings stand, and where they are waived."""

    standing: Sequence[Place] = ()
    waived: Sequence[Place] = ()


NOBODY = Concerned()


def concerned(schemes: Iterable[Marked]) -> Mapping[str, Concerned]:
    """By the rule's code; demonstrations come after everything real."""
    standing, waived = defaultdict[str, list[Place]](list), defaultdict[str, list[Place]](list)
    for scheme in sorted(schemes, key=lambda each: (each.demo, -each.year, each.address)):
        for mark in scheme.marks:
            (waived if mark.reason else standing)[mark.code].append(Place(scheme, mark))
    return {code: Concerned(standing.get(code, ()), waived.get(code, ())) for code in standing.keys() | waived.keys()}


def scheme_count(rule: Concerned) -> str:
    """The cell of the index: how many schemes, and in how many there is a reason beside it."""
    standing, waived = _schemes(rule.standing), _schemes(rule.waived)
    said = [f"<strong>{standing}</strong>"] if standing else []
    return " ".join([*said, f"已说明{waived}"] if waived else said) or "0"


def scheme_list(rule: Concerned) -> str:
    """The section of the rule's page below its heading."""
    sheet = Sheet()
    if not rule.standing:
        sheet.add("<p>已公开的方案目前没有这个问题。</p>\n")
    else:
        sheet.add("<p>已公开的方案目前有%s份有这个问题%s。</p>\n", str(_schemes(rule.standing)), _cut(rule.standing))
        _add_places(sheet, rule.standing)
    if rule.waived:
        sheet.add("<h3>写明理由的</h3>\n<p>另有%s份照录已经印发的原文，写明了理由%s。</p>\n", str(_schemes(rule.waived)), _cut(rule.waived))
        _add_places(sheet, rule.waived)
    return sheet.html()


def _schemes(places: Sequence[Place]) -> int:
    """One scheme may give several reasons."""
    return len({place.scheme.address for place in places})


def _cut(places: Sequence[Place]) -> str:
    return f"，下面列出年度最近的{LISTED}条" if len(places) > LISTED else ""


def _add_places(sheet: Sheet, places: Sequence[Place]) -> None:
    sheet.add('<ul class="gk-entries gk-concerned">\n')
    for scheme, mark in places[:LISTED]:
        sheet.add('<li><a href="%s#%s">%s</a>', report(scheme), mark.anchor, scheme.title)
        if scheme.demo:
            sheet.add(' <span class="gk-tag gk-tag-amber">演示</span>')
        if mark.count > 1:
            sheet.add(' <span class="gk-quiet">%s处</span>', str(mark.count))
        if mark.reason:
            sheet.add("<p>说明：%s</p>", mark.reason)
        sheet.add("</li>\n")
    sheet.add("</ul>\n")


def report(scheme: Marked) -> str:
    """The address of a scheme's report, seen from the pages of the rules."""
    return link(_FOLDER, f"{scheme.address}/report.html")
