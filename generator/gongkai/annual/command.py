"""`gongkai annual` from its options to its exit code, which is 0."""

from pathlib import Path

import click

from gongkai.annual.figures import figures
from gongkai.annual.report import as_csv, as_json, as_markdown, as_text, with_sums
from gongkai.due.schemes import agencies


def run_annual(year: int, paths: tuple[Path, ...], form: str) -> int:
    """Print the figures of a year. Raises CannotRun."""
    read = list(agencies(paths))
    found = list(with_sums(figures(each, year) for each in read))
    match form:
        case "csv":
            click.echo(as_csv(year, found), nl=False)
        case "json":
            click.echo(as_json(year, found))
        case _:
            for line in as_markdown(year, found) if form == "markdown" else as_text(year, found):
                click.echo(line)
    unread = [file for each in read for file in each.unread]
    if unread:
        click.echo(
            f"{unread[0]}{f'等{len(unread)}个文件' if len(unread) > 1 else ''}读不出方案，没有计入；用 gongkai validate 查看原因。",
            err=True,
        )
    return 0
