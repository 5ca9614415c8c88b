"""How long the rules take, family by family: `python tests/bench.py --rules`, over invented schemes of demo size.

Their texts have 10,000 characters. Processor time of this process; the median over the schemes, each read anew; what rules share is paid
for by `readers` alone.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from random import Random

import msgspec

from generate import ACTIONS, OBJECTS, scheme
from gongkai.model import Agency, Region, Scheme
from gongkai.numerals import han_numeral
from gongkai.rules import Case
from gongkai.rules.registry import Check, checks
from gongkai.source.decode import decode

LENGTH = 10_000
"""Characters of a text."""
SCHEMES = 60


def families() -> dict[str, dict[str, float]]:
    """Microseconds a scheme by family and rule; the family `readers` is what all rules share."""
    found: dict[str, dict[str, list[float]]] = {}
    for each in _cases():
        gc.collect()
        for family, name, work in _steps(each):
            started = time.process_time_ns()
            work()
            found.setdefault(family, {}).setdefault(name, []).append((time.process_time_ns() - started) / 1000)
    return {family: {name: statistics.median(times) for name, times in rules.items()} for family, rules in found.items()}


def _steps(case: Case) -> Iterator[tuple[str, str, Callable[[], object]]]:
    """The shared readings first, then every rule in its order."""
    for name in ("outline", "mentions", "citations", "days", "components", "indicators", "table", "previous_table"):
        if hasattr(Case, name):
            yield "readers", name, partial(getattr, case, name)
    for code, check in checks().items():
        yield code[0], code, partial(_run, check, case)


def _run(check: Check, case: Case) -> None:
    for _ in check(case):
        pass


def _cases() -> Iterator[Case]:
    for seed in range(SCHEMES):
        previous, current = _read(scheme(seed, 2024)), _read(scheme(seed))
        longer = msgspec.structs.replace(current, text=current.text + "".join(_paragraphs(Random(seed), LENGTH - len(current.text))))
        yield Case(scheme=longer, region=Region(name="演示县"), agency=Agency(name="演示局"), documents={}, previous=previous)


def _read(yaml: str) -> Scheme:
    value, _ = decode(yaml.encode(), Scheme, "scheme.yml")
    if value is None:
        sys.exit("the invented scheme is not in order")
    return value


def _paragraphs(random: Random, length: int) -> Iterator[str]:
    """More items of the last section, up to a length in characters."""
    number = 4
    while length > 0:
        words = [f"{random.choice(ACTIONS)}{random.choice(OBJECTS)}" for _ in range(9)]
        title, *rest = words
        text = f"（{han_numeral(number)}）{title}。各单位要围绕{rest[0]}、{rest[1]}和{rest[2]}，逐项细化措施，明确责任单位，"
        text += f"按季度报送{rest[3]}情况；对{rest[4]}进展缓慢的，由局办公室提醒；"
        text += f"{rest[5]}涉及多个股室的，由牵头单位负责，{rest[6]}与{rest[7]}同部署、同检查。\n"
        yield text
        length -= len(text)
        number += 1


def report(times: dict[str, dict[str, float]]) -> Iterator[str]:
    """The families with their slowest rules, for people."""
    for family, rules in sorted(times.items(), key=lambda each: -sum(each[1].values())):
        slowest = sorted(rules.items(), key=lambda each: -each[1])[:6]
        yield f"{family:>8} {sum(rules.values()):8.0f} µs   " + "  ".join(f"{name} {spent:.0f}" for name, spent in slowest)
    yield f"{'all':>8} {sum(sum(rules.values()) for rules in times.values()):8.0f} µs"
