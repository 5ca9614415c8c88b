"""The build itself: find what has changed since the last one, make that, check the site as a whole, and only then put it in place."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import chain
from pathlib import Path

from gongkai.diagnostics import Finding
from gongkai.issued import repeated
from gongkai.site.cache import CACHE, Output, Sources, Unit, agency_key, base_key, contents_key, digest, load_state, region_key, stage_state
from gongkai.site.press import Made, Press
from gongkai.site.printing import paper_for, printing
from gongkai.site.rendering import Rendered
from gongkai.site.sections import FINDINGS, SECTIONS, Edition, Notes, section
from gongkai.site.verify import join, misplaced, twice
from gongkai.site.write import Destination, Stamp, clear_words, exclusive, refuse_unsafe, stamp
from gongkai.source.files import AgencyFolder, RegionFolder, scan
from gongkai.views.columns import site_tags
from gongkai.views.page import PrintedFooter

HANDWRITTEN, RULEBOOK, SITEMAP, MANIFEST = "handwritten", "rulebook", "sitemap", "manifest"
"""Names of the units beside the sections and the agencies; only agencies' names have a slash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Where to build; `today` is the only clock; `workers` processes share the agencies; a `preview` shows drafts, whatever is wrong.

    `archive` says whether there is an archive of every scheme, `pdf` whether there is a PDF of every notice, instead of the site's
    settings; a preview never has any. `remarks` lets a preview say beside its pages, and in place of files that cannot be read, what was
    found; without, its pages are as they will be published.
    """

    destination: Path
    today: date
    workers: int
    preview: bool = False
    remarks: bool = True
    archive: bool | None = None
    pdf: bool | None = None


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


Watch = Callable[[Iterable["Made"], int], Iterable["Made"]]
"""Passes on what is made, one agency after the other, and may show it to a person; the number is how many will come."""


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
    executor: Executor | None = None,
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
        last = known or load_state(record)
        standing = {address: each.stamp for unit in known.values() for address, each in unit.outputs.items()} or destination.inventory()
        site = _Site(rendered, options, staging, record, last=last, standing=standing)
        site.make_agencies(watch, executor)
        if known and options.preview:
            site.place(destination)
            memory.ahead()
        if site.sound or options.preview:
            site.make_sections()
            site.make_handwritten()
            site.make_lists()
            site.verify(destination.read)
        if site.sound or options.preview:
            memory.units = site.commit(destination)
        return site.report()


class _Site:
    """The site in the making: the units it will consist of, some kept from the last build, the others made anew into the staging folder."""

    def __init__(
        self,
        rendered: Rendered,
        options: Options,
        staging: str,
        record: Path,
        *,
        last: Mapping[str, Unit],
        standing: Mapping[str, Stamp],
    ) -> None:
        self._rendered = rendered
        self._options = options
        self._staging = staging
        self._last = last
        self._record = record
        self._rulebook = record.with_suffix(".rules")
        self._pairs = record.with_suffix(".pairs")
        self._standing = standing
        self._templates = Path(rendered.settings.root, CACHE, "templates")
        self._tree = scan(Path(rendered.settings.schemes))
        shells = (piece for shell in rendered.shells for piece in shell.pieces)
        url = rendered.settings.url.encode()
        archive = rendered.settings.archive if options.archive is None else options.archive
        self._styles = str(rendered.pages / "styles") if archive and not options.preview else ""
        styles = contents_key(self._styles) if self._styles else b""
        pdf = rendered.settings.pdf if options.pdf is None else options.pdf
        self._paper = paper_for(pdf and not options.preview, rendered.pages, options.destination)
        paper = self._paper.key if self._paper else b""
        self._base = base_key(options.today.isoformat().encode(), bytes([options.preview, options.remarks]), url, styles, paper, *shells)
        self._units: dict[str, Unit] = {}
        self._written: list[str] = []
        self._placed = 0
        self._problems: list[str] = []
        self._removed: Set[str] = frozenset()
        self._done = False

    def make_agencies(self, watch: Watch, executor: Executor | None) -> None:
        """Every agency whose sources changed, or whose files do not stand as they were left; likewise the rulebook."""
        todo: list[tuple[RegionFolder, AgencyFolder]] = []
        for region in self._tree.regions:
            registries = region_key(region)
            for agency in region.agencies:
                if not self._keep(f"{region.slug}/{agency.slug}", agency_key(self._base, registries, agency)):
                    todo.append((replace(region, agencies=()), agency))
        known = self._keep(RULEBOOK, self._base)
        if not todo and known:
            return
        from gongkai.site.pool import produce_all  # a build in which nothing changed needs none of it
        from gongkai.site.worker import Order, RulesTask, Task

        options = self._options
        order = Order(
            base=self._base,
            name=self._rendered.settings.name,
            url=self._rendered.settings.url,
            templates=self._templates,
            pairs=self._pairs,
            styles=self._styles,
            paper=self._paper,
            shells=self._rendered.shells,
            staging=self._staging,
            today=options.today,
            preview=options.preview,
            remarks=options.preview and options.remarks,
        )
        tasks = [Task(region=region, agency=agency, intact=self._intact(f"{region.slug}/{agency.slug}")) for region, agency in todo]
        rules = [] if known else [RulesTask(file=self._rulebook)]
        with printing(self._paper, options.workers) as workers:
            for made in watch(produce_all(order, [*rules, *tasks], workers, executor), len(rules) + len(tasks)):
                self._add(made)

    def make_sections(self) -> None:
        """Every site-wide section of whose notes something changed."""
        owners = {name: f"{each.demo} {each.footer}".encode() for name, each in self._agencies.items()}
        panel = self._make_findings() if self._options.preview and self._options.remarks else ""
        for name in SECTIONS:
            notes = self._notes(name)
            said = panel.encode() if name == "overview" else b""
            key = digest(self._base, said, *chain.from_iterable((agency.encode(), owners[agency], kept) for agency, kept in notes.items()))
            if not self._keep(name, key):
                self._make_section(name, notes, key, panel)

    def _make_findings(self) -> str:
        """A preview's list of all findings: what its front page says of them."""
        from gongkai.site.remarks import front, tree_notes

        notes = {"": tree_notes((*self._tree.findings, *self._across), self._tree.root), **self._notes(FINDINGS)}
        key = digest(self._base, *notes.values())
        if not self._keep(FINDINGS, key):
            self._make_section(FINDINGS, notes, key)
        return front(notes)

    def _notes(self, name: str) -> Notes:
        return {agency: each.notes[name] for agency, each in self._agencies.items() if name in each.notes}

    def _make_section(self, name: str, notes: Notes, key: bytes, panel: str = "") -> None:
        from gongkai.views.environment import keep_compiled

        keep_compiled(self._templates)
        press = self._press(name)
        edition = Edition(
            today=self._options.today,
            base=self._base,
            shells=self._rendered.shells,
            rulebook=self._rulebook,
            pairs=self._pairs,
            name=self._rendered.settings.name,
            url=self._rendered.settings.url,
            footers={agency.partition("/")[0]: each.footer for agency, each in self._agencies.items()},
            footer=self._footer,
            panel=panel,
        )
        section(name).publish(press, notes, edition)
        self._add(press.finish(name, key))

    def make_handwritten(self) -> None:
        """The hand-written pages and the assets."""
        footer = self._footer
        key = digest(self._base, contents_key(str(self._rendered.pages)), footer.head.encode(), footer.foot.encode())
        if not self._keep(HANDWRITTEN, key):
            from gongkai.site.handwritten import print_handwritten

            press = self._press(HANDWRITTEN)
            print_handwritten(press, self._rendered, footer)
            self._add(press.finish(HANDWRITTEN, key))

    def make_lists(self) -> None:
        """What lists all other files: sitemap.xml, where the address of the site is known, and last of all manifest.json."""
        from gongkai.site.manifest import NAME, manifest_file
        from gongkai.site.sitemap import listed_pages, sitemap_files

        if url := self._rendered.settings.url:
            pages = listed_pages(self._addresses)
            key = digest(self._base, *map(str.encode, pages))
            if not self._keep(SITEMAP, key):
                self._put(SITEMAP, key, sitemap_files(pages, url))
        unchanged = all(self._last.get(name) is unit for name, unit in self._units.items())
        if not (unchanged and len(self._last) == len(self._units) + 1 and self._keep(MANIFEST, self._base)):
            self._put(MANIFEST, self._base, [(NAME, manifest_file(self._units.values(), self._options.today))])

    def _put(self, name: str, key: bytes, files: Iterable[tuple[str, bytes]]) -> None:
        press = self._press(name)
        for address, content in files:
            press.put(address, content)
        self._add(press.finish(name, key))

    def verify(self, read: Callable[[str], bytes]) -> None:
        """What only the whole site can tell; a site of the very units that were verified last time needs no telling."""
        if self._units == self._last:
            return
        from gongkai.views.scheme_head import PAGES

        published = {address for unit in self._units.values() for address in unit.sources.schemes}
        hidden = set() if self._options.preview else {scheme.address for scheme in self._tree.schemes} - published
        addresses = self._addresses
        self._problems += chain(
            twice(unit.outputs for unit in self._units.values()),
            misplaced(published, hidden, PAGES, addresses),
            join({name: unit.needs for name, unit in self._units.items()}, addresses, read, self._settled),
        )

    @property
    def _settled(self) -> Set[str]:
        """What units kept from the last build need, of pages that are kept as well."""
        kept = frozenset[str]().union(*(unit.needs for name, unit in self._units.items() if self._last.get(name) is unit))
        written = frozenset(self._written)
        return {need for need in kept if need.partition("#")[0] not in written}

    def place(self, destination: Destination) -> None:
        """Put what has been made so far in place ahead of the rest; should the rest fail, the next build makes it anew."""
        destination.commit(self._written, (), whole=False)
        self._placed = len(self._written)

    def commit(self, destination: Destination) -> Mapping[str, Unit]:
        """Put everything in place; last of all remember it: the units of the site."""
        record = self._record
        addresses = self._addresses
        self._removed = self._standing.keys() - addresses
        staged = stage_state(record, self._units) if self._units != self._last else None
        whole = not self._placed and len(self._written) == len(addresses)
        destination.commit(self._written[self._placed :], self._removed, whole=whole)
        if staged:
            staged.replace(record)
        self._done = True
        return self._units

    @property
    def sound(self) -> bool:
        """Whether it may be published, as far as it has been made."""
        return not self._problems and not self._errors

    def report(self) -> Report:
        """What came of it."""
        return Report(
            done=self._done,
            findings=self._findings,
            errors=self._errors,
            problems=tuple(dict.fromkeys(self._problems)),
            schemes=sum(len(unit.sources.schemes) for unit in self._units.values()),
            written=len(self._written),
            removed=len(self._removed),
        )

    @property
    def _addresses(self) -> Set[str]:
        return {address for unit in self._units.values() for address in unit.outputs}

    @property
    def _findings(self) -> tuple[Finding, ...]:
        """Each once: every agency of a region reports on its region's registries."""
        found = (each for unit in self._units.values() for each in unit.sources.findings)
        return tuple(dict.fromkeys((*self._tree.findings, *found, *self._across)))

    @property
    def _errors(self) -> tuple[Finding, ...]:
        if not self._tree.findings and not self._across and all(unit.sources.sound for unit in self._units.values()):
            return ()
        from gongkai.site.worker import stands  # only what is wrong pays for the rules

        return tuple(filter(stands, self._findings))

    @property
    def _across(self) -> Sequence[Finding]:
        """What stands between schemes: nothing, without paying for the rules, when no two share a number and no waiver says they may."""
        issued = tuple(each for unit in self._units.values() for each in unit.sources.issued)
        if not any(each.waived for each in issued) and not any(any(repeated(issued, key)) for key in ("number", "index")):
            return ()
        from gongkai.rules.across import check_across

        return check_across(issued)

    @property
    def _agencies(self) -> dict[str, Sources]:
        """What the agencies' sources came to, by name in a settled order."""
        return {name: unit.sources for name, unit in sorted(self._units.items()) if "/" in name}

    @property
    def _footer(self) -> PrintedFooter:
        """Of pages that speak for all owners: the owner's, where there is only one."""
        owners = {each.footer for each in self._agencies.values() if each.schemes and not each.demo}
        settings = self._rendered.settings
        return owners.pop() if len(owners) == 1 else PrintedFooter(head=site_tags(settings.name, settings.url))

    def _intact(self, name: str) -> dict[str, Output]:
        last = self._last.get(name)
        return {address: each for address, each in last.outputs.items() if self._standing.get(address) == each.stamp} if last else {}

    def _keep(self, name: str, key: bytes) -> bool:
        last = self._last.get(name)
        if last is None or last.key != key or len(self._intact(name)) != len(last.outputs):
            return False
        if last.sources.pairs not in (None, stamp(self._pairs / name)):
            return False
        self._units[name] = last
        return True

    def _press(self, name: str) -> Press:
        return Press(self._staging, self._rendered.shells, self._intact(name))

    def _add(self, made: Made) -> None:
        self._units[made.name] = made.unit
        self._written += made.written
        self._problems += made.problems
