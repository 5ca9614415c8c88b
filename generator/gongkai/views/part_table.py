"""The table of 考评内容: what each component counts for, how many indicators it states and holds, and where the text sets it out."""

from collections.abc import Iterator

from markupsafe import Markup

from gongkai.model import Component
from gongkai.numerals import han_numeral
from gongkai.outline import Outline
from gongkai.views.parts import Part, add_clause, figure, own_scale
from gongkai.views.sheet import Sheet

_HEAD = (
    '<div class="gk-scroll">\n<table class="gk-parts">\n<caption class="gk-hidden">考评内容及其分值</caption>\n'
    '<thead><tr><th scope="col">考评内容</th><th scope="col" class="gk-num">分值</th><th scope="col" class="gk-num">占总分</th>'
)
_TICKS = '<p class="gk-quiet">✓ 表示表中实列的项数与正文载明的一致。</p>\n'


def part_table(parts: tuple[Part, ...], outline: Outline, *, has_table: bool) -> Markup:
    """The components as rows; without a table the stated numbers are all there is, with one they stand beside what it holds."""
    levels = [level_name(level) for level in range(1, max(map(_levels, parts), default=0) + 1)]
    sheet = Sheet()
    sheet.add(_HEAD)
    for level in levels:
        sheet.add('<th scope="col" class="gk-num">%s</th>', level if has_table else f"{level}（载明）")
    sheet.add('<th scope="col">正文条款</th></tr></thead>\n<tbody>\n')
    for part in parts:
        _add_row(sheet, part, levels, outline, has_table)
    sheet.add("</tbody>\n</table>\n</div>\n")
    if has_table and any(said is not None and said == held for part in parts for said, held in _counts(part, len(levels))):
        sheet.add(_TICKS)
    return sheet.markup()


def _add_row(sheet: Sheet, part: Part, levels: list[str], outline: Outline, has_table: bool) -> None:
    component = part.component
    if part.counts:
        sheet.add(f'<tr class="gk-d{part.depth}"><th scope="row"><a href="#%s">%s</a>', part.anchor, component.name)
    else:
        sheet.add(f'<tr class="gk-d{part.depth}"><th scope="row">%s', component.name)
    for note in _notes(component):
        sheet.add("<small>%s</small>", note)
    sheet.add('</th><td class="gk-num" data-label="分值">%s</td>', figure(component))
    sheet.add('<td class="gk-num" data-label="占总分">%s</td>', part.proportion)
    for level, (said, held) in zip(levels, _counts(part, len(levels)), strict=True):
        sheet.add(f'<td class="gk-num" data-label="{level}">')
        _add_count(sheet, said, held, has_table)
    sheet.add('<td data-label="正文条款">')
    add_clause(sheet, outline, component.clause)
    sheet.add("</td></tr>\n")


def _add_count(sheet: Sheet, said: int | None, held: int, has_table: bool) -> None:
    """A number of indicators, ticked where it is what the text states; what is neither stated nor held is left empty."""
    if said is None or not has_table:
        sheet.add("%s</td>", str(held or said or ""))
    elif said == held:
        sheet.add('%s <span class="gk-tick">✓</span></td>', str(held))
    else:
        sheet.add('%s <span class="gk-tag gk-tag-amber">≠ 载明%s项</span></td>', str(held), str(said))


def level_name(level: int) -> str:
    """一级指标, 二级指标, …"""
    return f"{han_numeral(level)}级指标"


def _levels(part: Part) -> int:
    declared = part.component.declared
    return max(len(part.counts), 2 if declared.level2 is not None else 1 if declared.level1 is not None else 0)


def _counts(part: Part, levels: int) -> Iterator[tuple[int | None, int]]:
    """Stated and held, level by level."""
    said = (part.component.declared.level1, part.component.declared.level2)
    for index in range(levels):
        yield said[index] if index < len(said) else None, part.counts[index] if index < len(part.counts) else 0


def _notes(component: Component) -> Iterator[str]:
    """Its own scale, its aspects and its carve-outs."""
    if scale := own_scale(component):
        yield scale
    if component.aspects:
        yield "、".join(component.aspects)
    for each in component.carve_outs:
        yield f"其中{each.name}占{each.share}"
