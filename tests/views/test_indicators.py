"""/indicators/ and the rows behind it: nothing of a table is lost on the way to CSV and slices, pages are bounded, the index is true."""

import csv
import json
from io import StringIO

import pytest

from gongkai.comma_separated import BOM
from gongkai.scoring import points
from gongkai.views.data.indicator_rows import COLUMNS, IndicatorRows, slice_file
from gongkai.views.data.indicators import AGENCIES, Table, in_order, index_file, indicator_pages, noted, slices
from gongkai.views.subject import Subject


def table(address: str = "jia/mzj/2024", *, demo: bool = False) -> Table:
    region, agency, year = address.split("/")
    return Table(
        address=address,
        year=int(year),
        title=f"{agency}方案",
        region=region,
        agency=agency,
        demo=demo,
        rows=2,
        components=("业务工作",),
        units=("救助股", "办公室"),
    )


def files(subjects: dict[str, Subject], agency: str) -> dict[str, bytes]:
    rows = IndicatorRows()
    for address, subject in subjects.items():
        if address.rpartition("/")[0] == agency:
            rows.add(subject)
    return dict(rows.files(agency))


def loaded(script: bytes, name: str) -> list[object]:
    """The arguments of the one call in a script."""
    text = script.decode()
    assert text.startswith(f"{name}(")
    assert text.endswith(");\n")
    arguments: list[object] = json.loads(f"[{text[len(name) + 1 : -3]}]")
    return arguments


def test_the_csv_has_every_indicator_of_the_agency(subjects: dict[str, Subject]) -> None:
    content = files(subjects, "demo/mzj")["demo/mzj/indicators.csv"].decode()
    head, *rows = csv.reader(StringIO(content.removeprefix(BOM), newline=""))
    assert tuple(head) == COLUMNS
    subject = subjects["demo/mzj/2025"]
    own = [dict(zip(head, row, strict=True)) for row in rows if row[0] == "demo/mzj/2025"]
    assert [each["标识"] for each in own] == [node.indicator.id for node in subject.case.indicators]
    for each, node in zip(own, subject.case.indicators, strict=True):
        indicator = node.indicator
        assert each["指标名称"] == indicator.name
        assert each["分值"] == ("" if indicator.points is None else points(indicator.points))
        assert each["上级标识"] == (node.parent.id if node.parent else "")
        assert (each["责任单位"], each["目标值"], each["评分标准"]) == (
            indicator.lead or "",
            indicator.target or "",
            indicator.criterion or "",
        )
        assert each["最后一天"].startswith((indicator.due or "")[:7])
    assert {row[3] for row in rows} == {"2023", "2024", "2025"}


def test_the_slice_says_the_same_as_the_table(subjects: dict[str, Subject]) -> None:
    agency, schemes = loaded(files(subjects, "demo/mzj")["demo/mzj/indicators.js"], "gongkaiIndicators")
    assert agency == "demo/mzj"
    assert isinstance(schemes, list)
    address, year, components, units, rows = next(each for each in schemes if each[0] == "demo/mzj/2025")
    nodes = subjects[address].case.indicators
    assert year == 2025
    assert [(row[0], row[1], row[2]) for row in rows] == [(node.indicator.id, node.level, node.indicator.name) for node in nodes]
    names = {node.component.id: node.component.name for node in subjects[address].case.components}
    for row, node in zip(rows, nodes, strict=True):
        assert components[row[4]] == names[node.component or ""]
        assert [units[place] for place in row[5]] == [*filter(None, [node.indicator.lead]), *node.indicator.support]


def test_a_scheme_without_a_table_has_no_rows_and_no_entry(subjects: dict[str, Subject]) -> None:
    bare = next(each for each in subjects.values() if not each.case.scheme.indicators)
    rows = IndicatorRows()
    rows.add(bare)
    assert dict(rows.files("anxi/mzj")) == {}
    assert noted(bare) is None


def test_a_slice_is_a_script_in_any_browser() -> None:
    script = slice_file("jia/mzj", ['["a\u2028b\u2029"]'.encode()])
    assert "\u2028".encode() not in script
    assert loaded(script, "gongkaiIndicators") == ["jia/mzj", [["a\u2028b\u2029"]]]


def test_what_is_noted_tells_what_the_rows_name(subjects: dict[str, Subject]) -> None:
    one = noted(subjects["demo/mzj/2025"])
    assert one
    assert one.rows == len(subjects["demo/mzj/2025"].case.indicators)
    assert {"救助股", "办公室"} <= set(one.units)
    assert len(set(one.units)) == len(one.units)


def test_the_index_leads_to_every_agency_and_what_it_names() -> None:
    agencies = in_order([table("yi/a/2024"), table("jia/a/2023"), table("jia/a/2024"), table("demo/a/2024", demo=True)])
    (known,) = loaded(index_file(agencies), "gongkaiSlices")
    assert isinstance(known, dict)
    assert [each[0] for each in known["agencies"]] == ["jia/a", "yi/a", "demo/a"]
    assert known["agencies"][0][3] == [[2024, 2], [2023, 2]]
    assert [known["regions"][each[1]] for each in known["agencies"]] == ["jia", "yi", "demo"]
    assert [known["units"][place] for place in known["agencies"][0][5]] == ["救助股", "办公室"]
    assert list(slices(agencies)) == ["jia/a/indicators.js", "yi/a/indicators.js", "demo/a/indicators.js"]


@pytest.mark.parametrize("count", [0, 1, AGENCIES, AGENCIES + 1])
def test_a_page_lists_a_bounded_number_of_agencies(count: int) -> None:
    agencies = in_order(table(f"jia/a{number:04}/2024") for number in range(count))
    pages = list(indicator_pages(agencies))
    assert [page.address for page in pages][:2] == ["indicators/index.html", "indicators/2.html"][: len(pages)]
    assert len(pages) == max(1, -(-count // AGENCIES))
    assert sum(page.body.count("scores.html") for page in pages) == count
    assert all(len(page.body.encode()) < 100_000 for page in pages)
    assert ("没有已公开的考评表" in pages[0].body) == (count == 0)
