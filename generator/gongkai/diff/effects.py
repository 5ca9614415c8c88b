"""Findings of both sides → those that a change causes, cures and excuses; fingerprints know them again, so that moved lines don't count."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from gongkai.diagnostics import Diagnostic, Finding, Severity
from gongkai.diff.loading import Loaded
from gongkai.diff.review import Findings
from gongkai.fingerprint import fingerprint
from gongkai.validate import looked_up


def effects(before: Loaded, after: Loaded, found: tuple[list[Finding], list[Finding]], moved: Mapping[str, str]) -> Findings:
    """What differs between the findings of two sides; `moved` tells of a file of the earlier side where it is now."""
    old, new = found
    same = Counter(_in_place(each, moved) for each in old) & Counter(new)  # nothing of these is looked up: large files take their time
    left = _without(old, same, moved), _without(new, same, {})
    earlier = [(each, _mark(each, moved)) for each in looked_up(left[0], before.locate, before.shown)]
    later = [(each, _mark(each, {})) for each in looked_up(left[1], after.locate, after.shown)]
    excused = list(_beyond(_waived(later), _waived(earlier)))
    gone = [*_open(later), *((each, mark) for each, mark in later if each in excused)]
    caused, cured = _beyond(_open(later), _open(earlier)), _beyond(_open(earlier), gone)
    return together([Findings(caused=tuple(caused), cured=tuple(cured), excused=tuple(excused))])


def _heaviest_first(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    order = tuple(Severity)
    return tuple(sorted(found, key=lambda each: order.index(each.rule.severity)))


_Marked = list[tuple[Diagnostic, str]]


def _in_place(finding: Finding, moved: Mapping[str, str]) -> Finding:
    """The finding as it would be if its file had stood where it stands now."""
    file = moved.get(finding.place.file)
    return replace(finding, place=replace(finding.place, file=file)) if file else finding


def _without(found: Iterable[Finding], same: Counter[Finding], moved: Mapping[str, str]) -> list[Finding]:
    left, rest = Counter(same), list[Finding]()
    for each in found:
        key = _in_place(each, moved)
        if left[key] > 0:
            left[key] -= 1
        else:
            rest.append(each)
    return rest


def _mark(each: Diagnostic, moved: Mapping[str, str]) -> str:
    return fingerprint(replace(each, finding=_in_place(each.finding, moved)))


def _open(found: _Marked) -> _Marked:
    return [(each, mark) for each, mark in found if each.finding.waived is None]


def _waived(found: _Marked) -> _Marked:
    return [(each, mark) for each, mark in found if each.finding.waived is not None]


def _beyond(found: _Marked, known: _Marked) -> Iterator[Diagnostic]:
    """Those that the other side does not have, each as often as it is there more often."""
    left = Counter(mark for _, mark in known)
    for each, mark in found:
        if left[mark] > 0:
            left[mark] -= 1
        else:
            yield each


def by_file(findings: Findings) -> dict[str, Findings]:
    """The findings of each file, named as on its side."""
    found: defaultdict[str, list[list[Diagnostic]]] = defaultdict(lambda: [[], [], []])
    for at, part in enumerate((findings.caused, findings.cured, findings.excused)):
        for each in part:
            found[each.finding.place.file][at].append(each)
    return {
        file: Findings(caused=tuple(caused), cured=tuple(cured), excused=tuple(excused)) for file, (caused, cured, excused) in found.items()
    }


def together(parts: Iterable[Findings]) -> Findings:
    """The findings of several files."""
    all_ = tuple(parts)
    return Findings(
        caused=_heaviest_first(found for each in all_ for found in each.caused),
        cured=_heaviest_first(found for each in all_ for found in each.cured),
        excused=_heaviest_first(found for each in all_ for found in each.excused),
    )
