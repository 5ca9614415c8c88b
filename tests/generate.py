"""Writes schemes by the thousand for measuring: `python tests/generate.py DIR COUNT`; each is the demo bureau's of 2025 in other words.

Names, duties, targets, dates, order and documents differ from scheme to scheme and follow from the seed alone; every sum, count and
reference of the demo scheme still holds. Text in, text out: what is measured isn't measured with its own tools.
"""

import argparse
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from chinese_calendar import find_workday, is_workday  # type: ignore[import-untyped]

DEMO = Path(__file__).parents[1] / "schemes/demo/mzj/2025.yml"
YEARS = (2023, 2024, 2025)
AGENCIES = 30
"""Agencies a region has; each has a scheme for each year."""


def _words(listed: str) -> list[str]:
    return listed.split()


_BUREAUS = _words(
    "水利 林业 教育 科技 财政 司法 商务 文旅 卫健 审计 统计 医保 信访 档案 交通"
    " 住建 农业 体育 气象 粮食 民宗 人社 应急 环保 城管 资源 数据 渔业 海洋 民政"
)
_PLACES = ("云松柳桐枫桂兰梅竹荷青白金银玉丹紫碧锦绣", "溪山川湖岭泉塘坪洲湾峰谷源浦桥庄井田林岗")
_DIVISIONS = _words("法规 财务 规划 审批 督查 宣教 项目 信息 监管 统筹 综治 人事 基建 服务")
_STATIONS = _words("服务站 监测站 指导站 保障所 管理所 技术站 推广站 档案馆")
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_GIVEN = "明伟芳敏静磊洋勇艳杰娟涛超霞平刚桂文辉玲建国志红军海燕春晓"
OBJECTS = _words(
    "民生项目 河道水质 校园周边 乡村道路 农田设施 企业用工 群众诉求 窗口服务 惠民资金 重点工程 基层站所"
    " 公共场所 集贸市场 老旧小区 饮水工程 防汛物资 森林防火 文化活动 招商项目 科技企业 困难家庭 退役军人"
    " 返乡人员 在册对象 档案资料 统计数据 执法案件 行政许可 信用信息 网络平台 业务培训 专项资金"
)
ACTIONS = _words("治理 管理 建设 提升 办理 帮扶 监测 更新 创建 宣传 抽检 回访 评价 督导 推进 改造 公开 评估 执法 巡查 维护 服务 推广 整改")
_UNITS = _words("救助股 养老股 儿童股 事务股 区划股 福利院 殡仪馆 救助站")
"""The demo bureau's units that get other names: five divisions, three stations."""
_SYNONYMS = (
    _words("推动 推进 促进"),
    _words("精简高效 务实高效 简便易行"),
    _words("奖优罚劣 激励先进 奖惩分明"),
    _words("紧扣 围绕 聚焦"),
    _words("弄虚作假 虚报瞒报"),
    _words("经查证属实 经核查属实"),
    _words("逐项 逐条"),
    _words("具体时限 完成时限"),
    _words("协作配合 沟通协调"),
    _words("累计 合计"),
    _words("集中核验 统一核验"),
    _words("再上新台阶 取得新成效"),
    _words("认真组织实施 认真贯彻执行"),
    _words("适当 相应"),
    _words("重要依据 重要参考"),
    _words("负责日常工作 承担日常工作"),
    _words("反馈整改意见 督促抓好整改"),
    _words("监督数据采集和评分过程 监督评估全过程"),
)
"""A word of the demo scheme and what may stand in its place; within one scheme the choice is the same everywhere."""

_ROW = re.compile(
    r"( +- \{id: \S+, name: )[^,]+(, points: )([\d.]+)(, lead: .*?target: )(.+?)(, criterion: )(.+?)(, evidence: \S+, due: )[^}]+\}"
)
_MONTH_END = re.compile(r"\d+月底前")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DATE = re.compile(r"(?P<year>2025|2026)(?:-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)|年(?P<cm>\d+)月(?P<cd>\d+)日(?:至(?P<tm>\d+)月(?P<td>\d+)日)?)?")


@dataclass(frozen=True)
class _Template:
    """The demo scheme taken apart: text before and after the table, and for each component its level-1 blocks, as lines."""

    head: str
    blocks: tuple[tuple[tuple[str, ...], ...], ...]
    tail: str
    people: tuple[str, ...]
    serial: str


