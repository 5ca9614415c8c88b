"""Family T, how numbers are written: full-width digits, ％ beside %, 〇 in years, leading zeros in dates, the mark of a range."""

from collections.abc import Iterator

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.rules.expressions import late
from gongkai.rules.language.suspects import at_chars
from gongkai.rules.language.wording import around, capped, fault, wording
from gongkai.rules.registry import Case, rule

_WIDE = {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE_RUN = late(f"[{''.join(_WIDE)}]+(?:．(?=[０-９]))?[{''.join(_WIDE)}]*")
_NARROW, _WIDE_DIGIT = late("[0-9]"), late("[０-９]")


@rule(
    "T031",
    "full-width-digits",
    "全角数字与半角数字混用",
    Severity.NOTE,
    Basis.STANDARD,
    "GB/T 15835—2011：阿拉伯数字一般使用正体二分字身，即占半个汉字位置",
)
@capped
def full_width_digits(case: Case) -> Iterator[Finding]:
    """Digits and letters two columns wide in a scheme that mostly has narrow ones."""
    found = list(at_chars(case, "".join(_WIDE)))
    words = wording(case).words if found else ""
    for spot in found if len(_NARROW.findall(words)) > len(_WIDE_DIGIT.findall(words)) else ():
        text, at = spot.text, spot.at
        match = None if text[max(at - 1, 0) : at] in _WIDE else _WIDE_RUN.match(text, at)
        if match:
            narrow = "".join(_WIDE.get(char, ".") for char in match[0])
            message = f"{around(text, at, match.end())}里的“{match[0]}”是全角，方案其他地方用半角数字"
            yield fault(case, "T031", spot.path, at, match.end(), message, f"请改成半角的“{narrow}”。", narrow)


@rule("T032", "percent-styles", "百分号全角、半角混用", Severity.NOTE, Basis.CONSISTENCY, "同一符号在一份方案中应当用同一写法")
@capped
def percent_styles(case: Case) -> Iterator[Finding]:
    """％ in a scheme that has % as well."""
    found = list(at_chars(case, "％"))
    for spot in found if found and "%" in wording(case).words else ():
        message = f"{around(spot.text, spot.at, spot.at + 1)}里用全角的“％”，方案其他地方用“%”"
        yield fault(case, "T032", spot.path, spot.at, spot.at + 1, message, "请统一用“%”。", "%")


_YEAR = late(r"[一二三四五六七八九○◯〇零Oo０0]{4}(?=年)")
_ZEROS = late("[○◯零Oo０0]")


@rule(
    "T033",
    "zero-in-han-year",
    "汉字年份里的“〇”写法不对",
    Severity.WARNING,
    Basis.STANDARD,
    "GB/T 15835—2011 5.2.3：数字用作编号时，“0”的汉字书写形式为“〇”",
)
@capped
def zero_in_han_year(case: Case) -> Iterator[Finding]:
    """二○二四年 with a circle, 二零二四年, 二0二四年."""
    done = ("", -1)
    for spot in at_chars(case, "○◯〇零Oo０0"):
        match = next((m for m in _YEAR.finditer(spot.text, max(spot.at - 3, 0), spot.at + 5) if m.start() <= spot.at < m.end()), None)
        if match and _ZEROS.search(match[0]) and (spot.text, match.start()) != done:
            done = (spot.text, match.start())
            right = _ZEROS.sub("〇", match[0])
            message = f"年份写作“{match[0]}年”，应当写作“{right}年”"
            yield fault(case, "T033", spot.path, match.start(), match.end(), message, "请改用“〇”，或者统一写成阿拉伯数字。", right)


@rule(
    "T034",
    "leading-zero-date",
    "日期编了虚位",
    Severity.NOTE,
    Basis.STANDARD,
    "GB/T 9704—2012 7.3.5.4：成文日期用阿拉伯数字，月、日不编虚位（即1不编为01）",
)
@capped
def leading_zero_date(case: Case) -> Iterator[Finding]:
    """2024年02月, 3月05日."""
    for spot in at_chars(case, "0０"):
        text, at = spot.text, spot.at
        unit = text[at + 2 : at + 3]
        if text[max(at - 1, 0) : at] in ("年", "月") and text[at + 1].isdigit() and unit in ("月", "日"):
            message = f"{around(text, at, at + 3)}里的“{text[at : at + 3]}”编了虚位，应当写作“{text[at + 1 : at + 3]}”"
            yield fault(case, "T034", spot.path, at, at + 1, message, "请删去“0”。", "")


_UNITS = "分|%|％|项|个|名|人|天|日|月|年|次|件|倍|元|万|亿|周|小时|家|条|户|度|级|位|篇|份|期|岁|公里|米|股|档"
_RANGE = late(
    r"(?<![0-9A-Za-z.．/－–~〔\-])[0-9]{1,4}(?:\.[0-9]{1,2})?[%％]?([-－–~～—])[0-9]{1,4}(?:\.[0-9]{1,2})?"
    rf"(?![0-9.．/－–~\-])[ 　]?(?P<unit>{_UNITS})"
)
"""Two numbers with a unit behind them; a telephone number, a date or a code has none."""


@rule(
    "T035",
    "range-mark",
    "数值范围的连接号不当",
    Severity.NOTE,
    Basis.STANDARD,
    "GB/T 15834—2011 4.13.3：标示数值范围的起止用浪纹线“～”，标示时间等的起止用一字线“—”",
)
def range_mark(case: Case) -> Iterator[Finding]:
    """5-10分 with a hyphen, or — and ～ side by side: once for the whole scheme."""
    words = wording(case)
    mixed = "～" in words.words and "—" in words.words
    if not mixed and not any(True for _ in at_chars(case, "-－–~")):
        return
    found = [match for match in _RANGE.finditer(words.words) if match["unit"] not in "年月日"]
    typed = [match for match in found if match[1] in "-－–~"] or [match for match in _RANGE.finditer(words.words) if match[1] in "-－–~"]
    waves = [match for match in found if match[1] == "～"]
    lines = [match for match in found if match[1] == "—"]
    if typed:
        first, times = typed[0], len(typed)
        message = f"“{first[0]}”{f'等 {times} 处' if times > 1 else ''}用“{first[1]}”连接数值的起止，这个符号不是中文的连接号"
    elif waves and lines:
        first = min(waves, lines, key=len)[0]
        message = f"数值范围有的用“～”（如“{waves[0][0]}”），有的用“—”（如“{lines[0][0]}”），前后不一"
    else:
        return
    path, offset = words.place(first.start())
    end = offset + first.end() - first.start()
    yield fault(case, "T035", path, offset, end, message, "数值的起止用“～”（或者写“至”），全文统一。")
