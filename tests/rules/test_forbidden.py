"""What may not be an indicator, in the words of many bureaus: demands are found, prohibitions and neighbouring matters are not."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model import Agency, Region
from gongkai.rules import RULES, Case, check
from gongkai.rules.law.bans import bans, sentence_at
from gongkai.rules.law.forbidden import MOST, hits, is_in_force
from gongkai.rules.registry import checks
from growth import is_linear_in
from rules.examples import case


def found(words: str, title: str = "青云县示例局2026年度绩效评估工作方案") -> set[str]:
    """The codes of the bans on a sentence of the text."""
    lines = "".join(f"  {line}\n" for line in words.split("\n"))
    return {code for code, places in hits(case(f"title: {title}\nyear: 2026\ntext: |\n  一、考评内容\n{lines}")).items() if places}


@pytest.mark.parametrize(
    ("code", "demand"),
    [
        ("L001", "新增个体工商户500户。"),
        ("L001", "全年新登记300户以上个体工商户，得2分。"),
        ("L001", "个体工商户年报率达95%以上。"),
        ("L001", "企业和个体工商户年度报告公示率达到98%。"),
        ("L001", "个体工商户、农民专业合作社年报率每低1个百分点扣0.5分"),
        ("L001", "个体工商户户数同比增长5%"),
        ("L001", "个体工商户净增10%。"),
        ("L002", "完成罚没收入500万元。"),
        ("L002", "罚没收入完成全年任务的得满分，每少1%扣0.1分。"),
        ("L002", "交通违法罚款任务完成率100%"),
        ("L002", "实现罚没金额1,200万元"),
        ("L002", "罚没收入同比增长10%"),
        ("L002", "每增加罚没收入10万元加1分"),
        ("L002", "执法办案经费与罚没收入挂钩"),
        ("L002", "把罚没收入与绩效奖金挂钩"),
        ("L003", "将人口普查数据作为考评的依据"),
        ("L003", "以第七次人口普查数据为准考核常住人口"),
        ("L004", "完成非税收入3000万元"),
        ("L004", "非税收入任务完成率100%"),
        ("L005", "中考优秀率提高3个百分点"),
        ("L005", "本科上线率达到60%"),
        ("L005", "升学率高于全市平均"),
        ("L007", "全年检查企业不少于200家次"),
        ("L007", "全年完成执法检查不少于50家"),
        ("L009", "学习强国学习积分不低于30分"),
        ("L009", "每条信息点赞量不少于50"),
        ("L010", "获县领导批示的每次加1分"),
        ("L010", "信息被省级采用的每篇加0.5分"),
        ("L010", "每月报送不少于2篇"),
        ("L013", "未拍照留痕的每次扣0.5分"),
        ("L015", "兑现招商引资企业税收返还2000万元"),
        ("L016", "信访量排名全县前三"),
        ("L016", "赴省进京访为零"),
    ],
)
def test_a_demand_is_found(code: str, demand: str) -> None:
    assert found(demand) == {code}


@pytest.mark.parametrize(
    "words",
    [
        "严禁下达罚没指标，不得将罚没收入与考核挂钩。", "下达罚没指标的，扣5分", "变相下达罚款任务的，取消评优资格并扣2分",
        "罚没收入及时足额上缴国库率100%", "罚没物品管理规范的得2分", "罚没收入收支两条线管理落实到位得2分", "对企业处以罚款1000元",
        "行政处罚案件罚款收缴率95%", "无罚没收入任务", "不与罚没收入挂钩",
        "个体工商户贷款余额增长10%", "新增个体工商户贷款户500户", "服务个体工商户200户", "个体工商户党员教育培训2期",
        "不以个体工商户年报率作为考核指标", "企业年报率达到95%",
        "做好第七次人口普查工作", "人口普查工作考核得满分", "组织人口普查，数据作为决策依据",
        "非税收入收缴电子化达到100%", "非税收入占比低于30%", "税收收入占一般公共预算收入比重达到80%",
        "对口升学率达到90%", "义务教育入学率达到100%", "高考安全率100%", "不得下达升学指标",
        "开展安全检查不少于4次", "双随机抽查完成率100%", "全年开展监督检查4次", "刑事发案数下降5%",
        "学习时长不少于50学时", "公众号维护及时", "领导批示件办结率100%", "信息公开每季度更新", "办结来信50件以上",
        "执法全过程留痕，未留痕的每件扣1分", "支持本地企业发展", "清理违规税收返还政策落实情况",
        "信访事项按期办结率100%", "信访满意率排名全县前列",
    ],
)  # fmt: skip
def test_what_forbids_it_or_is_another_matter_is_not(words: str) -> None:
    assert found(words) == set()


def test_some_bans_bind_only_their_own_bureaus() -> None:
    police, tax, clinic = ("青云县公安局2026年度考评方案", "青云县税务局2026年度考评方案", "青云县卫生健康局2026年度考评方案")
    assert found("行政拘留数不低于120人", police) == {"L006"} and not found("行政拘留数不低于120人")
    assert not found("命案破案率100%", police)
    assert found("税收收入任务完成率100%", tax) == {"L004"} and not found("税收收入任务完成率100%")
    assert found("业务收入增长10%", clinic) == {"L008"} and not found("业务收入增长10%")


def test_name_and_target_are_read_together_and_the_words_are_marked() -> None:
    scheme = case(
        "year: 2026\nindicators:\n"
        "  - {id: a, component: work, name: 个体工商户年报, points: 30, target: 年报率95%以上}\n"
        "  - {id: b, component: work, name: 市场监管, points: 20, criterion: 罚没收入未完成任务的扣2分}\n"
        "  - {id: c, component: work, name: 罚没收入, points: 10, target: 全年500万元}\n"
        "  - {id: d, component: work, name: 罚没收入, points: 10, criterion: 按期上缴国库}\n"
    ).scheme
    placed = {
        (".".join(map(str, f.place.path)), f.place.offset, f.place.length)
        for f in check(Case(scheme=scheme, region=Region(name="青云县"), agency=Agency(name="青云县示例局"), documents={}))
        if f.code in {"L001", "L002"}
    }
    assert placed == {
        ("indicators.0.name", 0, 7),
        ("indicators.1.criterion", 0, 9),
        ("indicators.2.name", 0, 4),
    }


@pytest.mark.parametrize(("year", "binds"), [(2024, False), (2025, True)], ids=["the year the rules came", "the year after"])
def test_a_scheme_without_a_day_is_of_its_year(year: int, binds: bool) -> None:
    assert is_in_force(case(f"year: {year}\n"), dt.date(2024, 8, 6)) is binds


def test_the_day_of_signature_decides() -> None:
    notice = "notice: {{title: 通知, body: 印发。, signed_by: 青云县示例局, signed_on: {}}}\n"
    assert is_in_force(case(notice.format("2024-08-06")), dt.date(2024, 8, 6))
    assert not is_in_force(case("year: 2025\n" + notice.format("2024-08-05")), dt.date(2024, 8, 6))


def test_every_section_belongs_to_a_rule_and_can_be_reached() -> None:
    for ban in bans():
        assert ban.code in RULES and ban.words
        assert {"语句"} <= ban.expressions.keys() <= {"单位", "名称", "语句", "来源", "除外"}
        assert all(re.compile(written) for written in ban.expressions.values())


def test_a_table_full_of_them_yields_a_few() -> None:
    rows = "".join(f"  - {{id: r{n}, component: work, name: 指标{n}, points: 1, target: 新增个体工商户{n}户}}\n" for n in range(100, 140))
    scheme = case(f"year: 2026\nindicators:\n{rows}")
    assert len(hits(scheme)["L001"]) == MOST


@given(st.text("罚没。；\n收入款任务甲", max_size=500), st.integers(0, 500))
def test_a_sentence_lies_around_its_offset_between_stops(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    start, end = sentence_at(text, offset)
    assert 0 <= start <= offset <= end <= len(text)
    assert not set(text[start:offset]) & set("。；\n") and not set(text[offset:end]) & set("。；\n")


@pytest.mark.parametrize("words", ["罚没收入", "一票否决", "每月报送。", "信访排名，", "本地企业采购率", "公众号关注量"])
def test_long_texts_take_time_linear_in_their_length(words: str) -> None:
    def examine(text: str) -> None:
        scheme = case(f"year: 2026\ntext: |\n  {text}\n")
        assert [each for code, check in checks().items() if code[0] == "L" for each in check(scheme)]

    assert is_linear_in(examine, words, 300_000)
