"""Family D, the day of issue: signing, printing, generating and publishing in their order, and how the year under evaluation lies to it."""

import datetime as dt
from collections.abc import Iterator

from gongkai.days import Dated, read_days
from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.periods import chinese_date
from gongkai.rules.registry import Case, finding, related, rule


@rule(
    "D001",
    "printed-before-signing",
    "印发日期早于成文日期",
    Severity.ERROR,
    Basis.CONSISTENCY,
    "先签发成文，后送印（GB/T 9704—2012 7.3.5.4、7.4.3）",
)
def printed_before_signing(case: Case) -> Iterator[Finding]:
    """The date of the 版记 before the one below the signature."""
    notice = case.scheme.notice
    if notice and notice.imprint and notice.imprint.on < notice.signed_on:
        message = f"印发日期是{chinese_date(notice.imprint.on)}，早于成文日期{chinese_date(notice.signed_on)}"
        where = related("成文日期", "notice", "signed_on")
        yield finding("D001", message, "notice", "imprint", "on", related=(where,), help="请照原件核对两个日期。")


@rule("D002", "published-before-signing", "发布时间早于成文日期", Severity.ERROR, Basis.CONSISTENCY, "文件成文以后才能公开")
def published_before_signing(case: Case) -> Iterator[Finding]:
    """Published before there was anything to publish."""
    notice, published = case.scheme.notice, case.scheme.disclosure.published_at
    if notice and published and published.date() < notice.signed_on:
        message = f"发布时间是{chinese_date(published.date())}，早于成文日期{chinese_date(notice.signed_on)}"
        where = related("成文日期", "notice", "signed_on")
        yield finding("D002", message, "disclosure", "published_at", related=(where,), help="请核对两个日期。")


@rule(
    "D003",
    "generated-out-of-order",
    "生成日期不在成文和发布之间",
    Severity.WARNING,
    Basis.CONSISTENCY,
    "信息的生成不早于文件的成文，不晚于它的发布",
)
def generated_out_of_order(case: Case) -> Iterator[Finding]:
    """The day of generating in the catalogue against those of signing and of publishing."""
    about, notice = case.scheme.disclosure, case.scheme.notice
    generated, published = about.generated_on, about.published_at
    if generated and notice and generated < notice.signed_on:
        message = f"生成日期是{chinese_date(generated)}，早于成文日期{chinese_date(notice.signed_on)}"
        where = related("成文日期", "notice", "signed_on")
    elif generated and published and generated > published.date():
        message = f"生成日期是{chinese_date(generated)}，晚于发布时间{chinese_date(published.date())}"
        where = related("发布时间", "disclosure", "published_at")
    else:
        return
    yield finding("D003", message, "disclosure", "generated_on", related=(where,), help="生成日期一般就是成文日期，请照公开目录核对。")


_AHEAD = "年度绩效目标应当在年度之内、完成之前设定"
_LATE = 11
"""From this month on little of the year is left to work towards what is laid down."""


@rule("D004", "issued-after-year", "考评年度结束以后才成文", Severity.WARNING, Basis.PRACTICE, _AHEAD)
def issued_after_year(case: Case) -> Iterator[Finding]:
    """Signed in a later year than the one under evaluation."""
    notice, year = case.scheme.notice, case.scheme.year
    if notice and notice.signed_on.year > year:
        message = f"方案考评{year}年度，成文日期是{chinese_date(notice.signed_on)}，这一年度已经结束"
        where = related("考评年度", "year")
        yield finding("D004", message, "notice", "signed_on", related=(where,), help="请核对成文日期和考评年度；确系补发的，请加豁免说明。")


@rule("D005", "issued-late", "考评年度将尽才成文", Severity.NOTE, Basis.PRACTICE, _AHEAD)
def issued_late(case: Case) -> Iterator[Finding]:
    """Signed in the last two months of the year under evaluation."""
    notice, year = case.scheme.notice, case.scheme.year
    if notice and notice.signed_on.year == year and notice.signed_on.month >= _LATE:
        left = (dt.date(year, 12, 31) - notice.signed_on).days
        message = f"方案考评{year}年度，{chinese_date(notice.signed_on)}才成文，年度只剩 {left} 天"
        yield finding("D005", message, "notice", "signed_on", help="请核对成文日期；以后年度宜尽早印发。")


_FRINGE = " \t　\u00a0（(）)。"
_BEHIND = ("", "\n", "印", *_FRINGE)
_LINE = 40
"""Characters beside a date that are looked at to see whether it has its line to itself."""


@rule(
    "D006",
    "signing-date-in-text",
    "正文落款的日期与数据不同",
    Severity.WARNING,
    Basis.CONSISTENCY,
    "一份公文只有一个成文日期、一个印发日期（GB/T 9704—2012 7.3.5.4、7.4.3）",
)
def signing_date_in_text(case: Case) -> Iterator[Finding]:
    """A date that has a line of the text or of the notice to itself, or stands before 印发 at its end, against signing and printing."""
    notice = case.scheme.notice
    if notice is None:
        return
    places: tuple[tuple[Path, str, tuple[Dated, ...]], ...] = (
        (("text",), case.scheme.text, case.days),
        (("notice", "body"), notice.body, tuple(read_days(notice.body))),
    )
    printed = notice.imprint.on if notice.imprint else None
    for what, data, key in (("成文日期", notice.signed_on, ("notice", "signed_on")), ("印发日期", printed, ("notice", "imprint", "on"))):
        lines = [(path, each, day) for path, text, days in places for each in days if (day := _alone(text, each, what)) is not None]
        if data is None or not lines or any(day == data for *_, day in lines):
            continue
        path, each, day = lines[-1]
        message = f"正文落款写{chinese_date(day)}，数据的{what}是{chinese_date(data)}"
        at = (each.start, each.end - each.start)
        yield finding("D006", message, *path, at=at, related=(related(what, *key),), help="请照原件核对。")


def _alone(text: str, each: Dated, what: str) -> dt.date | None:
    """The day, when its line holds nothing else (成文日期), or ends with it and 印发 and begins with the office's name (印发日期)."""
    days = each.days() if each.kind == "day" and text[each.end : each.end + 1] in _BEHIND else None
    if days is None:
        return None
    before = text[max(each.start - _LINE, 0) : each.start].rpartition("\n")[2]
    after = text[each.end : each.end + _LINE].partition("\n")[0].strip(_FRINGE)
    if what == "印发日期":
        is_line = after == "印发" and not any(mark in before for mark in "，。；《（")
    else:
        is_line = not after and not before.strip(_FRINGE)
    return days.first if is_line else None
