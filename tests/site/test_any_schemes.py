"""Whatever schemes an agency has, a preview of them is built whole: no error in any page, no dead link, search and lists included."""

import shutil

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.model import Agency, Region, Scheme
from gongkai.source.emit import emit
from small_site import Project
from strategies import agencies, regions, schemes

OWN_FAULT = "有重复的 id："
"""An id that two components or two rows share is an error of the file, which is never published."""


@given(st.lists(schemes(), min_size=2, max_size=3), regions(), agencies())
@settings(max_examples=30, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.function_scoped_fixture])
def test_no_schemes_break_a_preview(project: Project, three: list[Scheme], region: Region, agency: Agency) -> None:
    shutil.rmtree(project.schemes)
    folder = project.schemes / "jia" / "mzj"
    folder.mkdir(parents=True)
    (folder.parent / "region.yml").write_text(emit(region), encoding="utf-8")
    (folder / "agency.yml").write_text(emit(agency), encoding="utf-8")
    for year, scheme in enumerate(three, 2022):
        public = msgspec.structs.replace(scheme.disclosure, mode="主动公开")
        same = msgspec.structs.replace(scheme, year=year, draft=False, disclosure=public)
        (folder / f"{year}.yml").write_text(emit(same), encoding="utf-8")
    report = project.build(preview=True)
    assert [each for each in report.problems if OWN_FAULT not in each] == []
    assert (project.site / "jia" / "mzj" / "2022" / "scores.html").exists()
