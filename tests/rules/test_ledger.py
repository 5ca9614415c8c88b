"""The ledger: what it reads from the real texts and from other ways of saying it, and what it leaves alone."""

from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.examine import Examined, examine_tree
from gongkai.rules.figures.ledger import Entry, counts
from gongkai.source.files import scan
from rules.examples import case

ROOT = Path(__file__).parents[2] / "schemes"
LEDGERS = {each.file.file: counts(each.case) for each in examine_tree(scan(ROOT)) if isinstance(each, Examined) and each.case}

DATA = """\
components:
  - id: functional
    name: 职能工作目标
    points: 70
    clause: 二（一）
    components:
      - {id: key, name: 重点工作目标, points: 45, clause: 二（一）1}
      - {id: routine, name: 常规工作目标, points: 25, clause: 二（一）2}
  - id: capacity
    name: 行政能力目标
    points: 30
    clause: 二（二）
    aspects: [科学行政, 依法行政, 廉洁行政]
subjects:
  - {kind: 局机关股室, clause: 一（一）, units: [办公室, 法规股]}
"""
TEXT = """\
text: |
  一、考评对象
  （一）局机关股室{units}：办公室、法规股。
  二、考评内容
  {whole}
  （一）职能工作目标
  {functional}
  1.重点工作目标。{key}
  2.常规工作目标。{routine}
  （二）行政能力目标
  {capacity}
"""


def read(**said: str) -> list[tuple[str, int | Decimal]]:
    """What the ledger counts, and how many the text states of it."""
    places = {"units": "", "whole": "", "functional": "", "key": "", "routine": "", "capacity": ""}
    return [(entry.what, entry.stated) for entry in counts(case(TEXT.format(**(places | said)) + DATA))]


def entries(file: str) -> set[tuple[str, int | Decimal, int | Decimal | None]]:
    return {(entry.what, entry.stated, entry.held) for entry in LEDGERS[file]}


def test_the_counts_of_the_seeds_with_tables_elsewhere() -> None:
    found = entries("anxi/kjj/2021.yml")
    assert {
        ("重点工作目标的一级指标", 17, None),
        ("重点工作目标的二级指标", 43, None),
        ("常规工作目标的一级指标", 8, None),
        ("动态工作目标的二级指标", 8, None),
        ("行政能力目标的一级指标", 18, None),
        ("职能工作目标的一级指标", 29, None),
        ("职能工作目标的二级指标", 73, None),
        ("职能工作目标的组成部分", 3, 3),
        ("行政能力目标的方面", 5, 5),
    } <= found
    found = entries("anxi/sfj/2019.yml")
    assert {
        ("县局机关及各股室", 9, 9),
        ("直属事业单位", 2, 2),
        ("职能工作目标的一级指标", 35, None),
        ("职能工作目标的二级指标", 106, None),
        ("重点工作目标的二级指标", 45, None),
        ("行政能力目标的一级指标", 20, None),
    } <= found


def test_the_counts_of_parts_grades_and_cases() -> None:
    assert {("考评内容", 4, 4), ("行政能力目标的方面", 5, 5)} <= entries("anxi/mzj/2024.yml")
    assert {
        ("考评内容", 4, 4),
        ("目标考评的组成部分", 2, 2),
        ("职能工作目标的组成部分", 3, 3),
        ("行政能力目标的方面", 5, 5),
        ("等次", 4, 4),
        ("不得高于“良好”的情形", 3, 3),
        ("直接评为“差”的情形", 4, 4),
    } <= entries("jinjiang/zrzyj/2019.yml")
    assert {("业绩指标的一级指标", 6, None), ("业绩指标的二级指标", 14, None)} <= entries("tongan/tyjrswj/2020.yml")


@pytest.mark.parametrize("file", LEDGERS)
def test_every_entry_agrees_and_points_at_its_words(file: str) -> None:
    for entry in LEDGERS[file]:
        assert entry.agrees
        assert bool(entry.words) == (entry.offset is not None)


