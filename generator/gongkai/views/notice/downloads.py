"""下载: the files that stand beside a scheme's pages, as a section of the notice and as a line of the score page."""

from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup

from gongkai.views.notice.enclosures import in_bytes
from gongkai.views.page import Page
from gongkai.views.sheet import Sheet
from gongkai.views.subject import Subject

ARCHIVE, PDF = "archive.zip", "notice.pdf"
_LATER = "<!-- archive -->\n"
"""Where the archive is linked once it is packed: it holds the very page that links it."""


class _Kind(NamedTuple):
    """Files of one content: what it is, what to know of them (may be empty), and the files by name, each with the name of its format."""

    label: str
    words: str
    files: dict[str, str]


_TABLE = _Kind("考评表", "XLSX为打印版式", {"scores.xlsx": "XLSX", "indicators.csv": "CSV", "indicators.json": "JSON"})
_KINDS = (
    _TABLE,
    _Kind("公文", "", {PDF: "PDF", "notice.txt": "纯文字"}),
    _Kind("时间表", "可导入日历", {"timeline.ics": "ICS"}),
    _Kind("方案", "全部数据", {"scheme.yml": "YAML", "scheme.json": "JSON"}),
)
_OPENED = "notice.txt"
"""A browser shows it; the others are saved under a name that tells what they are."""


def download_section(subject: Subject) -> Markup:
    """The section of the notice; nothing when there are no files."""
    if not subject.downloads:
        return Markup()
    sheet = Sheet()
    sheet.add('<section class="gk-after" aria-labelledby="downloads">\n<h2 id="downloads">下载</h2>\n<ul class="gk-list">\n')
    for kind in _KINDS:
        if any(name in subject.downloads for name in kind.files):
            sheet.add('<li><span class="gk-list-key">%s</span><span>', kind.label)
            _add_links(sheet, kind, subject)
            sheet.add('　<span class="gk-quiet">%s</span></span></li>\n' if kind.words else "</span></li>\n", *filter(None, [kind.words]))
    sheet.put(_LATER)
    sheet.add("</ul>\n</section>\n")
    return sheet.markup()


def table_downloads(subject: Subject) -> Markup:
    """The files of the table, for its page; nothing when there are none."""
    if "scores.xlsx" not in subject.downloads:
        return Markup()
    sheet = Sheet()
    sheet.add('<p class="gk-downloads gk-noprint">下载考评表：')
    _add_links(sheet, _TABLE, subject)
    sheet.add("</p>\n")
    return sheet.markup()


def with_archive(notice: Page, subject: Subject, size: int) -> Page:
    """The notice with a link to the archive of so many bytes."""
    sheet = Sheet()
    sheet.add('<li><span class="gk-list-key">归档包</span><span>')
    _add_link(sheet, ARCHIVE, "ZIP", f"{subject.case.scheme.title}.zip", size)
    sheet.add('　<span class="gk-quiet">本方案的全部网页、数据和附件，附校验值，可以离线阅读</span></span></li>\n')
    return replace(notice, body=notice.body.replace(_LATER, sheet.html(), 1))


def _add_links(sheet: Sheet, kind: _Kind, subject: Subject) -> None:
    apart = ""
    for name, form in kind.files.items():
        if name in subject.downloads:
            sheet.add(apart)
            saved_as = "" if name == _OPENED else f"{subject.case.scheme.title}{kind.label}.{name.rpartition('.')[2]}"
            _add_link(sheet, name, form, saved_as, subject.downloads[name])
            apart = "　"


def _add_link(sheet: Sheet, name: str, form: str, saved_as: str, size: int) -> None:
    sheet.add('<a href="%s" download="%s">' if saved_as else '<a href="%s">', *filter(None, (name, saved_as)))
    sheet.add("%s（%s）</a>", form, in_bytes(size))
