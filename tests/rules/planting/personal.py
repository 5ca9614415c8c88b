"""Family V: what identifies a person, in the text and in attached files."""

from random import Random

from gongkai.enclosed import Enclosed, Passage
from gongkai.model import Member
from gongkai.rules import Case
from rules.planting.edits import get, put, with_, write
from rules.planting.kinds import pick, plants
from rules.planting.places import after


def _said(case: Case, random: Random, words: str) -> Case:
    at = after(case, random)
    return write(case, at, at, words)


def _digits(random: Random, count: int) -> str:
    return "".join(str(random.randrange(10)) for _ in range(count))


def _identity(random: Random) -> str:
    """A number in form, of a division that does not exist in use for people born then."""
    number = f"110101{random.randint(1950, 2000)}{random.randint(1, 12):02}{random.randint(1, 28):02}{_digits(random, 3)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return number + "10X98765432"[sum(int(d) * w for d, w in zip(number, weights, strict=True)) % 11]


def _card(random: Random) -> str:
    number = "622202" + _digits(random, 12)
    total = sum(sum(divmod(int(d) * (2 if i % 2 == 0 else 1), 10)) for i, d in enumerate(reversed(number)))
    return number + str(-total % 10)


@plants("V001")
def identity_number(case: Case, random: Random) -> Case:
    return _said(case, random, f"联络员的身份证号码是{_identity(random)}。")


@plants("V002", "V004")
def mobile_number(case: Case, random: Random) -> Case:
    return _said(case, random, f"由张示例负责（手机号码{random.choice(('138', '159', '186'))}{_digits(random, 8)}）。")


@plants("V003")
def bank_card(case: Case, random: Random) -> Case:
    return _said(case, random, f"奖金汇入银行卡号{_card(random)}。")


@plants("V004")
def mobile_number_as_contact(case: Case, random: Random) -> Case:
    return _said(case, random, f"联系电话：{random.choice(('138', '159', '186'))}{_digits(random, 8)}。")


@plants("V005")
def personal_mailbox(case: Case, random: Random) -> Case:
    return _said(case, random, f"材料发至{random.randint(10_000, 999_999_999)}@{random.choice(('qq.com', '163.com'))}。")


@plants("V006")
def free_mailbox(case: Case, random: Random) -> Case:
    return _said(case, random, f"材料发至邮箱mzjjxb{_digits(random, 2)}@{random.choice(('163.com', '126.com', 'qq.com'))}。")


@plants("V007")
def home_address(case: Case, random: Random) -> Case:
    return _said(case, random, f"家庭住址：示例镇示例村{random.randint(1, 99)}号。")


@plants("V008")
def personal_account(case: Case, random: Random) -> Case:
    return _said(case, random, f"联络员微信号：shili_{_digits(random, 5)}。")


def _with_file(case: Case, random: Random, **contents: object) -> Case:
    """An attachment gets a file with these contents."""
    index = random.randrange(len(case.scheme.attachments))
    case = put(case, "fujian.xlsx", "attachments", index, "file")
    enclosed = Enclosed(attachment=index, file="fujian.xlsx", **contents)  # type: ignore[arg-type]
    others = tuple(each for each in case.enclosed if each.attachment != index)
    return with_(case, enclosed=(*others, enclosed))


@plants("V002", "V009")
def mobile_number_in_a_file(case: Case, random: Random) -> Case:
    number = f"{random.choice(('138', '159', '186'))}{_digits(random, 8)}"
    return _with_file(case, random, passages=(Passage("第1页", "绩效考评工作说明"), Passage("第2页", f"办理人张示例，手机号码{number}。")))


@plants("V001", "V009")
def identity_number_out_of_sight(case: Case, random: Random) -> Case:
    hidden = (Passage("工作表“表2”第3行", f"张示例\t{_identity(random)}", "shown"),)
    return _with_file(case, random, passages=hidden)


@plants("V009", "G011", "V002", "V004")
def list_of_people(case: Case, random: Random) -> Case:
    lines = [f"{name}\t0595-232{_digits(random, 5)}" for name in ("张示例", "李示例", "王示例", "赵示例")]
    passages = (Passage("第1行", "姓名\t联系电话"), *(Passage(f"第{i}行", line) for i, line in enumerate(lines, start=2)))
    return put(_with_file(case, random, passages=passages), None, "disclosure", "review")


@plants("V010")
def author_of_a_file(case: Case, random: Random) -> Case:
    return _with_file(case, random, hidden=(Passage("作者", random.choice(("张示例", "李明")), "property"),))


@plants("V011")
def change_in_a_file(case: Case, random: Random) -> Case:
    return _with_file(case, random, hidden=(Passage("第3段", "此处再核", random.choice(("change", "comment"))),))


@plants("V012")
def hidden_sheet(case: Case, random: Random) -> Case:
    return _with_file(case, random, hidden=(Passage("工作表“底稿”", "试算", "hidden"),))


@plants("V013")
def file_that_cannot_be_read(case: Case, random: Random) -> Case:
    return _with_file(case, random, unread=random.choice(("是图片，没有文字", "有密码保护")))


@plants("V014", "O014")
def name_below_leadership(case: Case, random: Random) -> Case:
    path = pick(random, [("organization", i, "members") for i, each in enumerate(case.scheme.organization) if each.members])
    members = get(case, *path)
    plain = Member(post=members[-1].post, name="赵示例", title=f"{random.choice(('办公室', '综合股'))}{random.choice(('科员', '干部'))}")
    return put(case, (*members, plain), *path)
