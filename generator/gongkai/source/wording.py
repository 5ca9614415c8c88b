"""What is wrong with a value, in Chinese: one sentence with what stands there and what was expected, and what to do about it."""

import difflib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongkai.diagnostics import Finding, Path, Place
from gongkai.model.values import CODE, DIVISION, LINE, NAME, PERCENT, PERIOD, SLUG
from gongkai.source.schema import fields_of
from gongkai.terms import STRUCTS, term

_TYPES = {"string": "文字", "number": "数字", "integer": "整数", "boolean": " true 或 false", "array": "列表", "object": "一组键值"}
_CHINESE_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?")
_SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One violation of the schema: its keyword and that keyword's `limit`, the value, and the struct and field it is of (empty if none)."""

    path: Path
    keyword: str
    struct: str
    field: str
    value: Any
    key: str
    limit: Any


def say(problem: Problem) -> Finding:
    """The finding, its place still open."""
    code, message, advice = _SENTENCES[problem.keyword](problem)
    return Finding(code=code, message=message, place=Place(path=problem.path), help=advice)


_Sentence = tuple[str, str, str]


def _unknown(problem: Problem) -> _Sentence:
    key, fields = problem.key, fields_of(problem.struct)
    owner = STRUCTS[problem.struct]
    for wide in "：，":
        if wide in key:
            form = ": " if wide == "：" else ", "
            return (
                "F017",
                f"“{_short(key)}”里用了全角的“{wide}”，应为半角的“{form}”",
                "键和值之间用半角冒号加一个空格，括号里各项之间用半角逗号。",
            )
    by_name = {term(field, problem.struct).name: field for field in fields}
    guess = by_name.get(key) or next(iter(difflib.get_close_matches(key.lower(), fields, n=1, cutoff=0.6)), None)
    guess = guess or by_name.get(next(iter(difflib.get_close_matches(key, by_name, n=1, cutoff=0.5)), ""))
    if guess:
        return "S001", f"“{owner}”里没有“{_short(key)}”这个键", f"是不是 {guess}（{term(guess, problem.struct).name}）？"
    return "S001", f"“{owner}”里没有“{_short(key)}”这个键", f"这里可以写：{'、'.join(fields)}。"


def _missing(problem: Problem) -> _Sentence:
    words = term(problem.key, problem.struct)
    message = f"“{STRUCTS[problem.struct]}”缺少 {problem.key}（{words.name}）"
    example = f"例如 {problem.key}: {_yaml(words.example)}" if words.example is not None else f"写成 {problem.key}: …"
    return "S002", message, f"请补上，{example}。"


def _wrong_type(problem: Problem) -> _Sentence:
    value, wanted = problem.value, str(problem.limit)
    if value is None:
        return "S009", f"{_label(problem)}没有填写，应为{_TYPES[wanted]}", "请填写内容；没有内容的，请删去这个键。"
    message = f"{_label(problem)}应为{_TYPES[wanted]}，现在是{_kind(value)}"
    if wanted in {"number", "integer"} and isinstance(value, str):
        return _not_a_number(message, value)
    return "S003", message, _type_advice(wanted, value)


def _not_a_number(message: str, value: str) -> _Sentence:
    narrow = unicodedata.normalize("NFKC", value)
    if narrow != value and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", narrow.strip()):
        return "F017", f"{message}，用了全角数字", f"请改用半角数字：{narrow.strip()}。"
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value.strip()):
        return "S003", message, f"请去掉引号，直接写 {value.strip()}。"
    if figure := re.match(r"-?[0-9]+(\.[0-9]+)?", narrow):
        return "S003", message, f"只写数字，不带单位和其他文字，例如 {figure.group()}。"
    return "S003", message, "请直接写数字，例如 65 或 2.5。"


def _type_advice(wanted: str, value: Any) -> str:
    if wanted == "string" and isinstance(value, bool | int | float):
        return f'请加引号，写成 "{_yaml(value)}"。'
    if wanted == "boolean":
        return "请写 true（是）或 false（否），不加引号。"
    if wanted == "integer" and isinstance(value, float):
        return "请写整数，不带小数。"
    if wanted == "array":
        return "请写成列表：每项另起一行，以“- ”开头；或者写成 [甲, 乙]。"
    if wanted == "object":
        return "请写成“键: 值”，每项另起一行并缩进。"
    return "请写成一段文字；含有“冒号加空格”或以括号开头的，请加引号。" if wanted == "string" else "请直接写数字，例如 65 或 2.5。"


def _choice(problem: Problem) -> _Sentence:
    choices = [str(choice) for choice in problem.limit]
    shown = "、".join(choices)
    if problem.field == "format":
        return "S010", f"格式版本应为 {shown}，现在是 {_short(problem.value)}", "请写 format: 1；更高的版本需要升级本软件。"
    guess = difflib.get_close_matches(str(problem.value), choices, n=1, cutoff=0.5)
    advice = f"是不是 {guess[0]}？" if guess else "请从可选的几项里选一项，照样书写。"
    return "S004", f"{_label(problem)}不能是 {_short(problem.value)}，可选：{shown}", advice


def _format(problem: Problem) -> _Sentence:
    value, form = str(problem.value), problem.limit
    if form == "period":
        return _period(problem)
    if form == "moment":
        advice = "写成“日期T时间+时区”的样子，例如 2024-09-29T09:00+08:00。"
        return "S005", f"{_label(problem)}应为日期、时间和时区，现在是“{_short(value)}”", advice
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return "S005", f"{_label(problem)}写的 {value} 不是日历上的一天", "请核对年、月、日。"
    return (
        "S005",
        f"{_label(problem)}应为日期，现在是“{_short(value)}”",
        f"写成 {_proposed(value) or '2024-09-27'} 的样子：年四位，月、日各两位，用连字符隔开。",
    )


