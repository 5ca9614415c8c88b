"""A scheme → its passages: every stretch of published words, with the place in its pages to which a hit leads, and how much it tells.

Everything that the source says and a page shows is in one of them; words of our own (labels, counts, sums) are in none. A table has
hundreds of passages, so they stand in runs of plain strings.
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from itertools import chain

from msgspec import Struct

from gongkai.model import Component, Indicator, Member, Scheme
from gongkai.outline import Outline, Section
from gongkai.periods import chinese_date, chinese_period
from gongkai.rules import Case
from gongkai.views.notice.documents import references
from gongkai.views.notice.enclosures import enclosures

NOTICE, SCORES, ORGANIZATION, TIMELINE, FORMULA = "index.html", "scores.html", "organization.html", "timeline.html", "rules.html"


class Rank(IntEnum):
    """What a hit there tells of the scheme, the most first: it is about the word; it has an indicator, a heading or a person, a phrase."""

    NAME = 0
    INDICATOR = 1
    HEADING = 2
    PROSE = 3
    TABLE = 4


class Run(Struct, frozen=True, array_like=True):
    """Passages of one rank in one page of the scheme, a file of its folder.

    `flat` is in turn an anchor (a fragment of the page, or empty) and words; lines of the words do not touch.
    """

    rank: int
    page: str
    flat: list[str]


class Said(Struct, frozen=True):
    """All that a scheme says: `names` are lines of what it goes by, `heads` are indicators, headings, people, units and titles in the order
    in which they are to be shown, `prose` is the running text of every page, `table` are the rows of the score table, name and cells, and
    `cells` what those say beside the name, each once.
    """

    names: str
    heads: tuple[Run, ...]
    prose: tuple[Run, ...]
    table: Run
    cells: tuple[str, ...]


def said(case: Case) -> Said:
    """Everything in a scheme that can be found."""
    rows = [node.indicator for node in case.indicators]
    columns = _columns(rows)
    return Said(
        names=_names(case),
        heads=tuple(_heads(case, rows)),
        prose=tuple(_prose(case)),
        table=_run(Rank.TABLE, SCORES, _rows(rows, columns)),
        cells=tuple(dict.fromkeys(filter(None, chain.from_iterable(columns)))),
    )


def _names(case: Case) -> str:
    scheme, notice, disclosure = case.scheme, case.scheme.notice, case.scheme.disclosure
    issued = (notice.title, notice.number, notice.signed_by) if notice else ()
    agency = (case.agency.name, *case.agency.short_names, case.region.name)
    return _lines(scheme.title, *issued, *agency, disclosure.index, disclosure.publisher, f"{scheme.year}年")


def _heads(case: Case, rows: Iterable[Indicator]) -> Iterator[Run]:
    scheme, text = case.scheme, case.outline.text
    start = "c-{}" if scheme.indicators else "parts"  # the table has a place for each component, the list of them has one for all
    components = ((start.format(each.id), _component(each)) for _, each, _ in case.components)
    yield _run(Rank.INDICATOR, SCORES, components)
    yield _run(Rank.INDICATOR, SCORES, ((f"r-{row.id}", row.name) for row in rows))
    sections = (each for each in case.outline.sections if each.title and not each.inline)
    yield _run(Rank.HEADING, NOTICE, ((each.anchor, text[each.start : each.title_end]) for each in sections))
    yield _run(Rank.HEADING, ORGANIZATION, _people(scheme))
    yield _run(Rank.HEADING, NOTICE, _documents(case))


def _prose(case: Case) -> Iterator[Run]:
    scheme = case.scheme
    yield _run(Rank.PROSE, NOTICE, _notice(scheme))
    yield _run(Rank.PROSE, NOTICE, _paragraphs(case.outline))
    steps = (("steps", _lines(each.name, _period(each.due))) for each in scheme.stages)
    yield _run(Rank.PROSE, TIMELINE, steps)
    duties = (("moments", _lines(each.what, each.by, each.to, _period(each.due))) for each in scheme.milestones)
    yield _run(Rank.PROSE, TIMELINE, duties)
    yield _run(Rank.PROSE, FORMULA, _rules(scheme))


def _run(rank: Rank, page: str, passages: Iterable[tuple[str, str]]) -> Run:
    return Run(rank, page, list(chain.from_iterable(passages)))


def _component(component: Component) -> str:
    return _lines(component.name, *component.aspects, *(each.name for each in component.carve_outs))


def _columns(rows: list[Indicator]) -> tuple[list[str | None], ...]:
    """The cells of the table beside the names, column by column; support and the scheme's own columns in one each."""
    return (
        [row.target for row in rows],
        [row.criterion for row in rows],
        [row.evidence for row in rows],
        [row.lead for row in rows],
        ["\n".join(row.support) for row in rows],
        [_period(row.due) for row in rows],
        ["\n".join((*row.more, *row.more.values())) if row.more else None for row in rows],
    )


