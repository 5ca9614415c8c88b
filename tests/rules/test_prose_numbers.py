"""Numbers in prose beside the data: the ways in which schemes of many bureaus write them, and the numbers that only look alike."""

import pytest
from msgspec.structs import replace

from gongkai.rules import check
from gongkai.rules.figures.ledger import ledger
from gongkai.rules.figures.limits import limits
from gongkai.rules.figures.thresholds import thresholds
from gongkai.rules.figures.weights import weights
from gongkai.rules.registry import Case, checks
from growth import is_linear
from rules.examples import case

POINTS = """\
components:
  - id: functional
    name: 职能工作目标
    points: 70
    clause: 二（一）
    components:
      - {id: key, name: 重点工作目标, points: 45, clause: 二（一）1}
      - {id: routine, name: 常规工作目标, points: 25, clause: 二（一）2}
  - {id: capacity, name: 行政能力目标, points: 30, clause: 二（二）}
"""
SHARES = """\
components:
  - {id: task, name: 业务工作, share: 60%, clause: 二（一）}
  - {id: party, name: 党建, share: 20%, clause: 二（二）}
  - {id: public, name: 社会评价, share: 20%, full: 100, clause: 二（三）}
  - {id: bonus, name: 加分项目, clause: 二（四）}
grades:
  ranked: true
  clause: 四
  bands:
    - {name: 优秀, min: 90, quota: 30%}
    - {name: 良好, min: 80, quota: 50%}
    - {name: 合格, min: 60}
    - {name: 不合格}
formula:
  expression: 总得分=业务工作得分×60%+党建得分×20%+社会评价得分×20%+奖励加分
  terms:
    业务工作得分: {component: task}
    党建得分: {component: party}
    社会评价得分: {component: public}
    奖励加分: {component: bonus, cap: 5}
"""
TEXT = """\
text: |
  一、对象
  局机关各股室。
  二、内容
  （一）职能工作目标{functional}
  围绕年度任务设定。
  1.重点工作目标。{key}
  2.常规工作目标。{routine}
  （二）行政能力目标
  {capacity}
  三、办法
  {method}
"""
WEIGHED = """\
text: |
  一、对象
  局机关各股室。
  二、内容
  （一）业务工作
  {task}
  （二）党建
  {party}
  （三）社会评价
  {public}
  （四）加分项目
  {bonus}
  三、其他
  {other}
  四、等次
  {grades}
"""


def points_case(**said: str) -> Case:
    return case(
        TEXT.format(**({"functional": "", "key": "", "routine": "", "capacity": "围绕履职。", "method": "按规定。"} | said)) + POINTS
    )


def shares_case(**said: str) -> Case:
    plain = dict.fromkeys(("task", "party", "public", "bonus", "other", "grades"), "按规定。")
    return case(WEIGHED.format(**(plain | said)) + SHARES)


def said_of(each: Case) -> list[tuple[str, str]]:
    """What the text states, and the number."""
    return [
        (s.what, str(s.stated.normalize() if s.stated % 10 else int(s.stated))) for s in (*weights(each), *thresholds(each), *limits(each))
    ]


def codes(each: Case) -> list[str]:
    return [found.code for found in check(each) if "T009" <= found.code <= "T017"]


@pytest.mark.parametrize(
    "said",
    [
        {"functional": "（{0}分）"},
        {"functional": "（分值为{0}分）"},
        {"functional": "（共{0} 分）"},
        {"functional": "(权重分值{0}分)"},
        {"method": "职能工作目标权重分值为{0}分。"},
        {"method": "考评由职能工作目标（{0}分）和行政能力目标（30分）组成。"},
        {"method": "“职能工作目标”部分占{0}分。"},
        {"method": "职能工作目标考评分值占目标考评总分的{0}分。"},
        {"method": "职能工作目标、行政能力目标分值分别为{0}分和30分。"},
        {"functional": "。本项分值{0}分"},
        {"functional": "。该部分共计{0}分"},
        {"functional": "。包括重点和常规两类，总分值{0}分"},
    ],
)
@pytest.mark.parametrize("number", ["70", "七十", "７０"])
def test_ways_to_state_points(said: dict[str, str], number: str) -> None:
    each = points_case(**{where: words.format(number) for where, words in said.items()})
    assert ("职能工作目标的分值", "70") in said_of(each) and codes(each) == []
    wrong = points_case(**{where: words.format("65") for where, words in said.items()})
    assert codes(wrong) == ["T009"]


