"""Family T, punctuation: marks typed wrong, doubled, out of place or without their other half."""

from random import Random

from gongkai.rules import Case
from rules.planting.edits import write
from rules.planting.kinds import pick, plants
from rules.planting.places import after, inside, mark, phrase, sentence

_ORGANS = "室局部委会院厅府处科股所站校心团"
"""After the end of an organ's name a blank may part two issuers."""


@plants("T020")
def half_width_comma(case: Case, random: Random) -> Case:
    at = mark(case, random, "，")
    return write(case, at, at + 1, random.choice((",", ", ")))


@plants("T020")
def half_width_colon(case: Case, random: Random) -> Case:
    places = [at for at, char in enumerate(case.scheme.text) if char in "：；"]
    at = pick(random, places)
    return write(case, at, at + 1, {"：": ":", "；": ";"}[case.scheme.text[at]])


@plants("T021")
def mark_twice(case: Case, random: Random) -> Case:
    at = mark(case, random, "，。、")
    return write(case, at, at, case.scheme.text[at])


@plants("T021")
def two_marks(case: Case, random: Random) -> Case:
    at = mark(case, random, "，")
    return write(case, at, at + 1, random.choice(("，。", "、，", "；，")))


@plants("T022")
def mark_before_a_bracket(case: Case, random: Random) -> Case:
    start, end = phrase(case, random)
    words = case.scheme.text[start:end]
    return write(case, start, end, random.choice((f"（{words}，）", f"（，{words}）")))


@plants("T022")
def mark_at_the_head_of_a_line(case: Case, random: Random) -> Case:
    start, _ = sentence(case, random)
    return write(case, start, start, "\n，" if case.scheme.text[start - 1] != "\n" else "，")


@plants("T023")
def ellipsis_of_other_marks(case: Case, random: Random) -> Case:
    at = inside(case, random)
    return write(case, at, at, random.choice(("...", "。。。", "…", "······")))


@plants("T024")
def dash_of_hyphens(case: Case, random: Random) -> Case:
    at = inside(case, random)
    return write(case, at, at, "--")


@plants("T025", "T048")
def comma_before_a_conjunction(case: Case, random: Random) -> Case:
    at = after(case, random)
    return write(case, at, at, f"要加强组织、协调{random.choice(('、和', '、及', '、以及'))}督促。")


@plants("T026")
def comma_between_quotes(case: Case, random: Random) -> Case:
    at = after(case, random)
    return write(case, at, at, random.choice(("要做到“早部署”、“早落实”。", "要学好《宪法》、《监察法》。")))


@plants("T027")
def comma_after_an_ordinal(case: Case, random: Random) -> Case:
    at = after(case, random)
    return write(case, at, at, f"{random.choice(('第一', '首先'))}、要及时部署。")


@plants("T029")
def blank_in_a_sentence(case: Case, random: Random) -> Case:
    at = inside(case, random)
    while case.scheme.text[at - 1] in _ORGANS:
        at = inside(case, random)
    return write(case, at, at, random.choice((" ", "　", "  ")))


@plants("T030")
def blank_beside_a_mark(case: Case, random: Random) -> Case:
    at = mark(case, random, "，、。")
    at += case.scheme.text[at] != "。"
    return write(case, at, at, random.choice((" ", "　")))


@plants("T035")
def range_with_a_hyphen(case: Case, random: Random) -> Case:
    places = [at for at, char in enumerate(case.scheme.text) if char == "～"]
    at = pick(random, places)
    return write(case, at, at + 1, "-")


@plants("T035")
def hyphen_between_numbers(case: Case, random: Random) -> Case:
    at, low = after(case, random), random.randint(2, 5)
    return write(case, at, at, f"每次检查由{low}{random.choice('-~')}{low + 2}人参加。")


@plants("T036")
def closing_mark_left_out(case: Case, random: Random) -> Case:
    places = [at for at, char in enumerate(case.scheme.text) if char in "“”"]
    at = pick(random, places)
    return write(case, at, at + 1, "")


@plants("T036")
def mark_without_its_other_half(case: Case, random: Random) -> Case:
    at = inside(case, random)
    return write(case, at, at, random.choice("（“”《》"))


@plants("T037", "T036", many=True)
def crossed_marks(case: Case, random: Random) -> Case:
    start, end = phrase(case, random)
    words = case.scheme.text[start:end]
    first, second = random.choice((("“”", "（）"), ("（）", "“”"), ("《》", "“”")))
    return write(case, start, end, f"{first[0]}{words[:2]}{second[0]}{words[2]}{first[1]}{words[3:]}{second[1]}")


def _wrapped(case: Case, random: Random, opening: str, closing: str) -> Case:
    start, end = phrase(case, random)
    return write(case, start, end, f"{opening}{case.scheme.text[start:end]}{closing}")


@plants("T038")
def brackets_of_two_kinds(case: Case, random: Random) -> Case:
    return _wrapped(case, random, *random.choice((("（", ")"), ("(", "）"))))


@plants("T039")
def half_width_brackets(case: Case, random: Random) -> Case:
    return _wrapped(case, random, "(", ")")


@plants("T040")
def straight_quotes(case: Case, random: Random) -> Case:
    return _wrapped(case, random, '"', '"')


@plants("T041")
def quotes_in_quotes(case: Case, random: Random) -> Case:
    start, end = phrase(case, random)
    words = case.scheme.text[start:end]
    return write(case, start, end, f"“{words[:1]}“{words[1:3]}”{words[3:]}”")
