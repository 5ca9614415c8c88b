"""Family G and waivers: the catalogue, publication, review, validity."""

import datetime as dt
from random import Random

from msgspec.structs import replace

from gongkai.model import ChangeNote, Waiver
from gongkai.rules import Case
from rules.planting.edits import add, get, put, with_
from rules.planting.kinds import Nowhere, pick, plants

_PUBLISHED = ("disclosure", "published_at")


def _shifted(case: Case, days: int) -> dt.date:
    published = case.scheme.disclosure.published_at
    assert published
    return published.date() + dt.timedelta(days=days)


@plants("G001", "G005", "G006")
def index_of_another_scheme(case: Case, random: Random) -> Case:
    known = ["AX08100-0301-2024-00052", "AX08200-0301-2021-00012", "AX08300-0301-2019-00044", "JJ05100-0301-2019-00088"]
    return put(case, pick(random, [index for index in known if index != case.scheme.disclosure.index]), "disclosure", "index")


@plants("G002", "G009", "D003")
def catalogue_without_an_entry(case: Case, random: Random) -> Case:
    return put(case, None, "disclosure", random.choice(("index", "summary")))


@plants("G003", "G013")
def another_mode_than_the_annotation(case: Case, random: Random) -> Case:
    if not (case.scheme.notice and case.scheme.notice.annotation):
        raise Nowhere
    return put(case, f"此件{random.choice(('依申请公开', '不予公开'))}", "notice", "annotation")


@plants("G004")
def no_annotation(case: Case, random: Random) -> Case:  # noqa: ARG001
    if not (case.scheme.notice and case.scheme.notice.annotation):
        raise Nowhere
    return put(case, None, "notice", "annotation")


@plants("G005")
def index_in_another_form(case: Case, random: Random) -> Case:
    form = f"[A-Z]{{2}}[0-9]{{5}}-[0-9]{{4}}-(?P<year>[0-9]{{4}})-[0-9]{{{random.choice((3, 6))}}}"
    return with_(case, region=replace(case.region, index_pattern=form))


@plants("G006", "G005")
def year_of_the_index(case: Case, random: Random) -> Case:
    index, year = get(case, "disclosure", "index"), case.scheme.year
    return put(case, index.replace(f"-{year}-", f"-{year - random.randint(1, 3)}-"), "disclosure", "index")


@plants("G007")
def another_publisher(case: Case, random: Random) -> Case:
    return put(case, random.choice(("青云县财政局", "青云县水利局")), "disclosure", "publisher")


@plants("G008")
def summary_that_says_nothing(case: Case, random: Random) -> Case:
    year = case.scheme.year
    words = (case.scheme.title, case.scheme.disclosure.summary.replace(str(year), str(year - 1)))  # type: ignore[union-attr]
    return put(case, random.choice(words), "disclosure", "summary")


@plants("G009")
def published_late(case: Case, random: Random) -> Case:
    published = get(case, *_PUBLISHED)
    return put(case, published + dt.timedelta(days=random.randint(45, 200)), *_PUBLISHED)


@plants("G010", "G002")
def not_yet_published(case: Case, random: Random) -> Case:  # noqa: ARG001
    return put(case, None, *_PUBLISHED)


@plants("G011", "V009")
def no_review(case: Case, random: Random) -> Case:  # noqa: ARG001
    return put(case, None, "disclosure", "review")


@plants("G012")
def reviewed_after_publication(case: Case, random: Random) -> Case:
    return put(case, _shifted(case, random.randint(1, 30)), "disclosure", "review", "on")


@plants("G013")
def draft_with_a_time_of_publication(case: Case, random: Random) -> Case:  # noqa: ARG001
    return put(case, True, "draft")


@plants("G014")
def end_without_date(case: Case, random: Random) -> Case:
    return put(case, random.choice(("废止", "失效", "撤销")), "disclosure", "validity")


@plants("G015")
def successor_of_a_valid_scheme(case: Case, random: Random) -> Case:
    return put(case, f"某政办〔{case.scheme.year + 1}〕{random.randint(1, 90)}号", "disclosure", "replaced_by")


@plants("G016", "G017")
def ended_before_issue(case: Case, random: Random) -> Case:
    about = replace(
        case.scheme.disclosure, validity="废止", replaced_by="某政办〔2030〕1号", validity_on=_shifted(case, -random.randint(60, 200))
    )
    return put(case, about, "disclosure")


@plants("G017")
def change_before_publication(case: Case, random: Random) -> Case:
    return add(case, ChangeNote(on=_shifted(case, -random.randint(1, 30)), note="更正一处文字"), "disclosure", "changes")


@plants("W001")
def waiver_of_nothing(case: Case, random: Random) -> Case:
    code = random.choice(("P001", "N003", "T020", "D011", "R011", "Z999"))
    return add(case, Waiver(code=code, reason="原文如此"), "waivers")
