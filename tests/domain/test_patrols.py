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
    other = Busy("7104", NINE, NINE + timedelta(minutes=30), "bicycle, 09:00 to 09:30")
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
