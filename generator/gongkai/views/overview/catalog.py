"""政府信息公开目录: every published scheme with what 政府信息公开条例第十二条 asks of a catalogue, in pages of bounded size."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.views.environment import render
from gongkai.views.overview.afterwards import Corrected, ended, status
from gongkai.views.overview.summary import Summary, newest_first
from gongkai.views.page import Page, link
from gongkai.views.paging import Chunk, chunks

ROWS = 150
"""How many schemes one page lists, so that its first view stays below 150 kB."""
NAME, ADDRESS = "政府信息公开目录", "catalog/index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry of the catalogue; what a scheme does not state is empty, dates are `2024-09-27`.

    While it is 有效 `status` and `ended` (`自2026年1月1日起废止`) are empty; `corrected` is its last correction.
    """

    href: str
    name: str
    index: str
    number: str
    publisher: str
    generated: str
    published: str
    status: str
    ended: str
    replaced_by: str
    corrected: Corrected | None
    demo: bool


def catalog_pages(summaries: Iterable[Summary]) -> Iterator[Page]:
    """catalog/index.html, catalog/2.html, …: the newest first; without a scheme one page that says so."""
    ordered = newest_first(summaries)
    return (_page(chunk, len(ordered)) for chunk in chunks(ADDRESS, ordered, ROWS))


def _page(chunk: Chunk[Summary], total: int) -> Page:
    rows = tuple(_row(chunk.address, each) for each in chunk.items)
    return Page(
        address=chunk.address,
        title=NAME + chunk.suffix,
        description="全部已公开绩效评估工作方案的索引号、名称、文号、发布机构、生成日期、发布日期、有效性和更正情况。",
        body=render("catalog.html", rows=rows, first=chunk.first, steps=chunk.steps, total=total),
        crumbs=(("首页", link(chunk.address, "index.html")), (NAME, "")),
        section="catalog",
        demo=bool(chunk.items) and all(each.demo for each in chunk.items),
    )


def _row(address: str, each: Summary) -> Row:
    return Row(
        href=link(address, f"{each.address}/index.html"),
        name=each.name,
        index=each.index,
        number=each.number,
        publisher=each.publisher,
        generated=_iso(each.generated_on),
        published=_iso(each.published_on),
        status=status(each),
        ended=ended(each),
        replaced_by=each.replaced_by,
        corrected=each.corrected,
        demo=each.demo,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
