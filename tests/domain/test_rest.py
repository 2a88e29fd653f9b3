"""What a roster breaks is named: 11 hours between duties, 24 clear in a week, 48 on average."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import rest
from snt_desk.domain.clock import DAY, HOUR, london
from snt_desk.domain.duties import Absent, Rostered
from snt_desk.domain.minutes import minute

MONDAY = date(2026, 12, 14)


def duty(start: datetime, end: datetime, ref: str = "D", label: str = "Early") -> Rostered:
    return Rostered(ref, "1276", start, end, label.lower(), label)


def on(day: int, start: int, end: int, label: str = "Early", month: int = 12) -> Rostered:
    begins = london(2026, month, day, start)
    ends = london(2026, month, day + end // 24, end % 24)
    return duty(begins, ends, f"D{day}", label)


def leave(start: datetime, end: datetime, flag: str = "unavailable") -> Absent:
    return Absent("A", "1276", start, end, "annual_leave", "Annual leave", flag)


def titles(*duties: Rostered, absences: tuple[Absent, ...] = (), month: int = 12) -> list[str]:
    days = [one.day for one in duties] or [date(2026, month, 1)]
    mondays = rest.weeks(min(days), max(days))
    return [one.title for one in rest.breaches(duties, absences, mondays)]


def test_under_eleven_hours_off_names_both_duties_and_the_rule() -> None:
    late, early = on(17, 14, 22, "Late"), on(18, 7, 15)
    (found,) = rest.short_rests([late, early])
    assert (found.ref, found.day) == ("D18", date(2026, 12, 18))
    assert found.title == "Only 9 h off before this duty"
    assert found.text == "The late on Thu 17 Dec ends at 22:00. The rule is 11 h."
    assert found.short == "9 h between duties"


def test_eleven_hours_are_enough() -> None:
    assert titles(on(17, 14, 22), on(18, 9, 17)) == []


def test_the_night_the_clocks_go_forward_takes_an_hour_of_rest() -> None:
    late, early = on(28, 14, 20, "Late", month=3), on(29, 7, 15, month=3)
    (found,) = rest.short_rests([late, early])
    assert found.title == "Only 10 h off before this duty"


def test_a_night_duty_ends_on_the_next_day() -> None:
    night, late = on(17, 21, 29, "Night"), on(18, 14, 22)
    assert titles(night, late) == ["Only 9 h off before this duty"]


def test_duties_that_touch_are_one_stretch_of_work() -> None:
    assert titles(on(17, 7, 11), duty(london(2026, 12, 17, 11), london(2026, 12, 17, 15))) == []


def test_a_duty_under_leave_is_no_work_and_abstraction_is() -> None:
    late, early = on(17, 14, 22, "Late"), on(18, 7, 15)
    whole = london(2026, 12, 18), london(2026, 12, 19)
    assert titles(late, early, absences=(leave(*whole),)) == []
    assert titles(late, early, absences=(leave(*whole, flag="abstracted"),)) != []
    half = london(2026, 12, 18, 9), london(2026, 12, 19)
    assert titles(late, early, absences=(leave(*half),)) != []


def test_a_week_of_duties_every_day_has_no_day_clear() -> None:
    week = [on(day, 7, 15) for day in range(14, 23)]
    (found,) = rest.no_clear_day(week, [MONDAY])
    assert found.day == date(2026, 12, 20)
    assert found.text == "The week of Mon 14 Dec has no 24 h without a duty."


def test_one_day_off_clears_the_week() -> None:
    week = [on(day, 7, 15) for day in range(14, 23) if day != 16]
    assert list(rest.no_clear_day(week, [MONDAY])) == []


def test_nights_that_end_on_sunday_are_followed_by_their_rest() -> None:
    nights = [on(day, 22, 30, "Night") for day in range(14, 20)]
    assert list(rest.no_clear_day([*nights, on(22, 7, 15)], [MONDAY])) == []


def test_nothing_is_known_against_the_last_duties_there_are() -> None:
    assert list(rest.no_clear_day([on(day, 7, 15) for day in range(14, 21)], [MONDAY])) == []


def weeks_of(hours: int, count: int = rest.WEEKS) -> list[Rostered]:
    """Five duties a week of that many hours in all, up to the week of MONDAY."""
    first = MONDAY - (count - 1) * 7 * DAY
    days = [first + week * 7 * DAY + n * DAY for week in range(count) for n in range(5)]
    return [
        duty(at, at + timedelta(hours=hours) / 5, f"D{n}")
        for n, at in enumerate(london(one.year, one.month, one.day, 7) for one in days)
    ]


def test_over_48_hours_a_week_over_17_weeks_is_named_and_48_is_not() -> None:
    assert list(rest.long_weeks(weeks_of(48), [MONDAY])) == []
    (found,) = rest.long_weeks(weeks_of(50), [MONDAY])
    assert found.title == "50 h a week on average"
    assert found.text == "17 weeks to Sun 20 Dec. The rule is 48 h."
    assert found.day == date(2026, 12, 18)


def test_weeks_without_work_lower_the_average() -> None:
    assert list(rest.long_weeks(weeks_of(50, count=16), [MONDAY])) == []


def test_weeks_begin_on_monday_and_cover_the_month() -> None:
    assert rest.weeks(date(2026, 12, 1), date(2026, 12, 31)) == tuple(
        date(2026, 11, 30) + n * 7 * DAY for n in range(5)
    )


starts = st.integers(0, 60 * 24)
rosters = st.lists(st.tuples(starts, st.integers(1, 16)), min_size=2, max_size=12)


@given(rosters)
def test_a_short_rest_is_named_where_there_is_one_and_nowhere_else(
    found: list[tuple[int, int]],
) -> None:
    first = london(2026, 10, 1)
    duties = sorted(
        (
            duty(first + start * HOUR, first + (start + hours) * HOUR, f"D{n}")
            for n, (start, hours) in enumerate(found)
        ),
        key=lambda one: (one.start, one.ref),
    )
    named = {one.ref for one in rest.short_rests(duties)}
    for at, one in enumerate(duties):
        ends = [minute(before.end) for before in duties[:at]]
        gap = minute(one.start) - max(ends) if ends else rest.LEAST_BETWEEN
        assert (one.ref in named) == (0 < gap < rest.LEAST_BETWEEN)


@given(rosters)
def test_the_same_roster_a_week_later_breaks_the_same_rules(found: list[tuple[int, int]]) -> None:
    def breaches(first: datetime) -> list[tuple[str, str]]:
        duties = [
            duty(first + start * HOUR, first + (start + hours) * HOUR, f"D{n}")
            for n, (start, hours) in enumerate(found)
        ]
        days = [one.day for one in duties]
        mondays = rest.weeks(min(days), max(days))
        return [(one.ref, one.title) for one in rest.breaches(duties, (), mondays)]

    # No clock changes between them.
    assert breaches(london(2026, 11, 2)) == breaches(london(2026, 11, 9))
