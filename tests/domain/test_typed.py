"""What people type for days and times means what they meant, or is refused in a sentence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import clock, typed
from snt_desk.domain.clock import ClockError, london

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", date(2026, 11, 22)),
        ("t", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 21)),
        ("Tomorrow", date(2026, 11, 23)),
        ("-", date(2026, 11, 21)),
        ("+", date(2026, 11, 23)),
        ("-3", date(2026, 11, 19)),
        ("12", date(2026, 11, 12)),
        ("23", date(2026, 10, 23)),
        ("31", date(2026, 10, 31)),
        ("fri", date(2026, 11, 20)),
        ("sunday", date(2026, 11, 22)),
        ("27/3", date(2026, 3, 27)),
        ("27.3.26", date(2026, 3, 27)),
        ("27 March", date(2026, 3, 27)),
        ("27 mar 2025", date(2025, 3, 27)),
        ("2/1", date(2026, 1, 2)),
        ("Sun 22 Nov 2026", date(2026, 11, 22)),
        ("2026-03-27", date(2026, 3, 27)),
    ],
)
def test_a_day_is_read_as_people_say_it(text: str, day: date) -> None:
    assert typed.read_day(text, SUNDAY) == day


def test_a_day_far_ahead_is_last_years() -> None:
    assert typed.read_day("28/12", date(2027, 1, 2)) == date(2026, 12, 28)


@pytest.mark.parametrize("text", ["32", "30/2", "27/13", "someday", "1/1/1", "27 Foo", "0"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ClockError, match="is not a day"):
        typed.read_day(text, SUNDAY)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_a_day_shown_is_read_back(day: date, today: date) -> None:
    assert typed.read_day(clock.long_day(day), today) == day


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("930", "09:30"),
        ("9.30", "09:30"),
        ("0930", "09:30"),
        ("9:30", "09:30"),
        ("2215", "22:15"),
        ("10.15pm", "22:15"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("7", "07:00"),
    ],
)
def test_a_time_is_read_as_people_say_it(text: str, shown: str) -> None:
    assert clock.wall(typed.read_start(SUNDAY, text)) == shown


@pytest.mark.parametrize("text", ["", "2460", "25", "9.3", "13pm", "99999", "noon"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ClockError, match="is not a time"):
        typed.read_start(SUNDAY, text)


def test_an_end_that_is_not_after_its_start_is_the_next_day() -> None:
    start = london(2026, 11, 22, 22, 15)
    assert typed.read_end(start, "0140") == london(2026, 11, 23, 1, 40)
    assert typed.understood(start, london(2026, 11, 23, 1, 40)) == "3 h 25 min, back on Mon 23 Nov"


def test_an_end_can_be_a_length() -> None:
    start = london(2026, 11, 22, 22, 15)
    assert typed.read_end(start, "+90") == start + timedelta(minutes=90)


def test_the_clocks_are_said_where_they_change_a_length() -> None:
    autumn = london(2026, 10, 24, 22), london(2026, 10, 25, 6)
    spring = london(2027, 3, 27, 22), london(2027, 3, 28, 6)
    assert typed.understood(*autumn) == "22:00 to 06:00, clocks go back: 9 h"
    assert typed.understood(*spring) == "22:00 to 06:00, clocks go forward: 7 h"


def test_a_time_that_was_twice_is_asked_for_by_its_zone() -> None:
    night = date(2026, 10, 25)
    with pytest.raises(ClockError, match="Write 0130 BST or 0130 GMT"):
        typed.read_start(night, "0130")
    first, second = typed.read_start(night, "0130 bst"), typed.read_start(night, "0130 GMT")
    assert clock.minutes_between(first, second) == 60


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_an_end_after_midnight_does_not_stumble_over_the_clocks_of_the_day_before(
    day: date,
) -> None:
    start = typed.read_start(day, "2200")
    assert clock.minutes_between(start, typed.read_end(start, "0130")) == 210


def test_an_end_in_the_hour_that_was_twice_is_asked_for_by_its_zone() -> None:
    start = typed.read_start(date(2026, 10, 25), "0110 BST")
    with pytest.raises(ClockError, match="Write 0130 BST or 0130 GMT"):
        typed.read_end(start, "0130")
    assert clock.minutes_between(start, typed.read_end(start, "0130 GMT")) == 80


def test_an_end_with_its_zone_can_be_on_the_next_day() -> None:
    start = typed.read_start(date(2026, 10, 24), "2359")
    assert clock.minutes_between(start, typed.read_end(start, "0100 GMT")) == 121


def test_a_time_that_never_was_is_refused() -> None:
    with pytest.raises(ClockError, match="never was"):
        typed.read_start(date(2027, 3, 28), "0130")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("t", date(2026, 11, 22)),
        ("+3", date(2026, 11, 25)),
        ("fri", date(2026, 11, 27)),
        ("sunday", date(2026, 11, 29)),
        ("22", date(2026, 12, 22)),
        ("23", date(2026, 11, 23)),
        ("31", date(2026, 12, 31)),
        ("27/3", date(2027, 3, 27)),
        ("4 dec", date(2026, 12, 4)),
        ("13/11", date(2026, 11, 13)),
        ("22/10", date(2026, 10, 22)),
        ("21/10", date(2027, 10, 21)),
        ("27 mar 2025", date(2025, 3, 27)),
        ("Fri 20 Nov 2026", date(2026, 11, 20)),
    ],
)
def test_a_day_on_which_something_is_due_lies_ahead(text: str, day: date) -> None:
    assert typed.read_day_ahead(text, SUNDAY) == day


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_a_due_day_shown_is_read_back(day: date, today: date) -> None:
    assert typed.read_day_ahead(clock.long_day(day), today) == day
