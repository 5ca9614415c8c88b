#!/usr/bin/env python3
"""Coverage-guided fuzzing of the readers and rules: `make fuzz`, or `python tests/fuzz/fuzz_rules.py CORPUS… -max_total_time=3600`.

Needs atheris (Linux); the corpus it has left is replayed by `test_corpus.py`, which needs nothing.
"""

import sys
from pathlib import Path

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["gongkai"]):
    from fuzz.exercise import exercise

if __name__ == "__main__":
    atheris.Setup(sys.argv, exercise)
    atheris.Fuzz()
