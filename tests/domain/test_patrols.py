"""What stops a patrol from being saved, and what is only odd."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import (
    Busy,
    LegDraft,
    OtherLeg,
    PatrolDraft,
    Person,
    Surroundings,
    VisitDraft,
    warnings,
)

NINE = london(2026, 11, 22, 9)
ELEVEN = london(2026, 11, 22, 11)
LEG = LegDraft(mode="foot", start=NINE, end=ELEVEN, officers=("1432",))
PATROL = PatrolDraft(legs=(LEG,))
CALLOWAY = Person("7104", "PCSO Calloway", cycle_trained=False, driving="none", posted=True)
ON_DUTY = Busy("7104", NINE, ELEVEN, "day")


@pytest.fixture(autouse=True)
def _fixed_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the evening of that day."""
    monkeypatch.setattr(clock, "now", lambda: london(2026, 11, 22, 20))


def said(draft: PatrolDraft) -> list[tuple[str, str]]:
    return [(problem.field, problem.text) for problem in draft.problems()]


def test_a_usual_patrol_has_no_problem() -> None:
    assert said(PATROL) == []


def test_a_patrol_that_is_still_out_has_no_problem() -> None:
    assert said(PatrolDraft(legs=(replace(LEG, end=None),))) == []


def test_an_end_before_its_start_cannot_be() -> None:
    draft = PatrolDraft(legs=(replace(LEG, end=NINE),))
    assert said(draft) == [("in", "Enter an end after 09:00.")]


def test_more_than_sixteen_hours_is_a_slip() -> None:
    sixteen = replace(LEG, end=NINE + timedelta(hours=16))
    assert said(PatrolDraft(legs=(sixteen,))) == []
    longer = replace(LEG, end=NINE + timedelta(hours=16, minutes=1))
    assert [field for field, _ in said(PatrolDraft(legs=(longer,)))] == ["in"]


def test_somebody_must_be_on_a_patrol_be_it_a_partner() -> None:
    nobody = replace(LEG, officers=())
    assert said(PatrolDraft(legs=(nobody,))) == [("crew", "Choose at least one officer.")]
    assert said(PatrolDraft(legs=(replace(nobody, partners=("council",)),))) == []


def test_an_officer_is_named_once_on_a_leg() -> None:
    twice = replace(LEG, officers=("1432", "1432"))
    assert said(PatrolDraft(legs=(twice,))) == [("crew", "Name each officer once.")]


def test_legs_follow_one_another_and_only_the_last_is_out() -> None:
    overlapping = replace(LEG, start=london(2026, 11, 22, 10))
    assert [field for field, _ in said(PatrolDraft(legs=(LEG, overlapping)))] == ["out"]
    out = PatrolDraft(legs=(replace(LEG, end=None), replace(LEG, start=ELEVEN, end=None)))
    assert [field for field, _ in said(out)] == ["in"]
    pause = replace(LEG, start=london(2026, 11, 22, 12), end=london(2026, 11, 22, 13))
    assert said(PatrolDraft(legs=(LEG, pause))) == []


@pytest.mark.parametrize(("start", "end"), [(8, 10), (10, 12), (10, 10)])
def test_visits_lie_inside_their_leg(start: int, end: int) -> None:
    visit = VisitDraft("H1", london(2026, 11, 22, start), london(2026, 11, 22, end))
    draft = PatrolDraft(legs=(replace(LEG, visits=(visit,)),))
    assert [field for field, _ in said(draft)] == ["visits"]


def test_an_outcome_is_at_least_one() -> None:
    draft = replace(PATROL, outcomes={"arrest": 0})
    assert [field for field, _ in said(draft)] == ["outcomes"]


def odd(leg: LegDraft, around: Surroundings) -> list[str]:
    return [warning.text for warning in warnings(PatrolDraft(legs=(leg,)), around)]


