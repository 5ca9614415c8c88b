"""What the pages of the rules say of a scheme: which rules found something in it and where its report shows that."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from gongkai.views.report.findings import Shown, by_rule, identified
from gongkai.views.subject import Subject


class Mark(Struct, frozen=True, array_like=True):
    """What one rule found: how often, and the id of the first of them; `reason` is empty while they stand, else why they are waived."""

    code: str
    anchor: str
    count: int
    reason: str


class Marked(Struct, frozen=True, array_like=True):
    """A published scheme whose report has findings; small, because it is kept of every such scheme."""

    address: str
    title: str
    year: int
    demo: bool
    marks: tuple[Mark, ...]


def marked(subject: Subject) -> Marked | None:
    """One scheme, or nothing when its report has no findings."""
    scheme, marks = subject.case.scheme, tuple(_marks(identified(subject.findings)))
    if not marks:
        return None
    return Marked(address=subject.address, title=scheme.title, year=scheme.year, demo=subject.case.region.demo, marks=marks)


def _marks(shown: Iterable[Shown]) -> Iterator[Mark]:
    for rule, found in by_rule(shown):
        anchors: dict[str, list[str]] = {}
        for each in found:
            anchors.setdefault(each.finding.waived or "", []).append(each.anchor)
        for reason, those in anchors.items():
            yield Mark(code=rule.code, anchor=those[0], count=len(those), reason=reason)
