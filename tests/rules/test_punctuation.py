"""Punctuation, blanks and digits: what is found at which words and what is to be written instead; what is right stays silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gongkai.diagnostics import Finding
from gongkai.rules import Case
from gongkai.rules.language.wording import LISTED
from gongkai.rules.registry import checks
from growth import is_linear_in
from rules.examples import case

OWN = [f"T{number:03}" for number in range(20, 49)]
BASE = case("year: 2024\n")


def with_text(text: str) -> Case:
    return Case(scheme=replace(BASE.scheme, text=text), region=BASE.region, agency=BASE.agency, documents={})


def found(text: str) -> list[Finding]:
    """What the rules of this half of the family find in a text, in its order."""
    of_text = with_text(text)
    findings = [each for code in OWN for each in checks()[code](of_text)]
    return sorted(findings, key=lambda each: (each.place.offset or 0, each.code))


def marked(text: str) -> list[tuple[str, str, str | None]]:
    """Code, marked words and replacement of each finding."""
    spans = [(each, each.place.offset or 0) for each in found(text)]
    return [(each.code, text[at : at + each.place.length], each.replacement) for each, at in spans]


def mended(text: str) -> str:
    """The text with all replacements written, again and again."""
    for _ in range(20):
        fixes = [(each.place.offset or 0, each) for each in found(text) if each.replacement is not None]
        if not fixes:
            return text
        at, first = fixes[0]
        text = text[:at] + (first.replacement or "") + text[at + first.place.length :]
    raise AssertionError("the rules are at odds with each other")


@pytest.mark.parametrize(
    "text",
    [
        "每天8:30—11:30办公，比例为3:1，经费1,000.5元，网址http://example.invalid/a?b=1&c=2，邮箱a.b@example.invalid。",
        "1.加强领导。\n2.落实责任。\n（1）压实责任；（2）及时报送。",
        "GDP增长5.5%（不变价），R&D经费占2.1%。",
        "包括：1）甲；2）乙。（含：a）丙；b）丁）。",
        "《关于印发〈绩效评估工作方案〉的通知》（示政办〔2024〕5号）。",
        "“第一句。\n“第二句。”",
        "推动“深化‘放管服’改革”，落实《“十四五”规划》。",
        "最后得分=(甲得分+乙得分)×60%+f(x)，得分<60分的为差，60≤得分<80的为一般。",
        "什么是绩效？！为什么？\n逗号“，”和顿号“、”的用法。",
        "组　长：张示例　局长\n成  员：王 平  副局长\n姓 名：李示例",
        "按照《中共示例县委办公室  示例县人民政府办公室关于开展评估的通知》，开展“学党史 悟思想”活动。",
        "等级评定、及时报送、和谐稳定、与时俱进，甲、乙等单位。",
        "二〇二四年，2024年12月10日，第10项，电话0000-0000000，2020-02-10。",
        "目标1……目标2。第一章..............3",
        "考评总分为（100\n\n分），其余不变。",
        "’98普查和it’s。",
    ],
)
def test_what_is_right_stays_silent(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("结合实际, 制定方案;要求是:真抓实干.", "结合实际，制定方案；要求是：真抓实干。"),
        ("认真落实，，按时报送。。", "认真落实，按时报送。"),
        ("职能目标(70分)由《办法〉规定（见附件1)。", "职能目标（70分）由《办法》规定（见附件1）。"),
        ("根据<关于印发方案的通知>和《关于印发< 考评办法>的通知》。", "根据《关于印发方案的通知》和《关于印发〈考评办法〉的通知》。"),
        ("《关于印发《办法》的通知》和“推进“放管服”改革”。", "《关于印发〈办法〉的通知》和“推进‘放管服’改革”。"),
        ("落实\"三定\"方案和'一票否决'。", "落实“三定”方案和‘一票否决’。"),
        ("聚焦“大抓发展“，实施”抓项目”。落实“三定“方案。", "聚焦“大抓发展”，实施“抓项目”。落实“三定”方案。"),
        ("安全生产...消防。。。稳定…", "安全生产……消防……稳定……"),
        ("中心任务--高质量发展。", "中心任务——高质量发展。"),
        ("甲、乙、等单位和丙、丁、以及戊。", "甲、乙等单位和丙、丁以及戊。"),
        ("首先、提高认识。第二、落实责任。", "首先，提高认识。第二，落实责任。"),
        ("要认 真落实， 按时报送 。", "要认真落实，按时报送。"),
        ("共14项，其中２项占70%，另３项占30％。", "共14项，其中2项占70%，另3项占30%。"),
        ("二○二四年、二零二三年、二0二二年。", "二〇二四年、二〇二三年、二〇二二年。"),
        ("2024年02月05日前。", "2024年2月5日前。"),
        ("绩效⼯作，⻓期\u200b坚持。", "绩效工作，长期坚持。"),
    ],
)
def test_replacements_lead_to_the_right_text(text: str, right: str) -> None:
    assert mended(text) == right


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("落实（一）任务（含乙单位。", "T036", "（"),
        ("落实《办法，认真执行。", "T036", "《"),
        ("落实办法》，认真执行。", "T036", "》"),
        ("落实“办法，认真执行。", "T036", "“"),
        ("落实【办法，认真执行。", "T036", "【"),
        ("按照《甲“乙》丙”执行。", "T037", "“"),
        ("落实\n，认真执行。", "T022", "，"),
        ("参评单位（，含甲）。", "T022", "，"),
        ("参评单位（含甲、）。", "T022", "、"),
        ("“甲”、“乙”和《丙》、《丁》。", "T026", "、"),
        ("每项2-4分，另1～3分。", "T035", "2-4分"),
        ("每项2—4分，另1～3分，再3～5项。", "T035", "2—4分"),
    ],
)
def test_what_a_person_must_decide(text: str, code: str, words: str) -> None:
    assert [(c, w, r) for c, w, r in marked(text) if c == code] == [(code, words, None)]


def test_a_comma_that_crosses_two_kinds_of_stop_has_no_replacement() -> None:
    assert marked("精心组织、，确保落实。") == [("T021", "、，", None)]


def test_an_unpaired_mark_is_looked_for_in_its_paragraph_only() -> None:
    assert marked("甲（含乙。\n丙）含丁。") == [("T036", "（", None), ("T036", "）", None)]


def test_a_nested_pair_counts_only_within_a_pair() -> None:
    assert [code for code, *_ in marked("《甲和《乙》。")] == ["T036"]


def test_the_words_of_a_blank_are_those_of_the_text() -> None:
    text = "行政执法督  查股、综合股\n行政执法督查股负责"
    assert marked(text) == [("T029", "  ", "")]


def test_headings_of_one_level_end_alike() -> None:
    text = "一、总体要求\n坚持目标导向。\n二、考评内容。\n围绕任务。\n三、工作要求\n加强领导。"
    assert marked(text) == [("T028", "。", "")]
    assert not [each for each in found(text.replace("。\n围绕", "\n围绕")) if each.code == "T028"]


def test_many_places_are_listed_by_paragraph_and_can_all_be_mended() -> None:
    text = "\n".join("各单位要认真落实,按时报送,及时反馈。" for _ in range(200))
    findings = [each for each in found(text) if each.code == "T020"]
    assert len(findings) == 2 * LISTED + 1
    assert "本段还有 1 处" in findings[LISTED].message and findings[LISTED].replacement == "，按时报送，"
    assert "后面还有同样的问题" in findings[-1].message


def test_other_texts_are_read_and_copies_of_the_text_are_not() -> None:
    scheme = replace(BASE.scheme, text="各单位要落实,不得拖延。", title="示例局2024年度绩效评估工作方案(试行)")
    of_copy = case("results_use:\n  - text: 各单位要落实,不得拖延。\n  - text: 考评结果,予以公布。\n")
    both = replace(of_copy.scheme, text=scheme.text, title=scheme.title)
    findings = [
        each.place.path
        for code in ("T020", "T039")
        for each in checks()[code](Case(scheme=both, region=BASE.region, agency=BASE.agency, documents={}))
    ]
    assert findings == [("text",), ("results_use", 1, "text"), ("title",)]


_PIECES = st.lists(
    st.sampled_from([*"甲乙，。、；：,;:()（）《》〈〉“”‘’〔〕[]\"'<>…. 　\n-—～0２％%○二年月1", "关于", "方案", "第一、", "…"]),
    max_size=60,
)


@given(_PIECES.map("".join).filter(str.strip))
def test_marked_words_lie_in_the_text_and_replacements_change_them(text: str) -> None:
    for code, words, right in marked(text):
        assert words and words != right, code


@pytest.mark.parametrize(
    "piece",
    [
        "，,（《“",
        "（",
        "》",
        '"',
        " ,",
        "甲 ",
        "…。",
        ".",
        "２",
        "〈《",
        "《”",
        "％",
        "-1",
        "二○",
        "、等",
        "甲<甲甲甲",
        "\n，",
        "\n一、甲。\n乙",
    ],
)
def test_marks_take_time_linear_in_the_text(piece: str) -> None:
    assert is_linear_in(found, piece, 200_000, before="甲")
