"""What stops a change: new errors, a published scheme that changes without a note or vanishes, and, if so asked, what is to be signed."""

import shutil
from collections.abc import Mapping
from itertools import pairwise

import pytest

from diff.repositories import ANXI, DEMO, Repository
from gongkai.diff import LEVELS, Gate, Review, State, stopping

TEXT = {"防止重留痕、轻实绩": "防止重痕迹、轻实绩"}
POINTS = {"累计扣分不超过5分": "累计扣分不超过6分"}
REVIEWED = "  review: {by: 局办公室, on: 2025-03-14}\n"
NOTE = {REVIEWED: f"{REVIEWED}  changes:\n    - {{on: 2025-06-18, note: 更正注重工作实效一条的用词。}}\n"}
OTHER_NOTE = {"更正注重工作实效一条的用词": "更正用词"}


def gates(review: Review) -> set[Gate]:
    return {stop.gate for stop in review.all_stops}


def test_a_published_scheme_needs_a_note_for_what_a_reader_sees(repository: Repository) -> None:
    repository.replace(DEMO, TEXT)
    (stop,) = repository.review().all_stops
    assert (stop.gate, stop.span.file) == (Gate.NOTE, f"schemes/{DEMO}")
    assert "没有更正说明" in stop.message
    repository.replace(DEMO, NOTE)
    assert not repository.review().all_stops


def test_an_old_note_that_is_only_reworded_is_no_new_one(repository: Repository) -> None:
    repository.replace(DEMO, NOTE)
    repository.commit()
    repository.replace(DEMO, {**TEXT, **OTHER_NOTE})
    assert gates(repository.review()) == {Gate.NOTE}


@pytest.mark.parametrize(
    "edits",
    [
        {"# 演示数据：机构": "# 演示：机构"},
        {"on: 2025-03-14}": "on: 2025-03-15}"},
        {"防止重留痕、轻实绩": "防止重留痕、輕实绩"},
        {"provenance: {note: 演示数据，": "provenance: {note: 演示用数据，"},
    ],
    ids=["a comment", "the review", "a variant of a character", "where it comes from"],
)
def test_what_no_reader_sees_needs_none(repository: Repository, edits: Mapping[str, str]) -> None:
    repository.replace(DEMO, edits)
    assert Gate.NOTE not in gates(repository.review())


def test_a_time_of_publication_filled_in_needs_none_and_one_altered_does(repository: Repository) -> None:
    stated = "  published_at: 2025-03-17T09:00:00+08:00\n"
    repository.replace(DEMO, {stated: ""})
    repository.commit()
    assert gates(repository.review("HEAD", "HEAD~1")) == set()
    repository.replace(DEMO, {"  generated_on: 2025-03-12\n": "  generated_on: 2025-03-11\n"})
    assert Gate.NOTE in gates(repository.review())


def test_a_draft_needs_none(repository: Repository) -> None:
    repository.replace("demo/sjglj/2026.yml", {"算力统筹和数据要素流通": "算力统筹和数据流通"})
    review = repository.review()
    assert [each.state for each in review.schemes] == [State.CHANGED]
    assert not review.all_stops


@pytest.mark.parametrize(
    ("edits", "why"),
    [({"year: 2025\n": "year: 2025\ndraft: true\n"}, "改回了草稿"), ({"mode: 主动公开": "mode: 不予公开"}, "改成了不予公开")],
)
def test_a_published_scheme_is_not_taken_back(repository: Repository, edits: Mapping[str, str], why: str) -> None:
    repository.replace(DEMO, edits)
    (stop,) = (each for each in repository.review().all_stops if each.gate is Gate.WITHDRAWN)
    assert why in stop.message
    assert "validity: 废止" in stop.help
    assert stop.span.line > 1


def test_a_published_scheme_is_not_deleted_but_marked(repository: Repository) -> None:
    (repository.schemes / ANXI).unlink()
    (stop,) = repository.review().all_stops
    assert (stop.gate, "被删除" in stop.message) == (Gate.WITHDRAWN, True)
    repository.git("checkout", "-q", ".")
    repository.replace(
        ANXI, {"disclosure:\n  mode: 主动公开\n": "disclosure:\n  mode: 主动公开\n  validity: 废止\n  validity_on: 2025-06-18\n"}
    )
    assert gates(repository.review()) == set()


