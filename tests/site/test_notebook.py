"""What agencies noted outlives a build, and a file of it that is not the one that was left is not believed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.site.cache import CACHE
from gongkai.site.notebook import Notebook, read_notes_file
from small_site import Project


def test_notes_of_agencies_made_anew_join_those_that_were_kept(tmp_path: Path) -> None:
    first = Notebook(tmp_path)
    first.add("jia/mzj", {"calendar": b"1", "data": b"x"})
    first.add("jia/kjj", {"calendar": b"2"})
    first.stage("calendar", first.gather("calendar", ["jia/kjj", "jia/mzj"]))
    first.commit()
    second = Notebook(tmp_path)
    second.add("jia/mzj", {"calendar": b"3"})
    notes = second.gather("calendar", ["jia/kjj", "jia/mzj"])
    assert list(notes.items()) == [("jia/kjj", b"2"), ("jia/mzj", b"3")]
    second.stage("calendar", notes)
    stamps = second.stamps
    assert read_notes_file(tmp_path / "calendar")["jia/mzj"] == b"1", "until the site stands, the last notes do"
    second.commit()
    assert read_notes_file(tmp_path / "calendar") == notes
    assert Notebook(tmp_path).stamps == stamps


@pytest.mark.parametrize("harm", [lambda file: file.unlink(), lambda file: file.write_bytes(b"?")])
def test_notes_that_are_lost_or_altered_are_made_again(project: Project, harm: Callable[[Path], object]) -> None:
    project.build()
    (file,) = Path(project.rendered.settings.root, CACHE).glob("*.notes/overview")
    harm(file)
    project.scheme("jia/mzj/2023", work=40)
    assert project.build().done
    project.build(destination=project.root / "once")
    assert project.built() == project.built(project.root / "once")
