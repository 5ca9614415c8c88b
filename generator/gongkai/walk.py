"""The trees of a scheme, flattened: every component and every indicator with its path, depth and place, parents before children."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gongkai.diagnostics import Path
from gongkai.model import Component, Indicator, Scheme


class ComponentNode(NamedTuple):
    """A component and where it stands; `ancestors` from the top down, without itself."""

    path: Path
    component: Component
    ancestors: tuple[Component, ...]


class IndicatorNode(NamedTuple):
    """An indicator and where it stands; `level` counts from 1, `component` is the id it names or inherits (None: none given)."""

    path: Path
    indicator: Indicator
    level: int
    component: str | None
    parent: Indicator | None


def components(scheme: Scheme) -> Iterator[ComponentNode]:
    """Every 考评内容 of the scheme."""
    yield from _components(scheme.components, ("components",), ())


def _components(children: tuple[Component, ...], path: Path, ancestors: tuple[Component, ...]) -> Iterator[ComponentNode]:
    for index, each in enumerate(children):
        here = (*path, index)
        yield ComponentNode(here, each, ancestors)
        if each.components:
            yield from _components(each.components, (*here, "components"), (*ancestors, each))


def indicators(scheme: Scheme) -> list[IndicatorNode]:
    """Every row of the 绩效目标考评表."""
    found: list[IndicatorNode] = []
    _add_indicators(found, scheme.indicators, ("indicators",), 1, None, None)
    return found


def _add_indicators(  # noqa: PLR0917
    found: list[IndicatorNode], children: tuple[Indicator, ...], path: Path, level: int, component: str | None, parent: Indicator | None
) -> None:
    for index, each in enumerate(children):
        here, own = (*path, index), each.component or component
        # a table has a hundred rows, and what NamedTuple does beyond this costs as much again
        found.append(tuple.__new__(IndicatorNode, (here, each, level, own, parent)))
        if each.children:
            _add_indicators(found, each.children, (*here, "children"), level + 1, own, each)


def places(nodes: Iterable[IndicatorNode]) -> Iterator[str]:
    """序号 that run through the whole table: 1, 1.1, 1.1.1, 2, …"""
    above = [""]
    for path, _, level, *_ in nodes:
        del above[level:]
        place = f"{above[-1]}{int(path[-1]) + 1}"
        above.append(f"{place}.")
        yield place
