"""The one reader of what a text cites, beside the outline: 文号, titles in 《》, 附件 and their list; rules hold it against the data."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from gongkai.document_numbers import Number, document_numbers, occurrences
from gongkai.mentions import read_number as read_numeral


class Title(Struct, frozen=True, kw_only=True, gc=False):
    """A title in 《》, from the opening to after the closing mark; `words` is what stands between the outermost ones."""

    words: str
    start: int
    end: int


class Cited(Struct, frozen=True, kw_only=True, gc=False):
    """A title and the 文号 that stands beside it."""

    title: Title
    number: Number


class AttachmentMention(Struct, frozen=True, kw_only=True, gc=False):
    """附件 or 附表 in a sentence: `numbers` as counted (附件1-3: 1, 2, 3; empty: 见附件), `han` when written 附件一.

    `title` is the title beside it (《…》（附件1）); `foreign` marks an attachment of another document (《…》附件2, 上级文件附件1).
    """

    kind: str
    numbers: tuple[int, ...]
    words: str
    start: int
    end: int
    han: bool = False
    title: Title | None = None
    foreign: bool = False


class Listed(Struct, frozen=True, kw_only=True, gc=False):
    """An entry of the 附件说明 in a text: the title as written, `start` to `end`, with whatever stops follow it on the line."""

    number: int | None
    title: str
    start: int
    end: int


class AttachmentList(Struct, frozen=True, kw_only=True, gc=False):
    """The 附件说明 of a text: `start` is where 附件 stands, `colon` what follows it (`：`, `:` or nothing)."""

    entries: tuple[Listed, ...]
    colon: str
    start: int
    end: int


class AttachmentPage(Struct, frozen=True, kw_only=True, gc=False):
    """Where an attachment itself begins in the text: 附件 or 附件1 alone in its line at `start`, the title below it at `title_start`."""

    number: int | None
    title: str
    start: int
    title_start: int


class Citations(Struct, frozen=True, dict=True):
    """What `text` cites; each part is read when first asked for, in time linear in the text."""

    text: str

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every 文号 in order."""
        return tuple(document_numbers(self.text))

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        """Every outermost title in 《》 in order; one that is not closed in its line is none."""
        return tuple(_titles(self.text))

    @cached_property
    def cited(self) -> tuple[Cited, ...]:
        """Titles with the 文号 beside them: after it, in brackets or not, or before it (安政办〔2024〕42号《…》)."""
        return tuple(_pairs(self.text, self.titles, self.numbers))

    @cached_property
    def attachments(self) -> tuple[AttachmentMention, ...]:
        """Every mention of 附件 and 附表 in sentences, in order; the list at the end and the attachments' own pages are left out."""
        end = self.attachment_pages[0].start if self.attachment_pages else len(self.text)
        return tuple(_attachments(self.text[:end], self.titles, self.attachment_list))

    @cached_property
    def attachment_list(self) -> AttachmentList | None:
        """The 附件说明, when the text holds it."""
        return _attachment_list(self.text, self._heads)

    @cached_property
    def attachment_pages(self) -> tuple[AttachmentPage, ...]:
        """The attachments that the text holds, after the list of them."""
        return tuple(_pages(self.text, self._heads, self.attachment_list.end if self.attachment_list else 0))

    @cached_property
    def _heads(self) -> list[int]:
        """Where a line begins with 附."""
        text = self.text
        found = [at for at in occurrences(text, "附") if at == 0 or text[at - 1] in "\n 　\t"]
        return [at for at in found if _LINE_START.search(text, max(at - 9, 0), at)]


def inner_title(title: str) -> str:
    """What a title names in marks of its own: 关于印发《X》的通知 is about X; empty when there is none, or the title is no title."""
    found = _inner().search(title) if len(title) <= _LONGEST_LINE else None
    return found[1].strip() if found else ""


@lru_cache(maxsize=1)
def _inner() -> re.Pattern[str]:
    return re.compile(r"[《〈<＜﹤](.+)[》〉>＞﹥]")


