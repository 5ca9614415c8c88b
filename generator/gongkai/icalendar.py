"""Days with a meaning → iCalendar (RFC 5545): all-day events, which a person subscribes to or puts into a calendar of their own.

The same events give the same bytes: the time stamp is the day on which the source last changed, the identifier follows from what it names.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

LINE = 75
"""The most octets in a line (RFC 5545 3.1); what is longer goes on after a line break and a space."""


class Event(Struct, frozen=True, kw_only=True, gc=False):
    """From the `first` to the `last` day, both included; `id` is as lasting as what it stands for, `changed` the day it was last written.

    `details` may have lines; `url` is empty where no absolute address is known.
    """

    id: str
    changed: date
    first: date
    last: date
    summary: str
    details: str = ""
    url: str = ""


def calendar_file(name: str, events: Iterable[Event]) -> bytes:
    """A whole `.ics` file; `name` is shown by the reader's program."""
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//gongkai//gongkai//ZH",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    )
    lines = [*map(folded, head), *(line for each in events for line in _event(each)), b"END:VCALENDAR", b""]
    return b"\r\n".join(lines)


def _event(each: Event) -> Iterator[bytes]:
    yield (
        f"BEGIN:VEVENT\r\nUID:{each.id}\r\nDTSTAMP:{_basic(each.changed)}T000000Z\r\n"
        f"DTSTART;VALUE=DATE:{_basic(each.first)}\r\nDTEND;VALUE=DATE:{_day_after(each.last)}"
    ).encode()
    yield folded(f"SUMMARY:{_escaped(each.summary)}")
    if each.details:
        yield folded(f"DESCRIPTION:{_escaped(each.details)}")
    if each.url:
        yield folded(f"URL:{each.url}")
    yield b"TRANSP:TRANSPARENT\r\nEND:VEVENT"


def folded(line: str) -> bytes:
    """A content line in UTF-8, folded into lines of at most 75 octets, never inside a character."""
    content = line.encode()
    if len(content) <= LINE:
        return content
    parts, start, room = [], 0, LINE
    while len(content) - start > room:
        end = start + room
        while content[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        parts.append(content[start:end])
        start, room = end, LINE - 1  # the space that begins the next line counts
    return b"\r\n ".join((*parts, content[start:]))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


@lru_cache(maxsize=4096)
def _basic(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


@lru_cache(maxsize=4096)
def _day_after(day: date) -> str:
    return _basic(day + timedelta(1))
