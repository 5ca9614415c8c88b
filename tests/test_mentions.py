"""Numbers in prose: which are read, what they are bounded by, and that odd numerals are left alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.mentions import phrase_after, phrase_before, read_mentions, read_number, sentence_before
from growth import is_linear


def found(text: str) -> list[tuple[str, str, str]]:
    return [(str(m.value), m.unit, m.bound) for m in read_mentions(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("一级指标17项", "17", "项"),
        ("一级指标 16项", "16", "项"),
        ("共设十四项", "14", "项"),
        ("四大部分", "4", "部分"),
        ("五个方面", "5", "方面"),
        ("三方面内容", "3", "方面"),
        ("两部分", "2", "部分"),
        ("四个等次", "4", "等次"),
        ("（９个）", "9", "个"),
        ("占７０％", "70", "%"),
        ("占7.5%", "7.5", "%"),
        ("分值为40分)", "40", "分"),
        ("1.5分", "1.5", "分"),
        ("一百零六项", "106", "项"),
        ("三种情形", "3", "种"),
        ("数量：5项", "5", "项"),
        ("全年3项", "3", "项"),
    ],
)
def test_a_number_with_its_measure_word(text: str, value: str, unit: str) -> None:
    assert found(text) == [(value, unit, "")]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("不少于14项", "min"),
        ("不得少于14项", "min"),
        ("至少2项", "min"),
        ("15项以上", "min"),
        ("2项及以上", "min"),
        ("85分以上", "min"),
        ("不超过1分", "max"),
        ("不高于2分", "max"),
        ("至多4分", "max"),
        ("上限为3分", "max"),
        ("低于70分", "max"),
        ("不足60分", "max"),
        ("3项以内", "max"),
        ("约20项", "about"),
        ("每一项", "about"),
        ("20多项", ""),
        ("20项左右", "about"),
        ("90分（含）以上", "min"),
        ("90（含）分以上", "min"),
        ("90分（含90分）以上", "min"),
        ("60分(不含)以下", "max"),
        ("≥85分", "min"),
        ("最高5分", "max"),
        ("不到60分", "max"),
    ],
)
def test_bounds(text: str, bound: str) -> None:
    assert [b for _, _, b in found(text)] == ([bound] if bound else [])


@pytest.mark.parametrize(
    "text",
    [
        "第三项",
        "2021年度",
        "十分重要",
        "一分为二",
        "三分之一",
        "第一、第二季度",
        "5-1分",
        "12:30分",
        "1,000分",
        "第1-3项",
        "9月30日前",
        "二级指标",
        "分别为",
        "十百项",
        "1234567890123项",
    ],
)
def test_what_is_no_number_of_things(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1-5分", "1", "5", "分"),
        ("1至4分", "1", "4", "分"),
        ("1．5至2分", "1.5", "2", "分"),
        ("80分至89分", "80", "89", "分"),
        ("80（含）—90分（不含）", "80", "90", "分"),
        ("０.5分～2分", "0.5", "2", "分"),
        ("10%—20%", "10", "20", "%"),
    ],
)
def test_a_range_is_one_number_with_two_ends(text: str, low: str, high: str, unit: str) -> None:
    (mention,) = read_mentions(text)
    assert (mention.low, mention.value, mention.unit, mention.bound) == (Decimal(low), Decimal(high), unit, "range")
    assert mention.number is None and not mention.exact


@pytest.mark.parametrize(("text", "value"), [("占百分之七十", "70"), ("占百分之70", "70"), ("百分之三点五的", "3.5")])
def test_per_cent_in_words(text: str, value: str) -> None:
    (mention,) = read_mentions(text)
    assert (mention.value, mention.unit, mention.bound) == (Decimal(value), "%", "")
    assert mention.words == text[mention.start : mention.end]


def test_a_number_of_points_is_no_count() -> None:
    points, share, fraction, count = read_mentions("40分，30%，1.5项，17项")
    assert (points.number, share.number, fraction.number, count.number) == (None, None, None, 17)


def test_words_around_a_mention() -> None:
    text = "前句。职能目标中，共设一级指标17项的部分，如下"
    (mention,) = read_mentions(text)
    assert mention.words == text[mention.start : mention.end] == "17项"
    assert phrase_before(text, mention) == "共设一级指标"
    assert phrase_after(text, mention) == "的部分"
    assert sentence_before(text, mention) == "职能目标中，共设一级指标"


@pytest.mark.parametrize(("written", "value"), [("二十一", 21), ("一千零六十", 1060), ("十", 10), ("〇", 0), ("１７", 17)])
def test_numerals(written: str, value: int) -> None:
    assert read_number(written) == Decimal(value)


@pytest.mark.parametrize("written", ["十百", "一二", "3十", "十十", "x", "1.2.3"])
def test_numerals_that_make_none(written: str) -> None:
    assert read_number(written) is None


@given(st.text(st.sampled_from("0１2.．十百千一二零〇两 　大个项分%％方面部第每不少于以上约解"), max_size=40))
def test_any_text_is_read(text: str) -> None:
    for mention in read_mentions(text):
        assert text[mention.start : mention.end] == mention.words and mention.value >= 0


@pytest.mark.parametrize("text", ["1" * 300_000, "一" * 300_000, "1项" * 100_000, "不" * 300_000, "1." * 150_000])
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    assert is_linear(lambda part: list(read_mentions(part)), text, text[: len(text) // 10])
