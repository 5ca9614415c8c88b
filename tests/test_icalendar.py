"""iCalendar files as RFC 5545 wants them, read back by a reader that is not ours."""

from datetime import date, datetime, timedelta, timezone

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from gongkai.icalendar import LINE, Event, calendar_file, folded
from gongkai.lasting import lasting_uuid

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), max_size=200)
EVENT = Event(id="1", changed=date(2024, 9, 27), first=date(2024, 12, 19), last=date(2024, 12, 20), summary="报送自评报告")


@given(WORDS.map(lambda words: f"SUMMARY:{words}"))
def test_lines_are_folded_by_octets_and_never_inside_a_character(line: str) -> None:
    parts = folded(line).split(b"\r\n")
    assert all(len(part) <= LINE for part in parts)
    assert all(part.startswith(b" ") for part in parts[1:])
    unfolded = "".join(part.decode() if number == 0 else part.decode()[1:] for number, part in enumerate(parts))
    assert unfolded == line


def test_a_line_is_as_long_as_allowed() -> None:
    assert folded("A" * 75) == b"A" * 75
    assert folded("A" * 76) == b"A" * 75 + b"\r\n A"
    assert [len(part) for part in folded("民" * 60).split(b"\r\n")] == [75, 73, 34]


@given(WORDS, st.lists(WORDS, max_size=3).map("\n".join))
def test_another_reader_gets_the_words_back(summary: str, details: str) -> None:
    content = calendar_file(
        "名称", [Event(id="1", changed=date(2024, 1, 1), first=date(2024, 2, 29), last=date(2024, 2, 29), summary=summary, details=details)]
    )
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(event["SUMMARY"]) == summary
    assert str(event.get("DESCRIPTION", "")) == details


def test_the_file_is_what_the_standard_asks() -> None:
    content = calendar_file("示例县，日程", [EVENT])
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert content.endswith(b"END:VCALENDAR\r\n")
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.errors == []
    assert (calendar["VERSION"], calendar["CALSCALE"], str(calendar["NAME"])) == ("2.0", "GREGORIAN", "示例县，日程")
    assert calendar["PRODID"]
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2024, 12, 19), date(2024, 12, 21))
    assert event.decoded("DTSTAMP") == datetime(2024, 9, 27, tzinfo=timezone(timedelta(0)))
    assert event["TRANSP"] == "TRANSPARENT"
    assert "URL" not in event


def test_the_same_events_give_the_same_bytes() -> None:
    assert calendar_file("一", [EVENT]) == calendar_file("一", [EVENT])


def test_a_lasting_name_is_a_uuid_and_tells_things_apart() -> None:
    one = lasting_uuid("安溪县", "民政局")
    assert one == lasting_uuid("安溪县", "民政局")
    assert one != lasting_uuid("安溪县民政局")
    assert one[14] == "5"
    assert one[19] in "89ab"
    assert [len(part) for part in one.split("-")] == [8, 4, 4, 4, 12]
