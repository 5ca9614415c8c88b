"""What the frame of a page says of the site's owner (国办发〔2017〕47号附件2): site tags in the head, particulars in the foot."""

from functools import cache

from gongkai.model import Footer
from gongkai.views.columns import site_tags
from gongkai.views.environment import render
from gongkai.views.page import PrintedFooter, web_address


@cache
def printed_footer(footer: Footer, name: str, url: str) -> PrintedFooter:
    """The footer of all pages of one region; `name` and `url` are the site's own (mkdocs.yml), the latter may be empty."""
    foot = render("footer.html", footer=footer, identity=web_address(footer.identity_url), correction=web_address(footer.correction_url))
    return PrintedFooter(
        head=site_tags(footer.site_name or name, url, footer.site_domain, footer.site_id),
        foot=foot if "<li>" in foot else "",
    )
