"""The 绩效目标考评表: families P, I, N and C on its rows."""

from decimal import Decimal
from random import Random

import msgspec

from gongkai.model import Indicator
from gongkai.rules import Case
from gongkai.walk import IndicatorNode
from rules.planting.edits import add, drop, get, put
from rules.planting.kinds import Nowhere, pick, plants

_LIMITS = ("I004", "I005")
"""The rules on indicators bound the points of a row as well."""


def rows(case: Case, *, level: int | None = None, parents: bool | None = None) -> list[IndicatorNode]:
    """The rows of a level, those with or those without rows below."""
    return [
        node
        for node in case.indicators
        if (level is None or node.level == level) and (parents is None or bool(node.indicator.children) is parents)
    ]


@plants("P004", *_LIMITS)
def points_of_a_row_without_children(case: Case, random: Random) -> Case:
    node = pick(random, rows(case, level=1, parents=False))
    assert node.indicator.points is not None
    return put(case, node.indicator.points + random.choice((Decimal("0.5"), 1)), *node.path, "points")


@plants("P005", "P004", *_LIMITS)
def points_of_a_row_with_children(case: Case, random: Random) -> Case:
    node = pick(random, rows(case, level=1, parents=True))
    assert node.indicator.points is not None
    return put(case, node.indicator.points + random.choice((Decimal("-0.5"), 1)), *node.path, "points")


@plants("P005", *_LIMITS)
def points_of_a_child(case: Case, random: Random) -> Case:
    node = pick(random, rows(case, level=2))
    assert node.indicator.points is not None
    return put(case, node.indicator.points + random.choice((Decimal("-0.1"), Decimal("0.2"), 1)), *node.path, "points")


@plants("P006", "P004", "P005", *_LIMITS)
def points_of_nothing(case: Case, random: Random) -> Case:
    return put(case, Decimal(random.choice((0, -1))), *pick(random, rows(case, parents=False)).path, "points")


@plants("P007", *_LIMITS, many=True)
def points_in_thousandths(case: Case, random: Random) -> Case:
    parent = pick(random, rows(case, level=1, parents=True))
    first, second = ((*parent.path, "children", index) for index in (0, 1))
    shift = Decimal("0.005")
    case = put(case, get(case, *first, "points") - shift, *first, "points")
    return put(case, get(case, *second, "points") + shift, *second, "points")


@plants("P010", "O016")
def row_of_totals(case: Case, random: Random) -> Case:
    component = pick(random, sorted({node.component for node in rows(case, level=1) if node.component}))
    total = Indicator(id="total", component=component, name=random.choice(("小计", "合计")), points=Decimal(10))
    return add(case, total, "indicators")


@plants("P011")
def row_without_points(case: Case, random: Random) -> Case:
    return put(case, None, *pick(random, rows(case, level=2)).path, "points")


@plants("N004", "P004", "N005", "C009", "I002", "I008", "I009", "I010", many=True)
def row_left_out(case: Case, random: Random) -> Case:
    stated = {c.id for _, c, above in case.components if c.declared.level1 or any(a.declared.level1 for a in above)}
    return drop(case, *pick(random, [node.path for node in rows(case, level=1) if node.component in stated]))


@plants("N005", "P005", "I003", *_LIMITS, many=True)
def child_left_out(case: Case, random: Random) -> Case:
    stated = {c.id for _, c, _ in case.components if c.declared.level2}
    return drop(case, *pick(random, [node.path for node in rows(case, level=2) if node.component in stated]))


@plants("C007", "C009", "P004", "N004", "N005", "I002", "I003", "I009", "I010")
def row_of_an_unknown_component(case: Case, random: Random) -> Case:
    return put(case, "unknown", *pick(random, rows(case, level=1)).path, "component")


@plants("C008")
def id_of_another_row(case: Case, random: Random) -> Case:
    one, other = (node.path for node in random.sample(rows(case) or _none(), 2))
    return put(case, get(case, *one, "id"), *other, "id")


def _none() -> list[IndicatorNode]:
    raise Nowhere


@plants("C009", "P004", "N004", "N005", "I002", "I009", "I010")
def component_without_rows(case: Case, random: Random) -> Case:
    component = pick(random, sorted({node.component for node in rows(case, level=1) if node.component}))
    left = tuple(row for row in case.scheme.indicators if row.component != component)
    if not left:
        raise Nowhere
    return put(case, left, "indicators")


@plants("C010")
def table_not_listed(case: Case, random: Random) -> Case:  # noqa: ARG001
    if not case.scheme.indicators:
        raise Nowhere
    listed = tuple(msgspec.structs.replace(each, content="other") for each in case.scheme.attachments)
    return put(case, listed, "attachments")


@plants("C011", many=True)
def table_not_supplied(case: Case, random: Random) -> Case:  # noqa: ARG001
    listed = tuple(msgspec.structs.replace(each, file=None) for each in case.scheme.attachments)
    return put(put(case, (), "indicators"), listed, "attachments")


@plants("D020")
def target_with_another_time(case: Case, random: Random) -> Case:
    node = pick(random, [node for node in rows(case) if node.indicator.due])
    return put(case, f"{random.randint(3, 9)}月底前完成", *node.path, "target")


@plants("D014", "D012", "D013")
def row_due_in_another_year(case: Case, random: Random) -> Case:
    node = pick(random, [node for node in rows(case) if node.indicator.due])
    assert node.indicator.due
    return put(case, f"{case.scheme.year - random.randint(1, 3)}{node.indicator.due[4:]}", *node.path, "due")


@plants("D012")
def row_over_before_issue(case: Case, random: Random) -> Case:
    if case.scheme.notice is None:
        raise Nowhere
    node = pick(random, rows(case))
    return put(case, f"{case.scheme.year}-0{random.randint(1, 6)}", *node.path, "due")


@plants("D013")
def row_due_on_a_sunday(case: Case, random: Random) -> Case:
    day = {2024: "2024-12-15", 2021: "2021-12-12", 2019: "2019-12-15", 2020: "2020-12-13"}[case.scheme.year]
    return put(case, day, *pick(random, rows(case)).path, "due")


@plants("O016")
def responsible_unit_that_nobody_knows(case: Case, random: Random) -> Case:
    return put(case, random.choice(("信息综合股", "项目管理科", "后勤保障中心")), *pick(random, rows(case)).path, "lead")
