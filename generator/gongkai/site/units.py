"""The units of a site in the making: which still stand from the last build, which were made anew, and what all of them come to."""

from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from gongkai.diagnostics import Finding
from gongkai.issued import repeated
from gongkai.site.cache import Output, Sources, Unit
from gongkai.site.press import Made
from gongkai.site.sections import Notes
from gongkai.site.write import Stamp, stamp
from gongkai.source.files import Tree


class Units:
    """Units by name; only agencies' names have a slash.

    `last` are those of the last build, `standing` the files that the site has now, `pairs` is the folder of what the search keeps of every
    agency. `written` are the addresses of files made anew, `problems` sentences on them.
    """

    def __init__(self, tree: Tree, last: Mapping[str, Unit], standing: Mapping[str, Stamp], pairs: Path) -> None:
        self.tree, self.last, self.standing, self.pairs = tree, last, standing, pairs
        self.all: dict[str, Unit] = {}
        self.written: list[str] = []
        self.problems: list[str] = []

    def keep(self, name: str, key: bytes) -> bool:
        """Take a unit over from the last build; false when it was made of something else, or its files do not stand as they were left."""
        last = self.last.get(name)
        if last is None or last.key != key or len(self.intact(name)) != len(last.outputs):
            return False
        if last.sources.pairs not in (None, stamp(self.pairs / name)):
            return False
        self.all[name] = last
        return True

    def intact(self, name: str) -> dict[str, Output]:
        """The files of a unit that stand as the last build left them."""
        last = self.last.get(name)
        return {address: each for address, each in last.outputs.items() if self.standing.get(address) == each.stamp} if last else {}

    def add(self, made: Made) -> None:
        """Take in a unit that was made anew."""
        self.all[made.name] = made.unit
        self.written += made.written
        self.problems += made.problems

    @property
    def unchanged(self) -> bool:
        """Whether they are the very units of the last build."""
        return self.all == self.last

    @property
    def addresses(self) -> Set[str]:
        """Of all files."""
        return {address for unit in self.all.values() for address in unit.outputs}

    @property
    def agencies(self) -> dict[str, Sources]:
        """What the agencies' sources came to, by name in a settled order."""
        return {name: unit.sources for name, unit in sorted(self.all.items()) if "/" in name}

    def notes(self, section: str) -> Notes:
        """What every agency noted for a section."""
        return {agency: each.notes[section] for agency, each in self.agencies.items() if section in each.notes}

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
