"""`gongkai validate` for a person or a machine: fixes, the report in its format, the baseline, and one closing line; the exit code.

Exit codes: 0 clean, 1 something that fails the run, 2 (CannotRun, UsageError) could not run.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from gongkai.baseline import Baseline, Entry, Sorted
from gongkai.diagnostics import Severity
from gongkai.fix import Fixed, fixes
from gongkai.report import FOR_PEOPLE, renderer
from gongkai.report.statistics import as_json, as_text, rows
from gongkai.selection import selection
from gongkai.terms import SEVERITIES
from gongkai.validate import validate
from gongkai.writing import replace_file

_LISTED = 10
"""Entries of a baseline that are named when nothing answers to them any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for on the command line; `gongkai validate --help` explains each."""

    paths: tuple[Path, ...]
    format: str = "full"
    output: Path | None = None
    select: str = ""
    ignore: str = ""
    waived: bool = False
    strict: bool = False
    statistics: bool = False
    fix: bool = False
    diff: bool = False
    baseline: Path | None = None
    write_baseline: bool = False
    watch: bool = False


_WITH_WATCH = ("--format", "--output", "--strict", "--fix", "--diff", "--write-baseline")
_WITH_DIFF = ("--format", "--waived", "--strict", "--statistics", "--baseline", "--write-baseline")
"""What makes no sense beside --watch and --diff."""


def refuse(options: Options) -> None:
    """Raise UsageError, in one sentence, for options that make no sense together."""
    given = _given(options)
    output, baseline = options.output, options.baseline
    if options.write_baseline and not baseline:
        raise click.UsageError("--write-baseline 要和 --baseline FILE 一起用，写明基线放在哪个文件")
    if options.watch and (other := _first(given, _WITH_WATCH)):
        raise click.UsageError(f"--watch 只在终端里反复显示问题，不能与 {other} 同用")
    if options.diff and (other := _first(given, _WITH_DIFF)):
        raise click.UsageError(f"--diff 只显示 --fix 会作的改动，不能与 {other} 同用")
    if options.statistics and options.format not in (*FOR_PEOPLE, "json"):
        raise click.UsageError(f"--statistics 只有文字和 json 两种格式，不能与 --format {options.format} 同用")
    if output and output.suffix.lower() in (".yml", ".yaml"):
        raise click.UsageError(f"--output {output} 会覆盖方案一类的文件，请换一个名字，如 gongkai.txt")
    if output and baseline and output.resolve() == baseline.resolve():
        raise click.UsageError("--output 和 --baseline 不能是同一个文件")


def _given(options: Options) -> list[str]:
    """The options as they were typed; a format only if it is one for programs."""
    names = ("output", "waived", "strict", "statistics", "fix", "diff", "baseline", "write_baseline")
    typed = [f"--{name.replace('_', '-')}" for name in names if getattr(options, name)]
    return typed if options.format in FOR_PEOPLE else [f"--format {options.format}", *typed]


def _first(given: list[str], unwanted: tuple[str, ...]) -> str | None:
    return next((each for each in given if each.split()[0] in unwanted), None)


def run(options: Options) -> int:
    """Do what was asked for, once. Raises CannotRun."""
    if options.diff:
        return _show_changes(options)
    selected = selection(options.select, options.ignore)
    for_people = options.format in FOR_PEOPLE
    baseline = Baseline.read(options.baseline, new=options.write_baseline) if options.baseline else None
    if options.fix:
        for line in _write_changes(fixes(options.paths, selected)):
            click.echo(line, err=not for_people)
    result = validate(options.paths, selected)
    covers = _covers(options.paths)
    if baseline and options.write_baseline:
        baseline = baseline.record(result.diagnostics, covers, selected)
    found = baseline.sort(result.diagnostics, covers, selected) if baseline else Sorted(new=result.diagnostics, known=[], gone=[])
    _put(_report(options, found, result.files), options.output)
    for line in _closing(options, found, len(result.files)):
        click.echo(line, err=not for_people and not options.output)
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return int(any(each.rule.severity in failing for each in found.new if each.finding.waived is None))


def _report(options: Options, found: Sorted, files: tuple[str, ...]) -> Iterator[str]:
    if options.statistics:
        counted = rows(found.new, found.known)
        return as_json(counted) if options.format == "json" else as_text(counted, baseline=options.baseline is not None)
    shown = [each for each in found.new if options.waived or each.finding.waived is None]
    return renderer(options.format, files)(shown)


def _put(lines: Iterable[str], output: Path | None) -> None:
    if output:
        replace_file(output, "".join(f"{line}\n" for line in lines).encode())
        return
    for line in lines:
        click.echo(line)


def _closing(options: Options, found: Sorted, files: int) -> Iterator[str]:
    """共检查 9 份方案：2 个错误，1 个警告，12 个已豁免，30 个在基线中。"""
    if options.write_baseline:
        yield f"已把 {len(found.known)} 个问题写进基线 {options.baseline}。"
    open_ = [each for each in found.new if each.finding.waived is None]
    counts = [(sum(each.rule.severity is severity for each in open_), SEVERITIES[severity]) for severity in Severity]
    counts += [(len(found.new) - len(open_), "已豁免"), (len(found.known), "在基线中")]
    listed = "，".join(f"{count} 个{words}" for count, words in counts if count)
    yield f"共检查 {files} 份方案：{listed or '没有发现问题'}。"
    if found.gone:
        yield from _gone(found.gone)


def _gone(entries: list[Entry]) -> Iterator[str]:
    yield f"基线中有 {sum(each.count for each in entries)} 个问题已经不在了，可用 --write-baseline 更新基线："
    for each in entries[:_LISTED]:
        yield f"  {each.file}: {each.code} {each.message}" + (f"（{each.count} 处）" if each.count > 1 else "")
    if len(entries) > _LISTED:
        yield f"  ……以及另外 {len(entries) - _LISTED} 条"


def _covers(paths: tuple[Path, ...]) -> Callable[[Path], bool]:
    """Whether a file was among those checked."""
    roots = {path.resolve() for path in paths}
    return lambda file: not roots.isdisjoint((file, *file.parents))


def _write_changes(found: Iterable[Fixed]) -> Iterator[str]:
    """Write each file, and list what was changed in it, before and after."""
    made = files = 0
    for each in found:
        if each.made:
            replace_file(each.path, each.after, known=each.before)
            made, files = made + len(each.made), files + 1
        yield from (f"{each.file}:{at.line}:{at.column}: 已改 {at.code} “{at.before}” → “{at.after}”" for at in each.made)
        yield from _left(each)
    yield f"已改 {made} 处，涉及 {files} 个文件。" if made else "没有可以自动改的地方。"


def _left(each: Fixed) -> Iterator[str]:
    if each.refused:
        yield f"{each.file}: 另有 {each.refused} 处写法特殊，自动改会牵动别处，没有改"
    if each.restless:
        yield f"{each.file}: 几条规则的改法互相冲突，没有改这个文件"
    if each.more:
        yield f"{each.file}: 还有可以自动改的地方，请再运行一次"


def _show_changes(options: Options) -> int:
    """What `--fix` would change, as a patch; 1 if there is anything."""
    found = list(fixes(options.paths, selection(options.select, options.ignore)))
    _put((line for each in found for line in _patch(each)), options.output)
    made, files = sum(len(each.made) for each in found), sum(bool(each.made) for each in found)
    for line in (line for each in found for line in _left(each)):
        click.echo(line, err=True)
    click.echo(f"用 --fix 可以改 {made} 处，涉及 {files} 个文件。" if made else "没有可以自动改的地方。", err=True)
    return int(made > 0)


def _patch(each: Fixed) -> Iterator[str]:
    from difflib import unified_diff

    before, after = (re.findall(r"[^\n]*\n|[^\n]+", data.decode()) for data in (each.before, each.after))
    for line in unified_diff(before, after, each.file, each.file):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"
