"""One published scheme as the machines' files of the whole site list it: the catalogue, the feed, the data package."""

import datetime as dt

from msgspec import Struct

from gongkai.views.overview.afterwards import Change, changes
from gongkai.views.scheme_head import document_number, publisher
from gongkai.views.subject import Subject

DAY = dt.timezone(dt.timedelta(hours=8))
"""China's time, in which a date without an hour is meant."""


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What 政府信息公开条例第十二条 asks of a catalogue, and where the scheme stands; what its source does not state is left out.

    The fields have the names of the format; `url` leads to the notice from the site's root, `indicators` counts the rows of its table;
    `published_at` keeps the time zone that its source states (ISO 8601); `changes` begin with the newest.
    """

    url: str
    name: str
    title: str
    year: int
    region: str
    agency: str
    publisher: str
    validity: str
    index: str = ""
    number: str = ""
    subject: str = ""
    summary: str = ""
    generated_on: dt.date | None = None
    published_at: str = ""
    validity_on: dt.date | None = None
    replaced_by: str = ""
    indicators: int = 0
    demo: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def address(self) -> str:
        """The scheme's folder, `anxi/mzj/2024`."""
        return self.url.rpartition("/")[0]

    @property
    def agency_address(self) -> str:
        """`anxi/mzj`."""
        return self.address.rpartition("/")[0]

    @property
    def published(self) -> dt.datetime:
        """When the public learned of it, as far as it is known: 发布时间, else 生成日期, else the first day of its year."""
        if self.published_at:
            return dt.datetime.fromisoformat(self.published_at)
        return _begins(self.generated_on or dt.date(self.year, 1, 1))

    @property
    def updated(self) -> dt.datetime:
        """When something of it was last said to have changed: published, corrected, no longer 有效."""
        days = [each.on for each in self.changes] + ([self.validity_on] if self.validity_on else [])
        return max(self.published, *map(_begins, days)) if days else self.published


def _begins(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=DAY)


def noted(subject: Subject) -> Record:
    """The record of one scheme."""
    case, scheme = subject.case, subject.case.scheme
    notice, disclosure = scheme.notice, scheme.disclosure
    return Record(
        url=f"{subject.address}/index.html",
        name=notice.title if notice else scheme.title,
        title=scheme.title,
        year=scheme.year,
        region=case.region.name,
        agency=case.agency.name,
        publisher=publisher(subject),
        validity=disclosure.validity,
        index=disclosure.index or "",
        number=document_number(scheme),
        subject=disclosure.subject or "",
        summary=disclosure.summary or "",
        generated_on=disclosure.generated_on or (notice.signed_on if notice else None),
        published_at=disclosure.published_at.isoformat() if disclosure.published_at else "",
        validity_on=disclosure.validity_on,
        replaced_by=disclosure.replaced_by or "",
        indicators=len(case.indicators),
        demo=case.region.demo,
        changes=changes(disclosure),
    )
