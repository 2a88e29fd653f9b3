"""What people type for a day, a time or a length, and what it means (ux.md, dates and times).

Day before month, always. Nothing is guessed: what could mean two things is refused in a
sentence that says what to write.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, LONDON, ClockError

_NEAR: Final = {"": 0, "t": 0, "today": 0, "tomorrow": 1, "yesterday": -1}
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_DAY = re.compile(
    r"(?:[a-z]{3,9}\s+)?(\d{1,2})(?:(?:\s*[/.-]\s*|\s+)(\d{1,2}|[a-z]{3,9})"
    r"(?:(?:\s*[/.-]\s*|\s+)(\d{2}|\d{4}))?)?"
)
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?\s*(gmt|bst)?")
_MOST_DAYS_BACK = 31


class TwiceError(ClockError):
    """A time that was twice, in the night when the clocks go back: `at` on the wall."""

    def __init__(self, day: date, at: time) -> None:
        """Say which, and what to write."""
        super().__init__(
            f"{at:%H:%M} on {clock.long_day(day)} was twice, because the clocks went back."
            f" Write {at:%H%M} BST or {at:%H%M} GMT."
        )
        self.at = at


def read_day(text: str, today: date) -> date:
    """Read a day as typed: `t`, `tomorrow`, `-`, `+2`, `12`, `fri`, `27/3`, `27 March 2026`, ISO.

    A day without its month is the latest of that number up to today; a weekday the
    latest up to today; a day without its year the nearest to today. Raises ClockError.
    """
    said = text.strip().casefold()
    if said in _NEAR:
        return today + DAY * _NEAR[said]
    if re.fullmatch(r"[+-]\d{0,3}", said):
        return today + DAY * int(said if len(said) > 1 else said + "1")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
        return clock.read_date(said)
    if said[:3] in _WEEKDAYS and said.isalpha():
        return today - DAY * ((today.weekday() - _WEEKDAYS.index(said[:3])) % 7)
    if found := _DAY.fullmatch(said):
        try:
            return _named_day(today, found[1], found[2], found[3])
        except ValueError:
            pass
    raise ClockError(f"“{text}” is not a day. Write it as 27/3, 27 March or fri.")


def read_day_ahead(text: str, today: date) -> date:
    """Read a day that lies ahead, such as when something is due; otherwise like `read_day`.

    A weekday, or a day without its month, is the next one after today; a day without its
    year is not more than a month past. Raises ClockError.
    """
    day = read_day(text, today)
    said = text.strip().casefold()
    if said[:3] in _WEEKDAYS and said.isalpha():
        return day + 7 * DAY
    found = _DAY.fullmatch(said)
    if found is None or found[3] is not None:
        return day
    if found[2] is None:
        return next(one for one in (today + DAY * n for n in range(1, 63)) if one.day == day.day)
    return clock.add_months(day, 12) if day < clock.add_months(today, -1) else day


def _named_day(today: date, day: str, month: str | None, year: str | None) -> date:
    if month is None:
        return _latest(today, int(day))
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1
    if year is not None:
        found = date(int(year) if len(year) == 4 else 2000 + int(year), number, int(day))
        return clock.read_date(found.isoformat())
    this_years = date(today.year, number, int(day))
    far = this_years > clock.add_months(today, 6)
    return date(today.year - 1, number, int(day)) if far else this_years


def _latest(today: date, number: int) -> date:
    for back in range(_MOST_DAYS_BACK + 31):
        day = today - DAY * back
        if day.day == number:
            return day
    raise ValueError(number)


def read_time(text: str) -> tuple[time, str | None]:
    """Read a time as typed: `930`, `9.30`, `2215`, `10.15pm`; with BST or GMT if said so.

    Raises ClockError.
    """
    found = _TIME.fullmatch(text.strip().casefold())
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[3] == "pm" else 0)
        if (hour < 24 and minute < 60) and not (found[3] and int(found[1]) > 12):
            return time(hour, minute), found[4]
    raise ClockError(f"“{text}” is not a time. Write it as 2215, 22:15 or 10.15pm.")


def read_start(day: date, text: str) -> datetime:
    """Place a typed time on a day; aware UTC. Raises ClockError, also if it was twice or never."""
    at, zone = read_time(text)
    return _placed(day, at, zone)


def read_end(start: datetime, text: str) -> datetime:
    """Read a typed end: a time, on the next day if it is not after the start, or `+90` minutes.

    Raises ClockError; 16 hours and more are left to the draft's own problems.
    """
    said = text.strip()
    if re.fullmatch(r"\+\s*\d{1,4}", said):
        return start + timedelta(minutes=int(said[1:]))
    at, zone = read_time(said)
    day = clock.local_day(start)
    if _is_over(day, at, start):
        return _placed(day + DAY, at, zone)
    end = _placed(day, at, zone)
    return end if end > start else _placed(day + DAY, at, zone)


def _is_over(day: date, at: time, start: datetime) -> bool:
    """Whether a time of the day is before the start however it is read: twice, or never."""
    naive = datetime.combine(day, at)
    readings = (naive.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    return all(clock.read_moment(one.isoformat()) < start for one in readings)


def _placed(day: date, at: time, zone: str | None) -> datetime:
    naive = datetime.combine(day, at)
    if zone is None:
        try:
            return clock.wall_time(naive)
        except ClockError as error:
            if "twice" in str(error):
                raise TwiceError(day, at) from None
            later = (naive.replace(tzinfo=LONDON, fold=0).astimezone(UTC)).astimezone(LONDON)
            raise ClockError(
                f"{at:%H:%M} on {clock.long_day(day)} never was: the clocks went forward."
                f" Write {later:%H%M}, as they showed then."
            ) from None
    for fold in (0, 1):
        placed = naive.replace(tzinfo=LONDON, fold=fold)
        if (placed.tzname() or "").casefold() == zone:
            return clock.read_moment(placed.isoformat())
    raise ClockError(f"{at:%H:%M} on {clock.long_day(day)} is not in {zone.upper()}.")


def understood(start: datetime, end: datetime, *, ends: str = "back on") -> str:
    """Say a stretch back: its length, the day it ends if another, and what the clocks did.

    `3 h 25 min, back on Mon 23 Nov`; `22:00 to 06:00, clocks go back: 9 h`. `ends` are the
    words before that day.
    """
    minutes = clock.minutes_between(start, end)
    length = clock.hours_long(minutes)
    by_the_wall = clock.local(end).replace(tzinfo=None) - clock.local(start).replace(tzinfo=None)
    shift = minutes - int(by_the_wall.total_seconds()) // 60
    if shift:
        way = "back" if shift > 0 else "forward"
        return f"{clock.wall(start)} to {clock.wall(end)}, clocks go {way}: {length}"
    if clock.local_day(end) != clock.local_day(start):
        return f"{length}, {ends} {clock.short_day(clock.local_day(end))}"
    return length
