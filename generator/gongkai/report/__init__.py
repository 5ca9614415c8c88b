"""Diagnostics → text, one renderer a file; each is a function from diagnostics (some also: the names of all files read) to lines."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from gongkai.diagnostics import Diagnostic

Renderer = Callable[[Sequence[Diagnostic]], Iterator[str]]

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
FOR_PEOPLE = ("full", "concise")
"""Formats that a person reads at a terminal, with the run's closing line below; the others are whole documents."""
_OF_ALL_FILES = ("junit", "markdown")


def renderer(name: str, files: Sequence[str] = ()) -> Renderer:
    """The renderer of a format in `FORMATS`, imported only when it is asked for; `files` are all that were read, faultless ones too."""
    from importlib import import_module

    render: Callable[..., Iterator[str]] = import_module(f"gongkai.report.{name}").render
    return partial(render, files=files) if name in _OF_ALL_FILES else render
