"""A file that any calendar takes in (iCalendar, RFC 5545): each entry at its time in London.

An entry is known by its `uid` in every calendar that has taken it in: one of the same name and
a higher `edition` takes its place there, one that is `off` strikes it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from snt_desk.domain import clock

HEAD: Final = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//SNT Desk//Meetings//EN\r\n"
"""How every such file of ours begins."""
_OCTETS: Final = 75
_LONDON: Final = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE""".splitlines()
"""How London has changed its clocks since 1996: who reads the file need not know."""


@dataclass(frozen=True)
class Entry:
    """What a calendar shows: its name, when, where, and words about it; both ends are UTC."""

    uid: str
    edition: int
    title: str
    start: datetime
    end: datetime | None = None
    where: str = ""
    about: str = ""
    off: bool = False


def written(called: str, marking: str, entries: Sequence[Entry], now: datetime) -> str:
    """Write the entries as such a file; `called` names the calendar, `now` is when it is made."""
    lines = [
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(called)}",
        f"X-WR-CALDESC:{_text(marking)}",
        *_LONDON,
        *(line for one in entries for line in _entry(one, marking, now)),
        "END:VCALENDAR",
    ]
    return HEAD + "".join(f"{_folded(line)}\r\n" for line in lines)


def _entry(one: Entry, marking: str, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(one.uid)}"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"SEQUENCE:{one.edition}"
    yield f"SUMMARY:{_text(one.title)}"
    yield f"DTSTART{_moment(one.start)}"
    if one.end is not None:
        yield f"DTEND{_moment(one.end)}"
    if one.where:
        yield f"LOCATION:{_text(one.where)}"
    yield f"DESCRIPTION:{_text(chr(10).join(filter(None, (marking, one.about))))}"
    if one.off:
        yield "STATUS:CANCELLED"
    yield "END:VEVENT"


def _moment(instant: datetime) -> str:
    """Write an instant by the wall; in UTC where the wall would be read as another one."""
    at = clock.local(instant)
    if clock.london(at.year, at.month, at.day, at.hour, at.minute) != instant:
        return f":{_utc(instant)}"
    return f";TZID=Europe/London:{at:%Y%m%dT%H%M%S}"


def _utc(instant: datetime) -> str:
    return f"{instant:%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Write words so that they are read as such, whatever signs are in them."""
    plain = re.sub(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", words)
    plain = re.sub(r"[^\S\n]", " ", plain)
    plain = "".join(one for one in plain if one == "\n" or one.isprintable())
    return re.sub(r"([\\;,])", r"\\\1", plain).replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line after 75 octets, and within no letter."""
    parts, room = [""], _OCTETS
    for letter in line:
        room -= len(letter.encode())
        if room < 0:
            parts.append("")
            # The space that begins a line counts.
            room = _OCTETS - 1 - len(letter.encode())
        parts[-1] += letter
    return "\r\n ".join(parts)
