"""Family D: the day of issue, deadlines, stages, dates of the text."""

import datetime as dt
from random import Random

from gongkai.numerals import han_numeral
from gongkai.rules import Case
from gongkai.workdays import day_off_name
from rules.planting.edits import get, put, write
from rules.planting.kinds import Nowhere, pick, plants
from rules.planting.places import after

_ISSUE = ("D002", "D003", "D011", "D012", "G009", "R005", "R013", "D001", "G006", "D006")


def _signed(case: Case) -> dt.date:
    if case.scheme.notice is None:
        raise Nowhere
    return case.scheme.notice.signed_on


@plants("D001")
def printed_before_signing(case: Case, random: Random) -> Case:
    if not (case.scheme.notice and case.scheme.notice.imprint):
        raise Nowhere
    return put(case, _signed(case) - dt.timedelta(days=random.randint(1, 40)), "notice", "imprint", "on")


@plants("D002", "D003", "G012")
def published_before_signing(case: Case, random: Random) -> Case:
    published = case.scheme.disclosure.published_at
    assert published
    early = dt.datetime.combine(_signed(case) - dt.timedelta(days=random.randint(1, 20)), published.timetz())
    return put(case, early, "disclosure", "published_at")


@plants("D003", "G009")
def generated_before_signing(case: Case, random: Random) -> Case:
    return put(case, _signed(case) - dt.timedelta(days=random.randint(1, 30)), "disclosure", "generated_on")


@plants("D003", "G009")
def generated_after_publication(case: Case, random: Random) -> Case:
    published = case.scheme.disclosure.published_at
    assert published
    return put(case, published.date() + dt.timedelta(days=random.randint(1, 30)), "disclosure", "generated_on")


@plants("D004", *_ISSUE)
def signed_after_the_year(case: Case, random: Random) -> Case:
    _signed(case)
    return put(case, dt.date(case.scheme.year + 1, random.randint(1, 4), random.randint(1, 28)), "notice", "signed_on")


@plants("D005", *_ISSUE)
def signed_late(case: Case, random: Random) -> Case:
    _signed(case)
    return put(case, dt.date(case.scheme.year, random.choice((11, 12)), random.randint(1, 28)), "notice", "signed_on")


@plants("D006")
def another_date_below_the_text(case: Case, random: Random) -> Case:
    day = _signed(case) + dt.timedelta(days=random.randint(1, 25))
    return put(case, f"{case.scheme.text}\n{day.year}年{day.month}月{day.day}日", "text")


def _said(case: Case, random: Random, words: str) -> Case:
    at = after(case, random)
    return write(case, at, at, words)


@plants("D007")
def day_that_the_calendar_lacks(case: Case, random: Random) -> Case:
    day = random.choice(("9月31日", "11月31日", "13月5日"))
    return _said(case, random, f"各单位于{case.scheme.year}年{day}前完成自查。")


@plants("D008", "D011", "D014")
def wrong_weekday(case: Case, random: Random) -> Case:
    day = dt.date(case.scheme.year, 12, random.randint(2, 27))
    while day_off_name(day):
        day += dt.timedelta(days=1)
    wrong = "一二三四五六日"[(day.weekday() + random.randint(1, 6)) % 7]
    return _said(case, random, f"{day.year}年{day.month}月{day.day}日（星期{wrong}）召开总结会。")


@plants("D009")
def range_that_runs_backwards(case: Case, random: Random) -> Case:
    last = random.randint(2, 12)
    return _said(case, random, f"各单位于{case.scheme.year}年11月{last + random.randint(1, 12)}日至{last}日开展自查。")


@plants("D010")
def year_left_open(case: Case, random: Random) -> Case:
    begin, end = random.randint(3, 6), random.randint(9, 10)
    return _said(case, random, f"各单位于{case.scheme.year}年12月{begin}日开始自查，1月{end}日前报送结果。")


@plants("D011")
def due_before_issue(case: Case, random: Random) -> Case:
    day = _signed(case) - dt.timedelta(days=random.randint(0, 50))
    while day_off_name(day):
        day -= dt.timedelta(days=1)
    return _said(case, random, f"各单位于{day.year}年{day.month}月{day.day}日前报送名单。")


@plants("D013", "D014")
def due_on_a_day_off(case: Case, random: Random) -> Case:
    off = [day for n in range(2, 30) if day_off_name(day := dt.date(case.scheme.year, 12, n))]
    day = pick(random, off)
    return _said(case, random, f"各单位于{day.year}年{day.month}月{day.day}日前报送总结。")


@plants("D014", "D019", "D013", "D011", "D016")
def milestone_of_another_year(case: Case, random: Random) -> Case:
    index = pick(random, list(range(len(case.scheme.milestones))))
    due = get(case, "milestones", index, "due")
    return put(case, due.replace(due[:4], str(case.scheme.year - random.randint(1, 3))), "milestones", index, "due")


@plants("D015")
def set_after_the_year(case: Case, random: Random) -> Case:
    year, day = case.scheme.year + 1, random.randint(10, 14)
    day = next(d for d in range(day, 20) if not day_off_name(dt.date(year, 1, d)))
    return _said(case, random, f"{year}年1月{day}日前，各单位分解细化各项指标。")


@plants("D016", "D019", "D011", "D014", "D012")
def stages_exchanged(case: Case, random: Random) -> Case:
    at = pick(random, [i for i, each in enumerate(case.scheme.stages) if each.due][:-1])
    stages = list(case.scheme.stages)
    stages[at], stages[at + 1] = stages[at + 1], stages[at]
    return put(case, tuple(stages), "stages")


@plants("D017", "D013")
def deadline_after_its_stage(case: Case, random: Random) -> Case:
    at, year, month = len(case.scheme.text), case.scheme.year, random.randint(10, 12)
    number = max(section.number for section in case.outline.sections if section.level == 1) + 1
    heading = f"{han_numeral(number)}、自查阶段（{year}年{month}月1日至{year}年{month}月20日）\n"
    return write(case, at, at, f"{heading}各单位于{year + 1}年1月{random.randint(6, 12)}日前报送自查报告。\n")


@plants("D018")
def stage_without_time(case: Case, random: Random) -> Case:
    timed = [("stages", i, "due") for i, each in enumerate(case.scheme.stages) if each.due]
    return put(case, None, *pick(random, timed))


@plants("D019", "D013", "D014", "D016", "D011", "D012")
def time_of_a_milestone(case: Case, random: Random) -> Case:
    dated = [(i, each.due) for i, each in enumerate(case.scheme.milestones) if each.clause]
    index, due = pick(random, [(i, due) for i, due in dated if len(due) == 10 and due[-1].isdigit()])
    day = dt.date.fromisoformat(due) + dt.timedelta(days=random.choice((-3, -2, 2, 3, 7, 14)))
    while day_off_name(day):
        day += dt.timedelta(days=1)
    return put(case, day.isoformat(), "milestones", index, "due")
