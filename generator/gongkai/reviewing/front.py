"""The first page of a review: the verdict, and the way to the comparison, the changed pages and the files for programs."""

import re
from collections.abc import Iterable, Sequence
from html import unescape
from pathlib import Path
from urllib.parse import quote

from gongkai.diff import Review, Stop, report
from gongkai.diff.report.sentences import headline, position, verdict
from gongkai.reviewing.comment import pages_told
from gongkai.reviewing.gathered import Gathered, counted
from gongkai.reviewing.preview import Preview
from gongkai.views.sheet import Sheet

FILES = {
    "diff.html": "前后对照",
    "comment.md": "评审意见（Markdown）",
    "diff.json": "改动，供程序读取",
    "annotations.txt": "逐行注释（GitHub Actions）",
    "code-quality.json": "改动的文件现有问题（GitLab Code Quality）",
    "results.sarif": "改动的文件现有问题（SARIF 2.1.0）",
}
"""What else the folder holds."""
_TITLE = re.compile(r"<title>(.*?)(?: - [^<]*)?</title>")
_MOST = 2000
"""Addresses of a kind that are listed."""


def front(gathered: Gathered) -> str:
    """The page; it stands alone, like the comparison, and looks like it."""
    sheet, review, stops = Sheet(), gathered.review, gathered.stops
    sheet.put('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n')
    sheet.put('<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n')
    sheet.put('<meta name="robots" content="noindex">\n')
    sheet.add("<title>评审：%s</title>\n", headline(review))
    style = Path(report.__file__).with_name("html.css").read_text(encoding="utf-8")
    sheet.put(f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>评审</h1>\n")
    sheet.add("<p>从 <b>%s</b> 到 <b>%s</b>：%s。</p>\n", review.before, review.after, headline(review))
    sheet.add(f'<p class="{"stopped" if stops else "passed"}">%s。</p>\n', verdict(review, gathered.level))
    _add_stops(sheet, stops)
    sheet.add('<p>改动的文件现有问题：%s。改前改后逐项对照，见<a href="diff.html">前后对照</a>。</p>\n', counted(gathered.found))
    _add_preview(sheet, gathered)
    sheet.put("<h2>文件</h2>\n<ul>\n")
    for name, words in FILES.items():
        sheet.add(f'<li><a href="{name}">{name}</a> %s</li>\n', words)
    sheet.put("</ul>\n</main>\n</body>\n</html>\n")
    return sheet.html()


def _add_stops(sheet: Sheet, stops: Sequence[Stop]) -> None:
    if stops:
        sheet.put("<ol>\n")
        for each in stops:
            sheet.add('<li><b>%s</b> <span class="where">%s</span><br>处理：%s</li>\n', each.message, position(each.span), each.help)
        sheet.put("</ol>\n")


def _add_preview(sheet: Sheet, gathered: Gathered) -> None:
    preview = gathered.preview
    sheet.put("<h2>预览</h2>\n")
    if preview is None:
        sheet.add("<p>没有预览：%s</p>\n", gathered.trouble)
        return
    if preview.alone:
        sheet.add("<p>改动前的网站生成不了：%s。下面是有改动的方案的全部网页。</p>\n", preview.alone)
    else:
        sheet.add("<p>网页%s。", pages_told(preview.changed, preview.added, preview.removed))
        sheet.put("预览含草稿，请勿对外公布。没有改动的网页不在其中")
        sheet.put("，链接指向线上的网站。</p>\n" if preview.url else "，指向它们的链接只留文字。</p>\n")
    for title, addresses, present in (
        ("改动的网页", preview.changed, True),
        ("新增的网页", preview.added, True),
        ("不再有的网址", preview.removed, False),
    ):
        _add_addresses(sheet, title, _ordered(addresses, gathered.review), preview if present else None)


def _ordered(addresses: Iterable[str], review: Review) -> list[str]:
    """The pages of the schemes themselves first, then the lists in which they stand, those of the rules last."""
    folders = tuple(f"{each.address}/" for each in review.schemes)
    return sorted(addresses, key=lambda each: (not each.startswith(folders), each.startswith("rules/"), each))


def _add_addresses(sheet: Sheet, title: str, addresses: Sequence[str], preview: Preview | None) -> None:
    pages = [each for each in addresses if each.endswith(".html")]
    others = [each for each in addresses if not each.endswith(".html")]
    if not pages and not others:
        return
    sheet.add("<h3>%s</h3>\n<ul>\n", title)
    for each in pages[:_MOST]:
        if preview:
            sheet.add('<li><a href="preview/%s">%s</a> <span class="where">%s</span></li>\n', quote(each), _title(preview, each), each)
        else:
            sheet.add('<li class="where">%s</li>\n', each)
    if len(pages) > _MOST:
        sheet.add("<li>……另有 %s 个</li>\n", str(len(pages) - _MOST))
    sheet.put("</ul>\n")
    if others:
        sheet.add("<details><summary>其他文件 %s 个</summary>\n<ul>\n", str(len(others)))
        for each in others[:_MOST]:
            sheet.add('<li class="where">%s</li>\n', each)
        sheet.put("</ul>\n</details>\n")


def _title(preview: Preview, address: str) -> str:
    """What the page calls itself, without the name of the site."""
    found = _TITLE.search((preview.site / address).read_text(encoding="utf-8"))
    return unescape(found[1]) if found else address
