"""One agency folder → its finished pages in the staging folder: read, check, render, splice, verify and write, in a process of its own.
Likewise the notes of all agencies → the pages of a section.

An agency is the unit of work and of the cache: its schemes need each other (last year's figures, links between years) and no one else's.
A worker holds two schemes of a series at a time and hands back only what the rest of the build needs to know.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from gongkai.diagnostics import Finding, Severity
from gongkai.examine import Examined, Registries, examine_agency, series
from gongkai.indexing.pairs import Pairs
from gongkai.issued import Issued
from gongkai.model import Agency, Region
from gongkai.rules import RULES
from gongkai.rules.across import issued
from gongkai.rules.format_rules import UNPUBLISHED
from gongkai.site.cache import Sources, agency_key, digest, pack, region_key, unpack_outputs
from gongkai.site.copies import print_scheme
from gongkai.site.notebook import read_notes_file
from gongkai.site.press import Made, Press
from gongkai.site.sections import FINDINGS, SECTIONS, Edition, section
from gongkai.site.sections.search import print_texts
from gongkai.site.sections.search_memory import keep_pairs
from gongkai.site.shell import Shell
from gongkai.source.files import AgencyFolder, RegionFolder
from gongkai.source.workspace import RegionRegistry, load_agency, load_region
from gongkai.views.compare.comparison import Compared
from gongkai.views.data.indicator_rows import IndicatorRows
from gongkai.views.environment import keep_compiled
from gongkai.views.footer import printed_footer
from gongkai.views.overview.agency import agency_page
from gongkai.views.overview.summary import Summary
from gongkai.views.rulebook.marks import Marked
from gongkai.views.scheme_head import document_number
from gongkai.views.subject import Sibling, Subject
from gongkai.views.timeline.deadlines import FILE as TIMELINE
from gongkai.views.timeline.deadlines import timeline_calendar

if TYPE_CHECKING:
    from gongkai.site.paper import Paper
    from gongkai.site.remarks import Remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is the same for every agency of one build: `base` keys the cache, `preview` shows drafts and pages of schemes with errors,
    `remarks` says beside them what was found.

    `name` and `url` are the site's (see `Settings`), `templates` is the folder for compiled templates, `pairs` the one in which the search
    keeps what it needs of every agency, `styles` that of the stylesheets for the archives of schemes, empty where none are wanted; `paper`
    is there when notices are to be printed as PDF.
    """

    base: bytes
    name: str
    url: str
    templates: Path
    pairs: Path
    styles: str
    paper: "Paper | None"
    shells: tuple[Shell, ...]
    staging: str
    today: date
    preview: bool
    remarks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesTask:
    """The rulebook to write into a file; it depends on nothing but this package, and Markdown is slow: it is made beside the agencies."""

    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One agency to make; `intact` are those of its files that stand in the site as the last build left them, packed as in `Unit`."""

    region: RegionFolder
    agency: AgencyFolder
    intact: bytes

    @property
    def name(self) -> str:
        """The unit's name, `anxi/mzj`."""
        return f"{self.region.slug}/{self.agency.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTask:
    """One site-wide section to make under `key` from the file of its notes; `intact` as in `Task`."""

    name: str
    key: bytes
    notes: Path
    intact: bytes
    edition: Edition


def produce(order: Order, task: Task | RulesTask | SectionTask) -> Made:
    """Make the pages of one agency or section, or the rulebook."""
    keep_compiled(order.templates)
    match task:
        case Task():
            return _agency(order, task)
        case SectionTask():
            return _section(order, task)
        case RulesTask():
            return _rulebook(order, task)


def _section(order: Order, task: SectionTask) -> Made:
    press = Press(order.staging, order.shells, unpack_outputs(task.intact))
    section(task.name).publish(press, read_notes_file(task.notes), task.edition)
    return press.finish(task.name, task.key)


def _rulebook(order: Order, task: RulesTask) -> Made:
    from gongkai.site.rulebook import write_rulebook

    press = Press(order.staging, order.shells, {})
    press.settle(write_rulebook(task.file, order.base, order.shells))
    return press.finish("rulebook", order.base)