def test_a_patrol_within_a_duty_is_not_odd() -> None:
    around = Surroundings({"7104": CALLOWAY}, duties=(ON_DUTY,))
    assert odd(replace(LEG, officers=("7104",)), around) == []


def test_what_is_odd_is_said_with_the_name_and_the_day() -> None:
    leg = replace(LEG, officers=("7104",))
    away = Busy("7104", NINE - timedelta(hours=9), ELEVEN + timedelta(hours=9), "annual leave")
    other = OtherLeg("7104", NINE, NINE + timedelta(minutes=30), "bicycle", "P2", "B9", 2)
    around = Surroundings({"7104": CALLOWAY}, patrols=(other,), absences=(away,))
    assert odd(leg, around) == [
        "PCSO Calloway is on annual leave on Sun 22 Nov.",
        "PCSO Calloway is on another patrol then: bicycle, 09:00 to 09:30.",
    ]


def test_someone_without_a_duty_is_odd() -> None:
    around = Surroundings({"7104": CALLOWAY})
    assert odd(replace(LEG, officers=("7104",)), around) == [
        "PCSO Calloway has no duty then on Sun 22 Nov."
    ]


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("bicycle", "PCSO Calloway is not cycle-trained."),
        ("vehicle", "PCSO Calloway has no driving grade."),
    ],
)
def test_a_mode_that_nobody_on_it_may_use_is_odd(mode: str, sentence: str) -> None:
    around = Surroundings({"7104": CALLOWAY}, duties=(ON_DUTY,))
    assert odd(replace(LEG, officers=("7104",), mode=mode), around) == [sentence]


def test_someone_of_another_team_is_odd() -> None:
    around = Surroundings({"7104": replace(CALLOWAY, posted=False)}, duties=(ON_DUTY,))
    assert odd(replace(LEG, officers=("7104",)), around) == [
        "PCSO Calloway is not posted to this team on Sun 22 Nov."
    ]


def test_longer_than_eight_hours_is_odd() -> None:
    long = replace(LEG, end=NINE + timedelta(hours=8, minutes=1), officers=("7104",))
    around = Surroundings({"7104": CALLOWAY}, duties=(ON_DUTY,))
    assert odd(long, around) == ["This is longer than eight hours."]


def test_legs_are_longer_than_eight_hours_together() -> None:
    five = LEG.start + timedelta(hours=5) if LEG.start else NINE
    legs = (replace(LEG, end=five), replace(LEG, start=five, end=five + timedelta(hours=4)))
    said = [one.text for one in warnings(PatrolDraft(legs), Surroundings({}))]
    assert said == ["This is longer than eight hours."]


def test_who_has_been_out_for_more_than_eight_hours_may_be_forgotten() -> None:
    out = replace(LEG, end=None)
    assert odd(out, Surroundings({})) == ["This has been out for more than eight hours."]
    later = replace(out, start=london(2026, 11, 22, 12))
    assert odd(later, Surroundings({})) == []


def test_another_patrol_that_is_still_out_is_named() -> None:
    out = OtherLeg("7104", NINE - timedelta(minutes=15), None, "vehicle", "P2", "B9", 1)
    around = Surroundings({"7104": CALLOWAY}, patrols=(out,), duties=(ON_DUTY,))
    assert odd(replace(LEG, officers=("7104",)), around) == [
        "PCSO Calloway is on another patrol then: vehicle, out since 08:45."
    ]
    forgotten = replace(out, start=NINE - timedelta(hours=16))
    assert odd(replace(LEG, officers=("7104",)), replace(around, patrols=(forgotten,))) == []
    tonight = replace(LEG, start=london(2026, 11, 22, 21), end=None, officers=("7104",))
    assert odd(tonight, replace(around, rostered=frozenset())) == ["This patrol is in the future."]


