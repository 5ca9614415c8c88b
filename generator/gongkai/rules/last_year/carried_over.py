"""Family Y, what was carried over from the last scheme and not brought up to date: its year in the same words, its year's basis."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.model import Scheme
from gongkai.rules.language.wording import wording
from gongkai.rules.last_year.previous_year import SHOWN, earlier
from gongkai.rules.registry import Case, finding, related, rule

_Left = tuple[Path, int, str]
"""Where the old year stands in which value, and the words to quote."""

_FIELDS = ("name", "target", "criterion")


@rule(
    "Y006",
    "last-year-left",
    "照抄上一年度的文字没有改年份",
    Severity.WARNING,
    Basis.CONSISTENCY,
    "照上一年度的方案起草的，其中的年份应当改为本年度",
)
def last_year_left(case: Case) -> Iterator[Finding]:
    """Words that are the same as last year to the letter and state that year as their own; all places in one finding."""
    last = earlier(case)
    left = [*_in_heads(case.scheme, last), *_in_text(case.scheme.text, last), *_in_rows(case, last)] if last else []
    if left and last:
        (path, start, words), *others = left
        count = f"等 {len(left)} 处" if others else ""
        message = f"“{words}”{count}与 {last.year} 年的方案一字不差，年份没有改，本方案是 {case.scheme.year} 年度的"
        section = case.outline.at(start) if path == ("text",) else None
        where = tuple(related(f"“{quoted}”", *place, at=(at, 4)) for place, at, quoted in others[: SHOWN - 1])
        help_ = "请改为本年度的年份和内容；确实是说上一年的，请写成“上一年度”。"
        yield finding("Y006", message, *path, at=(start, 4), clause=section.clause if section else "", related=where, help=help_)


def _in_heads(scheme: Scheme, last: Scheme) -> Iterator[_Left]:
    """The title and the notice."""
    year = str(last.year)
    if scheme.title == last.title:
        yield from _own_years(("title",), scheme.title, year)
    if scheme.notice and last.notice:
        for field in ("title", "body"):
            words = getattr(scheme.notice, field)
            if words == getattr(last.notice, field):
                yield from _own_years(("notice", field), words, year)


def _in_text(text: str, last: Scheme) -> Iterator[_Left]:
    """The lines that both texts have."""
    year = str(last.year)
    if year not in text:
        return
    known, offset = frozenset(last.text.split("\n")), 0
    for line in text.split("\n"):
        if year in line and line in known:
            yield from ((path, offset + at, words) for path, at, words in _own_years(("text",), line, year))
        offset += len(line) + 1


def _in_rows(case: Case, last: Scheme) -> Iterator[_Left]:
    """The cells that both tables have, and due dates of rows that both have."""
    year = str(last.year)
    if case.previous_table is None:
        return
    if wording(case).words.find(year, len(case.scheme.text)) < 0 and not any(year in due for due in case.table.dues):
        return
    known: set[tuple[str, str]] = set()
    for node in case.previous_table.indicators:
        row = node.indicator
        known.update((field, words) for field in _FIELDS if (words := getattr(row, field)))
        known.add((row.name, row.due or ""))
    for path, row, *_ in case.indicators:
        for field in _FIELDS:
            words = getattr(row, field)
            if words and year in words and (field, words) in known:
                yield from _own_years((*path, field), words, year)
        if row.due and row.due.startswith(year) and (row.name, row.due) in known:
            yield (*path, "due"), 0, f"{row.name}：{row.due}"


@lru_cache(maxsize=16)
def _own_year(year: str) -> re.Pattern[str]:
    """The year where it is the scheme's own: no range's end, no basis of comparison, no document's."""
    return re.compile(
        rf"(?<![0-9〔\[比较与以从自至到\-—－–~～]){year}年"
        r"(?!(?:以来|以前|之前|印发|出台|制定|颁布|修订|[底末]?(?:基数|基础|水平|同期|实绩|的[0-9])|[\-—－–~～至到](?:[0-9]{4}|[0-9]+年)))"
    )


def _own_years(path: Path, words: str, year: str) -> Iterator[_Left]:
    """The places outside titles in 《》, each with the words around it up to the stop before."""
    depth = end = 0
    for match in _own_year(year).finditer(words):
        start = match.start()
        depth += words.count("《", end, start) - words.count("》", end, start)
        end = start
        if depth <= 0:
            before = re.split(r"[。；\n]", words[max(start - 12, 0) : start])[-1]
            yield path, start, (before + words[start : start + 16]).strip()


@rule("Y007", "last-year-basis", "引用的是上一年度的文件", Severity.WARNING, Basis.CONSISTENCY, "制定依据中的年度文件，应当是本年度的")
def last_year_basis(case: Case) -> Iterator[Finding]:
    """A document on last year by its title, among the reasons given for this scheme as for the last."""
    last = earlier(case)
    if last is None:
        return
    annual = re.compile(rf"(?<![0-9\-—－–~～至到]){last.year}年度?(?![\-—－–~～至到])")
    for index, number in enumerate(case.scheme.based_on):
        document = case.documents.get(number) if number in last.based_on else None
        if document and annual.search(document.title):
            name = f"《{document.title.strip('《》')}》（{number}）"
            message = f"制定依据{name}是 {last.year} 年度的文件，上一年度的方案也引用它，本方案是 {case.scheme.year} 年度的"
            yield finding("Y007", message, "based_on", index, help="请改为本年度的文件；确无新文件的，请加豁免说明。")
