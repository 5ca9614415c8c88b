"""Family A, 附件 in sentences: what text and notice cite against what is listed. The form of the list is in `attachment_list`.

What a milestone cites is C012's; an attachment of another document (《…》附件2) is none of ours.
"""

from collections.abc import Iterator

from msgspec import Struct

from gongkai.citations import AttachmentList, AttachmentMention
from gongkai.diagnostics import Basis, Finding, Path, Related, Severity
from gongkai.model import Attachment
from gongkai.rules.documents.own_name import agency_names, plain
from gongkai.rules.documents.sources import clause_at, sources
from gongkai.rules.registry import Case, finding, once, related, rule

_CITING = ("见", "附", "按", "照", "填", "填写", "填报", "（", "(", "如", "以", "及")
"""What stands before 附件 without a number when it is cited and not just spoken of."""
_TAIL = 4
"""The last characters of a title by which a text may call an attachment: 分解表 of 重点工作责任分解表."""


class Mentioned(Struct, frozen=True, gc=False):
    """A mention of an attachment of this scheme, and the text it stands in."""

    path: Path
    mention: AttachmentMention

    @property
    def at(self) -> tuple[int, int]:
        return self.mention.start, len(self.mention.words)


@once
def mentioned(case: Case) -> tuple[Mentioned, ...]:
    """Every citation of an attachment in body and text: with a number, with a title beside it, or after 见 and the like."""
    found = []
    for source in sources(case):
        text = source.citations.text
        for each in source.citations.attachments:
            cites = each.numbers or each.title or text.endswith(_CITING, 0, each.start)
            if cites and not each.foreign:
                found.append(Mentioned(source.path, each))
    return tuple(found)


@once
def written_list(case: Case) -> tuple[Path, AttachmentList] | None:
    """The 附件说明 that text or notice holds, and where."""
    lists = ((source.path, source.citations.attachment_list) for source in reversed(sources(case)))
    return next(((path, listed) for path, listed in lists if listed), None)


def listed_numbers(case: Case) -> set[int | None]:
    """The numbers of the attachments, of the data or, where the data has none, of the list that the text holds."""
    if case.scheme.attachments:
        return {each.number for each in case.scheme.attachments}
    written = written_list(case)
    return {each.number for each in written[1].entries} if written else set()


def shown(title: str) -> str:
    """A title in one pair of 《》, without stops after it."""
    return f"《{title.rstrip('。；;，,').strip('《》')}》"


@rule("A001", "attachment-not-listed", "正文引用的附件没有列出", Severity.ERROR, Basis.CONSISTENCY, "引用的附件序号应当在附件说明中")
def attachment_not_listed(case: Case) -> Iterator[Finding]:
    """A number that the list does not hold, once for each; silent without any list (A003) and where a milestone says the same (C012).

    附表1 counts for itself: it may be a table of the text.
    """
    known = listed_numbers(case)
    reported = {milestone.attachment for milestone in case.scheme.milestones}
    for each in mentioned(case) if known else ():
        for number in each.mention.numbers if each.mention.kind == "附件" else ():
            # 附件1 for the only one, which has no number, is a matter of form (A009)
            if number in known or number in reported or (known == {None} and number == 1):
                continue
            reported.add(number)
            message = f"这里引用附件{number}，附件说明{_range(known)}"
            where = (related("附件说明", "attachments"),) if case.scheme.attachments else ()
            yield _at("A001", case, each, message, "请补列附件，或改正序号；引用的是上级文件的附件的，请写明是哪个文件。", where)


def _range(known: set[int | None]) -> str:
    numbers = sorted(number for number in known if number is not None)
    return f"只列有附件{'、'.join(map(str, numbers))}" if numbers else "只列有不编号的附件"


def _at(code: str, case: Case, each: Mentioned, message: str, help_: str, where: tuple[Related, ...] = ()) -> Finding:  # noqa: PLR0917
    clause = clause_at(case, each.path, each.mention.start)
    return finding(code, message, *each.path, at=each.at, clause=clause, help=help_, related=where)


@rule("A002", "attachment-never-cited", "列出的附件正文没有提到", Severity.NOTE, Basis.CONSISTENCY, "附件应当与正文有关，并在正文中提到")
def attachment_never_cited(case: Case) -> Iterator[Finding]:
    """An attachment that no sentence cites by number, by the end of its title, or as the only one; milestones count."""
    cited = {number for each in mentioned(case) for number in each.mention.numbers or (None,)}
    cited |= {milestone.attachment for milestone in case.scheme.milestones if milestone.attachment is not None}
    only = len(case.scheme.attachments) == 1
    for index, attachment in enumerate(case.scheme.attachments):
        if attachment.number in cited or (cited and (only or None in cited)) or _is_named(case, attachment):
            continue
        label = f"附件{attachment.number}" if attachment.number else "附件"
        message = f"附件说明列有{label}{shown(attachment.title)}，正文没有提到"
        yield finding("A002", message, "attachments", index, "title", help="请在正文相应处写“见附件”；与正文无关的，请删去。")


