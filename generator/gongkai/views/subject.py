"""What every page of one scheme is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.diagnostics import Finding
from gongkai.model import Scheme
from gongkai.rules import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """Another scheme of the same agency: its address (`anxi/mzj/2023`), year, and 文号 (empty without one).

    `published` is no draft (a preview shows drafts too); `compared` has a page that holds it against one before it.
    """

    address: str
    year: int
    number: str = ""
    published: bool = False
    compared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One scheme with all that its pages show.

    `address` is the folder of its pages (`anxi/mzj/2024`), `findings` have their waivers applied, `digest` is the SHA-256 of the source
    file, `earlier` and `later` are the agency's published schemes before and after it, `today` is the date given to the build,
    `files` are the attached files that stand beside the pages, name → size in bytes, `downloads` likewise those that are made of it;
    `site_url` is the address of the site's root as readers know it, with a slash at its end, or empty.
    """

    case: Case
    address: str
    findings: tuple[Finding, ...]
    digest: str
    earlier: Sibling | None
    later: Sibling | None
    today: date
    files: Mapping[str, int] = field(default_factory=dict)
    downloads: Mapping[str, int] = field(default_factory=dict)
    site_url: str = ""

    @property
    def before(self) -> Scheme | None:
        """The scheme that a page compares it with: the one before it, never a draft."""
        return self.case.previous if self.earlier and self.earlier.published else None
