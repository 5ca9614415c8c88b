"""What is packed is what the standard library, and everybody else, unpacks."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from hypothesis import given
from hypothesis import strategies as st

from gongkai.exchange.zipped import packed, packed_once, zipped


@given(st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), st.binary(max_size=200)))
def test_everything_comes_out_as_it_went_in(files: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(zipped((name, packed(content)) for name, content in files.items()))) as archive:
        assert archive.testzip() is None
        assert [(each.orig_filename, archive.read(each)) for each in archive.infolist()] == list(files.items())


def test_content_is_deflated_where_that_makes_it_shorter() -> None:
    with ZipFile(BytesIO(zipped([("a", packed(b"a" * 99)), ("b", packed(b"ab")), ("c", packed_once(b""))]))) as archive:
        assert [each.compress_type for each in archive.infolist()] == [ZIP_DEFLATED, ZIP_STORED, ZIP_STORED]
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.external_attr >> 16 for each in archive.infolist()} == {0o100644}


def test_a_package_in_a_package_stays_as_it_is() -> None:
    inner = zipped([("a", packed(b"a" * 99)), ("b", packed(b"a" * 99))])
    assert packed(inner).data == inner
