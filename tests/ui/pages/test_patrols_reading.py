"""What is shown of a patrol is read back as the same patrol; what is typed means what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft, VisitDraft
from snt_desk.ui.pages.patrols import reading
from snt_desk.ui.pages.patrols.reading import Fault, TypedLeg, TypedPatrol
from snt_desk.ui.pages.patrols.stays import TypedVisit

TODAY = date(2026, 11, 22)
LEG = TypedLeg("foot", "Sun 22 Nov 2026", "09:00", "10:00", ("1432",))

# All hours of two years, and every minute of the nights on which the clocks change.
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
CHANGES = (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC))
instants = st.one_of(
    st.integers(0, 2 * 365 * 24 * 60).map(lambda n: BEGIN + timedelta(minutes=n)),
    st.tuples(st.sampled_from(CHANGES), st.integers(-180, 360)).map(
        lambda pair: pair[0] + timedelta(minutes=pair[1])
    ),
)


@st.composite
def drafts(draw: st.DrawFn) -> PatrolDraft:
    start, legs = draw(instants), []
    for _ in range(draw(st.integers(1, 3))):
        end = start + timedelta(minutes=draw(st.integers(1, 16 * 60)))
        visit = VisitDraft("H1", start, end)
        visits = draw(st.sampled_from(((), (visit,))))
        legs.append(LegDraft("foot", start, end, "B1", ("1432",), ("O1",), visits))
        start = end + timedelta(minutes=draw(st.integers(0, 90)))
    if draw(st.booleans()):
        legs[-1] = replace(legs[-1], end=None)
    return PatrolDraft(
        tuple(legs),
        "hotspot",
        draw(st.sampled_from((None, "T1"))),
        draw(st.sampled_from((None, "Op Hotspot"))),
        draw(st.booleans()),
        draw(st.sampled_from((None, "Quiet."))),
        draw(st.dictionaries(st.sampled_from(("arrest", "cpw")), st.integers(1, 9999))),
    )


def faults(*legs: TypedLeg, **more: Any) -> list[tuple[int, str]]:
    patrol = TypedPatrol(legs, **more)
    return [(one.leg, one.field) for one in reading.faults(patrol, TODAY, {})]


@given(drafts())
def test_what_is_shown_is_read_back(meant: PatrolDraft) -> None:
    shown = reading.written(meant)
    assert reading.draft(shown, TODAY) == meant
    assert list(reading.faults(shown, TODAY, {})) == []


@given(drafts())
def test_tidying_leaves_what_is_tidy(meant: PatrolDraft) -> None:
    for leg in reading.written(meant).legs:
        assert reading.tidy_day(leg.day, TODAY) == leg.day
        assert reading.tidy_out(leg, TODAY) == leg.out
        assert reading.tidy_back(leg, TODAY) == leg.back


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        (replace(LEG, out="2215", back="+90"), ("22:15", "23:45")),
        (replace(LEG, out="10.15pm", back="140"), ("22:15", "01:40")),
        (replace(LEG, out="", back="2215"), ("", "22:15")),
        (replace(LEG, day="32", out="9", back="x"), ("09:00", "x")),
        (replace(LEG, day="25/10", out="0130 gmt", back="3"), ("01:30 GMT", "03:00")),
        (replace(LEG, day="25/10", out="0130", back=""), ("01:30", "")),
    ],
)
def test_a_time_is_tidied_when_it_is_left(typed: TypedLeg, tidy: tuple[str, str]) -> None:
    assert (reading.tidy_out(typed, TODAY), reading.tidy_back(typed, TODAY)) == tidy


def test_a_day_is_nudged_only_when_it_is_whole() -> None:
    assert reading.nudged_day("Sun 22 Nov 2026", "+", TODAY) == "Mon 23 Nov 2026"
    assert reading.nudged_day("Sun 1 Mar 2026", "-", TODAY) == "Sat 28 Feb 2026"
    assert reading.nudged_day("2026", "-", TODAY) is None
    assert reading.nudged_day("22", "-", TODAY) is None
    assert reading.nudged_day("Sun 22 Nov 2026", "x", TODAY) is None


@pytest.mark.parametrize(
    ("leg", "fields"),
    [
        (LEG, []),
        (replace(LEG, out=""), ["out"]),
        (replace(LEG, out="25"), ["out"]),
        (replace(LEG, day="32", out="9"), ["date"]),
        (replace(LEG, back="x"), ["in"]),
        (replace(LEG, back="09:00"), ["in"]),
        (replace(LEG, crew=()), ["crew"]),
        (replace(LEG, crew=(), nobody="smith"), ["crew"]),
        (replace(LEG, nobody="smith"), ["crew"]),
        (replace(LEG, nowhere="x"), ["place"]),
        (replace(LEG, crew=(), partners=("O1",)), []),
        (replace(LEG, visits=(TypedVisit("H1", start="8", end="9"),)), ["visits"]),
        (replace(LEG, visits=(TypedVisit("H1", start="930", end="+12"), TypedVisit())), []),
        (replace(LEG, visits=(TypedVisit("H1", start="930"),)), ["visits"]),
        (replace(LEG, visits=(TypedVisit(nowhere="x", start="9", end="10"),)), ["visits"]),
        (replace(LEG, visits=(TypedVisit(start="9", end="10"),)), ["visits"]),
    ],
)
def test_each_fault_stands_at_its_field_once(leg: TypedLeg, fields: list[str]) -> None:
    assert faults(leg) == [(0, field) for field in fields]


def test_a_fault_between_legs_stands_at_the_one_to_mend() -> None:
    later = replace(LEG, out="9.30", back="11")
    assert faults(LEG, later) == [(1, "out")]
    assert faults(replace(LEG, back=""), replace(later, out="")) == [(1, "out"), (0, "in")]
    assert faults(LEG, replace(later, out="10", crew=())) == [(1, "crew")]


@pytest.mark.parametrize("text", ["", "0", "-1", "x", "1.5", "10000", "²"])
def test_a_count_is_a_number_from_one(text: str) -> None:
    assert faults(LEG, outcomes={"arrest": text}) == [(0, "outcomes")]
    [fault] = reading.faults(
        TypedPatrol((LEG,), outcomes={"arrest": text}), TODAY, {"arrest": "Arrest"}
    )
    assert fault == Fault(0, "outcomes", "Arrest: enter a number from 1 to 9,999.")


def test_a_leg_is_parted_where_the_next_begins() -> None:
    first, second = reading.added_leg((LEG,), 0)
    assert (first.back, second.out, second.back) == ("", "", "10:00")
    typed = (first, replace(second, out="0930"))
    meant = reading.draft(TypedPatrol(typed), TODAY)
    nine, half_past, ten = (
        london(2026, 11, 22, 9),
        london(2026, 11, 22, 9, 30),
        london(2026, 11, 22, 10),
    )
    assert [(leg.start, leg.end) for leg in meant.legs] == [(nine, half_past), (half_past, ten)]
    assert [leg.back for leg in reading.joined_legs(typed, TODAY)] == ["09:30", "10:00"]


@pytest.mark.parametrize(
    ("leg", "said"),
    [
        (replace(LEG, out="22:15", back="01:40"), ("3 h 25 min", "back on Mon 23 Nov")),
        (replace(LEG, day="fri"), ("1 h", "on Fri 20 Nov 2026")),
        (replace(LEG, back=""), ("Still out", "")),
        (replace(LEG, out="", back=""), ("", "")),
        (replace(LEG, out="25"), ("", "")),
        (
            replace(LEG, day="Sat 24 Oct 2026", out="22:00", back="06:00"),
            ("22:00 to 06:00, clocks go back: 9 h", ""),
        ),
    ],
)
def test_what_was_understood_is_said(leg: TypedLeg, said: tuple[str, str]) -> None:
    assert reading.said_back((leg,), 0, TODAY) == said


def test_an_end_that_follows_is_said() -> None:
    legs = (replace(LEG, back=""), replace(LEG, out=""))
    assert reading.said_back(legs, 0, TODAY) == ("Until leg 2 begins", "")
