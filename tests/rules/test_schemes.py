"""The rules over real and demo schemes: what they find in the transcriptions, silence on the demo, planted defects, any scheme at all."""

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.examine import Examined, examine_tree
from gongkai.model import Agency, Component, Indicator, Region, Scheme
from gongkai.rules import Case, check
from gongkai.source.files import scan
from rules.examples import case as example
from strategies import schemes

ROOT = Path(__file__).parents[2] / "schemes"
EXAMINED = {each.file.file: each for each in examine_tree(scan(ROOT)) if isinstance(each, Examined)}
DEMO = [file for file in EXAMINED if file.startswith("demo/")]
OWN = ("P", "N", "I", "W")


def case_of(file: str) -> Case:
    case = EXAMINED[file].case
    assert case is not None
    return case


def codes(case: Case) -> set[str]:
    return {finding.code for finding in check(case)}


def test_what_the_real_schemes_contradict_themselves_in() -> None:
    found = {(f.place.file, f.code, f.clause) for e in EXAMINED.values() for f in e.findings if f.code[0] in OWN}
    assert found == {
        # 65 + 35 make the whole 100, and 5 % more is given twice
        ("jinjiang/zrzyj/2019.yml", "P008", "二"),
        # 10 points at no more than 4 each want three indicators where the text asks for two
        ("anxi/mzj/2024.yml", "I010", "三（二）"),
    }


@pytest.mark.parametrize("file", DEMO)
def test_the_demo_is_silent(file: str) -> None:
    assert [f.message for f in EXAMINED[file].findings if f.code[0] in OWN] == []


def with_indicator(scheme: Scheme, index: int, change: Callable[[Indicator], Indicator]) -> Scheme:
    """The scheme with one of its rows changed, counted through the table from the top."""
    seen = -1

    def visit(rows: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        nonlocal seen
        out = []
        for row in rows:
            seen += 1
            own = change(row) if seen == index else row
            out.append(msgspec.structs.replace(own, children=visit(row.children)))
        return tuple(out)

    return msgspec.structs.replace(scheme, indicators=visit(scheme.indicators))


def rows_of(indicators: tuple[Indicator, ...]) -> int:
    return sum(1 + rows_of(each.children) for each in indicators)


def planted(case: Case, scheme: Scheme) -> Case:
    return Case(scheme=scheme, region=case.region, agency=case.agency, documents=case.documents, previous=case.previous)


@pytest.mark.parametrize("file", [file for file in DEMO if "mzj" in file])
def test_one_more_point_anywhere_in_the_table_is_found(file: str) -> None:
    case = case_of(file)
    for index in random.Random(file).sample(range(rows_of(case.scheme.indicators)), 25):
        changed = with_indicator(case.scheme, index, lambda row: msgspec.structs.replace(row, points=(row.points or Decimal(0)) + 1))
        assert codes(planted(case, changed)) & {"P004", "P005"}


@pytest.mark.parametrize("file", [file for file in DEMO if "mzj" in file])
def test_one_row_less_is_found(file: str) -> None:
    case = case_of(file)
    for dropped in range(len(case.scheme.indicators)):
        rows = case.scheme.indicators[:dropped] + case.scheme.indicators[dropped + 1 :]
        found = codes(planted(case, msgspec.structs.replace(case.scheme, indicators=rows)))
        # a component whose only row is gone has no sum to be wrong, but no row either
        assert {"N004", "N005"} <= found and found & {"P004", "C009"}


@pytest.mark.parametrize("file", EXAMINED)
def test_one_point_less_in_any_component_is_found(file: str) -> None:
    case = case_of(file)
    for path, component, _ in case.components:
        if component.points is not None and "P001" not in codes(case):
            scheme = msgspec.structs.replace(case.scheme, components=less(case.scheme.components, path[1::2]))
            assert codes(planted(case, scheme)) & {"P001", "P002", "P004"}, component.name


def less(components: tuple[Component, ...], place: tuple[str | int, ...]) -> tuple[Component, ...]:
    """One point less in the component at these indices."""
    index, *rest = place
    each = components[int(index)]
    if rest:
        new = msgspec.structs.replace(each, components=less(each.components, tuple(rest)))
    else:
        assert each.points is not None
        new = msgspec.structs.replace(each, points=each.points - 1)
    return (*components[: int(index)], new, *components[int(index) + 1 :])


REGION, AGENCY = Region(name="青云县"), Agency(name="青云县示例局")


@given(schemes(), st.none() | schemes())
def test_no_rule_raises_and_none_changes_its_mind(scheme: Scheme, previous: Scheme | None) -> None:
    def run() -> list[object]:
        return list(check(Case(scheme=scheme, region=REGION, agency=AGENCY, documents={}, previous=previous)))

    assert run() == run()


def test_known_ids_are_listed_in_the_order_of_the_scheme() -> None:
    found = check(example("indicators:\n  - {id: a, component: other, name: 甲, points: 1}\n"))
    assert [each.help for each in found if each.code == "C007"] == ["可用的标识：work、capacity。"]


@given(st.data())
def test_points_moved_between_rows_of_one_parent_change_no_total(data: st.DataObject) -> None:
    """Sums are exact for any decimals; as soon as a fraction of a point gets lost on the way, a sum is wrong."""
    case = case_of("demo/mzj/2025.yml")
    at = data.draw(st.integers(0, len(case.scheme.indicators) - 1))
    giver, taker, *others = case.scheme.indicators[at].children
    assert giver.points is not None and taker.points is not None
    moved = data.draw(st.decimals(Decimal("0.01"), giver.points - Decimal("0.01"), places=2))
    lost = data.draw(st.sampled_from([Decimal(0), Decimal("0.01"), moved]))
    rows = (
        msgspec.structs.replace(giver, points=giver.points - moved),
        msgspec.structs.replace(taker, points=taker.points + moved - lost),
        *others,
    )
    parent = msgspec.structs.replace(case.scheme.indicators[at], children=rows)
    table = (*case.scheme.indicators[:at], parent, *case.scheme.indicators[at + 1 :])
    found = codes(planted(case, msgspec.structs.replace(case.scheme, indicators=table)))
    assert bool(found & {"P004", "P005"}) == bool(lost)
