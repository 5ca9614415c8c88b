"""Reads the HTML of a page as a browser's parser would complain about it: what the tests of pages look at."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "wbr"})
EMPTY_SVG = frozenset({"path", "rect"})


@dataclass
class Markup:
    """What a piece of HTML holds: tags in order, ids, link targets, headings with their level, and all text."""

    tags: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    words: str = ""

    @property
    def dead(self) -> set[str]:
        """Fragments of this page that lead nowhere."""
        return {href for href in self.hrefs if href.startswith("#") and href[1:] not in self.ids}

    @property
    def repeated(self) -> set[str]:
        """Ids that stand more than once."""
        return {each for each in self.ids if self.ids.count(each) > 1}

    @property
    def skipped(self) -> list[tuple[int, str]]:
        """Headings more than one level below the heading before them."""
        levels = [level for level, _ in self.headings]
        return [self.headings[i] for i in range(1, len(levels)) if levels[i] > levels[i - 1] + 1]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.markup = Markup()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        assert len(named) == len(attrs), f"<{tag}> has an attribute twice"
        assert not any(name.startswith("on") for name in named), f"<{tag}> has an event handler"
        self.markup.tags.append(tag)
        self.markup.ids += [named["id"] or ""] if "id" in named else []
        self.markup.hrefs += [named["href"] or ""] if "href" in named else []
        if tag not in VOID:
            self.open.append(tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self.markup.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in EMPTY_SVG, f"<{tag}/> is no element of HTML"
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.markup.words += data
        if self.open and any(tag[0] == "h" and tag[1:].isdigit() for tag in self.open):
            level, words = self.markup.headings[-1]
            self.markup.headings[-1] = (level, words + data)


def read(html: str) -> Markup:
    """The markup of a body; fails where tags don't close in order or an attribute runs code."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader.markup
