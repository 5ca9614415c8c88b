"""Family R, what the scheme calls itself and who issues it: title, notice, self references in the text, kind, issuer."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from gongkai.citations import Citations, Title
from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.rules.documents.sources import clause_at, sources
from gongkai.rules.registry import Case, finding, once, related, rule

_MARKS = str.maketrans(dict.fromkeys(" 　《》〈〉<>＜＞“”‘’\"'") | {"(": "（", ")": "）"})
_YEAR = re.compile(r"[0-9]{4}年度?")
_HAN_YEAR, _DIGITS = re.compile("二[一二三四五六七八九〇○零]{3}(?=年)"), str.maketrans("〇○零一二三四五六七八九", "000123456789")
_ISSUES = re.compile(r"(?:关于)?印发(.+?)(?:的通知|$)")
_ORGAN_ENDS = ("局", "委", "办", "厅", "院", "会", "府", "处", "中心", "乡", "镇", "街道", "区", "县", "市", "旗", "系统", "学校")
LONGEST = 100
"""Characters of a title that is compared with another one by one."""
ALIKE = 0.6
"""From which share of common characters on two names without agency and year are taken for one name written in two ways."""


@once
def agency_names(case: Case) -> tuple[str, ...]:
    """The agency's names as texts write them, longest first: 安溪县民政局, 县民政局, 民政局; none when only its folder is known."""
    agency, region = case.agency, case.region
    names = {name for name in (agency.name, *agency.short_names) if not name.isascii()}
    if region.name and agency.name in names:
        place = (region.parent or "") + region.name
        rest = agency.name.removeprefix(place).removeprefix(region.name)
        names |= {place + rest, region.name + rest, region.name[-1] + rest, rest} if len(rest) > 1 else set()
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=1024)
def plain(name: str) -> str:
    """A name without spaces and marks, a year in Chinese numerals in digits, for comparison."""
    bare = name.translate(_MARKS)
    return _HAN_YEAR.sub(lambda year: year[0].translate(_DIGITS), bare) if "二" in bare else bare


@once
def own_name(case: Case) -> str:
    """What the scheme is called, without spaces and marks; of a title 关于印发…的通知 what it issues."""
    issued = _ISSUES.search(case.scheme.title)
    return plain(issued[1] if issued else case.scheme.title)


def _parted(case: Case, name: str) -> tuple[str, str] | None:
    """The words before and after the agency's name, however it is shortened; nothing when the name does not hold it."""
    found = next((each for each in agency_names(case) if each in name), None)
    before, _, after = name.partition(found) if found else ("", "", "")
    return (before, after) if found else None


@once
def _own_parted(case: Case) -> tuple[str, str] | None:
    return _parted(case, own_name(case))


def _without_agency(case: Case, name: str) -> str:
    return "".join(_parted(case, name) or (name,))


def is_own_name(case: Case, name: str) -> bool:
    """Whether it is the scheme's name, the agency's name shortened or left out; in another place of the words it makes another name.

    Where the agency's own names do not stand in it, as in a file without registries, an organ's name before all else may be left out.
    """
    given, own = plain(name), own_name(case)
    if given == own:
        return True
    if own.endswith(given) and own[: -len(given)].endswith(_ORGAN_ENDS):
        return True
    one, other = _parted(case, given), _own_parted(case)
    return one == other if one and other else _without_agency(case, given) == _without_agency(case, own)


@rule("R016", "own-name-differs", "方案的名称前后不一致", Severity.WARNING, Basis.CONSISTENCY, "方案在标题、通知和正文中应当是同一个名称")
def own_name_differs(case: Case) -> Iterator[Finding]:
    """What the notice says it issues, and titles in body and text that mean this scheme, against the scheme's title."""
    where = (related(f"方案的标题：{case.scheme.title}", "title"),)
    help_ = "请核对后统一名称；已印发的原文如此的，请加豁免。"
    for path, title, words in (*_issued(case), *_self_references(case)):
        message = f"{words}写作《{title.words.strip()}》，方案的标题是《{case.scheme.title}》"
        at, clause = (title.start, title.end - title.start), clause_at(case, path, title.start)
        yield finding("R016", message, *path, at=at, clause=clause, related=where, help=help_)


