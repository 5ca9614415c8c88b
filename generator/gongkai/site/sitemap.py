"""The addresses of all pages → `sitemap.xml` for search engines (sitemaps.org 0.9), which takes absolute addresses and nothing else."""

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

NAME = "sitemap.xml"
MOST = 50_000
"""How many pages one file may list; more are listed in several, and those in the first."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def listed_pages(addresses: Iterable[str]) -> list[str]:
    """The addresses that a search engine should know, in order: every page but the one that says there is none."""
    return sorted(each for each in addresses if each.endswith(".html") and each != "404.html")


def sitemap_files(pages: list[str], url: str) -> Iterator[tuple[str, bytes]]:
    """Address and content of each file; `url` is that of the site's root, with a slash at its end."""
    parts = [pages[first : first + MOST] for first in range(0, len(pages), MOST)]
    if len(parts) < 2:
        yield NAME, _list("urlset", "url", (_shown(url, page) for page in pages))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield NAME, _list("sitemapindex", "sitemap", (url + name for name in names))
    for name, part in zip(names, parts, strict=True):
        yield name, _list("urlset", "url", (_shown(url, page) for page in part))


def _shown(url: str, page: str) -> str:
    """A folder stands for its first page."""
    return url + quote(page.removesuffix("index.html") if page == "index.html" or page.endswith("/index.html") else page)


def _list(whole: str, each: str, urls: Iterable[str]) -> bytes:
    lines = "".join(f"<{each}><loc>{escape(url)}</loc></{each}>\n" for url in urls)
    return f'{_HEAD}<{whole} xmlns="{_NAMESPACE}">\n{lines}</{whole}>\n'.encode()
