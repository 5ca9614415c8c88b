"""Rules over all schemes at once: what must be one scheme's own (文号 R001, 索引号 G001) and stands in another file as well."""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from gongkai.diagnostics import Basis, Finding, Place, Related, Severity
from gongkai.issued import Issued, repeated
from gongkai.model import Scheme
from gongkai.rules.registry import ACROSS, declare


def issued(file: str, scheme: Scheme) -> Issued:
    """What the rules across schemes must know of one; of its waivers, those of these rules."""
    return Issued(
        file=file,
        title=scheme.title,
        number=(scheme.notice.number or "") if scheme.notice else "",
        index=scheme.disclosure.index or "",
        waived={waiver.code: waiver.reason for waiver in scheme.waivers if waiver.code in ACROSS},
    )


def check_across(schemes: Sequence[Issued]) -> list[Finding]:
    """The findings of these rules over all schemes of a tree, each in its file, with that file's waivers applied."""
    found = [each for code, check in ACROSS.items() for each in check(code, schemes)]
    waived = {each.file: each.waived for each in schemes if each.waived}
    used = {(each.place.file, each.code) for each in found}
    unused = [
        Finding(code="W001", message=f"豁免 {code} 没有用上：本文件没有这个问题", place=Place(file=file, path=("waivers",)), help=_ADVICE)
        for file, codes in waived.items()
        for code in codes
        if (file, code) not in used
    ]
    return [replace(each, waived=waived.get(each.place.file, {}).get(each.code)) for each in found] + unused


_ADVICE = "问题已经解决的，请删去这条豁免。"


def number_twice(code: str, schemes: Sequence[Issued]) -> Iterator[Finding]:
    """One 文号, one document."""
    for first, *others in repeated(schemes, "number"):
        for each in others:
            message = f"文号“{each.number}”已经用于另一份方案《{first.title}》"
            yield _finding(code, message, each, first, ("notice", "number"), "请核对发文登记，一份公文一个文号。")


def index_twice(code: str, schemes: Sequence[Issued]) -> Iterator[Finding]:
    """One 索引号, one entry of the catalogue."""
    for first, *others in repeated(schemes, "index"):
        for each in others:
            message = f"索引号“{each.index}”已经用于另一份方案《{first.title}》"
            yield _finding(code, message, each, first, ("disclosure", "index"), "请核对公开目录，一条信息一个索引号。")


def _finding(code: str, message: str, each: Issued, first: Issued, path: tuple[str, str], advice: str) -> Finding:  # noqa: PLR0917
    also = Related(place=Place(file=first.file, path=path), message="先用的一处")
    return Finding(code=code, message=message, place=Place(file=each.file, path=path), related=(also,), help=advice)


def _register(code: str, name: str, title: str, basis: Basis, source: str, check: Callable[..., Iterator[Finding]]) -> None:  # noqa: PLR0917
    declare(code, name, title, Severity.ERROR, basis, source)
    ACROSS[code] = check


_register(
    "R001",
    "number-twice",
    "文号与另一份方案相同",
    Basis.STANDARD,
    "GB/T 9704—2012 7.2.5：发文字号由机关代字、年份、发文顺序号组成",
    number_twice,
)
_register(
    "G001",
    "index-twice",
    "索引号与另一份方案相同",
    Basis.REGULATION,
    "《政府信息公开条例》第十二条：政府信息公开目录包括政府信息的索引",
    index_twice,
)
