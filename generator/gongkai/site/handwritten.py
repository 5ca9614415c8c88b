"""What MkDocs rendered → the site: hand-written pages and assets, with their links and those of the theme checked like all others."""

from pathlib import Path

from gongkai.site.cache import files_below
from gongkai.site.press import Press
from gongkai.site.rendering import Rendered
from gongkai.site.verify import css_links, html_links


def print_handwritten(press: Press, rendered: Rendered) -> None:
    """Put every rendered file in place."""
    links = [html_links(f"{'folder/' * depth}shell", shell.html) for depth, shell in enumerate(rendered.shells)]
    for path in files_below(str(rendered.pages)):
        address = path.removeprefix(f"{rendered.pages}/")
        content = Path(path).read_bytes()
        press.put(address, content)
        if address.endswith(".html"):
            links.append(html_links(address, content.decode(errors="replace")))
        elif address.endswith(".css"):
            links.append(css_links(address, content.decode(errors="replace")))
    press.settle(links)
