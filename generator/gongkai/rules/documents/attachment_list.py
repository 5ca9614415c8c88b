"""Family A, 附件说明: numbers and titles of the list, in the data and where the text holds one, and the attachments' own first lines."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.document_numbers import occurrences
from gongkai.rules.documents.attachments import mentioned, shown, written_list
from gongkai.rules.documents.own_name import plain
from gongkai.rules.documents.sources import clause_at
from gongkai.rules.registry import Case, finding, once, related, rule

_NUMBERS = "GB/T 9704—2012 7.3.4：如有多个附件，使用阿拉伯数字标注附件顺序号（如“附件：1.×××××”）"
_GAP = 40
"""The most blank characters between a line and the one below it."""
_STOPS = "。；;，,、：:．."


class Entry(Struct, frozen=True, gc=False):
    """An attachment as listed: where its number or title stands, and there the offset and length of the words, if it is in a text."""

    number: int | None
    title: str
    path: Path
    at: tuple[int, int] | None


@once
def entries(case: Case) -> tuple[Entry, ...]:
    """The list of the data; where the data has none, that of the text."""
    given = case.scheme.attachments
    if given:
        return tuple(Entry(each.number, each.title, ("attachments", index), None) for index, each in enumerate(given))
    return _in_text(case)


def _in_text(case: Case) -> tuple[Entry, ...]:
    written = written_list(case)
    return tuple(Entry(e.number, e.title, written[0], (e.start, e.end - e.start)) for e in written[1].entries) if written else ()


def _on(code: str, entry: Entry, message: str, help_: str, first: Entry | None = None, key: str = "number") -> Finding:  # noqa: PLR0917
    """A finding at an entry; `key` is the field of the data that it is about."""
    where = (related(f"附件说明：{shown(first.title)}", *first.path, at=first.at),) if first else ()
    path = entry.path if entry.at or (key == "number" and entry.number is None) else (*entry.path, key)
    return finding(code, message, *path, at=entry.at, related=where, help=help_)


@rule("A007", "attachment-number-twice", "两份附件用了同一序号", Severity.ERROR, Basis.CONSISTENCY, "附件的序号不能重复")
def attachment_number_twice(case: Case) -> Iterator[Finding]:
    """Two entries with one number."""
    first: dict[int, Entry] = {}
    for entry in entries(case):
        if entry.number is not None and (earlier := first.setdefault(entry.number, entry)) is not entry:
            message = f"{shown(entry.title)}编为附件{entry.number}，{shown(earlier.title)}已经是附件{entry.number}"
            yield _on("A007", entry, message, "请重新编号，并改正正文的引用。", earlier)


@rule("A008", "attachment-numbers-skip", "附件的序号不连续", Severity.WARNING, Basis.CONSISTENCY, "附件从 1 起按顺序编号")
def attachment_numbers_skip(case: Case) -> Iterator[Finding]:
    """1, 3; 2, 3; 2, 1: the first number out of its place. A number used twice is A007's, one that is missing A009's."""
    listed = entries(case)
    if any(entry.number is None for entry in listed):
        return
    expected = 1
    for entry in listed:
        if entry.number == expected - 1 and expected > 1:
            continue
        if entry.number != expected:
            before = f"前面是附件{expected - 1}" if expected > 1 else "这是第一份附件"
            message = f"{shown(entry.title)}编为附件{entry.number}，{before}，应当是附件{expected}"
            yield _on("A008", entry, message, "请补列缺少的附件，或按顺序重新编号。")
            return
        expected += 1


@rule("A009", "attachments-half-numbered", "附件有的编号有的不编", Severity.WARNING, Basis.STANDARD, _NUMBERS)
def attachments_half_numbered(case: Case) -> Iterator[Finding]:
    """Several attachments of which some or all have no number; or the only one has none, and the text calls it 附件1."""
    listed = entries(case)
    bare = [entry for entry in listed if entry.number is None]
    if bare and len(listed) > 1:
        state = f"其中 {len(bare)} 份没有编号" if len(bare) < len(listed) else "都没有编号"
        message = f"附件说明列有 {len(listed)} 份附件，{state}，如{shown(bare[0].title)}"
        yield _on("A009", bare[0], message, "请按顺序给每份附件编号。")
    elif bare:
        for each in mentioned(case):
            if each.mention.numbers == (1,):
                message = f"正文写“{each.mention.words}”，附件说明中{shown(bare[0].title)}没有编号"
                clause = clause_at(case, each.path, each.mention.start)
                where = (related("附件说明", *bare[0].path, at=bare[0].at),)
                yield finding("A009", message, *each.path, at=each.at, clause=clause, related=where, help="只有一份附件的，写“附件”即可。")
                return


@rule("A010", "single-attachment-numbered", "只有一份附件而编了号", Severity.NOTE, Basis.STANDARD, _NUMBERS)
def single_attachment_numbered(case: Case) -> Iterator[Finding]:
    """附件1 where there is no 附件2; not while the text cites others, which are missing from the list."""
    listed = entries(case)
    if len(listed) == 1 and listed[0].number == 1 and not any(max(each.mention.numbers, default=0) > 1 for each in mentioned(case)):
        message = f"附件说明只有一份附件{shown(listed[0].title)}，编为附件1，而有多个附件才编号"
        yield _on("A010", listed[0], message, "请删去序号，正文写“附件”。")


@rule(
    "A011",
    "attachment-title-with-stop",
    "附件名称后加了标点",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 9704—2012 7.3.4：附件名称后不加标点符号",
)
def attachment_title_with_stop(case: Case) -> Iterator[Finding]:
    """A stop, comma or semicolon at the end of a title, in the data and in the list of the text."""
    data = entries(case) if case.scheme.attachments else ()
    for entry in (*data, *_in_text(case)):
        title = entry.title.rstrip()
        bare = title.rstrip(_STOPS)
        if bare and bare != title:
            message = f"附件名称{shown(bare)}后面加了“{title[len(bare) :]}”，附件名称后不加标点"
            offset = entry.at[0] if entry.at else 0
            path = entry.path if entry.at else (*entry.path, "title")
            place = (offset + len(bare), len(title) - len(bare))
            yield finding("A011", message, *path, at=place, help="请删去标点。", replacement="")


@rule("A012", "attachment-title-twice", "两份附件同名", Severity.WARNING, Basis.CONSISTENCY, "不同的附件应当有不同的名称")
def attachment_title_twice(case: Case) -> Iterator[Finding]:
    """Two entries with one title."""
    first: dict[str, Entry] = {}
    for entry in entries(case):
        earlier = first.setdefault(plain(entry.title).rstrip(_STOPS), entry)
        if earlier is not entry:
            message = f"附件说明两处列有{shown(entry.title)}"
            yield _on("A012", entry, message, "请删去重复的一份，或写明各自的名称。", earlier, "title")


@rule(
    "A013",
    "attachment-list-without-colon",
    "附件说明的“附件”后没有冒号",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 9704—2012 7.3.4：“附件”二字后标全角冒号和附件名称",
)
def attachment_list_without_colon(case: Case) -> Iterator[Finding]:
    """附件1.考评表 in the list of the text; a half-width colon is T020's."""
    path, listed = written_list(case) or ((), None)
    if listed and not listed.colon:
        message = f"附件说明在“附件”后直接写{shown(listed.entries[0].title.rstrip(_STOPS))}的序号，没有全角冒号"
        yield finding("A013", message, *path, at=(listed.start, 2), help=f"应写作“附件：1.{listed.entries[0].title.rstrip(_STOPS)}”。")


