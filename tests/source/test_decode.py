"""Decoding: the fast path reads what the sure path reads, the schema and the model agree, and every problem is found in one go."""

import datetime as dt
import re
import subprocess
import sys
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import inspect

from gongkai.diagnostics import Finding
from gongkai.model import Agency, Document, Region, Scheme
from gongkai.model.values import Count
from gongkai.source import decode as decoding
from gongkai.source.decode import complete, decode
from gongkai.source.emit import emit
from gongkai.source.nodes import compose
from gongkai.source.structure import problems
from strategies import agencies, documents, regions, schemes

SCHEME = """\
format: 1
title: 青云县示例局2024年度绩效评估工作方案
year: 2024
disclosure:
  mode: 主动公开
  published_at: 2024-09-29T09:00+08:00
text: |
  一、考评内容
  考评内容包括两部分。
components:
  - {id: work, name: 业务工作目标, points: 64.5}
  - id: capacity
    name: 行政能力目标
    points: 35.50
milestones:
  - {due: 2022-02-上旬, what: 内部绩效考评方案}
"""

FILES = st.one_of(
    st.tuples(st.just(Scheme), schemes()),
    st.tuples(st.just(Agency), agencies()),
    st.tuples(st.just(Region), regions()),
    st.tuples(st.just(dict[str, Document]), documents().filter(bool)),
)


def fast(text: str, type_: Any) -> Any:
    return decoding._fast(text.encode(), type_)


def exact(text: str, type_: Any) -> tuple[Any, list[Finding]]:
    return decoding._exact(text.encode(), type_)


def findings_of(text: str | bytes, type_: Any = Scheme) -> list[tuple[str, str]]:
    value, findings = decode(text.encode() if isinstance(text, str) else text, type_, "anxi/mzj/2024.yml")
    assert (value is None) == bool(findings)
    assert all(finding.place.file == "anxi/mzj/2024.yml" for finding in findings)
    return [(finding.code, finding.message) for finding in findings]


@given(FILES)
def test_what_is_written_reads_back_on_either_path(file: tuple[Any, Any]) -> None:
    type_, value = file
    text = emit(value)
    assert exact(text, type_) == (value, [])
    assert fast(text, type_) in (value, None)


# --- what yaml-rs and PyYAML might read differently ----------------------------------------------------------------------------------

_PIECES = (
    "a", "b: ", "- ", ": ", ":", "\n", "\n  ", "\n    ", "\n\n", " ", "\t", "\r\n", "[", "{", "}", ", ", ",", "'", '"', "|\n", ">-\n  ",
    "]", "|2\n", "#", " # x", "&a ", "*a", "!t ", "!!str ", "<<: ", "? ", "---\n", "...\n", "%YAML 1.1\n", "\\n", "\\",
    "~", "null", "true", "no", "0x1F", "0b1", "-0x1", "0o7", "01", "-01", "+1", "1e3", "1e400",
    "_1", "1_", "1_0", ".5", "5.", ".nan", "-.inf", "12:30", "65",
    "2.50", "-0", "中文：", "，",
    "12345678901234567890", "\u2028", "\x85", "\ufeff", "\x00", "points: ", "min: ", "year: ", "text: ",
)  # fmt: skip


class Weights(msgspec.Struct, forbid_unknown_fields=True):
    """Decimals stand only under keys that the fast path watches."""

    points: Decimal | None = None
    min: Decimal | None = None


_SHAPES = (
    dict[str, str | None],
    dict[str, Count],
    dict[str, bool],
    dict[str, list[str]],
    dict[str, dict[str, str]],
    Weights,
    dict[str, Weights],
)


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_any_text_reads_alike_or_is_doubted(text: str) -> None:
    """Whatever the fast path takes, the sure path takes too, value for value, and finds nothing wrong with it."""
    for shape in _SHAPES:
        value = fast(text, shape)
        if value is not None:
            composed = compose(text.replace("\r\n", "\n"))
            assert (composed.findings, composed.sound) == ([], True)
            assert msgspec.convert(composed.tree, shape) == value


