"""政府信息公开目录: every published scheme with what 政府信息公开条例第十二条 asks of a catalogue, in pages of bounded size."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.views.environment import render
from gongkai.views.page import Page, link
from gongkai.views.summary import Summary, newest_first

ROWS = 150
"""How many schemes one page lists, so that its first view stays below 150 kB."""
NAME = "政府信息公开目录"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry of the catalogue; what a scheme does not state is empty, dates are `2024-09-27`."""

    href: str
    name: str
    index: str
    number: str
    publisher: str
    generated: str
    published: str
    validity: str
    demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A page of the catalogue in the list of pages; `href` is empty for the one at hand."""

    number: int
    href: str


def catalog_pages(summaries: Iterable[Summary]) -> Iterator[Page]:
    """catalog/index.html, catalog/2.html, …: the newest first; without a scheme one page that says so."""
    ordered = newest_first(summaries)
    count = max(1, -(-len(ordered) // ROWS))
    for number in range(1, count + 1):
        first = (number - 1) * ROWS
        yield _page(ordered[first : first + ROWS], first, number, count, len(ordered))


def _page(chunk: list[Summary], first: int, number: int, count: int, total: int) -> Page:
    address = _address(number)
    steps = tuple(Step(number=n, href="" if n == number else link(address, _address(n))) for n in range(1, count + 1))
    body = render(
        "catalog.html", rows=tuple(_row(address, each) for each in chunk), first=first + 1, steps=steps, number=number, total=total
    )
    return Page(
        address=address,
        title=NAME if number == 1 else f"{NAME}（第{number}页）",
        description="全部已公开绩效评估工作方案的索引号、名称、文号、发布机构、生成日期、发布日期和有效性。",
        body=body,
        crumbs=(("首页", link(address, "index.html")), (NAME, "")),
        section="catalog",
        demo=bool(chunk) and all(each.demo for each in chunk),
    )


def _address(number: int) -> str:
    return "catalog/index.html" if number == 1 else f"catalog/{number}.html"


def _row(address: str, each: Summary) -> Row:
    return Row(
        href=link(address, f"{each.address}/index.html"),
        name=each.name,
        index=each.index,
        number=each.number,
        publisher=each.publisher,
        generated=_iso(each.generated_on),
        published=_iso(each.published_on),
        validity=each.validity,
        demo=each.demo,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
