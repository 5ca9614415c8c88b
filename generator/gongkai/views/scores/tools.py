"""The controls above the 绩效目标考评表: what it holds → a form that `scripts/scores.js` reads and that is not shown without a script."""

from collections.abc import Iterable, Mapping

from gongkai.scoring import points
from gongkai.views.part_table import level_name
from gongkai.views.parts import Part
from gongkai.views.scores.units import Share
from gongkai.views.scores.values import Values
from gongkai.views.sheet import Sheet

_WORDS = (
    '<form class="gk-tools gk-noprint" role="search" aria-label="查找和排列指标">\n'
    '<p class="gk-tools-words"><label for="score-q">查找</label>'
    '<input id="score-q" type="search" autocomplete="off" spellcheck="false" placeholder="几个词用空格隔开"></p>\n'
)
_BUTTONS = (
    '<p class="gk-tools-end"><button type="reset">全部显示</button> <button type="button" id="score-send">复制网址</button>'
    "<span>网址记住这里的选择；点一行的序号，得到该行的网址。</span></p>\n</form>\n"
)


def add_tools(sheet: Sheet, parts: Iterable[Part], held: Iterable[Share], days: Mapping[str, str], levels: int) -> None:
    """Write the form: words, component, unit, month, order and depth; only what the table has anything of can be chosen."""
    names = [each.name for each in held if each.name]
    months = sorted({last[:7] for last in days.values()})
    listed = [part for part in parts if part.counts]
    sheet.add(_WORDS)
    if len(listed) > 1:
        _add_choice(sheet, "part", "考评内容", [(part.component.id, "　" * (part.depth - 1) + part.component.name) for part in listed])
    if names:
        _add_choice(sheet, "unit", "单位", [("", each) for each in names])
    if months:
        _add_choice(sheet, "due", "完成月份", [(month, f"{int(month[:4])}年{int(month[5:])}月") for month in months])
    orders = [("points-", "分值由高到低"), ("points", "分值由低到高")]
    orders += [("due", "时限由早到晚"), ("due-", "时限由晚到早")] if months else []
    orders += [("lead", "责任单位")] if names else []
    _add_choice(sheet, "sort", "排列", orders, "原表次序")
    if levels > 1:
        depths = [("0", "考评内容"), *((str(level), level_name(level)) for level in range(1, levels))]
        _add_choice(sheet, "level", "展开到", depths, "末级指标")
    sheet.add(_BUTTONS)


def _add_choice(sheet: Sheet, name: str, label: str, options: Iterable[tuple[str, str]], all_: str = "全部") -> None:
    """A labelled list; an option without a value of its own is its words."""
    sheet.add(f'<p><label for="score-{name}">{label}</label><select id="score-{name}"><option value="">{all_}</option>')
    for value, words in options:
        sheet.add('<option value="%s">%s</option>' if value else "<option>%s</option>", *filter(None, (value, words)))
    sheet.add("</select></p>\n")


def add_state(sheet: Sheet, figures: Values) -> None:
    """Write the line that tells how much the table shows: all of it, until a script tells something else."""
    sheet.add('<p class="gk-asked" id="score-state" role="status">共%s项，%s分。</p>\n', str(figures.items), points(figures.total))
