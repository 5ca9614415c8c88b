"""`gongkai review` from its options to its exit code: 0 nothing stands in the way, 1 something does, 2 (CannotRun) could not run."""

import os
import signal
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from msgspec.structs import replace

from gongkai.diagnostics import CannotRun, Diagnostic, Finding
from gongkai.diff import Review, State, compare
from gongkai.diff.git import Repository
from gongkai.diff.report.sentences import headline, verdict
from gongkai.examine import Examined, examine_tree
from gongkai.refusals import reason
from gongkai.reviewing.annotations import annotations
from gongkai.reviewing.comment import comment
from gongkai.reviewing.folder import write_review
from gongkai.reviewing.gathered import Gathered, touches, unpublishable
from gongkai.reviewing.posting import post
from gongkai.reviewing.preview import Preview, UnbuildableError, preview
from gongkai.reviewing.surroundings import report_address, thread
from gongkai.reviewing.trees import bring_up, check_out
from gongkai.site.build import cores
from gongkai.site.write import clear_words, refuse_unsafe
from gongkai.source.files import printable, scan
from gongkai.source.locate import Locator
from gongkai.validate import looked_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for on the command line; `gongkai review --help` explains each."""

    base: str
    schemes: Path
    config: Path
    output: Path
    gate: str
    comment: bool
    today: date


def run_review(options: Options, environment: Mapping[str, str] = os.environ) -> int:
    """Review what the work tree changes since it parted from the base. Raises CannotRun."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside, it cleans up as after ^C
    refuse_unsafe(options.output, (options.schemes, options.config))
    with closing(Repository.around(options.schemes)) as repository:
        fork = repository.fork(options.base, "HEAD")
        review = compare(fork, schemes=options.schemes, today=options.today)
        review = replace(review, before=f"{options.base}（{fork[:7]}）")
        with _workplace() as room, clear_words(Path(room)):
            gathered = _gathered(options, repository, fork, review, Path(room).resolve())
            text = comment(gathered, report_address(environment))
            write_review(gathered, text, options.output)
    _tell(gathered, options.output, environment)
    _hand_on(text, environment)
    if options.comment:
        _post(text, environment, anew=bool(review.schemes or review.others))
    return int(bool(gathered.stops))


def _workplace() -> "TemporaryDirectory[str]":
    try:
        return TemporaryDirectory(prefix="gongkai-review-", ignore_cleanup_errors=True)
    except OSError as problem:
        raise CannotRun(f"不能在临时文件夹里写文件：{reason(problem)}。请检查磁盘空间，或用环境变量 TMPDIR 另指一处。") from problem


def _gathered(options: Options, repository: Repository, fork: str, review: Review, room: Path) -> Gathered:
    """The comparison with what its pages have to tell."""
    made, trouble, settings = None, "", options.config.resolve()
    if settings.is_relative_to(repository.top.resolve()):
        file = settings.relative_to(repository.top.resolve()).as_posix()
        try:
            made = _previewed(options, repository.top, fork, review, trees=room / "trees", settings=file)
            stops = [unpublishable(each, file) for each in made.problems]
        except UnbuildableError as problem:
            trouble = str(problem)
            stops = [unpublishable(trouble, file)]
        review = replace(review, stops=(*review.stops, *stops))
    else:
        trouble = f"站点设置 {options.config} 不在这个 git 仓库里。"
    found = _located(options.schemes, repository.folder, made, touches(review))
    return Gathered(review=review, level=options.gate, found=found, preview=made, trouble=trouble)


def _previewed(options: Options, top: Path, fork: str, review: Review, *, trees: Path, settings: str) -> Preview:
    return preview(
        trees / settings,
        trees.with_name("site"),
        options.today,
        cores(),
        base=partial(check_out, top, fork, trees),
        head=partial(bring_up, top, fork, trees, options.output.resolve()),
        schemes=[each.address for each in review.schemes if each.state is not State.REMOVED],
    )


def _located(schemes: Path, prefix: str, made: Preview | None, wanted: Callable[[str], bool]) -> list[Diagnostic]:
    """The findings of the wanted files, with lines, by names from the top of the repository."""

    def shown(file: str) -> str:
        return printable(f"{prefix}{file}")

    found = [each for each in (made.findings if made else _examined(schemes)) if wanted(shown(each.place.file))]
    return sorted(looked_up(found, Locator(schemes), shown), key=lambda each: each.span.file)


def _examined(schemes: Path) -> list[Finding]:
    found: list[Finding] = []
    for each in examine_tree(scan(schemes)):
        found += each.findings if isinstance(each, Examined) else [each]
    return found


def _tell(gathered: Gathered, folder: Path, environment: Mapping[str, str]) -> None:
    """Annotations where they are understood, and the closing lines."""
    if environment.get("GITHUB_ACTIONS") == "true":
        for line in annotations(gathered):
            click.echo(line)
    if gathered.preview is None:
        click.echo(f"没有预览：{gathered.trouble}", err=True)
    click.echo(f"{headline(gathered.review)}；{verdict(gathered.review, gathered.level)}。")
    click.echo(f"评审材料在 {folder}，请打开 {folder / 'index.html'}。")


def _hand_on(text: str, environment: Mapping[str, str]) -> None:
    """Let the forge show the comment on the page of the run."""
    if summary := environment.get("GITHUB_STEP_SUMMARY"):
        try:
            with Path(summary).open("a", encoding="utf-8") as stream:
                stream.write(text)
        except OSError as problem:
            click.echo(f"不能写运行摘要 {summary}：{reason(problem)}。", err=True)


def _post(text: str, environment: Mapping[str, str], *, anew: bool) -> None:
    try:
        click.echo(post(thread(environment), text, anew=anew))
    except CannotRun as problem:
        click.echo(f"{problem}评审意见在 comment.md。", err=True)
