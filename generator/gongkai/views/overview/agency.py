"""The page of one agency: its schemes by year, weights of 考评内容 and indicators across the years, what is due next, units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.diagnostics import Severity
from gongkai.model import Agency, Region
from gongkai.rules import RULES
from gongkai.views.compare.comparison import Compared
from gongkai.views.environment import render
from gongkai.views.overview.afterwards import ended, status
from gongkai.views.overview.listing import by_year, duty_rows
from gongkai.views.overview.region import INDEX
from gongkai.views.overview.summary import Summary
from gongkai.views.overview.weight_years import weight_years
from gongkai.views.page import Page, link
from gongkai.views.rulebook.marks import Mark, Marked
from gongkai.views.scheme_head import COMPARE, PAGES

DUE, NAMES = 8, 6
"""How many duties are listed, and how many indicators a sentence names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One scheme of the agency; `size` says how many indicators it lists, `check` what its report says, `pages` are label and link.

    `status`, `ended` and `replaced_by` are empty while it holds, `corrected` when it never was.
    """

    year: str
    title: str
    number: str
    date: str
    status: str
    ended: str
    replaced_by: str
    corrected: str
    size: str
    check: str
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A component's weight in one year: what the scheme states, its part of the whole, and that as the width of a bar; empty: not in it."""

    stated: str
    share: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRow:
    """One component over the years of the table."""

    name: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one year to the next: the years, the link to their comparison, how many indicators were added, dropped, reweighted and altered,
    and the first-level ones that are new or gone.
    """

    label: str
    href: str
    counts: tuple[int, int, int, int]
    new: str
    gone: str


def agency_page(
    summaries: Iterable[Summary],
    marked: Iterable[Marked],
    agency: Agency,
    region: Region,
    today: date,
    *,
    compared: Iterable[Compared] = (),
) -> Page:
    """anxi/mzj/index.html, from the published schemes of that one agency, at least one, what was found in them, and how they differ."""
    marks = {each.address: each.marks for each in marked}
    named = list(by_year(summaries))
    known = [each for _, each in named]
    address = f"{known[0].agency_address}/index.html"
    region_address = link(address, f"{known[0].region_slug}/index.html")
    body = render(
        "agency.html",
        name=agency.name,
        region=region.name,
        schemes=tuple(_scheme(address, label, each, marks.get(each.address, ())) for label, each in named),
        years=tuple(label for label, _ in named),
        chart=weight_years([(label, each.weights) for label, each in named]),
        weights=_weights(known),
        steps=tuple(_step(address, each) for each in sorted(compared, key=lambda each: (-each.year, each.address))),
        duties=duty_rows(address, known, today, DUE),
        units=_units(agency),
    )
    return Page(
        address=address,
        title=f"{agency.name}绩效评估工作方案",
        description=f"{agency.name}历年绩效评估工作方案、考评内容权重和近期到期的工作。",
        body=body,
        crumbs=(("首页", link(address, "index.html")), ("机构", link(address, INDEX)), (region.name, region_address), (agency.name, "")),
        section="agencies",
        demo=region.demo,
        styles=("pages", "agency"),
    )


def _step(address: str, each: Compared) -> Step:
    return Step(
        label=f"{each.year}年度与{each.before}年度",
        href=link(address, f"{each.address}/{COMPARE}"),
        counts=each.counts,
        new=_some(each.new),
        gone=_some(each.gone),
    )


def _some(names: tuple[str, ...]) -> str:
    return "、".join(names[:NAMES]) + (f"等{len(names)}项" if len(names) > NAMES else "")


def _scheme(address: str, label: str, each: Summary, marks: Iterable[Mark]) -> Scheme:
    return Scheme(
        year=label,
        title=each.title,
        number=each.number,
        date=each.generated_on.isoformat() if each.generated_on else "",
        status=status(each),
        ended=ended(each),
        replaced_by=each.replaced_by,
        corrected=each.corrected.day if each.corrected else "",
        size="、".join(f"{_LEVELS[level] if level < len(_LEVELS) else level + 1}级{n}项" for level, n in enumerate(each.indicators)),
        check=_check(marks),
        pages=tuple((name, link(address, f"{each.address}/{file}")) for file, (name, _) in PAGES.items()),
    )


_LEVELS = "一二三四五六七八九"


def _check(marks: Iterable[Mark]) -> str:
    open_ = waived = 0
    for each in marks:
        if each.reason:
            waived += each.count
        elif RULES[each.code].severity is not Severity.NOTE:
            open_ += each.count
    said = [f"待核{open_}处"] if open_ else []
    if waived:
        said.append(f"照录原文{waived}处")
    return "，".join(said) or "未发现问题"


def _weights(known: list[Summary]) -> tuple[WeightRow, ...]:
    """Every component that any year has, in the order of the newest year that has it."""
    by_name = [{weight.name: weight for weight in each.weights} for each in known]
    names = dict.fromkeys(name for year in by_name for name in year)
    rows = []
    for name in names:
        found = [year.get(name) for year in by_name]
        rows.append(WeightRow(name=name, shares=tuple(_share(w.stated, w.share) if w else _share("", "") for w in found)))
    return tuple(rows)


def _share(stated: str, share: str) -> Share:
    return Share(stated=stated, share="" if share == stated else share, width="" if share.startswith("-") else share.removeprefix("约"))


def _units(agency: Agency) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The agency's units by kind, kinds in the order of the file."""
    kinds: dict[str, list[str]] = {}
    for unit in agency.units:
        kinds.setdefault(unit.kind or "内设机构", []).append(unit.name)
    return tuple((kind, tuple(names)) for kind, names in kinds.items())
