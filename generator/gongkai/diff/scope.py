"""Two listings of a schemes folder → what differs, and which schemes that can touch: their own files, their registries, earlier years."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

REGISTRIES = ("region.yml", "documents.yml")


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The files whose bytes differ; the agencies (`anxi/mzj`) in which anything does or on whose region something does; the schemes
    (`anxi/mzj/2024.yml`) to examine, which are there on at least one side.
    """

    files: frozenset[str]
    agencies: frozenset[str]
    schemes: frozenset[str]

    @cached_property
    def regions(self) -> frozenset[str]:
        """The regions of these agencies."""
        return frozenset(agency.partition("/")[0] for agency in self.agencies)

    def wants(self, file: str) -> bool:
        """Whether the bytes of a file are needed: registries, schemes of these agencies, what is attached to the schemes to examine."""
        if file.count("/") == 1:
            return file.partition("/")[0] in self.regions
        if file.count("/") == 2:
            return _agency(file) in self.agencies
        return owner(file) in self.schemes


def scope(before: Mapping[str, str], after: Mapping[str, str]) -> Scope:
    """What to look at; values of the listings tell whether bytes are the same."""
    files = {file for file in before.keys() | after.keys() if before.get(file) != after.get(file)}
    every = {file for file in before.keys() | after.keys() if owner(file) == file}
    regions = {file.partition("/")[0] for file in files if file.count("/") == 1 and file.endswith(REGISTRIES)}
    agencies = {_agency(file) for file in files if file.count("/") >= 2}
    agencies |= {_agency(scheme) for scheme in every if scheme.partition("/")[0] in regions}
    anew = {_agency(file) for file in files if file.count("/") == 2 and file.endswith("/agency.yml")}
    touched = {owner(file) for file in files} & every
    touched |= {scheme for scheme in every if _agency(scheme) in anew or scheme.partition("/")[0] in regions}
    return Scope(files=frozenset(files), agencies=frozenset(agencies), schemes=frozenset(_with_later(touched, every)))


def owner(file: str) -> str:
    """The scheme that a file is or is attached to: `anxi/mzj/2024.yml` also of `anxi/mzj/2024/表.xlsx`; empty for any other."""
    parts = file.split("/")
    if len(parts) == 3 and parts[2].endswith(".yml") and parts[2] != "agency.yml":
        return file
    return f"{'/'.join(parts[:3])}.yml" if len(parts) > 3 else ""


def series(scheme: str) -> tuple[str, str]:
    """What runs from year to year: the agency, and what follows the year in the names."""
    return _agency(scheme), scheme.rpartition("/")[2].removesuffix(".yml").partition("-")[2]


def moves(gone: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Which scheme that is gone stands elsewhere now: by the first of its marks (bytes, 索引号, 文号, title) that one of each side has."""
    found: dict[str, str] = {}
    for at in range(max((len(marks) for marks in gone.values()), default=0)):
        old, late = (_lone(side, at, taken) for side, taken in ((gone, found.keys()), (new, found.values())))
        found |= {file: late[mark] for mark, file in old.items() if mark in late}
    return found


def _lone(side: Mapping[str, tuple[str, ...]], at: int, taken: Iterable[str]) -> dict[str, str]:
    """File by mark, for marks that only one file has."""
    files: dict[str, list[str]] = {}
    for file, marks in side.items():
        if marks[at] and file not in taken:
            files.setdefault(marks[at], []).append(file)
    return {mark: those[0] for mark, those in files.items() if len(those) == 1}


def _agency(file: str) -> str:
    return "/".join(file.split("/")[:2])


def _with_later(touched: set[str], every: set[str]) -> Iterator[str]:
    """The schemes with those that follow in their series, each of which may be held against them."""
    first: dict[tuple[str, str], str] = {}
    for scheme in sorted(touched, reverse=True):
        first[series(scheme)] = scheme
    for scheme in every:
        if series(scheme) in first and scheme >= first[series(scheme)]:
            yield scheme