@rule("A014", "attachment-list-differs", "附件说明与正文所列不符", Severity.WARNING, Basis.CONSISTENCY, "attachments 抄录正文的附件说明")
def attachment_list_differs(case: Case) -> Iterator[Finding]:
    """The list of the text against the data: another title for a number, or a number that only the text lists."""
    given = {each.number: (index, each.title) for index, each in enumerate(case.scheme.attachments)}
    for entry in _in_text(case) if given else ():
        if entry.number in given:
            index, title = given[entry.number]
            if not _begins(title, entry.title):
                message = f"{_label(entry.number)}正文列作{shown(entry.title)}，attachments 中是{shown(title)}"
                where = (related("attachments 中的名称", "attachments", index, "title"),)
                yield finding("A014", message, *entry.path, at=entry.at, related=where, help="请照原文改正 attachments。")
        elif not any(_begins(title, entry.title) for _, title in given.values()):
            message = f"正文的附件说明列有{_label(entry.number)}{shown(entry.title)}，attachments 中没有"
            yield finding("A014", message, *entry.path, at=entry.at, help="请补进 attachments；没有随文提供的，只列名称。")


def _begins(title: str, written: str) -> bool:
    """Whether the title is what the text has, which may go on in the next line."""
    return _bare(title).startswith(_bare(written))


