"""What a build is asked for, beside the site's own settings."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


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

    @property
    def remarking(self) -> bool:
        """Whether the pages say what was found."""
        return self.preview and self.remarks
