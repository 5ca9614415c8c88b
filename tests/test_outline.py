"""The outline: which numerals are headings, how they nest, how they are found, and that hostile text costs no more than its length."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.numerals import han_number, han_numeral
from gongkai.outline import read_outline
from growth import is_linear

SEEDS = Path(__file__).parent / "seeds"


def clauses(text: str) -> list[str]:
    return [section.clause for section in read_outline(text).sections]


def titles(text: str) -> dict[str, str]:
    return {section.clause: section.title for section in read_outline(text).sections}


def test_headings_nest_by_their_style() -> None:
    text = "一、总则\n（一）对象\n1.机关\n（1）股室\n①办公室\n（二）内容\n二、组织\n"
    assert clauses(text) == ["一", "一（一）", "一（一）1", "一（一）1（1）", "一（一）1（1）①", "一（二）", "二"]
    assert [s.level for s in read_outline(text).sections] == [1, 2, 3, 4, 5, 2, 1]


def test_a_skipped_style_still_nests() -> None:
    assert clauses("一、对象\n1、机关\n2、事业单位\n二、内容\n") == ["一", "一1", "一2", "二"]


def test_arabic_brackets_continue_a_han_sequence() -> None:
    text = "四、步骤\n（一）甲\n（二）乙\n（三）丙\n（4） 丁\n（五）戊\n1、己\n2.庚\n"
    assert clauses(text)[4:] == ["四（四）", "四（五）", "四（五）1", "四（五）2"]
    assert titles(text)["四（四）"] == "丁"


def test_arabic_brackets_start_their_own_sequence() -> None:
    assert clauses("一、甲\n（一）乙\n（1）丙\n（2）丁\n（二）戊\n") == ["一", "一（一）", "一（一）（1）", "一（一）（2）", "一（二）"]


def test_an_enumeration_in_a_paragraph_belongs_to_its_section_and_ends_with_the_paragraph() -> None:
    text = "一、内容\n1.职能：包括：①重点：甲。②常规：乙。③动态：丙。\n另起一段。\n2.能力\n"
    outline = read_outline(text)
    assert clauses(text) == ["一", "一1", "一1①", "一1②", "一1③", "一2"]
    assert [s.inline for s in outline.sections] == [False, False, True, True, True, False]
    assert outline.at(text.index("另起")) == outline.find("一1")
    assert outline.body(outline.sections[4]) == "③动态：丙。"


def test_an_enumeration_under_a_heading_of_the_same_form_starts_one_level_deeper() -> None:
    text = "1.考核\n（1）设置：围绕三个方面：（1）甲；（2）乙；（3）丙。\n（2）办法\n"
    assert clauses(text) == ["1", "1（1）", "1（1）（1）", "1（1）（2）", "1（1）（3）", "1（2）"]


def test_an_enumeration_may_begin_its_line_and_go_on_inside_it() -> None:
    text = "2.加分\n有以下情形之一的：\n（1）甲的；（2）乙的；\n（3）丙的。\n3.扣分\n"
    assert clauses(text) == ["2", "2（1）", "2（2）", "2（3）", "3"]


def test_a_bracketed_number_that_continues_nothing_is_no_heading() -> None:
    assert clauses("一、甲\n按前款规定，（3）和；（5）执行。\n") == ["一"]


def test_an_enumeration_in_a_paragraph_may_skip_or_repeat_a_number() -> None:
    assert clauses("一、情形：（1）甲；（3）乙；（4）丙。\n") == ["一", "一（1）", "一（3）", "一（4）"]
    assert clauses("一、情形：①甲；②乙；②丙。\n") == ["一", "一①", "一②", "一②"]


def test_a_numeral_is_kept_as_it_is_written() -> None:
    outline = read_outline("一、甲\n(二) 乙\n三.丙\n1、丁\n2．戊：①己\n")
    assert [outline.numeral(s) for s in outline.sections] == ["一、", "(二)", "三.", "1、", "2．", "①"]


def test_articles_and_chapters() -> None:
    outline = read_outline("第一章 总则\n第一条 为了……\n　第一百零二条 按第三条办理。\n第三条、第四条不适用。\n")
    assert [(a.words, a.number, a.unit) for a in outline.articles] == [
        ("第一章", 1, "章"),
        ("第一条", 1, "条"),
        ("第一百零二条", 102, "条"),
    ]
    assert all(outline.text.startswith(a.words, a.start) for a in outline.articles)


@pytest.mark.parametrize(
    "line",
    ["3、4月份报送", "一、二级指标及权重如下", "一、二季度报表", "一、二、三级指标", "1.5分以上", "2024年工作", "一方面，要", "附件下载"],
)
def test_numbers_that_are_no_headings(line: str) -> None:
    assert clauses(line) == []


def test_a_heading_may_speak_of_first_level_indicators() -> None:
    assert titles("一、一级指标设置\n") == {"一": "一级指标设置"}


def test_the_list_of_attachments_is_no_section() -> None:
    text = "五、要求\n（一）甲\n（二）乙\n附件1.2024年度考评表\n2.2024年度登记表\n"
    outline = read_outline(text)
    assert clauses(text) == ["五", "五（一）", "五（二）"]
    assert outline.at(text.index("附件")) is None
    assert outline.body(outline.sections[-1]) == "（二）乙\n"


def test_headings_after_an_attachment_line_count_again() -> None:
    assert clauses("一、甲\n附件：1.表\n2.表\n二、乙\n1.丙\n") == ["一", "二", "二1"]


def test_title_ends_at_the_first_stop_of_a_long_line() -> None:
    long = "（一）统一思想，加强领导。" + "要充分认识" * 20
    assert titles(long) == {"（一）": "统一思想，加强领导"}
    assert titles("（一）" + "要充分认识" * 20) == {"（一）": ""}


def test_offsets_point_at_the_numeral_and_the_title() -> None:
    text = "      一、指导思想\n正文\n"
    section = read_outline(text).sections[0]
    assert text[section.start : section.title_end] == "一、指导思想"
    assert text[section.title_start : section.title_end] == "指导思想"


@pytest.mark.parametrize("written", ["三（二）2", "三(二)2", "三、（二）2.", "三（2）2、"])
def test_find_takes_any_style_of_bracket_and_digit(written: str) -> None:
    outline = read_outline("三、甲\n（一）乙\n（二）丙\n1.丁\n2.戊\n")
    found = outline.find(written)
    assert found is not None and found.title == "戊"


@pytest.mark.parametrize("written", ["", "六", "三（九）", "components.3", "三（二）x"])
def test_find_finds_nothing_for_what_is_not_there(written: str) -> None:
    assert read_outline("三、甲\n（一）乙\n（二）丙\n").find(written) is None


def test_repeated_addresses_keep_unique_anchors_and_the_first_is_found() -> None:
    outline = read_outline("一、甲\n1.丙\n（1）丁\n一、乙\n（一）戊\n1.己\n")
    assert [s.anchor for s in outline.sections] == ["s-1", "s-1-1", "s-1-1-1", "s-1_2", "s-1_2-1", "s-1_2-1-1"]
    found = outline.find("一")
    assert found is not None and found.title == "甲"


def test_run_is_one_enumeration() -> None:
    outline = read_outline("一、甲\n（一）乙\n1.丙\n（二）丁\n（三）戊\n二、己\n（一）庚\n")
    assert [s.title for s in outline.run(outline.sections[1])] == ["乙", "丁", "戊"]
    assert [s.title for s in outline.run(outline.sections[0])] == ["甲", "己"]


def test_within_follows_the_tree() -> None:
    outline = read_outline("一、甲\n（一）乙\n1.丙\n（二）丁\n")
    one, first, item, second = outline.sections
    assert outline.within(item, one) and outline.within(item, first) and outline.within(item, item)
    assert not outline.within(item, second) and not outline.within(None, one)


def test_han_numerals_read_as_they_are_written() -> None:
    assert [han_number(han_numeral(number)) for number in range(1, 1000)] == list(range(1, 1000))
    assert [han_numeral(number) for number in (1, 10, 14, 20, 99)] == ["一", "十", "十四", "二十", "九十九"]


HOSTILE = {
    "brackets": "（1）" * 85_000,
    "restarts": "；（1）" * 60_000,
    "two forms": "：（1）；①" * 40_000,
    "lines": "一、\n" * 85_000,
    "numeral": "一" * 250_000,
    "open brackets": "；（" * 120_000,
    "indent": " " * 250_000,
    "one long line": "（1）" + "甲，" * 120_000,
    "attachments": "附件：\n" * 60_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    assert is_linear(lambda part: read_outline(part).at(len(part) - 1), text, text[: len(text) // 10])


LINES = st.sampled_from(
    ["一、甲", "二、乙", "（一）丙", "(二)丁", "（4）戊", "1.己", "2、庚", "（1）辛：①壬。②癸", "附件：1.子", "正文；（1）丑；（2）寅", ""]
)


@given(st.lists(LINES, max_size=12).map("\n".join) | st.text())
def test_sections_are_a_tree_over_the_text(text: str) -> None:
    outline = read_outline(text)
    sections = outline.sections
    assert len({s.anchor for s in sections}) == len(sections)
    for section in sections:
        assert 0 <= section.start < section.title_start <= section.title_end <= len(text)
        assert section.start < section.end <= len(text)
        assert outline.at(section.start) is section
        if section.parent is not None:
            parent = sections[section.parent]
            assert parent.start < section.start and section.end <= parent.end and section.level == parent.level + 1


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.stem)
def test_every_seed_counts_its_chapters_without_a_gap(seed: Path) -> None:
    sections = read_outline(seed.read_text(encoding="utf-8")).sections
    assert [s.number for s in sections if s.level == 1] == [1, 2, 3, 4, 5]