def test_what_was_never_public_may_go(repository: Repository) -> None:
    for file in ("demo/sjglj/2026.yml", "demo/sjglj/2025-anquan.yml"):
        (repository.schemes / file).unlink()
    assert gates(repository.review()) == set()


def test_a_published_scheme_keeps_its_address(repository: Repository) -> None:
    shutil.move(repository.schemes / "anxi/mzj", repository.schemes / "anxi/minzheng")
    (each,) = repository.review().schemes
    assert (each.state, each.changes, each.files) == (State.MOVED, (), (f"schemes/{ANXI}", "schemes/anxi/minzheng/2024.yml"))
    assert {stop.gate for stop in each.stops} == {Gate.WITHDRAWN}
    assert not each.findings.caused
    assert not each.findings.cured


def test_an_attached_file_with_other_bytes_needs_a_note_and_a_table_of_indicators_a_signature(repository: Repository) -> None:
    (repository.schemes / "demo/mzj/2025/luoshi-baobiao.csv").write_text("指标,完成情况\n", encoding="utf-8")
    (each,) = repository.review().schemes
    assert [told.change.message for told in each.changes] == ["附件文件“luoshi-baobiao.csv”的内容改动"]
    assert [stop.gate for stop in each.stops] == [Gate.NOTE]
    repository.replace(DEMO, {"content: report, file": "content: indicators, file"})
    repository.commit()
    (repository.schemes / "demo/mzj/2025/luoshi-baobiao.csv").write_text("指标,分值\n", encoding="utf-8")
    assert Gate.SUBSTANCE in gates(repository.review())


@pytest.mark.parametrize(
    ("level", "spoil", "stopped"),
    [
        ("none", {"format: 1": "format: 7"}, False),
        ("errors", {"format: 1": "format: 7"}, True),
        ("errors", TEXT, False),
        ("notes", TEXT, True),
        ("notes", {**POINTS, **NOTE}, False),
        ("substance", {**POINTS, **NOTE}, True),
        ("substance", {**TEXT, **NOTE}, False),
    ],
)
def test_what_counts_at_each_level(repository: Repository, level: str, spoil: Mapping[str, str], stopped: bool) -> None:
    repository.replace(DEMO, spoil)
    assert bool(stopping(repository.review(), level)) is stopped


def test_each_level_includes_the_one_before() -> None:
    levels = list(LEVELS.values())
    assert all(one < other for one, other in pairwise(levels))


def test_a_number_that_another_agency_has_is_found_among_all_schemes(repository: Repository) -> None:
    text = (repository.schemes / "demo/sjglj/2025.yml").read_text(encoding="utf-8")
    number = next(line.strip() for line in text.splitlines() if "number: 示" in line)
    repository.replace("demo/sjglj/2025.yml", {number: "number: 示民〔2025〕18号"})
    review = repository.review()
    codes = [(found.rule.code, found.span.file) for found in review.caused]
    assert ("R001", "schemes/demo/sjglj/2025.yml") in codes
    repository.commit()
    cured = repository.review("HEAD", "HEAD~1").schemes[0].findings.cured
    assert "R001" in {found.rule.code for found in cured}


def test_a_registry_tells_what_it_does_to_the_schemes_that_lean_on_it(repository: Repository) -> None:
    repository.replace("anxi/mzj/agency.yml", {"name: 安溪县民政局": "name: 安溪县民政厅"})
    review = repository.review()
    assert review.others == ("schemes/anxi/mzj/agency.yml",)
    assert {each.state for each in review.schemes} <= {State.AFFECTED}
    assert review.caused


def test_last_years_scheme_changes_what_this_years_is_compared_with(repository: Repository) -> None:
    repository.replace("demo/mzj/2024.yml", {"name: 在保家庭动态复核": "name: 新设的完全不同的一项工作"})
    changed, affected = sorted(repository.review().schemes, key=lambda each: each.address)
    assert (changed.state, affected.state) == (State.CHANGED, State.AFFECTED)
    assert affected.yearly is not None
    assert affected.yearly.counts[0] != affected.yearly.counts[1]