def _period(problem: Problem) -> _Sentence:
    value = str(problem.value)
    if re.fullmatch(PERIOD, value):
        first, _, last = value.partition("/")
        if last and first > last:
            return "S006", f"{_label(problem)}的起止颠倒：{last} 早于 {first}", "请把较早的一天写在前面。"
        return "S006", f"{_label(problem)}写的 {value} 不是日历上的日期", "请核对年、月、日。"
    form = _proposed(value)
    advice = f"请写成 {form}。" if form else "可以写一天 2021-10-10、一段 2020-02-10/2020-02-14、一个月 2020-03 或一旬 2022-02-上旬。"
    return "S006", f"{_label(problem)}应为日期或时段，现在是“{_short(value)}”", advice


def _pattern(problem: Problem) -> _Sentence:
    value = str(problem.value)
    if not value.strip():
        return "S009", f"{_label(problem)}是空的，应有文字", "请填写内容；没有内容的，请删去这个键。"
    if problem.limit in {LINE, NAME}:
        return _line(problem, value)
    return _FORMS[problem.limit](problem)


def _line(problem: Problem, value: str) -> _Sentence:
    if "\n" in value:
        return "S015", f"{_label(problem)}应写在一行里，现在有 {value.rstrip().count(chr(10)) + 1} 行", "请并成一行；不要用“|”。"
    items = [item.strip() for item in value.split("，") if item.strip()]
    message = f"{_label(problem)}里有全角逗号“，”，几项连成了一项"
    return "F017", message, f"各项之间用半角逗号：[{', '.join(items)[:60]}]。"


def _slug(problem: Problem) -> _Sentence:
    message = f"{_label(problem)}“{_short(problem.value)}”不合规则，只能由小写字母、数字和中间的连字符组成"
    return "S007", message, _slug_advice(problem.value)


def _percent(problem: Problem) -> _Sentence:
    return "S011", f"{_label(problem)}应为百分比，现在是“{_short(problem.value)}”", _percent_advice(problem.value)


def _division(problem: Problem) -> _Sentence:
    return "S012", f"{_label(problem)}应为六位数字，现在是“{_short(problem.value)}”", '写成 "350524" 的样子，要加引号。'


def _code(problem: Problem) -> _Sentence:
    message = f"{_label(problem)}应为一个大写字母加三位数字，现在是“{_short(problem.value)}”"
    return "S012", message, "写成 P001 的样子，编号见检查报告。"


_FORMS: dict[str, Callable[[Problem], _Sentence]] = {
    SLUG: _slug,
    PERCENT: _percent,
    PERIOD: _period,
    DIVISION: _division,
    CODE: _code,
}


def _range(problem: Problem) -> _Sentence:
    side = "小于" if problem.keyword == "minimum" else "大于"
    return "S013", f"{_label(problem)}不能{side} {problem.limit}，现在是 {problem.value}", "请核对这个数。"


def _too_long(problem: Problem) -> _Sentence:
    value = str(problem.value)
    return "S014", f"{_label(problem)}太长：最多 {problem.limit} 个字，现在有 {len(value)} 个", "请缩短。"


def _no_items(problem: Problem) -> _Sentence:
    return "S009", f"{_label(problem)}是空的，至少要有 {problem.limit} 项", "请补上内容。"


def _both(problem: Problem) -> _Sentence:
    points, share = problem.value["points"], problem.value["share"]
    return "S008", f"points（分值）{_short(points)} 和 share（权重）{share} 只能写一个", "按原文，写分的留 points，写百分比的留 share。"


def _bad_key(problem: Problem) -> _Sentence:
    if not problem.key.strip():
        return "F024", "键是空的，应有名称", "请写上名称，或者删去这一行。"
    return "F024", f"键“{_short(problem.key)}”应写在一行里", "请并成一行。"


_SENTENCES: dict[str, Callable[[Problem], _Sentence]] = {
    "additionalProperties": _unknown,
    "required": _missing,
    "type": _wrong_type,
    "enum": _choice,
    "format": _format,
    "pattern": _pattern,
    "minimum": _range,
    "maximum": _range,
    "maxLength": _too_long,
    "minItems": _no_items,
    "not": _both,
    "propertyNames": _bad_key,
}


def _label(problem: Problem) -> str:
    """What the value is called: `points（分值）`, `units（单位）的第 2 项`."""
    if not problem.field:
        return f"“{problem.path[-1]}”" if problem.path else "文件内容"
    label = f"{problem.field}（{term(problem.field, problem.struct).name}）"
    last = problem.path[-1] if problem.path else ""
    if isinstance(last, int):
        return f"{label}的第 {last + 1} 项"
    return label if last == problem.field else f"{label}里的“{_short(last)}”"


def _kind(value: Any) -> str:
    match value:
        case bool():
            return f" {_yaml(value)}"
        case int() | float():
            return f"数字 {value}"
        case str():
            return f"文字“{_short(value)}”"
        case list():
            return "列表"
    return "一组键值"


def _short(value: Any) -> str:
    text = _yaml(value).replace("\n", " ")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _yaml(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _proposed(text: str) -> str:
    """The right form of a day that can be made out: 2024年9月27日 → 2024-09-27."""
    match = _CHINESE_DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else ""


def _slug_advice(value: str) -> str:
    form = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
    return f"请改为 {form}。" if form and value.isascii() else "请用拼音、英文或编号，例如 key-01。"


def _percent_advice(value: str) -> str:
    figure = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,4})?) ?%?", unicodedata.normalize("NFKC", value).strip())
    return f"请写成 {figure[1]}%。" if figure else "写成 30% 或 2.5% 的样子。"
