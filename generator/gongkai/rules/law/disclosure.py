"""Family G, what the catalogue says of a scheme: its entries, the way it is disclosed, its index number and publisher.

Transcriptions often have none of it, so nothing is said of a scheme that gives nothing. What happens when stands in `publication`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.rules.registry import Case, finding, once, related, rule


@rule(
    "G002",
    "catalogue-entries",
    "公开目录的内容不全",
    Severity.NOTE,
    Basis.REGULATION,
    "《政府信息公开条例》第十二条：政府信息公开目录包括政府信息的索引、名称、内容概述、生成日期等内容",
)
def catalogue_entries(case: Case) -> Iterator[Finding]:
    """索引, 内容概述 and 生成日期 are wanted as soon as anything of the catalogue is given."""
    about, notice = case.scheme.disclosure, case.scheme.notice
    given = (about.index, about.summary, about.subject, about.publisher, about.generated_on, about.published_at)
    if not case.scheme.published or not any(given):
        return
    entries = {
        "索引号（index）": about.index,
        "内容概述（summary）": about.summary,
        "生成日期（generated_on）": about.generated_on or notice,
    }
    lacking = [name for name, value in entries.items() if not value]
    if lacking:
        message = f"公开目录应有索引、名称、内容概述和生成日期，这里没有{'、'.join(lacking)}"
        yield finding("G002", message, "disclosure", help="请照公开目录补填；本地目录没有这一项的，不必填写。")


# The way of disclosure

_WAY = "不[予宜可]?公开|主动公开|依申请公开|公开发布|可公开"
_MODES = {"主动公开": "主动公开", "公开发布": "主动公开", "可公开": "主动公开", "依申请公开": "依申请公开"}
_IN_PROSE = re.compile(rf"此件[^，。；\n]{{0,4}}?({_WAY})|公开(?:方式|属性|选项|类别|类型)[ 　]*[：:][ 　]*({_WAY})")


class _Stated(Struct, frozen=True):
    """The way of disclosure that the document itself states, and the words of `path` that do so."""

    mode: str
    words: str
    path: Path
    start: int


@once
def _stated(case: Case) -> _Stated | None:
    """By the annotation, else by the end of the text (此件主动公开), else by the notice's."""
    notice = case.scheme.notice
    annotation = re.search(_WAY, notice.annotation) if notice and notice.annotation else None
    if annotation:
        return _state(annotation, 0, ("notice", "annotation"))
    texts: list[tuple[Path, str]] = [(("text",), case.scheme.text)]
    if notice:
        texts.append((("notice", "body"), notice.body))
    for path, text in texts:
        found = list(_IN_PROSE.finditer(text))
        if found:
            return _state(found[-1], found[-1].lastindex or 0, path)
    return None


def _state(match: re.Match[str], group: int, path: Path) -> _Stated:
    words = match[group]
    return _Stated(_MODES.get(words, "不予公开"), match[0], path, match.start())


@rule("G003", "disclosure-mode", "公开方式与文件载明的不同", Severity.ERROR, Basis.CONSISTENCY, "附注载明的公开方式与公开目录应当相同")
def disclosure_mode(case: Case) -> Iterator[Finding]:
    """此件依申请公开 in the document, 主动公开 in the data."""
    stated, mode = _stated(case), case.scheme.disclosure.mode
    if stated and stated.mode != mode:
        message = f"文件载明“{stated.words}”，数据的公开方式是“{mode}”"
        where = related("文件载明的公开方式", *stated.path, at=(stated.start, len(stated.words)))
        yield finding("G003", message, "disclosure", "mode", related=(where,), help="请与拟稿时确定的公开属性核对，改正写错的一处。")


@rule(
    "G004",
    "mode-unstated",
    "文件没有注明公开方式",
    Severity.NOTE,
    Basis.POLICY,
    "国办发〔2016〕80号：行政机关拟制公文时要明确主动公开、依申请公开、不予公开等属性",
)
def mode_unstated(case: Case) -> Iterator[Finding]:
    """A notice that says nothing of its disclosure, though the document before it in this rule's source has to be followed."""
    notice = case.scheme.notice
    if notice and notice.signed_on.isoformat() > "2016-11-10" and _stated(case) is None and "公开" not in (notice.annotation or ""):
        message = f"数据的公开方式是“{case.scheme.disclosure.mode}”，通知没有附注，正文也没有写明公开方式"
        yield finding("G004", message, "notice", help="原文有“此件主动公开”等附注的，请填入 annotation。")


# The index number

LONGEST = 64
"""Characters of the longest index number that is held against a form; those in use have up to 40."""

_MOST = 16
"""How much choice a form may leave: with that, the worst form takes a hundredth of a second on the longest number."""
_PLAIN = re.compile(r"\\.|\[\^?\]?[^\]]*\]|\(\?(?:P<\w+>|:)")
"""Escaped characters, classes and the heads of groups; none of them repeats anything."""
_REPEATED = re.compile(r"[*+?]|\{[0-9]*,[0-9]*\}")


