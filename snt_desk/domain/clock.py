"""Time as a police station keeps it: London on the wall, UTC underneath.

The only module that knows a time zone. Instants are aware UTC datetimes to the
minute everywhere else; days and months are the local ones.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LONGEST_STRETCH = 16 * 60
"""Minutes: a longer leg, duty, meeting or event is a slip (formats.md §1, bounds)."""
FIRST_YEAR, LAST_YEAR = 1900, 2199


class ClockError(ValueError):
    """A time that cannot be read, never was, or was twice; says which in a sentence."""


@dataclass(frozen=True)
class Span:
    """A stretch of time; both ends aware, the end after the start."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """Real minutes, whatever the clocks did in between."""
        return minutes_between(self.start, self.end)

    def within(self, other: Span) -> Span | None:
        """Give the part that lies inside the other span, if any does."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month of Europe/London."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `2026-10`; raises ClockError for anything else."""
        year, _, number = text.partition("-")
        if not re.fullmatch(r"\d{4}-\d\d", text, re.ASCII):
            raise ClockError(f"“{text}” is not a month. Write it as 2026-10.")
        if not 1 <= int(number) <= 12:
            raise ClockError(f"“{text}” is not a month: the months are 01 to 12.")
        _refuse_far_years(text, int(year))
        return cls(int(year), int(number))

    @classmethod
    def of(cls, day: date) -> Month:
        """Say in which month a day lies."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    def plus(self, months: int) -> Month:
        """Count months on, or back if negative."""
        years, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(years, number + 1)

    @property
    def first(self) -> date:
        """The 1st."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def days(self) -> tuple[date, ...]:
        """Every day, in order."""
        return tuple(self.first + DAY * n for n in range(self.last.day))

    @property
    def span(self) -> Span:
        """From 00:00 on the 1st to 00:00 on the next month's 1st, in UTC."""
        return Span(midnight(self.first), midnight(self.plus(1).first))

    @property
    def shown(self) -> str:
        """As people say it: `October 2026`."""
        return f"{calendar.month_name[self.number]} {self.year}"


@dataclass(frozen=True)
class Days:
    """Some days of Europe/London, the first and the last included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @property
    def span(self) -> Span:
        """From 00:00 on the first to 00:00 after the last, in UTC."""
        return Span(midnight(self.first), midnight(self.last + DAY))


def now() -> datetime:
    """Ask the computer for the present moment, UTC, to the second: the only place that does."""
    return datetime.now(UTC).replace(microsecond=0)


def this_minute() -> datetime:
    """Ask for the present minute, UTC."""
    return now().replace(second=0)


def today() -> date:
    """Say which day it is in London."""
    return local_day(now())


def london(  # a wall clock has five hands
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, *, fold: int = 0
) -> datetime:
    """Give the UTC instant of a wall-clock time that was; `fold=1` is its second coming."""
    wall = datetime(year, month, day, hour, minute, tzinfo=LONDON, fold=fold)
    return wall.astimezone(UTC)


@lru_cache(maxsize=8192)
def midnight(day: date) -> datetime:
    """Give the UTC instant at which a London day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)


def local(instant: datetime) -> datetime:
    """Put an instant on the London wall."""
    return instant.astimezone(LONDON)


def local_day(instant: datetime) -> date:
    """Say on which London day an instant falls."""
    return instant.astimezone(LONDON).date()


@lru_cache(maxsize=512)
def summer_time(year: int) -> Span | None:
    """Say from when until when of a year London is an hour before UTC; None if it never is."""
    first = datetime(year, 1, 1, tzinfo=UTC)
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    midnights = [first + day * DAY for day in range(days + 1)]
    ahead = [one for one in midnights if _is_summer(one)]
    if not ahead:
        return None
    # The clocks change at an hour of the night before, or of the night after.
    start = next(one for n in range(24, -1, -1) if _is_summer(one := ahead[0] - n * HOUR))
    after = (ahead[-1] + number * HOUR for number in range(1, 25))
    return Span(start, next((one for one in after if not _is_summer(one)), ahead[-1] + DAY))


def _is_summer(instant: datetime) -> bool:
    return local(instant).utcoffset() == HOUR