@given(st.text("0123456789.+-eEinfNaxobtruTRUE~ls", min_size=1, max_size=9))
def test_scalars_resolve_alike(scalar: str) -> None:
    for text in (f"a: [x, {scalar}]", f"{scalar}: 1", f"a:\n- {scalar}\n"):
        value = fast(text, dict[str, Any])
        if value is not None:
            composed = compose(text)
            assert composed.tree == value or [finding.code for finding in composed.findings] == ["F023"]


def test_every_decimal_of_the_model_is_watched() -> None:
    """A number field that `_NUMBERS` forgets would take text (`points: "65"`) on the fast path."""
    structs = [each for each in msgspec.inspect.multi_type_info([Scheme, Agency, Region, Document]) if isinstance(each, inspect.StructType)]
    seen: dict[Any, inspect.StructType] = {}
    while structs:
        struct = structs.pop()
        if struct.cls not in seen:
            seen[struct.cls] = struct
            structs += [each for field in struct.fields for each in _inner(field.type) if isinstance(each, inspect.StructType)]
    decimal = {
        field.encode_name
        for each in seen.values()
        for field in each.fields
        if any(isinstance(t, inspect.DecimalType) for t in _inner(field.type))
    }
    assert decimal == set(decoding._NUMBERS.split("|"))


def _inner(kind: inspect.Type) -> list[inspect.Type]:
    match kind:
        case inspect.UnionType(types=types):
            return [inner for each in types for inner in _inner(each)]
        case inspect.VarTupleType(item_type=item):
            return _inner(item)
        case inspect.DictType(value_type=value):
            return _inner(value)
        case inspect.Metadata(type=inner):
            return _inner(inner)
    return [kind]


# --- the schema and the model ------------------------------------------------------------------------------------------------------

_VALUES = st.sampled_from(
    (None, True, 0, 1, -1, 2.5, 10**14, "", " ", "x", "x\n", "x\ny", "甲，乙", "65", "65%", "A-1", "a-1", "1e3", "2024-02-30", "2024-09-27",
     "2024-09-29T09:00+08:00", "2024-09-29T09:00:00+08:00", "2024-09-29T09:00:00", "2024-09-29t09:00:00z", "2024-02", "2024-13",
     "2024-02-上旬",
     "2024-02-10/2024-02-01", "0000-01-01", "２０２４-09-27", "有效", "主动公开", "not_above", "P001", "350524", "x" * 41, "x" * 101,
     [], ["x"], [1], [None], {}, {"x": "y"}, {"": "y"}, {"points": 1, "share": "1%"}, {"id": "a", "name": "b", "points": 1, "share": "5%"})
)  # fmt: skip


def _paths(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(inner for key, value in entries for inner in _paths(value, (*path, key)))]


def _mutated(tree: Any, path: tuple[Any, ...], change: Any) -> Any:
    """The tree with the value at `path` replaced, or dropped."""
    if not path:
        return change
    entries = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree))
    kept = [
        (key, _mutated(each, path[1:], change) if key == path[0] else each)
        for key, each in entries
        if (key,) != path or change is not _DROP
    ]
    return dict(kept) if isinstance(tree, dict) else [each for _, each in kept]


_DROP = object()


@given(FILES, st.data())
def test_what_the_schema_passes_converts_and_the_other_way_round(file: tuple[Any, Any], data: st.DataObject) -> None:
    type_, value = file
    composed = compose(emit(value))
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(_paths(composed.tree)[1:] or [()]))
        new = {"unknown": 1} if not path else data.draw(_VALUES | st.just(_DROP))
        composed.tree = _mutated(composed.tree, path, new)
    try:
        msgspec.convert(complete(composed.tree), type_)
        converts = not _text_for_a_number(composed.tree)
    except msgspec.ValidationError:
        converts = False
    assert (not problems(composed, type_)) == converts


