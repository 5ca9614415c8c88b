"""What is due → text for a terminal, Markdown for a review comment, JSON for programs, iCalendar for a calendar of one's own."""

import json
from collections.abc import Iterator
from datetime import date

import msgspec
from msgspec import Struct

from gongkai.due.clock import Item
from gongkai.due.history import Late
from gongkai.icalendar import Event, calendar_file
from gongkai.lasting import lasting_uuid
from gongkai.periods import chinese_date, chinese_period
from gongkai.report.markdown import safe
from gongkai.workdays import WEEKDAYS

ROWS = 150
"""Items in a review comment: with them it stays below what the forges take."""
_NAMES = {
    "publication": "待公开",
    "draft": "草稿",
    "correction": "更正",
    "duty": "时间节点",
    "annual_report": "年度报告",
    "not_issued": "本年度方案",
}


class Found(Struct, frozen=True, kw_only=True):
    """All there is to tell on `today`: the items in order, schemes that contradict the git history, and remarks in whole sentences."""

    today: date
    within: int
    items: tuple[Item, ...]
    late: tuple[Late, ...]
    remarks: tuple[str, ...]

    @property
    def parts(self) -> Iterator[tuple[str, list[Item]]]:
        """The items under a heading each; empty parts are left out."""
        parts = (
            ("已经超过期限", [each for each in self.items if each.overdue]),
            (f"{self.within}天以内到期", [each for each in self.items if each.last and not each.overdue]),
            ("没有期限，需要留意", [each for each in self.items if not each.last]),
        )
        return ((name, items) for name, items in parts if items)


def as_text(found: Found) -> Iterator[str]:
    """Lines for a terminal."""
    for name, items in found.parts:
        yield f"{name}（{len(items)}项）"
        for each in items:
            day = f"{_day(each)}  " if each.last else ""
            yield f"  {day}{each.agency}：{each.what}{_left(each)}"
            yield f"      {'；'.join([*each.notes, each.basis] if each.basis else each.notes)}"
            if each.file:
                yield f"      {each.file}"
        yield ""
    if found.late:
        yield f"发布时间早于提交记录（{len(found.late)}份）"
        for late in found.late:
            yield f"  {late.kept.shown}：{_contradiction(late)}"
        yield ""
    yield from found.remarks
    if not found.items:
        yield f"到{chinese_date(found.today)}为止没有超过期限的事项，以后{found.within}天内也没有到期的。"


def as_markdown(found: Found) -> Iterator[str]:
    """A review comment."""
    yield f"### 公开和报送期限（{chinese_date(found.today)}）"
    room = ROWS
    for name, items in found.parts:
        yield f"\n**{name}（{len(items)}项）**\n\n| 期限 | 单位 | 事项 | 说明 |\n| --- | --- | --- | --- |"
        for each in items[:room]:
            day = when(each) if each.last else "—"
            yield f"| {day} | {safe(each.agency)} | {safe(each.what)} | {safe('；'.join((*each.notes, each.basis)).strip('；'))} |"
        if len(items) > room:
            yield f"\n另有 {len(items) - room} 项没有列出，请运行 `gongkai due` 查看。"
        room = max(room - len(items), 0)
    if found.late:
        yield f"\n**发布时间早于提交记录（{len(found.late)}份）**\n"
        yield from (f"- {safe(late.kept.shown)}：{_contradiction(late)}" for late in found.late[:ROWS])
    yield from (f"\n{safe(remark)}" for remark in found.remarks)
    if not found.items:
        yield f"\n没有超过期限的事项，以后{found.within}天内也没有到期的。"


def as_json(found: Found) -> str:
    """One object; `working_days` is what is left, negative when overdue."""
    late = [
        {"file": each.kept.shown, "published_on": each.declared, "committed_on": each.committed, "commit": each.commit}
        for each in found.late
    ]
    whole = {"date": found.today, "within": found.within, "items": found.items, "later_in_history": late, "remarks": found.remarks}
    return json.dumps(msgspec.to_builtins(whole), ensure_ascii=False, indent=2)


def as_calendar(found: Found) -> bytes:
    """The items with a day, as all-day events on their last day."""
    return calendar_file("公开和报送期限", [_event(each) for each in found.items if each.last])


def _event(item: Item) -> Event:
    last = item.last or item.changed
    return Event(
        id=lasting_uuid("due", item.region, item.address, item.kind, item.what),
        changed=item.changed,
        first=last,
        last=last,
        summary=f"{_NAMES[item.kind]}：{item.what}（{item.agency}）",
        details="\n".join((*item.notes, item.basis)).strip(),
    )


def when(item: Item) -> str:
    """`2025-10-14（周二），还有18个工作日`, of an item with a time limit."""
    return f"{_day(item)}{_left(item)}"


def _day(item: Item) -> str:
    last = item.last or date.max
    if item.first and item.first != last:
        return chinese_period(f"{item.first}/{last}")
    return f"{last}（{WEEKDAYS[last.weekday()].replace('星期', '周')}）"


def _left(item: Item) -> str:
    days = item.working_days
    if days is None:
        return ""
    about = "约" if item.supposed else ""
    if item.overdue:
        return f"，已经超过{about}{-days}个工作日"
    return f"，还有{about}{days}个工作日" if days else "，就在今天" if not item.supposed else ""


def _contradiction(late: Late) -> str:
    return f"发布时间写作{chinese_date(late.declared)}，{chinese_date(late.committed)}的提交 {late.commit} 以前本分支上没有可以发布的方案"
