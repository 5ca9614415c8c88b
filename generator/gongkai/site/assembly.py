"""The build itself: find what has changed since the last one, make that, check the site as a whole, and only then put it in place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.diagnostics import Finding
from gongkai.site.cache import CACHE, Unit, load_state, stage_state
from gongkai.site.making import Making, Watch
from gongkai.site.notebook import Notebook
from gongkai.site.options import Options
from gongkai.site.rendering import Rendered
from gongkai.site.units import Units
from gongkai.site.verify import join, misplaced
from gongkai.site.write import Destination, clear_words, exclusive, refuse_unsafe
from gongkai.source.files import scan

if TYPE_CHECKING:
    from concurrent.futures import Executor


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did: whether it is `done`, or kept from it by `errors` in the sources or `problems` (sentences on the finished pages).

    `findings` are all of the sources, `errors` those among them that nobody has acknowledged; `schemes` counts the published ones,
    `written` and `removed` files.
    """

    done: bool
    findings: tuple[Finding, ...]
    errors: tuple[Finding, ...]
    problems: tuple[str, ...]
    schemes: int
    written: int
    removed: int

    @property
    def blocked(self) -> bool:
        """Whether it must not be published."""
        return bool(self.problems or self.errors)


class Memory:
    """What a process knows that builds one site again and again and lets no one else write there: its units, unless a build has failed.

    `ahead` is called when the pages of changed agencies already stand, while those over all schemes are still as they were.
    """

    def __init__(self, ahead: Callable[[], None] = lambda: None) -> None:
        self.units: Mapping[str, Unit] = {}
        self.ahead = ahead


def build(
    rendered: Rendered,
    options: Options,
    watch: Watch = lambda made, _: made,
    executor: "Executor | None" = None,
    memory: Memory | None = None,
) -> Report:
    """Build the site; raises CannotRun when the environment does not let it. Unless the report says `done`, the last site still stands."""
    memory = memory or Memory()
    known, memory.units = memory.units, {}
    settings = rendered.settings
    refuse_unsafe(options.destination, map(Path, (settings.schemes, *settings.inputs)))
    destination = Destination(options.destination)
    name = "preview" if options.preview else "site-" + sha256(str(destination.folder).encode()).hexdigest()[:12]
    record = Path(settings.root, CACHE, name)
    with clear_words(options.destination), exclusive(record.with_suffix(".lock")), destination.build() as staging:
        notebook = Notebook(record.with_suffix(".notes"))
        last = known or load_state(record, notebook.stamps)
        standing = {address: each.stamp for unit in known.values() for address, each in unit.outputs.items()} or destination.inventory()
        units = Units(scan(Path(settings.schemes)), last, standing, record.with_suffix(".pairs"), notebook)
        making, placing = Making(rendered, options, staging, record, units), _Placing(destination, record, units)
        making.agencies(watch, executor)
        if known and options.preview:
            placing.place_ahead()
            memory.ahead()
        if options.preview or not (units.problems or units.errors):
            making.sections()
            making.handwritten()
            making.lists()
            _verify(units, destination.read, preview=options.preview)
        if options.preview or not (units.problems or units.errors):
            placing.place()
            memory.units = units.all
        return placing.report()


def _verify(units: Units, read: Callable[[str], bytes], *, preview: bool) -> None:
    """What only the whole site can tell; a site of the very units that were verified last time needs no telling."""
    if units.unchanged:
        return
    from gongkai.views.scheme_head import PAGES

    hidden = set() if preview else {scheme.address for scheme in units.tree.schemes} - units.published
    units.problems += misplaced(units.published, hidden, PAGES, units.addresses)
    units.problems += join(units.needs, units.addresses, read, units.settled)


class _Placing:
    """Puts what was made in place, and tells what came of it."""

    def __init__(self, destination: Destination, record: Path, units: Units) -> None:
        self._destination, self._record, self._units = destination, record, units
        self._placed = self._removed = 0
        self._done = False

    def place_ahead(self) -> None:
        """Put what has been made so far in place ahead of the rest; should the rest fail, the next build makes it anew."""
        self._destination.commit(self._units.written, (), whole=False)
        self._placed = len(self._units.written)

    def place(self) -> None:
        """Put everything in place; last of all remember it."""
        units = self._units
        removed = units.standing.keys() - units.addresses
        staged = None if units.unchanged else stage_state(self._record, units.notebook.stamps, units.all)
        whole = not self._placed and len(units.written) == len(units.addresses)
        self._destination.commit(units.written[self._placed :], removed, whole=whole)
        units.notebook.commit()
        if staged:
            staged.replace(self._record)
        self._removed, self._done = len(removed), True

    def report(self) -> Report:
        """What came of it."""
        units = self._units
        return Report(
            done=self._done,
            findings=units.findings,
            errors=units.errors,
            problems=tuple(dict.fromkeys(units.problems)),
            schemes=sum(len(unit.sources.schemes) for unit in units.all.values()),
            written=len(units.written),
            removed=self._removed,
        )
