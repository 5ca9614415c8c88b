"""The units of a site in the making: which still stand from the last build, which were made anew, and what all of them come to."""

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path

from gongkai.diagnostics import Finding
from gongkai.issued import repeated
from gongkai.site.cache import Output, Sources, Unit
from gongkai.site.notebook import Notebook
from gongkai.site.press import Made
from gongkai.site.verify import clash
from gongkai.site.write import Stamp, stamp
from gongkai.source.files import Tree


class Units:
    """Units by name; only agencies' names have a slash.

    `last` are those of the last build, `standing` the files that the site has now but for those of units that were kept, `pairs` is the
    folder of what the search keeps of every agency, `notebook` holds what all of them noted. `addresses` are those of all files, `written`
    those of files made anew, `problems` sentences on them.
    """

    def __init__(self, tree: Tree, last: Mapping[str, Unit], standing: dict[str, Stamp], pairs: Path, notebook: Notebook) -> None:
        self.tree, self.last, self.standing, self.pairs, self.notebook = tree, last, standing, pairs, notebook
        self.all: dict[str, Unit] = {}
        self.addresses: set[str] = set()
        self.written: list[str] = []
        self.problems: list[str] = []

    def keep(self, name: str, key: bytes) -> bool:
        """Take a unit over from the last build; false when it was made of something else, or its files do not stand as they were left."""
        last = self.last.get(name)
        if last is None or last.key != key or last.sources.pairs not in (None, stamp(self.pairs / name)):
            return False
        outputs = last.outputs
        if any(self.standing.get(address) != each.stamp for address, each in outputs.items()):
            return False
        for address in outputs:
            del self.standing[address]
        self._take(name, last, outputs)
        return True

    def intact(self, name: str) -> dict[str, Output]:
        """The files of a unit that stand as the last build left them."""
        last = self.last.get(name)
        return {address: each for address, each in last.outputs.items() if self.standing.get(address) == each.stamp} if last else {}

    def add(self, made: Made) -> None:
        """Take in a unit that was made anew."""
        self._take(made.name, made.unit, made.unit.outputs)
        self.notebook.add(made.name, made.notes)
        self.written += made.written
        self.problems += made.problems

    def _take(self, name: str, unit: Unit, addresses: Iterable[str]) -> None:
        self.all[name] = unit
        self.problems += map(clash, sorted(self.addresses.intersection(addresses)))
        self.addresses.update(addresses)

    @property
    def unchanged(self) -> bool:
        """Whether they are the very units of the last build."""
        return self.all == self.last

    @property
    def agencies(self) -> dict[str, Sources]:
        """What the agencies' sources came to, by name in a settled order."""
        return {name: unit.sources for name, unit in sorted(self.all.items()) if "/" in name}

    def noted(self, section: str) -> dict[str, bytes]:
        """The digest of what was noted for a section, of every agency that has something for it."""
        return {agency: each.noted[section] for agency, each in self.agencies.items() if section in each.noted}

    @property
    def published(self) -> Set[str]:
        """The addresses of all published schemes."""
        return {address for unit in self.all.values() for address in unit.sources.schemes}

    @property
    def needs(self) -> dict[str, tuple[str, ...]]:
        """What pages of each unit link in others."""
        return {name: unit.needs for name, unit in self.all.items()}

    @property
    def settled(self) -> Set[str]:
        """What units kept from the last build need, of pages that are kept as well."""
        kept = frozenset[str]().union(*(unit.needs for name, unit in self.all.items() if self.last.get(name) is unit))
        written = frozenset(self.written)
        return {need for need in kept if need.partition("#")[0] not in written}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Each once: every agency of a region reports on its region's registries."""
        found = (each for unit in self.all.values() for each in unit.sources.findings)
        return tuple(dict.fromkeys((*self.tree.findings, *found, *self.across)))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Those that nobody has acknowledged."""
        if not self.tree.findings and not self.across and all(unit.sources.sound for unit in self.all.values()):
            return ()
        from gongkai.site.worker import stands  # only what is wrong pays for the rules

        return tuple(filter(stands, self.findings))

    @property
    def across(self) -> Sequence[Finding]:
        """What stands between schemes: nothing, without paying for the rules, when no two share a number and no waiver says they may."""
        issued = tuple(each for unit in self.all.values() for each in unit.sources.issued)
        if not any(each.waived for each in issued) and not any(any(repeated(issued, key)) for key in ("number", "index")):
            return ()
        from gongkai.rules.across import check_across

        return check_across(issued)
