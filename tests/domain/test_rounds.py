"""When the next round is due, and where each priority stands in a round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import clock, priorities, rounds
from snt_desk.domain.clock import DAY
from snt_desk.domain.rounds import RoundDraft, Silence

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
MONTHS = st.integers(1, rounds.LONGEST)


# --- When the next is due ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begun", "months", "due"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 11, 30), 4, date(2027, 3, 30)),
        (date(2026, 11, 30), 6, date(2027, 5, 30)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 8, 31), 4, date(2026, 12, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_the_next_round_is_due_after_calendar_months(begun: date, months: int, due: date) -> None:
    assert rounds.due(begun, months) == due


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 8, 30), "to come"),
        (date(2026, 8, 31), "running"),
        (date(2026, 12, 16), "running"),
        (date(2026, 12, 17), "due"),
        (date(2026, 12, 31), "due"),
        (date(2027, 1, 1), "overdue"),
    ],
)
def test_the_next_round_is_warned_of_for_a_fortnight_and_then_overdue(on: date, state: str) -> None:
    assert rounds.state(date(2026, 8, 31), 4, None, on) == state


def test_a_round_whose_end_is_written_down_is_not_waited_for() -> None:
    begun, ended = date(2026, 1, 1), date(2026, 12, 1)
    assert rounds.state(begun, 4, ended, date(2026, 11, 30)) == "running"
    assert rounds.state(begun, 4, ended, ended) == "over"


@pytest.mark.parametrize("ended", [date(2026, 3, 1), date(2026, 5, 1), date(2026, 12, 1)])
def test_the_next_round_is_waited_for_from_when_this_one_ended(ended: date) -> None:
    def said(on: date) -> str | None:
        return rounds.awaited(date(2026, 1, 1), 4, ended, on)

    days = (ended - 15 * DAY, ended - 14 * DAY, ended, ended + DAY)
    assert [said(day) for day in days] == [None, "due", "due", "overdue"]


@given(DAYS, MONTHS, st.integers(-20, 500))
def test_without_an_end_the_next_is_waited_for_as_the_round_is_due(
    begun: date, months: int, days: int
) -> None:
    on = begun + DAY * days
    said = rounds.state(begun, months, None, on)
    assert rounds.awaited(begun, months, None, on) == (said if said.endswith("due") else None)


@given(DAYS, MONTHS, st.integers(0, 500))
def test_a_round_only_grows_older(begun: date, months: int, days: int) -> None:
    ages = ["to come", "running", "due", "overdue"]
    one, two = (rounds.state(begun, months, None, begun + DAY * n) for n in (days - 1, days))
    assert ages.index(one) <= ages.index(two)


def test_a_length_that_came_in_by_data_is_kept_and_offered() -> None:
    assert rounds.cycle(5) == 5
    assert rounds.lengths(5) == (3, 4, 5, 6)
    assert rounds.lengths(4) == rounds.CYCLES
    assert [rounds.cycle(months) for months in (None, 0, 13)] == [3, 3, 3]


# --- Where a priority stands ------------------------------------------------------------------

AUG, DEC, APR = date(2026, 8, 1), date(2026, 12, 1), date(2027, 4, 1)


@pytest.mark.parametrize(
    ("adopted", "closed", "result", "standing"),
    [
        (None, None, None, None),
        (DEC, None, None, None),
        (AUG, None, None, "new"),
        (date(2026, 10, 9), None, None, "new"),
        (date(2026, 4, 1), None, None, "continued"),
        (date(2026, 4, 1), AUG, "resolved", None),
        (date(2026, 4, 1), date(2026, 8, 2), "resolved", "closed"),
        (date(2026, 4, 1), date(2026, 10, 9), "replaced", "replaced"),
        (AUG, DEC, "reduced", "closed"),
        (AUG, date(2026, 12, 2), "reduced", "new"),
        (date(2026, 4, 1), date(2026, 12, 2), "replaced", "continued"),
        (None, date(2026, 10, 9), "no_further_action", None),
    ],
)
def test_a_priority_stands_in_a_round_by_its_own_dates(
    adopted: date | None, closed: date | None, result: str | None, standing: str | None
) -> None:
    assert rounds.standing(adopted, closed, result, AUG, DEC) == standing


def test_one_adopted_and_closed_on_one_day_was_live_on_it() -> None:
    assert rounds.standing(DEC, DEC, "resolved", DEC, APR) == "closed"
    assert rounds.standing(DEC, DEC, "resolved", AUG, DEC) is None


def test_in_a_round_that_goes_on_a_closed_one_is_closed() -> None:
    assert rounds.standing(AUG, APR, "replaced", AUG) == "replaced"
    assert rounds.standing(AUG, None, None, AUG) == "new"


@st.composite
def _rounds(draw: st.DrawFn) -> list[tuple[date, date | None]]:
    """Rounds that follow each other without gaps; the last perhaps without an end."""
    starts = sorted(draw(st.sets(DAYS, min_size=1, max_size=6)))
    last = draw(st.one_of(st.none(), st.just(starts[-1] + 90 * DAY)))
    return [*pairwise(starts), (starts[-1], last)]


_CLOSED = st.one_of(st.none(), st.integers(0, 900))


@given(_rounds(), DAYS, _CLOSED, st.integers(0, 1200))
def test_every_live_day_of_a_priority_lies_in_one_round_and_it_stands_there(
    all_rounds: list[tuple[date, date | None]], adopted: date, lasted: int | None, days: int
) -> None:
    closed = None if lasted is None else adopted + lasted * DAY
    day = adopted + days * DAY
    if closed is not None and day >= closed:
        return
    over = all_rounds[-1][1]
    holding = [one for one in all_rounds if one[0] <= day and (one[1] is None or day < one[1])]
    assert len(holding) == (all_rounds[0][0] <= day and (over is None or day < over))
    for one in holding:
        assert rounds.standing(adopted, closed, "resolved", *one) is not None


@given(_rounds(), DAYS, _CLOSED)
def test_a_priority_is_new_once_and_closed_once(
    all_rounds: list[tuple[date, date | None]], adopted: date, lasted: int | None
) -> None:
    closed = None if lasted is None else adopted + lasted * DAY
    stands = [rounds.standing(adopted, closed, "resolved", *one) for one in all_rounds]
    found = [one for one in stands if one is not None]
    # In rounds side by side: new (or from before them), then continued, then closed.
    assert found[1:-1] == ["continued"] * len(found[1:-1])
    assert found.count("new") <= 1
    assert found.count("closed") <= 1
    inside = [one is not None for one in stands]
    assert sum(one != two for one, two in pairwise([False, *inside, False])) in {0, 2}


# --- News, apart from the round ---------------------------------------------------------------


def test_a_round_may_fail_the_three_month_limit_within_its_own_four_months() -> None:
    begun, on = date(2026, 8, 1), date(2026, 11, 10)
    assert rounds.state(begun, 4, None, on) == "running"
    told = [
        ("Cars racing", date(2026, 8, 1)),
        ("Shop theft", date(2026, 8, 10)),
        ("Parking", date(2026, 8, 3)),
        ("Bins", date(2026, 5, 31)),
    ]
    assert rounds.silent(told, on) == (
        Silence("Bins", 71),
        Silence("Cars racing", 9),
        Silence("Parking", 7),
    )


@given(DAYS, st.integers(0, 400))
def test_days_of_silence_count_from_the_limit(told: date, days: int) -> None:
    on = told + days * DAY
    assert (rounds.days_silent(told, on) > 0) == priorities.is_stale(told, on)


# --- A round being written --------------------------------------------------------------------

FOUR = RoundDraft(AUG, 4)


def test_a_round_needs_its_first_day_and_a_length() -> None:
    assert not list(FOUR.problems())
    assert [one.field for one in RoundDraft().problems()] == ["begun", "months"]
    for months in (0, 13):
        assert [one.field for one in replace(FOUR, months=months).problems()] == ["months"]
    [problem] = replace(FOUR, ended=AUG).problems()
    assert problem.text == "Enter a day after Sat 1 Aug 2026, or leave it empty."


def test_what_is_odd_about_a_round_is_said() -> None:
    assert not list(FOUR.warnings(DEC))
    [late] = replace(FOUR, ended=date(2027, 1, 31)).warnings(DEC)
    assert late.text == "The next round was due on Tue 1 Dec 2026."
    [far] = replace(FOUR, begun=date(2028, 1, 1)).warnings(DEC)
    assert far.field == "begun"


def test_rounds_side_by_side_share_no_day() -> None:
    before, after = RoundDraft(AUG, 4, DEC), RoundDraft(DEC, 4)
    assert not rounds.overlap(before, after)
    assert not rounds.overlap(after, before)
    assert rounds.overlap(replace(before, ended=DEC + DAY), after)
    assert rounds.overlap(FOUR, after), "without an end it goes on"
    assert not rounds.overlap(RoundDraft(), after)


@given(DAYS, DAYS, st.integers(1, 300), st.integers(1, 300))
def test_overlap_is_a_shared_day(one: date, two: date, first: int, second: int) -> None:
    a, b = RoundDraft(one, 3, one + first * DAY), RoundDraft(two, 3, two + second * DAY)
    shared = {one + n * DAY for n in range(first)} & {two + n * DAY for n in range(second)}
    assert rounds.overlap(a, b) == rounds.overlap(b, a) == bool(shared)


def test_a_round_is_named_by_its_days() -> None:
    assert rounds.shown(AUG, DEC) == "1 Aug to 30 Nov 2026"
    assert rounds.shown(DEC, None) == "since 1 Dec 2026"
    assert rounds.shown(DEC, APR) == "1 Dec 2026 to 31 Mar 2027"
    assert clock.add_months(AUG, 4) == DEC
