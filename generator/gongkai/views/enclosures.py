"""附件 of a scheme: what there is of each, where its mentions lead, and the 附件说明 for a text that has none."""

from dataclasses import dataclass

from gongkai.model import Attachment, Scheme
from gongkai.views.words import Target

NOT_SUPPLIED = "附件未随文提供"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """One 附件: `number` 0 when the text numbers none, `status` what there is of it, `href` where, if anywhere."""

    number: int
    anchor: str
    label: str
    title: str
    href: str
    status: str


def enclosures(scheme: Scheme) -> tuple[Enclosure, ...]:
    """The attachments in their order, with what a reader can expect of each."""
    return tuple(_enclosure(f"att-{index}", each, scheme) for index, each in enumerate(scheme.attachments, start=1))


def attachment_targets(listed: tuple[Enclosure, ...], page: str = "") -> dict[int, Target]:
    """Where a mention of 附件n leads, seen from another `page` or from the notice itself; 0 is 附件 without a number."""
    targets: dict[int, Target] = {}
    for each in listed:
        target = Target(href=f"{page}#{each.anchor}", hint=f"{each.title}（{each.status}）")
        targets.setdefault(each.number, target)
        if len(listed) == 1:
            targets.setdefault(0, target)
    return targets


def attachment_lines(listed: tuple[Enclosure, ...]) -> list[str]:
    """附件说明 as GB/T 9704—2012 7.3.4 writes it: 附件：1. …, no stop at the end."""
    lines = [f"{each.number}. {each.title}" if each.number else each.title for each in listed]
    return [f"附件：{line}" if index == 0 else line for index, line in enumerate(lines)]


def _enclosure(anchor: str, attachment: Attachment, scheme: Scheme) -> Enclosure:
    href, status = _what_there_is(attachment, scheme)
    number = attachment.number or 0
    return Enclosure(number=number, anchor=anchor, label=f"附件{number or ''}", title=attachment.title, href=href, status=status)


def _what_there_is(attachment: Attachment, scheme: Scheme) -> tuple[str, str]:
    if attachment.withheld:
        return "", f"未公开：{attachment.withheld}"
    if attachment.content == "indicators" and scheme.indicators:
        return "scores.html", "见绩效目标考评表"
    return "", NOT_SUPPLIED
