"""相关文件: the agency's schemes of the years before and after, whether one replaces the other, and what is different."""

from markupsafe import Markup

from gongkai.views.scheme_head import COMPARE, Link, document_number, neighbours
from gongkai.views.sheet import Sheet
from gongkai.views.subject import Subject


def related(subject: Subject) -> Markup:
    """The entries of the section; nothing when there are none."""
    scheme, previous = subject.case.scheme, subject.case.previous
    earlier, later = neighbours(subject, "index.html")
    own, successor = document_number(scheme), subject.later.number if subject.later else ""
    sheet = Sheet()
    if earlier:
        replaced = bool(own) and previous is not None and previous.disclosure.replaced_by == own
        _add(sheet, subject, "上一年度", earlier, "由本文件代替" if replaced else "")
    if subject.earlier and subject.before:
        sheet.add(
            '<li><span class="gk-list-key">年度比较</span><a href="%s">%s</a></li>\n', COMPARE, f"与{subject.earlier.year}年度方案的不同"
        )
    if later:
        _add(sheet, subject, "下一年度", later, "代替本文件" if successor and successor == scheme.disclosure.replaced_by else "")
    return sheet.markup()


def _add(sheet: Sheet, subject: Subject, key: str, other: Link, note: str) -> None:
    sheet.add(
        '<li><span class="gk-list-key">%s</span><span><a href="%s">%s</a>', key, other.href, f"{subject.case.agency.name}{other.label}方案"
    )
    sheet.add('　<span class="gk-quiet">%s</span></span></li>\n' if note else "</span></li>\n", *filter(None, [note]))