def _is_named(case: Case, attachment: Attachment) -> bool:
    tail = plain(attachment.title).partition("（")[0].rstrip("。；;，,")[-_TAIL:]
    return any(tail in source.citations.text for source in sources(case))


@rule(
    "A003", "demanded-attachment-missing", "正文要求见附件而没有附件", Severity.WARNING, Basis.CONSISTENCY, "正文要求查看的附件应当随文印发"
)
def demanded_attachment_missing(case: Case) -> Iterator[Finding]:
    """见附件, 见附表, 附件2 in a scheme that lists none and holds none; the table of the data, which alone may be meant, is C010's."""
    found = [each for each in mentioned(case) if each.mention.kind == "附件" or "\n附表" not in case.scheme.text]
    if not found or listed_numbers(case) or case.citations.attachment_pages:
        return
    numbers = {number for each in found for number in each.mention.numbers}
    if case.scheme.indicators and numbers <= {1}:
        return
    first, *others = found
    several = f"等 {len(found)} 处" if others else ""
    message = f"正文写有“{first.mention.words}”{several}，方案没有附件说明，也没有附件"
    where = tuple(related("这里也提到附件", *each.path, at=each.at) for each in others[:5])
    help_ = "请在 attachments 中列出附件；没有随文提供的，只列名称。"
    yield _at("A003", case, first, message, help_, where)


@rule("A004", "attachment-under-another-title", "附件的名称与附件说明不符", Severity.WARNING, Basis.CONSISTENCY, "同一附件应当用同一名称")
def attachment_under_another_title(case: Case) -> Iterator[Finding]:
    """《联络员登记表》（附件1), and the list says that 附件1 is something else."""
    by_number = {each.number: (index, each.title) for index, each in reversed(list(enumerate(case.scheme.attachments)))}
    for each in mentioned(case):
        numbers = each.mention.numbers or (None,)
        listed = by_number.get(numbers[0]) if len(numbers) == 1 else None
        title = each.mention.title
        if listed is None or title is None or _same(case, title.words, listed[1]):
            continue
        message = f"{each.mention.words}这里是《{title.words}》，附件说明中是{shown(listed[1])}"
        where = (related("附件说明", "attachments", listed[0], "title"),)
        right = next((a.number for a in case.scheme.attachments if a.number and _same(case, title.words, a.title)), None)
        hint = f"《{title.words}》在附件说明中是附件{right}，请改正序号。" if right else "请核对后统一名称，或改正序号。"
        at, clause = (title.start, title.end - title.start), clause_at(case, each.path, title.start)
        yield finding("A004", message, *each.path, at=at, clause=clause, related=where, help=hint)


def _same(case: Case, one: str, other: str) -> bool:
    """Whether one title is the other, or a part of it, when agency and year are left out."""
    short, long = sorted((_core(case, one), _core(case, other)), key=len)
    return short in long


def _core(case: Case, title: str) -> str:
    words = plain(title).rstrip("。；;，,")
    for name in agency_names(case):
        words = words.replace(name, "")
    return words.replace(f"{case.scheme.year}年度", "").replace(f"{case.scheme.year}年", "")


@rule("A005", "which-attachment", "有几份附件而没有写明是哪一份", Severity.NOTE, Basis.CONSISTENCY, "附件有几份的，引用时应当写明序号")
def which_attachment(case: Case) -> Iterator[Finding]:
    """见附件, when the list has several that are numbered and no title stands beside it."""
    numbers = {each.number for each in case.scheme.attachments} - {None}
    for each in mentioned(case) if len(numbers) > 1 else ():
        if not each.mention.numbers and each.mention.title is None and each.mention.kind == "附件":
            message = f"这里只写“{each.mention.words}”，附件说明列有 {len(case.scheme.attachments)} 份附件"
            yield _at("A005", case, each, message, "请写明是附件几。", (related("附件说明", "attachments"),))


@rule(
    "A006",
    "attachment-in-chinese-numerals",
    "附件序号用了汉字",
    Severity.NOTE,
    Basis.STANDARD,
    "GB/T 9704—2012 7.3.4：有多个附件的，使用阿拉伯数字标注附件顺序号",
)
def attachment_in_chinese_numerals(case: Case) -> Iterator[Finding]:
    """附件一 in text or notice; one finding for all."""
    found = [each for each in mentioned(case) if each.mention.han]
    if found:
        first, *others = found
        several = f"等 {len(found)} 处" if others else ""
        message = f"“{first.mention.words}”{several}用汉字标注序号，附件顺序号应当用阿拉伯数字"
        where = tuple(related("同样的写法", *each.path, at=each.at) for each in others[:5])
        yield _at("A006", case, first, message, f"应写作附件{first.mention.numbers[0]}。" if first.mention.numbers else "", where)
