"""Many agencies on all cores: worker processes behind `concurrent.futures.Executor`, and plain words when one of them dies."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from gongkai.diagnostics import CannotRun
from gongkai.site.press import Made
from gongkai.site.worker import Order, RulesTask, SectionTask, Task, produce

if TYPE_CHECKING:
    from concurrent.futures import Executor

AnyTask = Task | RulesTask | SectionTask

FEW = 8
"""Up to so many schemes are made in this process: to start others would take longer."""
_COLLECT_AFTER = 50_000
"""Objects between two collections of garbage in a worker; a scheme makes little that counting references does not free."""


def produce_all(order: Order, tasks: Sequence[AnyTask], workers: int, executor: "Executor | None" = None) -> Iterator[Made]:
    """Make every unit, in the order of the tasks; raises CannotRun when a worker dies, and whatever `produce` raises."""
    if executor is not None:
        return executor.map(partial(produce, order), tasks)
    if min(workers, len(tasks)) <= 1 or sum(len(task.agency.schemes) if isinstance(task, Task) else FEW for task in tasks) <= FEW:
        return map(partial(produce, order), tasks)
    # a fork shares what is already imported; beside running threads (a preview) it would be unsafe
    method = "fork" if hasattr(os, "fork") and threading.active_count() == 1 else "spawn"
    return _in_processes(order, tasks, min(workers, len(tasks)), method)


def produce_apart(order: Order, tasks: Sequence[SectionTask], workers: int) -> Iterator[Made]:
    """Make sections of a large site, each in memory of its own: a fork would begin with all that this process holds."""
    return _in_processes(order, tasks, min(workers, len(tasks)), "spawn")


def _in_processes(order: Order, tasks: Sequence[AnyTask], workers: int, method: str) -> Iterator[Made]:
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # a small build starts no process
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers, mp_context=get_context(method), initializer=_ready)
    try:
        yield from pool.map(partial(produce, order), tasks, chunksize=max(1, len(tasks) // (workers * 32)))
    except BrokenProcessPool:
        raise CannotRun(
            "一个工作进程意外终止，可能是内存不足；没有生成，原来的网站没有改动。可以用 --workers 1 减少内存占用后重试。"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _ready() -> None:
    """Prepare a fresh worker: no collecting of what it was born with, ^C is the parent's business, it ends when it is told to."""
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _leave(*_: object) -> None:
    """End at once. An exception would be taken for the outcome of the task, and the worker would wait for the next one forever."""
    if paper := sys.modules.get("gongkai.site.paper"):
        paper.close_browsers()
    os._exit(1)


def _die_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)