def minutes_between(start: datetime, end: datetime) -> int:
    """Count real minutes; both aware. UTC first: Python subtracts within a zone by the wall."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds()) // 60


def add_months(day: date, months: int) -> date:
    """Count calendar months on (or back), clamped to a real day: 31 January + 1 is 28 February."""
    month = Month.of(day).plus(months)
    return date(month.year, month.number, min(day.day, month.last.day))


@lru_cache(maxsize=65536)
def read_instant(text: str) -> datetime:
    """Read an instant of a data package (formats.md, common rules), to aware UTC.

    `2026-10-25T01:30+01:00`; without an offset the time is Europe/London. Raises
    ClockError, with the readings named, for one that was twice or never.
    """
    # Python alone also reads weeks, times without colons and, from 3.13, 24:00.
    if not _INSTANT.fullmatch(text):
        raise ClockError(_NOT_AN_INSTANT.format(text))
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ClockError(_NOT_AN_INSTANT.format(text)) from None
    if found.second or found.microsecond:
        raise ClockError(f"“{text}” has seconds. Write times to the minute.")
    _refuse_far_years(text, found.year)
    instant = (wall_time(found) if found.tzinfo is None else found).astimezone(UTC)
    _refuse_far_years(text, instant.year)
    return instant


_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\dT(?!24)\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
_NOT_AN_INSTANT = "“{}” is not a time. Write it as 2026-10-25T01:30+01:00."


def wall_time(naive: datetime) -> datetime:
    """Place a wall-clock time on the UTC time line; raises ClockError if it was twice or never."""
    first = naive.replace(tzinfo=LONDON, fold=0)
    second = naive.replace(tzinfo=LONDON, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    shown = f"{naive:%H:%M} on {long_day(naive.date())}"
    if first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != naive:
        raise ClockError(f"{shown} never was: the clocks went forward over it.")
    readings = " or ".join(_with_offset(one) for one in (first, second))
    raise ClockError(f"{shown} was twice, because the clocks went back. Write {readings}.")


def _with_offset(instant: datetime) -> str:
    return instant.astimezone(LONDON).isoformat(timespec="minutes")


def write_instant(instant: datetime) -> str:
    """Write an instant as the data package has it: London time with its offset."""
    moment = instant if instant.tzinfo is UTC else instant.astimezone(UTC)
    written = _written_hours(moment.date())[moment.hour]
    return written[:_MINUTES] + _TWO_DIGITS[moment.minute] + written[_MINUTES:]


_MINUTES = len("2026-10-25T01:")
_TWO_DIGITS = tuple(f"{number:02}" for number in range(60))


@lru_cache(maxsize=8192)
def _written_hours(day: date) -> tuple[str, ...]:
    """How the hours of a UTC day are written, without their minutes; offsets change on the hour."""
    first = datetime(day.year, day.month, day.day, tzinfo=UTC)
    hours = (_with_offset(first + number * HOUR) for number in range(24))
    return tuple(hour[:_MINUTES] + hour[_MINUTES + 2 :] for hour in hours)


@lru_cache(maxsize=8192)
def read_date(text: str) -> date:
    """Read `2026-10-25`; raises ClockError for anything else."""
    if len(text) == len("2026-10-25") and text[4] == text[7] == "-":
        try:
            found = date.fromisoformat(text)
        except ValueError:
            pass
        else:
            _refuse_far_years(text, found.year)
            return found
    raise ClockError(f"“{text}” is not a date. Write it as 2026-10-25.")


def _refuse_far_years(text: str, year: int) -> None:
    # A slip of the keyboard, and sums of months near year 1 or 9999 have no answer.
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ClockError(f"“{text}” is too far away: years go from {FIRST_YEAR} to {LAST_YEAR}.")


def long_day(day: date) -> str:
    """A day in full: `Sun 22 Nov 2026`."""
    return f"{short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """A day in a table: `Sun 22 Nov`."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month]}"


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("", *(calendar.month_name[n][:3] for n in range(1, 13)))


def wall(instant: datetime) -> str:
    """The time on the wall: `22:15`."""
    at = local(instant)
    return f"{at.hour:02}:{at.minute:02}"


def hours(minutes: int) -> str:
    """A length in a column: `3:25`."""
    return f"{minutes // 60}:{minutes % 60:02}"


def hours_long(minutes: int) -> str:
    """A length in a sentence: `3 h 25 min`."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole:,} h {rest} min" if rest else f"{whole:,} h"


def read_moment(text: str) -> datetime:
    """Read a UTC time stamp that the program wrote (`isoformat`); raises ClockError."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ClockError(f"“{text}” is not a time stamp.") from None
    if found.tzinfo is None:
        raise ClockError(f"“{text}” does not say its time zone.")
    return found.astimezone(UTC)
