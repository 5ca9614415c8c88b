"""A notice's page → its PDF: in a plain frame, through a browser, with dates and a fingerprint in place of the clock's.

The fingerprint tells from what a PDF was printed, so one that stands in the site already is not printed again. Every process that prints
starts one browser and keeps it.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path

from gongkai.diagnostics import CannotRun
from gongkai.site.browser import Browser, BrowserError, browser_version, find_browser
from gongkai.site.cache import contents_key, digest
from gongkai.site.settled_pdf import settled
from gongkai.site.shell import DEMO
from gongkai.views.page import Page

PROCESSES = 4
"""So many processes may print at a time: a browser takes a quarter of a gigabyte."""
_ANCHOR = re.compile(r'<a\b[^>]* href="(?!https?:|mailto:)[^>]*>')
_CLASS = re.compile(r' class="[^"]*"')
_HEADING = re.compile(r"<h([2-6])\b")
_TAIL = 4096
"""Bytes at a PDF's end within which its trailer stands."""
_FRAME = """\
<!doctype html>
<html lang="zh-CN" class="no-js">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
{styles}
</style>
</head>
<body>
{banner}
<div class="gk-page">
<main class="gk-main">
{body}
</main>
</div>
</body>
</html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What printing needs: a browser's path and version, the folder of the stylesheets, and that of the site, where PDFs stand already."""

    browser: str
    version: str
    styles: str
    site: str

    @property
    def key(self) -> bytes:
        """What every PDF depends on besides its page."""
        return digest(self.version.encode(), contents_key(self.styles))

    def pdf(self, page: Page, dated: datetime, standing: str | None) -> bytes:
        """The page as a PDF of that date; `standing` is the address of the one that was made of it before, if it is still as we left it.

        Raises CannotRun when the browser fails twice.
        """
        html = document(page, self.styles)
        mark = sha256("\0".join((self.version, dated.isoformat(), html)).encode()).hexdigest()[:32].encode()
        known = Path(self.site, standing).read_bytes() if standing else b""
        if mark in known[-_TAIL:]:
            return known
        try:
            return self._printed(html, dated, mark)
        except BrowserError:  # any browser may crash once
            pass
        try:
            return self._printed(html, dated, mark)
        except BrowserError as problem:
            raise CannotRun(
                f"不能把《{page.title}》印成 PDF：{problem}。没有生成，原来的网站没有改动；不加 --pdf 可以先生成网页。"
            ) from None

    def _printed(self, html: str, dated: datetime, mark: bytes) -> bytes:
        try:
            return settled(_browser(self.browser).pdf(html), dated, mark)
        except BrowserError:
            close_browsers()
            raise
        except ValueError:
            close_browsers()
            raise BrowserError("浏览器给出的 PDF 不完整") from None


def find_paper(styles: str, site: str) -> Paper:
    """Paper with the browser of this machine; raises CannotRun when there is none that runs."""
    browser = find_browser()
    return Paper(browser=browser, version=browser_version(browser), styles=styles, site=site)


def document(page: Page, styles: str) -> str:
    """The page as HTML that needs no other file: its styles within, links only where they lead anywhere from a sheet, headings from 1."""
    return _FRAME.format(
        title=escape(page.title),
        styles="\n".join(_style(styles, name) for name in ("base", *page.styles)),
        banner=DEMO if page.demo else "",
        body=_HEADING.sub(lambda tag: f'{tag[0]} aria-level="{int(tag[1]) - 1}"', _ANCHOR.sub(_unlinked, page.body)),
    )


def _unlinked(tag: re.Match[str]) -> str:
    """The tag of a link without where it leads: what it was for the stylesheet it remains."""
    kept = _CLASS.search(tag[0])
    return f"<a{kept[0] if kept else ''}>"


@lru_cache(maxsize=32)
def _style(folder: str, name: str) -> str:
    return Path(folder, f"{name}.css").read_text(encoding="utf-8")


_running: dict[str, Browser] = {}
"""The browser of this process, by its path."""


def _browser(path: str) -> Browser:
    if path not in _running:
        from multiprocessing.util import Finalize

        _running[path] = Browser(path)
        Finalize(None, close_browsers, exitpriority=1)  # run at the end of a worker too, which atexit is not
    return _running[path]


def close_browsers() -> None:
    """End the browser of this process, if it has one."""
    while _running:
        _running.popitem()[1].close()
