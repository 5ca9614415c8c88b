"""The columns of the 绩效目标考评表 after 分值: indicators → texts, column by column."""

from functools import lru_cache
from typing import NamedTuple

from gongkai.model import Indicator
from gongkai.periods import chinese_period


class Column(NamedTuple):
    """A column after 分值 with its texts, one a row; `kind` (text, unit, due, more) gives its width."""

    label: str
    kind: str
    texts: list[str]


def score_columns(year: int, rows: list[Indicator]) -> list[Column]:
    """The columns that hold anything; at least one, so that sums have a cell for their words."""
    more = dict.fromkeys(label for each in rows for label in each.more)
    columns = (
        Column("目标值", "text", [each.target or "" for each in rows]),
        Column("评分标准", "text", [each.criterion or "" for each in rows]),
        Column("数据来源", "unit", [each.evidence or "" for each in rows]),
        Column("责任单位", "unit", [each.lead or "" for each in rows]),
        Column("配合单位", "unit", ["、".join(each.support) for each in rows]),
        Column("完成时限", "due", [_due(each.due, year) if each.due else "" for each in rows]),
        *(Column(label, "more", [each.more.get(label, "") for each in rows]) for label in more),
    )
    return [column for column in columns if any(column.texts)] or [Column("备注", "text", [""] * len(rows))]


@lru_cache(maxsize=4096)
def _due(period: str, year: int) -> str:
    """The deadline in words, without the scheme's own year; as written where it is no period."""
    try:
        return chinese_period(period).replace(f"{year}年", "")
    except ValueError:
        return period
