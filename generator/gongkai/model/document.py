"""A scheme as a document: the 公文 that carries it, its disclosure, attachments, origin, and acknowledged findings."""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from gongkai.model.values import CODE, TEXT, Count, Line, Name, Text, Value

Mode = Literal["主动公开", "依申请公开", "不予公开"]
Validity = Literal["有效", "失效", "废止", "撤销"]
Content = Literal["indicators", "tasks", "contacts", "standards", "report", "other"]
"""What an attachment holds: 绩效目标考评表 · 任务分解表 · 联系人登记表 · 评分标准 · 报表 · 其他."""


class Imprint(Value, frozen=True, kw_only=True):
    """印发机关 and 印发日期 of the 版记 (GB/T 9704—2012 7.4)."""

    by: Line
    on: dt.date


class Notice(Value, frozen=True, kw_only=True):
    """The 公文 that carries the scheme, as issued."""

    number: Line | None = None
    title: Line
    addressees: Line | None = None
    body: Text
    signed_by: Line
    signed_on: dt.date
    annotation: Line | None = None
    copied_to: tuple[Name, ...] = ()
    filed: bool = False
    imprint: Imprint | None = None


class Review(Value, frozen=True, kw_only=True):
    """保密审查 before publication (条例第十七条)."""

    by: Line
    on: dt.date


class ChangeNote(Value, frozen=True, kw_only=True):
    """更正说明, shown to the public."""

    on: dt.date
    note: Text


class Disclosure(Value, frozen=True, kw_only=True):
    """政府信息公开 particulars; only 主动公开 is ever rendered."""

    mode: Mode
    index: Line | None = None
    subject: Line | None = None
    summary: Annotated[str, Meta(pattern=TEXT, max_length=100)] | None = None
    publisher: Line | None = None
    generated_on: dt.date | None = None
    published_at: Annotated[dt.datetime, Meta(tz=True)] | None = None
    validity: Validity = "有效"
    validity_on: dt.date | None = None
    replaced_by: Line | None = None
    review: Review | None = None
    changes: tuple[ChangeNote, ...] = ()


class Attachment(Value, frozen=True, kw_only=True):
    """附件说明; `number` empty when the text numbers none; `withheld` says why it is not published."""

    number: Count | None = None
    title: Line
    content: Content = "other"
    file: Line | None = None
    withheld: Text | None = None


class Provenance(Value, frozen=True, kw_only=True):
    """Where a transcription comes from and what its source lacks."""

    seed: Line | None = None
    url: Line | None = None
    note: Text | None = None


class Waiver(Value, frozen=True, kw_only=True):
    """An acknowledged finding in an issued text: a rule's code, a clause or data path (empty: anywhere), and why."""

    code: Annotated[str, Meta(pattern=CODE)]
    at: Line | None = None
    reason: Text
