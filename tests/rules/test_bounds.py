"""Implied numbers of indicators: the real scheme's, and, for small schemes, against every table there could be."""

from decimal import Decimal
from itertools import product
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.examine import Examined, examine_tree
from gongkai.model import Agency, Component, CountRange, Disclosure, IndicatorRule, PointsRange, Region, Scheme
from gongkai.rules import Case, check
from gongkai.rules.figures.bounds import conflicts, implied_bounds
from gongkai.source.files import scan
from rules.examples import case

LIMIT = 8
"""More indicators than any part of the small schemes can have points for."""


def bounds(given_: Case) -> dict[tuple[str, int], tuple[int, int | None]]:
    return {(bound.component, bound.level): (bound.minimum, bound.maximum) for bound in implied_bounds(given_)}


def test_the_real_scheme_with_the_most_rules() -> None:
    tree = scan(Path(__file__).parents[2] / "schemes")
    (examined,) = (e for e in examine_tree(tree) if isinstance(e, Examined) and e.file.file == "anxi/mzj/2024.yml")
    assert examined.case is not None
    found = bounds(examined.case)
    assert {id_: found[id_, 1] for id_ in ("functional", "key", "routine", "dynamic", "capacity", "civility", "safety")} == {
        "functional": (14, 65),
        "key": (9, 45),
        "routine": (3, 10),
        "dynamic": (2, 10),
        "capacity": (12, 23),
        "civility": (1, 1),
        "safety": (1, 1),
    }
    assert found["functional", 2] == (34, None) and found["capacity", 2] == (0, 0)
    whys = {(bound.component, bound.level): bound.why for bound in implied_bounds(examined.case)}
    assert whys["routine", 1] == "10 分、每项至多 4 分，至少 3 项；10 分、每项至少 1 分，至多 10 项"


def test_a_whole_leaves_its_parts_what_the_others_do_not_take() -> None:
    found = bounds(
        case(
            "indicator_rules:\n"
            "  - {scope: [work, capacity], level: 1, count: {min: 10, max: 12}}\n"
            "  - {scope: [capacity], level: 1, count: {min: 3, max: 4}}\n"
        )
    )
    assert found == {("", 1): (10, 12), ("work", 1): (6, 9), ("capacity", 1): (3, 4)}


def test_fractional_points_do_not_bound_more_than_they_can() -> None:
    found = bounds(case("indicator_rules:\n  - {scope: [capacity], level: 1, points: {min: 4, max: 4.5}}\n"))
    assert found["capacity", 1] == (7, 7)


def test_a_range_of_points_that_no_number_of_indicators_makes_up() -> None:
    assert list(conflicts(case("indicator_rules:\n  - {scope: [capacity], level: 1, points: {min: 11, max: 14}}\n")))


def test_without_rules_nothing_is_implied() -> None:
    assert implied_bounds(case("")) == () and list(conflicts(case(""))) == []


def test_a_scheme_of_absurd_size_implies_nothing() -> None:
    rule = "  - {scope: [work], level: 1, count: {min: 1}}\n"
    assert implied_bounds(case("indicator_rules:\n" + rule * 500)) == ()


_IDS = ("a", "b", "c")
_SCOPES = st.sampled_from((("a",), ("b",), ("c",), ("ab",), ("ab", "c"), ("b", "c")))
_HALVES = st.integers(1, 8).map(lambda n: Decimal(n) / 2)
_RULES = st.builds(
    IndicatorRule,
    scope=_SCOPES,
    level=st.just(1),
    count=st.none() | st.builds(CountRange, min=st.none() | st.integers(0, 6), max=st.none() | st.integers(0, 9)),
    points=st.none() | st.builds(PointsRange, min=st.none() | _HALVES, max=st.none() | _HALVES),
)


def small(worths: list[int], rules: list[IndicatorRule]) -> Case:
    a, b, c = (Component(id=id_, name=id_, points=Decimal(worth)) for id_, worth in zip(_IDS, worths, strict=True))
    both = Component(id="ab", name="ab", points=Decimal(worths[0] + worths[1]), components=(a, b))
    scheme = Scheme(
        format=1,
        title="方案",
        year=2024,
        disclosure=Disclosure(mode="主动公开"),
        text="一、总则",
        scale=Decimal(sum(worths)),
        components=(both, c),
        indicator_rules=tuple(rules),
    )
    return Case(scheme=scheme, region=Region(name="县"), agency=Agency(name="局"), documents={})


def allowed(numbers: dict[str, int], worths: dict[str, int], rule: IndicatorRule) -> bool:
    """Whether some table with these numbers of indicators follows the rule."""
    parts = {leaf for id_ in rule.scope for leaf in (("a", "b") if id_ == "ab" else (id_,))}
    total = sum(numbers[part] for part in parts)
    if rule.count and not (rule.count.min or 0) <= total <= (rule.count.max if rule.count.max is not None else total):
        return False
    low, high = (rule.points.min, rule.points.max) if rule.points else (None, None)
    return all((low is None or numbers[p] * low <= worths[p]) and (high is None or worths[p] <= numbers[p] * high) for p in parts)


@given(st.lists(st.integers(1, 4), min_size=3, max_size=3), st.lists(_RULES, min_size=1, max_size=4))
def test_no_table_that_follows_the_rules_lies_outside_the_bounds(worths: list[int], rules: list[IndicatorRule]) -> None:
    given_, worth = small(worths, rules), dict(zip(_IDS, worths, strict=True))
    numbers = (dict(zip(_IDS, each, strict=True)) for each in product(range(LIMIT + 1), repeat=3))
    tables = [each for each in numbers if all(allowed(each, worth, rule) for rule in rules)]
    found = bounds(given_)
    for table in tables:
        for (id_, _), (minimum, maximum) in found.items():
            held = sum(table[part] for part in (_IDS if not id_ else ("a", "b") if id_ == "ab" else (id_,)))
            assert minimum <= held <= (maximum if maximum is not None else held)
    if tables:
        assert "I008" not in {finding.code for finding in check(given_)}


@given(st.lists(st.integers(1, 4), min_size=3, max_size=3), st.lists(_RULES, min_size=1, max_size=4))
def test_over_nested_scopes_every_conflict_is_seen(worths: list[int], rules: list[IndicatorRule]) -> None:
    assume(all(rule.scope != ("b", "c") for rule in rules))
    given_, worth = small(worths, rules), dict(zip(_IDS, worths, strict=True))
    numbers = (dict(zip(_IDS, each, strict=True)) for each in product(range(LIMIT + 1), repeat=3))
    if not any(all(allowed(each, worth, rule) for rule in rules) for each in numbers):
        assert list(conflicts(given_))
