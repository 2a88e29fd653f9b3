"""A day with a time after it, as surveys stamp their answers (formats.md §2).

Without a zone the time is London's. With one it is that instant, and the day is London's at
it: half past eleven on a summer evening in UTC is the next day here.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final, NamedTuple

from snt_desk.domain import clock
from snt_desk.domain.clock import MINUTE
from snt_desk.domain.sheet.grid import Value
from snt_desk.domain.sheet.times import LONGEST, SheetError, read_day

_OFFSET: Final = r"[+-]\d\d:?\d\d"
_STAMPED: Final = re.compile(
    r"(?P<day>.+?)(?P<between>[\s,]+|(?<=\d)T(?=\d))"
    r"(?P<time>(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?P<part>\.\d+)?)?"
    r"(?:\s*(?P<half>[AP])\.?M\.?)?)"
    rf"(?:\s*(?P<named>Z|BST|(?:GMT|UTC)(?:[+-]\d{{1,2}}|{_OFFSET})?)|(?P<bare>\s?{_OFFSET}))?",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(r"([+-])(\d{1,2}):?(\d\d)?")
_FARTHEST: Final = 14 * 60
_HOW: Final = "Write the day alone, as 22/11/2026."


class Stamp(NamedTuple):
    """A day, and the time of day that it was stamped with: that only tells two apart."""

    day: date
    at: str


def read_stamped(value: Value) -> Stamp | date | None:
    """Read a cell that holds a day, perhaps with a time of day; None if empty. SheetError."""
    if isinstance(value, datetime) and value.time() != time():
        return Stamp(read_day(value.date()) or value.date(), f"{value:%H:%M:%S.%f}")
    said = value.strip() if isinstance(value, str) else ""
    found = _STAMPED.fullmatch(said) if len(said) <= LONGEST else None
    if found is None or _is_span(found):
        return read_day(value)
    day = read_day(found["day"])
    if day is None:
        return read_day(value)
    offset = _offset(found)
    if offset is None:
        return Stamp(day, found["time"].casefold())
    return _at_instant(found, day, offset)


def _is_span(found: re.Match[str]) -> bool:
    """Whether what follows the time may be another time: `10:00-11:00` is no zone."""
    return found["bare"] is not None and found["second"] is None and found["between"] not in "Tt"


def _offset(found: re.Match[str]) -> timedelta | None:
    """Say how far the zone is ahead of UTC; None where no zone is said. SheetError."""
    said = (found["named"] or found["bare"] or "").strip().casefold()
    if not said:
        return None
    if said == "bst":
        return 60 * MINUTE
    signed = _SIGNED.search(said)
    if signed is None:
        return timedelta()
    minutes = int(signed[2]) * 60 + int(signed[3] or 0)
    if minutes > _FARTHEST or int(signed[3] or 0) > 59:
        raise SheetError(f"“{found[0]}” is in a zone that there is not. {_HOW}")
    return minutes * MINUTE * (1 if signed[1] == "+" else -1)


def _at_instant(found: re.Match[str], day: date, offset: timedelta) -> Stamp:
    hour, half = int(found["hour"]), (found["half"] or "").casefold()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        wall = time(hour, int(found["minute"]), int(found["second"] or 0))
        instant = datetime.combine(day, wall, timezone(offset)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise SheetError(f"“{found[0]}” has a time that there is not. {_HOW}") from None
    here = clock.local_day(instant)
    return Stamp(read_day(here) or here, f"{instant:%H:%M:%S}{found['part'] or ''}z")
