"""Hypothesis strategies for the model: any value that its constraints admit, drawn from msgspec's own account of the types.

A new field needs nothing here. Words are odd on purpose: what YAML takes for something else, other scripts, emoji, markup.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st
from msgspec import NODEFAULT, inspect

from gongkai.model import Agency, Document, Region, Scheme

DEPTH = 4
"""Levels of components and of indicators, at most: one more than any seed has."""

# fmt: off
_ODD = (
    "no", "Null", "~", "true", "12:30", "2024-09-27", "1e3", "0x1F", "007", "65", "1.50", "<<", "---", "...", "%", "@x", "`x`", "&a", "*a",
    "!t", "- x", "-", "? x", "#", "a #b", "a: b", "k:", ":", "'", '"', "“引号”", "'单'", '"双"', "|", ">", "[x", "{x}", "a, b", "\\n", "\\",
    " 前空", "后空 ", "　全角空格", "\t制表", "\u200b零宽", "e\u0301", "𠮷野家", "👩\u200d👧", "🇨🇳", "שלום", "مرحبا",
    "<b>&amp;</b>", "<script>alert(1)</script>", "{{ title }}", "@@gongkai:body@@",
    "一、参评对象", "（一）职能工作目标（65分）", "1.重点", "（1）甲；（2）乙", "①", "（附件1）", "安政办〔2024〕42号",
    "一级指标14项", "占70%", "甲", "乙", "得分=甲×70%-乙", "三（二）1",
)
# fmt: on
_UNREADABLE = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)))
"""Marks that a file may not hold, beside the categories left out below."""

_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Zl", "Zp"), exclude_characters=_UNREADABLE)
_WORDS = st.sampled_from(_ODD) | st.text(_LETTERS, min_size=1, max_size=12)
_IDS = st.sampled_from(("a", "b", "c", "a-1"))
"""A handful, so that references often hit something."""
_LINES = st.lists(_WORDS | st.sampled_from(("", " ", "\t")), max_size=5).map("\n".join)

_DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2098, 12, 31))
_MOMENTS = st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2098, 12, 31)).map(lambda moment: moment.replace(microsecond=0))
_ZONES = st.sampled_from((0, 330, 480, -210)).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
_DECIMALS = st.integers(0, 4).flatmap(lambda places: st.decimals(-100_000, 100_000, places=places, allow_nan=False))
_PERIODS = st.one_of(
    _DAYS.map(str),
    st.lists(_DAYS, min_size=2, max_size=2).map(lambda days: f"{min(days)}/{max(days)}"),
    _DAYS.map(lambda day: str(day)[:7]),
    st.builds("{:%Y-%m}-{}旬".format, _DAYS, st.sampled_from("上中下")),
)


def schemes() -> st.SearchStrategy[Scheme]:
    """Schemes of any shape: components and indicators nest, refer to nothing in particular and need not add up."""
    return values(Scheme)


def regions() -> st.SearchStrategy[Region]:
    """region.yml."""
    return values(Region)


def agencies() -> st.SearchStrategy[Agency]:
    """agency.yml."""
    return values(Agency)


def documents() -> st.SearchStrategy[dict[str, Document]]:
    """documents.yml: documents by their 文号."""
    return st.dictionaries(_text(inspect.StrType(pattern=r"^[^\n]*\S[^\n]*\Z")), values(Document), max_size=4)


def values(struct: Any) -> st.SearchStrategy[Any]:
    """Values of one struct of the model."""
    return _struct(struct, DEPTH)


@cache
def _struct(struct: Any, depth: int) -> st.SearchStrategy[Any]:
    description = inspect.type_info(struct)
    assert isinstance(description, inspect.StructType)
    optional: dict[str, st.SearchStrategy[Any]] = {}
    required: dict[str, st.SearchStrategy[Any]] = {}
    for each in description.fields:
        wanted = each.default is NODEFAULT and each.default_factory is NODEFAULT
        (required if wanted else optional)[each.name] = _field(each.type, struct, depth)
    return st.fixed_dictionaries(required, optional=optional).map(_without_clash).map(lambda fields: struct(**fields))


def _without_clash(fields: dict[str, Any]) -> dict[str, Any]:
    """Points and share exclude each other, which the types can't say."""
    if fields.get("points") is not None and fields.get("share") is not None:
        return {**fields, "share": None}
    return fields


def _field(kind: inspect.Type, owner: Any, depth: int) -> st.SearchStrategy[Any]:
    """A field's values; one that holds its owner again goes one level down, and below the last level holds nothing."""
    if isinstance(kind, inspect.VarTupleType) and isinstance(kind.item_type, inspect.StructType) and kind.item_type.cls is owner:
        return _tuples(_struct(owner, depth - 1), 0) if depth > 1 else st.just(())
    return _any(kind)


def _any(kind: inspect.Type) -> st.SearchStrategy[Any]:
    draw = _KINDS[type(kind)]
    return draw(kind)


def _text(kind: inspect.StrType) -> st.SearchStrategy[str]:
    pattern, longest = re.compile(kind.pattern or ""), kind.max_length or 1_000_000
    if not pattern.search("示例"):
        formal = st.from_regex(pattern, alphabet=st.characters(codec="ascii")).filter(lambda text: len(text) <= longest)
        return _IDS | formal if pattern.search("a-1") else formal
    lines = _LINES if pattern.search("示\n例") else _WORDS
    return (_WORDS | lines).filter(lambda text: pattern.search(text) is not None and len(text) <= longest)


def _tagged(kind: inspect.Metadata) -> st.SearchStrategy[Any]:
    return _PERIODS if (kind.extra_json_schema or {}).get("format") == "period" else _any(kind.type)


def _whole(kind: inspect.IntType) -> st.SearchStrategy[int]:
    return st.integers(kind.ge if kind.ge is not None else -99_999, kind.le if kind.le is not None else 99_999)


def _tuples(items: st.SearchStrategy[Any], shortest: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=shortest, max_size=max(shortest, 3)).map(tuple)


_KINDS: dict[type[inspect.Type], Callable[[Any], st.SearchStrategy[Any]]] = {
    inspect.StrType: _text,
    inspect.Metadata: _tagged,
    inspect.IntType: _whole,
    inspect.BoolType: lambda _: st.booleans(),
    inspect.NoneType: lambda _: st.none(),
    inspect.DecimalType: lambda _: _DECIMALS,
    inspect.DateType: lambda _: _DAYS,
    inspect.DateTimeType: lambda _: st.builds(lambda moment, zone: moment.replace(tzinfo=zone), _MOMENTS, _ZONES),
    inspect.LiteralType: lambda kind: st.sampled_from(kind.values),
    inspect.UnionType: lambda kind: st.one_of(*map(_any, kind.types)),
    inspect.VarTupleType: lambda kind: _tuples(_any(kind.item_type), kind.min_length or 0),
    inspect.DictType: lambda kind: st.dictionaries(_any(kind.key_type), _any(kind.value_type), max_size=3),
    inspect.StructType: lambda kind: _struct(kind.cls, DEPTH),
}
