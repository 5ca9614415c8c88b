"""A text with links set into its words: cited documents by 文号, mentions of 附件n, anchors of enumerations. Escapes all text."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

Mark = tuple[int, int, str, str]
"""Characters from … to, and the HTML before and after them."""

_NUMBER = re.compile(r"〔\s*(\d{4})\s*〕\s*(\d{1,4})\s*号")
_TITLE_WORD = re.compile(r"(?!^)(?<!《)(?:\d{4}\s?年度?|绩效|评估|目标|考评|考核|管理|工作方案|实施方案|的通知|关于|《|(?<=年度))")
"""Where GB/T 9704—2012 7.3.1 lets a title break: between words."""
_ATTACHMENT = re.compile(r"附件\s*(\d{1,2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a mention leads, and what the reader learns before following it."""

    href: str
    hint: str

    @property
    def tag(self) -> str:
        """The opening tag of a link to it."""
        return f'<a class="gk-ref" href="{escape(self.href)}" title="{escape(self.hint)}">'


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What the words of a text lead to: cited documents by 文号, attachments by number (0: the only one, mentioned without number)."""

    documents: Mapping[str, Target]
    attachments: Mapping[int, Target]


class Words:
    """A text and the marks in it, turned into HTML stretch by stretch from left to right, each mark looked at once."""

    def __init__(self, text: str, marks: list[Mark]) -> None:
        self.text = text
        # most texts have nothing to escape: asked once of the whole, and not of each of its hundred parts
        self.escape: Callable[[str], str] = str if escape(text) == text else escape
        self._marks = sorted(marks)
        self._next = 0

    def html(self, start: int, end: int) -> str:
        """Characters from `start` to `end`, which must not lie before an earlier call's; a mark that crosses a border is left out."""
        text, marks = self.text, self._marks
        if self._next == len(marks) or marks[self._next][0] >= end:
            return self.escape(text[start:end])
        parts: list[str] = []
        while self._next < len(marks) and marks[self._next][0] < end:
            first, last, before, after = marks[self._next]
            self._next += 1
            if first >= start and last <= end:
                parts += (self.escape(text[start:first]), before, self.escape(text[first:last]), after)
                start = last
        parts.append(self.escape(text[start:end]))
        return "".join(parts)


@lru_cache(maxsize=64)
def breakable(title: str) -> Markup:
    """A title, escaped, with a break opportunity before each of its words: set with `word-break: keep-all`, it never breaks inside one."""
    return Markup(_TITLE_WORD.sub(lambda word: f"<wbr>{word[0]}", str(escape(title))))


def mentions(text: str, links: Links) -> Iterator[Mark]:
    """The links in a text, unsorted."""
    yield from _citations(text, links.documents)
    yield from _attachments(text, links.attachments)


def cited(text: str, numbers: Mapping[str, object]) -> Iterator[tuple[int, int, str]]:
    """Where the text cites one of the numbers: from … to, and the number as registered; spaces inside it don't hide it.

    The bracket is looked for first, because it is rare: a search for every number at every character would cost more than the page.
    """
    words: dict[str, list[str]] = {}
    for number in numbers:
        prefix, bracket, rest = number.partition("〔")
        if bracket and prefix:
            words.setdefault(rest, []).append(prefix)
    for match in _NUMBER.finditer(text) if words else ():
        rest = f"{match[1]}〕{match[2]}号"
        before = [prefix for prefix in words.get(rest, ()) if text.endswith(prefix, 0, match.start())]
        if before:
            prefix = max(before, key=len)
            yield match.start() - len(prefix), match.end(), f"{prefix}〔{rest}"


def _citations(text: str, documents: Mapping[str, Target]) -> Iterator[Mark]:
    for start, end, number in cited(text, documents):
        yield start, end, documents[number].tag, "</a>"


def _attachments(text: str, attachments: Mapping[int, Target]) -> Iterator[Mark]:
    for match in _ATTACHMENT.finditer(text) if attachments else ():
        if match[1] is None and not text.endswith(("见", "于"), 0, match.start()):
            continue  # without a number it is a mention only after a verb: 详见附件, not 附件：…
        target = attachments.get(int(match[1] or 0))
        if target:
            yield match.start(), match.end(), target.tag, "</a>"
