"""`gongkai diff` from its options to its exit code: 0 nothing that gates, 1 something does, 2 (CannotRun) could not run."""

from datetime import date
from pathlib import Path

import click

from gongkai.diff.compare import compare
from gongkai.diff.report import renderer
from gongkai.diff.report.sentences import headline, verdict
from gongkai.diff.review import Review, stopping
from gongkai.writing import replace_file


def run_diff(  # noqa: PLR0917
    base: str, head: str | None, schemes: Path, form: str, output: Path | None, gate: str, today: date
) -> int:
    """Print or write what changed. Raises CannotRun."""
    if output and output.suffix.lower() in (".yml", ".yaml"):
        raise click.UsageError(f"--output {output} 会覆盖方案一类的文件，请换一个名字，如 diff.{'txt' if form == 'terminal' else form}")
    if not 1950 <= today.year <= 2990:
        raise click.UsageError(f"--date {today} 不在方案的年份（1950 年到 2990 年）以内")
    review = compare(base, head, schemes=schemes, today=today)
    text = renderer(form)(review, gate)
    if output:
        replace_file(output, click.unstyle(text).encode() if form == "terminal" else text.encode())
        click.echo(_closing(review, gate))
    else:
        click.echo(text, nl=False)
    return int(bool(stopping(review, gate)))


def _closing(review: Review, gate: str) -> str:
    return f"{headline(review)}；{verdict(review, gate)}。"
