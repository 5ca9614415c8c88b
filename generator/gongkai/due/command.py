"""`gongkai due` from its options to its exit code: 0 when nothing is overdue, 1 when something is."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from gongkai.due.clock import items, order
from gongkai.due.history import HistoryError, Late, compare
from gongkai.due.report import Found, as_calendar, as_json, as_markdown, as_text
from gongkai.due.schemes import AgencySchemes, agencies
from gongkai.workdays import is_day_off


def run_due(paths: tuple[Path, ...], within: int, today: date, form: str) -> int:
    """Print what is due. Raises CannotRun."""
    if not 1950 <= today.year <= 2990:
        raise click.UsageError(f"--date {today} 不在方案的年份（1950 年到 2990 年）以内")
    read = list(agencies(paths))
    found = _found(read, within, today)
    match form:
        case "ics":
            click.echo(as_calendar(found), nl=False)
        case "json":
            click.echo(as_json(found))
        case _:
            for line in as_markdown(found) if form == "markdown" else as_text(found):
                click.echo(line)
    if form == "ics":
        for remark in found.remarks:
            click.echo(remark, err=True)
    return int(any(each.overdue for each in found.items))


def _found(read: list[AgencySchemes], within: int, today: date) -> Found:
    every = tuple(sorted((item for each in read for item in items(each, today, within)), key=order))
    late, remarks = _history(read)
    horizon = max((each.last for each in every if each.supposed and each.last), default=None)
    return Found(today=today, within=within, items=every, late=late, remarks=(*_unknown(today, horizon), *_unread(read), *remarks))


def _history(read: Iterable[AgencySchemes]) -> tuple[tuple[Late, ...], list[str]]:
    """What the history of each schemes folder contradicts, and what there is to say about it."""
    roots: dict[Path, list[AgencySchemes]] = {}
    for each in read:
        roots.setdefault(each.root, []).append(each)
    late, remarks = list[Late](), list[str]()
    for root, within in roots.items():
        try:
            compared = compare(root, (kept for each in within for kept in each.schemes))
        except HistoryError as problem:
            remarks.append(str(problem))
            continue
        late += compared.late
        if compared.older:
            remarks.append(f"{compared.older}份方案在提交记录开始以前就已发布，发布时间无从对照。")
    return tuple(late), list(dict.fromkeys(remarks))


def _unknown(today: date, horizon: date | None) -> Iterator[str]:
    """That the holidays of a year are not known."""
    if horizon is None:
        return
    years = [year for year in range(min(today.year, horizon.year), horizon.year + 1) if is_day_off(date(year, 1, 1)) is None]
    if years:
        yield f"{'、'.join(map(str, years))}年的节假日安排还不知道，其中的工作日只按周一至周五计算，请以国务院办公厅的通知为准。"


def _unread(read: Iterable[AgencySchemes]) -> Iterator[str]:
    files = [file for each in read for file in each.unread]
    if files:
        more = f"等{len(files)}个文件" if len(files) > 3 else ""
        yield f"{'、'.join(files[:3])}{more}读不出方案，没有计入；用 gongkai validate 查看原因。"
