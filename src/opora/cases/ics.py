"""A calendar as text for other programs (iCalendar, RFC 5545): lines, folding, escaping, times in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

PRODUCT = "-//Opora//Calendar//EN"
LONGEST_LINE = 75  # octets without the line break (3.1)
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Entry:
    """One event; `revision` grows with each change, so that a reader follows it."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    written_at: datetime
    summary: str
    revision: int
    is_cancelled: bool


def written(entries: Iterable[Entry], *, name: str) -> bytes:
    """The whole calendar, in the octets that are sent."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for entry in entries for line in _event(entry)),
        "END:VCALENDAR",
    ]
    return b"".join(part for line in lines for part in _folded(line))


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{_utc(entry.written_at)}"
    yield f"LAST-MODIFIED:{_utc(entry.written_at)}"
    yield f"DTSTART:{_utc(entry.starts_at)}"
    yield f"DTEND:{_utc(entry.ends_at)}"
    yield f"SUMMARY:{_text(entry.summary)}"
    yield f"SEQUENCE:{entry.revision}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    return words.translate(ESCAPED)


def _folded(line: str) -> Iterator[bytes]:
    """A long line goes on behind a blank; no letter is cut in two, whatever octets it takes."""
    part, room = b"", LONGEST_LINE
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > room:
            yield part + b"\r\n "
            part, room = b"", LONGEST_LINE - 1  # the blank counts
        part += octets
    yield part + b"\r\n"
