"""What must not be merged as it is: a file that cannot be read, new errors, a published scheme that vanishes or changes without a note.

Basis: 《政府信息公开条例》第二十六条 (a change is to be disclosed as well); what was published keeps its address, and its state is stated.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from gongkai.changes import KINDS, Change, Kind
from gongkai.diagnostics import Diagnostic, Severity, Span
from gongkai.diff.review import Gate, Stop
from gongkai.model import Scheme

_SELF_TOLD = frozenset({"review", "validity", "validity_on", "replaced_by"})
"""What of the disclosure tells of itself on the page, or does not stand there."""

_LINE = 40
"""Characters of a change that is told in a sentence; of a longer one only what it is about."""


def broken(span: Span, *, since: bool) -> Stop:
    """The later file is no scheme; `since` says that the earlier one was."""
    what = "改动以后读不出方案" if since else "读不出方案"
    return Stop(
        gate=Gate.BROKEN,
        message=f"{span.file} {what}",
        help="请先改正文件本身的错误（用 gongkai validate 查看），再看改了什么。",
        span=span,
    )


def failing(found: Iterable[Diagnostic]) -> Iterator[Stop]:
    """One for each new error."""
    for each in found:
        if each.rule.severity is Severity.ERROR:
            message = f"新增错误 {each.rule.code}：{each.finding.message}"
            yield Stop(gate=Gate.FINDINGS, message=message, help=each.finding.help or "请改正，或写明豁免的理由。", span=each.span)


def vanished(title: str, why: str, span: Span) -> Stop:
    """A published scheme without pages from now on."""
    return Stop(
        gate=Gate.WITHDRAWN,
        message=f"已公开的《{title}》{why}，网页会消失，原网址会失效",
        help="请保留文件和公开状态，在 disclosure 写 validity: 废止（或 撤销）和 validity_on，页面会注明。",
        span=span,
    )


def relocated(title: str, span: Span) -> Stop:
    """A published scheme under another address."""
    return Stop(
        gate=Gate.WITHDRAWN,
        message=f"已公开的《{title}》换了文件名或文件夹，网址随之改变，原网址会失效",
        help="请改回原来的位置；文件名就是网址，公开以后不要改。",
        span=span,
    )


def hidden(before: Scheme, after: Scheme) -> str:
    """Why a scheme that was public is no longer; empty when it is."""
    if not before.published or after.published:
        return ""
    return "改回了草稿" if after.draft else f"改成了{after.disclosure.mode}"


def unexplained(before: Scheme, after: Scheme, changes: Iterable[Change], span: Span) -> Iterator[Stop]:
    """A public scheme whose readers find something else, and no new 更正说明 that says so."""
    if not before.published or not after.published or _has_new_note(before, after):
        return
    seen = [each for each in changes if shows(each)]
    if seen:
        more = f"等{len(seen)}处" if len(seen) > 1 else ""
        yield Stop(
            gate=Gate.NOTE,
            message=f"已公开的方案改了内容（{_named(seen[0])}{more}），没有更正说明",
            help="请在 disclosure 的 changes 里加一条，写明日期（on）和改了什么、为什么改（note），页面会向公众注明。",
            span=span,
        )


def _named(change: Change) -> str:
    return change.message if len(change.message) <= _LINE else f"{change.about}{change.what}"


def shows(change: Change) -> bool:
    """Whether a reader of the pages finds something else than before; what is only now filled in takes nothing back."""
    if change.kind is Kind.DISCLOSURE:
        field = (change.after or change.before or ("", ""))[1]
        return field not in _SELF_TOLD and bool(change.old)
    return KINDS[change.kind].public


def _has_new_note(before: Scheme, after: Scheme) -> bool:
    """Whether there are more notes than before; one that is only reworded is none."""
    old, new = (Counter((note.on, note.note) for note in each.disclosure.changes) for each in (before, after))
    return (new - old).total() > (old - new).total()


def to_be_signed(title: str, count: int, span: Span) -> Stop:
    """An issued scheme with other points, indicators, formula or time limits."""
    message = f"《{title}》有 {count} 处实质性修改"
    return Stop(gate=Gate.SUBSTANCE, message=message, help="请送原签发人重新审签，再合并。", span=span)
