"""Roles by posting, duties counted once, and which absence wins."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain.clock import Month
from snt_desk.domain.facts import Absence, Duty, Posting
from snt_desk.domain.minutes import Stretch, minute
from snt_desk.domain.roster import NominalRoll, Standing, away, own_duties
from tests.domain.made_facts import CODES, STAFF, TEAM, absence, d, duty, posting
from tests.domain.random_facts import PEOPLE, code, stretches

OCTOBER = Stretch.of(Month(2026, 10))
ROLL = NominalRoll.of(TEAM, STAFF)


def standing(day: str, *postings: Posting) -> Standing:
    return NominalRoll.of(TEAM, postings).standing("202", d(day))


def away_minutes(absences: list[Absence], *duties: Duty) -> dict[str, int]:
    own = own_duties(duties, ROLL, OCTOBER)
    return {one.absence.ref: one.minutes for one in away(absences, CODES["absence"], own)}


def test_a_posting_covers_its_first_day_and_not_the_day_it_ends() -> None:
    acting = posting("202", "sergeant", "2026-10-05", "2026-10-10")
    usual = posting("202", "pc", "2026-10-10")
    assert standing("2026-10-05", usual, acting) == Standing("sergeant", posted_here=True)
    assert standing("2026-10-09", usual, acting) == Standing("sergeant", posted_here=True)
    assert standing("2026-10-10", usual, acting) == Standing("pc", posted_here=True)


def test_this_teams_posting_gives_the_role_before_an_older_one_elsewhere() -> None:
    elsewhere = posting("202", "sergeant", "2010-01-01", team="BRX-1")
    here = posting("202", "pc", "2026-01-01")
    assert standing("2026-10-05", elsewhere, here) == Standing("pc", posted_here=True)


def test_a_visitors_role_is_that_of_the_posting_that_began_first() -> None:
    later = posting("202", "pcso", "2020-01-02", team="BRX-1")
    first = posting("202", "pc", "2020-01-01", team="STA-1")
    assert standing("2026-10-05", later, first) == Standing("pc", posted_here=False)


def test_of_postings_that_began_together_the_smaller_team_code_gives_the_role() -> None:
    larger = posting("202", "pc", "2020-01-01", team="STA-1")
    smaller = posting("202", "pcso", "2020-01-01", team="BRX-1")
    assert standing("2026-10-05", larger, smaller) == Standing("pcso", posted_here=False)


def test_with_no_posting_that_day_the_nearest_in_days_gives_the_role() -> None:
    ended = posting("202", "pc", "2020-01-01", "2026-10-11")
    to_come = posting("202", "sergeant", "2026-10-16")
    # The last day covered is the 10th: the 12th is two days after it, four before the 16th.
    assert standing("2026-10-12", ended, to_come) == Standing("pc", posted_here=False)
    assert standing("2026-10-14", ended, to_come) == Standing("sergeant", posted_here=False)


def test_a_posting_to_come_that_also_ends_is_as_near_as_its_start() -> None:
    ended = posting("202", "pc", "2020-01-01", "2026-10-11")
    spell = posting("202", "sergeant", "2026-10-20", "2026-10-30")
    assert standing("2026-10-12", ended, spell) == Standing("pc", posted_here=False)
    assert standing("2026-10-19", ended, spell) == Standing("sergeant", posted_here=False)


def test_of_two_as_near_the_earlier_posting_gives_the_role() -> None:
    ended = posting("202", "pc", "2020-01-01", "2026-10-11")
    to_come = posting("202", "sergeant", "2026-10-16")
    assert standing("2026-10-13", to_come, ended) == Standing("pc", posted_here=False)


def test_of_two_as_near_and_as_old_this_teams_posting_gives_the_role() -> None:
    elsewhere = posting("202", "pcso", "2026-10-16", team="BRX-1")
    here = posting("202", "pc", "2026-10-16")
    assert standing("2026-10-13", elsewhere, here) == Standing("pc", posted_here=False)


def test_of_two_as_near_and_as_old_elsewhere_the_smaller_team_code_gives_the_role() -> None:
    larger = posting("202", "pc", "2026-10-16", team="STA-1")
    smaller = posting("202", "pcso", "2026-10-16", team="BRX-1")
    assert standing("2026-10-13", larger, smaller) == Standing("pcso", posted_here=False)


def test_a_duty_counts_inside_the_month_only() -> None:
    night = duty("2026-10-31T22:00", "2026-11-01T06:00")
    (own,) = own_duties([night], ROLL, OCTOBER)
    assert own.stretch.minutes == 120


def test_overlapping_duties_of_one_person_count_once_for_the_earlier_start() -> None:
    early = duty("2026-10-05T08:00", "2026-10-05T16:00", ref="D2")
    late = duty("2026-10-05T14:00", "2026-10-05T22:00", ref="D1")
    own = own_duties([late, early], ROLL, OCTOBER)
    assert {one.duty.ref: one.stretch.minutes for one in own} == {"D2": 480, "D1": 360}


def test_of_duties_that_start_together_the_smaller_ref_counts() -> None:
    short = duty("2026-10-05T08:00", "2026-10-05T10:00", ref="D2")
    long = duty("2026-10-05T08:00", "2026-10-05T16:00", ref="D10")
    own = own_duties([short, long], ROLL, OCTOBER)
    assert {one.duty.ref: one.stretch.minutes for one in own} == {"D10": 480}


def test_a_duty_with_no_minute_of_its_own_is_left_out() -> None:
    day = ("2026-10-05T08:00", "2026-10-05T16:00")
    (own,) = own_duties([duty(*day, ref="D2"), duty(*day, ref="D1")], ROLL, OCTOBER)
    assert own.duty.ref == "D1"


def test_two_peoples_duties_both_count() -> None:
    day = ("2026-10-05T08:00", "2026-10-05T16:00")
    own = own_duties([duty(*day), duty(*day, collar="404", ref="D2")], ROLL, OCTOBER)
    assert [one.stretch.minutes for one in own] == [480, 480]
    assert [one.role for one in own] == ["pc", "pcso"]


def test_the_role_on_a_duty_is_that_of_the_day_it_starts() -> None:
    held = (
        posting("202", "pc", end="2026-10-06"),
        posting("202", "sergeant", "2026-10-06"),
    )
    night = duty("2026-10-05T22:00", "2026-10-06T06:00")
    (own,) = own_duties([night], NominalRoll.of(TEAM, held), OCTOBER)
    assert own.role == "pc"


DAY = duty("2026-10-12T09:00", "2026-10-12T17:00")


def test_only_the_part_of_an_absence_that_lies_on_a_duty_counts() -> None:
    leave = absence("2026-10-12T12:00", "2026-10-12T23:00", "annual_leave")
    assert away_minutes([leave], DAY) == {"A1": 300}


def test_sickness_wins_over_other_leave_that_began_before_it() -> None:
    leave = absence("2026-10-12T08:00", "2026-10-12T17:00", "annual_leave", ref="A1")
    sick = absence("2026-10-12T15:00", "2026-10-12T17:00", "sickness", ref="A2")
    assert away_minutes([leave, sick], DAY) == {"A1": 360, "A2": 120}


def test_any_leave_wins_over_an_abstraction() -> None:
    court = absence("2026-10-12T09:00", "2026-10-12T17:00", "court", ref="A1")
    leave = absence("2026-10-12T11:00", "2026-10-12T13:00", "toil", ref="A2")
    assert away_minutes([court, leave], DAY) == {"A1": 360, "A2": 120}


def test_of_two_abstractions_the_one_that_started_first_wins() -> None:
    court = absence("2026-10-12T10:00", "2026-10-12T14:00", "court", ref="A1")
    guard = absence("2026-10-12T09:00", "2026-10-12T12:00", "scene_guard", ref="A2")
    assert away_minutes([court, guard], DAY) == {"A2": 180, "A1": 120}


def test_of_two_that_started_together_the_smaller_ref_wins() -> None:
    court = absence("2026-10-12T09:00", "2026-10-12T14:00", "court", ref="A2")
    guard = absence("2026-10-12T09:00", "2026-10-12T12:00", "scene_guard", ref="A10")
    assert away_minutes([court, guard], DAY) == {"A10": 180, "A2": 120}


def test_another_persons_absence_takes_nothing() -> None:
    other = absence("2026-10-12T09:00", "2026-10-12T17:00", "sickness", collar="404")
    assert away_minutes([other], DAY) == {}


def test_an_absence_with_neither_flag_counts_nowhere_and_wins_over_nothing() -> None:
    own = own_duties([DAY], ROLL, OCTOBER)
    kinds = [one for one in CODES["absence"] if one.code != "annual_leave"]
    unknown = absence("2026-10-12T09:00", "2026-10-12T17:00", "annual_leave", ref="A1")
    court = absence("2026-10-12T10:00", "2026-10-12T12:00", "court", ref="A2")
    found = list(away([unknown, court], kinds, own))
    assert [(one.absence.ref, one.flag, one.minutes) for one in found] == [
        ("A2", "abstracted", 120)
    ]


def test_a_long_absence_counts_on_each_duty() -> None:
    parental = absence("2026-07-01T00:00", "2027-07-01T00:00", "parental")
    found = list(
        away(
            [parental],
            CODES["absence"],
            own_duties(
                [DAY, duty("2026-10-13T09:00", "2026-10-13T17:00", ref="D2")], ROLL, OCTOBER
            ),
        )
    )
    assert [one.minutes for one in found] == [480, 480]


@st.composite
def _days(draw: st.DrawFn) -> tuple[list[Duty], list[Absence]]:
    people = st.sampled_from(PEOPLE[:2])
    duties = [
        Duty(f"D{n}", draw(people), *draw(stretches())) for n in range(draw(st.integers(0, 6)))
    ]
    kinds = code("absence")
    absences = [
        Absence(f"A{n}", draw(people), *draw(stretches(3000)), draw(kinds))
        for n in range(draw(st.integers(0, 6)))
    ]
    return duties, absences


EVERYONE = NominalRoll.of(TEAM, [posting(one) for one in PEOPLE])


@given(_days())
def test_every_minute_of_duty_counts_once_and_goes_to_one_absence(
    found: tuple[list[Duty], list[Absence]],
) -> None:
    duties, absences = found
    own = own_duties(duties, EVERYONE, OCTOBER)
    taken = list(away(absences, CODES["absence"], own))
    for collar in PEOPLE[:2]:
        on_duty = {
            one
            for each in duties
            if each.collar == collar
            for one in range(
                max(minute(each.start), OCTOBER.start), min(minute(each.end), OCTOBER.end)
            )
        }
        absent = {
            one
            for each in absences
            if each.collar == collar
            for one in range(minute(each.start), minute(each.end))
        }
        mine = sum(one.stretch.minutes for one in own if one.duty.collar == collar)
        gone = sum(one.minutes for one in taken if one.absence.collar == collar)
        assert (mine, gone) == (len(on_duty), len(on_duty & absent))
