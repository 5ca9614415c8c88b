"""A whole preview → just the changed pages, with exactly what they load and the changed files they offer, openable from a disc.

A link to an unchanged page leads to the published site, or nowhere, and looks like it, where nobody knows that address. Our templates
and theme quote every attribute with `"`, so pages are cut, not parsed.
"""

import posixpath
import re
import shutil
from collections.abc import Collection, Iterator
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from gongkai.reviewing.preview import Preview
from gongkai.site.verify import css_links

_RELATIVE = r'"(?!#|\?|//|[a-zA-Z][a-zA-Z0-9+.-]*:)([^"]+)"'
_LINK = re.compile(rf"<a\b(?=[^>]*?\shref={_RELATIVE})[^>]*>(.*?)</a>", re.DOTALL)
_LEADING = re.compile(r'\s(?:href|rel|download|type|hreflang)(?:="[^"]*")?(?=[\s>])')
"""What a link has that leads somewhere."""
_FORM = re.compile(rf"<form\b(?=[^>]*?\saction={_RELATIVE})[^>]*>.*?</form>", re.DOTALL)
_OFFER = re.compile(rf'<link\b(?=[^>]*?\srel="(?:alternate|next|prev|search)")(?=[^>]*?\shref={_RELATIVE})[^>]*>\n?')
_LOADED = re.compile(rf"<(?:link|script|img|source|image|use|object|embed|audio|video|track)\b[^>]*?\s(?:src|href|data|poster)={_RELATIVE}")
_BANNER = (
    '<aside class="gk-banner" aria-label="预览说明"><p><strong>预览</strong>　本页是{what}改动以后的样子，没有公开。'
    '<a href="{back}">看改动了哪些网页</a></p></aside>\n'
)
_BEFORE = '<div class="gk-page">'
_HEAD = """<head>
<meta name="robots" content="noindex">
<style>a:not([href]) { color: var(--gk-ink-2); text-decoration: none; cursor: default; }</style>"""


def write_excerpt(preview: Preview, folder: Path, drafts: tuple[str, ...]) -> None:
    """Write it below the folder, which is made; `drafts` are the addresses (`anxi/mzj/2025/`) of schemes that are not issued yet."""
    kept = frozenset(preview.fresh)
    wanted: set[str] = set()
    folder.mkdir()
    for address in preview.pages:
        html = _cut(address, (preview.site / address).read_text(encoding="utf-8"), kept, preview.url)
        html = _marked(address, html, "草稿" if address.startswith(drafts) else "")
        wanted |= {_meant(address, link) for link in _referred(html)}
        _write(folder / address, html)
    for address in sorted(_closure(preview, wanted - frozenset(preview.pages))):
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(preview.site / address, folder / address)


def _cut(address: str, html: str, kept: Collection[str], url: str) -> str:
    """The page without links to what is not there."""

    def elsewhere(found: re.Match[str], otherwise: str) -> str:
        """The same element, leading to the published site; or what stands in its place where there is none."""
        link = unescape(found[1])
        target = _meant(address, link)
        if target in kept:
            return found[0]
        if not url or target.startswith("../"):
            return otherwise
        rest = link[len(re.split(r"[?#]", link)[0]) :]
        return found[0].replace(f'="{found[1]}"', f'="{escape(f"{url}{target}{rest}")}"', 1)

    html = _LINK.sub(lambda found: elsewhere(found, _nowhere(found[0])), html)
    html = _FORM.sub(lambda found: elsewhere(found, ""), html)
    return _OFFER.sub(lambda found: elsewhere(found, ""), html)


def _nowhere(link: str) -> str:
    """The link with its words, without its target."""
    tag, end, words = link.partition(">")
    return _LEADING.sub("", tag + end) + words


def _marked(address: str, html: str, what: str) -> str:
    """The page as a preview, with a way back to the list of pages."""
    back = f"{'../' * (address.count('/') + 1)}index.html"
    return html.replace("<head>", _HEAD, 1).replace(_BEFORE, _BANNER.format(what=what, back=back) + _BEFORE, 1)


def _referred(html: str) -> Iterator[str]:
    """What a page loads, and what it links to: of that, all that is kept."""
    yield from (unescape(found[1]) for found in _LOADED.finditer(html))
    yield from (unescape(found[1]) for found in _LINK.finditer(html))


def _closure(preview: Preview, wanted: set[str]) -> set[str]:
    """The files among what is wanted, with what stylesheets load in their turn."""
    found: set[str] = set()
    while wanted:
        address = wanted.pop()
        if address in preview.files and address not in found:
            found.add(address)
            if address.endswith(".css"):
                sheet = (preview.site / address).read_text(encoding="utf-8")
                wanted |= {_meant(address, each) for each in css_links(address, sheet).targets}
    return found


def _meant(address: str, link: str) -> str:
    """The address of the file that a relative link on a page names."""
    path = unquote(re.split(r"[?#]", link)[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(address), path)) if path else address


def _write(path: Path, html: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8", newline="")