def _bare(title: str) -> str:
    return plain(title).rstrip(_STOPS)


def _label(number: int | None) -> str:
    return "附件" if number is None else f"附件{number}"


@rule(
    "A015",
    "attachment-list-after-date",
    "附件说明写在成文日期之后",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 9704—2012 7.3.4、7.3.5：附件说明在正文下空一行，发文机关署名和成文日期在附件说明之后",
)
def attachment_list_after_date(case: Case) -> Iterator[Finding]:
    """The list of the text comes directly below a line that is a date and nothing else."""
    listed, text = case.citations.attachment_list, case.scheme.text
    above = [each for each in case.days if each.kind == "day" and listed.start - _GAP < each.end < listed.start] if listed else []
    for each in above:
        line = text[max(each.start - _GAP, 0) : each.start].rpartition("\n")[2]
        between = text[each.end : listed.start] if listed else ""
        if listed and each.year and "\n" in between and not (line + between).strip():
            message = f"附件说明写在成文日期“{each.words}”之后，应当写在正文之下、署名之前"
            where = (related("成文日期", "text", at=(each.start, len(each.words))),)
            yield finding("A015", message, "text", at=(listed.start, 2), related=where, help="请把附件说明移到署名和成文日期之前。")


@rule(
    "A016",
    "attachment-page-differs",
    "附件上的名称与附件说明不符",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 9704—2012 7.3.7：附件顺序号和附件标题应当与附件说明的表述一致",
)
def attachment_page_differs(case: Case) -> Iterator[Finding]:
    """附件1 alone in its line and a title below it, against the entry with that number; a title over two lines is compared by its first."""
    listed: dict[int | None, Entry] = {entry.number: entry for entry in reversed(entries(case))}
    for page in case.citations.attachment_pages if listed else ():
        entry = listed.get(page.number) or (next(iter(listed.values())) if page.number is None and len(listed) == 1 else None)
        if entry is None:
            message = f"正文后附有{_label(page.number)}《{page.title}》，附件说明{_numbers(list(listed))}"
            yield finding("A016", message, "text", at=(page.start, 2), help="请补列附件，或改正序号。")
        elif page.title and not _begins(entry.title, page.title) and not _begins(page.title, entry.title):
            message = f"{_label(page.number)}上的名称是《{page.title}》，附件说明中是{shown(entry.title)}"
            where = (related("附件说明", *entry.path, at=entry.at),)
            yield finding("A016", message, "text", at=(page.title_start, len(page.title)), related=where, help="请核对后统一名称。")


def _numbers(numbers: Sequence[int | None]) -> str:
    return f"只列有{'、'.join(_label(number) for number in numbers)}"


@rule(
    "A017",
    "attachment-after-imprint",
    "附件写在版记之后",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 9704—2012 7.3.7：附件应当另面编排，并在版记之前，与公文正文一起装订",
)
def attachment_after_imprint(case: Case) -> Iterator[Finding]:
    """A line that begins with 抄送： above the list of attachments, or above the first of them."""
    written, pages, text = case.citations.attachment_list, case.citations.attachment_pages, case.scheme.text
    first = written.start if written else pages[0].start if pages else 0
    for at in occurrences(text[:first], "抄送"):
        if text[at + 2 : at + 3] in ("：", ":") and not text[max(at - _GAP, 0) : at].rpartition("\n")[2].strip():
            line = text[at : at + 12].partition("\n")[0]
            message = f"“{text[first : first + 2]}”写在版记的“{line}”之后，附件应当在版记之前"
            where = (related("版记的抄送机关", "text", at=(at, 2)),)
            yield finding("A017", message, "text", at=(first, 2), related=where, help="请把附件移到版记之前。")
            return
