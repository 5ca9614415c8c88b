"""Family T, words: those of the lists, traditional characters, look-alikes, words typed twice; dates and years as written."""

from random import Random

from gongkai.rules import Case
from gongkai.rules.language.lexicon import Entry, lexicon
from rules.planting.edits import write
from rules.planting.kinds import pick, plants
from rules.planting.places import after, inside, phrase


def _listed(kind: str) -> list[Entry]:
    entries = {id(entry): entry for found in lexicon((), ()).pairs.values() for entry in found if entry.kind == kind}
    return list(entries.values())


def _inserted(case: Case, random: Random, words: str) -> Case:
    at = after(case, random)
    return write(case, at, at, words)


@plants("T042")
def misspelt_word(case: Case, random: Random) -> Case:
    entry = pick(random, [entry for entry in _listed("phrases") if not entry.then])
    return _inserted(case, random, f"要注意{entry.wrong}。")


@plants("T043")
def variant_word(case: Case, random: Random) -> Case:
    entry = pick(random, [entry for entry in _listed("variants") if not entry.then])
    return _inserted(case, random, f"要注意{entry.wrong}。")


@plants("T044", "T036")
def fixed_phrase(case: Case, random: Random) -> Case:
    entry = pick(random, [entry for entry in _listed("fixed") if not entry.then])
    return _inserted(case, random, f"要坚持{entry.wrong}。")


@plants("T045")
def two_spellings(case: Case, random: Random) -> Case:
    entry = pick(random, [entry for entry in _listed("spellings") if not entry.then])
    return _inserted(case, random, f"要{entry.right}{entry.object}，再{entry.wrong}{entry.object}。")


@plants("T046")
def traditional_character(case: Case, random: Random) -> Case:
    simple = {right: wrong for wrong, right in lexicon((), ()).chars.items()}
    start, end = phrase(case, random)
    at = pick(random, [at for at in range(start, end) if case.scheme.text[at] in simple])
    return write(case, at, at + 1, simple[case.scheme.text[at]])


@plants("T047")
def invisible_character(case: Case, random: Random) -> Case:
    at = inside(case, random)
    return write(case, at, at, random.choice("\u200b\u200c\u00ad"))


@plants("T048")
def words_twice(case: Case, random: Random) -> Case:
    _, end = phrase(case, random)
    return write(case, end, end, case.scheme.text[end - random.choice((3, 4)) : end])


@plants("T033")
def circle_in_a_year(case: Case, random: Random) -> Case:
    digits = "".join(random.choice("○零") if digit == "0" else "〇一二三四五六七八九"[int(digit)] for digit in str(case.scheme.year))
    return _inserted(case, random, f"要按照{digits}年的要求抓好落实。")


@plants("T034", "D019")
def zero_in_a_date(case: Case, random: Random) -> Case:
    day = pick(random, [day for day in case.days if day.month and day.month < 10 and f"年{day.month}月" in day.words])
    at = day.start + day.words.index("年") + 1
    return write(case, at, at, "0")
