"""Long lists over several pages: index.html, 2.html, 3.html, … in one folder, each with the way to all others (`_paging.html`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from gongkai.views.page import link

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A page in the list of pages; `href` is empty for the one at hand."""

    number: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk(Generic[T]):
    """What one page lists: `items`, of which the first is number `first` of all; `number` counts pages from 1."""

    items: Sequence[T]
    first: int
    number: int
    address: str
    steps: tuple[Step, ...]

    @property
    def suffix(self) -> str:
        """For the titles of all pages but the first: `（第2页）`."""
        return "" if self.number == 1 else f"（第{self.number}页）"


def chunks(first_address: str, items: Sequence[T], size: int) -> Iterator[Chunk[T]]:
    """The items, `size` a page; without any item one empty page. `first_address` (`catalog/index.html`) is that of the first."""
    count = max(1, -(-len(items) // size))
    addresses = [numbered(first_address, number) for number in range(1, count + 1)]
    for number, address in enumerate(addresses, start=1):
        yield Chunk(
            items=items[(number - 1) * size : number * size],
            first=(number - 1) * size + 1,
            number=number,
            address=address,
            steps=steps(addresses, address),
        )


def numbered(first_address: str, number: int) -> str:
    """The address of a page: `catalog/index.html`, `catalog/2.html`; `calendar/2026-11.html`, `calendar/2026-11-2.html`."""
    if number == 1:
        return first_address
    stem = first_address.removesuffix(".html")
    return f"{stem.removesuffix('index')}{number}.html" if stem.endswith("/index") else f"{stem}-{number}.html"


def steps(addresses: Sequence[str], here: str) -> tuple[Step, ...]:
    """The way from one of the pages to all of them."""
    return tuple(Step(number=n, href="" if each == here else link(here, each)) for n, each in enumerate(addresses, start=1))
