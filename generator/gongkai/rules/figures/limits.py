"""What the text says of the number and points of indicators (不少于14项, 每项至多4分) beside the indicator rules; for family T."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from decimal import Decimal
from operator import attrgetter

from msgspec import Struct

from gongkai.diagnostics import Path
from gongkai.mentions import Mention, phrase_after, sentence_before
from gongkai.model import IndicatorRule
from gongkai.outline import Section
from gongkai.rules.figures.bounds import level_name
from gongkai.rules.figures.readings import MOST_NUMBERS
from gongkai.rules.figures.statements import Statement
from gongkai.rules.registry import Case, once

_LEVEL = re.compile("([一二三])级(?:考核|考评|绩效|评估)?指标")
_START = attrgetter("start")
_LAST_PHRASE = re.compile(r"[，,。；;\n]")
_FIELDS = (
    ("count", (("min", "项数下限"), ("max", "项数上限"))),
    ("count_per_parent", (("min", "下设项数的下限"), ("max", "下设项数的上限"))),
    ("points", (("min", "每项分值的下限"), ("max", "每项分值的上限"), ("spread", "分值差的上限"))),
)


class _Number(Struct, frozen=True, gc=False):
    """A number of the text with what its sentence says of it: whether it is a difference or per parent, its level (0: none), components."""

    mention: Mention
    is_difference: bool
    is_per_parent: bool
    level: int
    components: frozenset[str]


class _Limit(Struct, frozen=True, gc=False):
    """One number of an indicator rule, how the text bounds it (empty: each indicator has exactly so many), and the rule's section."""

    rule: IndicatorRule
    group: str
    field: str
    what: str
    value: Decimal
    bound: str
    path: Path
    section: Section


@once
def limits(case: Case) -> tuple[Statement, ...]:
    """The numbers of the indicator rules, as far as the section that each rule cites states them."""
    wanted = list(_limits(case))
    sections = {each.section.start: each.section for each in wanted}
    numbers = {start: list(_numbers(case, section)) for start, section in sections.items()}
    found = []
    for each in wanted:
        mention = _stated(numbers[each.section.start], each, case.table.ids(each.rule.scope), wanted)
        if mention is not None:
            found.append(Statement("limit", each.what, mention, _value(mention, each), each.value, each.path))
    return tuple(found)


def _stated(numbers: list[_Number], limit: _Limit, scope: Collection[str], all_limits: list[_Limit]) -> Mention | None:
    """The number that states the limit: one that agrees, else the only one that names its components or is no other rule's."""
    agreeing = (each.mention for each in numbers if _value(each.mention, limit) == limit.value and _speaks_of(each, limit, scope))
    if found := next(agreeing, None):
        return found
    fitting = [each for each in numbers if _speaks_of(each, limit, scope)]
    named = [each.mention for each in fitting if not each.components.isdisjoint(limit.rule.scope)]
    if not named:
        kind = (limit.group, limit.field, limit.rule.level)
        taken = {each.value for each in all_limits if (each.group, each.field, each.rule.level) == kind}
        named = [each.mention for each in fitting if _value(each.mention, limit) not in taken]
    return named[0] if len({_value(mention, limit) for mention in named}) == 1 else None


def _limits(case: Case) -> Iterator[_Limit]:
    for index, each in enumerate(case.scheme.indicator_rules):
        section = case.outline.find(each.clause) if each.clause else None
        if section is None:
            continue
        indicators = f"{'、'.join([case.table.names.get(id_, id_) for id_ in each.scope])}的{level_name(each.level)}"
        for group, fields in _FIELDS:
            allowed = getattr(each, group)
            for field, words in fields if allowed else ():
                value, fixed = getattr(allowed, field), field != "spread" and allowed.min == allowed.max
                # 0 is what 不设 and 仅下设 mean, and stands nowhere as a number
                if value and not (fixed and field == "max"):
                    what = indicators + (words.removesuffix("的下限").removesuffix("下限") if fixed else words)
                    bound = "" if fixed else "min" if field == "min" else "max"
                    yield _Limit(each, group, field, what, Decimal(value), bound, ("indicator_rules", index, group, field), section)


def _numbers(case: Case, section: Section) -> Iterator[_Number]:
    first, end = (bisect_left(case.mentions, offset, key=_START) for offset in (section.start, section.end))
    components = [(component.id, component.name) for _, component, _ in case.components]
    for mention in case.mentions[first : min(end, MOST_NUMBERS)]:
        if mention.unit in "分项个条":
            sentence = sentence_before(case.scheme.text, mention)
            phrase = _LAST_PHRASE.split(sentence)[-1]
            levels = _LEVEL.findall(sentence) + _LEVEL.findall(phrase_after(case.scheme.text, mention)[:10])
            named = frozenset([id_ for id_, name in components if name in phrase])
            level = "一二三".index(levels[-1]) + 1 if levels else 0
            yield _Number(mention, "差" in phrase, "每" in phrase or "下设" in phrase, level, named)


def _value(mention: Mention, limit: _Limit) -> Decimal:
    return mention.low if mention.low is not None and limit.field == "min" else mention.value


def _speaks_of(number: _Number, limit: _Limit, scope: Collection[str]) -> bool:
    """Whether a number may be this limit: its unit, bound and level, and the components that its phrase names."""
    mention, of_points = number.mention, limit.group == "points"
    if (mention.unit == "分") != of_points or mention.bound not in ("range", limit.bound):
        return False
    if number.is_difference != (limit.field == "spread") or number.level not in (0, limit.rule.level):
        return False
    if not of_points and number.is_per_parent != (limit.group == "count_per_parent"):
        return False
    return not number.components or not number.components.isdisjoint(scope)
