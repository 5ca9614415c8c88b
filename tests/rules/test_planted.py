"""Corrected copies of the seeds are silent, and one defect planted in them at a random place is found, and nothing else.

`pytest --planting-seed 7` plants at other places than usual.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from gongkai.examine import Examined, examine_tree
from gongkai.rules import RULES, Case, check
from gongkai.rules.across import check_across, issued
from gongkai.source.files import scan
from gongkai.validate import validate
from rules.planting import KINDS, Kind, Nowhere

ROOT = Path(__file__).parents[1] / "corrected"
CASES = {each.file.file: each.case for each in examine_tree(scan(ROOT)) if isinstance(each, Examined) and each.case}
PLACES = 2
"""How many places of each copy a kind of defect is planted at."""


def test_a_corrected_copy_is_silent() -> None:
    found = validate([ROOT])
    assert len(found.files) == 5
    assert [f"{each.span.file}:{each.span.line} {each.rule.code} {each.finding.message}" for each in found.diagnostics] == []
    assert not any(case.scheme.waivers for case in CASES.values())


def findings(case: Case, file: str) -> Counter[str]:
    """The codes found in the case, those between it and the other copies included."""
    others = [issued(name, each.scheme) for name, each in CASES.items() if name != file]
    across = check_across([*others, issued("zz", case.scheme)])
    return Counter(each.code for each in (*check(case), *across))


def planted(kind: Kind, file: str, seed: int) -> Iterator[Case]:
    for number in range(PLACES):
        try:
            yield kind.plant(CASES[file], Random(f"{kind}{file}{number}{seed}"))
        except Nowhere:
            return


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_planted_defect_is_found_and_nothing_else(kind: Kind, pytestconfig: pytest.Config) -> None:
    wrong, count = [], 0
    for file, before in CASES.items():
        for case in planted(kind, file, pytestconfig.getoption("planting_seed")):
            count += 1
            found = findings(case, file)
            times, others = found.pop(kind.code, 0), sorted(set(found) - kind.also)
            if not times or others or (times > 1 and not kind.many):
                wrong.append(f"planted {kind} in {file} at {place(before, case)}: found it {times} times, and {others or 'nothing else'}")
    assert count > 0, f"{kind} has no place in any copy"
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


NOT_PLANTED = {
    "F": "a file that cannot be read is no scheme: tests/hostile",
    "S": "a file of another structure is no scheme: tests/source",
    "L007": "applied to schemes from 2025 on, and the seeds are older",
}
"""The rules of which no defect is planted, by code or family, and why."""


def test_every_other_rule_has_a_defect_to_plant() -> None:
    without = {code for code in RULES if code not in {kind.code for kind in KINDS}}
    assert {code if code in NOT_PLANTED else code[0] for code in without} == set(NOT_PLANTED)


def place(before: Case, after: Case) -> str:
    """Where two cases differ first, for a person: a path with the values, or an offset of the text with the words around it."""
    for field in ("scheme", "documents", "agency", "region", "previous", "enclosed"):
        one, other = (msgspec.to_builtins(getattr(case, field)) for case in (before, after))
        if one != other:
            return _difference(field if field != "scheme" else "", one, other)
    return "nowhere"


def _difference(path: str, one: Any, other: Any) -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        key = next(key for key in {**one, **other} if one.get(key) != other.get(key))
        return _difference(f"{path}.{key}".lstrip("."), one.get(key), other.get(key))
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        index = next(index for index, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1])
        return _difference(f"{path}.{index}", one[index], other[index])
    if path == "text":
        at = next((i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
        return f"text, offset {at}: {one[max(at - 8, 0) : at + 12]!r} → {other[max(at - 8, 0) : at + 24]!r}"
    return f"{path}: {str(one)[:60]} → {str(other)[:60]}"
