"""Family R, 文号: the form of the notice's own and of cited ones, and the own one against date, agency and text. R001 is in `across`."""

from collections.abc import Iterator

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.document_numbers import Number, read_document_number
from gongkai.periods import chinese_date
from gongkai.rules.documents.own_name import is_own_name
from gongkai.rules.documents.sources import clause_at, sources
from gongkai.rules.registry import Case, finding, once, related, rule

_FORM = "GB/T 9704—2012 7.2.5：年份标全称，用六角括号“〔〕”括入；顺序号不加“第”字，不编虚位，后加“号”字"
_EXAMPLE = "照“机关代字〔年份〕顺序号号”的样子写，如安民〔2024〕52号。"
_HAN_DIGITS = frozenset("〇○零一二三四五六七八九十百")
_SPACES = frozenset(" 　")


@once
def own_number(case: Case) -> Number | None:
    """The notice's 文号, when it can be read as one."""
    notice = case.scheme.notice
    return read_document_number(notice.number) if notice and notice.number else None


def flaws(number: Number) -> list[str]:
    """What departs from the standard's form, in Chinese; a serial that is missing is left to R004."""
    rest = number.words[len(number.organ) :]
    found = [
        ("〔" not in rest or "〕" not in rest, "年份没有用六角括号“〔〕”括入"),
        (len(number.year) != 4, "年份没有写全"),
        ("年" in rest, "年份后多了“年”字"),
        ("第" in rest, "顺序号前加了“第”字"),
        (len(number.serial) > 1 and number.serial[0] == "0", "顺序号编了虚位"),
        (not number.shared and not rest.endswith("号"), "末尾没有“号”字"),
        (not _HAN_DIGITS.isdisjoint(rest), "没有用阿拉伯数字"),
        (any("０" <= char <= "９" for char in rest), "用了全角数字"),
        (not _SPACES.isdisjoint(number.words), "中间有空格"),
    ]
    return [words for flawed, words in found if flawed]


_WRITING_ONLY = {"年份没有用六角括号“〔〕”括入", "用了全角数字", "中间有空格"}


def _repaired(number: Number, found: list[str]) -> str | None:
    """The same number in the standard's form, when nothing but brackets, spaces and the width of digits differs."""
    return number.plain.removesuffix("号" * number.shared) if number.serial and _WRITING_ONLY.issuperset(found) else None


@rule("R002", "own-number-form", "发文字号的写法不合国标", Severity.ERROR, Basis.STANDARD, _FORM)
def own_number_form(case: Case) -> Iterator[Finding]:
    """The notice's 文号; an order's or announcement's own way of counting (第3号, 2024年第3号) is left alone."""
    notice = case.scheme.notice
    if notice is None or not notice.number:
        return
    written, number = notice.number, own_number(case)
    if number is None:
        if not ("第" in written and written.endswith("号") and "〔" not in written):
            yield finding("R002", f"发文字号写作“{written}”，不是“机关代字〔年份〕顺序号”的写法", "notice", "number", help=_EXAMPLE)
    elif found := flaws(number):
        message = f"发文字号写作“{number.words}”，{'，'.join(found)}"
        yield _formed("R002", message, ("notice", "number"), number, found)


def _formed(code: str, message: str, path: Path, number: Number, found: list[str], clause: str = "") -> Finding:  # noqa: PLR0917
    at, repaired = (number.start, len(number.words)), _repaired(number, found)
    help_ = f"应写作{number.plain}。" if number.serial and len(number.year) == 4 else _EXAMPLE
    if repaired is None:
        return finding(code, message, *path, at=at, clause=clause, help=help_)
    return finding(code, message, *path, at=at, clause=clause, help=help_, replacement=repaired)


@rule("R003", "cited-number-form", "引用的文号写法不合国标", Severity.WARNING, Basis.STANDARD, _FORM)
def cited_number_form(case: Case) -> Iterator[Finding]:
    """Every 文号 in the text and the notice's body, and those among based_on."""
    for source in sources(case):
        for number in source.citations.numbers:
            if found := flaws(number):
                message = f"引用的文号写作“{number.words}”，{'，'.join(found)}"
                yield _formed("R003", message, source.path, number, found, clause_at(case, source.path, number.start))
    for index, written in enumerate(case.scheme.based_on):
        basis = read_document_number(written)
        if basis and (found := flaws(basis)):
            yield _formed("R003", f"制定依据的文号写作“{written}”，{'，'.join(found)}", ("based_on", index), basis, found)


