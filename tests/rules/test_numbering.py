"""Numbering, headings and references of the text to itself: what of many ways to write them is found, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.diagnostics import Finding
from gongkai.model import Agency, Component, Disclosure, Region, Scheme
from gongkai.rules import Case, check
from gongkai.rules.language.numbering import faults, numeral_like


def found(text: str, *codes: str) -> list[tuple[str, str]]:
    """Code and marked words of the findings of these rules."""
    scheme = Scheme(
        format=1,
        title="青云县示例局2024年度绩效评估工作方案",
        year=2024,
        disclosure=Disclosure(mode="主动公开"),
        text=text,
        components=(Component(id="work", name="业务工作目标"),),
    )
    case = Case(scheme=scheme, region=Region(name="青云县"), agency=Agency(name="青云县示例局"), documents={})
    return [(each.code, _words(text, each)) for each in check(case) if each.code in codes]


def _words(text: str, each: Finding) -> str:
    assert each.place.path == ("text",) and each.place.offset is not None
    return text[each.place.offset : each.place.offset + each.place.length]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("一、甲\n三、乙\n四、丙\n", "三、"),
        ("一、甲\n二、乙\n二、丙\n", "二、"),
        ("一、甲\n二、乙\n二、丙\n四、丁\n", "二、"),
        ("一、甲\n三、乙\n二、丙\n四、丁\n", "三、"),
        ("一、甲\n二、乙\n三、丙\n二、丁\n三、戊\n", "二、"),
        ("二、甲\n三、乙\n", "二、"),
        ("一、甲\n（一）乙\n（三）丙\n", "（三）"),
        ("一、甲\n（二）乙\n（三）丙\n", "（二）"),
        ("一、甲\n1.乙\n2.丙\n4.丁\n", "4."),
        ("一、甲\n1.乙\n2.丙\n1.丁\n2.戊\n", "1."),
        ("一、甲\n（一）乙：①甲；②乙；④丁。\n", "④"),
        ("一、甲\n有下列情形的：（1）甲；（1）乙；（2）丙。\n", "（1）"),
        ("第一条 甲\n第二条 乙\n第四条 丙\n", "第四条"),
        ("第一章 甲\n第一条 乙\n第三章 丙\n第二条 丁\n", "第三章"),
        ("一、甲\n一是强化领导；二是落实责任；四是严格考评。\n", "四是"),
    ],
)
def test_a_break_in_a_sequence_is_found_once(text: str, marked: str) -> None:
    assert found(text, "T001") == [("T001", marked)]


@pytest.mark.parametrize(
    "text",
    [
        "一、对象 1.机关各股室\n2.直属单位\n二、内容\n",
        "一、甲\n1.乙\n2，丙\n3.丁\n",
        "一、甲\n加分：\n1.乙\n2.丙\n\n扣分：\n1.丁\n",
        "一、甲\n1.乙：\n1.丙\n2.丁\n",
        "一、甲\n二、乙\n附件：1.表\n2.表\n一、丙\n二、丁\n",
        "第一条 甲\n（一）乙\n（二）丙\n第二条 丁\n（一）戊\n",
        "一、甲\n按照第三条、第五条办理。\n第三条、第五条另有规定的除外。\n",
        "一、甲\n一是乙，二是丙。\n二、丁\n三是戊的，另行规定。一是己，二是庚。\n",
        "一、二级指标及权重\n3、4月份报送\n",
    ],
)
def test_lists_that_begin_anew_and_numbers_that_are_no_headings(text: str) -> None:
    assert found(text, "T001") == []


@given(st.integers(2, 12), st.data())
def test_one_number_changed_is_one_fault(length: int, data: st.DataObject) -> None:
    numbers = list(range(1, length + 1))
    assert not list(faults(numbers))
    index = data.draw(st.integers(0, length - 1))
    numbers[index] += data.draw(st.sampled_from([-1, 1, 2]))
    assert len(list(faults(numbers))) == 1


@given(st.integers(3, 12), st.data())
def test_one_number_left_out_is_one_fault(length: int, data: st.DataObject) -> None:
    numbers = list(range(1, length + 1))
    del numbers[data.draw(st.integers(0, length - 2))]
    assert [kind for _, kind, _ in faults(numbers)] in (["gap"], ["wrong"])


@pytest.mark.parametrize(
    ("written", "number", "other"),
    [("（一）", 12, "（十二）"), ("3、", 4, "4、"), ("(十一)", 2, "(二)"), ("③", 5, "⑤"), ("９．", 10, "10．")],
)
def test_a_numeral_in_the_form_of_another(written: str, number: int, other: str) -> None:
    assert numeral_like(written, number) == other


def test_levels_in_disorder_are_one_finding() -> None:
    text = "一、甲\n（1）乙\n1.a\n2.b\n（2）丙\n1.c\n2.d\n（3）丁\n"
    assert found(text, "T001", "T002") == [("T002", "1.")]
    assert found("1.甲\n（一）乙\n（二）丙\n2.丁\n", "T001", "T002") == [("T002", "（一）")]


def test_levels_as_they_are_usually_written() -> None:
    assert not found("一、甲\n1.乙\n2.丙\n（1）丁\n（2）戊\n二、己\n（一）庚：（1）辛；（2）壬。\n", "T001", "T002", "T003", "T004", "T005")


def test_forms_of_numerals() -> None:
    text = "一、甲\n（一）乙\n(二)丙\n（3）丁\n1.a\n2、b\n３.c\n"
    assert found(text, "T003") == [("T003", "(二)"), ("T003", "（3）"), ("T003", "2、"), ("T003", "３.")]
    assert found("一、甲\n(一)乙\n(二)丙\n1、丁\n2、戊\n", "T003", "T005") == [("T005", "1、")]
    assert found("一.甲\n（一）、乙\n①.丙\n", "T004") == [("T004", "一."), ("T004", "（一）、"), ("T004", "①.")]


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n各单位要认真组织，按时完成。\n二、乙\n1.负责起草文件；\n2.完成交办的其他任务\n",
        "一、等次\n分为：\n1.优秀\n2.良好\n二、内容\n按规定执行，从严掌握。\n",
        "一、甲\n各单位要认真组织，按时完成。\n二、评分标准（见附件2）\n三、丙\n由办公室负责解释，自印发之日起施行。\n",
    ],
)
def test_lists_are_no_empty_sections(text: str) -> None:
    assert found(text, "T007") == []


def test_a_heading_that_announces_nothing() -> None:
    assert found("一、参评单位：\n二、考评内容：\n（一）职能工作\n（二）行政能力\n", "T007") == [("T007", "参评单位")]


BODY = "一、对象\n机关各股室。\n二、内容\n（一）甲。\n（二）乙。\n1.丙\n2.丁\n三、等次\n情形有：（1）甲；（2）乙；（3）丙。\n"


@pytest.mark.parametrize(
    "words",
    [
        "本方案第二条第（三）款", "本方案第六条", "见二（三）", "详见二（二）3", "按照二（五）", "本实施方案二（四）", "上述第（4）项",
        "前款第（五）项", "本方案第四部分", "本办法第七章",
    ],
)  # fmt: skip
def test_references_that_lead_nowhere(words: str) -> None:
    assert found(f"{BODY}{words}的规定执行。", "T008") == [("T008", words)]


@pytest.mark.parametrize(
    "words",
    [
        "本方案第二条第（二）款", "见二（二）2", "按照二（一）", "本方案第三部分", "上述第（3）项", "《某县办法》第九条第（六）项",
        "《某方案》见六（一）", "按照第九条", "根据二（一）班的", "省方案六（一）", "见附件六（一）", "第（九）项", "三（九）中学",
        "按照八（十）户", "见三2024年", "见二（二）2022年",
    ],
)  # fmt: skip
def test_references_that_lead_somewhere_or_to_other_texts(words: str) -> None:
    assert found(f"{BODY}{words}的规定执行。", "T008") == []


def test_references_to_articles() -> None:
    text = "第一条 甲\n第二条 乙\n第三条 按本办法第二条、本办法第五条执行。\n"
    assert found(text, "T008") == [("T008", "本办法第五条")]
