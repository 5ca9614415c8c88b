"""What stands in the way and what was found → annotations of GitHub Actions, beside the lines of the change that they speak of."""

from collections.abc import Iterator

from gongkai.report.github import annotation, render
from gongkai.reviewing.gathered import Gathered


def annotations(gathered: Gathered) -> Iterator[str]:
    """One a line; what stops the change first, for GitHub shows ten errors, ten warnings and ten notices of a step."""
    stopping = gathered.stops
    for each in gathered.told:
        yield annotation("error" if each in stopping else "warning", each.span, "方案改动", f"{each.message}\n处理：{each.help}")
    yield from render(gathered.pointed)
