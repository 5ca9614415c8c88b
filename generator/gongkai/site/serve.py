"""`gongkai serve`: a preview on this machine that follows what is saved, whatever is wrong with it, until interrupted.

`mkdocs serve` hands over to the same `Preview` (see `engine`), so that both show the same and are as quick.
"""

import os
import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

import click

from gongkai.diagnostics import CannotRun, Severity
from gongkai.refusals import reason
from gongkai.rules import RULES
from gongkai.saved import EVERYTHING, Batch, batches, short
from gongkai.site.assembly import Memory, Report, build
from gongkai.site.build import build_date, cores
from gongkai.site.cache import CACHE
from gongkai.site.live import Live
from gongkai.site.options import Options
from gongkai.site.rendering import Rendered, obtain
from gongkai.site.write import clear_words, exclusive
from gongkai.terms import SEVERITIES

HOST = "127.0.0.1"
FOLDER = "preview-site"
"""Where a preview stands, in the cache: the next one then begins where this one ended."""
SETTLE = 0.05
"""Seconds of quiet after a change before the pages are remade; a file caught half-written is remade once it is whole."""


def run_serve(config: Path, today: date | None, port: int) -> int:
    """Preview until interrupted; raises CannotRun when the port is taken or the configuration does not do from the start."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside, it cleans up as after ^C
    preview = Preview(config, today, HOST, port)
    try:
        preview.serve()
    except KeyboardInterrupt:
        click.echo("预览结束。", err=True)
    finally:
        preview.shutdown()
    return 0


class Preview:
    """A site as it stands in its sources, on a server of its own; has the methods that `mkdocs serve` asks of its server.

    Raises CannotRun when the configuration is missing or the port cannot be had.
    """

    def __init__(self, config: Path, today: date | None, host: str, port: int, mount: str = "/") -> None:
        if not config.is_file():
            raise CannotRun(f"找不到站点设置 {config}。请在站点文件夹里运行，或用 --config 指明。")
        self._config = config
        self._today = today
        self._cache = config.resolve().parent / CACHE
        self._live = Live(host, port, self._cache / FOLDER, mount)
        self._memory = Memory(ahead=self._live.renew)
        self._more: set[Path] = set()
        self._begun = False

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:  # noqa: ARG002
        """Watch another file or folder."""
        self._more.add(Path(path).absolute())

    def shutdown(self) -> None:
        """Answer no more."""
        self._live.stop()

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Follow until interrupted. Raises CannotRun when not even the first preview can be made."""
        click.echo("正在生成预览。", err=True)
        with clear_words(self._cache), exclusive(self._cache / "serve.lock", "这个网站已经在另一个终端里预览。"):
            paths = self._paths()
            while True:
                try:
                    with closing(batches(paths.folders, paths.wants, SETTLE, patient=True)) as changes:
                        for batch in changes:
                            self._follow(batch)
                            self._begin(open_in_browser=open_in_browser)
                except FileNotFoundError:  # a folder went away at the moment at which it was to be watched
                    time.sleep(1)

    def _paths(self) -> "_Paths":
        """All that the site is made from."""
        settings = self._rendered().settings
        return _Paths({Path(settings.schemes), *map(Path, settings.inputs), *self._more})

    def _rendered(self) -> Rendered:
        with clear_words(self._cache):
            return obtain(self._config, self._cache, build_date(self._today))

    def _begin(self, *, open_in_browser: bool) -> None:
        if self._begun:
            return
        self._begun = True
        self._live.start()
        click.echo(f"预览：{self._live.url} ，保存后自动刷新；按 Ctrl+C 结束。", err=True)
        if open_in_browser:
            click.launch(self._live.url)

    def _follow(self, batch: Batch) -> None:
        """Remake the pages; only what keeps the very first from being made ends the preview."""
        started, trouble = time.monotonic(), ""
        try:
            words = self._remake()
        except CannotRun as problem:
            if not self._begun:
                raise
            trouble = str(problem)
        except OSError as problem:
            trouble = f"{reason(problem)}。"
        except Exception:
            traceback.print_exc()
            trouble = "程序出错，详见终端。"
        if trouble:
            self._live.renew(trouble)
        what = f"{_named(batch)}有改动，" if self._begun else ""
        outcome = f"没有更新：{trouble}" if trouble else f"{words}，用时{time.monotonic() - started:.1f}秒。"
        click.echo(f"{time.strftime('%H:%M:%S')} {what}{outcome}", err=True)

    def _remake(self) -> str:
        """Build what changed and reload the pages: what was found. Raises CannotRun."""
        options = Options(destination=self._live.folder, today=build_date(self._today), workers=cores(), preview=True)
        report = build(self._rendered(), options, memory=self._memory)
        self._live.renew()
        for problem in report.problems:
            click.echo(f"页面有问题：{problem}", err=True)
        return _counted(report)


class _Paths:
    """Files and folders to watch: of a file the folder around it, of a folder all below."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._files = {str(path) for path in paths if path.is_file()}
        deep = [str(path) for path in paths if str(path) not in self._files]
        self._roots = tuple(f"{folder}{os.sep}" for folder in deep)
        self.folders = {**{str(Path(file).parent): False for file in self._files}, **dict.fromkeys(deep, True)}

    def wants(self, name: str) -> bool:
        """Whether a file may matter: not what an editor keeps beside the file it edits."""
        kept_by_editor = name.endswith("~") or Path(name).name.startswith(".")
        return name in self._files or (name.startswith(self._roots) and not kept_by_editor)


def _counted(report: Report) -> str:
    counts = Counter(RULES[each.code].severity for each in report.findings if each.waived is None)
    found = "、".join(f"{SEVERITIES[severity]}{counts[severity]}处" for severity in Severity if counts[severity])
    return f"{report.schemes}份方案，{found or '没有发现问题'}"


def _named(batch: Batch) -> str:
    if batch == EVERYTHING:
        return "文件夹"
    more = f"等{len(batch.names)}个文件" if len(batch.names) > 1 else ""
    return f"{short(batch.names[-1])} {more}"
