"""Family T, words: those written wrong, variants, fixed phrases, two spellings of one word, traditional characters, look-alikes."""

import unicodedata
from collections.abc import Iterator

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.rules.expressions import late
from gongkai.rules.language.lexicon import Entry, Hit, excused, lexicon
from gongkai.rules.language.suspects import LOOKALIKE, at_chars, spots
from gongkai.rules.language.wording import BETWEEN, around, capped, fault, wording
from gongkai.rules.registry import Case, once, related, rule

_OBJECT_WITHIN = 40
_STOP = late(f"[，。；：\n{BETWEEN}]")


@once
def _hits(case: Case) -> tuple[dict[str, list[Hit]], list[int]]:
    """The entries of the lists in all texts by list, and the places of traditional characters, in `Wording.words`."""
    known = case.region.words
    found: dict[str, list[Hit]] = {}
    traditional: list[int] = []
    for hit in lexicon(tuple(known.phrases.items()), known.accepted).find(wording(case).words):
        if isinstance(hit, Hit):
            found.setdefault(hit.entry.kind, []).append(hit)
        else:
            traditional.append(hit)
    return found, traditional


def _entries(case: Case, code: str, kind: str, says: str) -> Iterator[Finding]:
    """The entries of one list in the texts; `says` stands between the word and the right one in the message."""
    for hit in _hits(case)[0].get(kind, ()):
        wrong, right = hit.entry.wrong, _in_quotes(hit.entry.right)
        path, at = wording(case).place(hit.start)
        message = f"{_in_quotes(wrong)}{says}{right}"
        yield fault(
            case, code, path, at, at + len(wrong), message, f"请改为{right}；本地确有这种写法的，在 region.yml 的 words.accepted 写明。"
        )


def _in_quotes(words: str) -> str:
    return words if "“" in words else f"“{words}”"


@rule(
    "T042",
    "misspelt-word",
    "错别字",
    Severity.WARNING,
    Basis.PRACTICE,
    "《现代汉语词典》（第7版）的词形；“账”“帐”的区别依《立法技术规范（试行）（一）》",
)
@capped
def misspelt_word(case: Case) -> Iterator[Finding]:
    """A word of `phrases.txt`, or of the region's phrases."""
    return _entries(case, "T042", "phrases", "写错了，应当是")


@rule(
    "T043",
    "variant-word",
    "没有用推荐的词形",
    Severity.NOTE,
    Basis.STANDARD,
    "《第一批异形词整理表》（GF 1001—2001）：普通话书面语中的异形词，推荐使用整理表的推荐词形",
)
@capped
def variant_word(case: Case) -> Iterator[Finding]:
    """A word of `variants.txt`."""
    return _entries(case, "T043", "variants", "是异形词，推荐的词形是")


@rule("T044", "fixed-phrase", "固定提法不准确", Severity.WARNING, Basis.POLICY, "名称和固定提法应当与公布它的文件一致")
@capped
def fixed_phrase(case: Case) -> Iterator[Finding]:
    """A phrase of `fixed.txt`."""
    return _entries(case, "T044", "fixed", "的提法不准确，应当是")


@rule("T045", "two-spellings", "同一个词有两种写法", Severity.NOTE, Basis.CONSISTENCY, "同一个词在一份方案中应当用同一写法")
def two_spellings(case: Case) -> Iterator[Finding]:
    """其它 beside 其他, 制订…方案 beside 制定…方案: once for each word."""
    words, seen = wording(case), set[Entry]()
    for hit in _hits(case)[0].get("spellings", ()):
        entry = hit.entry
        if entry in seen or not _has_object(words.words, hit.start, entry):
            continue
        seen.add(entry)
        other = _other_spelling(words.words, entry)
        if other >= 0:
            (path, at), (path_of_other, other_at) = words.place(hit.start), words.place(other)
            after = f"……{entry.object}" if entry.object else ""
            message = f"同一份方案里既写“{entry.wrong}{after}”，又写“{entry.right}{after}”"
            where = (related(f"这里写“{entry.right}”", *path_of_other, at=(other_at, len(entry.right))),)
            yield fault(case, "T045", path, at, at + len(entry.wrong), message, f"请统一，建议用“{entry.right}”。", also=where)


def _other_spelling(text: str, entry: Entry) -> int:
    """Where the more usual spelling stands with the same object; -1 if nowhere. Looks at a few hundred places at most."""
    at = text.find(entry.right)
    for _ in range(200):
        if at < 0 or _has_object(text, at, entry):
            return at
        at = text.find(entry.right, at + 1)
    return -1


def _has_object(text: str, start: int, entry: Entry) -> bool:
    if not entry.object:
        return True
    after = text[start : start + _OBJECT_WITHIN]
    stop = _STOP.search(after)
    return entry.object in after[: stop.start() if stop else None]


@rule(
    "T046",
    "traditional-character",
    "夹用繁体字",
    Severity.WARNING,
    Basis.LAW,
    "《国家通用语言文字法》第九条：国家机关以普通话和规范汉字为公务用语用字",
)
@capped
def traditional_character(case: Case) -> Iterator[Finding]:
    """A character of `traditional.txt`, unless it is part of a word that is right in the region."""
    accepted = case.region.words.accepted
    simple = lexicon(tuple(case.region.words.phrases.items()), accepted).chars
    for start in _hits(case)[1]:
        words = wording(case)
        char = words.words[start]
        if not excused(words.words, start, char, accepted):
            path, at = words.place(start)
            message = f"{around(words.text(path), at, at + 1)}里的“{char}”是繁体字，规范字是“{simple[char]}”"
            yield fault(case, "T046", path, at, at + 1, message, f"请改为“{simple[char]}”；确属人名、地名等原有用字的，请加豁免。")


RADICALS = dict(
    zip(
        "⺠⺟⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⻯⼾⾭",
        "民母西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟龙户青",
        strict=True,
    )
)
"""Radicals that look like a character, as far as Unicode's own compatibility forms do not tell."""
_INVISIBLE = late("[\u00ad\u200b-\u200f\u2060-\u2064]")
_LOOKALIKE = late(f"[{LOOKALIKE}]")


@rule(
    "T047",
    "lookalike-character",
    "夹有看不见或者形似汉字的符号",
    Severity.WARNING,
    Basis.PRACTICE,
    "复制带来的部首符号、兼容汉字和不可见字符看上去没有问题，但检索不到，读屏软件读不出",
)
@capped
def lookalike_character(case: Case) -> Iterator[Finding]:
    """A radical or compatibility form for a character, an invisible one, one that only a certain font has, or one that was lost."""
    chars = "".join(char for char in spots(case) if _LOOKALIKE.match(char))
    for spot in at_chars(case, chars):
        text, at, char = spot.text, spot.at, spot.char
        plain = RADICALS.get(char) or unicodedata.normalize("NFKC", char)
        number = f"U+{ord(char):04X}"
        if plain == char and "\uf900" <= char <= "\ufaff":
            continue  # twelve of these are characters in their own right
        if _INVISIBLE.match(char):
            message, advice, right = f"{around(text, at, at)}里有看不见的字符 {number}", "请删去。", ""
        elif plain != char:
            message, advice, right = (
                f"{around(text, at, at + 1)}里的“{char}”（{number}）形似“{plain}”，却不是这个汉字",
                f"请改为“{plain}”。",
                plain,
            )
        else:
            yield fault(
                case, "T047", spot.path, at, at + 1, f"{around(text, at, at + 1)}里有乱码或者特殊字体的字符 {number}", "请查对原文改正。"
            )
            continue
        yield fault(case, "T047", spot.path, at, at + 1, message, advice, right)
