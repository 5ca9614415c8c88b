"""HTML written piece by piece, for the stretches of a page that have hundreds of cells; templates set them into the page's layout.

A template escapes text after text, at ten times the cost of a short one; a sheet escapes all texts of a stretch in one call.
"""

from collections.abc import Sequence

from markupsafe import Markup, escape


class Sheet:
    """HTML and texts so far."""

    def __init__(self) -> None:
        self._finished: list[str] = []
        self._html: list[str] = []
        self._texts: list[str] = []

    def add(self, html: str, *texts: str) -> None:
        """Append constant HTML with a `%s` in the place of each text (and `%%` for a per cent sign)."""
        self._html.append(html)
        self._texts += texts

    def put(self, html: str) -> None:
        """Append finished HTML."""
        self._finished += (self._filled(), html)
        self._html, self._texts = [], []

    def html(self) -> str:
        """Everything so far, the texts escaped."""
        return "".join((*self._finished, self._filled()))

    def _filled(self) -> str:
        return "".join(self._html) % tuple(escaped(self._texts))

    def markup(self) -> Markup:
        """Everything so far for a template."""
        return Markup(self.html())


def escaped(texts: Sequence[str]) -> Sequence[str]:
    """The texts as HTML; mostly there is nothing in any of them to escape."""
    plain = "\0".join(texts)
    together = escape(plain)
    if together == plain:
        return texts
    parts = str(together).split("\0")
    return parts if len(parts) == len(texts) else [str(escape(text)) for text in texts]
