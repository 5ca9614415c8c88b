"""Whether work grows with its input or with its square: a ratio of times, which a slow or busy machine does not change."""

import time
from collections.abc import Callable
from typing import TypeVar

Input = TypeVar("Input")


def is_linear(work: Callable[[Input], object], whole: Input, tenth: Input) -> bool:
    """Ten times the input takes clearly less than a hundred times the time; the constant covers the noise of a short run."""

    def cost(part: Input) -> float:
        begun = time.process_time()
        work(part)
        return time.process_time() - begun

    return cost(whole) < 40 * (cost(tenth) + 0.01)


def is_linear_in(work: Callable[[str], object], piece: str, length: int, before: str = "") -> bool:
    """The same for a text of so many characters that repeats a piece."""
    times = length // len(piece)
    return is_linear(work, before + piece * times, before + piece * (times // 10))
