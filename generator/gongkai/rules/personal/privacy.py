"""Family V, what identifies a person: in the texts of a scheme and in the files attached to it; the files as such in `privacy_files`.

Only what is going to be published is looked at. A message shows a number masked: findings are printed and published themselves.
"""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.enclosed import Enclosed, Passage
from gongkai.model import Attachment, Scheme
from gongkai.rules.language.wording import wording
from gongkai.rules.personal.masking import mask, masked
from gongkai.rules.personal.particulars import LABEL, has_digits, has_trace, read_particulars
from gongkai.rules.personal.personal_numbers import Kind, Particular
from gongkai.rules.registry import Case, finding, once, rule
from gongkai.terms import spoken

_NO_WORDS = frozenset({"url", "seed", "at", "clause", "id", "code", "file", "component"})
"""Fields that hold addresses and names of ours."""

_INDICATOR = attrgetter("indicator")


class _Stated(Struct, frozen=True):
    """A particular in a value of the scheme."""

    path: Path
    text: str
    particular: Particular


class _Listed(Struct, frozen=True):
    """A particular in an attached file, masked."""

    enclosed: Enclosed
    where: str
    kind: Kind
    shown: str
    label: str


@once
def _stated(case: Case) -> tuple[_Stated, ...]:
    """All particulars of the scheme's own texts."""
    accepted = case.region.words.accepted
    return tuple(
        _Stated(path, text, each)
        for path, text in (_worth_reading(case) if to_publish(case.scheme) else ())
        for each in read_particulars(text)
        if text[each.start : each.end] not in accepted
    )


def _worth_reading(case: Case) -> Iterator[tuple[Path, str]]:
    """The text, the notice's body, and, where one look at all else together shows a trace, every other text with its path."""
    scheme = case.scheme
    yield ("text",), scheme.text
    if scheme.notice:
        yield ("notice", "body"), scheme.notice.body
    rest = asdict(scheme) | {"text": None, "disclosure": asdict(scheme.disclosure) | {"index": None}}
    if scheme.notice:
        rest["notice"] = asdict(scheme.notice) | {"body": None}
    # a table's cells are most of it, and `wording` has them in one string
    rows = list[object]()
    for row in map(_INDICATOR, case.indicators):
        rows += row.id, row.component, row.lead, row.support, row.more
    if any(map(_may_hold_one, (msgspec.json.encode(rest | {"indicators": rows}), wording(case).cells.encode("utf-8", "replace")))):
        yield from _texts(msgspec.to_builtins(rest), ())


def _may_hold_one(together: bytes) -> bool:
    return b"@" in together or has_digits(together)


@once
def text_to_quote(case: Case) -> str:
    """The scheme's text with every particular masked, of the same length: what a report may quote of it."""
    return masked(case.scheme.text)


def to_publish(scheme: Scheme) -> bool:
    """Whether the scheme is meant for the public; a draft is, once it is issued."""
    return scheme.disclosure.mode == "主动公开"


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text below a value with its path, in the order of the file."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if key not in _NO_WORDS:
                yield from _texts(each, (*path, key))
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from _texts(each, (*path, index))


@once
def _listed(case: Case) -> tuple[_Listed, ...]:
    """All particulars of the attached files, with the parts of them that a reader of the page does not see."""
    accepted = case.region.words.accepted
    return tuple(
        _Listed(enclosed, passage.where, each.kind, mask(text, each), each.label)
        for enclosed in case.enclosed
        if has_trace("\n".join(passage.words for passage in (*enclosed.passages, *enclosed.hidden)))
        for passage, text in _columns((*enclosed.passages, *enclosed.hidden))
        for each in read_particulars(text)
        if text[each.start : each.end] not in accepted
    )


def _columns(passages: tuple[Passage, ...]) -> Iterator[tuple[Passage, str]]:
    """The passages; a cell of a table that stands below a label (家庭住址, 身份证号) is read together with it."""
    labels: dict[int, str] = {}
    for passage in passages:
        cells = passage.words.split("\t")
        if len(cells) == 1:
            yield passage, passage.words
            continue
        heads = {index: cell.strip() for index, cell in enumerate(cells) if len(cell) < 16 and _is_label(cell)}
        labels = heads or labels
        yield passage, "\t".join(f"{labels[i]}：{cell}" if cell and i in labels and not heads else cell for i, cell in enumerate(cells))


def _is_label(cell: str) -> bool:
    return LABEL.match(cell.strip()) is not None or "身份证" in cell


def label_of(attachment: Attachment) -> str:
    """附件1, or 附件《…》 where it has no number."""
    return f"附件{attachment.number}" if attachment.number else f"附件《{attachment.title.strip('《》')}》"


