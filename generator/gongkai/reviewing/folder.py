"""A gathered review → its folder, as a whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

from gongkai.diff import renderer
from gongkai.report import renderer as findings_renderer
from gongkai.reviewing.annotations import annotations
from gongkai.reviewing.excerpt import write_excerpt
from gongkai.reviewing.front import front
from gongkai.reviewing.gathered import Gathered
from gongkai.site.write import Destination, clear_words

PREVIEW = "preview"


def write_review(gathered: Gathered, comment: str, folder: Path) -> None:
    """Put everything in place of what an earlier review left. Raises CannotRun, and that still stands."""
    destination = Destination(folder)
    with clear_words(folder), destination.build() as staging:
        for name, text in _files(gathered, comment):
            Path(staging, name).write_text(text, encoding="utf-8", newline="")
        if gathered.preview:
            write_excerpt(gathered.preview, Path(staging, PREVIEW), gathered.drafts)
        destination.commit((), (), whole=True)


def _files(gathered: Gathered, comment: str) -> Iterator[tuple[str, str]]:
    yield "index.html", front(gathered)
    yield "comment.md", comment
    yield "diff.html", renderer("html")(gathered.review, gathered.level)
    yield "diff.json", renderer("json")(gathered.review, gathered.level)
    yield "annotations.txt", "".join(f"{line}\n" for line in annotations(gathered))
    for name, form in (("code-quality.json", "gitlab"), ("results.sarif", "sarif")):
        yield name, "".join(f"{line}\n" for line in findings_renderer(form)(gathered.found))