def test_of_more_than_three_other_patrols_three_are_named() -> None:
    others = [
        OtherLeg("7104", NINE + timedelta(minutes=n), ELEVEN, "foot", f"P{n}", "B9", 1)
        for n in range(5)
    ]
    around = Surroundings({"7104": CALLOWAY}, patrols=others, duties=(ON_DUTY,))
    said = odd(replace(LEG, officers=("7104",)), around)
    assert said[2:] == [
        "PCSO Calloway is on another patrol then: foot, 09:02 to 11:00.",
        "PCSO Calloway is on more patrols then.",
    ]


def test_the_same_people_start_and_place_are_the_same_patrol_written_twice() -> None:
    both = replace(LEG, officers=("1432", "7104"), place="B1")
    ridley = Person("1432", "PC Ridley", cycle_trained=True, driving="response", posted=True)
    people = {"7104": CALLOWAY, "1432": ridley}
    copy = [OtherLeg(one, NINE, None, "bicycle", "P2", "B1", 2) for one in people]
    around = Surroundings(people, patrols=copy, rostered=frozenset())
    assert odd(both, around) == ["This is logged already: bicycle, out since 09:00."]
    overlaps = [
        "PC Ridley is on another patrol then: bicycle, out since 09:00.",
        "PCSO Calloway is on another patrol then: bicycle, out since 09:00.",
    ]
    for other in (
        [replace(one, place="B2") for one in copy],
        [replace(one, crew=3) for one in copy],
        [replace(one, start=NINE - clock.MINUTE) for one in copy],
    ):
        said = odd(both, replace(around, patrols=other))
        assert [one.replace("08:59", "09:00") for one in said] == overlaps


def test_one_in_the_crew_who_may_drive_is_enough() -> None:
    ridley = Person("1432", "PC Ridley", cycle_trained=True, driving="response", posted=True)
    okafor = replace(CALLOWAY, collar="101", name="Sgt Okafor", driving=None)
    car = replace(LEG, mode="vehicle", officers=("7104", "1432"))
    around = Surroundings({"7104": CALLOWAY, "1432": ridley}, rostered=frozenset())
    assert odd(car, around) == []
    around = replace(around, people={"7104": CALLOWAY, "101": okafor})
    car = replace(car, officers=("7104", "101"))
    assert odd(car, around) == ["Nobody in the crew has a driving grade."]
    # A warden of the council may drive, and nobody here knows.
    assert odd(replace(car, partners=("O1",)), around) == []


def test_a_priority_that_was_closed_is_odd() -> None:
    around = Surroundings({}, closed_priority="Woodhall shops")
    assert odd(LEG, around) == ["The priority “Woodhall shops” was closed by then."]


def test_a_patrol_in_the_future_is_odd(monkeypatch: pytest.MonkeyPatch) -> None:
    around = Surroundings({})
    monkeypatch.setattr(clock, "now", lambda: NINE)
    assert odd(LEG, around) == []
    monkeypatch.setattr(clock, "now", lambda: NINE - clock.MINUTE)
    assert odd(LEG, around) == ["This patrol is in the future."]


def test_nobody_is_off_duty_on_a_day_without_a_roster() -> None:
    leg = replace(LEG, officers=("7104",))
    people = {"7104": CALLOWAY}
    assert odd(leg, Surroundings(people, rostered=frozenset({date(2026, 11, 21)}))) == []
    assert odd(leg, Surroundings(people, rostered=frozenset({date(2026, 11, 22)}))) != []


@pytest.mark.parametrize(
    ("duties", "brief"),
    [((), "rest day"), ((replace(ON_DUTY, start=ELEVEN, end=None),), "off duty")],
)
def test_a_rest_day_is_told_from_another_hour(duties: tuple[Busy, ...], brief: str) -> None:
    around = Surroundings({"7104": CALLOWAY}, duties=duties)
    [one] = warnings(PatrolDraft(legs=(replace(LEG, officers=("7104",)),)), around)
    assert (one.field, one.about, one.brief) == ("crew", "7104", brief)
