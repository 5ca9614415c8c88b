"""Family V, files and names as such: lists of people, what a file carries unseen, what could not be looked into, names below leadership."""

from collections.abc import Iterator

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.enclosed import Enclosed, Kind, Passage
from gongkai.model import Member
from gongkai.rules.expressions import late
from gongkai.rules.personal.privacy import name_of, to_publish
from gongkai.rules.registry import Case, finding, rule
from gongkai.rules.wordlists import words

_HAN = late(r"[\u4e00-\u9fff]{2,4}")
_NO_NAME = late(r"(?:[局科股室办部处队站委镇乡员市县区]|中心|用户|街道|公司|系统|电脑|作者|单位|文件)$")
_ABOUT_PEOPLE = late(r"联系人|联络员|通讯录|通信录|花名册|名册|名单|联系方式|联系电话")
_NAMES = late(r"(?:联系人|联络员|经办人|填报人|负责人)?姓名|联系人|联络员|经办人|填报人")
_CALLED = late(r"(?:本人|办公|联系|移动|单位)?(?:电话|手机|联系方式)(?:号码?)?(?:[（(].*[）)])?")
_NUMBER = late(r"(?<![0-9.*-])(?:1[3-9][0-9]{9}|0[0-9]{2,3}-?[2-8][0-9]{6,7})(?![0-9.*])")
_SHORT = late(r"(?<![0-9.*])[0-9]{7,12}(?![0-9.*])")
"""A number to call anywhere, and one in a column of such numbers."""


def is_name(written: str) -> bool:
    """Whether words are a person's name in Han characters: 张三, 李 四, 欧阳示例."""
    name = "".join(written.split())
    return _HAN.fullmatch(name) is not None and _NO_NAME.search(name) is None and (name[0] in _surnames()[0] or name[:2] in _surnames()[1])


def _surnames() -> tuple[str, frozenset[str]]:
    """The surnames of one character, and those of two."""
    lines = words("surnames")
    return "".join(line for line in lines if len(line) > 2), frozenset(line for line in lines if len(line) == 2)


_PRIVATE = "《政府信息公开条例》第十五条：涉及个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开"


@rule("V009", "list-of-people", "附有联系人或人员名单", Severity.WARNING, Basis.REGULATION, _PRIVATE)
def list_of_people(case: Case) -> Iterator[Finding]:
    """A filled list of people with what they are reached by; or their names alone, in a file that says it is such a list."""
    if case.scheme.disclosure.review is not None or not to_publish(case.scheme):
        return
    for each in case.enclosed:
        attachment = case.scheme.attachments[each.attachment]
        declared = attachment.content == "contacts" or _ABOUT_PEOPLE.search(attachment.title) is not None
        people, calls = _people(each.passages)
        if (people >= 3 and calls >= 3) or (declared and max(people, calls) > 0):
            what = "、".join(filter(None, (f"{people} 人的姓名" if people else "", f"{calls} 个电话号码" if calls else "")))
            message = f"{name_of(case, each)} 列有{what}，而方案没有保密审查记录"
        elif declared and attachment.content == "contacts" and each.unread and not each.passages:
            message = f"{name_of(case, each)} 是联系人登记表，内容无法检查，而方案没有保密审查记录"
        else:
            continue
        advice = "请改附空表，或不公开这个附件并写明理由（withheld）；经审查可以公开的，写明 disclosure.review。"
        yield finding("V009", message, *_place(each), help=advice)


def _people(passages: tuple[Passage, ...]) -> tuple[int, int]:
    """How many rows name a person, and how many numbers there are to call one; masked numbers are none."""
    named, called = 0, 0
    names: int | None = None
    numbers: int | None = None
    for passage in passages:
        cells = passage.words.split("\t")
        heads = ["".join(cell.split()) for cell in cells] if len(cells) > 1 else []
        if any(map(_NAMES.fullmatch, heads)) or any(map(_CALLED.fullmatch, heads)):
            names = next((index for index, head in enumerate(heads) if _NAMES.fullmatch(head)), None)
            numbers = next((index for index, head in enumerate(heads) if _CALLED.fullmatch(head)), None)
            continue
        named += names is not None and names < len(cells) and is_name(cells[names])
        if numbers is not None and len(cells) > 1:
            called += numbers < len(cells) and _SHORT.search(cells[numbers]) is not None
        else:
            called += len(_NUMBER.findall(passage.words))
    return named, called


