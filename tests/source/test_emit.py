"""What is written is what a person would write: no defaults, short values on one line, text as a block, few quotation marks."""

from decimal import Decimal

import msgspec
import pytest

from gongkai.model import Agency, Component, Disclosure, Document, Indicator, Scheme, Unit
from gongkai.source.emit import emit
from growth import is_linear

SCHEME = Scheme(
    format=1,
    title="青云县示例局2024年度方案",
    year=2024,
    disclosure=Disclosure(mode="主动公开"),
    text="一、考评内容\n考评内容包括两部分。\n",
    components=(
        Component(id="work", name="业务工作目标", points=Decimal("70.50")),
        Component(id="capacity", name="行政能力目标", aspects=("从严治党", "no", "1")),
    ),
)


def test_a_scheme_reads_well() -> None:
    assert emit(SCHEME) == (
        "format: 1\n"
        "title: 青云县示例局2024年度方案\n"
        "year: 2024\n"
        "disclosure: {mode: 主动公开}\n"
        "text: |\n"
        "  一、考评内容\n"
        "  考评内容包括两部分。\n"
        "components:\n"
        "  - {id: work, name: 业务工作目标, points: 70.50}\n"
        "  - {id: capacity, name: 行政能力目标, aspects: [从严治党, no, '1']}\n"
    )


def test_registries_and_documents_read_well() -> None:
    units = (Unit(name="办公室"), Unit(name="社会救助股", kind="内设机构", aliases=("救助股",)))
    assert emit(Agency(name="示例局", units=units)) == (
        "name: 示例局\nunits:\n  - {name: 办公室}\n  - {name: 社会救助股, kind: 内设机构, aliases: [救助股]}\n"
    )
    assert emit({"安政办〔2024〕42号": Document(title="某通知")}) == "安政办〔2024〕42号: {title: 某通知}\n"


@pytest.mark.parametrize("points", ["0.1234567890123456", "1234567890123456", "NaN", "Infinity"])
def test_a_number_that_would_not_read_back_is_refused(points: str) -> None:
    with pytest.raises(ValueError, match="15 digits"):
        emit(Component(id="a", name="b", points=Decimal(points)))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("一行", "一行"),
        ("甲\n\n乙\n", "|\n  甲\n\n  乙"),
        ("甲\n乙", "|-\n  甲\n  乙"),
        ("甲\n乙\n\n", "|+\n  甲\n  乙\n"),
        (" 甲\n乙\n", '" 甲\\n乙\\n"'),
        ("甲\u2028乙", '"甲\\u2028乙"'),
        ("a: b", "'a: b'"),
        ("'单'", "'''单'''"),
        ("第1、2项 有空格", "第1、2项 有空格"),
        ("句末空格 ", "'句末空格 '"),
        ("2024", "'2024'"),
        ("007", "007"),
    ],
)
def test_text_is_written_as_plainly_as_it_can_be(text: str, written: str) -> None:
    note = emit({"a": Document(title="b", note=text)}).partition("note: ")[2]
    assert note.rstrip("}\n") == written.replace("\n  ", "\n    ").rstrip("\n")


def test_a_long_mapping_stands_on_lines_of_its_own_and_a_very_long_key_has_a_mark() -> None:
    key = "键" * 1001
    assert emit({key: Document(title="甲" * 140)}) == f"? {key}\n:\n  title: {'甲' * 140}\n"


def test_a_number_keeps_its_own_zeros_whatever_was_written_before() -> None:
    numbers = ("1", "1.0", "1.00", "0")
    assert [emit(Component(id="a", name="b", points=Decimal(each))) for each in numbers] == [
        f"id: a\nname: b\npoints: {each}\n" for each in numbers
    ]


def test_rows_that_need_more_than_one_line_stand_among_those_that_do_not() -> None:
    plain, odd, long = (Indicator(id=f"a-{n}", name=name) for n, name in enumerate(("甲", "乙: 丙", "丁" * 140)))
    groups = tuple(Indicator(id=f"g-{n}", name="组", children=rows) for n, rows in enumerate([(plain, long), (), (odd, plain)]))
    assert emit(msgspec.structs.replace(SCHEME, indicators=groups[:2])).endswith(
        "  - id: g-0\n    name: 组\n    children:\n      - {id: a-0, name: 甲}\n"
        f"      - id: a-2\n        name: {'丁' * 140}\n  - {{id: g-1, name: 组}}\n"
    )
    assert emit(msgspec.structs.replace(SCHEME, indicators=groups[1:])).endswith(
        "  - {id: g-1, name: 组}\n  - id: g-2\n    name: 组\n    children:\n"
        "      - {id: a-1, name: '乙: 丙'}\n      - {id: a-0, name: 甲}\n"
    )


def test_one_word_in_quotation_marks_among_many_without_takes_no_time() -> None:
    rows = tuple(Indicator(id=f"a-{n}", name=f"指标{n}") for n in range(5000))
    odd = Indicator(id="b", name="甲: 乙")
    assert is_linear(lambda part: emit(Indicator(id="c", name="丙", children=(*part, odd))), rows, rows[:500])
