"""Family R: document numbers, cited documents, the scheme's own name, names of organs."""

import datetime as dt
import re
from random import Random

from msgspec.structs import replace

from gongkai.model import Document
from gongkai.rules import Case
from gongkai.rules.documents.cited_documents import references
from rules.planting.edits import add, get, put, with_, write
from rules.planting.kinds import Nowhere, pick, plants
from rules.planting.places import after


def _own(case: Case) -> str:
    number = case.scheme.notice.number if case.scheme.notice else None
    if not number:
        raise Nowhere
    return number


@plants("R001", "T018", "R005", "R006", "R007")
def number_of_another_scheme(case: Case, random: Random) -> Case:
    numbers = {"安民〔2024〕52号", "安科〔2021〕12号", "安司〔2019〕44号"} - {_own(case)}
    return put(case, pick(random, sorted(numbers)), "notice", "number")


@plants("R002")
def own_number_in_another_form(case: Case, random: Random) -> Case:
    number = _own(case)
    forms = (number.replace("〔", "[").replace("〕", "]"), number.replace("〔", "（").replace("〕", "）"), number.replace("〕", "〕第"))
    return put(case, random.choice(forms), "notice", "number")


@plants("R003", "T038", "T039")
def cited_number_in_another_form(case: Case, random: Random) -> Case:
    each = pick(random, [each for each in references(case) if each.path == ("text",)]).number
    forms = (each.words.replace("〔", "[").replace("〕", "]"), each.words.replace("〕", "〕第"), each.words.replace("〕", "〕0"))
    return write(case, each.start, each.end, random.choice(forms))


@plants("R004", "R009", "R011")
def number_without_serial(case: Case, random: Random) -> Case:
    each = pick(random, [each for each in references(case) if each.path == ("text",)]).number
    return write(case, each.start, each.end, each.words.replace(f"〕{each.serial}", f"〕{random.choice(('', '×'))}"))


@plants("R005", "T018", "Y006")
def year_of_the_own_number(case: Case, random: Random) -> Case:
    year = case.scheme.year
    return put(case, _own(case).replace(f"〔{year}〕", f"〔{year + random.choice((-1, 1))}〕"), "notice", "number")


@plants("R006")
def code_word_of_another_organ(case: Case, random: Random) -> Case:
    return put(case, random.choice("卫教农") + _own(case)[random.choice((1, 2)) :], "notice", "number")


@plants("R007")
def own_number_otherwise(case: Case, random: Random) -> Case:
    other = re.sub(r"〕(\d+)", lambda match: f"〕{int(match[1]) + random.randint(1, 9)}", _own(case))
    return put(case, f"{other}\n{case.scheme.text}", "text")


@plants("R008")
def number_under_two_titles(case: Case, random: Random) -> Case:
    at, number = after(case, random), f"某政办〔{case.scheme.year}〕{random.randint(2, 90)}号"
    words = f"要落实《县直机关考勤管理办法》（{number}）和《县直机关公务接待管理规定》（{number}）。"
    known = with_(case, documents={})
    return write(known, at, at, words)


@plants("R009", "R011", "R010")
def title_under_two_numbers(case: Case, random: Random) -> Case:
    at, serial = after(case, random), random.randint(2, 40)
    title = "《安和县直机关考勤管理办法》"
    words = f"要落实{title}（某政办〔{case.scheme.year}〕{serial}号）。平时按照{title}（某政办〔{case.scheme.year}〕{serial + 1}号）执行。"
    return write(with_(case, documents={}), at, at, words)


@plants("R010")
def document_that_is_not_registered(case: Case, random: Random) -> Case:
    at = after(case, random)
    year = case.scheme.year - random.randint(0, 3)
    return write(case, at, at, f"平时考勤按照《县直机关考勤管理办法》（某政办〔{year}〕{random.randint(2, 90)}号）执行。")


@plants("R011", "R009", "R018")
def title_of_a_cited_document(case: Case, random: Random) -> Case:
    each = pick(random, [each for each in references(case) if each.path == ("text",) and each.title and each.key])
    start = case.scheme.text.rfind(each.title, 0, each.number.start)
    subject = max(each.title.find("印发"), 0) + 4
    at = start + pick(random, [i for i in range(subject, len(each.title) - 6) if each.title[i - 1 : i + 2].isalpha()])
    return write(case, at, at + 1, "")


@plants("R012")
def cited_document_repealed(case: Case, random: Random) -> Case:
    key = pick(random, [each.key for each in references(case) if each.key])
    return with_(case, documents={**case.documents, key: replace(case.documents[key], status=random.choice(("废止", "失效")))})


@plants("R013")
def cited_document_of_later(case: Case, random: Random) -> Case:
    if case.scheme.notice is None:
        raise Nowhere
    key = pick(random, [each.key for each in references(case) if each.key])
    later = case.scheme.notice.signed_on + dt.timedelta(days=random.randint(1, 60))
    return with_(case, documents={**case.documents, key: replace(case.documents[key], date=later)})


@plants("R014", "R015")
def basis_that_is_not_registered(case: Case, random: Random) -> Case:
    return add(case, f"某政办〔{case.scheme.year}〕{random.randint(2, 90)}号", "based_on")


@plants("R015")
def basis_that_is_not_cited(case: Case, random: Random) -> Case:
    number = f"某政办〔{case.scheme.year}〕{random.randint(2, 90)}号"
    documents = {**case.documents, number: Document(title="某县人民政府办公室关于加强机关考勤管理的通知")}
    return add(with_(case, documents=documents), number, "based_on")


@plants("R016")
def own_name_otherwise(case: Case, random: Random) -> Case:
    notice = case.scheme.notice
    places = [("notice", key) for key in ("title", "body")] if notice else []
    path = pick(random, [path for path in places if "工作方案》" in get(case, *path)])
    return put(case, get(case, *path).replace("工作方案》", random.choice(("实施方案》", "方案》"))), *path)


@plants("R017", "R016")
def notice_without_kind(case: Case, random: Random) -> Case:  # noqa: ARG001
    if case.scheme.notice is None:
        raise Nowhere
    return put(case, case.scheme.notice.title.removesuffix("的通知"), "notice", "title")


@plants("R018", "R011", "R016", "O010", "N003", "O017", many=True)
def organ_one_character_off(case: Case, random: Random) -> Case:
    text = case.scheme.text
    names = [case.agency.name, *(u.name for u in case.agency.units if len(u.name) > 5), f"{case.region.name}人民政府办公室"]
    places = [(match.start(), name) for name in names for match in re.finditer(re.escape(name), text)]
    start, name = pick(random, places)
    inner = [i for i in range(2, len(name) - 4) if name[i] not in "的和与及、省市县区局乡镇村中心"]
    at = start + pick(random, inner)
    return write(case, at, at + 1, "")


@plants("R019", "G007")
def signed_by_another_organ(case: Case, random: Random) -> Case:
    if case.scheme.notice is None:
        raise Nowhere
    return put(case, random.choice(("青云县财政局", "青云县水利局")), "notice", "signed_by")