@dataclass(frozen=True)
class _Agency:
    """Who issues: everything that stays the same over the years, and the words of the demo scheme it stands for."""

    county: str
    bureau: str
    words: dict[str, str]


def scheme(seed: int, year: int = 2025) -> str:
    """One scheme as YAML: the agency follows from `seed`, the rest from `seed` and `year`."""
    template, agency, random = _template(), _agency(seed), Random(seed * 10_000 + year)
    own = {template.serial: f"〕{seed + 1}号", "DEMO01-03-": f"DEMO{seed // 100 % 100:02}-{seed % 100:02}-"}
    own |= {"人民政府": "人民政府"}  # in which 民政 is no bureau
    words = {**agency.words, **{group[0]: random.choice(group) for group in _SYNONYMS}, **own}
    later = random.randrange(15)
    frame = re.compile("|".join((_DATE.pattern, *sorted(map(re.escape, words), key=len, reverse=True))))

    def other(match: re.Match[str]) -> str:
        return words[match[0]] if match["year"] is None else _moved(match, year - 2025, later)

    table = "".join(_table(template, agency, random, year))
    return frame.sub(other, template.head) + table + frame.sub(other, template.tail)


def site(root: Path, count: int, seed: int = 0) -> None:
    """Write a tree of `count` schemes with all its registries under `root`."""
    for number in range(count):
        agency = seed * 1_000_000 + number // len(YEARS)
        region = root / f"xian-{agency // AGENCIES:03d}"
        folder = region / f"ju-{agency % AGENCIES + 1:02d}"
        if not folder.exists():
            folder.mkdir(parents=True)
            (region / "region.yml").write_text(_region_file(agency), encoding="utf-8")
            (region / "documents.yml").write_text(_documents_file(agency), encoding="utf-8")
            (folder / "agency.yml").write_text(_agency_file(agency), encoding="utf-8")
        year = YEARS[number % len(YEARS)]
        (folder / f"{year}.yml").write_text(scheme(agency, year), encoding="utf-8")


@cache
def _template() -> _Template:
    text = re.sub(r", file: [^,}]+", "", DEMO.read_text(encoding="utf-8"))  # its attached file is not generated
    head, start, rest = text.partition("indicators:\n")
    table, end, tail = rest.partition("\nformula:\n")
    components: dict[str, list[tuple[str, ...]]] = {}
    for block in re.split(r"(?m)^(?=  - id: )", table)[1:]:
        lines = tuple(block.splitlines(keepends=True))
        components.setdefault(lines[1], []).append(lines)
    people = dict.fromkeys(re.findall(r"name: (\S+), title", tail))
    serial = re.search("〕[0-9]+号", head)
    assert serial, "the demo scheme has a number"
    return _Template(head + start, tuple(map(tuple, components.values())), end + tail, tuple(people), serial[0])


