"""The particulars of a site's owner in the page foot (国办发〔2017〕47号): 主办单位, 联系方式, 网站标识码, 备案号, 纠错."""

from functools import cache

from gongkai.model import Footer
from gongkai.views.environment import render


@cache
def footer_html(footer: Footer) -> str:
    """HTML for the foot of all pages of one region; empty when region.yml says nothing."""
    return "" if footer == Footer() else render("footer.html", footer=footer)
