"""The one table of English names and Chinese terms: every key of the format, what people read instead of it, and what it means.

The JSON Schema, the messages and the pages take their Chinese from here. `Struct.field` wins over `field`.
"""

from typing import NamedTuple


class Term(NamedTuple):
    """Chinese name and one sentence of explanation for the editor's hover text (empty where the name says all)."""

    name: str
    explanation: str = ""


TERMS: dict[str, Term] = {
    "format": Term("格式版本", "目前只有 1。"),
    "title": Term("标题"),
    "year": Term("年度", "方案考评的年度。"),
    "draft": Term("草稿", "草稿参加检查和预览，不会发布。"),
}


def term(field: str, struct: str = "") -> Term:
    """The term of a field, as the struct has it; a field without an entry is our bug (KeyError)."""
    return TERMS.get(f"{struct}.{field}") or TERMS[field]
