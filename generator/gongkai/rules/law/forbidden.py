"""Family L: what law and policy forbid as an indicator, found by what `bans` reads; burdens of form stand in `burdens`.

Only what demands it is found: a sentence that forbids it (严禁下达罚没指标), or deducts points for doing it, is what the law wants.
"""

import datetime as dt
import re
from collections.abc import Iterator

from msgspec import Struct

from gongkai.diagnostics import Basis, Finding, Path, Severity
from gongkai.model import Indicator
from gongkai.rules.language.wording import wording
from gongkai.rules.law.bans import Ban, Watch, bans, sentence_at, watch_for
from gongkai.rules.registry import Case, finding, once, rule

MOST = 5
"""Findings of one rule in one scheme: who has read five knows what to look for."""


@once
def watch(case: Case) -> Watch:
    """What to look for in this scheme."""
    names = f"{case.scheme.title}\n{case.agency.name}"
    day = _day(case)
    return watch_for(tuple(index for index, ban in enumerate(bans()) if day >= ban.since and ban.is_about(names)))


def _day(case: Case) -> dt.date:
    """The day of signature, else that of generating or publishing; without any, the first of the scheme's year."""
    notice, about = case.scheme.notice, case.scheme.disclosure
    published = about.published_at.date() if about.published_at else None
    return (notice.signed_on if notice else None) or about.generated_on or published or dt.date(case.scheme.year, 1, 1)


def is_in_force(case: Case, since: dt.date) -> bool:
    """Whether the scheme is of that day or later."""
    return _day(case) >= since


# Where it stands


class Hit(Struct, frozen=True):
    """A demand that is forbidden: its words, and whose they are (`指标“甲”`, `正文`)."""

    owner: str
    words: str
    path: Path
    at: tuple[int, int]
    clause: str = ""


@once
def hits(case: Case) -> dict[str, list[Hit]]:
    """Every forbidden demand of the scheme by the code of its rule; in the table first."""
    found: dict[str, list[Hit]] = {}
    for ban, hit in (*_in_components(case), *_in_rows(case), *_in_text(case)):
        known = found.setdefault(ban.code, [])
        if len(known) < MOST and hit not in known:
            known.append(hit)
    return found


@once
def _worth_a_look(case: Case) -> list[tuple[Path, int, list[Ban]]]:
    """The places in the texts of words that a ban looks at, with the bans; of words that overlap only the first."""
    seen, texts = watch(case), wording(case)
    found, end = [], 0
    for start, word in seen.find(texts.words):
        if start >= end:
            found.append((*texts.place(start), seen.bans[word]))
            end = start + len(word)
    return found


def _in_components(case: Case) -> Iterator[tuple[Ban, Hit]]:
    seen = watch(case)
    for path, component, _ in case.components:
        for _, word in seen.find(component.name):
            for ban in seen.bans[word]:
                match = ban.found("名称", component.name) or ban.found("语句", component.name)
                if match:
                    yield ban, Hit("考评内容", match[0], (*path, "name"), _at(match))


def _in_rows(case: Case) -> Iterator[tuple[Ban, Hit]]:
    """Each row with one of the words, once for each ban."""
    found = [(path[:-1], bans_) for path, _, bans_ in _worth_a_look(case) if path[0] == "indicators"]
    rows = {node.path: node.indicator for node in case.indicators} if found else {}
    looks = {(path, id(ban)): (ban, path) for path, bans_ in found for ban in bans_}
    for ban, path in looks.values():
        yield from ((ban, hit) for hit in _in_row(ban, path, rows[path]))


def _in_row(ban: Ban, path: Path, row: Indicator) -> Iterator[Hit]:
    owner, named = f"指标“{row.name}”", f"{row.name}：{row.target or ''}"
    name = ban.found("名称", row.name)
    if name and not ban.excepts(f"{row.target or ''}{row.criterion or ''}"):
        yield Hit(owner, name[0], (*path, "name"), _at(name))
    elif match := ban.found("语句", named):
        start, length = _at(match)
        target = start - len(row.name) - 1
        if target < 0:  # it may run on into the target
            yield Hit(owner, match[0], (*path, "name"), (start, min(length, len(row.name) - start)))
        else:
            yield Hit(owner, match[0], (*path, "target"), (target, length))
    elif row.criterion and (match := ban.found("语句", row.criterion)):
        yield Hit(f"{owner}的评分标准", match[0], (*path, "criterion"), _at(match))
    if row.evidence and (match := ban.found("来源", row.evidence)):
        yield Hit(f"{owner}的数据来源", match[0], (*path, "evidence"), _at(match))


def _in_text(case: Case) -> Iterator[tuple[Ban, Hit]]:
    """Each sentence with one of the words, once for each ban."""
    text = case.scheme.text
    done: dict[int, int] = {}
    for path, at, bans_ in _worth_a_look(case):
        if path != ("text",):
            break  # the texts of the table come after it
        start, end = sentence_at(text, at)
        for ban in bans_:
            match = ban.found("语句", text, start, end) if done.get(id(ban), -1) <= at else None
            done[id(ban)] = end
            if match:
                section = case.outline.at(match.start())
                yield ban, Hit("正文", match[0], ("text",), _at(match), section.clause if section else "")


def _at(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), match.end() - match.start()


# The rules

