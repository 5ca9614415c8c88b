"""Where a finding stands, for readers of its report: the clause, the words of the text, the value of the data, linked to what shows it."""

from typing import NamedTuple

from msgspec import Struct

from gongkai.diagnostics import Finding, Path, Place
from gongkai.model import Scheme
from gongkai.rules import Case
from gongkai.rules.personal.privacy import text_to_quote
from gongkai.terms import spoken
from gongkai.views.parts import add_clause, clause_link
from gongkai.views.sheet import Sheet

_SHOWN_ON = {
    "components": "scores.html",
    "indicators": "scores.html",
    "subjects": "organization.html",
    "organization": "organization.html",
    "stages": "timeline.html",
    "milestones": "timeline.html",
    "formula": "rules.html",
    "grades": "rules.html",
    "results_use": "rules.html",
    "indicator_rules": "rules.html",
    "notice": "index.html",
    "disclosure": "index.html",
    "based_on": "index.html",
    "attachments": "index.html",
}
"""The page that shows a field of the scheme; no page shows the others as such."""
_TEXT = ("text",)
_NAMES = ("name", "title", "what")
_AROUND = 16
"""Characters of the text shown on either side of the words that a finding is about."""
_LONGEST = 60
"""Characters shown of those words themselves."""


def add_place(sheet: Sheet, each: Finding, case: Case) -> None:
    """All that is known of where a finding stands; a problem of the file as such concerns the whole of it."""
    place = each.place
    clause = each.clause or _clause_at(place, case)
    if clause:
        sheet.add("<span>正文 ")
        add_clause(sheet, case.outline, clause)
        sheet.add("</span> ")
    if place.path == _TEXT:
        if not clause:
            sheet.add("<span>正文</span> ")
        _add_excerpt(sheet, place, text_to_quote(case))
    elif place.path:
        sheet.add("<span>")
        _add_value(sheet, place.path, case.scheme)
        sheet.add("</span> ")
    elif not clause:
        sheet.add("<span>整份文件</span> ")


def place_link(place: Place, case: Case) -> str:
    """The address of what shows a place of the scheme: the section of the text, the row of the table, the page; empty for none."""
    if place.path == _TEXT:
        return clause_link(case.outline, _clause_at(place, case))
    return _value_link(place.path, _innermost(case.scheme, place.path)) if place.path else ""


def _clause_at(place: Place, case: Case) -> str:
    """The clause in which marked words of the text stand."""
    section = case.outline.at(place.offset) if place.path == _TEXT and place.offset is not None else None
    return section.clause if section else ""


def _add_excerpt(sheet: Sheet, place: Place, text: str) -> None:
    """The marked words with a little of their line on both sides."""
    if place.offset is None or not place.length:
        return
    start, end = place.offset, place.offset + place.length
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end) % (len(text) + 1)
    words, long = text[start:end], end - start > _LONGEST
    before, after = text[max(first, start - _AROUND) : start], "" if long else text[end : min(last, end + _AROUND)]
    sheet.add('<span class="gk-excerpt">“%s%s', "…" if start - _AROUND > first else "", before)
    sheet.add("<mark>%s</mark>%s%s”</span> ", words[:_LONGEST], after, "…" if long or end + _AROUND < last else "")


def _add_value(sheet: Sheet, path: Path, scheme: Scheme) -> None:
    """A place in the data in words: `绩效目标考评表“窗口服务”的分值`."""
    found = _innermost(scheme, path)
    words = f"{spoken(path[:1])}“{found.name}”{spoken(path).removeprefix(spoken(found.path))}" if found.name else spoken(path)
    if href := _value_link(path, found):
        sheet.add('<a href="%s">%s</a>', href, words)
    else:
        sheet.add("%s", words)


def _value_link(path: Path, found: "_Named") -> str:
    page = _SHOWN_ON.get(str(path[0]), "")
    return f"{page}#r-{found.row}" if found.row else page


class _Named(NamedTuple):
    """The innermost thing on a path that has a name: its name, the path up to it, and its id where it is a row of the table."""

    name: str = ""
    path: Path = ()
    row: str = ""


def _innermost(scheme: Scheme, path: Path) -> _Named:
    value: object = scheme
    found = _Named()
    for length, part in enumerate(path, 1):
        if not isinstance(part, int):
            value = getattr(value, part, None)
        elif isinstance(value, tuple) and part < len(value):
            value = value[part]
            name = next(filter(None, (getattr(value, field, "") for field in _NAMES)), "") if isinstance(value, Struct) else ""
            if name:
                found = _Named(name, path[:length], getattr(value, "id", "") if path[0] == "indicators" else "")
        else:
            break
    return found
