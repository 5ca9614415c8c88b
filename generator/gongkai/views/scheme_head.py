"""What the six pages of one scheme have in common: the head with its tabs and banners, and the frame of the page around a body."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from gongkai.model import Disclosure, Scheme
from gongkai.periods import chinese_date
from gongkai.rules import Case
from gongkai.rules.registry import once
from gongkai.views.page import Heading, Page, link, web_address
from gongkai.views.sheet import Sheet
from gongkai.views.subject import Sibling, Subject
from gongkai.views.words import breakable

PAGES = {
    "index.html": ("公文", ""),
    "scores.html": ("考评表", "绩效目标考评表"),
    "organization.html": ("组织", "组织领导与参评对象"),
    "timeline.html": ("时间表", "实施步骤与时间表"),
    "rules.html": ("公式等次", "计分公式与等次"),
    "report.html": ("校核报告", "校核报告"),
}
"""The files of a scheme's folder in the order of the tabs: label of the tab, name of the page after the title (the notice has none)."""

COMPARE = "compare.html"
"""The page beside them that holds a scheme against the one before it, where there is one."""

_STYLES = {
    COMPARE: ("compare",),
    "index.html": ("notice",),
    "scores.html": ("scores",),
    "organization.html": ("organization",),
    "timeline.html": ("timeline",),
    "rules.html": ("formula",),
    "report.html": ("formula", "report"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A label and a relative address."""

    label: str
    href: str


def head(subject: Subject, current: str) -> Markup:
    """The head of the page with the file name `current` (a key of `PAGES`): place, title, number, date, banners and tabs."""
    title, facts = _title_and_facts(subject.case)
    name = page_name(subject, current)
    shown = f' <span class="gk-head-page">{name}</span>' if name else ""
    banner, years = _banner(subject, current), _years(subject, current)
    return Markup(f"{title}{shown}{facts}{banner}{_TABS[current]}{years}  </div>\n</header>\n")


def page_name(subject: Subject, current: str) -> str:
    """The name of a page after the title; the notice has none."""
    if current == COMPARE and subject.earlier:
        return f"与{subject.earlier.year}年度比较"
    return PAGES[current][1]


@once
def _title_and_facts(case: Case) -> tuple[str, str]:
    """What the heads of all pages of a scheme have in common: the HTML up to the title, and from its end up to the tabs."""
    scheme, title, facts = case.scheme, Sheet(), Sheet()
    title.add('<header class="gk-head">\n  <p class="gk-head-place"><a href="../../index.html">%s</a>', case.region.name)
    title.add('<span aria-hidden="true"> · </span><a href="../index.html">%s</a>', case.agency.name)
    title.add(' <strong class="gk-demo">演示数据</strong></p>\n  <h1>' if case.region.demo else "</p>\n  <h1>")
    title.put(breakable(scheme.title))
    facts.add('</h1>\n  <p class="gk-head-facts"><span>%s</span>', document_number(scheme) or "原文未载文号")
    if scheme.notice:
        facts.add(" <span>%s</span>", issue_date(scheme))
    facts.add("</p>\n")
    return title.html(), facts.html()


def _years(subject: Subject, current: str) -> str:
    earlier, later = neighbours(subject, current)
    compared = subject.earlier if subject.before else None
    if not earlier and not later and not compared:
        return ""
    sheet = Sheet()
    sheet.add('    <nav class="gk-years" aria-label="其他年度">\n')
    if earlier:
        sheet.add('      <a rel="prev" href="%s"><span aria-hidden="true">← </span>%s</a>\n', earlier.href, earlier.label)
    if compared:
        here = ' aria-current="page"' if current == COMPARE else ""
        sheet.add(f'      <a href="{COMPARE}"{here}>与{compared.year}年度比较</a>\n')
    if later:
        sheet.add('      <a rel="next" href="%s">%s<span aria-hidden="true"> →</span></a>\n', later.href, later.label)
    sheet.add("    </nav>\n")
    return sheet.html()


def neighbours(subject: Subject, current: str) -> tuple[Link | None, Link | None]:
    """The same page of the year before and of the year after, where there is one."""
    if current == COMPARE:
        earlier = subject.earlier if subject.earlier and subject.earlier.compared else None
        return _sibling(subject, earlier, current), _sibling(subject, subject.later if subject.case.scheme.published else None, current)
    return _sibling(subject, subject.earlier, current), _sibling(subject, subject.later, current)


def _tabs(current: str) -> str:
    """The navigation between the six pages, the same for every scheme."""
    mark = {current: ' aria-current="page"'}
    items = "".join(f'        <li><a href="{file}"{mark.get(file, "")}>{label}</a></li>\n' for file, (label, _) in PAGES.items())
    return f'  <div class="gk-head-nav">\n    <nav class="gk-tabs" aria-label="本方案各页">\n      <ul>\n{items}      </ul>\n    </nav>\n'


_TABS = {current: _tabs(current) for current in (*PAGES, COMPARE)}


def page(subject: Subject, current: str, body: str, description: str, contents: tuple[Heading, ...] = ()) -> Page:
    """The page of file name `current` around its finished HTML: address, title, breadcrumbs and head metadata."""
    name, title = page_name(subject, current), subject.case.scheme.title
    address = f"{subject.address}/{current}"
    return Page(
        address=address,
        title=f"{name} · {title}" if name else title,
        description=description,
        body=body,
        crumbs=_crumbs(subject, address, name),
        contents=contents,
        meta=tuple(_meta(subject, name)),
        section="catalog",
        demo=subject.case.region.demo,
        styles=("scheme", *_STYLES[current]),
    )


def document_number(scheme: Scheme) -> str:
    """发文字号; empty when the scheme came without a notice or the notice without a number."""
    return scheme.notice.number or "" if scheme.notice else ""


def issue_date(scheme: Scheme) -> str:
    """成文日期 in words; empty without a notice."""
    return chinese_date(scheme.notice.signed_on) if scheme.notice else ""


def validity_banner(disclosure: Disclosure) -> str:
    """What a reader must know before anything else of a scheme that no longer holds; empty while it does."""
    if disclosure.validity == "有效":
        return ""
    when = f"自{chinese_date(disclosure.validity_on)}起" if disclosure.validity_on else "已"
    return f"本文件{when}{disclosure.validity}，仅供查阅。"


def _banner(subject: Subject, current: str) -> str:
    """The same as HTML, with the document that holds instead: a link where it is the scheme that follows or a registered one."""
    disclosure = subject.case.scheme.disclosure
    said = validity_banner(disclosure)
    if not said:
        return ""
    sheet = Sheet()
    sheet.add('  <p class="gk-validity" role="note"><strong>%s</strong> %s', disclosure.validity, said)
    if successor := disclosure.replaced_by:
        href = _successor(subject, successor, current)
        sheet.add('现行文件：<a href="%s">%s</a>。' if href else "现行文件：%s%s。", href, successor)
    sheet.add("</p>\n")
    return sheet.html()


def _successor(subject: Subject, name: str, current: str) -> str:
    """Where the document of that 文号 stands; empty when nobody knows."""
    later = subject.later
    if later and later.number == name:
        return link(f"{subject.address}/{current}", f"{later.address}/index.html")
    document = subject.case.documents.get(name)
    return web_address(document.url) if document else ""


def _sibling(subject: Subject, sibling: Sibling | None, current: str) -> Link | None:
    if sibling is None:
        return None
    return Link(label=f"{sibling.year}年度", href=link(f"{subject.address}/{current}", f"{sibling.address}/{current}"))


def _crumbs(subject: Subject, address: str, name: str) -> tuple[tuple[str, str], ...]:
    """首页 › region › agency › year › page; the last one is the page itself and has no address."""
    case = subject.case
    trail = (("首页", link(address, "index.html")), (case.region.name, "../../index.html"), (case.agency.name, "../index.html"))
    year = f"{subject.case.scheme.year}年度"
    return (*trail, (year, "index.html"), (name, "")) if name else (*trail, (year, ""))


def _meta(subject: Subject, name: str) -> Iterable[tuple[str, str]]:
    """Head tags whose values the source states, beside those that `columns` knows of every page."""
    scheme = subject.case.scheme
    yield "ArticleTitle", f"{scheme.title}（{name}）" if name else scheme.title
    if scheme.disclosure.published_at:
        yield "PubDate", scheme.disclosure.published_at.strftime("%Y-%m-%d %H:%M")
    yield "ContentSource", publisher(subject)
    yield "Keywords", ",".join(word for word in (subject.case.agency.name, str(scheme.year), "绩效评估", name or "工作方案") if word)


def publisher(subject: Subject) -> str:
    """发布机构: as disclosed, else who signed, else the agency whose folder it is."""
    scheme = subject.case.scheme
    return scheme.disclosure.publisher or (scheme.notice.signed_by if scheme.notice else subject.case.agency.name)
