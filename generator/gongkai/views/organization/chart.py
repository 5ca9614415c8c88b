"""A leading group as a static SVG chart: equal boxes, right angles, post above name; words wrap in their box, rows wrap after four.

Pure layout: people in, SVG out. Units are CSS pixels at full width; on the narrowest screen that shows it, five sixths.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from gongkai.views.organization.people import Group, Person, Tier
from gongkai.views.sheet import Sheet

WIDTH, COLUMNS, MARGIN = 720, 4, 24
_GAP = 16
_BOX = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * _GAP) // COLUMNS
_DROP = 32
"""From one row of boxes to the next; the horizontal line runs half-way."""
_SPINE = 8
"""Where the line down the left side runs, from which further rows of a tier and the office hang."""
_TOP, _PAD = 2, 10
_MOST_LINES = 6
_NO_LINE_START = "、，。；：）》”"


@dataclass(frozen=True, slots=True)
class _Style:
    """How words stand in a box: CSS class, height of a line, and how many Han characters fit in one."""

    name: str
    height: int
    fits: int


_POST, _NAME, _NOTE = _Style("post", 20, 11), _Style("name", 23, 9), _Style("note", 18, 11)
_Line = tuple[_Style, str]


def chart(group: Group, id_: str) -> Markup:
    """The chart of a group; `id_` keeps the ids of its title and description apart from another chart's."""
    drawing = _Drawing()
    drawing.tiers(group.tiers)
    if group.office:
        drawing.office(group.office)
    sheet, height = Sheet(), drawing.y + 2
    sheet.add(f'<svg class="gk-chart" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" ')
    sheet.add(f'aria-labelledby="{id_}-title {id_}-desc"><title id="{id_}-title">%s结构图</title>', group.name)
    sheet.add(f'<desc id="{id_}-desc">%s</desc><path d="{"".join(drawing.lines)}"/>', _description(group))
    sheet.put(drawing.boxes.html())
    sheet.add("</svg>")
    return sheet.markup()


def _description(group: Group) -> str:
    """The chart in one sentence; names and titles are in the list and the table beside it."""
    parts = [f"{tier.post}{len(tier.people)}" for tier in group.tiers]
    office = f"；下设{group.office.name}" if group.office else ""
    return f"自上而下：{'，'.join(parts)}{office}。"


class _Drawing:
    """What is drawn so far: `y` is its lower edge, `parents` the middles of the boxes from which the next row hangs.

    Without parents it hangs from the line at height `bus`, by the spine; without a bus either (a group of equals) it just follows.
    """

    def __init__(self) -> None:
        self.y = _TOP
        self.lines: list[str] = []
        self.boxes = Sheet()
        self.parents: list[int] = []
        self.bus = self.bus_left = 0

    def tiers(self, tiers: Sequence[Tier]) -> None:
        """The tiers one below the other; from its second row on, a tier hangs from the line down the left side."""
        for tier in tiers:
            rows = list(_rows(tier.people))
            for index, row in enumerate(rows):
                if index:
                    self.parents = []
                class_ = "gk-chart-box" if self.y > _TOP else "gk-chart-box gk-chart-first"
                self._row([_person(person) for person in row], class_, centred=index == 0)
            if len(rows) > 1 and self.bus:
                self.parents = []

    def office(self, office: Group) -> None:
        """The 领导小组办公室 with its host, then its people. It belongs to the group and not to those in the last row."""
        if self.bus:
            self.parents = []
        words = [(_NAME, line) for line in _wrap(office.name, _NAME.fits)] + [(_NOTE, line) for line in _wrap(office.seat, _NOTE.fits)]
        self._row([words], "gk-chart-box gk-chart-office", centred=True)
        self.tiers(office.tiers)

    def _row(self, boxes: list[list[_Line]], class_: str, *, centred: bool) -> None:
        height = 2 * _PAD + max(sum(style.height for style, _ in box) for box in boxes)
        width = len(boxes) * _BOX + (len(boxes) - 1) * _GAP
        left = (WIDTH - width) // 2 if centred else MARGIN
        middles = [left + _BOX // 2 + index * (_BOX + _GAP) for index in range(len(boxes))]
        top = self.y
        if self.y > _TOP:
            top += _DROP
            self._connect(middles, top)
        for box, middle in zip(boxes, middles, strict=True):
            _add_box(self.boxes, box, class_, middle=middle, top=top, height=height)
        self.y, self.parents = top + height, middles

    def _connect(self, middles: list[int], top: int) -> None:
        line = top - _DROP // 2
        if self.parents:
            ends = self.parents + middles
            self.lines += (f"M{x} {self.y}V{line}" for x in self.parents)
            self.lines.append(f"M{min(ends)} {line}H{max(ends)}")
            self.bus, self.bus_left = line, min(ends)
        elif self.bus:
            self.lines.append(f"M{self.bus_left} {self.bus}H{_SPINE}V{line}H{max(middles)}")
        if self.parents or self.bus:
            self.lines += (f"M{x} {line}V{top}" for x in middles)


def _rows(people: tuple[Person, ...]) -> Iterator[tuple[Person, ...]]:
    return (people[index : index + COLUMNS] for index in range(0, len(people), COLUMNS))


def _person(person: Person) -> list[_Line]:
    name = f"{person.name}（兼）" if person.concurrent else person.name
    return [
        (style, line) for style, words in ((_POST, person.post), (_NAME, name), (_NOTE, person.title)) for line in _wrap(words, style.fits)
    ]


def _wrap(words: str, fits: int) -> list[str]:
    """Lines of about equal length and at most `fits` Han characters (a stop may hang over), six at most: the list has all of it."""
    if len(words) <= fits:
        return [words] if words else []
    widths = [1.0 if char > "\u2e7f" else 0.6 for char in words]
    length = sum(widths)
    even = ceil(length / max(ceil(length / fits), 1))
    lines: list[str] = []
    line, width = "", 0.0
    for char, wide in zip(words, widths, strict=True):
        if width + wide > even and (char not in _NO_LINE_START or width > even):
            lines.append(line)
            line, width = "", 0.0
        line += char
        width += wide
    lines += [line] if line else []
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][:-1] + "…"]


def _add_box(sheet: Sheet, words: list[_Line], class_: str, *, middle: int, top: int, height: int) -> None:
    y = top + (height - sum(style.height for style, _ in words)) // 2
    sheet.add(f'<rect class="{class_}" x="{middle - _BOX // 2}" y="{top}" width="{_BOX}" height="{height}"/><text>')
    for style, line in words:
        y += style.height
        sheet.add(f'<tspan class="gk-chart-{style.name}" x="{middle}" y="{y - 6}">%s</tspan>', line)
    sheet.add("</text>")
