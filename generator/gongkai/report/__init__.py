"""Diagnostics → text, one renderer a file; each is a function from diagnostics to lines."""

from collections.abc import Callable, Iterable, Iterator

from gongkai.diagnostics import Diagnostic

Renderer = Callable[[Iterable[Diagnostic]], Iterator[str]]

FORMATS = ("full", "concise", "json")


def renderer(name: str) -> Renderer:
    """The renderer of a format in `FORMATS`; imported only when it is asked for."""
    from importlib import import_module

    render: Renderer = import_module(f"gongkai.report.{name}").render
    return render
