"""A day of the grid: whose duty it is, what it is shown as, and what is taken from the team."""

from __future__ import annotations

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain import duties, figures
from snt_desk.domain.clock import Month, london
from snt_desk.domain.duties import (
    AbsenceDraft,
    Absent,
    CoverRule,
    DayOf,
    DutyDraft,
    Rostered,
    ShiftTimes,
    Slot,
)
from snt_desk.domain.facts import Absence, Duty, Facts
from snt_desk.domain.roster import NominalRoll, absence_flag
from tests.domain.made_facts import CODES
from tests.domain.random_facts import months as a_month

DAY = date(2026, 12, 18)
SLOT = Slot("1276", DAY)


def duty(start: datetime, end: datetime, ref: str = "D1", code: str = "early") -> Rostered:
    return Rostered(ref, "1276", start, end, code, code.capitalize())


EARLY = duty(london(2026, 12, 18, 7), london(2026, 12, 18, 15))
NIGHT_BEFORE = duty(london(2026, 12, 17, 21), london(2026, 12, 18, 5), "D0", "night")


def absence(start: datetime, end: datetime, kind: str = "annual_leave", ref: str = "A1") -> Absent:
    flag = next(absence_flag(one) for one in CODES["absence"] if one.code == kind)
    return Absent(ref, "1276", start, end, kind, kind, flag)


def day(*held: Rostered, away: tuple[Absent, ...] = ()) -> DayOf:
    return duties.day_of(SLOT, held, away, posted=True)


# --- Times ------------------------------------------------------------------------------------


def test_a_shift_that_ends_before_it_begins_ends_on_the_next_day() -> None:
    night = ShiftTimes(time(21), time(5)).on(DAY)
    assert (night.start, night.end) == (london(2026, 12, 18, 21), london(2026, 12, 19, 5))


