"""附件 of a scheme: what there is of each, where its mentions lead, and the 附件说明 for a text that has none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.model import Attachment, Scheme
from gongkai.views.words import Target

NOT_SUPPLIED = "附件未随文提供"


_NO_FILES: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link to an attachment; of a file, `saved_as` is the name under which the reader keeps it."""

    href: str
    words: str
    saved_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """One 附件: `number` 0 when the text numbers none, `status` what there is of it in words, `ways` where, if anywhere."""

    number: int
    anchor: str
    label: str
    title: str
    ways: tuple[Way, ...]
    status: str


def enclosures(scheme: Scheme, files: Mapping[str, int] = _NO_FILES) -> tuple[Enclosure, ...]:
    """The attachments in their order, with what a reader can expect of each; `files` stand beside the page, name → size in bytes."""
    return tuple(_enclosure(f"att-{index}", each, scheme, files) for index, each in enumerate(scheme.attachments, start=1))


def download(attachment: Attachment, files: Mapping[str, int]) -> Way | None:
    """The link to an attachment's file; nothing when it is not published."""
    if not attachment.file or attachment.withheld or attachment.file not in files:
        return None
    ending = attachment.file.rpartition(".")[2]
    words = f"下载（{ending.upper()}，{in_bytes(files[attachment.file])}）"
    return Way(href=attachment.file, words=words, saved_as=f"{attachment.title}.{ending}")


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


def _enclosure(anchor: str, attachment: Attachment, scheme: Scheme, files: Mapping[str, int]) -> Enclosure:
    ways = () if attachment.withheld else tuple(_ways(attachment, scheme, files))
    offered = "，".join("可下载" if each.saved_as else each.words for each in ways)
    status = f"未公开：{attachment.withheld}" if attachment.withheld else offered or NOT_SUPPLIED
    number = attachment.number or 0
    return Enclosure(number=number, anchor=anchor, label=f"附件{number or ''}", title=attachment.title, ways=ways, status=status)


def _ways(attachment: Attachment, scheme: Scheme, files: Mapping[str, int]) -> Iterator[Way]:
    if attachment.content == "indicators" and scheme.indicators:
        yield Way(href="scores.html", words="见绩效目标考评表")
    if file := download(attachment, files):
        yield file


def in_bytes(count: int) -> str:
    """Bytes in words: 1 KB is 1024 of them and the least that is said."""
    return f"{-(-count // 1024)} KB" if count <= 1000 * 1024 else f"{count / 1024**2:.1f} MB"
