"""The vectors that both calculators are held to, as values: this package's in `test_vectors`, the browser's in tests/browser."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from gongkai.calculation.compute import Outcome
from gongkai.calculation.plan import Part, Sum
from gongkai.formula import parse

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))


def read_sum(written: dict[str, Any]) -> Sum:
    """The plan of a vector, which has the formula as text."""
    formula = parse(written["expression"])
    terms = msgspec.convert(written["terms"], tuple[Part, ...], strict=False, dec_hook=lambda _, value: Fraction(value))
    return Sum(name=formula.name, root=formula.root, terms=terms, stated=True)


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """What is to come of a case, with what it leaves out."""
    nothing: dict[str, Any] = {"total": None, "lines": [], "counts": {}, "missing": [], "outside": [], "error": ""}
    return nothing | {name: value for name, value in case.items() if name != "entries"}


def as_plain(outcome: Outcome) -> dict[str, Any]:
    """An outcome as a vector has it."""
    return {
        "total": None if outcome.total is None else str(outcome.total),
        "lines": [list(line) for line in outcome.lines],
        "counts": dict(outcome.counts),
        "missing": list(outcome.missing),
        "outside": list(outcome.outside),
        "error": outcome.error,
    }