def _titles(text: str) -> Iterator[Title]:
    """Pairs of marks by depth; where one is never closed in its line, those inside it count."""
    open_: list[int] = []
    closed: list[Title] = []
    last = 0
    for at in sorted((*occurrences(text, "《"), *occurrences(text, "》"))):
        if open_ and text.find("\n", last, at) >= 0:
            open_.clear()
        if not open_:
            yield from closed
            closed.clear()
        last = at
        if text[at] == "《":
            open_.append(at)
        elif open_:
            start = open_.pop()
            while closed and closed[-1].start > start:
                closed.pop()
            closed.append(Title(words=text[start + 1 : at], start=start, end=at + 1))
    yield from closed


_BESIDE = re.compile(r"(?:的?(?:通知|意见|函|批复|决定|办法|方案))?[ 　]?[（(]?[ 　]?(?:以下简称[^，。；（）()\n]{1,12}[，,；;])?[ 　]?")
_BEFORE = re.compile(r"[）)]?(?:文件|文)?[ 　]?")


def _pairs(text: str, titles: tuple[Title, ...], numbers: tuple[Number, ...]) -> Iterator[Cited]:
    """Each number beside at most one title; of several titles joined together it is not clear which one a number belongs to."""
    starts = {number.start: number for number in numbers}
    ends = {title.end for title in titles}
    taken: set[int] = set()
    after = {title.start: number for title in titles if (number := starts.get(_skip(_BESIDE, text, title.end))) and not number.shared}
    taken.update(number.start for number in after.values())
    before = {_skip(_BEFORE, text, number.end): number for number in numbers if number.start not in taken}
    for title in titles:
        number = after.get(title.start) or before.get(title.start)
        joined = text[title.start - 1 : title.start] in {"》", "、", "和", "及", "与"} and (title.start - 1 in ends or title.start in ends)
        if number is not None and not joined:
            yield Cited(title=title, number=number)


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


_ONE = r"[0-9０-９]{1,2}(?![0-9０-９])"
_ATTACHMENT = re.compile(
    rf"附(?:件(?!下载)|表)(?:[ 　]?(?P<first>{_ONE})(?![ 　]?[份个张页项])"
    rf"(?P<more>(?:(?:[ 　]?[、和及与][ 　]?|[ 　]?[至到~～—－-]{{1,2}}[ 　]?(?:附[件表])?){_ONE}"
    r"(?![.．年月日%％分项个份号季]|[0-9])){0,20})"
    r"|(?P<han>[一二三四五六七八九十]{1,2})(?![并式起同次览样般律份定级目些]))?"
)
_STEP = re.compile(r"[0-9０-９]{1,2}|[至到~～—－-]+")
_TITLE_BEFORE = re.compile(r"》[ 　]?[（(](?:请?详?见|参见|格式见|样[表式]见|附后[，,]见)?$")
_TITLE_AFTER = re.compile(r"[ 　]?[：:（(]?[ 　]?(?=《)")
_OTHERS = re.compile(r"(?:》|号[）)]?|(?:上级|上述|该|原|所附)(?:文件|通知|方案|办法)?)(?:的|之|中的?)?$")
"""What stands before an attachment of another document."""


def _attachments(text: str, titles: tuple[Title, ...], listed: AttachmentList | None) -> Iterator[AttachmentMention]:
    starts, ends = {title.start: title for title in titles}, {title.end: title for title in titles}
    for match in _ATTACHMENT.finditer(text):
        at = match.start()
        if listed and listed.start <= at < listed.end:
            continue
        before = text[max(at - 12, 0) : at]
        titled = _TITLE_BEFORE.search(before)
        title = ends.get(at - len(before) + titled.start() + 1) if titled else starts.get(_skip(_TITLE_AFTER, text, match.end()))
        yield AttachmentMention(
            kind=match[0][:2],
            numbers=_attachment_numbers(match),
            words=match[0],
            start=at,
            end=match.end(),
            han=match["han"] is not None,
            title=title,
            foreign=not titled and _OTHERS.search(before) is not None,
        )