def _text_for_a_number(tree: Any) -> bool:
    """msgspec takes text for a Decimal; on the fast path a doubt keeps it from that."""
    names = decoding._NUMBERS.split("|")
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return any((key in names and isinstance(value, str)) or _text_for_a_number(value) for key, value in entries)


# --- numbers and dates -------------------------------------------------------------------------------------------------------------


def test_numbers_are_exact_decimals() -> None:
    for written, meant in (
        ("64.5", "64.5"),
        ("0.1", "0.1"),
        ("100.0", "100"),
        ("0.30000000", "0.3"),
        ("12345678.012345", "12345678.012345"),
    ):
        for path in (fast, lambda text, type_: exact(text, type_)[0]):
            assert path(SCHEME.replace("64.5", written), Scheme).components[0].points == Decimal(meant)


def test_published_at_needs_no_seconds_but_a_zone() -> None:
    zone = dt.timezone(dt.timedelta(hours=8))
    for path in (fast, lambda text, type_: exact(text, type_)[0]):
        assert path(SCHEME, Scheme).disclosure.published_at == dt.datetime(2024, 9, 29, 9, tzinfo=zone)
        assert path(SCHEME.replace("09:00+", "09:00:30+"), Scheme).disclosure.published_at.second == 30
    assert findings_of(SCHEME.replace("+08:00", "")) == [("S005", "published_at（发布时间）应为日期、时间和时区，现在是“2024-09-29T09:00”")]


def test_a_clean_scheme_takes_the_fast_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "_exact", None)  # calling it would raise
    assert decode(SCHEME.encode(), Scheme, "x.yml")[0] == decode(SCHEME.replace("\n", "\r\n").encode(), Scheme, "x.yml")[0]


def test_the_fast_path_loads_neither_pyyaml_nor_jsonschema() -> None:
    code = "import sys, gongkai.source.workspace; assert not {'yaml', 'jsonschema_rs'} & sys.modules.keys(), sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], check=True)


# --- findings ----------------------------------------------------------------------------------------------------------------------


