"""What holds of any plan, score and quota, whatever the scheme."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from gongkai.calculation.assumptions import assumptions
from gongkai.calculation.compute import compute, shown
from gongkai.calculation.grading import Grading, Limit, exact_quota, grading, readings, standing
from gongkai.calculation.plain import plain
from gongkai.calculation.plan import Gap, Part, Sum, plan
from gongkai.model import Band, Component, Rounding, Scheme
from strategies import schemes

scores = st.decimals(0, 100, places=4, allow_nan=False)
fractions = st.fractions(-200, 1200, max_denominator=1000)
WAYS: tuple[Rounding, ...] = ("四舍五入", "向上取整", "向下取整")


@st.composite
def weighed(draw: st.DrawFn) -> Scheme:
    """Parts with points that add up to the scale, some of them with parts of their own."""

    def parts(prefix: str, whole: Decimal, depth: int) -> tuple[Component, ...]:
        cut = sorted(draw(st.sets(st.integers(1, max(int(whole) - 1, 1)), max_size=2)))
        sizes = [b - a for a, b in zip([0, *cut], [*cut, int(whole)], strict=True)]
        return tuple(
            Component(
                id=f"{prefix}{number}",
                name=f"部分{prefix}{number}",
                points=Decimal(size),
                components=parts(f"{prefix}{number}-", Decimal(size), depth - 1) if depth and size > 1 and draw(st.booleans()) else (),
            )
            for number, size in enumerate(sizes, start=1)
            if size
        )

    scheme = draw(schemes())
    return Scheme(
        format=1,
        title="甲",
        year=2024,
        disclosure=scheme.disclosure,
        text="一、甲",
        scale=Decimal(100),
        components=parts("p", Decimal(100), 2),
    )


def full(parts: tuple[Part, ...], opened: bool) -> dict[str, Decimal]:
    """Full marks in every part, entered as deep as there are parts or at the top."""
    found: dict[str, Decimal] = {}
    for each in parts:
        found |= full(each.parts, opened) if opened and each.parts else {each.key: each.most or Decimal(0)}
    return found


@given(weighed(), st.booleans())
def test_full_marks_give_the_scale_however_they_are_entered(scheme: Scheme, opened: bool) -> None:
    made = plan(scheme)
    assert isinstance(made, Sum)
    assert compute(made, full(made.terms, opened)).total == scheme.scale


@given(weighed(), st.data())
def test_a_share_of_full_marks_gives_that_share(scheme: Scheme, data: st.DataObject) -> None:
    made, rate = plan(scheme), data.draw(st.decimals(0, 1, places=2, allow_nan=False))
    assert isinstance(made, Sum)
    entries = {key: most * rate for key, most in full(made.terms, data.draw(st.booleans())).items()}
    assert compute(made, entries).total == Fraction(scheme.scale * rate)


@given(weighed(), st.data())
def test_a_missing_score_or_one_beyond_its_bounds_leaves_no_total(scheme: Scheme, data: st.DataObject) -> None:
    made = plan(scheme)
    assert isinstance(made, Sum)
    entries = full(made.terms, opened=True)
    key = data.draw(st.sampled_from(sorted(entries)))
    beyond: Mapping[str, Decimal] = entries | {key: entries[key] + Decimal("0.0001")}
    assert (compute(made, beyond).total, compute(made, beyond).outside) == (None, (key,))
    below: Mapping[str, Decimal] = entries | {key: Decimal("-0.0001")}
    assert (compute(made, below).total, compute(made, below).outside) == (None, (key,))
    without = compute(made, {other: value for other, value in entries.items() if other != key})
    assert without.total is None and without.missing


@given(schemes())
def test_any_scheme_has_a_sum_or_a_reason(scheme: Scheme) -> None:
    made = plan(scheme)
    graded = grading(scheme.grades) if scheme.grades else None
    if isinstance(made, Gap):
        assert made.reason
    else:
        assert not set("<>&'") & set(plain(made, graded))
        assert all(words.endswith("。") for words in assumptions(scheme, made))
        entries = {key: min(max(value, Decimal(0)), Decimal(10) ** 6) for key, value in full(made.terms, opened=True).items()}
        assert compute(made, entries).lines or compute(made, entries).outside


@given(fractions)
def test_a_shown_number_is_within_half_of_its_last_place(value: Fraction) -> None:
    text = shown(value)
    difference = Fraction(text.removeprefix("约").replace("−", "-")) - value
    assert abs(difference) <= Fraction(1, 20000)
    assert text.startswith("约") == (difference != 0)


@st.composite
def gradings(draw: st.DrawFn) -> Grading:
    lines = sorted(draw(st.sets(st.integers(0, 100), min_size=1, max_size=4)), reverse=True)
    quotas = st.none() | st.sampled_from(("10%", "30%"))
    bands = [Band(name=f"等{line}", min=Decimal(line) if draw(st.booleans()) else None, quota=draw(quotas)) for line in lines]
    places = st.none() | st.integers(0, len(bands))
    limits = draw(st.lists(st.builds(Limit, st.sampled_from(("not_above", "exactly")), places), max_size=4))
    return Grading((*bands, Band(name="末等")), None, tuple(limits))


@given(gradings(), fractions, fractions, st.data())
def test_a_higher_score_never_stands_lower_and_a_cap_never_helps(of: Grading, one: Fraction, other: Fraction, data: st.DataObject) -> None:
    on = data.draw(st.sets(st.sampled_from(range(len(of.limits))))) if of.limits else set[int]()
    low, high = standing(of, min(one, other), on), standing(of, max(one, other), on)
    assert high.bands[0] <= low.bands[0] and high.bands[-1] <= low.bands[-1]
    limited = standing(of, one, on)
    assert limited.fixed or standing(of, one).bands[0] <= limited.bands[0]
    assert low.bands == tuple(sorted(set(low.bands)))
    assert not low.fixed or len(low.bands) == 1


@given(st.integers(0, 10**6).map(lambda number: f"{number // 10**4}.{number % 10**4:04}%"), st.integers(0, 99999))
def test_readings_of_a_quota_are_the_whole_numbers_around_it(percent: str, units: int) -> None:
    exact = exact_quota(percent, units)
    found = readings(exact, None)
    assert [reading.units for reading in found] == sorted({floor(exact), ceil(exact)})
    assert sorted(way for reading in found for way in reading.ways) == (sorted(WAYS) if exact.denominator > 1 else [])
    for way in WAYS:
        (stated,) = readings(exact, way)
        assert stated.units in [reading.units for reading in found if way in reading.ways or not reading.ways]
