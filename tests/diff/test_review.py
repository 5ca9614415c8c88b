"""What a comparison tells of real repositories: changes with their lines, findings caused and cured, figures, last year, time limits."""

from diff.repositories import ANXI, DEMO, Repository
from gongkai.diff import Gate, Reviewed, State

WEIGHT = {"name: 重点工作目标, points: 45": "name: 重点工作目标, points: 40"}
NOTE = {"validity: 有效": "validity: 有效\n  changes:\n    - {on: 2025-06-18, note: 更正重点工作目标的分值。}"}


def only(found: tuple[Reviewed, ...]) -> Reviewed:
    (each,) = found
    return each


def test_nothing_changed_nothing_told(repository: Repository) -> None:
    review = repository.review()
    assert not (review.schemes or review.others or review.all_stops)


def test_lines_that_end_as_on_windows_are_no_change(repository: Repository) -> None:
    for file in repository.schemes.rglob("*.yml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    review = repository.review()
    assert not (review.schemes or review.others)


def test_a_weight_is_told_with_its_line_its_findings_and_its_totals(repository: Repository) -> None:
    repository.replace(ANXI, WEIGHT)
    each = only(repository.review().schemes)
    lines = (repository.schemes / ANXI).read_text(encoding="utf-8").splitlines()
    (told,) = each.changes
    assert told.change.message == "重点工作目标分值 45→40分"
    assert told.change.substantive
    assert told.span is not None
    assert told.span.file == f"schemes/{ANXI}"
    assert "points: 40" in lines[told.span.line - 1]
    assert {found.rule.code for found in each.findings.caused} == {"P001", "T009"}
    assert [(total.name, total.stated) for total in each.totals if total.differs] == [("重点工作目标", ("45分", "40分"))]
    assert {stop.gate for stop in each.stops} == {Gate.FINDINGS, Gate.NOTE, Gate.SUBSTANCE}
    assert "45" in repository.review("HEAD").schemes[0].changes[0].change.old


def test_findings_that_only_moved_are_neither_caused_nor_cured(repository: Repository) -> None:
    repository.replace(ANXI, WEIGHT)
    repository.commit()
    file = repository.schemes / ANXI
    file.write_text("# 一行\n# 又一行\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    each = only(repository.review().schemes)
    assert (each.state, each.changes, bool(each.findings), each.stops) == (State.CHANGED, (), False, ())


def test_the_opposite_change_cures_what_the_change_caused(repository: Repository) -> None:
    repository.replace(ANXI, WEIGHT)
    repository.commit()
    caused, cured = (repository.review(*pair).schemes[0].findings for pair in (("HEAD~1", "HEAD"), ("HEAD", "HEAD~1")))
    assert [found.finding.message for found in caused.caused] == [found.finding.message for found in cured.cured]
    assert not caused.cured
    assert not cured.caused


def test_the_work_tree_index_and_head_stay_as_they_are(repository: Repository) -> None:
    repository.replace(DEMO, {"累计扣分不超过5分": "累计扣分不超过6分"})
    repository.commit()
    repository.replace(ANXI, WEIGHT)
    repository.git("add", "-A")
    repository.replace(ANXI, {"points: 40": "points: 41"})
    before = repository.git("status", "--porcelain=v2", "--branch"), repository.git("diff"), repository.git("diff", "--cached")
    index = (repository.top / ".git/index").read_bytes()
    repository.review("HEAD~1")
    repository.review("HEAD~1", "HEAD")
    assert (repository.git("status", "--porcelain=v2", "--branch"), repository.git("diff"), repository.git("diff", "--cached")) == before
    assert (repository.top / ".git/index").read_bytes() == index
