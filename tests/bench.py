"""How fast the site is built and how much memory that takes: `python tests/bench.py [--sizes 100,1000,5000] [--runs 3]`.

`--rules` measures the rules instead, family by family; `--search` what a query costs in a browser; `--reload` how soon a
preview shows what was saved.

Every figure is of a whole `gongkai build` as a person starts it, from the start of the interpreter to its end, with every check and page:
cold (no cache, no site, MkDocs included), with one scheme changed, and with none. Memory is the largest resident size of any one process.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
GONGKAI = "from gongkai.cli import main; main()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Medians for one size; times in seconds, `cpu` of all processes of a cold build, memory in MB (10⁶ bytes) of the largest process.

    `files` and `written` (MB) are what a cold build puts into the site.
    """

    schemes: int
    cold: float
    per_second: float
    cpu: float
    one_changed: float
    none_changed: float
    memory: float
    files: int
    written: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build: seconds from start to end, processor seconds of all its processes, peak resident size in MB of the largest."""

    seconds: float
    cpu: float
    memory: float


def measure(count: int, runs: int, root: Path) -> Figures:
    """Write `count` schemes below `root` and build them again and again."""
    _write(count, root)
    cold = [_cold(root, number) for number in range(runs)]
    one = [_changed(root, number) for number in range(runs)]
    none = [_build(root, "site-0") for _ in range(runs)]
    sizes = [path.stat().st_size for path in (root / "site-0").rglob("*") if path.is_file()]
    seconds = statistics.median(run.seconds for run in cold)
    return Figures(
        schemes=count,
        cold=seconds,
        per_second=count / seconds,
        cpu=statistics.median(run.cpu for run in cold),
        one_changed=statistics.median(run.seconds for run in one),
        none_changed=statistics.median(run.seconds for run in none),
        memory=max(run.memory for run in (*cold, *one, *none)),
        files=len(sizes),
        written=sum(sizes) / 1e6,
    )


def _write(count: int, root: Path) -> None:
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    # in a process of its own: a child starts with the memory of its parent, so this one has to stay small
    subprocess.run([sys.executable, str(REPOSITORY / "tests" / "generate.py"), str(root / "schemes"), str(count)], check=True)


def _cold(root: Path, number: int) -> Run:
    # each into a folder of its own, removed at the very end: ext4 is slow to give out the places of files that were deleted a moment ago
    shutil.rmtree(root / ".cache", ignore_errors=True)
    return _build(root, f"site-{number}" if number == 0 else f"cold-{number}")


def _changed(root: Path, number: int) -> Run:
    """Change the wording of one scheme in the site of the first cold build."""
    if number == 0:
        _build(root, "site-0")
    files = sorted((root / "schemes").glob("*/*/2*.yml"))
    file = files[len(files) * (number + 1) // 5 % len(files)]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("数据来源", "资料来源").replace("每低", "每少") + f"# {number}\n", encoding="utf-8")
    return _build(root, "site-0")


def _build(root: Path, site: str) -> Run:
    command = [sys.executable, "-c", GONGKAI, "build", "--date", "2026-01-05", "--site", site]
    started = time.perf_counter()
    # Python keeps its compiled modules unless told not to, and so do the people who build
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    child = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"gongkai build ended with {child.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(seconds=seconds, cpu=cpu, memory=usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6)


def table(figures: list[Figures]) -> Iterator[str]:
    """The figures for people."""
    yield f"{'schemes':>8} {'cold s':>8} {'per s':>8} {'cpu s':>8} {'one s':>8} {'none s':>8} {'MB':>8} {'files':>8} {'MB out':>8}"
    for each in figures:
        yield (
            f"{each.schemes:8} {each.cold:8.2f} {each.per_second:8.0f} {each.cpu:8.2f} {each.one_changed:8.2f} {each.none_changed:8.2f}"
            f" {each.memory:8.0f} {each.files:8} {each.written:8.0f}"
        )


def _search(runs: int) -> Iterator[str]:
    import search_times

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _write(1000, Path(folder))
        _build(Path(folder), "site-0")
        yield from search_times.report(Path(folder, "site-0"), runs)


def main() -> None:
    """Measure and print a table, then the same as JSON."""
    parser = argparse.ArgumentParser(description="Measure builds of invented schemes of demo size.")
    parser.add_argument("--sizes", default="100,1000,5000", help="how many schemes, separated by commas")
    parser.add_argument("--runs", type=int, default=3, help="builds of a kind, of which the median is taken")
    parser.add_argument("--dir", type=Path, help="where to put the sites; default: the system's folder for temporary files")
    parser.add_argument("--rules", action="store_true", help="measure the rules instead, family by family")
    parser.add_argument("--search", action="store_true", help="measure queries in a browser instead, at 1,000 schemes")
    parser.add_argument("--reload", action="store_true", help="measure instead how soon a preview of 1,000 schemes shows what was saved")
    arguments = parser.parse_args()
    if arguments.rules:
        import rule_times  # not before: a child starts with the memory of its parent

        print(*rule_times.report(rule_times.families()), sep="\n")
        return
    if arguments.search:
        print(*_search(arguments.runs), sep="\n")
        return
    if arguments.reload:
        import reload_times

        with tempfile.TemporaryDirectory(dir=arguments.dir, ignore_cleanup_errors=True) as folder:
            for line in reload_times.report(1000, arguments.runs, Path(folder)):
                print(line, flush=True)
        return
    figures = []
    with tempfile.TemporaryDirectory(dir=arguments.dir, ignore_cleanup_errors=True) as folder:
        for count in map(int, arguments.sizes.split(",")):
            root = Path(folder, str(count))
            root.mkdir()
            figures.append(measure(count, arguments.runs, root))
    machine = {"python": platform.python_version(), "system": platform.platform(), "cores": len(os.sched_getaffinity(0))}
    print(*table(figures), json.dumps({**machine, "figures": [asdict(each) for each in figures]}), sep="\n")


if __name__ == "__main__":
    main()
