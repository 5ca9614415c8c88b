"""All that is known of one pull request: the comparison, the findings of its files as they are now, the preview or why there is none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gongkai.diagnostics import Diagnostic, Severity, Span
from gongkai.diff import Review, State, Stop, stopping
from gongkai.diff.review import Gate
from gongkai.reviewing.preview import Preview
from gongkai.terms import SEVERITIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """`found` are the findings of the touched files as they stand now, waived ones too; `trouble` says why there is no preview."""

    review: Review
    level: str
    found: Sequence[Diagnostic]
    preview: Preview | None
    trouble: str = ""

    @property
    def stops(self) -> tuple[Stop, ...]:
        """What must be settled before the change may be merged."""
        return stopping(self.review, self.level)

    @property
    def drafts(self) -> tuple[str, ...]:
        """The public folders, with a slash, of the schemes that are drafts."""
        return tuple(f"{each.address}/" for each in self.review.schemes if each.files[1] and each.readable[1] and not each.issued[1])

    @property
    def pointed(self) -> list[Diagnostic]:
        """What is to be shown beside the lines, the new before the old: a forge shows only so many."""
        old = [each for each in self.found if each.finding.waived is None]
        return _once([*self.review.caused, *sorted(old, key=lambda each: list(Severity).index(each.rule.severity))])

    @property
    def told(self) -> tuple[Stop, ...]:
        """What stands in the way and is no finding, or would at a stricter level."""
        return tuple(each for each in self.review.all_stops if each.gate is not Gate.FINDINGS)


def touches(review: Review) -> Callable[[str], bool]:
    """Whether a file is, or belongs to, one that the change touches and leaves there; by its name as people know it."""
    files = {each.files[1] for each in review.schemes if each.state is not State.AFFECTED and each.files[1]} | set(review.others)
    folders = tuple(f"{file.removesuffix('.yml')}/" for file in files)
    return lambda file: file in files or file.startswith(folders)


def unpublishable(problem: str, file: str) -> Stop:
    """The change leaves a site that would not be built; `file` is that of its settings."""
    return Stop(
        gate=Gate.BROKEN,
        message=f"合并以后生成不了网站：{problem.rstrip('。')}",
        help="请改正，用 gongkai build 看结果。",
        span=Span(file=file),
    )


def counted(found: Iterable[Diagnostic]) -> str:
    """2 个错误，1 个警告，12 个已豁免."""
    found = list(found)
    open_ = [each.rule.severity for each in found if each.finding.waived is None]
    counts = [(open_.count(severity), SEVERITIES[severity]) for severity in Severity]
    counts.append((len(found) - len(open_), "已豁免"))
    return "，".join(f"{count} 个{name}" for count, name in counts if count) or "没有发现问题"


def _once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return list({(each.rule.code, each.span.file, each.span.line, each.span.column, each.finding.message): each for each in found}.values())
