"""/indicators/: every score table by agency and year as a plain list, and, where scripts run, a search over all indicators.

The rows themselves stand in slices, one an agency, which the script loads when a question needs them; it knows them from `INDEX`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import msgspec
from msgspec import Struct

from gongkai.views.data.indicator_rows import CSV, SLICE, components_used, held
from gongkai.views.environment import render
from gongkai.views.page import Page, link
from gongkai.views.paging import chunks
from gongkai.views.subject import Subject

NAME = "指标"
ADDRESS, INDEX = "indicators/index.html", "indicators/slices.js"
AGENCIES = 150
"""How many agencies one page lists, so that its first view stays below 150 kB."""


class Table(Struct, frozen=True, array_like=True):
    """A published scheme with a score table: its rows, and the components and units they name, each once."""

    address: str
    year: int
    title: str
    region: str
    agency: str
    demo: bool
    rows: int
    components: tuple[str, ...]
    units: tuple[str, ...]

    @property
    def home(self) -> str:
        """Its agency's folder, `anxi/mzj`."""
        return self.address.rpartition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLink:
    """A score table in the list."""

    href: str
    year: int
    title: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyTables:
    """An agency's score tables, the newest first, and the file of all their rows; `region` is empty where it is that of the one before."""

    region: str
    href: str
    csv: str
    name: str
    demo: bool
    tables: tuple[TableLink, ...]


def noted(subject: Subject) -> Table | None:
    """What is kept of one scheme; nothing of one without a table."""
    case, nodes = subject.case, subject.case.indicators
    if not nodes:
        return None
    return Table(
        address=subject.address,
        year=case.scheme.year,
        title=case.scheme.title,
        region=case.region.name,
        agency=case.agency.name,
        demo=case.region.demo,
        rows=len(nodes),
        components=tuple(dict.fromkeys(components_used(case).values())),
        units=tuple(dict.fromkeys(unit for node in nodes for unit in held(node.indicator))),
    )


def in_order(tables: Iterable[Table]) -> list[list[Table]]:
    """By agency in the order of their folders, what only demonstrates at the end; of each agency the newest year first."""
    ordered = sorted(tables, key=lambda each: (each.demo, each.home, -each.year, each.address))
    return [list(group) for _, group in groupby(ordered, key=lambda each: each.home)]


def indicator_pages(agencies: Sequence[Sequence[Table]]) -> Iterator[Page]:
    """indicators/index.html, indicators/2.html, …; every one of them can search all."""
    total = sum(table.rows for tables in agencies for table in tables)
    for chunk in chunks(ADDRESS, agencies, AGENCIES):
        body = render(
            "indicators.html",
            agencies=tuple(_listed(chunk.address, chunk.items)),
            total=total,
            schemes=sum(map(len, agencies)),
            regions=len({tables[0].home.partition("/")[0] for tables in agencies}),
            steps=chunk.steps,
        )
        yield Page(
            address=chunk.address,
            title=NAME + chunk.suffix,
            description="全部绩效评估工作方案的考评指标，可按词语、年度、地区、机构、考评内容和责任单位查找。",
            body=body,
            crumbs=(("首页", link(chunk.address, "index.html")), (NAME, "")),
            section="indicators",
            styles=("pages", "finder", "indicators"),
            scripts=("indicators",),
        )


def _listed(address: str, agencies: Iterable[Sequence[Table]]) -> Iterator[AgencyTables]:
    region = ""
    for tables in agencies:
        first = tables[0]
        yield AgencyTables(
            region="" if first.region == region else first.region,
            href=link(address, f"{first.home}/index.html"),
            csv=link(address, f"{first.home}/{CSV}"),
            name=first.agency,
            demo=first.demo,
            tables=tuple(
                TableLink(href=link(address, f"{each.address}/scores.html"), year=each.year, title=each.title, rows=each.rows)
                for each in tables
            ),
        )
        region = first.region


def index_file(agencies: Sequence[Sequence[Table]]) -> bytes:
    """What the script knows beforehand: regions, components and units by name, and each agency with its tables and what they name."""
    regions = {tables[0].home.partition("/")[0]: tables[0] for tables in agencies}
    places = {slug: place for place, slug in enumerate(regions)}
    components, units = _places(agencies, "components"), _places(agencies, "units")
    known = {
        "regions": [each.region for each in regions.values()],
        "components": list(components),
        "units": list(units),
        "agencies": [
            (
                tables[0].home,
                places[tables[0].home.partition("/")[0]],
                tables[0].agency,
                [(each.year, each.rows) for each in tables],
                sorted({components[name] for each in tables for name in each.components}),
                sorted({units[name] for each in tables for name in each.units}),
            )
            for tables in agencies
        ],
    }
    return b"gongkaiSlices(%b);\n" % msgspec.json.encode(known)


def _places(agencies: Iterable[Iterable[Table]], field: str) -> Mapping[str, int]:
    names = dict.fromkeys(name for tables in agencies for each in tables for name in getattr(each, field))
    return {name: place for place, name in enumerate(names)}


def slices(agencies: Iterable[Sequence[Table]]) -> Iterator[str]:
    """The addresses of all slices, of which each must exist."""
    return (f"{tables[0].home}/{SLICE}" for tables in agencies)
