from __future__ import annotations

import contextlib
import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import clock
from snt_desk.domain.clock import ClockError, Month, Span, london

LONDON = ZoneInfo("Europe/London")
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
instants = st.integers(
    (datetime(1900, 1, 2, tzinfo=UTC) - clock.EPOCH) // clock.MINUTE,
    (datetime(2199, 12, 30, tzinfo=UTC) - clock.EPOCH) // clock.MINUTE,
).map(lambda minutes: clock.EPOCH + minutes * clock.MINUTE)


# --- Spans ----------------------------------------------------------------------------------


def test_the_night_the_clocks_go_back_has_nine_hours() -> None:
    night = Span(london(2026, 10, 24, 22), london(2026, 10, 25, 6))
    assert night.minutes == 9 * 60


def test_the_night_the_clocks_go_forward_has_seven_hours() -> None:
    night = Span(london(2026, 3, 28, 22), london(2026, 3, 29, 6))
    assert night.minutes == 7 * 60


def test_minutes_are_real_also_between_times_of_one_zone() -> None:
    start = datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)
    end = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1)
    assert clock.minutes_between(start, end) == 120


def test_the_part_of_a_patrol_inside_the_month_ends_at_midnight() -> None:
    patrol = Span(london(2026, 10, 31, 23), london(2026, 11, 1, 1))
    assert patrol.within(Month(2026, 10).span) == Span(
        london(2026, 10, 31, 23), london(2026, 11, 1)
    )
    assert patrol.within(Month(2026, 11).span) == Span(london(2026, 11, 1), london(2026, 11, 1, 1))


def test_spans_that_only_touch_share_nothing() -> None:
    first = Span(london(2026, 10, 1, 10), london(2026, 10, 1, 11))
    assert first.within(Span(london(2026, 10, 1, 11), london(2026, 10, 1, 12))) is None


@given(instants, st.integers(1, 90 * 24 * 60))
def test_the_months_of_a_stretch_add_up_to_all_of_it(start: datetime, minutes: int) -> None:
    stretch = Span(start, start + timedelta(minutes=minutes))
    first = Month.of(clock.local_day(start))
    parts = [stretch.within(first.plus(number).span) for number in range(6)]
    assert sum(part.minutes for part in parts if part) == minutes


# --- Months ---------------------------------------------------------------------------------


def test_october_has_an_hour_more_and_march_an_hour_less() -> None:
    assert Month(2026, 10).span.minutes == (31 * 24 + 1) * 60
    assert Month(2026, 3).span.minutes == (31 * 24 - 1) * 60
    assert Month(2026, 6).span.minutes == 30 * 24 * 60


def test_a_summer_month_begins_an_hour_before_utcs() -> None:
    assert Month(2026, 7).span.start == datetime(2026, 6, 30, 23, tzinfo=UTC)


def test_a_month_that_ends_with_the_clock_change_ends_in_winter_time() -> None:
    assert Month(2027, 10).span.end == datetime(2027, 11, 1, tzinfo=UTC)
    assert clock.midnight(date(2027, 10, 31)) == datetime(2027, 10, 30, 23, tzinfo=UTC)


def test_the_days_of_a_leap_february() -> None:
    assert len(Month(2028, 2).days) == 29
    assert Month(2028, 2).days[-1] == Month(2028, 2).last == date(2028, 2, 29)
    assert Month(2028, 2).first == date(2028, 2, 1)


def test_counting_months_crosses_years_both_ways() -> None:
    assert Month(2026, 11).plus(3) == Month(2027, 2)
    assert Month(2026, 2).plus(-2) == Month(2025, 12)


def test_a_month_reads_and_shows() -> None:
    month = Month.parse("2026-10")
    assert str(month) == "2026-10"
    assert month.shown == "October 2026"
    assert month == Month.of(date(2026, 10, 31))
    assert Month(2026, 9) < month < Month(2027, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-1",
        "26-10",
        "2026-13",
        "2026-00",
        "2026/10",
        " 2026-10",
        "2026-10\n",
        "2026-10-01",
        "\u0662\u0660\u0662\u0666-10",
        "+026-10",
        "9999-01",
        "1899-12",
    ],
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ClockError, match=re.escape(f"“{text}”")):
        Month.parse(text)