@rule(
    "R004",
    "number-without-serial",
    "文号没有顺序号",
    Severity.ERROR,
    Basis.STANDARD,
    "GB/T 9704—2012 7.2.5：发文字号由发文机关代字、年份、发文顺序号组成",
)
def number_without_serial(case: Case) -> Iterator[Finding]:
    """〔2024〕号, 〔2024〕×号 and 〔2024〕0号, in the notice (not of a draft, which has no serial yet), in the text and in its body."""
    own = own_number(case)
    if own and not case.scheme.draft and not own.serial.strip("0"):
        message = f"发文字号写作“{own.words}”，{_lack(own)}"
        yield finding("R004", message, "notice", "number", at=(own.start, len(own.words)), help="请照发文登记填写顺序号。")
    for source in sources(case):
        for number in source.citations.numbers:
            if not number.serial.strip("0"):
                message = f"引用的文号写作“{number.words}”，{_lack(number)}"
                at, clause = (number.start, len(number.words)), clause_at(case, source.path, number.start)
                yield finding("R004", message, *source.path, at=at, clause=clause, help="请查对所引文件，补上顺序号。")


def _lack(number: Number) -> str:
    return "顺序号是 0，而顺序号从 1 编起" if number.serial else "没有顺序号"


@rule("R005", "number-year", "发文字号的年份与成文日期不符", Severity.WARNING, Basis.CONSISTENCY, "发文字号的年份应当是成文的年份")
def number_year(case: Case) -> Iterator[Finding]:
    """安民〔2023〕52号 signed in 2024."""
    notice, own = case.scheme.notice, own_number(case)
    if notice and own and len(own.year) == 4 and int(own.year) != notice.signed_on.year:
        signed = chinese_date(notice.signed_on)
        message = f"发文字号“{own.words}”的年份是 {own.year}，成文日期是 {signed}"
        where = (related(f"成文日期：{signed}", "notice", "signed_on"),)
        yield finding("R005", message, "notice", "number", related=where, help="请核对发文登记，改正写错的一处。")


@rule("R006", "unknown-code-word", "发文字号的机关代字不是本机关的", Severity.WARNING, Basis.CONSISTENCY, "机关代字应当是发文机关的代字")
def unknown_code_word(case: Case) -> Iterator[Finding]:
    """A 机关代字 that begins with none of the agency's; 安民办 and 安民函 belong to 安民."""
    own, known = own_number(case), case.agency.code_words
    if own and known and not own.organ.startswith(known):
        message = f"发文字号“{own.words}”的机关代字是“{own.organ}”，{case.agency.name}登记的是“{'”“'.join(known)}”"
        hint = "请核对发文登记；确是本机关代字的，请补进 agency.yml 的 code_words。"
        yield finding("R006", message, "notice", "number", at=(own.start, len(own.organ)), help=hint)


@rule("R007", "own-number-differs", "正文中的发文字号与通知不同", Severity.ERROR, Basis.CONSISTENCY, "一份公文只有一个发文字号")
def own_number_differs(case: Case) -> Iterator[Finding]:
    """A 文号 alone in its line, or beside the scheme's own title, that is not the notice's."""
    own = own_number(case)
    for source in sources(case) if own else ():
        beside = {each.number.start for each in source.citations.cited if is_own_name(case, each.title.words)}
        for number in source.citations.numbers:
            mine = number.start in beside or is_alone(source.citations.text, number)
            if own and mine and number.plain != own.plain:
                message = f"这里的发文字号是“{number.words}”，通知的发文字号是“{own.words}”"
                where = (related(f"通知的发文字号：{own.words}", "notice", "number"),)
                at, clause = (number.start, len(number.words)), clause_at(case, source.path, number.start)
                yield finding("R007", message, *source.path, at=at, clause=clause, related=where, help="请照发文登记改正写错的一处。")


def is_alone(text: str, number: Number) -> bool:
    """Whether nothing else stands in the number's line."""
    before, after = text[max(number.start - 20, 0) : number.start], text[number.end : number.end + 20]
    return not before.rpartition("\n")[2].strip() and not after.partition("\n")[0].strip()
