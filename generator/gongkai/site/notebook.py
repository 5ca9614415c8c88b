"""What the agencies noted for the site-wide sections: a file for each section beside the record, read only where that section is made anew.

The record remembers the stamps of these files: when one does not stand as it was left, there is no record.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from gongkai.site.sections import Notes
from gongkai.site.write import Stamp, stamp, write_file

_STAGED = ".new"


class Notebook:
    """The notes of the last build, in a folder, and those of agencies that were made anew since."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fresh: dict[str, dict[str, bytes]] = {}
        self._staged: list[Path] = []

    def add(self, agency: str, notes: Notes) -> None:
        """Take in what was noted of an agency that was made anew, by section."""
        for section, noted in notes.items():
            self._fresh.setdefault(section, {})[agency] = noted

    def gather(self, section: str, agencies: Collection[str]) -> Notes:
        """What a section noted of these agencies, in their order."""
        fresh = self._fresh.get(section, {})
        kept = {} if fresh.keys() >= set(agencies) else read_notes_file(self._folder / section)
        return {each: fresh[each] if each in fresh else kept[each] for each in agencies}

    def stage(self, section: str, notes: Notes) -> Path:
        """Write the notes of a section beside those of the last build: the file."""
        self._fresh.pop(section, None)
        file = self._folder / f"{section}{_STAGED}"
        write_file(str(file), [msgspec.msgpack.encode(notes)])
        self._staged.append(file)
        return file

    def commit(self) -> None:
        """Put what was staged in the place of what was noted before."""
        for file in self._staged:
            file.replace(file.with_suffix(""))

    @property
    def stamps(self) -> Mapping[str, Stamp | None]:
        """Of the file of each section, as they will stand once they are committed."""
        standing = {file.name: stamp(file) for file in self._folder.glob("*") if file.suffix != _STAGED}
        return standing | {file.stem: stamp(file) for file in self._staged}


def read_notes_file(file: Path) -> Notes:
    """The notes of one section by agency."""
    return msgspec.msgpack.decode(file.read_bytes(), type=dict[str, bytes])
