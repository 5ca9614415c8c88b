"""The table of 考评内容 and the bar of their weights, in ready strings: parts → what the templates print."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from gongkai.model import Component, Declared
from gongkai.outline import Outline, han_numeral
from gongkai.views.parts import Part, clause_link, figure, own_scale

BAND = 30
"""Height of one level of the bar, in CSS pixels."""
HAN_WIDTH, NUMBER_WIDTH, NARROWEST = 14, 56, 7
NARROWEST_NUMBER = Fraction(5, 100)
"""Pixels that a Han character and a number with its margins take, and pixels a hundredth of the bar has on a tablet: what fits, fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of indicators: `sign` ✓ where it is what the text states, `conflict` the sentence where it is not."""

    text: str
    sign: str = ""
    conflict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One component; `href` leads to its rows in the score table, `notes` are its aspects and carve-outs."""

    name: str
    depth: int
    href: str
    stated: str
    proportion: str
    counts: tuple[Count, ...]
    notes: tuple[str, ...]
    clause: str
    clause_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTable:
    """`levels` names the columns of counts (一级指标 …); `declared_only` when there is no table to hold the numbers against."""

    levels: tuple[str, ...]
    rows: tuple[PartRow, ...]
    declared_only: bool
    has_ticks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A rectangle of the bar; `x` and `width` in percent, `y` and `height` in pixels, `name` empty where it would not fit."""

    x: str
    width: str
    y: int
    height: int
    label_y: int
    title: str
    name: str
    number: str
    leaf: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The weights as one bar, a band for each depth; `label` says the same in words."""

    height: int
    label: str
    segments: tuple[Segment, ...]


def part_table(parts: tuple[Part, ...], outline: Outline, *, has_table: bool) -> PartTable:
    """The components as rows; counts of parts that state or hold none are left empty."""
    depth = max((_levels(part.component.declared, part.counts) for part in parts), default=0)
    rows = tuple(
        PartRow(
            name=part.component.name,
            depth=part.depth,
            href=f"#{part.anchor}" if part.counts else "",
            stated=figure(part.component),
            proportion=part.proportion,
            counts=tuple(_counts(part, depth, has_table)),
            notes=tuple(_notes(part.component)),
            clause=part.component.clause or "",
            clause_href=clause_link(outline, part.component.clause),
        )
        for part in parts
    )
    return PartTable(
        levels=tuple(level_name(level) for level in range(1, depth + 1)),
        rows=rows,
        declared_only=not has_table,
        has_ticks=any(count.sign for row in rows for count in row.counts),
    )


def level_name(level: int) -> str:
    """一级指标, 二级指标, …"""
    return f"{han_numeral(level)}级指标"


def _levels(declared: Declared, counts: tuple[int, ...]) -> int:
    return max(len(counts), 2 if declared.level2 is not None else 1 if declared.level1 is not None else 0)


def _counts(part: Part, depth: int, has_table: bool) -> Iterator[Count]:
    said = (part.component.declared.level1, part.component.declared.level2)
    for index in range(depth):
        declared = said[index] if index < len(said) else None
        held = part.counts[index] if index < len(part.counts) else 0
        if declared is None or not has_table:
            yield Count(text=str(held or declared or ""))
        elif declared == held:
            yield Count(text=str(held), sign="✓")
        else:
            yield Count(text=str(held), conflict=f"载明{declared}项")


def _notes(component: Component) -> Iterator[str]:
    if scale := own_scale(component):
        yield scale
    if component.aspects:
        yield "、".join(component.aspects)
    for each in component.carve_outs:
        yield f"其中{each.name}占{each.share}"


def weight_bar(parts: tuple[Part, ...]) -> Bar | None:
    """The bar of all parts that weigh something; nothing when none does."""
    weighed = [(part, part.weight) for part in parts if part.weight is not None and part.weight > 0]
    if not weighed:
        return None
    top = [(part, weight) for part, weight in weighed if part.depth == 1]
    whole = max(Fraction(1), sum((weight for _, weight in top), Fraction(0)))
    depth = max(part.depth for part, _ in weighed)
    return Bar(
        height=depth * BAND,
        label="；".join(f"{part.component.name}{part.proportion}" for part, weight in top),
        segments=tuple(_segment(part, weight, whole, depth) for part, weight in weighed),
    )


def _segment(part: Part, weight: Fraction, whole: Fraction, depth: int) -> Segment:
    leaf = not part.component.components
    width, y = weight / whole, (part.depth - 1) * BAND
    height = depth * BAND - y if leaf else BAND
    fits = len(part.component.name) * HAN_WIDTH + NUMBER_WIDTH <= width * 100 * NARROWEST
    return Segment(
        x=_percent(part.start / whole),
        width=_percent(width),
        y=y,
        height=height - 2,
        label_y=y + height // 2 + 4,
        title=f"{part.component.name}：{part.proportion}",
        name=part.component.name if fits else "",
        number=part.proportion.removesuffix("%") if width >= NARROWEST_NUMBER else "",
        leaf=leaf,
    )


def _percent(value: Fraction) -> str:
    """A fraction of the whole as a length, cut to thousandths of a percent."""
    thousandths = value.numerator * 100_000 // value.denominator
    return f"{thousandths // 1000}.{thousandths % 1000:03}%"