@given(days)
def test_every_day_lies_in_its_month(day: date) -> None:
    month = Month.of(day)
    assert month.first <= day <= month.last
    assert Month.parse(str(month)) == month
    assert day in month.days


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 10, 31), -3, date(2026, 7, 31)),
        (date(2026, 5, 31), -3, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_are_added_to_a_real_day(day: date, months: int, expected: date) -> None:
    assert clock.add_months(day, months) == expected


@given(st.dates(date(1910, 1, 1), date(2190, 1, 1)), st.integers(-60, 60))
def test_adding_months_lands_in_the_right_month(day: date, months: int) -> None:
    moved = clock.add_months(day, months)
    assert Month.of(moved) == Month.of(day).plus(months)
    assert moved.day <= day.day


# --- Local days -----------------------------------------------------------------------------


def test_an_instant_falls_on_the_day_of_the_london_wall() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert clock.local_day(late) == date(2026, 7, 1)
    assert clock.wall(late) == "00:30"
    assert clock.local(late).utcoffset() == timedelta(hours=1)


def test_now_is_to_the_second_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC
    assert clock.now().microsecond == 0
    assert clock.today() - clock.local_day(clock.now()) in (timedelta(0), timedelta(days=-1))


# --- Instants of a package ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-25T01:30+01:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T01:30+00:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-10-25T01:30Z", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-07-01T12:00", datetime(2026, 7, 1, 11, tzinfo=UTC)),
        ("2026-12-01T12:00", datetime(2026, 12, 1, 12, tzinfo=UTC)),
        ("2026-07-01T12:00:00+01:00", datetime(2026, 7, 1, 11, tzinfo=UTC)),
        ("2026-07-01T12:00-05:00", datetime(2026, 7, 1, 17, tzinfo=UTC)),
        ("2026-10-25T00:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        ("2026-10-25T02:00", datetime(2026, 10, 25, 2, tzinfo=UTC)),
        ("2026-03-29T00:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29T02:00", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_as_london_time_unless_it_says_otherwise(
    text: str, expected: datetime
) -> None:
    assert clock.read_instant(text) == expected
    assert clock.read_instant(text).tzinfo is UTC


def test_a_time_that_was_twice_names_both_readings() -> None:
    with pytest.raises(ClockError) as caught:
        clock.read_instant("2026-10-25T01:30")
    assert str(caught.value) == (
        "01:30 on Sun 25 Oct 2026 was twice, because the clocks went back."
        " Write 2026-10-25T01:30+01:00 or 2026-10-25T01:30+00:00."
    )


def test_a_time_that_never_was_is_refused_and_not_moved() -> None:
    with pytest.raises(ClockError) as caught:
        clock.read_instant("2026-03-29T01:30")
    assert str(caught.value) == (
        "01:30 on Sun 29 Mar 2026 never was: the clocks went forward over it."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-10-25",
        "2026-10-25 01:30",
        "2026-10-25T1:30",
        "2026-10-25T0130",
        "20261025T01:30",
        "2026-10-25T01:30+0100",
        "2026-10-25T01:30+01",
        "2026-10-25T01:30+01:00:30",
        "2026-W43-7T01:30",
        "2026-10-25T24:00",
        "2026-10-25T25:00",
        "2026-10-25T01:60",
        "2026-02-30T10:00",
        "2026-10-25t01:30",
        "2026-10-25T01:30 ",
        " 2026-10-25T01:30",
        "\uff12\uff10\uff12\uff16-10-25T01:30",
        "2026-10-25T01:30\n",
        "2026-10-25T01:30+25:00",
        "tomorrow",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ClockError, match="is not a time"):
        clock.read_instant(text)


@pytest.mark.parametrize("text", ["2026-10-25T03:30:15", "2026-10-25T03:30:00.5+00:00"])
def test_an_instant_with_seconds_is_refused_not_rounded(text: str) -> None:
    with pytest.raises(ClockError, match="has seconds"):
        clock.read_instant(text)


@pytest.mark.parametrize(
    "text",
    [
        "1899-12-31T23:59",
        "2200-01-01T00:00",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-12:00",
        "2199-12-31T23:59-12:00",
    ],
)
def test_years_far_away_are_a_slip_of_the_keyboard(text: str) -> None:
    with pytest.raises(ClockError, match="too far away"):
        clock.read_instant(text)


@given(instants)
def test_an_instant_written_and_read_is_the_same(instant: datetime) -> None:
    written = clock.write_instant(instant)
    assert clock.read_instant(written) == instant
    assert written == instant.astimezone(LONDON).isoformat(timespec="minutes")


def test_an_instant_of_another_zone_is_written_as_londons() -> None:
    paris = timezone(timedelta(hours=2))
    assert clock.write_instant(datetime(2026, 7, 1, 0, 5, tzinfo=paris)) == "2026-06-30T23:05+01:00"


@given(instants)
def test_a_wall_time_that_was_once_is_read_without_its_offset(instant: datetime) -> None:
    wall = instant.astimezone(LONDON)
    again = wall.replace(fold=1 - wall.fold)
    bare = wall.strftime("%Y-%m-%dT%H:%M").rjust(16, "0")
    if wall.utcoffset() == again.utcoffset():
        assert clock.read_instant(bare) == instant
    else:
        with pytest.raises(ClockError, match="was twice"):
            clock.read_instant(bare)


@given(st.text())
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (clock.read_instant, clock.read_date, clock.read_moment, Month.parse):
        with contextlib.suppress(ClockError):
            read(text)


# --- Dates and words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-2-1",
        "2026-02-30",
        "26-02-01",
        "20260201",
        "2026-W01-1",
        "01/02/2026",
        "2026-02-01T00:00",
        "\uff12\uff10\uff12\uff16-02-01",
        "2026-02-0\uff11",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ClockError, match="is not a date"):
        clock.read_date(text)


@given(days)
def test_a_date_written_and_read_is_the_same(day: date) -> None:
    assert clock.read_date(day.isoformat()) == day


@pytest.mark.parametrize("text", ["1899-12-31", "2200-01-01", "0001-01-01", "9999-12-31"])
def test_a_date_far_away_is_refused(text: str) -> None:
    with pytest.raises(ClockError, match="years go from 1900 to 2199"):
        clock.read_date(text)


def test_days_and_lengths_are_said_as_people_say_them() -> None:
    assert clock.long_day(date(2026, 11, 22)) == "Sun 22 Nov 2026"
    assert clock.short_day(date(2026, 11, 2)) == "Mon 2 Nov"
    assert clock.hours(205) == "3:25"
    assert clock.hours(5) == "0:05"
    assert clock.hours_long(5) == "5 min"
    assert clock.hours_long(540) == "9 h"
    assert clock.hours_long(60 * 1245 + 30) == "1,245 h 30 min"


def test_a_time_stamp_of_the_program_reads_back() -> None:
    stamp = datetime(2026, 11, 22, 10, 15, 30, tzinfo=UTC)
    assert clock.read_moment(stamp.isoformat()) == stamp


@pytest.mark.parametrize("text", ["", "soon", "2026-11-22T10:15:30"])
def test_a_time_stamp_without_a_zone_is_refused(text: str) -> None:
    with pytest.raises(ClockError):
        clock.read_moment(text)


@pytest.mark.parametrize("year", [1969, 1975, 2016, 2026, 2027])
def test_summer_time_is_where_london_is_an_hour_ahead(year: int) -> None:
    span = clock.summer_time(year)
    assert span is not None
    first, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, tzinfo=UTC)
    hours = (first + number * clock.HOUR for number in range((last - first).days * 24))
    for one in hours:
        ahead = clock.local(one).utcoffset() == clock.HOUR
        assert (span.start <= one < span.end) == ahead, one


def test_there_was_no_summer_time_before_it_was_thought_of() -> None:
    assert clock.summer_time(1905) is None
