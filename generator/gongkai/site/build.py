"""`gongkai build` for a person: settings and date in, a progress bar while it lasts, errors and one closing sentence out."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from gongkai.diagnostics import CannotRun, Finding
from gongkai.site.assembly import Options, Report, build
from gongkai.site.cache import CACHE
from gongkai.site.press import Made
from gongkai.site.rendering import Rendered, obtain
from gongkai.site.verify import stands

LONG = 40
"""A build of fewer agencies is over before a progress bar could be read."""


def run_build(config: Path, destination: Path | None, today: date | None, workers: int | None) -> int:
    """Build the site of a configuration: 0 when it stands, 1 when errors kept it from being built. Raises CannotRun."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside, it cleans up as after ^C
    day = build_date(today)
    made = obtain(config, config.resolve().parent / CACHE, day)
    options = Options(destination=destination or Path(made.settings.site), today=day, workers=workers or _cores())
    return 0 if _build(made, options) else 1


def build_rendered(rendered: Rendered, destination: Path, preview: bool) -> bool:
    """Build from what MkDocs has just rendered, for its plugin: whether the site stands. Raises CannotRun."""
    return _build(rendered, Options(destination=destination, today=build_date(None), workers=_cores(), preview=preview))


def build_date(given: date | None) -> date:
    """The date of the build: the given one, else that of SOURCE_DATE_EPOCH (seconds, UTC), else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if given or not epoch:
        return given or date.today()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise CannotRun(f"环境变量 SOURCE_DATE_EPOCH 应为整数秒，现在是“{epoch}”。") from None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _build(rendered: Rendered, options: Options) -> bool:
    report = build(rendered, options, _with_progress)
    errors = [each for each in report.findings if stands(each)]
    for line in _diagnosed(errors, Path(rendered.settings.schemes)) if errors else ():
        click.echo(line, err=True)
    for problem in report.problems:
        click.echo(f"页面有问题：{problem}", err=True)
    click.echo(_closing(report, options, len(errors)), err=not report.done)
    return report.done


def _with_progress(made: Iterable[Made], count: int) -> Iterator[Made]:
    if count < LONG or not sys.stderr.isatty():
        yield from made
        return
    with click.progressbar(made, length=count, label="生成页面", file=sys.stderr) as bar:
        yield from bar


def _diagnosed(errors: list[Finding], schemes: Path) -> Iterable[str]:
    # only a build with errors looks lines up, so only it pays for the parser that knows them
    from gongkai.report import renderer
    from gongkai.validate import diagnosed

    return renderer("full")(diagnosed(errors, schemes))


def _closing(report: Report, options: Options, errors: int) -> str:
    if not report.done:
        return f"没有生成：{errors + len(report.problems)} 处错误。原来的网站没有改动。"
    warnings = sum(each.waived is None for each in report.findings) - errors
    hint = f"另有 {warnings} 处提醒，可用 gongkai validate 查看。" if warnings else ""
    done = (
        f"写 {report.written} 个文件" + (f"，删 {report.removed} 个" if report.removed else "")
        if report.written or report.removed
        else "没有变化"
    )
    return f"{options.destination}：{report.schemes} 份方案，{done}。{hint}"
