"""A page of a scheme → the same page for the archive: in a plain frame, its stylesheets beside it, no link to what is not there."""

import re
from collections.abc import Collection
from html import escape, unescape

from gongkai.site.shell import DEMO
from gongkai.views.page import Page

BASE = "base"
"""The stylesheet of every page; a page names the others."""
_LINK = re.compile(r'<a\b(?! href="#)(?=[^>]*?\shref="(?!#|https?:|mailto:)([^"#?]*)[^"]*")[^>]*>(.*?)</a>', re.DOTALL)
_FRAME = """\
<!doctype html>
<html lang="zh-CN" class="no-js">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
{meta}<title>{title}</title>
{styles}</head>
<body>
{banner}<div class="gk-page">
<main class="gk-main" id="main">
"""
_END = """
</main>
</div>
<footer class="gk-foot"><p>本页是归档副本。出处：{source}</p></footer>
</body>
</html>
"""


def disc_page(page: Page, source: str, names: Collection[str]) -> bytes:
    """The page in UTF-8; `source` is where it is published, `names` are the files beside it: a link to any other becomes its words."""
    styles = (f'<link rel="stylesheet" href="{style_file(name)}">\n' for name in (BASE, *page.styles))
    meta = (f'<meta name="{escape(name)}" content="{escape(content)}">\n' for name, content in page.meta)
    frame = _FRAME.format(meta="".join(meta), title=escape(page.title), styles="".join(styles), banner=DEMO if page.demo else "")
    body = _LINK.sub(lambda link: link[0] if unescape(link[1]) in names else link[2], page.body)
    return "".join((frame, body, _END.format(source=escape(source)))).encode()


def style_file(name: str) -> str:
    """Where a stylesheet stands in the archive."""
    return f"styles/{name}.css"