def _rows(rows: list[Indicator], columns: tuple[list[str | None], ...]) -> Iterator[tuple[str, str]]:
    """Rows that say more than their name, with it in the first line."""
    for row, cells in zip(rows, zip(*columns, strict=True), strict=True):
        if words := "\n".join(filter(None, cells)):
            yield f"r-{row.id}", f"{row.name}\n{words}"


def _people(scheme: Scheme) -> Iterator[tuple[str, str]]:
    for index, group in enumerate(scheme.organization, start=1):
        anchor = f"group-{index}"
        yield anchor, group.name
        for member in group.members:
            yield anchor, _member(member)
        if group.office:
            yield anchor, _lines("领导小组办公室", group.office.seat)
            for member in (*((group.office.head,) if group.office.head else ()), *group.office.members):
                yield anchor, _member(member)
    for subjects in scheme.subjects:
        yield "subjects", _lines(subjects.kind, *subjects.units)


def _member(member: Member) -> str:
    return _lines(member.name, member.post, member.title, member.role)


def _documents(case: Case) -> Iterator[tuple[str, str]]:
    """Attachments and cited documents."""
    for each, attachment in zip(enclosures(case.scheme), case.scheme.attachments, strict=True):
        yield each.anchor, _lines(each.title, attachment.withheld)
    for reference in references(case):
        yield reference.anchor, _lines(reference.number, reference.title, reference.origin, reference.note)


def _notice(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """The letter around the scheme, and what the page says of its disclosure."""
    notice, disclosure = scheme.notice, scheme.disclosure
    if notice:
        for line in (notice.addressees, *notice.body.split("\n"), notice.annotation, *notice.copied_to):
            if line and line.strip():
                yield "", line.strip()
        imprint = (notice.imprint.by, chinese_date(notice.imprint.on)) if notice.imprint else ()
        yield "", _lines(chinese_date(notice.signed_on), *imprint)
    for change in disclosure.changes:
        yield "changes", _lines(chinese_date(change.on), change.note)
    origin = scheme.provenance.note if scheme.provenance else None
    if rest := _lines(disclosure.subject, disclosure.summary, disclosure.replaced_by, origin):
        yield "", rest


def _paragraphs(outline: Outline) -> Iterator[tuple[str, str]]:
    """The lines of the scheme's text under the heading they stand under; of a line with a heading, what follows that."""
    starts = {section.start: section for section in outline.sections if not section.inline}
    offset = 0
    for line in outline.text.split("\n"):
        start, end = offset + len(line) - len(line.lstrip()), offset + len(line.rstrip())
        section = starts.get(start)
        here = start if section is None or not section.title else section.title_end
        offset += len(line) + 1
        if rest := outline.text[here:end].lstrip("。：:；;"):
            yield _anchor(outline, section or outline.at(start)), rest


def _anchor(outline: Outline, section: Section | None) -> str:
    """The heading or numbered paragraph whose element has the fragment; what stands before all of them is under the title."""
    while section is not None and section.inline:
        section = None if section.parent is None else outline.sections[section.parent]
    return section.anchor if section else "text"


def _rules(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Formula and grades; cases and uses that are put otherwise than in the text."""
    if scheme.formula:
        yield "formula", _lines(scheme.formula.expression, *scheme.formula.terms)
    if scheme.grades:
        yield "grades", _lines(*(band.name for band in scheme.grades.bands))
        yield from (("grades", case) for veto in scheme.grades.vetoes for case in veto.cases if case not in scheme.text)
    yield from (("uses", use.text) for use in scheme.results_use if use.text not in scheme.text)
    yield from (("rules", each) for rule in scheme.indicator_rules for each in rule.exempt)


@lru_cache(maxsize=4096)
def _period(due: str | None) -> str:
    return chinese_period(due) if due else ""


def _lines(*words: str | None) -> str:
    return "\n".join(filter(None, words))
