"""Family G, when a scheme is reviewed, published, corrected and repealed; what the catalogue says of it stands in `disclosure`."""

import datetime as dt
import re
from collections.abc import Iterator

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.model import Scheme
from gongkai.periods import chinese_date
from gongkai.rules.registry import Case, finding, related, rule
from gongkai.workdays import working_days_after

WITHIN = 20
"""Working days from the day a document comes into being to that of its publication (第二十六条)."""

_IN_TIME = "《政府信息公开条例》第二十六条：主动公开的政府信息，应当自形成或者变更之日起20个工作日内及时公开"
_REVIEW = "《政府信息公开条例》第十七条：行政机关应当建立健全政府信息公开审查机制，对拟公开的政府信息进行审查"


def formed(scheme: Scheme) -> tuple[dt.date, Path] | None:
    """The day the document came into being, and where that is said; of signing and generating the later."""
    about, notice = scheme.disclosure, scheme.notice
    days: list[tuple[dt.date, Path]] = [(about.generated_on, ("disclosure", "generated_on"))] if about.generated_on else []
    if notice:
        days.append((notice.signed_on, ("notice", "signed_on")))
    return max(days, key=lambda each: each[0], default=None)


def is_transcribed(scheme: Scheme) -> bool:
    """Whether the file was copied from a published source, which does not say how it came to be published."""
    origin = scheme.provenance
    return origin is not None and bool(origin.seed or origin.url)


@rule("G009", "late-publication", "公开超过20个工作日", Severity.WARNING, Basis.REGULATION, _IN_TIME)
def late_publication(case: Case) -> Iterator[Finding]:
    """From the day of signing to publication, by the calendar of working days."""
    since, published = formed(case.scheme), case.scheme.disclosure.published_at
    last = working_days_after(since[0], WITHIN) if since and published and case.scheme.published else None
    if since and published and last and published.date() > last:
        until, then = chinese_date(last), chinese_date(published.date())
        message = f"文件形成于{chinese_date(since[0])}，{WITHIN} 个工作日到{until}为止，发布时间是{then}"
        where = related("文件形成的日期", *since[1])
        yield finding("G009", message, "disclosure", "published_at", related=(where,), help="日期有误的请改正；确已超期的，请加豁免说明。")


@rule("G010", "publish-by", "应当公开的期限", Severity.NOTE, Basis.REGULATION, _IN_TIME)
def publish_by(case: Case) -> Iterator[Finding]:
    """The last day for a scheme that is issued and to be disclosed, and has no time of publication yet."""
    since = formed(case.scheme)
    if since is None or not case.scheme.published or case.scheme.disclosure.published_at or is_transcribed(case.scheme):
        return
    last = working_days_after(since[0], WITHIN)
    if last:
        message = f"文件形成于{chinese_date(since[0])}，应当不晚于{chinese_date(last)}公开（{WITHIN} 个工作日内），现在没有发布时间"
        where = related("文件形成的日期", *since[1])
        yield finding("G010", message, "disclosure", related=(where,), help="公开以后，请在 published_at 填写发布时间。")


@rule("G011", "review-unrecorded", "没有公开前审查的记录", Severity.NOTE, Basis.REGULATION, _REVIEW)
def review_unrecorded(case: Case) -> Iterator[Finding]:
    """A time of publication, and no review."""
    about = case.scheme.disclosure
    if about.published_at and about.review is None and case.scheme.published and not is_transcribed(case.scheme):
        message = f"发布时间是{chinese_date(about.published_at.date())}，没有公开前保密审查的记录"
        yield finding("G011", message, "disclosure", "published_at", help="请在 review 填写审查的单位和日期。")


@rule("G012", "review-after-publication", "审查晚于公开", Severity.ERROR, Basis.REGULATION, _REVIEW)
def review_after_publication(case: Case) -> Iterator[Finding]:
    """What is to be published is reviewed first."""
    about = case.scheme.disclosure
    if about.review and about.published_at and about.review.on > about.published_at.date():
        message = f"审查日期是{chinese_date(about.review.on)}，晚于发布时间{chinese_date(about.published_at.date())}"
        where = related("发布时间", "disclosure", "published_at")
        yield finding("G012", message, "disclosure", "review", "on", related=(where,), help="请核对两个日期；公开以前应当先经审查。")


@rule(
    "G013",
    "published-but-not-public",
    "不公开的文件写了发布时间",
    Severity.ERROR,
    Basis.CONSISTENCY,
    "只有主动公开的文件才有发布时间；草稿和不公开的文件不发布",
)
def published_but_not_public(case: Case) -> Iterator[Finding]:
    """A time of publication in a draft, or in what is disclosed on request or not at all."""
    scheme, about = case.scheme, case.scheme.disclosure
    if about.published_at and not scheme.published:
        what, path = ("草稿", ("draft",)) if scheme.draft else (f"公开方式“{about.mode}”", ("disclosure", "mode"))
        message = f"写了发布时间{chinese_date(about.published_at.date())}，又标明{what}，两者矛盾"
        yield finding("G013", message, "disclosure", "published_at", related=(related(what, *path),), help="请核对，改正或删去一处。")


