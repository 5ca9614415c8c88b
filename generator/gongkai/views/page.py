"""A page before it has a shell around it, and the addresses and relative links between pages."""

from dataclasses import dataclass
from typing import NamedTuple

from msgspec import Struct


class Heading(NamedTuple):
    """An entry of the contents sidebar; `level` counts from 1."""

    level: int
    anchor: str
    text: str


class PrintedFooter(Struct, frozen=True, array_like=True):
    """What the frame of a page says of the site and its owner, as HTML: `head` are the site's head tags, `foot` its particulars.

    It comes from the footer of a region.yml; pages that speak for several owners name none of them.
    """

    head: str = ""
    foot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the site.

    `address` is its file under the site root (`anxi/mzj/2024/scores.html`); `title`, `description` and the `crumbs`' labels are plain text,
    crumbs' targets are relative links; `meta` holds name/content pairs for the head, beside or instead of what `columns` knows of every
    page; `body` is HTML; `section` is the top-level place it belongs to (`catalog`, `rules`, …, empty for none); `demo` asks for the
    演示数据 banner; `styles` and `scripts` name what the page needs of the theme beyond what every page has (`scores` for
    `styles/scores.css` or `scripts/scores.js`), in their order.
    """

    address: str
    title: str
    description: str
    body: str
    crumbs: tuple[tuple[str, str], ...] = ()
    contents: tuple[Heading, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    section: str = ""
    demo: bool = False
    styles: tuple[str, ...] = ("pages",)
    scripts: tuple[str, ...] = ()

    @property
    def style_links(self) -> list[str]:
        """Relative links to its stylesheets."""
        return [f"{up(self.address)}styles/{name}.css" for name in self.styles]

    @property
    def script_links(self) -> list[str]:
        """Relative links to its scripts."""
        return [f"{up(self.address)}scripts/{name}.js" for name in self.scripts]


def web_address(url: str | None) -> str:
    """An address that a source gives, if a reader may follow it; empty for none, and for what is no address (`javascript:`)."""
    return url if url and url.startswith(("https://", "http://", "mailto:")) else ""


def up(address: str) -> str:
    """The way from a page to the site root: `../../../` for `anxi/mzj/2024/scores.html`, empty for `index.html`."""
    return "../" * address.count("/")


def link(source: str, target: str) -> str:
    """A relative link from one page's address to another's, always ending in a file name; a fragment is kept."""
    here, there = source.split("/")[:-1], target.split("/")
    common = 0
    while common < len(here) and common < len(there) - 1 and here[common] == there[common]:
        common += 1
    return "../" * (len(here) - common) + "/".join(there[common:])
