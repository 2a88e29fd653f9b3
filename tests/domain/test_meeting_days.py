"""A meeting that comes again keeps its day of the month and its time on the wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from snt_desk.domain import clock, meeting_days
from snt_desk.domain.clock import DAY, Month, london
from snt_desk.domain.meeting_days import RULES, SeriesDraft

FIRSTS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
EVERY = st.integers(1, meeting_days.MOST_EVERY)
TIMES = st.times().map(lambda at: f"{at:%H:%M}")
FAR = date(2199, 12, 31)


def first_days(rule: str, every: int, first: date, number: int = 6) -> list[date]:
    return list(islice(meeting_days.days(rule, every, first, first, FAR), number))


# --- On which days ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "every", "first", "then"),
    [
        ("weekly", 1, date(2026, 12, 22), [date(2026, 12, 29), date(2027, 1, 5)]),
        ("weekly", 4, date(2027, 3, 2), [date(2027, 3, 30), date(2027, 4, 27)]),
        ("month_day", 1, date(2027, 1, 31), [date(2027, 2, 28), date(2027, 3, 31)]),
        ("month_day", 1, date(2028, 1, 30), [date(2028, 2, 29), date(2028, 3, 30)]),
        ("month_day", 12, date(2028, 2, 29), [date(2029, 2, 28), date(2030, 2, 28)]),
        ("month_last_day", 1, date(2027, 2, 28), [date(2027, 3, 31), date(2027, 4, 30)]),
        ("month_weekday", 1, date(2026, 12, 8), [date(2027, 1, 12), date(2027, 2, 9)]),
        ("month_weekday", 3, date(2026, 12, 1), [date(2027, 3, 2), date(2027, 6, 1)]),
        ("month_last_weekday", 1, date(2026, 12, 29), [date(2027, 1, 26), date(2027, 2, 23)]),
        ("month_last_weekday", 1, date(2027, 2, 26), [date(2027, 3, 26), date(2027, 4, 30)]),
    ],
)
def test_it_comes_again_by_its_rule(rule: str, every: int, first: date, then: list[date]) -> None:
    assert first_days(rule, every, first, 3) == [first, *then]


def test_a_month_without_a_fifth_tuesday_has_no_meeting() -> None:
    found = first_days("month_weekday", 1, date(2026, 12, 29), 3)
    assert found == [date(2026, 12, 29), date(2027, 3, 30), date(2027, 6, 29)]


@given(FIRSTS, EVERY, st.data())
def test_every_day_is_as_the_first_one(first: date, every: int, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(meeting_days.fitting(first)))
    found = first_days(rule, every, first)
    assert found[0] == first
    assert all(one < other for one, other in pairwise(found))
    for one, other in pairwise(found):
        apart = _months(other) - _months(one)
        assert other - one == every * 7 * DAY if rule == "weekly" else apart == every
    last = [Month.of(day).last for day in found]
    if rule == "month_day":
        assert all(day.day == min(first.day, end.day) for day, end in zip(found, last, strict=True))
    if rule == "month_last_day":
        assert found == last
    if rule in {"weekly", "month_weekday", "month_last_weekday"}:
        assert {day.weekday() for day in found} == {first.weekday()}
    if rule == "month_weekday":
        assert {(day.day - 1) // 7 for day in found} == {(first.day - 1) // 7}
    if rule == "month_last_weekday":
        assert all(day + 7 * DAY > end for day, end in zip(found, last, strict=True))


def _months(day: date) -> int:
    return day.year * 12 + day.month


@given(FIRSTS, EVERY, st.data())
def test_some_days_of_a_series_are_those_of_all_of_it(
    first: date, every: int, data: st.DataObject
) -> None:
    rule = data.draw(st.sampled_from(meeting_days.fitting(first)))
    since = first + data.draw(st.integers(-40, 4000)) * DAY
    to = since + data.draw(st.integers(-5, 400)) * DAY
    until = data.draw(st.none() | st.integers(0, 4000).map(lambda after: first + after * DAY))
    found = list(meeting_days.days(rule, every, first, since, to, until))
    everything = meeting_days.days(rule, every, first, first, first + 4500 * DAY)
    assert found == [day for day in everything if since <= day <= to and day <= (until or day)]


@given(FIRSTS)
def test_a_last_day_is_offered_only_on_one(first: date) -> None:
    offered = meeting_days.fitting(first)
    assert ("month_last_day" in offered) == ((first + DAY).day == 1)
    assert ("month_last_weekday" in offered) == ((first + 7 * DAY).month != first.month)
    assert "month_weekday" in offered or "month_last_weekday" in offered


def test_no_meeting_comes_again_by_a_rule_that_is_none() -> None:
    with pytest.raises(ValueError, match="yearly is no rule"):
        list(meeting_days.days("yearly", 1, FAR, FAR, FAR))


# --- At what time -----------------------------------------------------------------------------


@given(FIRSTS, TIMES)
def test_the_time_on_the_wall_is_the_same_all_year(first: date, at: str) -> None:
    for day in first_days("weekly", 1, first, 53):
        found = meeting_days.on(day, at, None)
        assert clock.local_day(found.start) == day
        assert found.remark or clock.wall(found.start) == at
        assert not found.remark or day.month in {3, 10}


def test_summer_and_winter_are_an_hour_apart_underneath() -> None:
    before = meeting_days.on(date(2027, 3, 23), "14:00", 90)
    after = meeting_days.on(date(2027, 3, 30), "14:00", 90)
    assert after.start - before.start == timedelta(days=7, hours=-1)
    assert [clock.wall(one.start) for one in (before, after)] == ["14:00", "14:00"]


def test_a_time_that_never_is_begins_as_much_later() -> None:
    found = meeting_days.on(date(2027, 3, 28), "01:30", 60)
    assert found.start == london(2027, 3, 28, 2, 30)
    assert found.end == london(2027, 3, 28, 3, 30)
    text = "01:30 never is on Sun 28 Mar: the clocks go forward. It begins at 02:30."
    assert found.remark == text


def test_of_a_time_that_is_twice_it_is_the_first() -> None:
    found = meeting_days.on(date(2026, 10, 25), "01:30", 60)
    assert found.start == london(2026, 10, 25, 1, 30, fold=0)
    assert found.end == london(2026, 10, 25, 1, 30, fold=1)
    assert found.remark == "01:30 is twice on Sun 25 Oct: the clocks go back. It is the first."


# --- In words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "every", "first", "words"),
    [
        ("weekly", 1, date(2026, 12, 8), "every week, on Tuesday"),
        ("weekly", 2, date(2026, 12, 8), "every 2 weeks, on Tuesday"),
        ("month_day", 1, date(2026, 12, 22), "every month, on the 22nd"),
        ("month_day", 1, date(2026, 12, 12), "every month, on the 12th"),
        ("month_last_day", 3, date(2026, 12, 31), "every 3 months, on the last day"),
        ("month_weekday", 1, date(2026, 12, 8), "every month, on the 2nd Tuesday"),
        ("month_last_weekday", 1, date(2026, 12, 29), "every month, on the last Tuesday"),
    ],
)
def test_it_is_said_how_it_comes_again(rule: str, every: int, first: date, words: str) -> None:
    assert meeting_days.said(rule, every, first) == words


# --- Written down -----------------------------------------------------------------------------

PANEL = SeriesDraft(
    "asb_panel", "ASB panel", "month_weekday", 1, date(2026, 12, 8), "14:00", lasts=90
)


def fields(draft: SeriesDraft) -> list[str]:
    return [one.field for one in draft.problems()]


def test_what_is_whole_can_be_saved() -> None:
    assert fields(PANEL) == []
    assert list(PANEL.warnings(["Shopwatch"])) == []
    assert list(replace(PANEL, at="", lasts=None).warnings()) == []  # nothing is written yet


def test_what_is_missing_is_said_field_by_field() -> None:
    assert fields(SeriesDraft()) == ["kind", "title", "first", "from"]


@given(FIRSTS, st.sampled_from(RULES))
def test_a_first_day_that_is_no_such_day_is_refused(first: date, rule: str) -> None:
    assume(rule not in meeting_days.fitting(first))
    found = SeriesDraft("internal", "Team", rule, 1, first, "09:00")
    assert fields(found) == ["rule"]


@pytest.mark.parametrize("at", ["9:00", "24:00", "12:60", "noon", "14:00 "])
def test_a_time_is_kept_in_one_way(at: str) -> None:
    assert fields(SeriesDraft("internal", "Team", "weekly", 1, FAR, at)) == ["from"]


def test_what_is_left_out_is_no_meeting() -> None:
    one = SeriesDraft(
        *("internal", "Team", "weekly", 1, date(2026, 12, 1), "09:00"),
        left_out={date(2026, 12, 8): "training"},
    )
    found = [one.day for one in one.occurrences(date(2026, 12, 1), date(2026, 12, 16))]
    assert found == [date(2026, 12, 1), date(2026, 12, 15)]
