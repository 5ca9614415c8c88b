"""What a site is made of, unit by unit, into the staging folder: agencies and the rulebook, sections, hand-written pages, lists of files.

What has not changed since the last build is kept; what a build without a change does not need is imported only where something is made.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.site.cache import CACHE, agency_key, base_key, contents_key, digest, pack, region_key
from gongkai.site.options import Options
from gongkai.site.press import Made, Press
from gongkai.site.printing import paper_for, printing
from gongkai.site.rendering import Rendered
from gongkai.site.sections import FINDINGS, SECTIONS, Edition, Notes
from gongkai.site.units import Units
from gongkai.source.files import AgencyFolder, RegionFolder
from gongkai.views.columns import site_tags
from gongkai.views.page import PrintedFooter

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from gongkai.site.worker import Order, SectionTask

HANDWRITTEN, RULEBOOK, SITEMAP, MANIFEST = "handwritten", "rulebook", "sitemap", "manifest"
"""Names of the units beside the sections and the agencies."""

MANY = 2000
"""Of more schemes, the sections are made in processes of their own: what they read would be too much for one."""

Watch = Callable[[Iterable[Made], int], Iterable[Made]]
"""Passes on what is made, one agency after the other, and may show it to a person; the number is how many will come."""


class Making:
    """Makes the units of a site: `staging` is where their files go, `record` what the build is remembered by."""

    def __init__(self, rendered: Rendered, options: Options, staging: str, record: Path, units: Units) -> None:
        self._rendered, self._options, self._staging, self._units = rendered, options, staging, units
        self._rulebook = record.with_suffix(".rules")
        self._templates = Path(rendered.settings.root, CACHE, "templates")
        settings = rendered.settings
        archive = settings.archive if options.archive is None else options.archive
        self._styles = str(rendered.pages / "styles") if archive and not options.preview else ""
        pdf = settings.pdf if options.pdf is None else options.pdf
        self._paper = paper_for(pdf and not options.preview, rendered.pages, options.destination)
        self._base = base_key(
            options.today.isoformat().encode(),
            bytes([options.preview, options.remarks]),
            settings.url.encode(),
            contents_key(self._styles) if self._styles else b"",
            self._paper.key if self._paper else b"",
            *(piece for shell in rendered.shells for piece in shell.pieces),
        )

    def agencies(self, watch: Watch, executor: "Executor | None") -> None:
        """Every agency whose sources changed, or whose files do not stand as they were left; likewise the rulebook."""
        todo = list(self._changed())
        known = self._units.keep(RULEBOOK, self._base)
        if not todo and known:
            return
        from gongkai.site.pool import produce_all
        from gongkai.site.worker import RulesTask, Task

        tasks = [
            Task(region=region, agency=agency, intact=pack(self._units.intact(f"{region.slug}/{agency.slug}"))) for region, agency in todo
        ]
        rules = [] if known else [RulesTask(file=self._rulebook)]
        with printing(self._paper, self._options.workers) as workers:
            for made in watch(produce_all(self._order(), [*rules, *tasks], workers, executor), len(rules) + len(tasks)):
                self._units.add(made)

    def _changed(self) -> Iterable[tuple[RegionFolder, AgencyFolder]]:
        for region in self._units.tree.regions:
            registries = region_key(region)
            for agency in region.agencies:
                if not self._units.keep(f"{region.slug}/{agency.slug}", agency_key(self._base, registries, agency)):
                    yield replace(region, agencies=()), agency

    def _order(self) -> "Order":
        from gongkai.site.worker import Order

        return Order(
            base=self._base,
            name=self._rendered.settings.name,
            url=self._rendered.settings.url,
            templates=self._templates,
            pairs=self._units.pairs,
            styles=self._styles,
            paper=self._paper,
            shells=self._rendered.shells,
            staging=self._staging,
            today=self._options.today,
            preview=self._options.preview,
            remarks=self._options.remarking,
        )

    def sections(self) -> None:
        """Every site-wide section of whose notes something changed."""
        units = self._units
        owners = {name: f"{each.demo} {each.footer}".encode() for name, each in units.agencies.items()}
        panel = self._findings() if self._options.remarking else ""
        todo = []
        for name in SECTIONS:
            noted = units.noted(name)
            said = panel.encode() if name == "overview" else b""
            key = digest(self._base, said, *chain.from_iterable((agency.encode(), owners[agency], each) for agency, each in noted.items()))
            if not units.keep(name, key):
                todo.append(self._section(name, units.notebook.gather(name, noted), key, panel))
        self._publish(todo)

    def _findings(self) -> str:
        """A preview's list of all findings: what its front page says of them."""
        from gongkai.site.remarks import front, tree_notes

        units = self._units
        told = tree_notes((*units.tree.findings, *units.across), units.tree.root)
        notes = {"": told, **units.notebook.gather(FINDINGS, units.noted(FINDINGS))}
        key = digest(self._base, *notes.values())
        if not units.keep(FINDINGS, key):
            self._publish([self._section(FINDINGS, notes, key)])
        return front(notes)

    def _publish(self, tasks: "Sequence[SectionTask]") -> None:
        if not tasks:
            return
        from gongkai.site.pool import produce_all, produce_apart

        large = len(self._units.published) > MANY
        for made in produce_apart(self._order(), tasks, self._options.workers) if large else produce_all(self._order(), tasks, 1):
            self._units.add(made)

    def _section(self, name: str, notes: Notes, key: bytes, panel: str = "") -> "SectionTask":
        from gongkai.site.worker import SectionTask

        edition = Edition(
            today=self._options.today,
            base=self._base,
            shells=self._rendered.shells,
            rulebook=self._rulebook,
            pairs=self._units.pairs,
            name=self._rendered.settings.name,
            url=self._rendered.settings.url,
            footers={agency.partition("/")[0]: each.footer for agency, each in self._units.agencies.items()},
            footer=self._footer,
            panel=panel,
        )
        notes_file = self._units.notebook.stage(name, notes)
        return SectionTask(name=name, key=key, notes=notes_file, intact=pack(self._units.intact(name)), edition=edition)

    def handwritten(self) -> None:
        """The hand-written pages and the assets."""
        footer = self._footer
        key = digest(self._base, contents_key(str(self._rendered.pages)), footer.head.encode(), footer.foot.encode())
        if not self._units.keep(HANDWRITTEN, key):
            from gongkai.site.handwritten import print_handwritten

            press = self._press(HANDWRITTEN)
            print_handwritten(press, self._rendered, footer)
            self._units.add(press.finish(HANDWRITTEN, key))

    def lists(self) -> None:
        """What lists all other files: sitemap.xml, where the address of the site is known, and last of all manifest.json."""
        from gongkai.site.manifest import NAME, manifest_file
        from gongkai.site.sitemap import listed_pages, sitemap_files

        units = self._units
        if url := self._rendered.settings.url:
            pages = listed_pages(units.addresses)
            key = digest(self._base, *map(str.encode, pages))
            if not units.keep(SITEMAP, key):
                self._put(SITEMAP, key, sitemap_files(pages, url))
        unchanged = all(units.last.get(name) is unit for name, unit in units.all.items())
        if not (unchanged and len(units.last) == len(units.all) + 1 and units.keep(MANIFEST, self._base)):
            self._put(MANIFEST, self._base, [(NAME, manifest_file(units.all, self._options.today))])

    def _put(self, name: str, key: bytes, files: Iterable[tuple[str, bytes]]) -> None:
        press = self._press(name)
        for address, content in files:
            press.put(address, content)
        self._units.add(press.finish(name, key))

    def _press(self, name: str) -> Press:
        return Press(self._staging, self._rendered.shells, self._units.intact(name))

    @property
    def _footer(self) -> PrintedFooter:
        """Of pages that speak for all owners: the owner's, where there is only one."""
        owners = {each.footer for each in self._units.agencies.values() if each.schemes and not each.demo}
        settings = self._rendered.settings
        return owners.pop() if len(owners) == 1 else PrintedFooter(head=site_tags(settings.name, settings.url))
