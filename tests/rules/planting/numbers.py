"""Numbers in the text: families N and T, each number by the reader that knows what it is a number of."""

from collections.abc import Callable
from random import Random

from gongkai.mentions import Mention
from gongkai.rules import Case
from gongkai.rules.figures.ledger import counts
from gongkai.rules.figures.limits import limits
from gongkai.rules.figures.statements import Statement
from gongkai.rules.figures.thresholds import thresholds
from gongkai.rules.figures.weights import weights
from rules.planting.edits import write
from rules.planting.kinds import pick, plants
from rules.planting.places import after

_HAN = "零一二三四五六七八九十"


def _other(mention: Mention, random: Random, low: int = 1) -> tuple[int, int, str]:
    """Where the digits of a number stand and what to write instead: another number in the same digits."""
    words = mention.words
    digits = next((d for d in _runs(words) if d), "")
    at = mention.start + words.index(digits)
    value = int(digits) if digits.isdecimal() else _HAN.index(digits)
    new = value + pick(random, [step for step in (-2, -1, 1, 2) if low <= value + step <= (10 if not digits.isdecimal() else 9999)])
    return at, at + len(digits), str(new) if digits.isdecimal() else _HAN[new]


def _runs(words: str) -> list[str]:
    for alphabet in ("0123456789", _HAN):
        run = ""
        for char in words:
            if char in alphabet:
                run += char
            elif run:
                break
        if run:
            return [run]
    return [""]


def _plain(mention: Mention) -> bool:
    digits = _runs(mention.words)[0]
    return digits != "" and (digits.isdecimal() or len(digits) == 1) and "." not in mention.words


def _counted(case: Case, random: Random, *kinds: str) -> Case:
    stated = {entry.offset for entry in counts(case) if entry.kind in kinds and entry.held is not None}
    mention = pick(random, [m for m in case.mentions if m.start in stated and _plain(m)])
    return write(case, *_other(mention, random))


@plants("N001", "N008", "N009")
def number_of_parts(case: Case, random: Random) -> Case:
    return _counted(case, random, "parts")


@plants("N002", "N008", "N009")
def number_of_aspects(case: Case, random: Random) -> Case:
    return _counted(case, random, "aspects")


@plants("N003", "N008", "N009")
def number_of_units(case: Case, random: Random) -> Case:
    return _counted(case, random, "units")


@plants("N004", "N007", "N008")
def number_of_rows(case: Case, random: Random) -> Case:
    return _counted(case, random, "level1")


@plants("N005", "N007", "N008")
def number_of_lower_rows(case: Case, random: Random) -> Case:
    return _counted(case, random, "level2")


@plants("N006", "N008", "N009")
def number_of_cases(case: Case, random: Random) -> Case:
    return _counted(case, random, "cases")


@plants("N009", "C001")
def number_of_a_list(case: Case, random: Random) -> Case:
    at, count = after(case, random), random.randint(2, 4)
    items = "；".join(f"（{n}）{words}" for n, words in enumerate(("及时部署", "督促检查", "如实反馈", "按时总结")[:count], start=1))
    return write(case, at, at, f"要做好{_HAN[count + random.choice((-1, 1, 2))]}个方面的工作：{items}。")


@plants("N010")
def number_of_grades(case: Case, random: Random) -> Case:
    return _counted(case, random, "bands", "stages")


@plants("N007", "N004", "N005", "N008")
def total_of_rows(case: Case, random: Random) -> Case:
    wholes = {c.id for _, c, _ in case.components if c.components and all(part.declared.level1 for part in c.components)}
    stated = {entry.offset for entry in counts(case) if entry.is_of_table and entry.owner in wholes}
    mention = pick(random, [m for m in case.mentions if m.start in stated and _plain(m)])
    return write(case, *_other(mention, random))


Read = Callable[[Case], tuple[Statement, ...]]


def _stated(case: Case, random: Random, read: Read, kind: str, *, alone: bool | None = None) -> Case:
    """Another number in a statement of these kinds; `alone` says whether the text must state the thing once or several times."""
    found = [each for each in read(case) if each.kind in kind.split() and each.held is not None and _plain(each.mention)]
    found = [each for each in found if "分制" not in each.mention.words and each.mention.low is None]
    times = [(each.kind, each.subject) for each in found]
    chosen = [each for each in found if alone is None or (times.count((each.kind, each.subject)) == 1) is alone]
    return write(case, *_other(pick(random, chosen).mention, random))


@plants("T009", "T017", "C003", "P001")
def points_in_the_text(case: Case, random: Random) -> Case:
    return _stated(case, random, weights, "points", alone=True)


@plants("T010", "T017", "C003")
def share_in_the_text(case: Case, random: Random) -> Case:
    return _stated(case, random, weights, "share", alone=True)


@plants("T011")
def scale_in_the_text(case: Case, random: Random) -> Case:
    return _stated(case, random, weights, "scale")


@plants("T012", "T017")
def carve_out_in_the_text(case: Case, random: Random) -> Case:
    return _stated(case, random, weights, "carve")


@plants("T013")
def grade_line_in_the_text(case: Case, random: Random) -> Case:
    return _stated(case, random, thresholds, "line")


@plants("T014")
def quota_in_the_text(case: Case, random: Random) -> Case:
    return _stated(case, random, thresholds, "quota")


@plants("T015")
def cap_in_the_text(case: Case, random: Random) -> Case:
    return _stated(case, random, thresholds, "cap")


@plants("T016")
def limit_in_the_text(case: Case, random: Random) -> Case:
    return _stated(case, random, _only_limits, "limit")


def _only_limits(case: Case) -> tuple[Statement, ...]:
    """The limits of indicator rules, without those that are a component's points as well: 均为6分."""
    weighed = {each.mention.start for each in weights(case)}
    return tuple(each for each in limits(case) if each.mention.start not in weighed)


@plants("T017", "C003", many=True)
def points_or_share_stated_twice(case: Case, random: Random) -> Case:
    return _stated(case, random, weights, "points share", alone=False)


# How numbers are written


@plants("T031", "D019")
def digits_two_columns_wide(case: Case, random: Random) -> Case:
    mention = pick(random, [m for m in case.mentions if _runs(m.words)[0].isdecimal()])
    digits = _runs(mention.words)[0]
    at = mention.start + mention.words.index(digits)
    return write(case, at, at + len(digits), "".join(chr(ord(char) + 0xFEE0) for char in digits))


@plants("T032")
def per_cent_two_columns_wide(case: Case, random: Random) -> Case:
    places = [at for at, char in enumerate(case.scheme.text) if char == "%"]
    at = pick(random, places if len(places) > 1 else [])
    return write(case, at, at + 1, "％")
