"""The notice page: the 政府信息公开 box, the 公文 with the scheme's text, and what belongs to it (附件, 制定依据, 相关文件)."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from gongkai.model import Notice, Region, Scheme
from gongkai.periods import chinese_date
from gongkai.rules import Case
from gongkai.views.environment import render
from gongkai.views.notice.documents import Reference, references
from gongkai.views.notice.downloads import download_section
from gongkai.views.notice.enclosures import Enclosure, attachment_lines, attachment_targets, enclosures
from gongkai.views.notice.prose import Block, attachment_rows, cells, printed, read_paragraphs, read_prose
from gongkai.views.notice.qr import qr_svg
from gongkai.views.notice.related import related
from gongkai.views.page import Heading, Page
from gongkai.views.scheme_head import head, page, publisher
from gongkai.views.sheet import Sheet
from gongkai.views.subject import Subject
from gongkai.views.words import Links, Target, breakable


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The 公文 before the scheme: red head, number, title, addressees, body, signature and date, 附注."""

    masthead: str
    number: str
    title: Markup
    addressees: str
    body: tuple[Markup, ...]
    signed_by: str
    signed_on: str
    annotation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Colophon:
    """版记: 抄送, and 印发机关 with 印发日期 (GB/T 9704—2012 7.4); either may be empty."""

    copied_to: str
    printed_by: str
    printed_on: str

    @property
    def copied(self) -> bool:
        """Whether it names receivers, whose further lines begin below the first one's name."""
        return self.copied_to.startswith("抄送：")

    @property
    def rows(self) -> int:
        """Lines that it takes on paper, at most: of 29 characters of 4号, or 26 below 抄送."""
        return -(-len(self.copied_to) // 26) + bool(self.printed_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One 更正说明."""

    date: str
    note: str


def notice_page(subject: Subject) -> Page:
    """`index.html` of a scheme; without a notice it holds the scheme's text alone."""
    case, scheme = subject.case, subject.case.scheme
    cited = tuple(references(case))
    attached = enclosures(scheme, subject.files)
    links = Links(documents={each.number: each.target for each in cited}, attachments=attachment_targets(attached))
    blocks = read_prose(case.outline, links, _score_targets(case))
    body = render(
        "notice.html",
        head=head(subject, "index.html"),
        related=related(subject),
        facts=_facts(subject),
        letter=_letter(scheme.notice, links) if scheme.notice else None,
        title=breakable(scheme.title),
        text=printed(blocks),
        listed=_listed(blocks, attached, links),
        colophon=_colophon(scheme.notice) if scheme.notice else None,
        enclosures=attached,
        references=cited,
        downloads=download_section(subject),
        here=_here(subject),
        changes=tuple(Change(date=chinese_date(each.on), note=each.note) for each in scheme.disclosure.changes),
        note=scheme.provenance.note if scheme.provenance else None,
    )
    return page(subject, "index.html", body, _description(scheme), tuple(_contents(subject, blocks, attached, cited)))


def _facts(subject: Subject) -> Markup:
    """The entries of the 政府信息公开 box."""
    scheme, disclosure = subject.case.scheme, subject.case.scheme.disclosure
    generated = disclosure.generated_on or (scheme.notice.signed_on if scheme.notice else None)
    published = disclosure.published_at
    values = {
        "index": ("索引号", disclosure.index),
        "number": ("文号", scheme.notice.number if scheme.notice else None),
        "publisher": ("发布机构", publisher(subject)),
        "generated_on": ("生成日期", generated.isoformat() if generated else None),
        "published_at": ("发布日期", published.strftime("%Y-%m-%d %H:%M") if published else None),
        "subject": ("主题分类", disclosure.subject),
        "validity": ("有效性", disclosure.validity),
        "mode": ("公开方式", disclosure.mode),
    }
    sheet = Sheet()
    for field, (label, value) in values.items():
        sheet.add("<div><dt>%s</dt>", _label(subject.case.region, field, label))
        sheet.add("<dd>%s</dd></div>\n" if value else '<dd><span class="gk-quiet">%s</span></dd></div>\n', value or "原文未载")
    if disclosure.summary:
        label = _label(subject.case.region, "summary", "概述")
        sheet.add('<div class="gk-wide"><dt>%s</dt><dd>%s</dd></div>\n', label, disclosure.summary)
    return sheet.markup()


def _here(subject: Subject) -> Markup:
    """The page's own address and its QR code, for a sheet of paper and the telephone beside it; nothing where the site's is not known."""
    if not subject.site_url:
        return Markup()
    address = f"{subject.site_url}{subject.address}/index.html"
    sheet = Sheet()
    sheet.add('<section class="gk-here" aria-label="本页网址">\n')
    sheet.put(qr_svg(address, "本页网址的二维码"))
    sheet.add("<p>本文件的网上版本<br><span>%s</span></p>\n</section>\n", address)
    return sheet.markup()


def _label(region: Region, field: str, label: str) -> str:
    return region.labels.get(field, label)


def _letter(notice: Notice, links: Links) -> Letter:
    return Letter(
        masthead=f"{notice.signed_by}文件",
        number=notice.number or "",
        title=breakable(notice.title),
        addressees=f"{notice.addressees.rstrip('：:')}：" if notice.addressees else "",
        body=tuple(map(Markup, read_paragraphs(notice.body, links))),
        signed_by=notice.signed_by,
        signed_on=chinese_date(notice.signed_on),
        annotation=f"（{notice.annotation.strip('（）()')}）" if notice.annotation else "",
    )


def _listed(blocks: tuple[Block, ...], attached: tuple[Enclosure, ...], links: Links) -> Markup:
    """附件说明 for a text that has none of its own."""
    if not attached or (blocks and blocks[-1].kind == "attachments"):
        return Markup()
    return cells("gk-enclosed", attachment_rows(attachment_lines(attached), links))


def _colophon(notice: Notice) -> Colophon | None:
    receivers = "，".join((*notice.copied_to, *(["存档"] if notice.filed else [])))
    if not receivers and not notice.imprint:
        return None
    return Colophon(
        copied_to=f"抄送：{receivers}。" if notice.copied_to else f"{receivers}。" if receivers else "",
        printed_by=notice.imprint.by if notice.imprint else "",
        printed_on=f"{chinese_date(notice.imprint.on)}印发" if notice.imprint else "",
    )


def _score_targets(case: Case) -> dict[int, Target]:
    """Where the text sets out a part of the score: its rows in the score table, or, without a table, the list of the parts."""
    targets: dict[int, Target] = {}
    for node in case.components:
        section = case.outline.find(node.component.clause) if node.component.clause else None
        if section and not section.inline:
            fragment = f"c-{node.component.id}" if case.scheme.indicators else "parts"
            targets.setdefault(section.start, Target(href=f"scores.html#{fragment}", hint=f"考评表：{node.component.name}"))
    return targets


def _contents(
    subject: Subject, blocks: tuple[Block, ...], attached: tuple[Enclosure, ...], cited: tuple[Reference, ...]
) -> Iterator[Heading]:
    titles = {section.anchor: section.title for section in subject.case.outline.sections}
    for block in blocks:
        if block.kind == "heading" and (block.depth == 1 or (block.depth == 2 and (block.style <= 2 or not block.html))):
            yield Heading(level=block.depth, anchor=block.anchor, text=block.number + titles[block.anchor])
    if attached:
        yield Heading(level=1, anchor="attachments", text="附件")
    if cited:
        yield Heading(level=1, anchor="references", text="制定依据与引用文件")
    if subject.downloads:
        yield Heading(level=1, anchor="downloads", text="下载")


def _description(scheme: Scheme) -> str:
    if scheme.disclosure.summary:
        return scheme.disclosure.summary
    number = f"（{scheme.notice.number}）" if scheme.notice and scheme.notice.number else ""
    return f"{scheme.title}{number}全文。"