# The end of its validity


@rule(
    "G014",
    "end-unexplained",
    "失效的文件没有写明日期或者替代文件",
    Severity.NOTE,
    Basis.PRACTICE,
    "标明失效的，应当让读者知道何时失效、现行的是哪一份",
)
def end_unexplained(case: Case) -> Iterator[Finding]:
    """废止, 失效 or 撤销 without the day; 废止 and 失效 without the successor."""
    about = case.scheme.disclosure
    if about.validity == "有效":
        return
    lacking = [] if about.validity_on else ["日期（validity_on）"]
    if about.validity != "撤销" and not about.replaced_by:
        lacking.append("替代文件（replaced_by）")
    if lacking:
        message = f"有效性写作“{about.validity}”，没有写明{'和'.join(lacking)}"
        yield finding("G014", message, "disclosure", "validity", help="请补填；没有替代文件的，不必填写 replaced_by。")


_ENDED = re.compile(r"(?:已经?|现已|予以|自.{1,14}起|同时)(?:废止|失效|停止执行|不再执行|撤销)")
_OF_THIS = re.compile(r"(?:本|此|该)(?:方案|文件|通知|件|办法)")


@rule(
    "G015", "validity-conflict", "有效性与文件载明的不符", Severity.WARNING, Basis.CONSISTENCY, "标明有效的文件，不应当已经废止或者被替代"
)
def validity_conflict(case: Case) -> Iterator[Finding]:
    """有效 beside a successor, or where the annotation, the title or a change note says that it has ended."""
    about = case.scheme.disclosure
    if about.validity != "有效":
        return
    if about.replaced_by:
        message = f"有效性写作“有效”，又写明已由“{about.replaced_by}”替代"
        where = related("替代文件", "disclosure", "replaced_by")
        yield finding("G015", message, "disclosure", "validity", related=(where,), help="已被替代的，请改为“失效”或“废止”，并写明日期。")
    for path, words in _remarks(case):
        ended = _ENDED.search(words)
        if ended:
            message = f"有效性写作“有效”，{_NAMES[path[-1]]}写明“{words.strip()[:40]}”"
            where = related("写明的地方", *path, at=(ended.start(), len(ended[0])))
            yield finding("G015", message, "disclosure", "validity", related=(where,), help="请核对有效性。")


_NAMES: dict[str | int, str] = {"annotation": "附注", "title": "标题", "note": "更正说明"}


def _remarks(case: Case) -> Iterator[tuple[Path, str]]:
    """What is said of the scheme itself; a change note may speak of something else."""
    yield ("title",), case.scheme.title
    if case.scheme.notice and case.scheme.notice.annotation:
        yield ("notice", "annotation"), case.scheme.notice.annotation
    for index, change in enumerate(case.scheme.disclosure.changes):
        if _OF_THIS.search(change.note):
            yield ("disclosure", "changes", index, "note"), change.note


@rule("G016", "ended-before-issue", "失效日期早于成文日期", Severity.ERROR, Basis.CONSISTENCY, "文件失效不能早于它的成文")
def ended_before_issue(case: Case) -> Iterator[Finding]:
    """The end of validity against the day of signing."""
    since, ended = formed(case.scheme), case.scheme.disclosure.validity_on
    if since and ended and ended < since[0]:
        message = f"失效日期是{chinese_date(ended)}，早于文件形成的{chinese_date(since[0])}"
        where = related("文件形成的日期", *since[1])
        yield finding("G016", message, "disclosure", "validity_on", related=(where,), help="请核对两个日期。")


@rule("G017", "change-date", "更正的日期不在公开以后、失效以前", Severity.WARNING, Basis.CONSISTENCY, "更正说明记载公开以后的改动")
def change_date(case: Case) -> Iterator[Finding]:
    """A change note dated before publication, or after the scheme's end."""
    about = case.scheme.disclosure
    first = about.published_at.date() if about.published_at else None
    last = about.validity_on if about.validity != "有效" else None
    for index, change in enumerate(about.changes):
        if first and change.on < first:
            said, key = f"早于发布时间{chinese_date(first)}", "published_at"
        elif last and change.on > last:
            said, key = f"晚于失效日期{chinese_date(last)}", "validity_on"
        else:
            continue
        where = related("对照的日期", "disclosure", key)
        message = f"更正的日期是{chinese_date(change.on)}，{said}"
        yield finding("G017", message, "disclosure", "changes", index, "on", related=(where,), help="请核对；公开以前的改动不必说明。")