@pytest.mark.parametrize(
    "said",
    [
        "设一级指标7项。",
        "共设一级考核指标 7 项。",
        "设置7个一级指标。",
        "设定一级绩效指标七项。",
        "下设一级指标数量为7项。",
        "设一级指标共7项，每项下设二级指标不少于2项。",
    ],
)
def test_ways_to_state_the_rows_of_a_component(said: str) -> None:
    assert read(key=said) == [("重点工作目标的一级指标", 7)]


def test_both_levels_in_one_sentence() -> None:
    assert read(routine="设一级指标3项、二级指标8项。") == [("常规工作目标的一级指标", 3), ("常规工作目标的二级指标", 8)]
    assert read(key="设一级指标3项，二级指标即年度任务9项。", routine="年度任务4项。") == [
        ("重点工作目标的一级指标", 3),
        ("重点工作目标的二级指标", 9),
        ("常规工作目标的二级指标", 4),
    ]


def test_a_part_named_in_the_sentence_of_its_whole() -> None:
    said = "其下重点工作目标设一级指标5项；常规工作目标设一级指标4项；共设一级指标9项。"
    assert read(functional=said) == [("重点工作目标的一级指标", 5), ("常规工作目标的一级指标", 4), ("职能工作目标的一级指标", 9)]


def test_of_a_long_sentence_only_the_end_is_read_and_never_the_sentence_before() -> None:
    assert read(functional="行政能力目标另定。" + "按要求，" * 200 + "设一级指标7项。") == [("职能工作目标的一级指标", 7)]


@pytest.mark.parametrize(
    "said",
    [
        "一级指标不少于7项。",
        "一级指标15项以上。",
        "每个一级指标下设二级指标2项。",
        "其中一级指标2项为市对县指标。",
        "比上年一级指标减少2项。",
        "新增一级指标2项。",
        "分别设一级指标3项、4项。",
        "完成市对县考核指标5项。",
        "落实“三大任务”和“八项规定”，抓好16个专项规划。",
        "重点工作目标和常规工作目标的一级指标各2项。",
    ],
)
def test_numbers_that_state_no_total(said: str) -> None:
    assert read(functional=said) == []


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("考评内容包括职能工作目标（重点、常规）和行政能力目标两部分。", 2),
        ("考评内容由职能工作目标（70分）、行政能力目标（30分）二个部分组成。", 2),
        ("包括职能工作目标、行政能力目标等2项内容。", 2),
        ("考评内容分为职能工作目标、行政能力目标和平安建设三大部分。", 3),
    ],
)
def test_a_list_of_names_says_what_the_number_counts(said: str, stated: int) -> None:
    assert read(whole=said) == [("考评内容", stated)]


@pytest.mark.parametrize(
    "said", ["综合办公室、法规股和业务股三部分意见。", "会同人社局和财政局两部门。", "围绕科学行政和依法行政两方面重点推进。"]
)
def test_lists_of_other_things_and_of_some_only_are_left_alone(said: str) -> None:
    assert read(capacity=said) == []


def test_aspects() -> None:
    assert read(capacity="围绕科学行政、依法行政、廉洁行政等3个方面设定指标。") == [("行政能力目标的方面", 3)]
    assert read(capacity="围绕“科学行政”、“依法行政”、“廉洁行政”三方面。") == [("行政能力目标的方面", 3)]


@pytest.mark.parametrize("said", ["（2个）", "(２个)", "（共2个）"])
def test_units_behind_their_kind(said: str) -> None:
    assert read(units=said) == [("局机关股室", 2)]


def test_a_numbered_list_is_counted() -> None:
    (entry,) = counts(
        case(
            TEXT.format(units="", whole="坚持三项原则：（1）公开；（2）公平；（3）公正。", functional="", key="", routine="", capacity="")
            + DATA
        )
    )
    assert (entry.kind, entry.what, entry.stated, entry.held) == ("listed", "“三项原则”之下的各项", 3, 3)


def test_entries_without_words_come_from_the_data_alone() -> None:
    entry = Entry(kind="units", what="股室", clause="一", stated=3, held=2)
    assert not entry.agrees and entry.unit == "个"
    assert Entry(kind="level1", what="指标", clause="", stated=3, held=None).agrees
