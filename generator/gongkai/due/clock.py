"""The disclosure clock: the schemes of an agency and a day → what falls due, what is overdue, and what has not been issued this year.

Sources: 《政府信息公开条例》第二十六条 (within 20 working days from the day on which the information came into being or was changed) and
第四十九条 (annual report of a department of a county and above by 31 January, to the authority in charge and to the public).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from gongkai.due.schemes import AgencySchemes, Kept
from gongkai.examine import series
from gongkai.model import Scheme
from gongkai.periods import chinese_date, read_period
from gongkai.rules.law.publication import WITHIN, formed, is_transcribed
from gongkai.rules.personal.masking import masked
from gongkai.workdays import WEEKDAYS, day_off_name, is_day_off, time_limit, working_days_between

Kind = Literal["publication", "draft", "correction", "duty", "annual_report", "not_issued"]
"""待公开 · 草稿 · 更正 · 时间节点 · 年度报告 · 本年度还没有."""

DISCLOSURE, REPORT = "《政府信息公开条例》第二十六条", "《政府信息公开条例》第四十九条"


class Item(Struct, frozen=True, kw_only=True):
    """One thing to do: `what`, until `last` (nothing: without a time limit), with `notes` that explain it.

    `working_days` are those left until `last`, negative when it is past; `supposed` says that some of them lie in a year whose holidays
    are not known. `file` is the scheme's, as it reads from the current folder, empty when no scheme is meant; `address` is
    `anxi/mzj/2024`, or the agency's; `changed` is the day on which the cause came to be.
    """

    kind: Kind
    region: str
    agency: str
    what: str
    first: date | None = None
    last: date | None = None
    overdue: bool = False
    working_days: int | None = None
    supposed: bool = False
    notes: tuple[str, ...] = ()
    basis: str = ""
    file: str = ""
    address: str
    changed: date


def items(agency: AgencySchemes, today: date, within: int) -> Iterator[Item]:
    """What an agency has to do up to `within` days from `today`, and what it ought to have done; in no order."""
    until = today + timedelta(days=within)
    for kept in agency.schemes:
        found = (*_publication(agency, kept, today), *_corrections(agency, kept, today), *_duties(agency, kept, today))
        yield from (each for each in found if each.last is None or each.last <= until)
    if agency.whole and agency.schemes:
        report = _annual_report(agency, today)
        yield from (report,) if report.last and report.last <= until else ()
        yield from _not_issued(agency, today, until)


def order(item: Item) -> tuple[bool, bool, date, str, str, str]:
    """What is overdue first, then by day; what has no time limit last."""
    return not item.overdue, item.last is None, item.last or date.max, item.address, item.kind, item.what


def _publication(agency: AgencySchemes, kept: Kept, today: date) -> Iterator[Item]:
    """A scheme to be disclosed that has not been published by `today`: issued, or a draft, whose clock starts when it is signed."""
    scheme, about = kept.scheme, kept.scheme.disclosure
    planned = about.published_at.date() if about.published_at else None
    if about.mode != "主动公开" or about.validity == "撤销" or (planned and planned <= today) or is_transcribed(scheme):
        return
    plan, since = (f"定于{chinese_date(planned)}发布",) if planned else (), formed(scheme)
    if scheme.draft:
        yield _draft(agency, kept, plan, since and since[0], today)
    elif since is None:
        yield _item(agency, kept, "publication", f"公开《{scheme.title}》", "没有成文日期，无从计算期限", *plan)
    else:
        note = f"形成于{chinese_date(since[0])}，{WITHIN}个工作日内公开"
        yield _disclosed(_item(agency, kept, "publication", f"公开《{scheme.title}》", note, *plan), since[0], today)


def _draft(agency: AgencySchemes, kept: Kept, plan: tuple[str, ...], since: date | None, today: date) -> Item:
    """A draft that gives a day of signing is counted down; when that is long past, the day or `draft` is wrong: nothing is overdue."""
    what = f"印发并公开《{kept.scheme.title}》"
    if since is None or since > today:
        return _item(agency, kept, "draft", what, "还是草稿，成文以后开始计算期限", *plan)
    said = f"还是草稿，成文日期写作{chinese_date(since)}"
    item = _disclosed(_item(agency, kept, "draft", what, f"{said}，{WITHIN}个工作日内公开", *plan), since, today)
    if item.overdue:
        return _item(agency, kept, "draft", what, f"{said}，早已过去：已经印发的请删去 draft，没有印发的请改日期", *plan)
    return item


def _corrections(agency: AgencySchemes, kept: Kept, today: date) -> Iterator[Item]:
    """Changes of a published scheme whose time limit runs still; of older ones nothing says whether they were published in time."""
    if not kept.scheme.published or is_transcribed(kept.scheme):
        return
    for change in kept.scheme.disclosure.changes:
        if change.on <= today:
            note = f"{chinese_date(change.on)}更正，变更之日起{WITHIN}个工作日内公开；数据没有记录更正何时上线"
            item = _disclosed(_item(agency, kept, "correction", f"公开《{kept.scheme.title}》的更正", note), change.on, today)
            if not item.overdue:
                yield item


def _disclosed(item: Item, since: date, today: date) -> Item:
    """To be done within 20 working days from a day; without a time limit where the calendar ends."""
    try:
        limit = time_limit(since, WITHIN)
    except OverflowError:
        return item
    item = _until(item, limit.day, today)
    return replace(item, basis=DISCLOSURE, changed=since, supposed=item.supposed or limit.supposed)


def _duties(agency: AgencySchemes, kept: Kept, today: date) -> Iterator[Item]:
    """The dated duties of schemes that are in force; whether past ones were done is nowhere recorded."""
    scheme = kept.scheme
    if scheme.draft or _ended(scheme, today):
        return
    since = formed(scheme)
    for duty in scheme.milestones:
        days = read_period(duty.due)
        if days.last >= today:
            notes = [f"{word}：{unit}" for word, unit in (("责任单位", duty.by), ("报送", duty.to)) if unit]
            item = _until(_item(agency, kept, "duty", duty.what, *notes), days.last, today)
            yield replace(item, first=days.first, basis=scheme.title, changed=since[0] if since else item.changed)


def _ended(scheme: Scheme, today: date) -> bool:
    about = scheme.disclosure
    return about.validity != "有效" and (about.validity_on is None or about.validity_on <= today)


def _annual_report(agency: AgencySchemes, today: date) -> Item:
    """The next report on government information disclosure, of the year before it."""
    year = today.year if today <= date(today.year, 1, 31) else today.year + 1
    item = _item(agency, None, "annual_report", f"提交并公布{year - 1}年度政府信息公开工作年度报告", f"数字见 gongkai annual {year - 1}")
    return replace(_until(item, date(year, 1, 31), today), basis=REPORT, changed=date(year - 1, 1, 1))


def _not_issued(agency: AgencySchemes, today: date, until: date) -> Iterator[Item]:
    """Series with a published scheme last year and not even a draft this year, once the day has come on which last year's was issued."""
    begun = {series(kept.file) for kept in agency.schemes if kept.scheme.year == today.year}
    for kept in agency.schemes:
        scheme = kept.scheme
        if scheme.year != today.year - 1 or not scheme.published or series(kept.file) in begun:
            continue
        day, verb = _appeared(scheme)
        if day is None or day <= until - timedelta(days=365):
            when = f"上一年度的方案于{chinese_date(day)}{verb}" if day else "上一年度的方案已经公开"
            draft = f"可用 gongkai next {kept.file.address} 起草"
            yield _item(agency, kept, "not_issued", f"印发并公开{today.year}年度的方案", when, draft)


