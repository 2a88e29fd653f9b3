"""The year of the demo: which days it has, and which of them are special.

From the 1st of the month a year before the demo's day to four weeks after that day.
Terms and bank holidays are worked out, as they fall in most years; a demo needs no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache

from snt_desk.domain import clock
from snt_desk.domain.clock import DAY, Month

WEEK = 7 * DAY
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
_DAYS_AHEAD = 28


@dataclass(frozen=True)
class Year:
    """The stretch of days that a demo made on `today` tells of; `made` is when, if it is known."""

    today: date
    made: datetime | None = None

    @property
    def month(self) -> Month:
        """The month that is running."""
        return Month.of(self.today)

    @cached_property
    def first(self) -> date:
        """The first day with records: the 1st, twelve months before the running month."""
        return self.month.plus(-12).first

    @property
    def ahead(self) -> date:
        """The last day for which duties, leave and meetings are known."""
        return self.today + _DAYS_AHEAD * DAY

    @cached_property
    def moment(self) -> datetime:
        """The instant at which the demo stands: what was done is done before it.

        12:15, so that the same day gives the same records; of a demo that is made earlier
        in the day, when it was made.
        """
        noon = at(self.today, 12, 15)
        return noon if self.made is None else min(noon, self.made)

    @cached_property
    def past(self) -> tuple[date, ...]:
        """Every day that has records, the demo's day included."""
        return days(self.first, self.today)

    @cached_property
    def rostered(self) -> tuple[date, ...]:
        """Every day for which there is a roster."""
        return days(self.first, self.ahead)

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The twelve months before the running one, and that."""
        return tuple(self.month.plus(n) for n in range(-12, 1))

    @cached_property
    def calendar_years(self) -> range:
        """Every calendar year that it touches."""
        return range(self.first.year, self.ahead.year + 1)

    @cached_property
    def clock_nights(self) -> tuple[date, ...]:
        """The evenings before the clocks change (the change is after midnight)."""
        return tuple(day for day in self.rostered if _is_clock_night(day))


def _is_clock_night(day: date) -> bool:
    tomorrow = day + DAY
    return clock.midnight(tomorrow + DAY) - clock.midnight(tomorrow) != DAY


def days(first: date, last: date) -> tuple[date, ...]:
    """Give every day from first to last, both included."""
    return tuple(first + DAY * n for n in range((last - first).days + 1))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Give the UTC instant of a time on the wall; hours from 24 on are the next day's.

    Raises ClockError for a time that was twice or never.
    """
    on_the_wall = datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)
    return clock.wall_time(on_the_wall)


def weekday_from(day: date, weekday: int) -> date:
    """Give the first such weekday on or after a day."""
    return day + DAY * ((weekday - day.weekday()) % 7)


def nth_weekday(month: Month, number: int, weekday: int) -> date:
    """Give the 1st, 2nd, 3rd or 4th such weekday of a month."""
    return weekday_from(month.first, weekday) + (number - 1) * WEEK


@lru_cache(maxsize=16)
def easter(year: int) -> date:
    """Give Easter Sunday (the Gregorian reckoning of Meeus, Jones and Butcher)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - leap + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=16)
def bank_holidays(year: int) -> tuple[date, ...]:
    """Give the bank holidays of England; Christmas and New Year with their substitute days."""
    found = [easter(year) - 2 * DAY, easter(year) + DAY]
    found.append(weekday_from(date(year, 5, 1), MONDAY))
    found.extend(weekday_from(date(year, month, 25), MONDAY) for month in (5, 8))
    for first in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        substitute = first
        while substitute.weekday() >= SATURDAY or substitute in found:
            substitute += DAY
        found.append(substitute)
    return tuple(sorted(found))


def is_bank_holiday(day: date) -> bool:
    """Say whether a day is a bank holiday."""
    return day in bank_holidays(day.year)


@lru_cache(maxsize=1024)
def is_school_day(day: date) -> bool:
    """Say whether the schools are open, by the usual terms."""
    if day.weekday() >= SATURDAY or is_bank_holiday(day):
        return False
    return not any(start <= day <= end for start, end in _school_holidays(day.year))


def half_term(year: int, month: int) -> date:
    """Give the Monday of the half-term week in February, May or October."""
    return weekday_from(date(year, month, {2: 14, 5: 25, 10: 22}[month]), MONDAY)


@lru_cache(maxsize=16)
def _school_holidays(year: int) -> tuple[tuple[date, date], ...]:
    weeks = [(half_term(year, month), half_term(year, month) + 4 * DAY) for month in (2, 5, 10)]
    good_friday = easter(year) - 2 * DAY
    return (
        (date(year, 1, 1), date(year, 1, 3)),
        (good_friday - 4 * DAY, good_friday + 10 * DAY),
        (date(year, 7, 22), date(year, 9, 2)),
        (date(year, 12, 20), date(year, 12, 31)),
        *weeks,
    )