@pytest.mark.parametrize(
    "said",
    [
        {"task": "占{0}。"},
        {"task": "权重为{0}。"},
        {"other": "业务工作（{0}）、党建（20%）、社会评价（20%）。"},
        {"other": "业务工作考核结果占{0}的权重。"},
        {"other": "业务工作得分占总分的{0}，其他另定。"},
        {"other": "业务工作、党建、社会评价分别占{0}、20%和20%。"},
        {"other": "其中业务工作权重占比{0}。"},
        {"other": "总得分=业务工作得分×{0}+党建得分×20%+社会评价得分×20%。"},
    ],
)
@pytest.mark.parametrize("number", ["60%", "６０％", "百分之六十"])
def test_ways_to_state_shares(said: dict[str, str], number: str) -> None:
    each = shares_case(**{where: words.format(number) for where, words in said.items()})
    assert ("业务工作的权重", "60") in said_of(each) and codes(each) == []
    wrong = shares_case(**{where: words.format("55%") for where, words in said.items()})
    assert codes(wrong) == ["T010"]


@pytest.mark.parametrize(
    "said",
    [
        {"method": "每完成一项重点工作目标得5分，每逾期一项扣1分。"},
        {"method": "重点工作目标每项指标3分，常规工作目标每项不超过4分。"},
        {"method": "重点工作目标一级指标分值为2至4分，行政能力目标为3分。"},
        {"method": "行政能力目标得分低于20分的，不得评为优秀。"},
        {"method": "上年职能工作目标60分，本年适当提高。"},
        {"method": "2023年职能工作目标占60%。"},
        {"method": "对不承担审批职能的单位，职能工作目标占80%。"},
        {"method": "重点工作目标完成率100%，常规工作目标完成率达到95%。"},
        {"method": "获得省级表彰的加2分，最多5分。"},
        {"method": "重点工作目标扣分累计达到10分的，予以通报。"},
        {"key": "包括：（1）职能工作目标衔接（5分）；（2）其他（40分）。"},
        {"method": "职能工作目标占考评的7成，按5分/项计。"},
        {"capacity": "每项指标分值为3分。"},
        {"method": "职能工作目标满分100分，按权重折算后计入总分。"},
    ],
)
def test_numbers_that_are_no_part_of_the_whole(said: dict[str, str]) -> None:
    assert codes(points_case(**said)) == []


@pytest.mark.parametrize(
    "words",
    [
        "实行百分制。",
        "总分100分。",
        "绩效考评满分为100分。",
        "2024年度综合考评总分100分。",
        "采用100分制。",
        "行政能力目标另计，最终成绩按100分制计算。",
        "考评总分值为一百分。",
    ],
)
def test_ways_to_state_the_scale(words: str) -> None:
    assert ("总分", "100") in said_of(points_case(method=words))
    for plain, other in (("百分制", "千分制"), ("一百", "一千"), ("100", "120")):
        if plain in words:
            assert codes(points_case(method=words.replace(plain, other))) == ["T011"]


@pytest.mark.parametrize(
    "words",
    ["个人考核总分50分。", "理论测试满分150分。", "行政能力目标实行千分制后折算。", "总分110分，其中加分10分。", "总分60分以下的约谈。"],
)
def test_totals_of_other_things(words: str) -> None:
    assert "T011" not in codes(points_case(method=words))


