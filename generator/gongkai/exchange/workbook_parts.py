"""The parts of `scores.xlsx` that are the same in every file, and the numbers by which its cells name their style (ECMA-376 Part 1, 18.8).

They are written here rather than by a library: openpyxl and XlsxWriter take 30 to 50 ms for such a table, of which a site has thousands.
"""

from gongkai.exchange.zipped import packed

MOST_DECIMALS = 4
"""Points with more decimals are shown as the spreadsheet sees fit."""

TITLE, FACTS, HEAD, TEXT, CENTRED, SUM, LABEL, WORDS, NUMBER = range(1, 10)
"""Styles; `NUMBER` and the next ones have as many decimals as they are further on, `SUM_NUMBER` and its next ones likewise."""
SUM_NUMBER = NUMBER + MOST_DECIMALS + 1

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

CONTENT_TYPES = (
    f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
RELATIONS = (
    f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
WORKBOOK_RELATIONS = (
    f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/relationships/worksheet" Target="worksheets/sheet2.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/>'
    "</Relationships>"
)
HEAD_ROW = 3
"""Of the table's sheet, after its title and its particulars; it stays in sight and is printed on every page."""
WORKBOOK = (
    f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><bookViews><workbookView/></bookViews><sheets>'
    '<sheet name="考评表" sheetId="1" r:id="rId1"/><sheet name="说明" sheetId="2" r:id="rId2"/></sheets><definedNames>'
    f'<definedName name="_xlnm.Print_Titles" localSheetId="0">考评表!${HEAD_ROW}:${HEAD_ROW}</definedName></definedNames></workbook>'
)

_FONTS = (
    '<font><sz val="10"/><name val="宋体"/><charset val="134"/></font>',
    '<font><sz val="16"/><name val="黑体"/><charset val="134"/></font>',
    '<font><b/><sz val="10"/><name val="宋体"/><charset val="134"/></font>',
)
_FILLS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/><bgColor indexed="64"/></patternFill></fill>',
)
_SIDES = "".join(f'<{side} style="thin"><color rgb="FF7F7F7F"/></{side}>' for side in ("left", "right", "top", "bottom"))
_BORDERS = ("<border><left/><right/><top/><bottom/><diagonal/></border>", f"<border>{_SIDES}<diagonal/></border>")
_CUSTOM = 164
"""The first number format that is not built in."""
_DECIMALS = tuple(range(MOST_DECIMALS + 1))


def _format(across: str, *, font: int = 0, fill: int = 0, border: int = 1, number: int = 0, down: str = "center") -> str:
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1"'
        f' applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="{across}" vertical="{down}" wrapText="1"/></xf>'
    )


def _counted(name: str, items: tuple[str, ...]) -> str:
    return f'<{name} count="{len(items)}">{"".join(items)}</{name}>'


_FORMATS = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    _format("center", font=1, border=0),
    _format("center", border=0),
    _format("center", font=2, fill=2),
    _format("left"),
    _format("center"),
    _format("center", font=2, fill=2),
    _format("left", font=2, border=0, down="top"),
    _format("left", border=0, down="top"),
    *(_format("center", number=_CUSTOM + decimals) for decimals in _DECIMALS),
    *(_format("center", font=2, fill=2, number=_CUSTOM + decimals) for decimals in _DECIMALS),
)
_PATTERNS = tuple(f'<numFmt numFmtId="{_CUSTOM + each}" formatCode="{"0." + "0" * each if each else "0"}"/>' for each in _DECIMALS)
STYLES = (
    f'{_DECLARATION}<styleSheet xmlns="{_MAIN}">{_counted("numFmts", _PATTERNS)}{_counted("fonts", _FONTS)}{_counted("fills", _FILLS)}'
    f'{_counted("borders", _BORDERS)}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'{_counted("cellXfs", _FORMATS)}<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_SHEET = f'{_DECLARATION}<worksheet xmlns="{_MAIN}">'
_FREE = f"A{HEAD_ROW + 1}"
_MARGINS = '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.35"/>'
_FOOT = "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
TABLE_START = (
    f'{_SHEET}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
    f'<pane ySplit="{HEAD_ROW}" topLeftCell="{_FREE}" activePane="bottomLeft" state="frozen"/>'
    f'<selection pane="bottomLeft" activeCell="{_FREE}" sqref="{_FREE}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="14.25"/>'
)
TABLE_END = (
    f'<printOptions horizontalCentered="1"/>{_MARGINS}'
    f'<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>{_FOOT}'
)
"""A4, across, as wide as the paper and as many pages as it takes."""
NOTES_START = f'{_SHEET}<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="14.25"/>'
NOTES_END = f'{_MARGINS}<pageSetup paperSize="9" orientation="portrait"/></worksheet>'
PROPERTIES_START = (
    f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)

CONSTANT = tuple(
    (name, packed(text.encode()))
    for name, text in {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELATIONS,
        "xl/styles.xml": STYLES,
    }.items()
)
"""Name and packed content of each of these parts, the content types first, as readers like them."""
