"""Figures of agencies → a table for a terminal, in Markdown, as CSV, or JSON; every form says what the figures leave out."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from gongkai.annual.figures import Figures, total
from gongkai.comma_separated import csv_file
from gongkai.report.markdown import safe
from gongkai.report.words import width

REMARKS = (
    "只统计绩效评估工作方案中已印发、主动公开的，以文件中写明的日期为准；草稿和不主动公开的不计。",
    "按期：成文（或生成）之日起20个工作日内发布（《政府信息公开条例》第二十六条）；没有写明日期、节假日安排不知道的不作判断。年末有效的只计写明发布时间的。",
    "年度报告还应写明的其他主动公开信息、依申请公开、行政复议和行政诉讼、存在的问题和改进情况等（第五十条），方案里没有，请另行统计。",
)
_COLUMNS = {
    "公开": "published",
    "按期": "on_time",
    "逾期": "late",
    "未判断": "unjudged",
    "平均工作日": "average",
    "更正（次）": "corrections",
    "更正（份）": "corrected",
    "废止": "repealed",
    "失效": "expired",
    "撤销": "withdrawn",
    "年末有效": "in_force",
    "发布时间不明": "undated",
    "失效日期不明": "ended_undated",
    "未读": "unread",
}
_SUM, _NONE = "合计", "—"


def with_sums(found: Iterable[Figures]) -> Iterator[Figures]:
    """The figures with the sums of each region of more than one agency behind it."""
    for region, group in groupby(found, key=lambda each: each.region):
        parts = tuple(group)
        yield from parts
        if len(parts) > 1:
            yield total(region, parts)


def as_text(year: int, found: Iterable[Figures]) -> Iterator[str]:
    """Lines for a terminal."""
    rows = [("地区", "单位", *_COLUMNS), *_rows(found)]
    columns = list(zip(*rows, strict=True))
    widths = [max(map(width, column)) for column in columns]
    # a column in which nothing stands but 0 says nothing
    shown = [place for place, column in enumerate(columns) if place < 4 or any(cell not in {"0", _NONE} for cell in column[1:])]
    yield f"{year}年主动公开的绩效评估工作方案"
    yield ""
    for row in rows:
        cells = (_padded(row[place], widths[place], right=place > 1) for place in shown)
        yield "  ".join(cells).rstrip()
    yield ""
    left = [name for place, name in enumerate(rows[0]) if place not in shown]
    if left:
        yield f"没有：{'、'.join(left)}。"
    yield from REMARKS


def as_markdown(year: int, found: Iterable[Figures]) -> Iterator[str]:
    """A table to paste."""
    yield f"### {year}年主动公开的绩效评估工作方案\n"
    yield f"| 地区 | 单位 | {' | '.join(_COLUMNS)} |"
    yield "| --- | --- |" + " --: |" * len(_COLUMNS)
    for row in _rows(found):
        yield f"| {' | '.join(map(safe, row))} |"
    yield ""
    yield from (f"- {remark}" for remark in REMARKS)


def as_json(year: int, found: Iterable[Figures]) -> str:
    """One object; `average` is nothing when no scheme could be judged."""
    rows = [msgspec.to_builtins(each) | {"average": each.average} for each in found]
    return json.dumps({"year": year, "figures": rows, "remarks": REMARKS}, ensure_ascii=False, indent=2)


def as_csv(year: int, found: Iterable[Figures]) -> bytes:
    """A file for a spreadsheet, without the sums."""
    rows = [(str(year), *("" if cell == _NONE else cell for cell in row)) for row in _rows(each for each in found if each.agency)]
    return csv_file(("年度", "地区", "单位", *_COLUMNS), rows)


def _rows(found: Iterable[Figures]) -> Iterator[tuple[str, ...]]:
    for each in found:
        region = each.region + "（演示）" * each.demo
        yield (region, each.agency or _SUM, *(_cell(getattr(each, name)) for name in _COLUMNS.values()))


def _cell(value: float | None) -> str:
    return _NONE if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


def _padded(text: str, columns: int, *, right: bool) -> str:
    blank = " " * (columns - width(text))
    return blank + text if right else text + blank
