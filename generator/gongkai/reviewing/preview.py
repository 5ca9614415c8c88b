"""Both sides built as previews, one after the other in the same folder → which addresses the change makes, alters and removes."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.diagnostics import CannotRun, Finding
from gongkai.publishing.manifest import manifest_of
from gongkai.site.assembly import Report, build
from gongkai.site.cache import CACHE
from gongkai.site.options import Options
from gongkai.site.rendering import Rendered, obtain


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The site as the change leaves it, in the folder `site` with `files` (SHA-256 by address), and what the change does to its addresses.

    `url` is where it is published, empty if nobody knows. `findings` are all of its sources; `problems` are sentences on its pages that the
    base did not cause. Where the base could not be built, `alone` says why: then the pages of the changed schemes count as changed.
    """

    site: Path
    url: str
    files: Mapping[str, str]
    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    alone: str = ""

    @property
    def fresh(self) -> tuple[str, ...]:
        """Every address whose file is another than before, or new."""
        return (*self.changed, *self.added)

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages among them."""
        return tuple(each for each in self.fresh if each.endswith(".html"))


class UnbuildableError(Exception):
    """The later side is no site any more: why, in one sentence."""


def preview(
    config: Path, site: Path, today: date, workers: int, *, base: Callable[[], None], head: Callable[[], None], schemes: Collection[str]
) -> Preview:
    """Build what `base` puts in place, then what `head` does, by the `config` that stands there then; `schemes` are those that changed.

    Raises UnbuildableError when the later side cannot be built.
    """
    before: Mapping[str, str] = {}
    report: Report | None = None
    base()
    alone = "" if config.is_file() else "那时还没有站点设置"
    if not alone:
        try:
            _, report = _build(config, site, today, workers)
            before = manifest_of(site)
        except CannotRun as problem:
            alone = str(problem).replace(f"{config.parent}/", "").rstrip("。")
    head()
    try:
        rendered, later = _build(config, site, today, workers)
    except CannotRun as problem:
        raise UnbuildableError(str(problem).replace(f"{config.parent}/", "")) from problem
    after = manifest_of(site)
    known = set(report.problems) if report else set[str]()
    changed = (each for each in after if before.get(each, after[each]) != after[each])
    return Preview(
        site=site,
        url=rendered.settings.url,
        files=after,
        changed=tuple(changed) if not alone else tuple(_below(schemes, after)),
        added=tuple(each for each in after if each not in before) if not alone else (),
        removed=tuple(each for each in before if each not in after),
        findings=later.findings,
        problems=tuple(each for each in later.problems if each not in known),
        alone=alone,
    )


def _below(schemes: Iterable[str], addresses: Iterable[str]) -> list[str]:
    folders = tuple(f"{scheme}/" for scheme in schemes)
    return [each for each in addresses if each.startswith(folders)]


def _build(config: Path, site: Path, today: date, workers: int) -> tuple[Rendered, Report]:
    """As it will be published, but with its drafts and whatever is wrong; from its own folder, as a person would."""
    if not config.is_file():
        raise CannotRun(f"改动后找不到站点设置 {config.name}。")
    with chdir(config.parent):
        rendered = obtain(config, config.parent / CACHE, today)
        return rendered, build(rendered, Options(destination=site, today=today, workers=workers, preview=True, remarks=False))
