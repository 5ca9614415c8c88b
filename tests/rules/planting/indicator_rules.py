"""Family I: the 指标设置规则 against the table and against themselves."""

from decimal import Decimal
from random import Random

import msgspec

from gongkai.model import CountRange, IndicatorRule, PointsRange
from gongkai.rules import Case
from rules.planting.edits import add, put, with_
from rules.planting.kinds import pick, plants
from rules.planting.last_year import with_last_year
from rules.planting.table import rows


def _component(case: Case, random: Random, level: int) -> str:
    return pick(random, sorted({node.component for node in rows(case, level=level) if node.component}))


def _rule(case: Case, rule: IndicatorRule) -> Case:
    return add(case, rule, "indicator_rules")


@plants("I001", "I002", "I003")
def scope_that_does_not_exist(case: Case, random: Random) -> Case:
    scopes = [("indicator_rules", i, "scope", n) for i, rule in enumerate(case.scheme.indicator_rules) for n in range(len(rule.scope))]
    return put(case, f"unknown-{random.randint(1, 9)}", *pick(random, scopes))


@plants("I002", "I008", "I010")
def more_rows_wanted(case: Case, random: Random) -> Case:
    level = random.choice((1, 2))
    component = _component(case, random, level)
    held = case.table.count([component], level)
    return _rule(case, IndicatorRule(scope=(component,), level=level, count=CountRange(min=held + random.randint(1, 3))))


@plants("I002", "I008")
def fewer_rows_allowed(case: Case, random: Random) -> Case:
    component = _component(case, random, 1)
    return _rule(case, IndicatorRule(scope=(component,), level=1, count=CountRange(max=case.table.count([component], 1) - 1)))


@plants("I003", "I008", many=True)
def more_children_wanted(case: Case, random: Random) -> Case:
    component = _component(case, random, 2)
    most = max(len(node.indicator.children) for node in rows(case, level=1) if node.component == component)
    return _rule(case, IndicatorRule(scope=(component,), level=2, count_per_parent=CountRange(min=most + 1)))


@plants("I004", "I008", many=True)
def lower_points_allowed(case: Case, random: Random) -> Case:
    component = _component(case, random, 1)
    most = max(node.indicator.points or Decimal(0) for node in rows(case, level=1) if node.component == component)
    return _rule(case, IndicatorRule(scope=(component,), level=1, points=PointsRange(max=most - Decimal("0.5"))))


@plants("I005", "I008", many=True)
def smaller_spread_allowed(case: Case, random: Random) -> Case:
    spread = [
        node.component
        for node in rows(case, level=1, parents=True)
        if node.component and len({child.points for child in node.indicator.children}) > 1
    ]
    component = pick(random, spread)
    return _rule(case, IndicatorRule(scope=(component,), level=2, points=PointsRange(spread=Decimal("0.05"))))


@plants("I006", "Y001")
def more_rows_than_last_year(case: Case, random: Random) -> Case:
    bound = {rule.level for rule in case.scheme.indicator_rules if rule.count and rule.count.not_above_previous_year}
    level = pick(random, sorted(bound))
    node = pick(random, [node for node in rows(case, level=level) if node.component != "capacity"])
    case = with_last_year(case)
    assert case.previous
    parent = case.previous.indicators[int(node.path[1])]
    left = tuple(child for child in parent.children if child.id != node.indicator.id)
    table = tuple(msgspec.structs.replace(row, children=left) if row.id == parent.id else row for row in case.previous.indicators)
    return with_(case, previous=msgspec.structs.replace(case.previous, indicators=table))


@plants("I007", "I003", "I008")
def range_upside_down(case: Case, random: Random) -> Case:
    component = case.scheme.components[0].id
    low = random.randint(5, 9)
    return _rule(case, IndicatorRule(scope=(component,), level=2, count_per_parent=CountRange(min=low, max=low - random.randint(1, 3))))


@plants("I008", "I002", "I004", "I010", many=True)
def rules_that_cannot_all_be_met(case: Case, random: Random) -> Case:
    pointed = [c for _, c, _ in case.components if c.points is not None and not c.components]
    component = pick(random, pointed)
    assert component.points is not None
    case = _rule(case, IndicatorRule(scope=(component.id,), level=1, count=CountRange(min=int(component.points) + random.randint(1, 5))))
    return _rule(case, IndicatorRule(scope=(component.id,), level=1, points=PointsRange(min=Decimal(1))))


@plants("I009")
def exception_that_does_not_exist(case: Case, random: Random) -> Case:
    if not case.scheme.indicators:
        pick(random, [])
    places = [("indicator_rules", i, "exempt") for i in range(len(case.scheme.indicator_rules))]
    return add(case, "没有这样一项指标", *pick(random, places))


@plants("I010", "T016")
def least_number_that_does_not_suffice(case: Case, random: Random) -> Case:
    counted = [
        (("indicator_rules", i, "count"), rule.count)
        for i, rule in enumerate(case.scheme.indicator_rules)
        if rule.count and rule.count.min and len(rule.scope) == 1 and rule.scope[0] == "routine"
    ]
    path, count = pick(random, counted)
    assert count.min
    return put(case, msgspec.structs.replace(count, min=count.min - random.randint(1, 2)), *path)
