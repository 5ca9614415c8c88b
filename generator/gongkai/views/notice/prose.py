"""A scheme's text as blocks to print: real headings from the outline, paragraphs, people's lists, the list of attachments.

Between the outline and the notice's template, in one pass over the lines.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from gongkai.outline import Outline, Section
from gongkai.views.notice.roster import person, roster_length
from gongkai.views.words import Links, Mark, Target, Words, mentions

_BLANK = " \t\r　\u00a0"
_SHORT_HEADING = 20
"""一、 and （一） up to this long are headings even when they are all of a sentence; other numbered sentences are paragraphs."""
_LISTED = re.compile(r"附件\s*(?=[:：《\d])|\d{1,2}\s*[.．、:：]")
_ATTACHMENT = re.compile(r"(附件\s*[:：]?\s*)?(?:(\d{1,2})\s*[.．、:：]\s*)?")
_ATTACHMENT_LENGTH = 80


class Block(NamedTuple):
    """One block of the printed text; a tuple, because a long text has hundreds.

    heading: `head` is the finished h3 … h6 of that `depth` (from 1) and numeral `style` (1–5), `number` its numeral, `html` what follows
    in the same line; paragraph: `html`, with an `anchor` when numbered; roster and attachments: `rows` of cells.
    """

    kind: Literal["heading", "paragraph", "roster", "attachments"]
    html: str = ""
    anchor: str = ""
    head: str = ""
    depth: int = 0
    style: int = 0
    number: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


class _Line(NamedTuple):
    """The visible characters of a line that is not blank, from … to."""

    start: int
    end: int
    text: str


def read_prose(outline: Outline, links: Links, scores: Mapping[int, Target]) -> tuple[Block, ...]:
    """The blocks of the outline's text; `scores` leads from a section (by its start) to its part of the score table."""
    return tuple(_blocks(outline, links, scores))


def read_paragraphs(text: str, links: Links) -> list[str]:
    """The lines of a text without headings (the notice's body) as paragraphs, in HTML."""
    words = Words(text, list(mentions(text, links)))
    return [words.html(line.start, line.end) for line in _lines(text)]


def attachment_rows(lines: list[str], links: Links) -> tuple[tuple[str, ...], ...]:
    """Label (附件：) and linked title of every line of a list of attachments."""
    return tuple(_attachment(line, links) for line in lines)


def printed(blocks: Iterable[Block]) -> Markup:
    """The blocks as HTML."""
    return Markup("".join(map(_element, blocks)))


def _element(block: Block) -> str:
    if block.kind == "heading":
        return f'<div class="gk-runin">{block.head}<p>{block.html}</p></div>\n' if block.html else f"{block.head}\n"
    if block.kind == "paragraph":
        return f'<p id="{block.anchor}">{block.html}</p>\n' if block.anchor else f"<p>{block.html}</p>\n"
    return cells("gk-roster", block.rows) if block.kind == "roster" else cells("gk-enclosed", block.rows) + "\n"


def cells(class_: str, rows: Iterable[Iterable[str]]) -> Markup:
    """Rows of finished cells as a list."""
    items = "".join(f"<li>{''.join(f'<span>{cell}</span>' for cell in row)}</li>\n" for row in rows)
    return Markup(f'<ul class="{class_}">\n{items}</ul>\n')


def _blocks(outline: Outline, links: Links, scores: Mapping[int, Target]) -> Iterator[Block]:
    words = Words(outline.text, [*mentions(outline.text, links), *_enumerations(outline)])
    headed = {section.start: index for index, section in enumerate(outline.sections) if not section.inline}
    depths: dict[int | None, int] = {None: 0}
    lines = list(_lines(outline.text))
    body = len(lines) - _attachments_at_end(lines)
    index = 0
    while index < body:
        line, at = lines[index], headed.get(lines[index].start)
        people = roster_length(_unnumbered(lines, index, body, headed)) if at is None else 0
        if people:
            yield Block(kind="roster", rows=tuple(person(each.text) for each in lines[index : index + people]))
        elif at is None:
            yield Block(kind="paragraph", html=words.html(line.start, line.end))
        else:
            section = outline.sections[at]
            block = _numbered(words, line, section, depths[section.parent] + 1, scores.get(section.start))
            depths[at] = block.depth or depths[section.parent]
            yield block
        index += max(people, 1)
    if body < len(lines):
        yield Block(kind="attachments", rows=attachment_rows([line.text for line in lines[body:]], links))


def _numbered(words: Words, line: _Line, section: Section, depth: int, target: Target | None) -> Block:
    """A numbered line as a heading of that depth, or as a paragraph, which has none: headings below it must not skip a level."""
    stop = _heading_end(section, line)
    if stop is None:
        return Block(kind="paragraph", html=words.html(line.start, line.end), anchor=section.anchor)
    number = line.text[: section.title_start - line.start].rstrip()
    title = words.html(section.title_start, stop)
    return Block(
        kind="heading",
        html=words.html(stop, line.end),
        anchor=section.anchor,
        head=_heading(f"h{min(depth + 2, 6)}", section, words.escape(number), title, target),
        depth=depth,
        style=section.style,
        number=number,
    )


def _heading(tag: str, section: Section, number: str, title: str, target: Target | None) -> str:
    """The heading's element: the numeral links to itself, a part of the score to its rows."""
    scores = f'<a class="gk-to-scores" href="{escape(target.href)}" title="{escape(target.hint)}">考评表</a>' if target else ""
    own = f'<a class="gk-self" href="#{section.anchor}">{number}</a>'
    return f'<{tag} id="{section.anchor}" class="gk-doc-{section.style}">{own}{title}{scores}</{tag}>'


def _heading_end(section: Section, line: _Line) -> int | None:
    """Where the heading in a numbered line ends, its stop included; nothing when the line is an ordinary sentence with a number."""
    if not section.title:
        return None
    stop = section.title_end - line.start
    rest = line.text[stop:]
    if not rest or rest[0] in "：:":
        return min(section.title_end + 1, line.end)
    if rest[0] in "；;" or (len(rest) == 1 and (section.style > 2 or len(section.title) > _SHORT_HEADING)):
        return None
    return section.title_end + 1


def _enumerations(outline: Outline) -> Iterator[Mark]:
    for section in outline.sections:
        if section.inline:
            yield section.start, section.title_start, f'<span id="{section.anchor}">', "</span>"


def _lines(text: str) -> Iterator[_Line]:
    begin = 0
    for line in text.split("\n"):
        start = begin + len(line) - len(line.lstrip(_BLANK))
        words = line.strip(_BLANK)
        if words:
            yield _Line(start, start + len(words), words)
        begin += len(line) + 1


def _unnumbered(lines: list[_Line], index: int, body: int, headed: Mapping[int, int]) -> Iterator[str]:
    """The lines from `index` on up to the next numbered one, as far as a list of people can reach."""
    while index < body and lines[index].start not in headed:
        yield lines[index].text
        index += 1


def _attachments_at_end(lines: list[_Line]) -> int:
    """How many lines at the end are the text's own list of attachments."""
    found = 0
    for count, line in enumerate(reversed(lines), start=1):
        if len(line.text) > _ATTACHMENT_LENGTH or not _LISTED.match(line.text):
            break
        if line.text.startswith("附件"):
            found = count
    return found


def _attachment(line: str, links: Links) -> tuple[str, str]:
    match = _ATTACHMENT.match(line)
    label, number = (match[1] or "", match[2]) if match else ("", None)
    target = links.attachments.get(int(number or 0))
    title = escape(line[len(label) :])
    return escape(label.strip()), f"{target.tag}{title}</a>" if target else title
