"""The reference against the vectors that the browser's calculator is held to as well (tests/browser/test_calculator.py)."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from calculation.vectors import VECTORS, as_plain, expected, read_sum
from gongkai.calculation.compute import compute, read_entry
from gongkai.calculation.grading import Grading, Standing, exact_quota, readings, standing
from gongkai.model import Rounding


@pytest.mark.parametrize(("text", "entry"), VECTORS["entries"])
def test_what_people_type(text: str, entry: str | None) -> None:
    assert read_entry(text) == (None if entry is None else Decimal(entry))


@pytest.mark.parametrize("written", VECTORS["sums"], ids=lambda written: written["expression"])
def test_scores(written: dict[str, Any]) -> None:
    for case in written["cases"]:
        entries = {key: Decimal(value) for key, value in case["entries"].items()}
        assert as_plain(compute(read_sum(written), entries)) == expected(case)


@pytest.mark.parametrize("written", VECTORS["standings"], ids=lambda written: written["grading"]["bands"][0]["name"])
def test_grades(written: dict[str, Any]) -> None:
    grading = msgspec.convert(written["grading"], Grading, strict=False)
    for case in written["cases"]:
        total = None if case["total"] is None else Fraction(case["total"])
        found = standing(grading, total, case.get("vetoes", ()))
        assert found == Standing(tuple(case["bands"]), case.get("fixed", False), case.get("unclear", False)), case


@pytest.mark.parametrize("case", VECTORS["quotas"], ids=str)
def test_quotas(case: dict[str, Any]) -> None:
    rounding: Rounding | None = case["rounding"]
    exact = exact_quota(case["quota"], case["units"])
    assert str(exact) == case["exact"]
    assert [[units, list(ways)] for units, ways in readings(exact, rounding)] == case["readings"]
