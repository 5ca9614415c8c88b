"""`gongkai build` for a person: settings and date in, a progress bar while it lasts, errors and one closing sentence out."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from gongkai.diagnostics import CannotRun, Finding
from gongkai.site.assembly import Report, build
from gongkai.site.cache import CACHE
from gongkai.site.options import Options
from gongkai.site.press import Made
from gongkai.site.rendering import Rendered, obtain
from gongkai.site.write import clear_words

LONG = 40
"""A build of fewer agencies is over before a progress bar could be read."""


def run_build(
    config: Path,
    destination: Path | None,
    today: date | None,
    workers: int | None,
    *,
    archive: bool | None = None,
    pdf: bool | None = None,
) -> int:
    """Build the site of a configuration: 0 when it stands, 1 when errors kept it from being built. Raises CannotRun."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside, it cleans up as after ^C
    day = build_date(today)
    cache = config.resolve().parent / CACHE
    with clear_words(cache):
        made = obtain(config, cache, day)
    site = destination or Path(made.settings.site)
    options = Options(destination=site, today=day, workers=workers or cores(), archive=archive, pdf=pdf)
    return 0 if _build(made, options) else 1


def build_rendered(rendered: Rendered, destination: Path) -> bool:
    """Build from what MkDocs has just rendered, for its plugin: whether the site stands. Raises CannotRun."""
    return _build(rendered, Options(destination=destination, today=build_date(None), workers=cores()))


def build_date(given: date | None) -> date:
    """The date of the build: the given one, else that of SOURCE_DATE_EPOCH (seconds, UTC), else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if given or not epoch:
        return given or date.today()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise CannotRun(f"环境变量 SOURCE_DATE_EPOCH 应为整数秒，现在是“{epoch}”。") from None


def cores() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _build(rendered: Rendered, options: Options) -> bool:
    report = build(rendered, options, _with_progress)
    for line in _diagnosed(report.errors, Path(rendered.settings.schemes)) if report.errors else ():
        click.echo(line, err=True)
    for problem in report.problems:
        click.echo(f"页面有问题：{problem}", err=True)
    click.echo(_closing(report, options), err=not report.done)
    return report.done


def _with_progress(made: Iterable[Made], count: int) -> Iterator[Made]:
    if count < LONG or not sys.stderr.isatty():
        yield from made
        return
    with click.progressbar(made, length=count, label="生成页面", file=sys.stderr) as bar:
        yield from bar


def _diagnosed(errors: Iterable[Finding], schemes: Path) -> Iterable[str]:
    # only a build with errors looks lines up, so only it pays for the parser that knows them
    from gongkai.report import renderer
    from gongkai.validate import diagnosed

    return renderer("full")(diagnosed(list(errors), schemes))


def _closing(report: Report, options: Options) -> str:
    wrong = len(report.errors) + len(report.problems)
    if not report.done:
        return f"没有生成：{wrong} 处错误。原来的网站没有改动。"
    counts = ((report.written, "写"), (report.removed, "删"))
    done = "，".join(f"{verb} {count} 个文件" for count, verb in counts if count) or "没有变化"
    reminders = sum(each.waived is None for each in report.findings) - len(report.errors)
    more = [f"{wrong} 处错误" if wrong else "", f"{reminders} 处提醒" if reminders else ""]
    hint = f"另有 {'、'.join(filter(None, more))}，可用 gongkai validate 查看。" if any(more) else ""
    return f"{options.destination}：{report.schemes} 份方案，{done}。{hint}"
