"""What coverage-guided fuzzing has left is gone through again."""

import pytest

from fuzz.corpus import corpus
from fuzz.exercise import exercise

SLICES = 4
"""So many tests share the corpus, so that two workers do."""


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(corpus()) > 1000


@pytest.mark.parametrize("slice_", range(SLICES))
def test_every_input_is_read_and_checked(slice_: int) -> None:
    failed = {}
    for name, data in list(corpus().items())[slice_::SLICES]:
        try:
            exercise(data)
        except Exception as error:
            failed[name] = repr(error)
    assert failed == {}