def name_of(case: Case, enclosed: Enclosed) -> str:
    """An attached file in a sentence: 附件1的文件 baobiao.xlsx."""
    return f"{label_of(case.scheme.attachments[enclosed.attachment])}的文件 {enclosed.file}"


def _in_scheme(case: Case, code: str, kind: Kind, what: str, advice: str) -> Iterator[Finding]:
    """Each place of the scheme's own texts."""
    for each in _stated(case):
        if each.particular.kind == kind:
            start, end = each.particular.start, each.particular.end
            section = case.outline.at(start) if each.path == ("text",) else None
            message = f"{spoken(each.path)}写有{each.particular.label or what} {mask(each.text, each.particular)}"
            yield finding(code, message, *each.path, at=(start, end - start), clause=section.clause if section else "", help=advice)


def _in_files(case: Case, code: str, kind: Kind, what: str, advice: str) -> Iterator[Finding]:
    """Each attached file once, with the first place in it."""
    found: dict[int, list[_Listed]] = {}
    for each in _listed(case):
        if each.kind == kind:
            found.setdefault(each.enclosed.attachment, []).append(each)
    for index, listed in found.items():
        first, count = listed[0], len(listed)
        thing = f"{first.label or what} {first.shown}"
        words = f"{first.where}写有{thing}" if count == 1 else f"写有 {count} 处{what}，第一处是{first.where}的{thing}"
        yield finding(
            code, f"{name_of(case, first.enclosed)}{'，' if count == 1 else ' '}{words}", "attachments", index, "file", help=advice
        )


_CONSENT = "《个人信息保护法》第二十五条：个人信息处理者不得公开其处理的个人信息，取得个人单独同意的除外"
_PERSONAL = "《民法典》第一千零三十四条：{}属于个人信息；" + _CONSENT
_SENSITIVE = "《个人信息保护法》第二十八条：金融账户属于敏感个人信息；第二十五条：不得公开其处理的个人信息，取得个人单独同意的除外"


def _register(kind: Kind, what: str, advice: str, *about: Any) -> None:
    """A rule on one kind of particular; `about` is what `rule` takes."""

    @rule(*about)
    def check(case: Case) -> Iterator[Finding]:
        yield from _in_scheme(case, about[0], kind, what, advice)
        yield from _in_files(case, about[0], kind, what, advice)


_REMOVE = "请删去；确需标明本人的，遮盖中间几位，例如 {}。"
_register(
    "identity",
    "身份证号码",
    _REMOVE.format("110***********002X"),
    *("V001", "identity-number", "公开了身份证号码", Severity.ERROR, Basis.LAW, _PERSONAL.format("身份证件号码")),
)
_register(
    "mobile",
    "手机号码",
    _REMOVE.format("138****1234"),
    *("V002", "mobile-number", "公开了个人手机号码", Severity.ERROR, Basis.LAW, _PERSONAL.format("电话号码")),
)
_register(
    "card",
    "银行卡号",
    _REMOVE.format("6222***********1234"),
    *("V003", "bank-card", "公开了银行卡号", Severity.ERROR, Basis.LAW, _SENSITIVE),
)
_register(
    "contact",
    "作联系电话的手机号码",
    "请改用办公电话；本人同意公开的，在豁免里写明。",
    *("V004", "contact-mobile", "联系电话是手机号码", Severity.WARNING, Basis.LAW, _PERSONAL.format("电话号码")),
)
_register(
    "mailbox",
    "个人邮箱",
    "请改用单位的公务邮箱；本人同意公开的，在豁免里写明。",
    *("V005", "personal-mailbox", "公开了个人邮箱", Severity.WARNING, Basis.LAW, _PERSONAL.format("电子邮箱")),
)
_register(
    "free",
    "公众邮箱",
    "请核对是不是单位的邮箱；是的，可以在 region.yml 的 accepted 里登记。",
    *("V006", "free-mailbox", "邮箱可能是个人的", Severity.NOTE, Basis.PRACTICE, "公开的联系邮箱用单位的公务邮箱，不用个人注册的邮箱"),
)
_register(
    "address",
    "家庭住址",
    "请删去，或只写到乡镇、街道。",
    *("V007", "home-address", "公开了家庭住址", Severity.WARNING, Basis.LAW, _PERSONAL.format("住址")),
)
_register(
    "other",
    "个人账号",
    "请删去；需要联系的，改写办公电话。",
    *("V008", "personal-account", "公开了护照、车牌或社交账号", Severity.WARNING, Basis.LAW, _CONSENT),
)
