"""The days of the demo's year, against days that are known."""

from __future__ import annotations

from datetime import date

import pytest

from snt_desk.domain.demo import year as calendar
from snt_desk.domain.demo.year import Year


@pytest.mark.parametrize(
    "sunday",
    [
        date(2019, 4, 21),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
        date(2049, 4, 18),
    ],
    ids=str,
)
def test_easter_falls_where_it_does(sunday: date) -> None:
    assert calendar.easter(sunday.year) == sunday


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
    ],
)
def test_bank_holidays_are_those_of_england(year: int, days: str) -> None:
    expected = tuple(date.fromisoformat(f"{year}-{day}") for day in days.split())
    assert calendar.bank_holidays(year) == expected


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2026, 10, 28), False),
        (date(2026, 4, 7), False),
        (date(2026, 5, 4), False),
        (date(2026, 8, 12), False),
        (date(2026, 12, 24), False),
        (date(2026, 6, 15), True),
    ],
    ids=str,
)
def test_schools_are_open_in_term(day: date, *, is_open: bool) -> None:
    assert calendar.is_school_day(day) is is_open


def test_the_year_begins_twelve_months_before_the_running_month() -> None:
    year = Year(date(2024, 2, 29))
    assert year.first == date(2023, 2, 1)
    assert year.past[-1] == date(2024, 2, 29)
    assert year.ahead == date(2024, 3, 28)
    assert len(year.months) == 13


def test_the_clocks_change_after_two_or_three_of_its_evenings() -> None:
    assert Year(date(2026, 11, 22)).clock_nights == (date(2026, 3, 28), date(2026, 10, 24))


def test_a_weekday_of_a_month_is_counted_from_its_first() -> None:
    assert calendar.nth_weekday(Year(date(2026, 11, 22)).month, 4, calendar.THURSDAY) == date(
        2026, 11, 26
    )
    assert calendar.weekday_from(date(2026, 11, 23), calendar.MONDAY) == date(2026, 11, 23)