@pytest.mark.parametrize(
    "words",
    [
        "90分（含）以上为优秀；80分（含）—90分为良好；60分以上80分以下为合格；60分以下为不合格。",
        "分为优秀（90分以上）、良好（80～89分）、合格（60—79分）、不合格（60分以下）四个等次。",
        "优秀：考核得分≥90分；良好：80分≤考核得分<90分；合格：60分≤得分<80分；不合格：得分低于60分。",
        "得分90（含）分以上的评为“优秀”，80分及以上的评定为良好等次，60分以上未进入良好的为合格，不足60分的确定为不合格。",
        "优秀90分以上，良好80分以上，合格60分以上，不满60分的为不合格。",
    ],
)
def test_ways_to_state_lines(words: str) -> None:
    said = said_of(shares_case(grades=words))
    assert {("“优秀”的分数线", "90"), ("“良好”的分数线", "80"), ("“合格”的分数线", "60")} <= set(said) and len(said) == 4
    assert codes(shares_case(grades=words)) == []
    for right, wrong in (("90分以上", "95分以上"), ("≥90", "≥95"), ("90分（含）以上", "95分（含）以上"), ("90（含）", "95（含）")):
        if right in words:
            assert codes(shares_case(grades=words.replace(right, wrong, 1))) == ["T013"]


@pytest.mark.parametrize(
    "words",
    [
        "按照参评单位总数{0}的比例评为优秀。",
        "优秀等次不超过参评单位的{0}。",
        "优秀比例为{0}，良好比例为50%。",
        "优秀等次名额控制在{0}以内。",
        "优秀（{0}）、良好（50%）。",
        "优秀单位按单位数的{0}确定。",
    ],
)
def test_ways_to_state_quotas(words: str) -> None:
    assert ("“优秀”的比例", "30") in said_of(shares_case(grades=words.format("30%")))
    assert codes(shares_case(grades=words.format("30％"))) == []
    assert codes(shares_case(grades=words.format("25%"))) == ["T014"]


@pytest.mark.parametrize(
    "words",
    [
        "评为优秀的，工作人员年度考核优秀等次比例提高到20%。",
        "优秀等次的单位，奖金上浮10%。",
        "服务对象满意率达到95%的，可以评为优秀。",
        "个人考核优秀等次不超过15%。",
    ],
)
def test_quotas_of_other_things(words: str) -> None:
    assert codes(shares_case(grades=words)) == []


def test_grades_of_persons_in_another_section() -> None:
    assert codes(shares_case(other="干部个人考核85分以上为优秀，优秀比例为15%。")) == []


@pytest.mark.parametrize(
    "words", ["累计加分不超过{0}分。", "加分最高不超过{0}分。", "每项加1分，总加分以{0}分为限。", "加分总和最多加{0}分。"]
)
def test_ways_to_state_caps(words: str) -> None:
    assert ("“奖励加分”的上限", "5") in said_of(shares_case(bonus=words.format("5")))
    assert codes(shares_case(bonus=words.format("3"))) == ["T015"]


@pytest.mark.parametrize("words", ["受到省级表彰的加分不超过2分。", "每项最多加2分。", "单项加分最高3分。", "逾期的累计扣分不超过3分。"])
def test_caps_of_single_items(words: str) -> None:
    assert codes(shares_case(bonus=words)) == []


RULES = """\
indicator_rules:
  - {scope: [functional], level: 1, count: {min: 14}, clause: 三}
  - {scope: [routine], level: 1, count: {min: 2}, clause: 三}
  - {scope: [functional], level: 2, count_per_parent: {min: 2, max: 5}, clause: 三}
  - {scope: [key], level: 1, points: {min: 1, max: 5}, clause: 三}
  - {scope: [capacity], level: 1, points: {min: 3, max: 3}, clause: 三}
  - {scope: [functional], level: 2, points: {max: 2, spread: 1}, clause: 三}
"""
LIMITS = (
    "职能工作目标一级指标不少于14项，其中常规工作目标不少于2项；每项一级指标下设二级指标2至5项。重点工作目标一级指标分值为1-5分，"
    "行政能力目标为3分；二级指标每项不超过2分，同一项一级指标下的二级指标分值相差不超过1分。"
)


