"""Regular expressions that only a suspect place calls for: most runs meet few, and to compile them all takes as long as five schemes."""

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern; whatever is asked of it first compiles it."""

    def __init__(self, written: str, flags: int) -> None:
        self._written, self._flags = written, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._written, self._flags), name)
        setattr(self, name, found)
        return found


def late(written: str, flags: int = 0) -> re.Pattern[str]:
    """Like `re.compile`, but not before the pattern is used."""
    return cast("re.Pattern[str]", _Late(written, flags))