@cache
def _agency(number: int) -> _Agency:
    random = Random(number)
    county, bureau = _county(number // AGENCIES), _BUREAUS[number % AGENCIES] + "局"
    units = [*(division + "股" for division in random.sample(_DIVISIONS, 5)), *random.sample(_STATIONS, 3)]
    people = _template().people
    family, given = random.sample(_FAMILY, len(people)), random.choices(_GIVEN, k=len(people))
    words = {
        "示例县": county,
        "民政局": bureau,
        "民政": bureau[:2],
        "示民": county[0] + bureau[0],
        "示政办": county[0] + "政办",
        "示效": county[0] + "效",
        "DEMO01": f"DEMO{number % AGENCIES + 1:02d}",
        **dict(zip(_UNITS, units, strict=True)),
        **{name: a + b for name, a, b in zip(people, family, given, strict=True)},
    }
    return _Agency(county, bureau, words)


def _county(number: int) -> str:
    first, second = _PLACES
    return first[number % len(first)] + second[number // len(first) % len(second)] + "县"


def _table(template: _Template, agency: _Agency, random: Random, year: int) -> list[str]:
    """The rows in another order under other names; within a level-1 indicator the points change places, so every sum stays."""
    names = iter(random.sample(range(len(OBJECTS) * len(ACTIONS)), 400))
    days = _working_days(year)
    unit = re.compile("|".join(_UNITS))
    lines: list[str] = []

    def name() -> str:
        which, action = divmod(next(names), len(ACTIONS))
        return OBJECTS[which] + ACTIONS[action]

    for blocks in template.blocks:
        for block in random.sample(blocks, len(blocks)):
            rows = [match for line in block if (match := _ROW.match(line))]
            points = random.sample([row[3] for row in rows], len(rows))
            lines += (f"    name: {name()}\n" if line.startswith("    name:") else line for line in block[: len(block) - len(rows)])
            for row, own in zip(rows, points, strict=True):
                duty = unit.sub(lambda match: agency.words[match[0]], row[4])
                target = _NUMBER.sub(lambda match: _near(match, random), row[5])
                criterion = _NUMBER.sub(lambda match: _near(match, random), row[7])
                due = str(random.choice(days))
                target = _MONTH_END.sub(f"{int(due[5:7])}月底前", target)
                due = due[:7] if "月底前" in target else due
                lines.append(f"{row[1]}{name()}{row[2]}{own}{duty}{target}{row[6]}{criterion}{row[8]}{due}}}\n")
    return lines


def _near(number: re.Match[str], random: Random) -> str:
    """Another number of the same kind: tenths stay tenths, percentages stay below a hundred, counts stay in their range."""
    if "." in number[0]:
        return random.choice(("0.1", "0.2", "0.3", "0.5"))
    value = int(number[0])
    if value in (1, 100):
        return number[0]
    highest = 99 if number.string[number.end() :].startswith("%") else value * 5 // 4 + 1
    return str(random.randint(max(2, value * 3 // 4), highest))


@cache
def _working_days(year: int) -> list[date]:
    days = (date(year, 6, 1) + timedelta(number) for number in range(214))
    return [day for day in days if is_workday(day) and day.year == year]


def _moved(match: re.Match[str], years: int, later: int) -> str:
    """A date of the demo scheme in another year, in the form it is written in; the days of issue come some days later."""
    year = int(match["year"]) + years
    if match["m"]:
        return str(_working_day(year, int(match["m"]), int(match["d"]), later))
    if not match["cm"]:
        return str(year)
    words = "{0.year}年{0.month}月{0.day}日".format(_working_day(year, int(match["cm"]), int(match["cd"]), later))
    if match["tm"]:
        words += "至{0.month}月{0.day}日".format(_working_day(year, int(match["tm"]), int(match["td"]), later))
    return words


def _working_day(year: int, month: int, day: int, later: int) -> date:
    moved = date(year, month, day) + timedelta(later if month == 3 else 0)
    found: date = find_workday(0, moved)
    return found


def _region_file(agency: int) -> str:
    county = _county(agency // AGENCIES)
    pattern = r"^(?P<agency>DEMO[0-9]{2})-(?P<category>[0-9]{2})-(?P<year>[0-9]{4})-(?P<serial>[0-9]{3})$"
    return f"name: {county}\ndemo: true\nindex_pattern: {pattern}\nfooter: {{sponsor: {county}人民政府办公室（演示）}}\n"


def _documents_file(agency: int) -> str:
    county = _county(agency // AGENCIES)
    office = f"{county}人民政府办公室"
    title = f"{office}关于印发《{{year}}年度{county}绩效评估工作方案》的通知"
    entry = f"{county[0]}政办〔{{year}}〕9号:\n  title: {title}\n  issuer: {office}\n  date: {{year}}-02-20\n"
    yearly = (entry.format(year=year) for year in YEARS)
    return "".join(yearly) + f"{county[0]}效〔2022〕3号:\n  title: {county}绩效评估正向激励和察访核验办法\n  date: 2022-06-15\n"


def _agency_file(number: int) -> str:
    agency = _agency(number)
    units = "".join(f"  - {{name: {unit}}}\n" for unit in map(agency.words.__getitem__, _UNITS))
    office = "  - {name: 办公室, aliases: [局办公室]}\n"
    return f"name: {agency.county}{agency.bureau}\ncode_words: [{agency.words['示民']}]\nunits:\n{office}{units}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write COUNT invented schemes of demo size into DIR.")
    parser.add_argument("dir", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    site(arguments.dir, arguments.count, arguments.seed)
