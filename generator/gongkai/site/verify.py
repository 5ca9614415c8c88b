"""Finished pages → dead links, foreign resources, doubled ids: cheap enough to run on every page of every build.

Links inside one agency are settled by the worker that made its pages; what leads out of it is handed on as `needs` and settled once for
the whole site. Our own templates quote every attribute with `"` and escape every value, so their pages are cut, not parsed; hand-written
pages are parsed.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from gongkai.views.page import Page

_LINKING = ("href", "src", "data", "poster", "xlink:href")
_LOADING = {"link", "script", "img", "iframe", "source", "video", "audio", "embed", "object", "use", "image", "track", "input"}
_EMBEDDED = ("data:", "blob:", "about:")
_ATTRIBUTE = re.compile(rf' (id|{"|".join(_LINKING)})="([^"]*)"')
_TAG = re.compile(r"<(\w+)")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What one page offers (`ids`) and asks for: `targets` in this site, and `foreign`, what a browser would load from elsewhere."""

    address: str
    ids: tuple[str, ...]
    targets: frozenset[str]
    foreign: frozenset[str]


def page_links(page: Page, shell_ids: tuple[str, ...]) -> Links:
    """The links of a page of ours: its body, breadcrumbs, contents and assets; those of the shell around it are checked once."""
    found = _ATTRIBUTE.findall(page.body)
    ids = [value for name, value in found if name == "id"]
    targets = {value for name, value in found if name != "id"}
    targets.update(href for _, href in page.crumbs if href)
    targets.update("#" + heading.anchor for heading in page.contents)
    targets.update(page.style_links, page.script_links)
    away = {value for value in targets if _leads_away(value)}
    loaded = {value for value in away if any(_loads(tag, value) for tag in _tags(page.body, value))}
    return Links(
        address=page.address,
        ids=(*map(unescape, ids), *shell_ids),
        targets=frozenset(map(unescape, targets - away)),
        foreign=frozenset(loaded),
    )


def _tags(html: str, value: str) -> Iterator[str]:
    """The elements that have the value in an attribute."""
    found = html.find(f'="{value}"')
    while found >= 0:
        tag = _TAG.match(html, html.rfind("<", 0, found))
        yield tag[1] if tag else ""
        found = html.find(f'="{value}"', found + 1)


def html_links(address: str, html: str) -> Links:
    """The links of any HTML page, parsed."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return Links(address=address, ids=tuple(parser.ids), targets=frozenset(parser.targets), foreign=frozenset(parser.foreign))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.foreign: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if not value:
                continue
            if name == "id":
                self.ids.append(value)
            elif name in _LINKING and not _leads_away(value):
                self.targets.add(value)
            elif name in _LINKING and _loads(tag, value):
                self.foreign.add(value)

    handle_startendtag = handle_starttag


def css_links(address: str, css: str) -> Links:
    """What a stylesheet loads."""
    urls = frozenset(_CSS_URL.findall(css))
    away = frozenset(filter(_leads_away, urls))
    return Links(address=address, ids=(), targets=urls - away, foreign=frozenset(url for url in away if _loads("link", url)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`problems` are sentences; `needs` are the addresses, with `#anchor` where one is meant, that must exist elsewhere in the site."""

    problems: tuple[str, ...]
    needs: frozenset[str]


def settle(group: Iterable[Links]) -> Verdict:
    """Check a group of pages among themselves and collect what they need from others; of one page there may be more than one part."""
    pages = tuple(group)
    offered: dict[str, set[str]] = {}
    for each in pages:
        offered.setdefault(each.address, set()).update(each.ids)
    problems: list[str] = []
    needs: set[str] = set()
    for each in pages:
        problems.extend(_faults(each))
        folder = posixpath.dirname(each.address)
        for target in each.targets:
            path, _, anchor = target.partition("#")
            address = _resolve(folder, path) or each.address
            if address not in offered:
                needs.add(f"{address}#{anchor}" if anchor else address)
            elif anchor and anchor not in offered[address] and unquote(anchor) not in offered[address]:
                problems.append(dead(each.address, target))
    return Verdict(problems=tuple(sorted(problems)), needs=frozenset(needs))


def _faults(page: Links) -> Iterator[str]:
    """What is wrong with a page by itself."""
    if len(page.ids) != len(set(page.ids)):
        doubled = sorted({each for each in page.ids if page.ids.count(each) > 1})
        yield f"{page.address}：有重复的 id：{'、'.join(doubled)}。"
    for url in sorted(page.foreign):
        yield f"{page.address}：引用了外部资源 {url}，网站不得向其他主机请求任何资源。"


def _leads_away(url: str) -> bool:
    """Whether it has a scheme or a host, so that it is no address in this site."""
    return (":" in url or url.startswith("//")) and _SCHEME.match(url) is not None


def _loads(tag: str, url: str) -> bool:
    """Whether a browser asks another host for it without being told to."""
    return tag in _LOADING and not url.startswith(_EMBEDDED)


@lru_cache(maxsize=1024)
def _resolve(folder: str, path: str) -> str:
    """The address of a file that pages of a folder name by a relative path, mostly the same ones; empty for the page itself."""
    path = unquote(path.partition("?")[0])
    return posixpath.normpath(posixpath.join(folder, path)) if path else ""


def dead(address: str, target: str) -> str:
    """The sentence on a link that leads nowhere."""
    return f"{address}：链接 {target} 指向的页面或位置不存在。"


def join(
    needs: Mapping[str, Iterable[str]], addresses: Set[str], read: Callable[[str], bytes], settled: Set[str] = frozenset()
) -> Iterator[str]:
    """Settle what units (by name) need of each other: every address must exist, every anchor stand in its page.

    `read` gives a page's bytes; it is asked only for pages that are linked with an anchor, once each. `settled` are needs whose anchors
    were found when they were last looked for, in pages that are still the same.
    """
    anchors: dict[str, list[str]] = {}
    missing: list[str] = []
    for need in sorted(frozenset().union(*needs.values()) - addresses):
        address, _, anchor = need.partition("#")
        if need in settled and address in addresses:
            continue
        if anchor and address in addresses:
            anchors.setdefault(address, []).append(anchor)
        else:
            missing.append(need)
    for address, wanted in anchors.items():
        content = read(address)
        missing += (f"{address}#{anchor}" for anchor in wanted if f' id="{escape(anchor)}"'.encode() not in content)
    yield from (dead(unit, need) for need in missing for unit, asked in needs.items() if need in asked)


def misplaced(published: Set[str], hidden: Set[str], pages: Collection[str], addresses: Set[str]) -> Iterator[str]:
    """The `pages` (file names) that a published scheme lacks, and whatever stands of one that is hidden; schemes are given by folder."""
    for scheme in sorted(published):
        yield from (f"{scheme}/{file}：这份方案缺少这一页。" for file in pages if f"{scheme}/{file}" not in addresses)
    if hidden:
        found = sorted(address for address in addresses if address.rpartition("/")[0] in hidden)
        yield from (f"{address}：这份方案不公开，却生成了这个文件。" for address in found)


def clash(address: str) -> str:
    """The sentence on a file that is made twice."""
    return f"{address}：有两个来源都要写这个文件，请把其中一个改名。"
