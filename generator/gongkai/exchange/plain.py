"""A notice → `notice.txt`: its words alone, in the order of the 公文, a paragraph a line, for readers who want nothing else."""

from collections.abc import Iterator

from gongkai.exchange.published import INVENTED, TERMS, Published
from gongkai.model import Attachment, Notice, Scheme
from gongkai.periods import chinese_date


def notice_txt(published: Published) -> bytes:
    """The whole text in UTF-8 without BOM, its parts a blank line apart."""
    return ("\n\n".join(part.strip("\n") for part in _parts(published)) + "\n").encode()


def _parts(published: Published) -> Iterator[str]:
    scheme = published.scheme
    yield from _warnings(published)
    if scheme.notice:
        yield from _letter(scheme.notice)
    yield scheme.title
    yield scheme.text
    if scheme.attachments:
        yield "\n".join(("附件", *(_attachment(each, scheme) for each in scheme.attachments)))
    if scheme.notice:
        yield from _colophon(scheme.notice)
    if scheme.disclosure.changes:
        yield "\n".join(("更正说明", *(f"{chinese_date(each.on)}：{each.note.strip()}" for each in scheme.disclosure.changes)))
    yield f"出处：{published.page}\n{TERMS}"


def _warnings(published: Published) -> Iterator[str]:
    """What a reader must know before anything else."""
    disclosure = published.scheme.disclosure
    if published.case.region.demo:
        yield INVENTED
    if disclosure.validity != "有效":
        when = f"自{chinese_date(disclosure.validity_on)}起" if disclosure.validity_on else ""
        successor = f"现行文件：{disclosure.replaced_by}。" if disclosure.replaced_by else ""
        yield f"本文件{when}已{disclosure.validity}，仅供查阅。{successor}"


def _letter(notice: Notice) -> Iterator[str]:
    if notice.number:
        yield notice.number
    yield notice.title
    if notice.addressees:
        yield f"{notice.addressees.rstrip('：:')}："
    yield notice.body
    yield f"{notice.signed_by}\n{chinese_date(notice.signed_on)}"
    if notice.annotation:
        yield f"（{notice.annotation.strip('（）()')}）"


def _attachment(attachment: Attachment, scheme: Scheme) -> str:
    """The line of an attachment, with what there is of it."""
    number = "" if attachment.number is None else f"{attachment.number}. "
    if attachment.withheld:
        there = f"未公开：{attachment.withheld.strip()}"
    elif attachment.file:
        there = f"文件 {attachment.file}"
    else:
        there = "见 scores.xlsx" if attachment.content == "indicators" and scheme.indicators else "附件未随文提供"
    return f"{number}{attachment.title}（{there}）"


def _colophon(notice: Notice) -> Iterator[str]:
    receivers = "，".join((*notice.copied_to, *(["存档"] if notice.filed else [])))
    lines = [f"{'抄送：' if notice.copied_to else ''}{receivers}。"] if receivers else []
    if notice.imprint:
        lines.append(f"{notice.imprint.by}　{chinese_date(notice.imprint.on)}印发")
    if lines:
        yield "\n".join(lines)
