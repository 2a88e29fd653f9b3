"""Days and times as people write them in a spreadsheet, day before month, nothing guessed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.sheet import Value
from snt_desk.domain.sheet.times import SheetError, When, end_of, read_day, read_when, start_of

A_DAY = date(2026, 11, 22)
DAYS = st.dates(date(2000, 1, 1), date(2069, 12, 31))
MINUTES = st.integers(0, 24 * 60 - 1)


@pytest.mark.parametrize(
    "cell",
    [
        *("22/11/2026", "22/11/26", "22 Nov 26", "22 November 2026", "2026-11-22", "22-11-2026"),
        *("22.11.26", "Sun 22 Nov 2026", "Sunday 22 November 2026", "22nd Nov 2026", "22Nov26"),
        *(" 22/11/2026 ", "2026-11-22T00:00:00", "2026-11-22 00:00", "22 NOV 2026"),
        *(A_DAY, datetime(2026, 11, 22)),
    ],
)
def test_a_day_is_read_as_it_is_written(cell: Value) -> None:
    assert read_day(cell) == A_DAY


def test_a_weekday_may_be_short() -> None:
    assert read_day("Weds 25/11/26") == read_day("Wed. 25 Nov 2026") == date(2026, 11, 25)


@pytest.mark.parametrize("cell", ["", "   ", None])
def test_an_empty_cell_is_no_day_and_no_time(cell: Value) -> None:
    assert read_day(cell) is None
    assert read_when(cell) is None


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("13/13/2026", "no month 13. The day comes first"),
        ("11/22/2026", "no month 22. The day comes first"),
        ("31/02/2026", "February 2026 has 28 days"),
        ("32 Jan 26", "January 2026 has 31 days"),
        ("22/11", "says no year"),
        ("22 Nov", "says no year"),
        ("yesterday", "is not a date"),
        ("Mon 22 Nov 2026", "that day is a Sunday"),
        ("22 Nox 2026", "no month nox"),
        ("1/1/98", "could be 1998 or 2098"),
        ("22/11/1066", "too far away"),
        (46348.0, "is not a date"),
        (46348, "is not a date"),
        (time(9, 30), "is not a date"),
        (datetime(2026, 11, 22, 9, 30), "has a time in it as well"),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_write(cell: Value, said: str) -> None:
    with pytest.raises(SheetError, match=said.replace(".", r"\.")):
        read_day(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *("2215", "22:15", "22.15", "10.15pm", "10:15 PM", "10.15 p.m.", "22:15:00", "2215 hrs"),
        *("2215h", 2215, 2215.0, 22.15, time(22, 15), timedelta(hours=22, minutes=15)),
        *(time(22, 14, 59, 999_999), datetime(1899, 12, 30, 22, 15)),
    ],
)
def test_a_time_is_read_as_it_is_written(cell: Value) -> None:
    assert read_when(cell) == When(None, 22 * 60 + 15)


@pytest.mark.parametrize(
    ("cell", "minute"),
    [("930", 570), (930.0, 570), (9.3, 570), ("0", 0), ("0000", 0), ("12am", 0), ("12.55pm", 775)],
)
def test_a_short_time_means_what_it_can_only_mean(cell: Value, minute: int) -> None:
    assert read_when(cell) == When(None, minute)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("25:10", "is not a time"),
        ("2275", "is not a time"),
        ("late", "is not a time"),
        ("9", "could be 09:00 or 00:09"),
        (15.0, "could be 15:00 or 00:15"),
        (0.5, "could mean two times"),
        ("22:15:30", "has seconds"),
        (time(22, 15, 30), "has seconds"),
        (timedelta(hours=26), "is not a time of day"),
        ("13pm", "is not a time"),
    ],
)
def test_what_is_no_time_is_refused_with_what_to_write(cell: Value, said: str) -> None:
    with pytest.raises(SheetError, match=said):
        read_when(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *("22/11/2026 22:15", "22 Nov 26, 10.15pm", "2026-11-22 2215", "2026-11-22T22:15"),
        datetime(2026, 11, 22, 22, 15),
    ],
)
def test_a_day_and_its_time_may_stand_in_one_cell(cell: Value) -> None:
    assert read_when(cell) == When(A_DAY, 22 * 60 + 15)


def test_an_instant_with_its_offset_is_that_instant() -> None:
    when = read_when("2026-10-25T01:30+00:00")
    assert when is not None
    assert start_of(None, when)[1] == london(2026, 10, 25, 1, 30, fold=1)


# --- On the time line -------------------------------------------------------------------------


def span(day: date, start: str, end: str) -> int:
    """The length in minutes of what two cells say."""
    first, last = read_when(start), read_when(end)
    assert first is not None
    assert last is not None
    on, begun = start_of(day, first)
    return clock.minutes_between(begun, end_of(on, begun, last))


@pytest.mark.parametrize(
    ("day", "start", "end", "minutes"),
    [
        (A_DAY, "0930", "1100", 90),
        (A_DAY, "2200", "0600", 480),
        (A_DAY, "1000", "0200", 960),
        (date(2026, 10, 24), "2200", "0600", 540),
        (date(2026, 3, 28), "2200", "0600", 420),
        (date(2026, 10, 25), "0130 bst", "0130 gmt", 60),
        (date(2026, 10, 24), "2200", "0130 gmt", 270),
        (A_DAY, "2200", "23/11/2026 0600", 480),
    ],
)
def test_an_end_is_on_the_day_that_makes_sense(
    day: date, start: str, end: str, minutes: int
) -> None:
    assert span(day, start, end) == minutes


@pytest.mark.parametrize(
    ("day", "start", "end", "said"),
    [
        (A_DAY, "1000", "0900", "is 23 h, more than 16 h"),
        (A_DAY, "0600", "2201", "is 16 h 1 min"),
        (A_DAY, "1000", "1000", "the same as its start"),
        (A_DAY, "1000", "22/11/2026 0900", "not after its start"),
        (A_DAY, "23/11/2026 1000", "1100", "the row on Sun 22 Nov 2026"),
        (date(2026, 10, 25), "0130", "0500", "Write 0130 BST or 0130 GMT"),
        (date(2026, 10, 24), "2200", "0130", "Write 0130 BST or 0130 GMT"),
        (date(2026, 3, 29), "0130", "0500", "never was"),
        (date(2026, 3, 29), "0030", "0130", "never was"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_mend(
    day: date, start: str, end: str, said: str
) -> None:
    with pytest.raises(SheetError, match=said):
        span(day, start, end)


# --- Whatever the day and the time ------------------------------------------------------------


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d/%m/%y", "%d %b %y", "%d %B %Y", "%Y-%m-%d"]))
def test_every_day_comes_back_from_every_way_to_write_it(day: date, how: str) -> None:
    assert read_day(day.strftime(how)) == day


@given(DAYS)
def test_a_spreadsheets_day_is_the_one_that_is_written(day: date) -> None:
    assert read_day(day) == read_day(f"{day.day}/{day.month}/{day.year}") == day


@given(MINUTES, st.sampled_from(["%H%M", "%H:%M", "%H.%M", "%I.%M%p", "%I:%M %p"]))
def test_every_time_comes_back_from_every_way_to_write_it(minute: int, how: str) -> None:
    at = time(minute // 60, minute % 60)
    assert read_when(at.strftime(how)) == read_when(at) == When(None, minute)


@given(DAYS, MINUTES, MINUTES)
def test_a_stretch_is_read_whole_or_refused_whatever_the_clocks_do(
    day: date, start: int, end: int
) -> None:
    try:
        on, begun = start_of(day, When(None, start))
        ended = end_of(on, begun, When(None, end))
    except SheetError:
        return
    assert timedelta(0) < ended - begun <= timedelta(hours=16)
    at = clock.local(ended)
    assert at.hour * 60 + at.minute == end
    assert at.date() in {day, day + clock.DAY}


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates(), st.times(), st.timedeltas()))
def test_whatever_stands_in_a_cell_is_read_or_refused(cell: Value) -> None:
    for read in (read_day, read_when):
        said = "."
        try:
            read(cell)
        except SheetError as error:
            said = str(error)
        assert said.endswith(".")
