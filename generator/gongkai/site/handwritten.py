"""What MkDocs rendered → the site: hand-written pages and assets, with their links and those of the theme checked like all others."""

from pathlib import Path

from gongkai.site.cache import files_below
from gongkai.site.press import Press
from gongkai.site.rendering import Rendered
from gongkai.site.verify import css_links, html_links
from gongkai.views.page import PrintedFooter

SITE, FOOT = b"@@gongkai:site@@", b"@@gongkai:footer@@"
"""The holes of a hand-written page: what MkDocs, which knows no region.yml, cannot say."""


def print_handwritten(press: Press, rendered: Rendered, footer: PrintedFooter) -> None:
    """Put every rendered file in place."""
    links = [html_links(f"{'folder/' * depth}shell", shell.html) for depth, shell in enumerate(rendered.shells)]
    for path in files_below(str(rendered.pages)):
        address = path.removeprefix(f"{rendered.pages}/")
        content = Path(path).read_bytes()
        if address.endswith(".html"):
            content = content.replace(SITE, footer.head.encode()).replace(FOOT, footer.foot.encode())
        press.put(address, content)
        if address.endswith(".html"):
            links.append(html_links(address, content.decode(errors="replace")))
        elif address.endswith(".css"):
            links.append(css_links(address, content.decode(errors="replace")))
    press.settle(links)
