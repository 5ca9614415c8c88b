"""Family A, and what of C concerns attachments: what is cited against what is listed."""

import re
from random import Random

from gongkai.model import Attachment
from gongkai.rules import Case
from rules.planting.edits import add, get, put, write
from rules.planting.kinds import Nowhere, pick, plants
from rules.planting.places import after


def _numbered(case: Case) -> list[int]:
    found = [i for i, each in enumerate(case.scheme.attachments) if each.number]
    if not found:
        raise Nowhere
    return found


@plants("A001")
def attachment_that_is_not_listed(case: Case, random: Random) -> Case:
    at = after(case, random)
    return write(case, at, at, f"具体分工见附件{len(_numbered(case)) + random.randint(1, 4)}。")


@plants("A002", "V009")
def attachment_that_nobody_cites(case: Case, random: Random) -> Case:
    title = random.choice(("机关公务用车登记卡", "会议室使用须知"))
    return add(case, Attachment(number=len(_numbered(case)) + 1, title=title), "attachments")


@plants("A003", "C010", "C012")
def attachments_without_list(case: Case, random: Random) -> Case:
    at = after(case, random)
    case = write(case, at, at, f"具体分工见附件{random.randint(2, 4)}。")
    return put(case, (), "attachments")


@plants("A004", "A002")
def attachment_under_another_title(case: Case, random: Random) -> Case:
    at = after(case, random)
    return write(case, at, at, f"并填写《机关公务用车登记卡》（附件{pick(random, _numbered(case)) + 1}）。")


@plants("A005")
def attachment_without_its_number(case: Case, random: Random) -> Case:
    _numbered(case)
    at = after(case, random)
    return write(case, at, at, random.choice(("具体要求见附件。", "各单位的分工（见附件）要落实到人。")))


@plants("A006")
def number_in_chinese_digits(case: Case, random: Random) -> Case:
    _numbered(case)
    at = after(case, random)
    return write(case, at, at, f"具体要求见附件{random.choice('一二')}。")


@plants("A007", "A001", "A002", "A004", "A008", "C012")
def number_of_another_attachment(case: Case, random: Random) -> Case:
    one, other = random.sample(_numbered(case), 2)
    return put(case, get(case, "attachments", one, "number"), "attachments", other, "number")


@plants("A008", "A001", "A002", "A004", "C012")
def number_that_skips(case: Case, random: Random) -> Case:
    last = _numbered(case)[-1]
    return put(case, last + 1 + random.randint(1, 3), "attachments", last, "number")


@plants("A009", "A001", "A002", "A004", "C012")
def attachment_without_number(case: Case, random: Random) -> Case:
    return put(case, None, "attachments", pick(random, _numbered(case)), "number")


@plants("A010")
def single_attachment_with_a_number(case: Case, random: Random) -> Case:  # noqa: ARG001
    if len(case.scheme.attachments) != 1:
        raise Nowhere
    return put(case, 1, "attachments", 0, "number")


@plants("A011")
def stop_after_an_attachment(case: Case, random: Random) -> Case:
    path = ("attachments", random.randrange(len(case.scheme.attachments)), "title")
    return put(case, get(case, *path) + random.choice("。；"), *path)


@plants("A012", "A004", "A002", "T018")
def title_of_another_attachment(case: Case, random: Random) -> Case:
    one, other = random.sample(_numbered(case), 2)
    return put(case, get(case, "attachments", one, "title"), "attachments", other, "title")


def _list(case: Case, colon: str = "：") -> str:
    lines = [f"{each.number}.{each.title}" for each in case.scheme.attachments if each.number]
    return f"附件{colon}" + "\n".join(lines) + "\n"


@plants("A013")
def list_without_colon(case: Case, random: Random) -> Case:  # noqa: ARG001
    _numbered(case)
    return put(case, case.scheme.text + _list(case, ""), "text")


@plants("A014", "T018")
def list_that_differs(case: Case, random: Random) -> Case:
    numbered = pick(random, _numbered(case))
    title = case.scheme.attachments[numbered].title
    listed = _list(case).replace(title, "机关公务用车登记卡")
    return put(case, case.scheme.text + listed, "text")


@plants("A015")
def list_behind_the_date(case: Case, random: Random) -> Case:  # noqa: ARG001
    _numbered(case)
    if case.scheme.notice is None:
        raise Nowhere
    day = case.scheme.notice.signed_on
    return put(case, f"{case.scheme.text}{day.year}年{day.month}月{day.day}日\n\n{_list(case)}", "text")


@plants("A017")
def list_behind_the_imprint(case: Case, random: Random) -> Case:
    _numbered(case)
    return put(case, f"{case.scheme.text}抄送：{random.choice(('县人社局', '县财政局'))}。\n\n{_list(case)}", "text")


@plants("A016")
def page_under_another_title(case: Case, random: Random) -> Case:
    index = pick(random, _numbered(case))
    number = case.scheme.attachments[index].number
    return put(case, f"{case.scheme.text}\n附件{number}\n\n机关公务用车登记卡\n", "text")


@plants("C012", "A002")
def milestone_with_an_unknown_attachment(case: Case, random: Random) -> Case:
    places = [("milestones", i, "attachment") for i, each in enumerate(case.scheme.milestones) if not each.attachment]
    return put(case, random.randint(6, 9), *pick(random, places))


@plants("P009")
def points_in_the_title_of_an_attachment(case: Case, random: Random) -> Case:
    places = [("attachments", i, "title") for i, each in enumerate(case.scheme.attachments) if re.search(r"业绩指标\d+分", each.title)]
    path = pick(random, places)
    return put(case, re.sub(r"\d+分", f"{random.choice((150, 250, 300))}分", get(case, *path)), *path)
