"""What a scheme's text may state a number of (parts, aspects, rows, units, cases, grades, stages), with what the file holds of each."""

from collections.abc import Iterator

from msgspec import Struct

from gongkai.diagnostics import Path
from gongkai.model import Component, Declared
from gongkai.rules.registry import Case, once

LEVELS = ("一级指标", "二级指标", "三级指标")
_KINDS = ("level1", "level2", "level3")


class Countable(Struct, frozen=True, gc=False):
    """One kind of thing of one owner. `what` names it in Chinese, `path` is where the things stand, `held` how many there are.

    `held` is nothing when the file can't say: the table is not in it. `names` are the things' names where they have some, `clause` the
    section that speaks of them, `declared` the number the data says the text states, at `declared_path`; `component` owns parts and rows.
    `owner` is, for rows of the table, the id of their component, empty for the whole scheme; nothing for other things.
    """

    kind: str
    what: str
    path: Path
    held: int | None
    clause: str = ""
    declared: int | None = None
    declared_path: Path = ()
    names: tuple[str, ...] = ()
    component: Component | None = None
    owner: str | None = None


@once
def countables(case: Case) -> tuple[Countable, ...]:
    """Everything of the scheme that can be counted, the whole before its parts."""
    return (*_units(case), *_parts(case, case.scheme.declared, (), None), *_components(case), *_stages(case), *_grades(case))


def _units(case: Case) -> Iterator[Countable]:
    for index, group in enumerate(case.scheme.subjects):
        here: Path = ("subjects", index)
        held = len(group.units)
        yield Countable("units", group.kind, (*here, "units"), held, group.clause or "", group.declared, (*here, "declared"), (group.kind,))


def _parts(case: Case, declared: Declared, path: Path, component: Component | None) -> Iterator[Countable]:
    """Parts and rows of the whole scheme (no component) or of one component."""
    name, clause = (f"{component.name}的", component.clause or "") if component else ("", "")
    parts = component.components if component else case.scheme.components
    at: Path = (*path, "declared")
    if parts or declared.parts is not None:
        names = tuple(each.name for each in parts)
        what = f"{component.name}的组成部分" if component else "考评内容"
        yield Countable("parts", what, (*path, "components"), len(parts), clause, declared.parts, (*at, "parts"), names, component)
    scope, owner = ([component.id], component.id) if component else ([each.id for each in parts], "")
    held = case.table.counts(scope, len(LEVELS)) if case.scheme.indicators else (None,) * len(LEVELS)
    stated, here = (declared.level1, declared.level2, None), path or ("indicators",)
    for kind, title, rows, number in zip(_KINDS, LEVELS, held, stated, strict=True):
        yield Countable(kind, name + title, here, rows, clause, number, (*at, kind), (), component, owner)


def _components(case: Case) -> Iterator[Countable]:
    for path, component, _ in case.components:
        yield from _parts(case, component.declared, path, component)
        if component.aspects or component.declared.aspects is not None:
            at, held, stated = (*path, "aspects"), len(component.aspects), component.declared.aspects
            where = (*path, "declared", "aspects")
            yield Countable(
                "aspects", f"{component.name}的方面", at, held, component.clause or "", stated, where, component.aspects, component
            )


def _stages(case: Case) -> Iterator[Countable]:
    if case.scheme.stages:
        names = tuple(stage.name for stage in case.scheme.stages)
        yield Countable("stages", "实施步骤", ("stages",), len(names), names=names)


def _grades(case: Case) -> Iterator[Countable]:
    if case.scheme.grades is None:
        return
    names = tuple(band.name for band in case.scheme.grades.bands)
    yield Countable("bands", "等次", ("grades", "bands"), len(names), case.scheme.grades.clause or "", names=names)
    for index, veto in enumerate(case.scheme.grades.vetoes):
        here: Path = ("grades", "vetoes", index)
        what = f"{'不得高于' if veto.effect == 'not_above' else '直接评为'}“{veto.grade or '某一等次'}”的情形"
        yield Countable("cases", what, (*here, "cases"), len(veto.cases), veto.clause or "", veto.declared, (*here, "declared"))
