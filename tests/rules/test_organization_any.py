"""Families O and D over any scheme, any register and texts made of dates, posts and names: they neither raise nor change their mind."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from gongkai.diagnostics import Finding
from gongkai.model import Agency, Region, Scheme
from gongkai.rules import Case
from gongkai.rules.registry import checks
from strategies import agencies, regions, schemes

BREAKS = ("\n", "\n一、", "\n（一）", "\n1.", "（1）", "、", "。", "，", "《", "》", "至", "-")
DATES = (
    "2024年",
    "次年",
    "2月30日",
    "11月底前",
    "12月上旬",
    "每月5日前",
    "1月15日前",
    "13月",
    "第四季度",
    "（星期五）",
    "印发",
    "2024-09-31",
)
FAR_DATES = ("二○二四年三月", "2999年12月31日前", "1000年1月1日前", "细化考核指标")
NAMES = ("\n组  长：", "\n成员：", "张三", "王  五", "  局长", "（兼）", "绩效考评领导小组", "绩效评估工作小组", "县")
PIECES = st.sampled_from((*BREAKS, *DATES, *FAR_DATES, *NAMES))


def run(case: Case) -> list[Finding]:
    return [each for code, check in checks().items() if code[0] in "OD" for each in check(case)]


@given(schemes(), agencies(), regions(), st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_any_case_is_checked(scheme: Scheme, agency: Agency, region: Region, text: str) -> None:
    written = msgspec.structs.replace(scheme, text=text + "。")

    def case() -> Case:
        return Case(scheme=written, region=region, agency=agency, documents={})

    found = run(case())
    assert found == run(case())
    for each in found:
        if each.place.path == ("text",):
            assert each.place.offset is not None
            assert 0 <= each.place.offset < each.place.offset + each.place.length <= len(written.text)