def test_a_shift_keeps_its_times_on_the_wall_when_the_clocks_change() -> None:
    night = ShiftTimes(time(22), time(6))
    assert night.on(date(2026, 10, 24)).minutes == 9 * 60
    assert night.on(date(2026, 3, 28)).minutes == 7 * 60


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.times(), st.times())
def test_times_can_be_read_off_the_shift_they_made(on: date, start: time, end: time) -> None:
    times = ShiftTimes(start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    span = times.on(on)
    if on not in {date(2026, 3, 29), date(2026, 3, 28)}:  # some times of that night never were
        assert ShiftTimes.of(span) == times


# --- Letters ----------------------------------------------------------------------------------


def test_each_duty_has_the_first_letter_of_its_label_that_is_free() -> None:
    seeded = {"early": "Early", "day": "Day", "late": "Late", "other": "Other", "own": "Evening"}
    assert duties.letters(seeded) == {
        "early": "E",
        "day": "D",
        "late": "L",
        "other": "O",
        "own": "N",
    }


@given(st.lists(st.text(max_size=8), max_size=12))
def test_no_two_duties_share_a_letter_nor_take_one_of_an_absence(labels: list[str]) -> None:
    found = duties.letters({str(n): label for n, label in enumerate(labels)})
    given_out = [one for one in found.values() if one]
    assert len(set(given_out)) == len(given_out)
    assert not set(given_out) & {"V", "S", "A"}


# --- A day ------------------------------------------------------------------------------------


def test_a_night_duty_belongs_to_the_day_on_which_it_begins() -> None:
    found = duties.day_of(SLOT, [NIGHT_BEFORE, EARLY], (), posted=True)
    assert found.duties == (EARLY,)


def test_a_duty_of_another_team_is_not_shown() -> None:
    elsewhere = Rostered("D9", "1276", EARLY.start, EARLY.end, "early", "Early", here=False)
    assert day(elsewhere).duties == ()


def test_a_day_is_shown_as_the_absence_that_takes_its_duty() -> None:
    leave = absence(london(2026, 12, 18), london(2026, 12, 19))
    court = absence(london(2026, 12, 18, 9), london(2026, 12, 18, 15), "court", "A2")
    sick = absence(london(2026, 12, 18, 14), london(2026, 12, 18, 15), "sickness", "A3")
    assert day(EARLY, away=(court,)).taken == court
    assert day(EARLY, away=(court, leave)).taken == leave
    assert day(EARLY, away=(leave, sick)).taken == leave


def test_leave_on_a_day_without_a_duty_is_shown_as_leave() -> None:
    leave = absence(london(2026, 12, 14), london(2026, 12, 28))
    assert day(away=(leave,)).taken == leave


def test_an_absence_that_misses_the_duty_is_there_and_the_day_is_still_the_duty() -> None:
    evening = absence(london(2026, 12, 18, 18), london(2026, 12, 18, 20), "training")
    found = day(EARLY, away=(evening,))
    assert (found.absences, found.taken) == ((evening,), None)


def test_an_absence_of_the_night_before_does_not_mark_the_next_day() -> None:
    taken = absence(london(2026, 12, 17, 21), london(2026, 12, 18, 5), "custody_watch")
    assert day(NIGHT_BEFORE, away=(taken,)).absences == ()
    assert day(away=(taken,)).absences == (taken,)


def test_only_who_is_posted_or_on_duty_may_be_written_in() -> None:
    assert duties.day_of(SLOT, [EARLY], (), posted=False).open
    assert not duties.day_of(SLOT, [], (), posted=False).open


# --- Cover ------------------------------------------------------------------------------------


def test_who_is_away_for_half_of_the_duty_is_no_cover() -> None:
    rule = CoverRule(("early", "day"), 2)
    two_hours = absence(london(2026, 12, 18, 9), london(2026, 12, 18, 11), "court")
    half = absence(london(2026, 12, 18, 11), london(2026, 12, 18, 15), "court")
    assert duties.on_cover(day(EARLY), rule)
    assert duties.on_cover(day(EARLY, away=(two_hours,)), rule)
    assert not duties.on_cover(day(EARLY, away=(half,)), rule)
    assert not duties.on_cover(day(EARLY), CoverRule(("late",), 1))


# --- Abstraction ------------------------------------------------------------------------------


def rostered(one: Duty) -> Rostered:
    return Rostered(one.ref, one.collar, one.start, one.end, "early", "Early")


def absent(one: Absence) -> Absent:
    kind = next(each for each in CODES["absence"] if each.code == one.kind)
    return Absent(one.ref, one.collar, one.start, one.end, one.kind, kind.label, absence_flag(kind))


@given(a_month())
def test_abstraction_is_the_returns(month: Facts) -> None:
    assert isinstance(month.month, Month)
    counted: dict[str, int] = {}
    for one in figures.compute(month):
        if one.section == "time":
            counted[one.measure] = counted.get(one.measure, 0) + one.value
    found = duties.abstraction(
        month.month,
        [rostered(one) for one in month.duties],
        [absent(one) for one in month.absences],
        NominalRoll.of(month.team, month.postings),
    )
    assert (found.rostered, found.minutes) == (counted["rostered"], counted["abstracted"])


def test_a_share_of_nothing_is_no_share() -> None:
    assert duties.Abstraction(0, {}).percent is None
    assert duties.Abstraction(1000, {"court": 51}).percent == 5.1


# --- Drafts -----------------------------------------------------------------------------------


def problems(draft: DutyDraft | AbsenceDraft) -> list[str]:
    return [one.field for one in draft.problems()]


def test_a_duty_needs_a_kind_a_beginning_and_an_end_after_it() -> None:
    assert problems(DutyDraft("1276", "", None, None)) == ["code", "start", "end"]
    assert problems(DutyDraft("1276", "early", EARLY.start, EARLY.start)) == ["end"]
    assert problems(DutyDraft("1276", "early", EARLY.start, EARLY.end)) == []


def test_a_duty_of_more_than_16_hours_is_a_slip() -> None:
    sixteen = DutyDraft("1276", "early", london(2026, 12, 18, 6), london(2026, 12, 18, 22))
    more = DutyDraft("1276", "early", london(2026, 12, 18, 6), london(2026, 12, 18, 22, 1))
    assert (problems(sixteen), problems(more)) == ([], ["end"])


def test_an_absence_may_be_long_but_must_end_after_it_begins() -> None:
    months = AbsenceDraft("1276", "parental", london(2026, 1, 1), london(2026, 10, 1))
    assert problems(months) == []
    assert problems(AbsenceDraft("", "", None, None)) == ["collar", "kind", "start", "end"]
    back = AbsenceDraft("1276", "court", london(2026, 10, 1), london(2026, 10, 1))
    assert problems(back) == ["end"]