def _place(each: Enclosed) -> Path:
    return ("attachments", each.attachment, "file")


@rule("V010", "author-in-file", "文件属性里有姓名", Severity.NOTE, Basis.PRACTICE, "公开电子文件前清除作者等属性（文件—检查文档）")
def author_in_file(case: Case) -> Iterator[Finding]:
    """The author's name that Word, Excel and PDF files keep."""
    for each in case.enclosed:
        named = {passage.where: passage.words for passage in each.hidden if passage.kind == "property" and is_name(passage.words)}
        if named:
            shown = "、".join(f"{where}{name[0]}{'*' * (len(name) - 1)}" for where, name in named.items())
            advice = "请在“文件—信息—检查文档”里删去文档属性和个人信息，再另存。"
            yield finding("V010", f"{name_of(case, each)} 的属性里留有姓名：{shown}", *_place(each), help=advice)


@rule("V011", "tracked-changes", "文件里有修订或批注", Severity.WARNING, Basis.PRACTICE, "公开的文件是定稿，修订和批注会随文件一起公开")
def tracked_changes(case: Case) -> Iterator[Finding]:
    """What was struck out, put in or remarked on while the file was written."""
    for each in case.enclosed:
        counts = [(_of(each, "change"), "处修订"), (_of(each, "comment"), "处批注")]
        told = "和".join(f" {len(found)} {what}" for found, what in counts if found)
        if told:
            first = next(found[0] for found, _ in counts if found)
            advice = "请接受或拒绝全部修订，删去批注，再另存为定稿。"
            yield finding("V011", f"{name_of(case, each)} 里有{told}，第一处在{first.where}", *_place(each), help=advice)


@rule("V012", "hidden-cells", "文件里有隐藏的内容", Severity.WARNING, Basis.PRACTICE, "隐藏的工作表、行、列和文字，任何人取消隐藏就能看到")
def hidden_cells(case: Case) -> Iterator[Finding]:
    """Hidden sheets, rows, columns and words."""
    for each in case.enclosed:
        hidden = _of(each, "hidden")
        if hidden:
            message = f"{name_of(case, each)} 里有 {len(hidden)} 处隐藏的内容，第一处在{hidden[0].where}"
            yield finding("V012", message, *_place(each), help="请取消隐藏，核对后删去不公开的内容，再另存。")


def _of(each: Enclosed, kind: Kind) -> list[Passage]:
    return [passage for passage in each.hidden if passage.kind == kind]


@rule("V013", "file-not-read", "附件的内容没有检查", Severity.NOTE, Basis.PRACTICE, "公开前核对附件里有没有个人信息")
def file_not_read(case: Case) -> Iterator[Finding]:
    """What could not be looked into wants a person's eyes."""
    for each in case.enclosed:
        if each.unread:
            advice = "请转为可以检查的格式，或人工核对里面没有个人信息。"
            yield finding("V013", f"{name_of(case, each)} 没有检查完：{each.unread}", *_place(each), help=advice)


_HEADS = late(r"(?:第一|常务|执行)?副?总?(?:组长|召集人)")


@rule(
    "V014",
    "names-below-leadership",
    "领导以外的人员写有姓名",
    Severity.NOTE,
    Basis.PRACTICE,
    "公开领导小组名单时，一般干部可以只写职务，人员变动时也不必改文件",
)
def names_below_leadership(case: Case) -> Iterator[Finding]:
    """Members by name whose title says that they lead no organ; without a title nobody knows."""
    if not to_publish(case.scheme):
        return
    found: dict[str, Path] = {}
    for path, member in _members(case):
        if (
            member.name
            and member.title
            and not _HEADS.fullmatch(member.post)
            and not any(word in member.title for word in words("leaders"))
        ):
            found.setdefault(member.name, path)
    if found:
        first = next(iter(found.values()))
        message = f"领导小组中有 {len(found)} 名领导以外的成员写有姓名"
        yield finding("V014", message, *first, help="可以只写职务，例如“办公室主任”；按规定公开姓名的，不必改。")


def _members(case: Case) -> Iterator[tuple[Path, Member]]:
    """The members of all groups and their offices."""
    for index, group in enumerate(case.scheme.organization):
        for number, member in enumerate(group.members):
            yield ("organization", index, "members", number), member
        for number, member in enumerate(group.office.members if group.office else ()):
            yield ("organization", index, "office", "members", number), member
