"""The organization page: the chart's geometry, what the list and the table repeat, and which units the group's members come from."""

import re
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Golden
from gongkai.model import Agency, Member, Office, Organization, SubjectGroup, Unit
from gongkai.rules import Case
from gongkai.views.organization.chart import COLUMNS, WIDTH, chart
from gongkai.views.organization.page import organization_page
from gongkai.views.organization.people import group
from gongkai.views.subject import Subject
from reading import read

RECT = re.compile(r'<rect class="([^"]*)" x="(-?\d+)" y="(\d+)" width="(\d+)" height="(\d+)"/>')
SPAN = re.compile(r'<tspan class="gk-chart-(\w+)" x="(\d+)" y="(\d+)">([^<]*)</tspan>')
FONT = {"post": 13, "name": 16, "note": 13}


def drawn(members: tuple[Member, ...], office: Office | None = None) -> str:
    return chart(group(Organization(name="领导小组", members=members, office=office)), "g")


@pytest.mark.parametrize("address", ["anxi/sfj/2019", "tongan/tyjrswj/2020", "jinjiang/zrzyj/2019", "demo/mzj/2025"])
def test_golden(subjects: dict[str, Subject], golden: Golden, address: str) -> None:
    golden(f"{address.replace('/', '-')}-organization.html", organization_page(subjects[address]).body)


_MEMBERS = st.builds(
    Member,
    post=st.sampled_from(["组长", "副组长", "成员"]),
    name=st.none() | st.text("林丽艳Anna", min_size=1, max_size=40),
    title=st.none() | st.text("局办公室、主任abc（）", min_size=1, max_size=90),
    role=st.just("各股室主要负责人"),
    concurrent=st.booleans(),
)


@given(
    st.lists(_MEMBERS, min_size=1, max_size=30),
    st.none() | st.builds(Office, seat=st.just("政工股"), members=st.lists(_MEMBERS).map(tuple)),
)
def test_boxes_keep_apart_and_hold_their_words(members: list[Member], office: Office | None) -> None:
    svg = drawn(tuple(members), office)
    size = re.search(rf'viewBox="0 0 {WIDTH} (\d+)"', svg)
    assert size
    boxes = [tuple(map(int, box)) for _, *box in RECT.findall(svg)]
    assert len(boxes) == len(members) + (1 + len(office.members) if office else 0)
    assert len({width for _, _, width, _ in boxes}) == 1
    for x, y, width, height in boxes:
        assert x >= 0 and x + width <= WIDTH and y + height <= int(size[1])
    for a in range(len(boxes)):
        for b in boxes[a + 1 :]:
            x, y, width, height = boxes[a]
            assert x + width <= b[0] or b[0] + b[2] <= x or y + height <= b[1] or b[1] + b[3] <= y
    for style, middle, baseline, words in SPAN.findall(svg):
        length = sum(1 if char > "\u2e7f" else 0.6 for char in words) * FONT[style]
        held = [(x, y, w, h) for x, y, w, h in boxes if x <= int(middle) - length / 2 and int(middle) + length / 2 <= x + w]
        assert any(y < int(baseline) < y + h for _, y, _, h in held), words


def test_only_right_angles() -> None:
    posts = ["组长", "副组长", "副组长", *["成员"] * 9]
    svg = drawn(tuple(Member(post=post, name="甲") for post in posts), Office(seat="办公室", members=(Member(post="成员", name="乙"),)))
    path = re.search(r' d="([^"]*)"', svg)
    assert path
    assert re.fullmatch(r"(M\d+ \d+([HV]\d+)+)+", path[1])


def test_more_than_four_of_a_post_take_further_rows() -> None:
    rows = {y for _, _, y, _, _ in RECT.findall(drawn(tuple(Member(post="成员", name=f"甲{i}") for i in range(2 * COLUMNS + 1))))}
    assert len(rows) == 3


def test_a_chart_says_in_words_what_it_shows() -> None:
    svg = drawn((Member(post="组长", name="<甲>"), Member(post="成员", role="各股室负责人")), Office(seat="办公室"))
    assert '<title id="g-title">领导小组结构图</title>' in svg
    assert '<desc id="g-desc">自上而下：组长1，成员1；下设领导小组办公室。</desc>' in svg
    assert "&lt;甲&gt;" in svg


def test_chart_list_and_table_show_the_same_people(subjects: dict[str, Subject]) -> None:
    for each in subjects.values():
        body = organization_page(each).body
        for organization in each.case.scheme.organization:
            office = organization.office.members if organization.office else ()
            for member in (*organization.members, *office):
                if member.name:
                    assert body.count(member.name) >= 3


def test_a_group_only_named_says_so(subjects: dict[str, Subject]) -> None:
    page = organization_page(subjects["tongan/tyjrswj/2020"])
    assert page.body.count("原文只提到这个机构的名称，没有列出成员。") == 3
    assert [heading.text for heading in page.contents] == [
        "局机关效能建设领导小组",
        "局绩效管理工作小组",
        "局绩效管理工作领导小组",
        "参评对象",
    ]


def test_without_group_and_subjects_the_page_says_so(subjects: dict[str, Subject]) -> None:
    assert "原文没有写明领导小组或者其他组织机构。" in organization_page(subjects["anxi/mzj/2024"]).body
    assert "原文没有列出参评对象。" in organization_page(subjects["jinjiang/zrzyj/2019"]).body


def test_units_are_matched_with_the_titles_that_name_them(subjects: dict[str, Subject]) -> None:
    body = organization_page(subjects["anxi/sfj/2019"]).body
    assert '<th scope="row">政工股</th><td>林湍湍（局政工股科员）</td>' in body
    assert '<th scope="row">复议应诉股</th><td>谢俊生（局政策法规股、复议应诉股、行政执法督查股科员）</td>' in body
    assert "载明9个" in body


def test_of_two_unit_names_in_one_place_the_longer_counts(subjects: dict[str, Subject]) -> None:
    case = subjects["demo/mzj/2025"].case
    scheme = msgspec.structs.replace(
        case.scheme,
        subjects=(SubjectGroup(kind="单位", units=("服务中心", "社区服务中心", "养老股")),),
        organization=(Organization(name="小组", members=(Member(post="成员", name="甲", title="社区服务中心、养老股负责人"),)),),
    )
    other = Case(scheme=scheme, region=case.region, agency=Agency(name="局", units=(Unit(name="养老股", aliases=("养老",)),)), documents={})
    body = organization_page(replace(subjects["demo/mzj/2025"], case=other)).body
    for unit, people in (("服务中心", '<span class="gk-quiet">未见</span>'), ("社区服务中心", "甲（社区服务中心、养老股负责人）")):
        assert f'<th scope="row">{unit}</th><td>{people}</td>' in body
    assert body.count("甲（社区服务中心、养老股负责人）") == 2


def test_tables_have_headers(subjects: dict[str, Subject]) -> None:
    tags = read(organization_page(subjects["anxi/sfj/2019"]).body).tags
    assert tags.count("table") == tags.count("caption") == tags.count("thead") == 3
