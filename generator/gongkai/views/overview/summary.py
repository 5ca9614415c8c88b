"""What the site-wide pages need of one scheme, small enough to keep for thousands of schemes at once."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from gongkai.model import Milestone
from gongkai.periods import chinese_period, read_period
from gongkai.rules import Case
from gongkai.views.overview.afterwards import Corrected, corrected
from gongkai.views.parts import parts, stated
from gongkai.views.scheme_head import publisher
from gongkai.views.subject import Subject

DUTIES = 12
"""How many coming duties a summary keeps: more than a page lists of one scheme."""


class Weight(Struct, frozen=True, kw_only=True):
    """A top-level component: what the scheme states (`65分`) and its part of the whole (`65%`); either may be empty."""

    name: str
    stated: str
    share: str


class Duty(Struct, frozen=True, kw_only=True):
    """A milestone not yet past: its last day, the period in words, what, and who owes it (may be empty)."""

    last: date
    due: str
    what: str
    by: str


class Summary(Struct, frozen=True, kw_only=True):
    """One published scheme, for lists.

    `address` is its folder (`anxi/mzj/2024`); `name` is the title of its 通知, or the scheme's own without one; `generated_on` is 生成日期,
    the date of signature unless the file says otherwise; `indicators` counts them, one number a level; `validity_on`, `replaced_by` and
    `corrected` are what became of it.
    """

    address: str
    region: str
    agency: str
    publisher: str
    title: str
    name: str
    number: str
    year: int
    generated_on: date | None
    published_on: date | None
    index: str
    validity: str
    validity_on: date | None
    replaced_by: str
    corrected: Corrected | None
    demo: bool
    indicators: tuple[int, ...]
    weights: tuple[Weight, ...]
    duties: tuple[Duty, ...]

    @property
    def region_slug(self) -> str:
        """`anxi`."""
        return self.address.split("/", 1)[0]

    @property
    def agency_address(self) -> str:
        """`anxi/mzj`."""
        return self.address.rsplit("/", 1)[0]

    @property
    def dated(self) -> date:
        """The day the public learned of it, as far as it is known: 发布日期, else 生成日期, else the first day of its year."""
        return self.published_on or self.generated_on or date(self.year, 1, 1)


def summarize(subject: Subject) -> Summary:
    """The summary of one scheme on the day given to the build."""
    case, scheme = subject.case, subject.case.scheme
    notice, disclosure = scheme.notice, scheme.disclosure
    return Summary(
        address=subject.address,
        region=case.region.name,
        agency=case.agency.name,
        publisher=publisher(subject),
        title=scheme.title,
        name=notice.title if notice else scheme.title,
        number=notice.number or "" if notice else "",
        year=scheme.year,
        generated_on=disclosure.generated_on or (notice.signed_on if notice else None),
        published_on=disclosure.published_at.date() if disclosure.published_at else None,
        index=disclosure.index or "",
        validity=disclosure.validity,
        validity_on=disclosure.validity_on,
        replaced_by=disclosure.replaced_by or "",
        corrected=corrected(disclosure),
        demo=case.region.demo,
        indicators=_levels(case),
        weights=tuple(
            Weight(name=part.component.name, stated=stated(part.component), share=part.proportion)
            for part in parts(case)
            if part.depth == 1
        ),
        duties=_duties(scheme.milestones, subject.today),
    )


def newest_first(summaries: Iterable[Summary]) -> list[Summary]:
    """By date, the newest first; what is only a demonstration comes after everything real, ties fall by address."""
    return sorted(sorted(summaries, key=lambda s: s.address), key=lambda s: (s.demo, -s.dated.toordinal()))


def _levels(case: Case) -> tuple[int, ...]:
    counts = Counter(node.level for node in case.indicators)
    return tuple(counts[level] for level in sorted(counts))


def _duties(milestones: Iterable[Milestone], today: date) -> tuple[Duty, ...]:
    dated = ((read_period(each.due).last, each) for each in milestones)
    coming = sorted((pair for pair in dated if pair[0] >= today), key=lambda pair: pair[0])
    return tuple(Duty(last=last, due=chinese_period(each.due), what=each.what, by=each.by or "") for last, each in coming[:DUTIES])
