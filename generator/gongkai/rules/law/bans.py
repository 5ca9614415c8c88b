"""What law and policy forbid as an indicator, as `data/forbidden.txt` writes it; `forbidden` looks for it in a scheme."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct

from gongkai.rules.expressions import late
from gongkai.rules.wordlists import words

_STOP = re.compile(r"[。；;\n]")
_REFUSED = late(
    r"不(?:得|以|将|把|搞|设|准|再|予|应|许|宜|下达)|严禁|禁止|杜绝|防止|避免|取消|纠正|反对|严防"
    r"|(?:下达|变相|违规|违反|擅自|设定|存在)[^。；;\n]{0,30}?(?:扣|问责|追究|否决|通报)"
)
"""What makes a sentence forbid the thing, or punish it."""


class Ban(Struct, frozen=True):
    """One section of the data file: the words that make it worth a look, and the expressions by kind (单位, 名称, 语句, 来源, 除外)."""

    code: str
    since: dt.date
    words: tuple[str, ...]
    expressions: dict[str, str]

    def is_about(self, names: str) -> bool:
        """Whether it binds the scheme with these names."""
        return "单位" not in self.expressions or self._search("单位", names)

    def excepts(self, sentence: str) -> bool:
        """Whether something in the sentence makes it another matter."""
        return "除外" in self.expressions and self._search("除外", sentence)

    def found(self, kind: str, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first place in `text` that demands it, in a sentence that neither forbids nor excepts it."""
        if kind not in self.expressions:
            return None
        for match in _compiled(self.expressions[kind]).finditer(text, start, len(text) if end is None else end):
            sentence = text[slice(*sentence_at(text, match.start()))]
            if not _REFUSED.search(sentence) and not self.excepts(sentence):
                return match
        return None

    def _search(self, kind: str, words: str) -> bool:
        return _compiled(self.expressions[kind]).search(words) is not None


@cache
def _compiled(written: str) -> re.Pattern[str]:
    """Most schemes need few of the expressions, and all of them take long to compile."""
    return re.compile(written)


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the sentence around `offset`, at most 200 characters to either side."""
    before = text[max(offset - 200, 0) : offset]
    start = _STOP.search(before[::-1])
    end = _STOP.search(text, offset, offset + 200)
    return offset - (start.start() if start else len(before)), end.start() if end else min(offset + 200, len(text))


@cache
def bans() -> tuple[Ban, ...]:
    """The sections of the data file."""
    lines = words("forbidden")
    heads = [index for index, line in enumerate(lines) if line[0] == "["]
    return tuple(_ban(*lines[start:end]) for start, end in pairwise((*heads, len(lines))))


def _ban(head: str, *rows: str) -> Ban:
    code, _, since = head[1:].partition("]")
    lines: dict[str, list[str]] = {}
    for row in rows:
        kind, _, written = row.partition(" ")
        lines.setdefault(kind, []).append(written.strip())
    triggers = tuple(" ".join(lines.pop("触发")).split())
    return Ban(code, dt.date.fromisoformat(since.strip()), triggers, {kind: _expression(each) for kind, each in lines.items()})


def _expression(lines: list[str]) -> str:
    written = "|".join(f"(?:{line})" for line in lines)
    return re.sub(r"〈([0-9]+)〉", r"[^，。；;、\\n]{0,\1}?", written).replace("〈数〉", r"[0-9０-９][0-9０-９.,]*")


class Watch(Struct, frozen=True):
    """The bans that bind a scheme: one expression of all their words, and which of them have a word."""

    expression: re.Pattern[str]
    bans: dict[str, list[Ban]]

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Where which of the words stands, in the order of the text."""
        return ((match.start(), match[1]) for match in self.expression.finditer(text))


@lru_cache(maxsize=64)
def watch_for(indices: tuple[int, ...]) -> Watch:
    """What to look for where the bans with these places in `bans()` bind."""
    found: dict[str, list[Ban]] = {}
    for ban in map(bans().__getitem__, indices):
        for word in ban.words:
            found.setdefault(word, []).append(ban)
    return Watch(_expression_of(found), found)


def _expression_of(watched: Collection[str]) -> re.Pattern[str]:
    """Most of a text is passed by looking at the first and the second character; where both are a word's, back to read the word."""
    longest_first = "|".join(sorted(map(re.escape, watched), key=len, reverse=True)) or "(?!)"
    first, second = _class(word[0] for word in watched), _class(word[1] for word in watched if len(word) > 1)
    single = _class(word for word in watched if len(word) == 1)
    return re.compile(rf"{first}(?:(?={second})|(?<={single}))(?<=(?=({longest_first})).)")


def _class(chars: Iterable[str]) -> str:
    found = "".join(map(re.escape, sorted(set(chars))))
    return f"[{found}]" if found else "(?!)"
