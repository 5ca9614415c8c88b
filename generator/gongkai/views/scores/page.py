"""The 绩效目标考评表 page (`scores.html`): the parts of the score with their weights, then every indicator in one table."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from markupsafe import Markup

from gongkai.model import Attachment, Scheme
from gongkai.views.environment import render
from gongkai.views.notice.downloads import table_downloads
from gongkai.views.notice.enclosures import NOT_SUPPLIED, download
from gongkai.views.page import Page
from gongkai.views.part_table import part_table
from gongkai.views.parts import parts, stated
from gongkai.views.scheme_head import head, page
from gongkai.views.scores.table import score_table
from gongkai.views.scores.units import unit_table
from gongkai.views.scores.weight_bar import weight_bar
from gongkai.views.subject import Subject

SCRIPTS = ("copying", "scores-rows", "scores-view", "scores-links", "scores")
"""Of a page with a table: what its rows hold, which are shown and in what order, addresses to copy, the controls."""


def scores_page(subject: Subject) -> Page:
    """The page; where the scheme came without its table it says which attachment is missing."""
    case, scheme = subject.case, subject.case.scheme
    all_parts, has_table = parts(case), bool(scheme.indicators)
    body = render(
        "scores.html",
        head=head(subject, "scores.html"),
        parts=part_table(all_parts, case.outline, has_table=has_table),
        bar=weight_bar(all_parts),
        downloads=table_downloads(subject),
        missing=() if has_table else tuple(_missing(scheme, subject.files)),
    )
    if not has_table:
        return page(subject, "scores.html", f"{body}\n</section>", _description(scheme))
    # not through the template, which would copy its hundred thousand characters four times
    html = f"{body}\n{score_table(subject, all_parts)}</section>\n{unit_table(case)}"
    return replace(page(subject, "scores.html", html, _description(scheme)), scripts=SCRIPTS)


def _missing(scheme: Scheme, files: Mapping[str, int]) -> Iterator[str]:
    """Why there is no table, in sentences; where it came as a file only, with the link to that."""
    tables = [each for each in scheme.attachments if each.content == "indicators"]
    for each in tables:
        name = attachment_name(each)
        if file := download(each, files):
            yield Markup('%s没有录入，请看原件：<a href="%s" download="%s">%s</a>。') % (name, file.href, file.saved_as, file.words)
        else:
            yield f"{name}不公开：{each.withheld}。" if each.withheld else f"{name}：{NOT_SUPPLIED}。"
    if not tables:
        yield "本方案没有随附绩效目标考评表。"


def attachment_name(attachment: Attachment) -> str:
    """附件1《…》, bracketed once however the title is written."""
    number = "" if attachment.number is None else str(attachment.number)
    title = attachment.title if attachment.title.startswith("《") else f"《{attachment.title}》"
    return f"附件{number}{title}"


def _description(scheme: Scheme) -> str:
    named = ((each.name, stated(each)) for each in scheme.components)
    return f"{scheme.title}的考评内容和考评指标：{'、'.join(f'{name}（{said}）' if said else name for name, said in named)}。"
