"""A review → text, one renderer a file; each is a function from the review (and the level that gates) to the whole text."""

from collections.abc import Callable

from gongkai.diff.review import Review

FORMATS = ("terminal", "markdown", "json", "html")


def renderer(name: str) -> Callable[[Review, str], str]:
    """The renderer of a format in `FORMATS`, imported only when it is asked for."""
    from importlib import import_module

    render: Callable[[Review, str], str] = import_module(f"gongkai.diff.report.{name}").render
    return render
