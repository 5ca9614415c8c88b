"""Family Y: the scheme beside its own copy of the year before, and what then was otherwise."""

import re
from decimal import Decimal
from random import Random
from typing import Any

import msgspec
from msgspec.structs import replace

from gongkai.model import Scheme
from gongkai.rules import Case
from rules.planting.edits import get, put, with_
from rules.planting.kinds import Nowhere, pick, plants


def with_last_year(case: Case) -> Case:
    """The case with a scheme of the year before: the same, every year one less."""
    shifted = re.sub(r"(?<![0-9])20[0-9]{2}(?![0-9])", lambda match: str(int(match[0]) - 1), msgspec.json.encode(case.scheme).decode())
    return with_(case, previous=msgspec.json.decode(shifted, type=Scheme, strict=False))


def _before(case: Case, value: Any, *path: str | int) -> Case:
    """Another value in the scheme of the year before."""
    case = with_last_year(case) if case.previous is None else case
    assert case.previous
    return with_(case, previous=put(with_(case, scheme=case.previous), value, *path).scheme)


def _table(case: Case) -> int:
    if not case.scheme.indicators:
        raise Nowhere
    return len(case.scheme.indicators)


@plants("Y001", "Y002", "I006")
def more_rows_than_before(case: Case, random: Random) -> Case:
    at = random.randrange(_table(case))
    if any(rule.count and rule.count.not_above_previous_year for rule in case.scheme.indicator_rules):
        raise Nowhere
    rows = case.scheme.indicators
    return _before(case, (*rows[:at], *rows[at + 1 :]), "indicators")


@plants("Y002")
def row_of_last_year_gone(case: Case, random: Random) -> Case:
    at = random.randrange(_table(case))
    return _before(case, random.choice(("旧城改造", "招商引资", "防汛抗旱")), "indicators", at, "name")


@plants("Y003")
def row_renamed(case: Case, random: Random) -> Case:
    rows = [i for i in range(_table(case)) if len(case.scheme.indicators[i].name) > 3]
    at = pick(random, rows)
    return _before(case, case.scheme.indicators[at].name + "工作", "indicators", at, "name")


@plants("Y004")
def points_of_last_year(case: Case, random: Random) -> Case:
    path, component = pick(random, [(path, c) for path, c, _ in case.components if c.points is not None])
    assert component.points is not None
    return _before(case, component.points + random.choice((-2, Decimal("0.5"), 3)), *path, "points")


@plants("Y005")
def part_of_last_year(case: Case, random: Random) -> Case:
    path = pick(random, [path for path, _, _ in case.components])
    return _before(case, random.choice(("党风廉政建设责任", "招商引资成效")), *path, "name")


@plants("Y006", "D011", "D012", "D014", "D013", "D019", "R016", "R011", "T019", "A004", "O010", "D008", "R013", "R010", "T018")
def year_left_as_it_was(case: Case, random: Random) -> Case:
    own = rf"(?<![0-9〔]){case.scheme.year}年"
    lines = case.scheme.text.split("\n")
    at = pick(random, [i for i, line in enumerate(lines) if re.search(own, re.sub("《[^》]*》", "", line))])
    changed = "\n".join([*lines[:at], re.sub(r"(?<![0-9])20[0-9]{2}", lambda m: str(int(m[0]) - 1), lines[at]), *lines[at + 1 :]])
    return put(with_last_year(case), changed, "text")


@plants("Y007", "R011")
def basis_of_last_year(case: Case, random: Random) -> Case:
    annual = [i for i, number in enumerate(case.scheme.based_on) if f"{case.scheme.year}年度" in case.documents[number].title]
    index = pick(random, annual)
    number = get(case, "based_on", index)
    known = case.documents[number]
    title = known.title.replace(str(case.scheme.year), str(case.scheme.year - 1))
    case = _before(case, number, "based_on", index)
    return with_(case, documents={**case.documents, number: replace(known, title=title)})