def test_all_problems_are_found_in_one_go() -> None:
    text = (
        SCHEME.replace("year: 2024", "yaer: 2024\ndraft: yes")
        .replace("主动公开", "公开")
        .replace("64.5", "64.5分")
        .replace("2022-02-上旬", "2022年2月")
    )
    assert findings_of(text) == [
        ("S002", "“绩效评估工作方案”缺少 year（年度）"),
        ("S001", "“绩效评估工作方案”里没有“yaer”这个键"),
        ("S003", "draft（草稿）应为 true 或 false，现在是文字“yes”"),
        ("S004", "mode（公开方式）不能是 公开，可选：主动公开、依申请公开、不予公开"),
        ("S003", "points（分值）应为数字，现在是文字“64.5分”"),
        ("S006", "due（完成时限）应为日期或时段，现在是“2022年2月”"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "facts"),
    [
        ("year: 2024", "标题: 2024\nyear: 2024", "S001", ("标题", "title")),
        ("year: 2024", "yera: 2024\nyear: 2024", "S001", ("yera", "year")),
        ("year: 2024", "year: ２０２４", "F017", ("２０２４", "2024")),
        ("year: 2024", "year: '2024'", "S003", ("整数", "“2024”", "去掉引号")),
        ("year: 2024", "year: 2024.5", "S003", ("整数", "2024.5")),
        ("title: 青云县示例局2024年度绩效评估工作方案", "title: 2024", "S003", ("文字", "数字 2024", '"2024"')),
        ("title: 青云县示例局2024年度绩效评估工作方案", "title: [a]", "S003", ("文字", "列表")),
        ("title: 青云县示例局2024年度绩效评估工作方案", "title: '  '", "S009", ("是空的",)),
        ("  mode: 主动公开", "  mode: 主动公示", "S004", ("主动公示", "依申请公开", "是不是 主动公开")),
        ("  mode: 主动公开", "  mode: 主动公开\n  generated_on: 2024/9/27", "S005", ("2024/9/27", "2024-09-27")),
        ("  mode: 主动公开", "  mode: 主动公开\n  generated_on: 2024年9月7日", "S005", ("2024年9月7日", "2024-09-07")),
        ("  mode: 主动公开", "  mode: 主动公开\n  generated_on: 2024-02-30", "S005", ("2024-02-30", "日历")),
        ("2022-02-上旬", "2022-02-11/2022-02-01", "S006", ("2022-02-11", "2022-02-01", "颠倒")),
        ("2022-02-上旬", "2022.2.3", "S006", ("2022.2.3", "2022-02-03")),
        ("id: work", "id: Work_1", "S007", ("Work_1", "work-1")),
        ("points: 64.5", "points: 64.5, share: 65%", "S008", ("64.5", "65%")),
        ("points: 64.5", "share: 0.65", "S003", ("文字", "0.65")),
        ("points: 64.5", "share: 65", "S003", ("文字", "65")),
        ("points: 64.5", "share: ６５％", "S011", ("６５％", "65%")),
        ("format: 1", "format: 3", "S010", ("应为 1", "3")),
        ("points: 35.50", "points: 35.50\n    aspects: [从严治党，依法履职]", "F017", ("aspects", "[从严治党, 依法履职]")),
        ("points: 35.50", "points: 35.50\n    clause: " + "一" * 41, "S014", ("40", "41")),
        ("points: 35.50", "points:\n      a: 1", "S003", ("数字", "一组键值")),
        ("year: 2024", "year: 2024\ndeclared: {parts: -2}", "S013", ("小于 0", "-2")),
    ],
)
def test_a_problem_is_said_with_its_facts(old: str, new: str, code: str, facts: tuple[str, ...]) -> None:
    assert old in SCHEME
    _, findings = decode(SCHEME.replace(old, new).encode(), Scheme, "x.yml")
    assert [finding.code for finding in findings] == [code]
    assert all(fact in findings[0].message + findings[0].help for fact in facts), findings[0]


def test_a_duplicate_hides_no_other_problem_of_its_key() -> None:
    assert [code for code, _ in findings_of(SCHEME.replace("year: 2024", "year: x\nyear: 2024"))] == ["F018", "S003"]


def test_what_an_odd_number_or_key_should_have_been_is_told_once() -> None:
    text = SCHEME.replace("year: 2024", "year: 0x7E8\n2024: x").replace("title: 青云县", "title: 1e3 # 青云县")
    assert [code for code, _ in findings_of(text)] == ["F023", "F023", "F024"]


def test_a_problem_of_one_cited_document_names_it() -> None:
    text = "安政办〔2024〕42号:\n  title: 关于印发某方案的通知\n安政〔2023〕1号: {title: 某决定, status: 作废}\n"
    _, findings = decode(text.encode(), dict[str, Document], "documents.yml")
    assert [(finding.code, finding.place.path) for finding in findings] == [("S004", ("安政〔2023〕1号", "status"))]


def test_no_more_than_a_hundred_problems_of_structure() -> None:
    text = SCHEME + "based_on:\n" + "- 1\n" * 1000
    assert [code for code, _ in findings_of(text)] == ["S003"] * 100


@given(st.binary(max_size=60) | st.lists(st.sampled_from(_PIECES), max_size=20).map(lambda pieces: "".join(pieces).encode()))
def test_no_bytes_raise(data: bytes) -> None:
    value, findings = decode(data, Scheme, "x.yml")
    assert (value is None) == bool(findings)
    assert all(finding.message and not re.search(r"[a-z]{4,} [a-z]{4,}", finding.message) for finding in findings)
