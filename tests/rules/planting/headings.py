"""Family T, headings: their numbers, levels, forms and words; and references of the text to itself."""

import re
from random import Random

from gongkai.numerals import han_numeral
from gongkai.outline import Section
from gongkai.rules import Case
from gongkai.rules.language.numbering import numeral_like, sequences
from rules.planting.edits import get, put, write
from rules.planting.kinds import pick, plants
from rules.planting.places import after, siblings


def _renumbered(case: Case, section: Section, number: int) -> Case:
    written = case.outline.numeral(section)
    return write(case, section.start, section.start + len(written), numeral_like(written, number))


@plants("T001", "T008")
def number_of_a_heading(case: Case, random: Random) -> Case:
    section = pick(random, [s for s in pick(random, siblings(case, (2, 3, 4), least=3))[1:] if not s.inline])
    return _renumbered(case, section, section.number + random.choice((1, 2, 3)))


@plants("T001")
def item_left_out(case: Case, random: Random) -> Case:
    section = pick(random, pick(random, siblings(case, (2, 3, 4), least=3))[:-1])
    return write(case, section.start, section.end, "")


@plants("T002")
def level_left_out(case: Case, random: Random) -> Case:
    outline = case.outline
    outer = {section.parent for section in outline.sections}
    leaves = [s for i, s in enumerate(outline.sections) if s.style == 2 and i not in outer and not s.inline]
    section = pick(random, leaves)
    return write(case, section.end, section.end, "（1）及时部署，抓好落实；\n（2）定期检查，如实反馈。\n")


@plants("T003", "T002", "T039")
def numeral_in_other_brackets(case: Case, random: Random) -> Case:
    outline = case.outline
    lists = [each for each in sequences(case) if each[0].style == 2 and len(each) > 2 and not each[0].inline]
    section = pick(random, pick(random, lists)[1:])
    written = outline.numeral(section)
    other = random.choice((f"({han_numeral(section.number)})", f"（{section.number}）"))
    return write(case, section.start, section.start + len(written), other)


@plants("T004", "C013", "T022")
def mark_after_a_numeral(case: Case, random: Random) -> Case:
    section = pick(random, [s for s in case.outline.sections if s.style in (2, 4, 5) and not s.inline])
    return write(case, section.title_start, section.title_start, "、")


@plants("T005")
def comma_after_arabic_numerals(case: Case, random: Random) -> Case:
    lists = [each for each in sequences(case) if each[0].style == 3 and not each[0].inline]
    for section in reversed(pick(random, lists)):
        end = section.start + len(case.outline.numeral(section))
        case = write(case, section.start, end, f"{section.number}、")
    return case


def _one_more(case: Case, sequence: tuple[Section, ...], words: str) -> Case:
    last = sequence[-1]
    numeral = numeral_like(case.outline.numeral(last), last.number + 1)
    gap = "" if case.scheme.text[: last.end].endswith("\n") else "\n"
    return write(case, last.end, last.end, f"{gap}{numeral}{words}\n")


@plants("T006", "T007", "T028")
def heading_of_another_section(case: Case, random: Random) -> Case:
    lists = [each for each in sequences(case) if each[0].style == 2 and not each[0].inline and len(each) > 1]
    titled = [each for each in lists if each[0].parent is not None and all(section.title for section in each)]
    chosen = pick(random, [each for each in titled if not _is_of_components(case, each)])
    return _one_more(case, chosen, f"{random.choice(chosen).title}。要及时部署，抓好落实。")


def _is_of_components(case: Case, sequence: tuple[Section, ...]) -> bool:
    return any("分" in section.title or component.name in section.title for section in sequence for _, component, _ in case.components)


@plants("T007")
def heading_with_nothing_below(case: Case, random: Random) -> Case:
    lists = [each for each in sequences(case) if each[0].style == 2 and len(each) > 1 and not each[0].inline]
    chosen = pick(random, [each for each in lists if not _is_of_components(case, each)])
    return _one_more(case, chosen, random.choice(("强化保障措施", "做好宣传引导", "严格督促检查")))


@plants("T008")
def reference_to_nothing(case: Case, random: Random) -> Case:
    at = after(case, random)
    clause = random.choice(("本方案第九部分", "本方案第八部分", "本方案九（三）", "本方案第八条"))
    return write(case, at, at, f"具体要求见{clause}。")


@plants("T028")
def stop_after_a_heading(case: Case, random: Random) -> Case:
    text = case.scheme.text
    bare = [
        [s for s in each if text[s.title_end : s.title_end + 1] == "\n" and s.title_end - s.title_start <= 20 and s.end > s.title_end + 1]
        for each in sequences(case)
        if each[0].style < 3 and len(each) > 2
    ]
    section = pick(random, pick(random, [each for each in bare if len(each) > 2]))
    return write(case, section.title_end, section.title_end, "。")


@plants("T018", "R016", "T019", "A004", "G008", "R005", "Y006")
def year_of_a_title(case: Case, random: Random) -> Case:
    places: list[tuple[str | int, ...]] = [("title",)] + ([("notice", "title")] if case.scheme.notice else [])
    places += [("attachments", i, "title") for i, each in enumerate(case.scheme.attachments) if each.content == "indicators"]
    path = pick(random, [path for path in places if re.search("20[0-9]{2}年", get(case, *path))])
    return put(case, get(case, *path).replace(str(case.scheme.year), str(case.scheme.year + random.choice((-1, 1))), 1), *path)


@plants("T019", "R016")
def year_of_the_own_work(case: Case, random: Random) -> Case:
    at = after(case, random)
    year = case.scheme.year + random.choice((-2, -1, 1))
    return write(case, at, at, f"各单位要认真做好{year}年度绩效{random.choice(('评估', '考评', '管理'))}工作。")