def _appeared(scheme: Scheme) -> tuple[date | None, str]:
    """The day on which it was issued, else published, as far as the file says."""
    since, published = formed(scheme), scheme.disclosure.published_at
    return (since[0], "印发") if since else (published.date() if published else None, "发布")


def _item(agency: AgencySchemes, kept: Kept | None, kind: Kind, what: str, *notes: str) -> Item:
    return Item(
        kind=kind,
        region=agency.region.name,
        agency=agency.name,
        what=masked(what),
        notes=notes,
        file=kept.shown if kept else "",
        address=kept.file.address if kept else agency.address,
        changed=date(kept.scheme.year if kept else 1, 1, 1),
    )


def _until(item: Item, last: date, today: date) -> Item:
    """The item with its time limit."""
    return replace(
        item,
        first=last,
        last=last,
        overdue=last < today,
        working_days=working_days_between(today, last),
        supposed=is_day_off(last) is None,
        notes=item.notes if last < today else (*item.notes, *_rest(last)),
    )


def _rest(last: date) -> Iterator[str]:
    """That people rest on the last day."""
    weekend = WEEKDAYS[last.weekday()] if last.weekday() > 4 and is_day_off(last) is None else ""
    if name := day_off_name(last) or weekend:
        yield f"当天是{name}，请提前"
