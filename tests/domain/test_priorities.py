"""When news of a priority is old, what stops one from being saved, and how far a plan has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import clock, priorities
from snt_desk.domain.clock import DAY, Month
from snt_desk.domain.priorities import PLAN, PriorityDraft

SPEEDING = PriorityDraft(
    title="Speeding in Handside Lane", theme="speeding", place="B2", raised=date(2026, 11, 1)
)
TODAY = date(2026, 11, 22)
LIVE = replace(SPEEDING, adopted=date(2026, 11, 5))
CLOSED = replace(LIVE, closed=date(2026, 11, 20), result="reduced", assessment="Fewer now.")
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


# --- News -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "due"),
    [
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2026, 11, 30)),
        (date(2026, 10, 26), date(2027, 1, 26)),
    ],
)
def test_news_is_fresh_for_three_calendar_months(told: date, due: date) -> None:
    assert priorities.due(told) == due
    assert not priorities.is_stale(told, due)
    assert priorities.is_stale(told, due + DAY)


@pytest.mark.parametrize(
    ("told", "on", "freshness"),
    [
        (date(2026, 8, 31), date(2026, 11, 15), "fresh"),
        (date(2026, 8, 31), date(2026, 11, 16), "due"),
        (date(2026, 8, 31), date(2026, 11, 30), "due"),
        (date(2026, 8, 31), date(2026, 12, 1), "stale"),
        (date(2026, 11, 30), date(2027, 2, 13), "fresh"),
        (date(2026, 11, 30), date(2027, 2, 14), "due"),
        (date(2026, 11, 30), date(2027, 3, 1), "stale"),
    ],
)
def test_an_update_is_due_in_the_last_fortnight(told: date, on: date, freshness: str) -> None:
    assert priorities.freshness(told, on) == freshness


@given(DAYS, st.integers(0, 200))
def test_news_only_grows_older(told: date, days: int) -> None:
    ages = ["fresh", "due", "stale"]
    today, tomorrow = (priorities.freshness(told, told + DAY * n) for n in (days, days + 1))
    assert ages.index(today) <= ages.index(tomorrow)


@given(DAYS, DAYS)
def test_what_the_return_counts_as_told_no_more_is_stale(told: date, month_of: date) -> None:
    last = Month.of(month_of).last
    if told < clock.add_months(last, -priorities.MONTHS_FRESH):
        assert priorities.is_stale(told, last)


def test_a_priority_counts_as_told_when_it_was_adopted_or_raised() -> None:
    assert SPEEDING.told == date(2026, 11, 1)
    assert LIVE.told == date(2026, 11, 5)
    assert replace(LIVE, last_update=date(2026, 11, 9)).told == date(2026, 11, 9)


# --- A draft ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(SPEEDING, title=" "), "title"),
        (replace(SPEEDING, theme=""), "theme"),
        (replace(SPEEDING, raised=None), "raised"),
        (replace(CLOSED, result=None), "result"),
        (replace(LIVE, result="reduced"), "closed"),
        (replace(CLOSED, assessment=None), "assessment"),
        (replace(CLOSED, assessment=" \n"), "assessment"),
        (replace(LIVE, window_from="17:00"), "window_to"),
        (replace(LIVE, window_to="22:00"), "window_from"),
        (replace(LIVE, window_from="17:00", window_to="17:00"), "window_to"),
        (replace(LIVE, place=None, places=("B1",)), "place"),
    ],
)
def test_a_problem_names_its_field(draft: PriorityDraft, field: str) -> None:
    assert [problem.field for problem in draft.problems()] == [field]


def test_the_dates_say_the_status() -> None:
    assert [one.status for one in (SPEEDING, LIVE, CLOSED)] == ["proposed", "adopted", "closed"]


def test_dates_out_of_order_are_remarked_on() -> None:
    odd = replace(CLOSED, adopted=date(2026, 12, 1), last_update=date(2026, 10, 1))
    assert [one.text for one in odd.warnings(date(2026, 12, 1))] == [
        "It was closed before it was adopted.",
        "The public heard of it before it was raised.",
    ]
    early = replace(LIVE, adopted=date(2026, 10, 1))
    assert [one.text for one in early.warnings(TODAY)] == ["It was adopted before it was raised."]


def test_a_day_that_is_still_to_come_is_remarked_on() -> None:
    ahead = replace(LIVE, adopted=TODAY + DAY, last_update=TODAY + DAY)
    assert [(one.field, one.text) for one in ahead.warnings(TODAY)] == [
        ("adopted", "That day is still to come."),
        ("last_update", "That day is still to come."),
    ]


def test_a_window_may_be_over_midnight() -> None:
    night = replace(LIVE, window_from="22:00", window_to="02:00")
    assert list(night.problems()) == []
    assert night.window == "22:00 to 02:00"
    assert LIVE.window == ""


def test_one_that_gave_way_is_asked_to_which() -> None:
    gave_way = replace(CLOSED, result="replaced")
    assert [one.field for one in gave_way.warnings(TODAY)] == ["replaced_by"]
    assert list(replace(gave_way, replaced_by="T2").warnings(TODAY)) == []


def test_a_place_named_twice_is_remarked_on() -> None:
    twice = replace(LIVE, places=("B1", "B2"))
    assert [one.field for one in twice.warnings(TODAY)] == ["places"]


def test_more_than_five_live_ones_are_too_many() -> None:
    assert priorities.too_many(LIVE, 4) is None
    assert priorities.too_many(SPEEDING, 5) is None
    found = priorities.too_many(LIVE, 5)
    assert found is not None
    assert found.text == "With it 6 priorities are live. More than 5 are hard to keep up."


def test_a_closed_one_becomes_live_again_only_as_a_new_one() -> None:
    found = priorities.reopening("closed", "adopted")
    assert found is not None
    assert found.field == "closed"
    assert priorities.reopening("closed", "closed") is None
    assert priorities.reopening("adopted", "proposed") is None, "taken on by mistake"
    again = priorities.again("T1", replace(CLOSED, objective="Slower", public=True), TODAY)
    assert (again.reopens, again.status, again.raised) == ("T1", "proposed", TODAY)
    assert (again.objective, again.public) == (None, False)


# --- The plan ---------------------------------------------------------------------------------


def plan(*written: str, of: PriorityDraft = LIVE) -> list[str]:
    texts: dict[str, Any] = {name: "Words" if name in written else None for name in PLAN}
    return list(priorities.stages(replace(of, **texts)))


def test_the_first_stage_that_is_not_written_is_under_way() -> None:
    assert plan() == ["under way", *["to come"] * 4]
    assert plan("objective", "analysis") == ["done", "under way", "done", "to come", "to come"]


def test_an_analysis_may_be_written_by_its_sides() -> None:
    sides = replace(LIVE, objective="Words", scanning="Words", offender="Drivers")
    assert list(priorities.stages(sides))[2:4] == ["done", "under way"]


def test_a_response_goes_on_until_it_is_assessed() -> None:
    assert plan(*PLAN[:4]) == ["done", "done", "done", "under way", "to come"]
    assert plan(*PLAN) == ["done"] * 5


def test_of_a_closed_priority_nothing_is_under_way() -> None:
    assert plan("assessment", of=CLOSED) == [*["to come"] * 4, "done"]


# --- The effort -------------------------------------------------------------------------------


def months(draft: PriorityDraft, today: date) -> list[str]:
    return [str(month) for month in priorities.months_of_effort(draft, today)]


def test_effort_is_counted_from_the_month_of_adoption() -> None:
    assert months(replace(LIVE, adopted=date(2026, 9, 14)), date(2026, 11, 22)) == [
        *("2026-09", "2026-10", "2026-11")
    ]
    assert months(SPEEDING, date(2027, 1, 1)) == ["2026-11", "2026-12", "2027-01"]


def test_effort_is_counted_for_the_latest_six_months_at_most() -> None:
    long_since = replace(LIVE, adopted=date(2024, 3, 1))
    assert months(long_since, date(2026, 2, 1)) == [
        *("2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02")
    ]
    closed = replace(long_since, closed=date(2025, 1, 31))
    assert months(closed, date(2026, 2, 1))[-1] == "2025-01"


@given(DAYS, st.none() | DAYS, st.none() | DAYS, DAYS)
def test_there_is_always_a_month_and_they_follow_each_other(
    raised: date, adopted: date | None, closed: date | None, today: date
) -> None:
    draft = PriorityDraft(raised=raised, adopted=adopted, closed=closed)
    found = priorities.months_of_effort(draft, today)
    assert 1 <= len(found) <= priorities.MOST_MONTHS
    assert list(found) == [found[0].plus(n) for n in range(len(found))]
    assert found[-1] == Month.of(closed or today)
