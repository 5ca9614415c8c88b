"""The door to `paper`, which few builds go through and the others do not pay for: whether a build prints, and with how many browsers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.site.paper import Paper


def paper_for(wanted: bool, pages: Path, site: Path) -> "Paper | None":
    """What prints the notices, where `wanted`, with the styles of the rendered `pages`; raises CannotRun when this machine cannot."""
    if not wanted:
        return None
    from gongkai.site.paper import find_paper

    return find_paper(str(pages / "styles"), str(site))


@contextmanager
def printing(paper: "Paper | None", workers: int) -> Iterator[int]:
    """How many workers there may be, for each has a browser of its own; afterwards this process has none any more."""
    if paper is None:
        yield workers
        return
    from gongkai.site.paper import PROCESSES, close_browsers

    try:
        yield min(workers, PROCESSES)
    finally:
        close_browsers()
