"""A scheme's indicators → rows for programs: its part of the agency's `indicators.csv`, and of the slice that /indicators/ searches.

Both are made beside the scheme's pages, by the hundred rows, so texts are handled column by column.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from gongkai.comma_separated import BOM, csv_lines
from gongkai.model import Indicator
from gongkai.periods import chinese_period, read_period
from gongkai.rules import Case
from gongkai.scoring import points
from gongkai.views.scheme_head import document_number
from gongkai.views.subject import Subject

CSV, SLICE = "indicators.csv", "indicators.js"
"""Files in an agency's folder."""

COLUMNS = (
    "方案",
    "地区",
    "机构",
    "年度",
    "文号",
    "标识",
    "上级标识",
    "级别",
    "考评内容",
    "指标名称",
    "分值",
    "责任单位",
    "配合单位",
    "目标值",
    "评分标准",
    "数据来源",
    "完成时限",
    "最后一天",
    "其他栏目",
)
"""The columns of `indicators.csv`; `views.data_package` says what each holds."""
_SAME = 5
"""How many of them say the same of every row of a scheme."""
_FIGURES = (COLUMNS.index("分值") - _SAME,)


class IndicatorRows:
    """Collects the rows of an agency's schemes, one scheme after the other, as finished text."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[bytes] = []

    def add(self, subject: Subject) -> None:
        """Add the rows of a scheme; one without a table has none."""
        if subject.case.indicators:
            self._lines.append(csv_part(subject))
            self._parts.append(slice_part(subject))

    def files(self, agency: str) -> Iterator[tuple[str, bytes]]:
        """Address and content of the files of the agency (`anxi/mzj`); none without rows."""
        if self._lines:
            yield f"{agency}/{CSV}", "".join((BOM, csv_lines([(name,) for name in COLUMNS]), *self._lines)).encode()
            yield f"{agency}/{SLICE}", slice_file(agency, self._parts)


def csv_part(subject: Subject) -> str:
    """The lines of one scheme, without head."""
    case, nodes = subject.case, subject.case.indicators
    scheme, rows = case.scheme, [node.indicator for node in nodes]
    names = _component_names(case)
    same = (subject.address, case.region.name, case.agency.name, str(scheme.year), document_number(scheme))
    columns = (
        [each.id for each in rows],
        [node.parent.id if node.parent else "" for node in nodes],
        [str(node.level) for node in nodes],
        [names.get(node.component, "") for node in nodes],
        [each.name for each in rows],
        _points(rows),
        [each.lead or "" for each in rows],
        ["、".join(each.support) for each in rows],
        [each.target or "" for each in rows],
        [each.criterion or "" for each in rows],
        [each.evidence or "" for each in rows],
        [each.due or "" for each in rows],
        [last_day(each.due) if each.due else "" for each in rows],
        [_more(each) if each.more else "" for each in rows],
    )
    return csv_lines(columns, same=same, figures=_FIGURES)


def slice_part(subject: Subject) -> bytes:
    """One scheme in the slice, as JSON: address, year, components and units, then a row for each indicator.

    A row has id, level, name, points, component and units (places in the lists; -1 for none), deadline in words, target.
    """
    case, nodes = subject.case, subject.case.indicators
    components = components_used(case)
    places = {id_: place for place, id_ in enumerate(components)}
    units: dict[str, int] = {}
    rows = [
        (
            node.indicator.id,
            node.level,
            node.indicator.name,
            worth,
            places.get(node.component or "", -1),
            [units.setdefault(unit, len(units)) for unit in held(node.indicator)],
            _due(node.indicator.due, case.scheme.year) if node.indicator.due else "",
            node.indicator.target or "",
        )
        for node, worth in zip(nodes, _points([node.indicator for node in nodes]), strict=True)
    ]
    return msgspec.json.encode((subject.address, case.scheme.year, list(components.values()), list(units), rows))


def slice_file(agency: str, parts: Iterable[bytes]) -> bytes:
    """The whole slice of an agency (`anxi/mzj`): a script that hands its rows to the page, for a page from a disk may load nothing else."""
    text = b"gongkaiIndicators(%b,[%b]);\n" % (msgspec.json.encode(agency), b",\n".join(parts))
    # JSON allows these two inside a string; JavaScript before 2019 did not
    return text.replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029")


def components_used(case: Case) -> dict[str, str]:
    """The components that have rows of their own, name by id, in the order of the scheme."""
    used = {node.component for node in case.indicators}
    return {node.component.id: node.component.name for node in case.components if node.component.id in used}


def held(indicator: Indicator) -> Sequence[str]:
    """The units that answer for an indicator: 责任单位, then 配合单位."""
    return (indicator.lead, *indicator.support) if indicator.lead else indicator.support


def _component_names(case: Case) -> dict[str | None, str]:
    """The whole way to a component, 业务工作目标／社会救助, by its id."""
    return {node.component.id: "／".join(each.name for each in (*node.ancestors, node.component)) for node in case.components}


def _points(rows: Iterable[Indicator]) -> list[str]:
    return ["" if each.points is None else points(each.points) for each in rows]


def _more(each: Indicator) -> str:
    return "；".join(f"{label}：{text}" for label, text in each.more.items())


@lru_cache(maxsize=4096)
def last_day(period: str) -> str:
    """The last day of a period, `2024-11-30`."""
    return read_period(period).last.isoformat()


@lru_cache(maxsize=4096)
def _due(period: str, year: int) -> str:
    """A deadline in words, without the scheme's own year."""
    return chinese_period(period).replace(f"{year}年", "")