def limits_case(words: str) -> Case:
    plain = {"functional": "", "key": "", "routine": "", "capacity": "围绕履职。", "method": words}
    return case(TEXT.format(**plain) + POINTS + RULES)


def test_limits_of_indicators() -> None:
    assert len(limits(limits_case(LIMITS))) == 9
    assert codes(limits_case(LIMITS)) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("不少于14项", "不少于16项"),
        ("目标不少于2项", "目标不少于3项"),
        ("2至5项", "2至6项"),
        ("1-5分", "1-4分"),
        ("为3分", "为4分"),
        ("不超过2分", "不超过1.5分"),
        ("不超过1分", "不超过0.5分"),
    ],
)
def test_a_limit_that_differs(right: str, wrong: str) -> None:
    found = codes(limits_case(LIMITS.replace(right, wrong)))
    assert found and set(found) == {"T016"}


def test_two_numbers_for_one_thing_are_one_finding() -> None:
    assert codes(points_case(functional="（70分）", method="职能工作目标权重分值为65分。")) == ["T017"]
    assert codes(points_case(functional="（65分）", method="职能工作目标权重分值为60分。")) == ["T017"]
    assert codes(points_case(functional="（65分）", method="职能工作目标权重分值为65分。")) == ["T009", "T009"]


def test_the_parts_of_persons_evaluation_are_others() -> None:
    text = (
        "text: |\n  第一章 股室考核\n  第一条 业务工作目标占70分，行政能力目标占30分。\n  第二章 个人考核\n  第二条 业务工作目标占60分。\n"
    )
    assert (
        codes(case(text + "components:\n  - {id: a, name: 业务工作目标, points: 70}\n  - {id: b, name: 行政能力目标, points: 30}\n")) == []
    )


HOSTILE = {
    "references": "按本方案第九条第（三）款，见九（一），上述第（九）项；" * 2000,
    "points": "重点工作目标（45分），占70%，分值均为5分，90分以上为优秀，" * 2000,
    "in turn": "分别为" + "70%、" * 15_000,
    "names": "重点工作目标、" * 8000 + "分别为70%、30%",
    "inverted": "（1）甲\n1.a\n2.b\n（2）乙\n" * 3000,
    "odd": "1.甲\n3.乙\n5.丙\n" * 4000,
    "articles": "第九条 甲\n第二条 乙\n" * 5000,
    "series": "一是甲；三是乙；" * 8000,
    "colons": "一、甲：\n" * 12_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    plain = points_case()

    def examine(part: str) -> None:
        scheme = replace(plain.scheme, text=f"二、甲\n三、乙\n{part}")
        each = Case(scheme=scheme, region=plain.region, agency=plain.agency, documents={})
        for code, function in checks().items():
            for _ in function(each) if "T001" <= code <= "T019" else ():
                pass

    assert is_linear(examine, text, text[: len(text) // 10])


def test_a_quotient_without_end_is_compared_as_written() -> None:
    data = "components:\n  - {id: a, name: 业务工作目标, points: 100}\n  - {id: b, name: 行政能力目标, points: 50}\nscale: 150\n"
    assert codes(case("text: |\n  业务工作目标占66.7%，行政能力目标占33%。\n" + data)) == []
    assert codes(case("text: |\n  业务工作目标占66.6%，行政能力目标占34%。\n" + data)) == ["T010", "T010"]


def test_the_ledger_lists_every_number_of_the_text() -> None:
    each = points_case(functional="（70分）", method="设一级指标9项。行政能力目标占35%，每项加0.5分。")
    entries = ledger(each)
    assert {entry.offset for entry in entries} == {mention.start for mention in each.mentions}
    found = {entry.what: (entry.written(entry.stated), entry.agrees, entry.held is None) for entry in entries}
    assert found["职能工作目标的分值"] == ("70", True, False)
    assert found["行政能力目标的权重"] == ("35%", False, False)
    assert found["“每项加0.5分”"] == ("0.5", True, True)
    assert [entry.offset for entry in entries] == sorted(entry.offset or 0 for entry in entries)
