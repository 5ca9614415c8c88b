"""What all tests share: the schemes of this repository as pages see them, and golden files (`pytest --update-golden` rewrites them)."""

import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from gongkai.examine import Examined, examine_tree
from gongkai.source.files import scan
from gongkai.views.subject import Sibling, Subject

# a shell lets what it starts in the background ignore ^C, and so would everything that the tests start and end with it
signal.signal(signal.SIGINT, signal.default_int_handler)

# the same examples at every run, however slow the machine; `pytest --hypothesis-profile=other` looks at others
settings.register_profile("other", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("other"), derandomize=True)
settings.load_profile("same")

SCHEMES = Path(__file__).parents[1] / "schemes"
TODAY = date(2025, 6, 18)

Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--planting-seed", type=int, default=0, help="plant defects at other places than usual (tests/rules/test_planted.py)")
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing; review the diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with `golden/NAME` beside the test; with `--update-golden` it writes that file."""

    def compare(name: str, text: str) -> None:
        file = request.path.parent / "golden" / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text + "\n", encoding="utf-8")
        assert text + "\n" == file.read_text(encoding="utf-8"), f"{file} differs; if it should, run pytest --update-golden"

    return compare


@pytest.fixture(scope="session")
def subjects() -> dict[str, Subject]:
    """Every scheme of the repository by its address (`anxi/mzj/2024`), with its neighbours of the same agency, on a fixed day."""
    examined = [each for each in examine_tree(scan(SCHEMES)) if isinstance(each, Examined)]
    assert all(each.case for each in examined)
    siblings = [Sibling(address=each.file.address, year=each.case.scheme.year) for each in examined if each.case]
    return {
        each.file.address: Subject(
            case=each.case,
            address=each.file.address,
            findings=each.findings,
            digest=each.digest,
            earlier=_neighbour(siblings, each.file.address, -1),
            later=_neighbour(siblings, each.file.address, 1),
            today=TODAY,
            files=each.files,
        )
        for each in examined
        if each.case
    }


def _neighbour(siblings: list[Sibling], address: str, step: int) -> Sibling | None:
    folder = address.rpartition("/")[0]
    own = [each for each in siblings if each.address.rpartition("/")[0] == folder]
    index = [each.address for each in own].index(address) + step
    return own[index] if 0 <= index < len(own) else None
