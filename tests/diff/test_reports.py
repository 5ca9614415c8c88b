"""The reports of a comparison: golden ones of one branch with changes of many sorts, and what no scheme may do to them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from conftest import Golden
from diff.repositories import DEMO, Repository
from diff.story import branch
from gongkai.diff import FORMATS, Review, renderer
from gongkai.diff.report.markdown import LIMIT, MARK

FORGE_LIMIT = 65_536
ENDINGS = {"terminal": "txt", "markdown": "md", "json": "json", "html": "html"}
_HASH = re.compile(r"（[0-9a-f]{7}）")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Review:
    repository = Repository(tmp_path_factory.mktemp("story"))
    branch(repository)
    review = repository.review("main", "2025修订")
    return replace(review, before=_HASH.sub("（1a2b3c4）", review.before), after=_HASH.sub("（5d6e7f8）", review.after))


@pytest.mark.parametrize("form", FORMATS)
def test_a_branch_with_changes_of_many_sorts(story: Review, golden: Golden, form: str) -> None:
    golden(f"story.{ENDINGS[form]}", _ANSI.sub("", renderer(form)(story, "notes")))


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_changed(repository: Repository, golden: Golden, form: str) -> None:
    review = replace(repository.review(), before="main（1a2b3c4）")
    golden(f"nothing.{ENDINGS[form]}", _ANSI.sub("", renderer(form)(review, "notes")))


def test_a_comment_begins_with_its_mark_and_nothing_in_it_is_markup_of_a_scheme(story: Review) -> None:
    text = renderer("markdown")(story, "notes")
    assert text.startswith(f"{MARK}\n")
    assert "@all" not in text
    assert "<script" not in text
    assert "http://" not in text
    assert "13800138000" not in text
    assert set(re.findall(r"<[^>]*>", text)) == {
        MARK,
        "<del>",
        "</del>",
        "<ins>",
        "</ins>",
        "<details>",
        "<summary>",
        "</summary>",
        "</details>",
    }


def test_a_page_has_no_script_no_foreign_request_and_every_tag_closed(story: Review) -> None:
    text = renderer("html")(story, "notes")
    assert not re.search(r"<script|<link|src=|@import|url\(", text)
    assert "13800138000" not in text
    for tag in ("section", "table", "tbody", "tr", "th", "td", "ul", "ol", "li", "del", "ins", "p", "span", "b"):
        assert len(re.findall(rf"<{tag}[ >]", text)) == text.count(f"</{tag}>"), tag


def test_json_holds_the_same_changes(story: Review) -> None:
    told = json.loads(renderer("json")(story, "notes"))
    assert [len(each["changes"]) for each in told["schemes"]] == [len(each.changes) for each in story.schemes]
    assert {change["side"] for each in told["schemes"] for change in each["changes"]} == {"before", "after"}
    assert "13800138000" not in json.dumps(told)


@pytest.mark.parametrize("times", [40, 2000])
def test_a_comment_stays_below_what_forges_take_and_says_what_it_leaves_out(story: Review, times: int) -> None:
    first, *rest = story.schemes
    many = replace(story, schemes=(replace(first, changes=first.changes * times), *rest * times), others=story.schemes[0].files * times)
    text = renderer("markdown")(many, "notes")
    assert LIMIT / 2 < len(text) <= LIMIT < FORGE_LIMIT
    assert "没有列出" in text
    assert "份方案没有列出" in text
    assert text.count("<details>") == text.count("</details>")


def test_the_longest_words_of_markup_do_not_burst_a_comment(story: Review) -> None:
    each = story.schemes[0]
    nasty = "*[]<>@#" * 2000
    changes = tuple(replace(told, change=replace(told.change, about=nasty, old=nasty, new=f"{nasty}!")) for told in each.changes)
    stops = tuple(replace(stop, message=nasty, help=nasty) for stop in each.stops * 9)
    worst = replace(each, title=nasty, agency=nasty, files=(nasty, nasty), changes=changes, stops=stops)
    text = renderer("markdown")(replace(story, before=nasty, after=nasty, others=(nasty,) * 50, schemes=(worst,) * 30), "substance")
    assert len(text) <= FORGE_LIMIT


def test_colours_are_for_who_watches_and_files_are_plain(repository: Repository, tmp_path: Path) -> None:
    repository.replace(DEMO, {"累计扣分不超过5分": "累计扣分不超过6分"})
    command = [sys.executable, "-c", "from gongkai.cli import main; main()", "diff", "HEAD"]
    piped = subprocess.run(command, cwd=repository.top, capture_output=True, text=True, check=False, timeout=60)
    assert (piped.returncode, "\x1b" in piped.stdout, piped.stderr) == (1, False, "")
    written = subprocess.run(
        [*command, "--output", str(tmp_path / "a.txt")], cwd=repository.top, capture_output=True, text=True, check=False
    )
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == piped.stdout
    assert written.stdout.startswith("1 份方案有改动")
    refused = subprocess.run([*command, "--output", "schemes/a.yml"], cwd=repository.top, capture_output=True, text=True, check=False)
    assert (refused.returncode, "会覆盖方案" in refused.stderr) == (2, True)
