"""The timeline page: order of days, how periods stand to the day of the build, and the months in which indicators fall due."""

from datetime import date

import msgspec
import pytest

from conftest import TODAY, Golden
from gongkai.model import Attachment, Indicator, Milestone, Stage
from gongkai.rules import Case
from gongkai.views.subject import Subject
from gongkai.views.timeline.page import timeline_page


def page(subjects: dict[str, Subject], today: date = TODAY, **fields: object) -> str:
    """The page of a scheme with these stages, milestones, …"""
    case = subjects["demo/mzj/2025"].case
    nothing: dict[str, object] = {"stages": (), "milestones": (), "indicators": (), "attachments": ()}
    scheme = msgspec.structs.replace(case.scheme, **(nothing | fields))
    other = Case(scheme=scheme, region=case.region, agency=case.agency, documents=case.documents)
    return timeline_page(Subject(case=other, address="a/b/2025", findings=(), digest="", earlier=None, later=None, today=today)).body


@pytest.mark.parametrize("address", ["anxi/kjj/2021", "jinjiang/zrzyj/2019", "tongan/tyjrswj/2020", "demo/mzj/2025"])
def test_golden(subjects: dict[str, Subject], golden: Golden, address: str) -> None:
    golden(f"{address.replace('/', '-')}-timeline.html", timeline_page(subjects[address]).body)


@pytest.mark.parametrize(
    ("due", "words", "standing"),
    [
        ("2025-06-17", "2025年6月17日", "已过"),
        ("2025-06-18", "2025年6月18日", "今天截止"),
        ("2025-06-20", "2025年6月20日", "剩余2天"),
        ("2025-06-10/2025-06-19", "2025年6月10日至6月19日", "剩余1天"),
        ("2025-06-中旬", "2025年6月中旬", "剩余2天"),
        ("2025-06", "2025年6月", "剩余12天"),
    ],
)
def test_days_left_count_to_the_last_day_of_a_period(subjects: dict[str, Subject], due: str, words: str, standing: str) -> None:
    body = page(subjects, stages=(Stage(name="某阶段", due=due),))
    assert f'{words}</time> <span class="gk-standing">{standing}</span>' in body
    assert "以2025年6月18日为准，按日历天数" in body


def test_duties_stand_in_the_order_of_their_last_days(subjects: dict[str, Subject]) -> None:
    dues = ("2025-12", "2025-10", "2025-10-10", "2025-09-30", "2025-10-01/2025-10-10", "2025-09-30")
    body = page(subjects, milestones=tuple(Milestone(due=due, what=f"事项{index}") for index, due in enumerate(dues)))
    assert sorted(range(6), key=lambda index: body.index(f"事项{index}")) == [3, 5, 4, 2, 1, 0]
    assert body.count("2025年9月30日") == 1


def test_a_duty_names_who_to_whom_and_its_attachment(subjects: dict[str, Subject]) -> None:
    duty = Milestone(due="2025-07", what="报表", by="各股室", to="县人社局", attachment=2, clause="一")
    body = page(subjects, milestones=(duty,), attachments=(Attachment(number=2, title="报表"),))
    assert "责任单位：各股室" in body
    assert "报送：县人社局" in body
    assert '<a href="index.html#att-1">附件2</a>' in body
    assert '<a href="index.html#s-1">一</a>' in body
    assert "<span>附件2</span>" in page(subjects, milestones=(duty,))


def test_stages_without_any_date_are_a_plain_sequence(subjects: dict[str, Subject]) -> None:
    body = page(subjects, stages=(Stage(name="甲"), Stage(name="乙")))
    assert "原文没有写明各步骤的时间。" in body
    assert "未载时间" not in body
    assert "未载时间" in page(subjects, stages=(Stage(name="甲", due="2025-07"), Stage(name="乙")))


def test_months_count_every_indicator_that_has_a_deadline(subjects: dict[str, Subject]) -> None:
    rows = (
        Indicator(id="a", name="甲", due="2025-11-30", children=(Indicator(id="a1", name="乙", due="2025-11"),)),
        Indicator(id="b", name="丙", due="2025-12-上旬"),
        Indicator(id="c", name="丁"),
    )
    body = page(subjects, indicators=rows)
    assert '<th scope="row">2025年11月</th><td class="gk-num">2项</td>' in body
    assert '<th scope="row">2025年12月</th><td class="gk-num">1项</td><td><span class="gk-month-bar" style="width:50%">' in body


def test_without_stages_and_duties_the_page_says_so(subjects: dict[str, Subject]) -> None:
    body = page(subjects)
    assert "原文没有分步骤。" in body
    assert "原文没有写明带日期的任务。" in body
