"""The columns of the 绩效目标考评表 after 分值: indicators → texts, column by column."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from gongkai.model import Indicator
from gongkai.periods import chinese_period, read_period


class Column(NamedTuple):
    """A column after 分值 with its texts, one a row; `kind` (text, unit, due, more, change) gives its width.

    `key` names the column for the script that filters and sorts (lead, support, due), empty for those it only searches.
    """

    label: str
    kind: str
    texts: list[str]
    key: str = ""


def score_columns(year: int, rows: list[Indicator], first: Iterable[Column] = ()) -> list[Column]:
    """The columns that hold anything, those of `first` before them; at least one, so that sums have a cell for their words."""
    more = dict.fromkeys(label for each in rows for label in each.more)
    columns = (
        *first,
        Column("目标值", "text", [each.target or "" for each in rows]),
        Column("评分标准", "text", [each.criterion or "" for each in rows]),
        Column("数据来源", "unit", [each.evidence or "" for each in rows]),
        Column("责任单位", "unit", [each.lead or "" for each in rows], "lead"),
        Column("配合单位", "unit", ["、".join(each.support) for each in rows], "support"),
        Column("完成时限", "due", [_due(each.due, year)[0] if each.due else "" for each in rows], "due"),
        *(Column(label, "more", [each.more.get(label, "") for each in rows]) for label in more),
    )
    return [column for column in columns if any(column.texts)] or [Column("备注", "text", [""] * len(rows))]


def deadlines(year: int, rows: Iterable[Indicator]) -> dict[str, str]:
    """The last day of every deadline by its words in the table, `11月30日` → `2024-11-30`, in the order of the days."""
    found = {_due(period, year) for period in {each.due for each in rows if each.due}}
    return {words: last for words, last in sorted(found, key=lambda pair: pair[::-1]) if last}


@lru_cache(maxsize=4096)
def _due(period: str, year: int) -> tuple[str, str]:
    """A deadline in words, without the scheme's own year, and its last day; as written and without a day where it is no period."""
    try:
        return chinese_period(period).replace(f"{year}年", ""), read_period(period).last.isoformat()
    except ValueError:
        return period, ""
