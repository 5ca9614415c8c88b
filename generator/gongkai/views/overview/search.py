"""The search page: a form that works for its script, and where else to look for readers without one."""

from gongkai.views.environment import render
from gongkai.views.page import Page

FOLDER = "search"


def search_page() -> Page:
    """`search/index.html`; the hits are put in by `search.js`."""
    return Page(
        address=f"{FOLDER}/index.html",
        title="搜索",
        description="在各机关绩效评估工作方案的全文、考评指标、责任单位、人员和文号中查找。",
        body=render("search.html"),
        crumbs=(("首页", "../index.html"), ("搜索", "")),
        section="search",
        styles=("search",),
        scripts=("search",),
    )
