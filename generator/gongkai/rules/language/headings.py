"""Family T, headings and what stands under them: the same heading twice, a heading with nothing below it."""

import re
from collections.abc import Iterator

from gongkai.diagnostics import Basis, Finding, Severity
from gongkai.outline import Outline, Section
from gongkai.rules.language.numbering import sequences
from gongkai.rules.registry import Case, finding, related, rule


@rule("T006", "repeated-heading", "同一层标题重复", Severity.WARNING, Basis.CONSISTENCY, "同一层的标题应当各不相同")
def repeated_heading(case: Case) -> Iterator[Finding]:
    """Two headings of one sequence with the same words."""
    for sequence in sequences(case):
        first: dict[str, Section] = {}
        for section in sequence if len(sequence) > 1 and not sequence[0].inline else ():
            earlier = first.setdefault(section.title, section)
            if earlier is not section and len(section.title) > 1:
                message = f"标题“{section.title}”在“{earlier.clause}”用过，“{section.clause}”又用一次"
                where = (related(f"{earlier.clause}：{earlier.title}", "text", at=_title_at(earlier)),)
                help_ = "请核对是标题有误，还是内容重复。"
                yield finding("T006", message, "text", at=_title_at(section), clause=section.clause, related=where, help=help_)


def _title_at(section: Section) -> tuple[int, int]:
    return section.title_start, section.title_end - section.title_start


_SHORT = 20
_SAYS_SOMETHING = re.compile(r"[，,。；;：:、]|附件|附表|见|略|[0-9０-９]")
"""What makes a numbered line more than a heading: an item of a list, or a pointer to where the content is."""


@rule("T007", "empty-section", "标题下没有内容", Severity.WARNING, Basis.CONSISTENCY, "每个标题之下都应当有内容")
def empty_section(case: Case) -> Iterator[Finding]:
    """A short heading with nothing below it, where most others of its sequence have something, or one that ends with a colon."""
    for sequence in sequences(case):
        bare = [each for each in sequence if each.end - each.title_start < _SHORT + 5 and _is_bare(case.outline, each)]
        if not bare or sequence[0].inline:
            continue
        are_headings = sum(_has_content(case.outline, each) for each in sequence) * 2 > len(sequence)
        for section in bare:
            words = case.scheme.text[section.title_start : section.end].strip()
            announces = words[-1] in "：:" and not _SAYS_SOMETHING.search(words[:-1]) and not _is_inverted(case.outline, section)
            if announces or (are_headings and not _SAYS_SOMETHING.search(words)):
                message = f"“{section.clause}”只有标题“{section.title}”，下面没有内容"
                hint = "请补写内容；不需要的，请删去标题。"
                yield finding("T007", message, "text", at=_title_at(section), clause=section.clause, help=hint)


def _is_bare(outline: Outline, section: Section) -> bool:
    """Whether a short title in one line is all there is."""
    words = outline.text[section.title_start : section.end].strip()
    return bool(section.title) and "\n" not in words and len(words) <= _SHORT


def _has_content(outline: Outline, section: Section) -> bool:
    """Whether something stands after the heading's own words, in its line or below."""
    return len(outline.text[section.title_end : min(section.end, section.title_end + 80)].strip()) > 8


def _is_inverted(outline: Outline, section: Section) -> bool:
    """Whether a list of a higher level's form follows, which T002 is about."""
    after = next(outline.sections_after(section.end), None)
    return after is not None and after.style < section.style and after.number == 1
