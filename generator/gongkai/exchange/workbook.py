"""A scheme's table → `scores.xlsx`: one sheet to print, one that says where it is from; for Excel, WPS and LibreOffice."""

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from itertools import chain

from gongkai.exchange import workbook_parts as parts
from gongkai.exchange.cells import cell_texts, columns_xml, figure, merges_xml, row_form, rows_xml
from gongkai.exchange.grid import Grid, Kind, read_grid
from gongkai.exchange.published import INVENTED, TERMS, Published
from gongkai.exchange.zipped import packed, zipped
from gongkai.periods import chinese_date

_LINE, _LARGE = 14, 24
"""Height of a line of the table and of the title in points."""
_LARGER = 1.6
"""The title's characters are so much wider than those of the table."""
_HEAD = parts.HEAD_ROW - 1


def scores_xlsx(published: Published) -> bytes:
    """The whole file, for a scheme that has a table."""
    made = {
        "xl/worksheets/sheet1.xml": _table(read_grid(published.case), published),
        "xl/worksheets/sheet2.xml": _notes(published),
        "docProps/core.xml": _properties(published),
    }
    return zipped((*parts.CONSTANT, *((name, packed(text.encode())) for name, text in made.items())))


def _table(grid: Grid, published: Published) -> str:
    widths, last = [column.width for column in grid.columns], len(grid.columns) - 1
    merges = [(0, 0, 0, last), (1, 0, 1, last), *_head_merges(grid)]
    merges += [(each.top + parts.HEAD_ROW, each.left, each.bottom + parts.HEAD_ROW, each.right) for each in grid.merges]
    rows = rows_xml((*_head(grid, published), _lines(grid)))
    return f"{parts.TABLE_START}{columns_xml(widths)}{rows}{merges_xml(merges)}{parts.TABLE_END}"


def _head(grid: Grid, published: Published) -> Iterator[str]:
    """Title, particulars, and the heads of the columns."""
    count = len(grid.columns)
    title, facts = published.table_title, "　　".join(_facts(published))
    lines = _lines_needed(title, int(sum(column.width for column in grid.columns) / _LARGER))
    blank = [""] * (count - 1)
    yield row_form(0, (parts.TITLE,) * count, lines * _LARGE) % (*cell_texts([title]), *blank)
    yield row_form(1, (parts.FACTS,) * count, 20) % (*cell_texts([facts]), *blank)
    yield row_form(_HEAD, (parts.HEAD,) * count) % tuple(cell_texts([column.head for column in grid.columns]))


def _facts(published: Published) -> Iterator[str]:
    """What stands under the title: 文号, date, publisher; that it no longer holds, that it is invented."""
    if published.number:
        yield published.number
    if published.issued_on:
        yield chinese_date(published.issued_on)
    yield published.publisher
    if published.scheme.disclosure.validity != "有效":
        yield f"（已{published.scheme.disclosure.validity}）"
    if published.case.region.demo:
        yield "（演示数据）"


def _head_merges(grid: Grid) -> Iterator[tuple[int, int, int, int]]:
    """考评内容 over the columns of its depths."""
    depths = [place for place, column in enumerate(grid.columns) if column.kind == "part"]
    if len(depths) > 1:
        yield _HEAD, depths[0], _HEAD, depths[-1]


_STYLES: dict[Kind, int] = {
    "place": parts.CENTRED,
    "part": parts.CENTRED,
    "name": parts.TEXT,
    "text": parts.TEXT,
    "short": parts.CENTRED,
}


def _lines(grid: Grid) -> str:
    """The lines of the table: all their rows as one form, filled at once."""
    count, heights = len(grid.columns), _heights(grid)
    cells = list(cell_texts(list(chain.from_iterable(grid.lines))))
    for place, column in enumerate(grid.columns):
        if column.kind == "points":
            digits = enumerate(cells[place::count])
            cells[place::count] = [_figure(each, sums=line in grid.sums) for line, each in digits]
    plain = tuple(_STYLES.get(column.kind) for column in grid.columns)
    summed = tuple(None if column.kind == "points" else parts.SUM for column in grid.columns)
    lines = range(len(grid.lines))
    forms = [row_form(line + parts.HEAD_ROW, summed if line in grid.sums else plain, heights.get(line)) for line in lines]
    return "".join(forms) % tuple(cells)


@lru_cache(maxsize=1024)
def _figure(digits: str, *, sums: bool) -> str:
    decimals = len(digits.partition(".")[2])
    if decimals > parts.MOST_DECIMALS or not digits:
        return figure(digits, parts.SUM if sums else parts.CENTRED)
    return figure(digits, (parts.SUM_NUMBER if sums else parts.NUMBER) + decimals)


def _heights(grid: Grid) -> dict[int, int]:
    """The lines that have to be higher for what is merged into them: spreadsheets see to the others."""
    heights: dict[int, int] = {}
    for top, left, bottom, right in grid.merges:
        text = grid.lines[top][left]
        needed = _lines_needed(text, sum(column.width for column in grid.columns[left : right + 1])) - (bottom - top) if text else 0
        if needed > 1:
            heights[bottom] = max(heights.get(bottom, 0), needed)
    for place, needed in heights.items():
        own = (_lines_needed(text, column.width) for text, column in zip(grid.lines[place], grid.columns, strict=True))
        heights[place] = _LINE * max(needed, *own)
    return heights


def _lines_needed(text: str, width: int) -> int:
    """How many lines a text fills in a column, at two characters' width for each of its own."""
    return sum(max(-(-2 * len(line) // max(width - 1, 2)), 1) for line in text.split("\n"))


def _notes(published: Published) -> str:
    """The second sheet: what the table is, where it is from, and how to read it."""
    scheme, disclosure = published.scheme, published.scheme.disclosure
    notes = {
        "标题": scheme.title,
        "文号": published.number or "原文未载",
        "成文日期": chinese_date(published.issued_on) if published.issued_on else "原文未载",
        "发布机构": published.publisher,
        "索引号": disclosure.index or "原文未载",
        "有效性": disclosure.validity,
        "出处": published.page,
        "分值": "小计、合计和总计由各行的分值相加得出；与方案写明的分值不同的，在旁边注明“载明”的分值。",
        "完成时限": f"未写年份的，均为{scheme.year}年。",
        "使用": TERMS,
        **({"演示": INVENTED} if published.case.region.demo else {}),
    }
    styles = (parts.LABEL, parts.WORDS)
    rows = rows_xml(row_form(place, styles) % tuple(cell_texts(note)) for place, note in enumerate(notes.items()))
    return f"{parts.NOTES_START}{columns_xml((12, 90))}{rows}{parts.NOTES_END}"


def _properties(published: Published) -> str:
    """Dublin Core, as every such file has it: title, author, 文号, and the day of signature as the day of making."""
    made = f'<dcterms:created xsi:type="dcterms:W3CDTF">{published.issued_on}T00:00:00Z</dcterms:created>' if published.issued_on else ""
    title, number, publisher = (escape(each, quote=False) for each in (published.scheme.title, published.number, published.publisher))
    return (
        f"{parts.PROPERTIES_START}<dc:title>{title}</dc:title><dc:creator>{publisher}</dc:creator>"
        f"{f'<dc:identifier>{number}</dc:identifier>' if number else ''}<dc:language>zh-CN</dc:language>{made}</cp:coreProperties>"
    )