def _attachment_numbers(match: re.Match[str]) -> tuple[int, ...]:
    """附件1、2 and 附件1-3 counted out; 附件1-1 is a part of 附件1."""
    if match["han"]:
        value = read_numeral(match["han"])
        return () if value is None else (int(value),)
    if not match["first"]:
        return ()
    found, reaching = [int(match["first"])], False
    for step in _STEP.findall(match["more"]):
        if not step[0].isdigit():
            reaching = True
            continue
        number = int(step)
        if reaching:
            found += range(found[-1] + 1, number + 1)
        else:
            found.append(number)
        reaching = False
    return tuple(found)


_LINE_START = re.compile(r"(?:^|\n)[ 　\t]{0,8}$")
_HEAD = re.compile(
    r"附[ 　]{0,2}件[ 　]?(?:(?P<colon>[：:])|(?=(?:[ 　\t]*\n[ 　\t]*)?[0-9０-９]{1,2}[ 　]?[.．、：:]))[ 　]*(?P<rest>[^\n]*)"
)
_PAGE = re.compile(r"附[ 　]{0,2}件[ 　]?(?P<number>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?[：:]?[ 　\t]*\n[ 　\t\n]{0,40}")
_ENTRY = re.compile(
    r"(?:^|[；;，,。 　])[ 　]*(?:附件[ 　]?)?(?P<number>[0-9０-９]{1,2})[ 　]?(?:[、：:]|[.．](?![0-9])|[.．](?=[12][0-9]{3}))[ 　]*"
)
_LONGEST_LINE = 400


def _pages(text: str, heads: list[int], after: int) -> Iterator[AttachmentPage]:
    for at in heads:
        match = _PAGE.match(text, at) if at >= after else None
        if match:
            number = read_numeral(match["number"]) if match["number"] else None
            title = text[match.end() : _line_end(text, match.end())].rstrip()
            yield AttachmentPage(number=None if number is None else int(number), title=title, start=at, title_start=match.end())


def _attachment_list(text: str, heads: list[int]) -> AttachmentList | None:
    """Lines that begin with 附件： or 附件1. and go on with numbered titles; of several such places the one with most titles."""
    best, end = None, 0
    for at in heads:
        head = _HEAD.match(text, at)
        if head is None or at < end or len(head["rest"]) > _LONGEST_LINE or "。" in head["rest"].rstrip("。 　"):
            continue
        entries = list(_entries(text, *head.span("rest")))
        end = head.end()
        while end < len(text) and (more := list(_entries(text, end + 1, _line_end(text, end + 1)))) and more[0].number is not None:
            entries, end = entries + more, _line_end(text, end + 1)
        if entries and (best is None or len(entries) > len(best.entries)):
            best = AttachmentList(entries=tuple(entries), colon=head["colon"] or "", start=at, end=end)
    return best


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _entries(text: str, start: int, end: int) -> Iterator[Listed]:
    """The entries of one line: an unnumbered one before the first numeral, then one for each; none in a blank or very long line."""
    line = text[start:end]
    if not line.strip() or len(line) > _LONGEST_LINE:
        return
    marks = list(_ENTRY.finditer(line))
    if not marks or line[: marks[0].start()].strip(" 　"):
        yield _entry(None, line, 0, marks[0].start() if marks else len(line), start)
    for index, mark in enumerate(marks):
        stop = marks[index + 1].start() if index + 1 < len(marks) else len(line)
        yield _entry(int(mark["number"]), line, mark.end(), stop, start)


def _entry(number: int | None, line: str, start: int, end: int, offset: int) -> Listed:
    words = line[start:end]
    title = words.strip(" 　\t")
    begin = offset + start + len(words) - len(words.lstrip(" 　\t"))
    return Listed(number=number, title=title, start=begin, end=begin + len(title))
