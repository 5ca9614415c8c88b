"""A rendered theme page with marked holes, cut once and filled for every page: the seam between MkDocs' theme and our own pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from gongkai.views.columns import head_tags
from gongkai.views.page import Heading, Page, PrintedFooter

_HOLE = re.compile(r"@@gongkai:([a-z]+(?::[a-z]+)?)@@")
_ID = re.compile(r' id="([^"]*)"')
_NEEDED = frozenset({"title", "description", "site", "meta", "banner", "crumbs", "contents", "body", "footer", "assets"})
_CURRENT = "current:"
DEMO = (
    '<aside class="gk-banner" aria-label="演示说明"><p><strong>演示数据</strong>　'
    "本页内容为虚构，仅供演示，不是任何机关的文件。</p></aside>"
)


@dataclass(frozen=True, slots=True)
class Shell:
    """The theme's page in pieces: `pieces[i]` (UTF-8) stands before the hole `holes[i]`, the last piece after the last hole.

    `ids` are those of the theme's own elements, which no page may use again.
    """

    pieces: tuple[bytes, ...]
    holes: tuple[str, ...]
    ids: tuple[str, ...]

    @staticmethod
    def split(html: str) -> "Shell":
        """Cut at the holes `@@gongkai:NAME@@`; raises ValueError when the theme lacks one or has one that nothing fills."""
        parts = _HOLE.split(html)
        holes = tuple(parts[1::2])
        named = {hole for hole in holes if not hole.startswith(_CURRENT)}
        if named != _NEEDED:
            raise ValueError(f"theme: holes {sorted(_NEEDED ^ named)} are missing or unknown")
        return Shell(tuple(part.encode() for part in parts[::2]), holes, tuple(_ID.findall(html)))

    @property
    def html(self) -> str:
        """The theme's page with its holes empty."""
        return b"".join(self.pieces).decode()

    def splice(self, page: Page, footer: PrintedFooter) -> bytes:
        """The whole page in UTF-8."""
        values = _values(page, footer)
        out = [self.pieces[0]]
        for hole, piece in zip(self.holes, self.pieces[1:], strict=True):
            out.append(values.get(hole, b""))
            out.append(piece)
        return b"".join(out)


def _values(page: Page, footer: PrintedFooter) -> dict[str, bytes]:
    """What goes into each hole; of the `current:` holes only the page's own section has a value."""
    texts = {
        "title": escape(page.title),
        "description": escape(page.description),
        "site": footer.head,
        "meta": head_tags(page),
        "banner": DEMO if page.demo else "",
        "crumbs": _crumbs(page.crumbs),
        "contents": _contents(page.contents),
        "body": page.body,
        "footer": footer.foot,
        "assets": _assets(page),
        _CURRENT + page.section: ' aria-current="page"',
    }
    return {name: text.encode() for name, text in texts.items()}


def _assets(page: Page) -> str:
    """The page's own stylesheets, and its scripts, which wait until the page is there."""
    styles = [f'<link rel="stylesheet" href="{link}">' for link in page.style_links]
    return "\n".join([*styles, *(f'<script src="{link}" defer></script>' for link in page.script_links)])


def _crumbs(crumbs: Sequence[tuple[str, str]]) -> str:
    """The way from the front page as an ordered list; an entry without a target is the page itself."""
    if not crumbs:
        return ""
    items = "".join(
        f'<li><a href="{escape(href)}">{escape(label)}</a></li>' if href else f'<li aria-current="page">{escape(label)}</li>'
        for label, href in crumbs
    )
    return f'<nav class="gk-crumbs" aria-label="当前位置"><ol>{items}</ol></nav>'


def _contents(headings: Sequence[Heading]) -> str:
    """The page's contents, nested by level, in the same markup as the theme's `toc.html`."""
    if not headings:
        return ""
    entries = "".join(_nested(headings))
    return f'<nav class="gk-side" aria-label="本页目录"><details class="gk-toc"><summary>目录</summary>{entries}</details></nav>'


def _nested(headings: Sequence[Heading]) -> Iterator[str]:
    open_: list[int] = []
    for heading in headings:
        while len(open_) > 1 and heading.level < open_[-1]:
            open_.pop()
            yield "</li></ol>"
        if open_ and heading.level <= open_[-1]:
            yield "</li>"
        else:
            open_.append(heading.level)
            yield "<ol>"
        yield f'<li><a href="#{escape(heading.anchor)}">{escape(heading.text)}</a>'
    yield "</li></ol>" * len(open_)