def _agency(order: Order, task: Task) -> Made:
    region = region_key(task.region)
    key = agency_key(order.base, region, task.agency)  # before reading: what changes meanwhile has another key next time
    registries, findings = _registries(task, region)
    footer = printed_footer(registries.region.footer, order.name, order.url)
    press = Press(order.staging, order.shells, unpack_outputs(task.intact))
    known: list[Issued] = []
    pairs: dict[str, Pairs] = {}
    rows = IndicatorRows()
    notes: dict[str, list[msgspec.Struct]] = {name: [] for name in SECTIONS}
    remarks = _remarks(task) if order.remarks else None
    broken: list[Examined] = []
    for subject in _subjects(_noted(examine_agency(registries, task.agency), known, broken), findings, order):
        calendar = timeline_calendar(subject, order.url)
        attached = task.region.path.parent / subject.address  # files lie in the sources as in the site
        more = {TIMELINE: calendar} if calendar else {}
        panel = remarks.panel(subject, findings) if remarks else ""
        print_scheme(press, subject, footer, more, attached=attached, styles=order.styles, paper=order.paper, panel=panel)
        rows.add(subject)
        pairs[subject.address] = print_texts(press, subject)
        for name, kept in notes.items():
            if (noted := section(name).note(subject)) is not None:
                kept.append(noted)
    for address, content in rows.files(task.name):
        press.put(address, content)
    summaries = [each for each in notes["overview"] if isinstance(each, Summary)]
    marks = [each for each in notes["rules"] if isinstance(each, Marked)]
    if summaries:
        steps = [each for each in notes["compare"] if isinstance(each, Compared)]
        press.print([agency_page(summaries, marks, registries.agency, registries.region, order.today, compared=steps)], footer)
    if remarks:
        notes[FINDINGS] = remarks.finished(press, footer, broken, findings, demo=registries.region.demo)
    written = {name: pack(kept) for name, kept in notes.items() if kept}
    sources = Sources(
        findings=tuple(findings),
        sound=not any(map(stands, findings)),
        schemes=tuple(each.address for each in summaries),
        footer=footer,
        demo=registries.region.demo,
        issued=tuple(known),
        noted={name: digest(each) for name, each in written.items()},
        pairs=keep_pairs(order.pairs, task.name, pairs),
    )
    return press.finish(task.name, key, sources, written)


def _noted(examined: Iterable[Examined], known: list[Issued], broken: list[Examined]) -> Iterator[Examined]:
    """The same, each noted in `known` by what must be its own, or in `broken` when it could not be read as a scheme."""
    for each in examined:
        if each.case:
            known.append(issued(each.file.file, each.case.scheme))
        else:
            broken.append(each)
        yield each


def _remarks(task: Task) -> "Remarks":
    from gongkai.site.remarks import Remarks  # what a preview says, no build for publication imports

    return Remarks(task.region.path.parent)


def _registries(task: Task, region_digest: bytes) -> tuple[Registries, list[Finding]]:
    region, found = _region(task.region, region_digest)
    agency, more = load_agency(task.agency)
    registries = Registries(
        region=region.region if region else Region(name=task.region.slug),
        agency=agency.agency if agency else Agency(name=task.agency.slug),
        documents=region.documents if region else {},
    )
    return registries, [*found, *more]


@lru_cache(maxsize=1)
def _region(folder: RegionFolder, digest: bytes) -> tuple[RegionRegistry | None, tuple[Finding, ...]]:  # noqa: ARG001 — part of the cache's key
    return load_region(folder)


def _subjects(examined: Iterable[Examined], findings: list[Finding], order: Order) -> Iterator[Subject]:
    """The schemes to publish, each once its successor in the same series is known; the findings of all of them are added to `findings`."""
    pending: dict[str, Subject] = {}
    for each in examined:
        findings.extend(each.findings)
        subject = _subject(each, order)
        if subject is None:
            continue
        last = pending.get(series(each.file))
        if last is not None:
            yield replace(last, later=_sibling(subject))
            subject = replace(subject, earlier=_sibling(last))
        pending[series(each.file)] = subject
    yield from pending.values()


def _subject(each: Examined, order: Order) -> Subject | None:
    """Nothing for what must not be published: not 主动公开, a draft (but in a preview), or with errors that stop the build anyway."""
    if each.case is None or each.case.scheme.disclosure.mode != "主动公开":
        return None
    if not order.preview and (each.case.scheme.draft or any(stands(f) for f in each.findings)):
        return None
    return Subject(
        case=each.case,
        address=each.file.address,
        findings=tuple(found for found in each.findings if found.code not in UNPUBLISHED),
        digest=each.digest,
        earlier=None,
        later=None,
        today=order.today,
        files=each.files,
        site_url=order.url,
    )


def _sibling(subject: Subject) -> Sibling:
    scheme = subject.case.scheme
    return Sibling(
        address=subject.address,
        year=scheme.year,
        number=document_number(scheme),
        published=scheme.published,
        compared=subject.before is not None,
    )


def stands(finding: Finding) -> bool:
    """Whether it is an error that nobody has acknowledged: nothing is published while there is one."""
    return finding.waived is None and RULES[finding.code].severity is Severity.ERROR
