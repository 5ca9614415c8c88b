"""A scheme's table → `indicators.csv` and `indicators.json`: every indicator with the whole way to it, for spreadsheets and programs.

Title, 文号 and date stand in columns of their own, on every row: a comment line would break whatever reads CSV by its rules (RFC 4180), and
rows of many schemes put together still tell where each is from. Texts are handled column by column, for there are a thousand of them.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import msgspec
from msgspec import Struct

from gongkai.comma_separated import BOM, csv_lines
from gongkai.exchange.published import TERMS, Published
from gongkai.model import Indicator
from gongkai.numerals import han_numeral
from gongkai.periods import read_period
from gongkai.scoring import points
from gongkai.walk import IndicatorNode, places

_SAME = ("方案", "文号", "成文日期", "年度", "地区", "机构")
_FIRST = ("标识", "上级标识", "级别", "末级", "考评内容")
_LAST = ("责任单位", "配合单位", "目标值", "评分标准", "数据来源", "完成时限", "最后一天")
_encode = msgspec.json.Encoder(decimal_format="number").encode


class _Row(Struct, frozen=True, omit_defaults=True, gc=False):
    """An indicator: `place` is its number in the table (`1.2`), `components` and `names` lead to it from the top."""

    place: str
    id: str
    level: int
    components: tuple[str, ...]
    names: tuple[str, ...]
    parent: str | None = None
    points: Decimal | None = None
    lead: str | None = None
    support: tuple[str, ...] = ()
    target: str | None = None
    criterion: str | None = None
    evidence: str | None = None
    due: str | None = None
    due_first: date | None = None
    due_last: date | None = None
    more: dict[str, str] = {}


class _Table(Struct, frozen=True, omit_defaults=True):
    title: str
    number: str
    signed_on: date | None
    year: int
    region: str
    agency: str
    publisher: str
    validity: str
    source: str
    terms: str
    indicators: list[_Row]
    demo: bool = False


def indicators_json(published: Published) -> bytes:
    """The table with what it is and where it comes from; of a row, what it has nothing of is left out."""
    case, scheme = published.case, published.scheme
    ways = _ways(published)
    table = _Table(
        title=scheme.title,
        number=published.number,
        signed_on=published.issued_on,
        year=scheme.year,
        region=case.region.name,
        agency=case.agency.name,
        publisher=published.publisher,
        validity=scheme.disclosure.validity,
        source=published.page,
        terms=TERMS,
        demo=case.region.demo,
        indicators=[
            _row(node, place, names, ways.get(node.component, ()))
            for node, place, names in zip(case.indicators, places(case.indicators), _names(case.indicators), strict=True)
        ],
    )
    return _encode(table)


def _row(node: IndicatorNode, place: str, names: tuple[str, ...], components: tuple[str, ...]) -> _Row:
    _, each, level, _, parent = node
    days = read_period(each.due) if each.due else None
    return _Row(
        place,
        each.id,
        level,
        components,
        names,
        parent.id if parent else None,
        each.points,
        each.lead,
        each.support,
        each.target,
        each.criterion,
        each.evidence,
        each.due,
        days.first if days else None,
        days.last if days else None,
        each.more,
    )


def indicators_csv(published: Published) -> bytes:
    """The same as CSV in UTF-8 with BOM; 末级 tells the rows to add up. Without 序号: a spreadsheet reads 1.10 as 1.1."""
    case, nodes = published.case, published.case.indicators
    rows = [node.indicator for node in nodes]
    levels = max(node.level for node in nodes)
    more = list(dict.fromkeys(label for each in rows if each.more for label in each.more))
    issued = published.issued_on.isoformat() if published.issued_on else ""
    same = (published.scheme.title, published.number, issued, str(published.scheme.year), case.region.name, case.agency.name)
    columns = (*_first(published, nodes), *_by_level(nodes, levels), _points(rows), *_last(rows), *_more(rows, more))
    head = (*_FIRST, *(f"{han_numeral(level)}级指标" for level in range(1, levels + 1)), "分值", *_LAST)
    names = (*_SAME, *head, *(f"{label}（其他栏目）" if label in (*_SAME, *head) else label for label in more))
    return (BOM + csv_lines([(name,) for name in names]) + csv_lines(columns, same=same, figures=[len(_FIRST) + levels])).encode()


def _first(published: Published, nodes: tuple[IndicatorNode, ...]) -> Iterator[list[str]]:
    ways = {id_: "／".join(names) for id_, names in _ways(published).items()}
    yield [node.indicator.id for node in nodes]
    yield [node.parent.id if node.parent else "" for node in nodes]
    yield [str(node.level) for node in nodes]
    yield ["否" if node.indicator.children else "是" for node in nodes]
    yield [ways.get(node.component, "") for node in nodes]


def _by_level(nodes: tuple[IndicatorNode, ...], levels: int) -> Iterator[list[str]]:
    names = list(_names(nodes))
    for level in range(levels):
        yield [each[level] if len(each) > level else "" for each in names]


def _points(rows: list[Indicator]) -> list[str]:
    return ["" if each.points is None else points(each.points) for each in rows]


def _last(rows: list[Indicator]) -> Iterator[list[str]]:
    yield [each.lead or "" for each in rows]
    yield ["、".join(each.support) for each in rows]
    yield [each.target or "" for each in rows]
    yield [each.criterion or "" for each in rows]
    yield [each.evidence or "" for each in rows]
    yield [each.due or "" for each in rows]
    yield [read_period(each.due).last.isoformat() if each.due else "" for each in rows]


def _more(rows: list[Indicator], labels: list[str]) -> Iterator[list[str]]:
    for label in labels:
        yield [each.more.get(label, "") for each in rows]


def _names(nodes: tuple[IndicatorNode, ...]) -> Iterator[tuple[str, ...]]:
    """The names on the way to each indicator, its own included."""
    way: list[str] = []
    for node in nodes:
        way[node.level - 1 :] = [node.indicator.name]
        yield tuple(way)


def _ways(published: Published) -> dict[str | None, tuple[str, ...]]:
    """The names on the way to each component, its own included."""
    return {node.component.id: (*(each.name for each in node.ancestors), node.component.name) for node in published.case.components}
