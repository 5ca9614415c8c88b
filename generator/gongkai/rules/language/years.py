"""Family T, the year: titles and the text's own-year phrases against the year of the scheme — what copying last year's leaves behind."""

import re
from collections.abc import Iterator

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.rules.registry import Case, finding, related, rule

_YEAR = re.compile(r"(?<![0-9〔\[(（第])((?:19|20)[0-9]{2})(?:\s*[-—–~～至]+\s*((?:19|20)[0-9]{2}))?(?=年|度|[^0-9])")
_NUMBER_YEAR = re.compile(r"[〔\[［【(（]((?:19|20)[0-9]{2})[〕\]］】)）]")
_ANY_YEAR = re.compile("20(?<![0-9〔]20)[0-9]{2}(?![0-9])")
_WHOSE = re.compile(r"(?:做好|开展|推进|实施|我局|本局|我委|我办|本单位|全局)$")
_WHAT = re.compile(
    r"年度?[^，,。；、“《0-9\n]{0,10}?(?:绩效(?:评估|考[评核]|管理)|(?:目标(?:责任制?|管理)?|综合|岗位责任制|高质量发展)考[评核])"
)
_EARLIER = re.compile("总结|回顾|结果|上一?年|去年|往年|基础上|参照|沿用|废止|情况")
"""Words that make another year's scheme the thing spoken of, before or after its year."""
_STOP = re.compile(r"[。；\n]")
_NUMBER_BEHIND = re.compile(r"》?[（(][^（()）\n]{1,30}[）)]")
"""The 文号 behind a title, before the words that say what became of it."""
_HELP = "请核对年度；沿用往年文稿的，请检查其他年份和日期。"


@rule("T018", "title-year", "标题的年度与方案年度不符", Severity.ERROR, Basis.CONSISTENCY, "标题写明的年度应当就是方案的年度")
def title_year(case: Case) -> Iterator[Finding]:
    """The title, the notice's title and the table's title against the year; a document number two years and more away."""
    scheme = case.scheme
    titles: list[tuple[Path, str, str]] = [(("title",), "标题", scheme.title)]
    if scheme.notice:
        titles.append((("notice", "title"), "通知的标题", scheme.notice.title))
    for index, attachment in enumerate(scheme.attachments):
        if attachment.content == "indicators":
            titles.append((("attachments", index, "title"), "考评表的标题", attachment.title))
    for path, name, title in titles:
        spans = [(int(m[1]), int(m[2] or m[1]), m) for m in _YEAR.finditer(title)]
        if spans and not any(first <= scheme.year <= last for first, last, _ in spans):
            first, _, match = spans[0]
            message = f"{name}写的是 {first} 年，方案的年度是 {scheme.year} 年"
            where = (related(f"年度：{scheme.year}", "year"),)
            yield finding("T018", message, *path, at=(match.start(1), 4), related=where, help=_HELP)
    number = scheme.notice.number if scheme.notice else None
    written = _NUMBER_YEAR.search(number) if number else None
    if written and abs(int(written[1]) - scheme.year) > 1:
        message = f"文号写的是 {written[1]} 年，方案的年度是 {scheme.year} 年"
        where = (related(f"年度：{scheme.year}", "year"),)
        yield finding("T018", message, "notice", "number", at=(written.start(1), 4), related=where, help=_HELP)


@rule("T019", "text-year", "正文的年度与方案年度不符", Severity.WARNING, Basis.CONSISTENCY, "正文提到本方案、本年度工作时，年度应当一致")
def text_year(case: Case) -> Iterator[Finding]:
    """The scheme's own title with another year, and 做好2023年度绩效评估工作 in a scheme of 2024; last year's results may be spoken of."""
    bodies: list[tuple[Path, str]] = [(("text",), case.scheme.text)]
    if case.scheme.notice:
        bodies.append((("notice", "body"), case.scheme.notice.body))
    title, own = case.scheme.title, str(case.scheme.year)
    before, _, after = title.partition(own) if own in title and len(title) > 10 else ("", "", "")
    for path, body in bodies:
        for match in _ANY_YEAR.finditer(body):
            start, end = match.span()
            words = _own_words(body, start, end, before, after) if match[0] != own else ""
            number = _NUMBER_BEHIND.match(body, end + len(after)) if words else None
            forth = len(after) + len(number[0] if number else "") + 8
            if words and not _EARLIER.search(_around(body, start, end, len(before) + 12, forth)):
                yield _other_year(case, path, start, words)


def _around(body: str, start: int, end: int, back: int, forth: int) -> str:
    """At most so many characters before and after a year, as far as its sentence goes."""
    return _STOP.split(body[max(start - back, 0) : start])[-1] + _STOP.split(body[end : end + forth])[0]


def _own_words(body: str, start: int, end: int, before: str, after: str) -> str:
    """What a year belongs to, as written: the scheme's own title, or its own work; empty for anything else."""
    if after and body.startswith(after, end) and body.endswith(before, 0, start):
        return body[start - len(before) : end + len(after)]
    what = _WHAT.match(body, end)
    whose = _WHOSE.search(body, max(start - 4, 0), start) if what else None
    return body[whose.start() : what.end()] if what and whose else ""


def _other_year(case: Case, path: Path, start: int, words: str) -> Finding:
    section = case.outline.at(start) if path == ("text",) else None
    message = f"{'正文' if path == ('text',) else '通知'}写的是“{words}”，方案的年度是 {case.scheme.year} 年"
    where = (related(f"年度：{case.scheme.year}", "year"),)
    return finding("T019", message, *path, at=(start, 4), clause=section.clause if section else "", related=where, help=_HELP)
