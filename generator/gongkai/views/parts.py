"""考评内容 as flat rows with their weight in the whole and their number of indicators; the score table and the formula page show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gongkai.diagnostics import Path
from gongkai.model import Component
from gongkai.outline import Outline
from gongkai.rules import Case
from gongkai.rules.registry import once
from gongkai.scoring import number, points, share
from gongkai.views.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component in the tree: `depth` from 1, `weight` as a fraction of the whole (nothing where the scheme gives none), `start` the
    sum of the weights before it, both exact; `proportion` is the weight as a percentage, for reading; `counts` the indicators listed
    under it and its parts, one number a level, nothing when there are none.
    """

    component: Component
    depth: int
    weight: Fraction | None
    start: Fraction
    proportion: str
    counts: tuple[int, ...]

    @property
    def anchor(self) -> str:
        """The fragment of its rows in the score table."""
        return f"c-{self.component.id}"


@once
def parts(case: Case) -> tuple[Part, ...]:
    """Every component, parents first."""
    return tuple(_parts(case))


def _parts(case: Case) -> Iterator[Part]:
    scale = case.scheme.scale
    top = _Frame(weight=Fraction(1), point=1 / Fraction(scale) if scale > 0 else None)
    frames: dict[Path, _Frame] = {}
    levels = range(1, max((node.level for node in case.indicators), default=0) + 1)
    for path, component, ancestors in case.components:
        above = frames[path[:-2]] if ancestors else top
        weight = _weight(component, above)
        if component.components:
            frames[path] = _Frame(weight=weight, point=_point(component, weight, above, scale), start=above.start)
        yield Part(
            component=component,
            depth=len(ancestors) + 1,
            weight=weight,
            start=above.start,
            proportion=proportion(weight),
            counts=_trimmed([case.table.count([component.id], level) for level in levels]),
        )
        if weight is not None and weight > 0:
            above.start += weight


def _trimmed(counts: list[int]) -> tuple[int, ...]:
    while counts and not counts[-1]:
        counts.pop()
    return tuple(counts)


@dataclass(slots=True)
class _Frame:
    """What a component's parts are measured in: its own weight, the weight of one point, and how far its parts have filled it."""

    weight: Fraction | None
    point: Fraction | None
    start: Fraction = Fraction(0)


def _weight(component: Component, above: _Frame) -> Fraction | None:
    if component.share is not None:
        return None if above.weight is None else above.weight * Fraction(share(component.share))
    if component.points is not None:
        return None if above.point is None else above.point * Fraction(component.points)
    return None


def _point(component: Component, weight: Fraction | None, above: _Frame, scale: Decimal) -> Fraction | None:
    """The weight of one point among a component's parts: on its own scale, or else on the one around it."""
    full = component.full if component.full is not None else scale if component.share else None
    if full is None:
        return above.point
    return weight / Fraction(full) if weight is not None and full > 0 else None


def stated(component: Component) -> str:
    """What the scheme says a component counts for: `45分` or `70%`; empty when it says nothing."""
    return f"{points(component.points)}分" if component.points is not None else component.share or ""


def figure(component: Component) -> str:
    """Points or share for a column of figures, points without their unit; empty when the scheme gives neither."""
    return points(component.points) if component.points is not None else component.share or ""


def own_scale(component: Component) -> str:
    """`满分100分` where a component is marked on a scale of its own; else empty."""
    return "" if component.full is None or component.full == component.points else f"满分{points(component.full)}分"


def proportion(weight: Fraction | None) -> str:
    """A weight as a percentage, to two decimals where it has more; empty for nothing."""
    return "" if weight is None else number(weight * 100, 2) + "%"


def clause_link(outline: Outline, clause: str | None) -> str:
    """Where a clause stands in the notice: `index.html#s-2-1`; empty when the text has no such heading."""
    section = outline.find(clause) if clause else None
    return f"index.html#{section.anchor}" if section else ""


def add_clause(sheet: Sheet, outline: Outline, clause: str | None) -> None:
    """Write a clause with the link to where it stands, if anywhere; nothing for none."""
    if href := clause_link(outline, clause):
        sheet.add('<a class="gk-clause" href="%s">%s</a>', href, clause or "")
    elif clause:
        sheet.add('<span class="gk-clause">%s</span>', clause)


def add_source(sheet: Sheet, outline: Outline, clause: str | None) -> None:
    """Write “正文 三（二）” after a heading or sentence that rests on that clause; nothing for none."""
    if clause:
        sheet.add(' <span class="gk-at">正文 ')
        add_clause(sheet, outline, clause)
        sheet.add("</span>")


def add_where(sheet: Sheet, outline: Outline, clause: str | None) -> None:
    """Write a clause quietly after the words that rest on it; nothing for none."""
    if href := clause_link(outline, clause):
        sheet.add(' <span class="gk-where"><a href="%s">%s</a></span>', href, clause or "")
    elif clause:
        sheet.add(' <span class="gk-where">%s</span>', clause)