def _issued(case: Case) -> Iterator[tuple[Path, Title, str]]:
    """What 关于印发…的通知 names, with or without 《》, when none of it is this scheme."""
    notice = case.scheme.notice
    match = _ISSUES.search(notice.title) if notice else None
    if notice is None or match is None:
        return
    titles = Citations(notice.title).titles or (Title(words=match[1], start=match.start(1), end=match.end(1)),)
    if not any(is_own_name(case, title.words) for title in titles):
        yield ("notice", "title"), titles[0], "通知的标题把印发的方案"


_MAKES = re.compile(r"(?:现将|制[定订]了?|拟[定订]|印发|修订)(?:我局|本局|我委|本委|我办|我单位|本单位)?$")
_GIVEN = re.compile(r"(?:（[^（）]{1,20}）)?(?:已经|印发|经[^，。《]{2,20}(?:同意|通过|研究))")


def _self_references(case: Case) -> Iterator[tuple[Path, Title, str]]:
    for source in sources(case):
        path, citations = source.path, source.citations
        numbered = {each.title.start for each in citations.cited}
        for title in citations.titles:
            if title.start not in numbered and _means_itself(case, citations.text, title):
                yield path, title, "正文把本方案" if path == ("text",) else "通知把印发的方案"


def _means_itself(case: Case, text: str, title: Title) -> bool:
    """Another name of the same kind and year, much like the scheme's, that names the agency, or is said to be made or issued here."""
    given, own = plain(title.words), plain(case.scheme.title)
    if (
        given[-2:] != own[-2:]
        or not 6 <= len(given) <= LONGEST
        or len(own) > LONGEST
        or any(year[:4] != str(case.scheme.year) for year in _YEAR.findall(given))
        or is_own_name(case, title.words)  # most are, and to compare two names letter by letter takes long
    ):
        return False
    bare, own_bare = _without_agency(case, given), _without_agency(case, own)
    if bare == given:  # a name without the agency's is its own only where the text says so, and 安溪县…方案 is the county's
        made = _MAKES.search(text, max(title.start - 12, 0), title.start) or _GIVEN.match(text, title.end)
        if not made or (case.region.name and case.region.name in bare and case.region.name not in own_bare):
            return False
    return SequenceMatcher(None, _YEAR.sub("", bare), _YEAR.sub("", own_bare)).ratio() >= ALIKE


_TRIAL = re.compile(r"[（(][^（()）]{1,10}[）)]$")
_KINDS = ("决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要")


@rule(
    "R017",
    "notice-title-without-kind",
    "通知的标题没有文种",
    Severity.WARNING,
    Basis.POLICY,
    "《党政机关公文处理工作条例》第九条：标题由发文机关名称、事由和文种组成",
)
def notice_title_without_kind(case: Case) -> Iterator[Finding]:
    """A title that ends in none of the kinds of 公文 of 第八条; 方案 is none of them."""
    notice = case.scheme.notice
    title = _TRIAL.sub("", notice.title.rstrip()) if notice else ""
    if title and not title.endswith(_KINDS):
        end = title[-2:]
        message = f"通知的标题以“{end}”结尾，不是公文的文种，而标题应当写明文种"
        yield finding("R017", message, "notice", "title", help="请补全标题，如“关于印发《……工作方案》的通知”。")


@rule(
    "R019",
    "unknown-issuer",
    "署名的机关与本机构不符",
    Severity.WARNING,
    Basis.CONSISTENCY,
    "发文机关署名应当是发文机关的全称或者规范化简称",
)
def unknown_issuer(case: Case) -> Iterator[Finding]:
    """A signature in which none of the agency's names stands; joint issues hold it among others."""
    notice, names = case.scheme.notice, agency_names(case)
    if notice and names and not any(name in plain(notice.signed_by) for name in names):
        message = f"通知的署名是“{notice.signed_by}”，本机构是“{case.agency.name}”"
        hint = "请核对署名；是本机构规范化简称的，请补进 agency.yml 的 short_names。"
        yield finding("R019", message, "notice", "signed_by", help=hint)