_RULES = (
    (
        "L001",
        "individual-business-quota",
        "考核个体工商户的数量增长或者年报率",
        Severity.ERROR,
        Basis.REGULATION,
        "《促进个体工商户发展条例》第三十二条：不得将个体工商户数量增长率、年度报告率等作为绩效考核评价指标",
        "请删去这项考核；可以改为考核对个体工商户的服务和帮扶。",
    ),
    (
        "L002",
        "fine-quota",
        "考核罚没收入或者罚款数额",
        Severity.ERROR,
        Basis.LAW,
        "《行政处罚法》第七十四条：罚款、没收的违法所得不得同行政机关及其工作人员的考核、考评直接或者变相挂钩",
        "请删去这项考核；可以改为考核执法的规范和质量。",
    ),
    (
        "L003",
        "census-as-measure",
        "以人口普查数据作考核依据",
        Severity.WARNING,
        Basis.REGULATION,
        "《全国人口普查条例》第三十三条：人口普查数据不得作为对地方人民政府进行政绩考核和责任追究的依据",
        "请改用常规统计数据，并写明出处。",
    ),
    (
        "L004",
        "revenue-quota",
        "向征收单位下达收入指标",
        Severity.WARNING,
        Basis.LAW,
        "《预算法》第五十五条：各级政府不得向预算收入征收部门和单位下达收入指标",
        "预算收入应当依法、及时、足额征收；可以改为考核征收的规范和服务。",
    ),
    (
        "L005",
        "school-results",
        "以升学率或者升学成绩考核",
        Severity.WARNING,
        Basis.POLICY,
        "《深化新时代教育评价改革总体方案》：不得下达升学指标或者以中高考升学率考核",
        "请改为考核办学质量和教育教学的改进。",
    ),
    (
        "L006",
        "police-quota",
        "考核拘留数、发案数、破案率",
        Severity.WARNING,
        Basis.POLICY,
        "《公安机关执法质量考核评议规定》（公安部令第137号）：不得以不科学、不合理的刑事拘留数、行政拘留数、发案数、退查率、破案率等作为考评指标",
        "请改为考核执法办案的质量。",
    ),
    (
        "L007",
        "inspection-quota",
        "下达涉企检查的指标",
        Severity.WARNING,
        Basis.POLICY,
        "国办发〔2024〕54号：不得下达检查指标，不得将考核考评与检查频次、罚没数额挂钩",
        "请改为考核检查的计划、程序和质量；法律规定了检查次数的，请写明依据。",
    ),
    (
        "L008",
        "medical-revenue",
        "向医务人员下达创收指标",
        Severity.WARNING,
        Basis.POLICY,
        "国办发〔2015〕38号：严禁给医务人员设定创收指标，薪酬不得与药品、耗材、检查等业务收入挂钩",
        "请改为考核医疗质量、费用控制和患者满意度。",
    ),
    (
        "L009",
        "app-metrics",
        "考核政务应用的下载、点赞、时长",
        Severity.WARNING,
        Basis.POLICY,
        "《整治形式主义为基层减负若干规定》（2024年8月6日发布）：不得强制下载使用，不得将点赞量、网络投票数、转发量、学习时长等作为考评依据",
        "请删去这项考核；可以改为考核办事的实效。",
    ),
    (
        "L010",
        "publicity-quota",
        "考核领导批示和信息刊发",
        Severity.WARNING,
        Basis.POLICY,
        "《整治形式主义为基层减负若干规定》（2024年8月6日发布）：不得将获得领导批示以及刊发文章信息、经验做法等作为督查检查考核内容",
        "请删去这项考核，改为考核工作实绩。",
    ),
    (
        "L013",
        "trace-as-measure",
        "以留痕评判工作",
        Severity.WARNING,
        Basis.POLICY,
        "《整治形式主义为基层减负若干规定》（2024年8月6日发布）：不把开会发文、拍照留痕、制作学习笔记等作为评判工作优劣的标准",
        "请改为考核工作的结果。",
    ),
    (
        "L015",
        "local-preference",
        "考核本地采购比例或者税收返还",
        Severity.WARNING,
        Basis.REGULATION,
        "《公平竞争审查条例》第九条、第十条：不得限制外地商品、服务和经营者，不得给予特定经营者税收优惠和选择性的财政奖励",
        "请按公平竞争审查的要求核对；有法律、行政法规依据或者国务院批准的，请写明。",
    ),
    (
        "L016",
        "petition-ranking",
        "考核信访排名或者零上访",
        Severity.WARNING,
        Basis.PRACTICE,
        "以信访数量排名、以零上访为目标，容易导致拦访堵访，信访工作已不再这样考核",
        "请改为考核信访事项的办理质量，如按期办结率、群众满意率。",
    ),
)


def _register(code: str, name: str, title: str, severity: Severity, basis: Basis, source: str, advice: str) -> None:  # noqa: PLR0917
    @rule(code, name, title, severity, basis, source)
    def check(case: Case) -> Iterator[Finding]:
        for hit in hits(case).get(code, ()):
            message = f"{hit.owner}把“{hit.words}”列为考核内容，{source.replace('：', '规定', 1)}"
            yield finding(code, message, *hit.path, at=hit.at, clause=hit.clause, help=advice)


for _each in _RULES:
    _register(*_each)
