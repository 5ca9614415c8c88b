"""The lists of all comparisons between years: by region and agency, the newest first, in pages of bounded size."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from gongkai.views.compare.comparison import Compared
from gongkai.views.environment import render
from gongkai.views.page import Heading, Page, link

INDEX = "compare/index.html"
NAME = "年度比较"
SHOWN, ROWS = 60, 300
"""How many comparisons of one region the first page lists, and how many a page of one region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A comparison: its agency (empty where the row above has the same), the link to it, and its four numbers."""

    agency: str
    agency_href: str
    href: str
    label: str
    counts: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A region's comparisons; `more` leads to all of them where these are not all, `total` counts those."""

    anchor: str
    name: str
    demo: bool
    total: int
    rows: tuple[Row, ...]
    more: str


def compare_pages(noted: Iterable[Compared]) -> Iterator[Page]:
    """compare/index.html; then compare/anxi.html, compare/anxi-2.html, … of the regions with more than it lists."""
    ordered = sorted(noted, key=lambda each: (each.demo, each.address.rpartition("/")[0], -each.year, each.address))
    regions = [(slug, list(group)) for slug, group in groupby(ordered, key=lambda each: each.address.partition("/")[0])]
    blocks = tuple(_block(INDEX, slug, group, group[:SHOWN]) for slug, group in regions)
    crumbs = (("首页", link(INDEX, "index.html")), (NAME, ""))
    contents = tuple(Heading(1, each.anchor, each.name) for each in blocks) if len(blocks) > 1 else ()
    yield _page(INDEX, NAME, crumbs, render("compare_index.html", blocks=blocks, name="", steps=()), contents)
    for slug, group in regions:
        if len(group) > SHOWN:
            yield from _region_pages(slug, group)


def _region_pages(slug: str, group: list[Compared]) -> Iterator[Page]:
    addresses = [_address(slug, number) for number in range(1, -(-len(group) // ROWS) + 1)]
    region = group[0].region
    for number, address in enumerate(addresses):
        block = _block(address, slug, group, group[number * ROWS : (number + 1) * ROWS])
        steps = tuple((str(n), "" if each == address else link(address, each)) for n, each in enumerate(addresses, 1))
        title = f"{region}{NAME}" + (f"（第{number + 1}页）" if number else "")
        crumbs = (("首页", link(address, "index.html")), (NAME, link(address, INDEX)), (region, ""))
        yield _page(address, title, crumbs, render("compare_index.html", blocks=(block,), name=region, steps=steps), demo=block.demo)


def _address(slug: str, number: int) -> str:
    return f"compare/{slug}.html" if number == 1 else f"compare/{slug}-{number}.html"


def _page(
    address: str, title: str, crumbs: tuple[tuple[str, str], ...], body: str, contents: tuple[Heading, ...] = (), *, demo: bool = False
) -> Page:
    return Page(
        address=address,
        title=title,
        description="各机构相邻两个年度绩效评估工作方案的比较：新增和取消的指标、调整的分值、修改的内容。",
        body=body,
        crumbs=crumbs,
        contents=contents,
        section="agencies",
        demo=demo,
        styles=("pages", "compare-index"),
    )


def _block(address: str, slug: str, group: list[Compared], part: list[Compared]) -> Block:
    first = group[0]
    return Block(
        anchor=f"region-{slug}",
        name=first.region,
        demo=first.demo,
        total=len(group),
        rows=tuple(_rows(address, part)),
        more=link(address, _address(slug, 1)) if address == INDEX and len(part) < len(group) else "",
    )


def _rows(address: str, part: list[Compared]) -> Iterator[Row]:
    last = ""
    for each in part:
        agency = each.address.rpartition("/")[0]
        yield Row(
            agency="" if agency == last else each.agency,
            agency_href=link(address, f"{agency}/index.html"),
            href=link(address, f"{each.address}/compare.html"),
            label=f"{each.year}年度与{each.before}年度",
            counts=each.counts,
        )
        last = agency
