"""What was done for a priority is counted over days as the return counts; before and after."""

from __future__ import annotations

from datetime import date

import pytest

from snt_desk.domain.clock import Month, london
from snt_desk.domain.effort import Time, Work
from snt_desk.domain.minutes import minute
from snt_desk.domain.reckoning import (
    Done,
    Halves,
    Held,
    Span,
    Undertaken,
    halves,
    months_beside,
    open_days,
    spans,
)

TODAY = date(2026, 11, 22)
ADOPTED = date(2026, 9, 14)


def at(month: int, day: int, hour: int = 12) -> int:
    return minute(london(2026, month, day, hour))


# --- Spans ------------------------------------------------------------------------------------


def test_a_live_one_is_counted_in_its_round_since_its_adoption_and_for_six_months() -> None:
    assert spans(date(2026, 9, 1), ADOPTED, None, (date(2026, 9, 14), None), TODAY) == (
        Span("round", ADOPTED, TODAY),
        Span("live", ADOPTED, TODAY),
        Span("months", date(2026, 6, 1), TODAY),
    )


def test_a_closed_one_is_counted_to_the_day_of_its_closing() -> None:
    closed, lap = date(2026, 10, 5), (date(2026, 9, 14), date(2026, 10, 1))
    assert spans(date(2026, 9, 1), ADOPTED, closed, lap, TODAY) == (
        Span("round", ADOPTED, date(2026, 9, 30)),
        Span("live", ADOPTED, closed),
        Span("months", date(2026, 5, 1), closed),
    )


def test_a_proposed_one_is_counted_since_it_was_raised() -> None:
    found = spans(date(2026, 9, 1), None, None, (date(2026, 9, 14), None), TODAY)
    assert [one.kind for one in found] == ["live", "months"]
    assert found[0].first == date(2026, 9, 1)


def test_one_that_is_adopted_in_the_future_has_no_days_yet() -> None:
    found = spans(TODAY, date(2026, 12, 1), None, (date(2026, 12, 1), None), TODAY)
    assert [one.kind for one in found] == ["months"]


# --- Figures ----------------------------------------------------------------------------------


def test_what_begins_within_the_days_counts_and_nothing_else() -> None:
    edges = [at(10, 1, 0) - 1, at(10, 1, 0), at(11, 1, 0) - 1, at(11, 1, 0)]
    done = Done(
        patrols=edges,
        outcomes=[(one, "arrest", 2) for one in edges],
        events=[Held(one, 60, came) for one, came in zip(edges, (5, None, 7, 9), strict=True)],
        meetings=[Held(one, 30) for one in edges],
        posts=[(one, "M1") for one in edges],
        contacts=edges,
        responses=[(date(2026, 9, 30), 4), (date(2026, 10, 1), 12), (date(2026, 10, 31), 3)],
    )
    found = done.between(date(2026, 10, 1), date(2026, 10, 31))
    assert (found.patrols, found.contacts, found.responses) == (2, 2, 15)
    assert dict(found.outcomes) == {"arrest": 4}
    assert (found.events, found.attendance, found.event_minutes) == (2, 7, 120)
    assert (found.meetings, found.meeting_minutes) == (2, 60)
    assert (found.messages, found.posts) == (1, 2)


def test_actions_count_by_when_they_were_raised_closed_and_due() -> None:
    late = Undertaken(date(2026, 9, 1), date(2026, 10, 31), None)
    closed_later = Undertaken(date(2026, 10, 3), date(2026, 10, 20), date(2026, 11, 2))
    closed = Undertaken(date(2026, 10, 3), date(2026, 10, 20), date(2026, 10, 31))
    done = Done(actions=[late, closed_later, closed], tasks=[late, closed])
    found = done.between(date(2026, 10, 1), date(2026, 10, 31))
    assert (found.raised, found.closed, found.overdue, found.tasks) == (2, 1, 2, 1)


def test_the_minutes_of_a_night_are_cut_at_the_days_and_at_the_months() -> None:
    over = Time("P1", "foot", *(at(10, 31, 22), at(11, 1, 2)), *(at(10, 31, 23), at(11, 1, 2)))
    work = Work((over,))
    whole = work.between(date(2026, 10, 1), date(2026, 11, 30))
    assert dict(whole.by_month) == {Month(2026, 10): 60, Month(2026, 11): 120}
    assert work.between(date(2026, 10, 1), date(2026, 10, 31)).minutes == 60
    assert work.between(date(2026, 11, 1), date(2026, 11, 1)).minutes == 120
    assert work.between(date(2026, 11, 2), date(2026, 11, 30)).patrols == 0


# --- Before and after -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("closed", "today", "weeks"),
    [
        (None, date(2026, 9, 20), None),
        (None, date(2026, 9, 21), 1),
        (None, date(2026, 11, 9), 8),
        (None, date(2026, 11, 15), 8),
        (date(2026, 9, 28), date(2026, 11, 15), 2),
        (date(2026, 9, 14), date(2026, 11, 15), None),
        (None, date(2028, 11, 15), 26),
        (None, date(2026, 9, 1), None),
    ],
)
def test_as_many_whole_weeks_are_compared_as_have_gone_by(
    closed: date | None, today: date, weeks: int | None
) -> None:
    found = halves(ADOPTED, closed, today)
    assert (found.weeks if found else None) == weeks


def test_the_weeks_before_end_where_those_after_begin() -> None:
    found = Halves(ADOPTED, 2)
    assert found.before == (date(2026, 8, 31), date(2026, 9, 13))
    assert found.after == (date(2026, 9, 14), date(2026, 9, 27))
    assert found.few
    assert not Halves(ADOPTED, 4).few


def test_months_are_compared_as_far_as_both_sides_are_known() -> None:
    known = {Month(2026, number) for number in (4, 6, 7, 8, 9, 10, 11)}
    assert months_beside(ADOPTED, known, TODAY) == ([Month(2026, 8)], [Month(2026, 10)])
    first = date(2026, 9, 1)
    assert months_beside(first, known, TODAY) == (
        [Month(2026, 7), Month(2026, 8)],
        [Month(2026, 9), Month(2026, 10)],
    )
    assert months_beside(ADOPTED, {Month(2026, 8)}, TODAY) == ([], [])


def test_days_on_which_anybody_was_asked_count_once() -> None:
    asked = [(date(2026, 9, 1), date(2026, 9, 3)), (date(2026, 9, 3), None)]
    assert open_days(asked, date(2026, 9, 2), date(2026, 9, 5)) == 4
    assert open_days(asked[:1], date(2026, 9, 4), date(2026, 9, 5)) == 0
