"""Family L: what may not be measured, in sentences as bureaus write them."""

from random import Random

from msgspec.structs import replace

from gongkai.model import Agency
from gongkai.rules import Case
from rules.planting.edits import with_, write
from rules.planting.kinds import Nowhere, pick, plants
from rules.planting.places import after

_WORDS = {
    "L001": (2023, ("新登记个体工商户不少于{}户。", "个体工商户数量增长{}%。")),
    "L002": (2021, ("全年罚没收入达到{}万元。", "罚款数额与考评得分挂钩。")),
    "L003": (2010, ("以人口普查数据作为考核依据。",)),
    "L004": (2015, ("完成非税收入{}万元。",)),
    "L005": (2021, ("中考升学率达到{}%。",)),
    "L009": (2024, ("政务客户端下载量达到{}次。", "公众号点赞量排名全县前列。")),
    "L010": (2024, ("工作获得县领导批示的加{}分。",)),
    "L013": (2024, ("以拍照留痕情况进行考评。",)),
    "L014": (2024, ("每周报送工作进展情况。", "按月上报工作报表。")),
    "L015": (2024, ("本地企业采购比例达到{}%。",)),
    "L016": (2014, ("实现零上访目标。", "信访量全县排名靠前。")),
}
"""By rule the first year whose schemes it is applied to, and sentences; the braces take a number."""


def _register(code: str, since: int, sentences: tuple[str, ...]) -> None:
    def demand_that_is_forbidden(case: Case, random: Random) -> Case:
        if case.scheme.year < since:
            raise Nowhere
        at = after(case, random)
        return write(case, at, at, pick(random, sentences).format(random.randint(10, 90)))

    plants(code)(demand_that_is_forbidden)


for _code, (_since, _sentences) in _WORDS.items():
    _register(_code, _since, _sentences)


def _of(case: Case, bureau: str) -> Case:
    """The scheme as if it were of another bureau."""
    agency: Agency = replace(case.agency, name=case.agency.name[:3] + bureau, short_names=(case.agency.name, *case.agency.short_names))
    return with_(case, agency=agency)


@plants("L006")
def police_quota(case: Case, random: Random) -> Case:
    at = after(case, random)
    return write(_of(case, "公安局"), at, at, f"破案率达到{random.randint(60, 95)}%。")


@plants("L008")
def medical_revenue(case: Case, random: Random) -> Case:
    at = after(case, random)
    return write(_of(case, "卫生健康局"), at, at, f"业务收入增长{random.randint(5, 20)}%以上。")


@plants("L011")
def veto_without_basis(case: Case, random: Random) -> Case:
    if case.scheme.year < 2024:
        raise Nowhere
    at = after(case, random)
    return write(case, at, at, random.choice(("发生事故的实行一票否决。", "对弄虚作假的单位一票否决。")))


@plants("L012")
def text_that_is_too_long(case: Case, random: Random) -> Case:
    if case.scheme.year < 2024:
        raise Nowhere
    at = after(case, random)
    words = "".join(f"各单位要围绕第{n}阶段目标抓落实。" for n in "甲乙丙丁")
    return write(case, at, at, words * (1 + (4200 - len(case.scheme.text)) // len(words) + random.randint(1, 3)))
