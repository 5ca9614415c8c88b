"""What has been read of an attached file so far, and how much more may be: the readers of formats add to it until it is full."""

from dataclasses import dataclass, field

from gongkai.enclosed import Kind, Passage

MOST_CHARACTERS = 2_000_000
MOST_PASSAGES = 50_000
"""What is kept of all files of one scheme together: a thousand pages, some 20 MB of memory."""
_LONGEST_NAME = 40


class UnreadError(Exception):
    """Why a file, or the rest of it, is not read: a few words in Chinese that go on with what to do."""


@dataclass(slots=True)
class Allowance:
    """How much may still be kept of a scheme's files."""

    characters: int = MOST_CHARACTERS
    passages: int = MOST_PASSAGES


@dataclass(slots=True)
class Gathered:
    """The passages of one file in order; `gaps` are parts of it that were left out, and why."""

    allowance: Allowance
    passages: list[Passage] = field(default_factory=list)
    hidden: list[Passage] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    @property
    def room(self) -> int:
        """How many characters may still be added."""
        return max(self.allowance.characters, 0)

    def add(self, where: str, words: str, kind: Kind = "shown") -> None:
        """Keep a passage, unless it is blank; raises UnreadError when there is no room for it."""
        words = words.strip(" \n\r　\u00a0") if "\t" in words else words.strip()
        if not words.strip():
            return
        self.allowance.characters -= len(words)
        self.allowance.passages -= 1
        if self.allowance.characters < 0 or self.allowance.passages < 0:
            raise UnreadError(f"内容太多，从{where}起没有检查")
        (self.passages if kind == "shown" else self.hidden).append(Passage(where, words, kind))


def short(name: str) -> str:
    """A name from a file (a sheet's, an author's), short enough for a sentence."""
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