@lru_cache(maxsize=64)
def read_form(written: str) -> re.Pattern[str] | None:
    """A region's form of index numbers, ready for `fullmatch`; nothing when it is no expression, or might not end."""
    try:
        pattern = re.compile(written)
    except (re.error, OverflowError, RecursionError):
        return None
    bare = _PLAIN.sub(lambda match: "(" if match[0][0] == "(" else "x", written)
    endless = re.search(r"\)[*+{]", bare) or 4 * len(_REPEATED.findall(bare)) + bare.count("|") > _MOST
    return None if endless else pattern


@rule("G005", "index-form", "索引号不合地区规定的格式", Severity.WARNING, Basis.CONSISTENCY, "索引号应当符合本地区规定的格式（region.yml）")
def index_form(case: Case) -> Iterator[Finding]:
    """The index number against `index_pattern` of region.yml, where there is one."""
    index, form = case.scheme.disclosure.index, case.region.index_pattern
    if not index or not form:
        return
    pattern = read_form(form)
    if pattern is None:
        message = f"索引号“{index}”没有核对：地区规定的格式“{form}”不是能用的正则表达式"
        advice = "请在 region.yml 改正 index_pattern：不重复括号里的内容，少用“*”“+”“?”。"
        yield finding("G005", message, "disclosure", "index", help=advice)
    elif len(index) > LONGEST or not pattern.fullmatch(index):
        message = f"索引号“{index}”与{case.region.name}规定的格式“{form}”不符"
        yield finding("G005", message, "disclosure", "index", help="请照公开目录改正；格式已经改变的，请改 region.yml 的 index_pattern。")


_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_NEAR = 5
"""Years apart up to which four digits are taken for a year rather than for another code."""


@rule("G006", "index-year", "索引号的年份与生成日期不符", Severity.WARNING, Basis.CONSISTENCY, "索引号中的年份是信息生成或者公开的年份")
def index_year(case: Case) -> Iterator[Finding]:
    """The one year in an index number against those of signing, generating and publishing."""
    about, notice = case.scheme.disclosure, case.scheme.notice
    days = {"成文": notice.signed_on if notice else None, "生成": about.generated_on, "发布": about.published_at}
    years = {f"{what}于 {day.year} 年": day.year for what, day in days.items() if day}
    found = list(_YEAR.finditer(about.index)) if about.index and len(about.index) <= LONGEST and years else []
    if len(found) == 1 and int(found[0][0]) not in years.values():
        year = found[0]
        if min(abs(int(year[0]) - other) for other in years.values()) <= _NEAR:
            message = f"索引号“{about.index}”的年份是 {year[0]}，文件{'、'.join(years)}"
            yield finding("G006", message, "disclosure", "index", at=(year.start(), 4), help="请照公开目录核对索引号。")


# Who publishes, and what about


@rule(
    "G007",
    "other-publisher",
    "发布机构不是制发机关",
    Severity.WARNING,
    Basis.REGULATION,
    "《政府信息公开条例》第十条：行政机关制作的政府信息，由制作该政府信息的行政机关负责公开",
)
def other_publisher(case: Case) -> Iterator[Finding]:
    """The publisher against the signature and the agency's names, with or without the region's name; a folder's name (ASCII) is none."""
    publisher, notice = case.scheme.disclosure.publisher, case.scheme.notice
    signed = notice.signed_by if notice else ""
    names = [name for name in (signed, case.agency.name, *case.agency.short_names) if not name.isascii()]
    if publisher and names and not any(name in publisher or publisher in name for name in names):
        message = f"发布机构写作“{publisher}”，方案由“{names[0]}”制发"
        where = (related("署名机关", "notice", "signed_by"),) if signed else ()
        yield finding("G007", message, "disclosure", "publisher", related=where, help="请核对；确由别的机关发布的，请加豁免说明。")


@rule(
    "G008",
    "idle-summary",
    "内容概述没有概述内容",
    Severity.WARNING,
    Basis.REGULATION,
    "《政府信息公开条例》第十二条：政府信息公开目录包括政府信息的内容概述",
)
def idle_summary(case: Case) -> Iterator[Finding]:
    """A summary that repeats the title, or speaks of another year's scheme."""
    scheme, summary = case.scheme, case.scheme.disclosure.summary
    if not summary:
        return
    titles = (scheme.title, scheme.notice.title if scheme.notice else scheme.title)
    if _bare(summary) in map(_bare, titles):
        message = f"内容概述“{summary.strip()}”只是重复标题"
        yield finding("G008", message, "disclosure", "summary", help="请用一两句话写明文件规定了什么，不超过 100 个字。")
    years = {match[1]: match.start() for match in re.finditer(r"(?<![0-9])(20[0-9]{2})年度", summary)}
    if years and str(scheme.year) not in years:
        year, start = next(iter(years.items()))
        message = f"内容概述写“{year}年度”，方案是 {scheme.year} 年度的"
        where = related(f"方案年度 {scheme.year}", "year")
        yield finding("G008", message, "disclosure", "summary", at=(start, 6), related=(where,), help="请改正内容概述。")


def _bare(words: str) -> str:
    return re.sub(r"[\s《》“”。，]|关于印发|的通知", "", words)
