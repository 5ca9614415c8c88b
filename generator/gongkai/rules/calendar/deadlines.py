"""Family D, deadlines: those of milestones, stages, rows and the text itself against the day of issue, the year and the calendar."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain

from msgspec import Struct

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.periods import Days, chinese_date, chinese_period, read_period
from gongkai.rules.calendar.dates import Placed, placed
from gongkai.rules.registry import Case, finding, once, related, rule
from gongkai.workdays import day_off_name, last_working_day


class Deadline(Struct, frozen=True, gc=False):
    """A time limit: what is due, as a person calls it, when, as the data or the text writes it, its days, and where it stands."""

    what: str
    written: str
    days: Days
    path: Path
    at: tuple[int, int] | None = None
    clause: str = ""

    @property
    def is_day(self) -> bool:
        return self.days.first == self.days.last

    @property
    def says(self) -> str:
        """The beginning of a sentence: what is said of its time."""
        return f"正文写的时间是{self.written}" if self.at else f"{_quoted(self.what)}的时间是{chinese_period(self.written)}"


@once
def duties(case: Case) -> tuple[Deadline, ...]:
    """The milestones, then the deadlines of the text that neither a milestone nor a stage has."""
    found = [
        Deadline(each.what, each.due, read_period(each.due), ("milestones", index), None, each.clause or "")
        for index, each in enumerate(case.scheme.milestones)
    ]
    known = {each.days.last for each in chain(found, stages(case))}
    return (*found, *(each for each in _of_text(case) if each.days.last not in known))


def _of_text(case: Case) -> Iterator[Deadline]:
    """Days that the text sets as limits; 已于9月30日前, 9月30日前完成的项目 and 到2025年底前 (a policy's own) set none here."""
    text = case.scheme.text
    for each in placed(case):
        kind, days = each.dated.kind, each.days
        if not each.dated.due or days is None:
            continue
        if "已" in text[max(each.dated.start - 4, 0) : each.dated.start] or _QUALIFIES.match(text, each.dated.end):
            continue
        if kind == "day" or (kind == "end" and days.last.year == case.scheme.year):
            yield _written(each, days)


_QUALIFIES = re.compile(r"[^，。；、：\n将把报送]{2,10}的")
"""Behind a date what makes it a mark of something and no limit for it."""


def _written(each: Placed, days: Days) -> Deadline:
    """One that the text states."""
    quoted = f"“{each.dated.words}”"
    return Deadline(quoted, quoted if each.dated.year else f"{quoted}（{chinese_date(days.last)}）", days, ("text",), each.at, each.clause)


@once
def stages(case: Case) -> tuple[Deadline, ...]:
    """The stages that have a period."""
    return tuple(
        Deadline(each.name, each.due, read_period(each.due), ("stages", index), None, each.clause or "")
        for index, each in enumerate(case.scheme.stages)
        if each.due
    )


def rows(case: Case, wanted: Callable[[Days], bool]) -> list[Deadline]:
    """The rows of the table whose deadline is wanted."""
    written = {due: days for due in case.table.dues if wanted(days := read_period(due))}
    if not written:
        return []
    return [Deadline(row.name, due, written[due], path) for path, row, _, _, _ in case.indicators if (due := row.due) and due in written]


def _quoted(what: str) -> str:
    return what if what[0] in "《“" else f"“{what}”"


def _finding(code: str, message: str, each: Deadline, others: Sequence[Deadline], advice: str) -> Finding:
    """A finding at a deadline; the others share its defect."""
    also = tuple(related(_quoted(other.what), *_path(other), at=other.at) for other in others[:20])
    return finding(code, message, *_path(each), at=each.at, clause=each.clause, related=also, help=advice)


def _path(each: Deadline) -> Path:
    return each.path if each.at else (*each.path, "due")


def _more(others: Sequence[Deadline], words: str) -> str:
    return f"（另有 {len(others)} 项{words}）" if others else ""


def _by_day(deadlines: Sequence[Deadline]) -> Iterator[tuple[Deadline, list[Deadline]]]:
    """Deadlines with one last day as one: the first, and the others."""
    groups: dict[dt.date, list[Deadline]] = {}
    for each in deadlines:
        groups.setdefault(each.days.last, []).append(each)
    return ((first, others) for first, *others in groups.values())


@rule("D011", "due-before-issue", "期限不晚于成文日期", Severity.WARNING, Basis.CONSISTENCY, "方案成文以后才能要求执行")
def due_before_issue(case: Case) -> Iterator[Finding]:
    """A duty of this year whose time had run out, or ran out on the same day, when the scheme was signed."""
    notice = case.scheme.notice
    if notice is None:
        return
    first = dt.date(case.scheme.year, 1, 1)
    early = [each for each in duties(case) if first <= each.days.last <= notice.signed_on]
    for each, others in _by_day(early):
        then = "当天" if each.days.last == notice.signed_on else f"{chinese_date(notice.signed_on)}"
        message = f"{each.says}{_more(others, '相同')}，方案{then}才成文"
        yield _finding("D011", message, each, others, "请核对期限；期限前已经布置的，请加豁免说明。")


@rule("D012", "over-before-issue", "成文时已经过了的阶段或者时限", Severity.NOTE, Basis.PRACTICE, "方案宜在所定工作开始之前印发")
def over_before_issue(case: Case) -> Iterator[Finding]:
    """Stages and rows that lay in the past when the scheme was signed, each kind as one finding."""
    notice = case.scheme.notice
    if notice is None:
        return
    past = [each for each in stages(case) if each.days.last < notice.signed_on]
    for kind, deadlines in (("个阶段", past), ("项指标", rows(case, lambda days: days.last < notice.signed_on))):
        if deadlines:
            each, *others = over = sorted(deadlines, key=lambda each: each.days.last)
            signed = chinese_date(notice.signed_on)
            message = f"方案{signed}成文时，有 {len(over)} {kind}的时间已经过去，最早的一{kind[0]}，{each.says}"
            yield _finding("D012", message, each, others, "请核对时间；补发的方案可以不改。")


@rule("D013", "due-on-day-off", "期限在休息日", Severity.NOTE, Basis.PRACTICE, "期限落在休息日的，应当写明提前还是顺延")
def due_on_day_off(case: Case) -> Iterator[Finding]:
    """Single days only; the last day of a month stands for the month where a row has it, and 底 in the text."""
    single = [each for each in duties(case) if each.is_day and not (each.at and each.what[-2] in "底末")]
    for each, others in _by_day(single):
        if name := day_off_name(each.days.last):
            message = f"{each.says}{_more(others, '相同')}，这一天是{name}"
            yield _finding("D013", message, each, others, _before(each.days.last))
    off = rows(case, lambda days: days.first == days.last and bool(day_off_name(days.last)) and _is_inside(days.last))
    if off:
        each, *others = off
        message = f"指标{each.says}，这一天是{day_off_name(each.days.last)}{_more(others, '指标的时限也在休息日')}"
        yield _finding("D013", message, each, others, _before(each.days.last))


def _is_inside(day: dt.date) -> bool:
    """Whether it is not the last day of its month."""
    return day != dt.date.max and (day + dt.timedelta(days=1)).day != 1


def _before(day: dt.date) -> str:
    working = last_working_day(day)
    hint = f"之前最后一个工作日是{chinese_date(working)}。" if working else ""
    return f"{hint}请换成工作日，或者写明遇休息日提前还是顺延。"


@rule(
    "D014", "deadline-outside-year", "期限不在考评年度前后", Severity.WARNING, Basis.CONSISTENCY, "期限应当在考评年度之内或者次年考评之时"
)
def deadline_outside_year(case: Case) -> Iterator[Finding]:
    """Before the year begins, or so late that its evaluation is over: a year carried along from another scheme."""
    year = case.scheme.year
    early, late, table = dt.date(year, 1, 1), dt.date(year + 1, 12, 31), dt.date(year + 1, 3, 31)
    listed = [each for each in chain(stages(case), duties(case)) if each.days.last < early or (each.days.first > late and not each.at)]
    outside = rows(case, lambda days: days.last < early or days.first > table)
    for each, others in chain(_by_day(listed), _by_day(outside)):
        message = f"{each.says}{_more(others, '相同')}，方案考评{year}年度"
        yield _finding("D014", message, each, others, "请核对年份，看是否沿用了别的年度的方案。")


@cache
def _setting() -> re.Pattern[str]:
    """Words for laying down what is to be measured; few schemes have a date in the next year that makes them worth looking for."""
    return re.compile(r"(?:细化|量化|分解|设定|下达|制[定订])[^，。；\n]{0,8}(?:指标|目标)")


@cache
def _next_year() -> re.Pattern[str]:
    return re.compile(r"下一?年|次年度|明年|翌年|来年|新一?年|整改")


@rule("D015", "set-after-year", "年度结束以后才设定指标", Severity.WARNING, Basis.CONSISTENCY, "考评本年度的指标，应当在本年度结束之前设定")
def set_after_year(case: Case) -> Iterator[Finding]:
    """A milestone, or else a sentence of the text, by which indicators are laid down when the year they measure is over."""
    end = dt.date(case.scheme.year, 12, 31)
    late = [each for each in duties(case) if each.days.last > end and not each.at and _sets(each.what, case.scheme.year)]
    for each, others in _by_day(late) if late else _by_day(_set_in_text(case)):
        message = f"{each.says}，方案考评的{case.scheme.year}年度已经结束{_more(others, '时间相同')}"
        yield _finding("D015", message, each, others, "请核对期限；所设指标用于下一年度的，请写明年度。")


def _set_in_text(case: Case) -> list[Deadline]:
    text, year, found = case.scheme.text, case.scheme.year, []
    for each in placed(case):
        if each.days and each.days.last.year > year:
            sentence = re.split(r"[。；\n]", text[each.dated.end : each.dated.end + 80])[0]
            if _sets(sentence, year):
                found.append(_written(each, each.days))
    return found


def _sets(words: str, year: int) -> bool:
    return bool(_setting().search(words)) and not _next_year().search(words) and f"{year + 1}年度" not in words
