"""One scheme → all of it in the site: its pages, the files for machines beside them, and the archive that holds everything together."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.exchange import Published, scheme_files
from gongkai.exchange.archive import archive_zip
from gongkai.site.disc import BASE, disc_page, style_file
from gongkai.site.press import Press
from gongkai.views import scheme_pages
from gongkai.views.data.records import noted
from gongkai.views.notice.downloads import ARCHIVE, PDF, with_archive
from gongkai.views.page import Page, PrintedFooter
from gongkai.views.report.remarks import beside
from gongkai.views.subject import Subject

if TYPE_CHECKING:
    from gongkai.site.paper import Paper


def print_scheme(
    press: Press,
    subject: Subject,
    footer: PrintedFooter,
    more: Mapping[str, bytes],
    *,
    attached: Path,
    styles: str,
    paper: "Paper | None",
    panel: str = "",
) -> None:
    """Put everything in place: `more` are further files of the scheme by name, `attached` is the folder of its attachments.

    `styles` is the folder of the stylesheets for the archive, empty where none is wanted; `paper` prints the notice, where that is wanted;
    `panel` is what a preview says on every page.
    """
    published = Published(case=subject.case, address=subject.address, url=subject.site_url)
    files = {**dict(scheme_files(published)), **more}
    if paper:
        files[PDF] = _printed(press, subject, paper)
    subject = replace(subject, downloads={name: len(content) for name, content in files.items()})
    notice, *others = scheme_pages(subject)
    if styles:
        files[ARCHIVE] = _archive(published, (notice, *others), {**files, **dict(_attachments(subject, attached))}, styles)
        notice = with_archive(notice, subject, len(files[ARCHIVE]))
    press.print([beside(each, panel) for each in (notice, *others)], footer)
    for name, content in files.items():
        press.put(f"{subject.address}/{name}", content)
    for name in subject.files:
        press.copy(f"{subject.address}/{name}", attached / name)


def _printed(press: Press, subject: Subject, paper: "Paper") -> bytes:
    """The notice as a PDF, of the day when something of it was last said to have changed."""
    address = f"{subject.address}/{PDF}"
    return paper.pdf(next(scheme_pages(subject)), noted(subject).updated, address if press.stands(address) else None)


def _archive(published: Published, pages: tuple[Page, ...], files: Mapping[str, bytes], folder: str) -> bytes:
    """The archive of these pages and files."""
    named = {page.address.rpartition("/")[2]: page for page in pages}
    names = {*named, *files}
    printed = {name: disc_page(page, published.page, names) for name, page in named.items()}
    used = dict.fromkeys((BASE, *(style for page in pages for style in page.styles)))
    return archive_zip(published, {**printed, **files}, [(style_file(name), _style(folder, name)) for name in used])


def _attachments(subject: Subject, folder: Path) -> Iterator[tuple[str, bytes]]:
    for name in subject.files:
        with suppress(OSError):  # the press will say so
            yield name, folder.joinpath(name).read_bytes()


@lru_cache(maxsize=32)
def _style(folder: str, name: str) -> bytes:
    return Path(folder, f"{name}.css").read_bytes()
