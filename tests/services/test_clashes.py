"""A meeting and an event say what else takes the time of who goes, as an appointment does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from snt_desk.db.store import Store
from snt_desk.domain.appointments import AppointmentDraft
from snt_desk.domain.clock import london
from snt_desk.domain.community import EventDraft
from snt_desk.domain.meeting_days import SeriesDraft
from snt_desk.domain.partners import MeetingDraft
from snt_desk.services import appointments, clashes, events, partners, series
from snt_desk.services.team import TeamName

# Ridley is on duty on Sun 22 Nov from 07:00 to 15:00, and nobody else on any day.
TEN = london(2026, 11, 22, 10)
HOUR = timedelta(hours=1)
PANEL = MeetingDraft("asb_panel", "ASB panel", TEN, TEN + HOUR, officers=("1432",))
STALL = EventDraft("stall", "Stall", start=TEN, end=TEN + HOUR, officers=("1432",))


def against(store: Store, team: TeamName, draft: MeetingDraft, ref: str = "") -> list[str]:
    with store.read() as session:
        return [one.text for one in clashes.of_meeting(session, team.id, draft, ref)]


def met(store: Store, team: TeamName, draft: MeetingDraft = PANEL) -> str:
    with store.change("Add meeting") as session:
        return partners.add_meeting(session, team.id, draft)


def test_who_comes_to_a_meeting_is_held_beside_duties_and_what_else_there_is(
    store: Store, team: TeamName
) -> None:
    with store.change("Be elsewhere") as session:
        visit = AppointmentDraft("home", TEN + HOUR / 2, 45, "1432")
        appointments.add(session, team.id, visit)
        events.add(session, team.id, STALL)
    assert against(store, team, replace(PANEL, officers=("1432", "7104"))) == [
        "PC Ridley has an appointment then, 10:30 to 11:15.",
        "PC Ridley has the event Stall then, 10:00 to 11:00.",
        "PCSO Calloway has no duty on Sun 22 Nov.",
    ]


def test_an_event_is_held_beside_the_same(store: Store, team: TeamName) -> None:
    met(store, team)
    with store.read() as session:
        found = clashes.of_event(session, team.id, replace(STALL, end=None), "")
        [text] = [one.text for one in found]
        assert text == "PC Ridley has the meeting ASB panel then, 10:00 to 11:00."
        assert clashes.of_event(session, team.id, replace(STALL, start=None), "") == []


def test_another_meeting_then_is_said_whoever_goes(store: Store, team: TeamName) -> None:
    ref = met(store, team)
    other = replace(PANEL, title="Parish council", officers=())
    assert against(store, team, other) == ["There is the meeting ASB panel then, 10:00 to 11:00."]
    # Once: of somebody who is to be at both.
    assert against(store, team, replace(other, officers=("1432",))) == [
        "PC Ridley has the meeting ASB panel then, 10:00 to 11:00."
    ]
    assert against(store, team, PANEL, ref) == []


@pytest.mark.parametrize(("minutes", "meets"), [(59, True), (60, False), (-30, False), (-29, True)])
def test_what_ends_as_the_other_begins_is_no_clash(
    store: Store, team: TeamName, minutes: int, *, meets: bool
) -> None:
    met(store, team)
    start = TEN + timedelta(minutes=minutes)
    found = against(store, team, MeetingDraft("other", "Tea", start))
    assert bool(found) == meets


def test_one_of_a_series_takes_its_time_before_anybody_plans_it(
    store: Store, team: TeamName
) -> None:
    tea = SeriesDraft("internal", "Tea", "weekly", 1, date(2026, 11, 22), "10:30", lasts=30)
    with store.change("Add meetings") as session:
        ref = series.add(session, team.id, tea)
    assert against(store, team, PANEL) == ["There is the meeting Tea then, 10:30 to 11:00."]
    with store.change("Plan meeting") as session:
        planned = series.plan(session, ref, date(2026, 11, 22))
    with store.read() as session:
        opened = partners.opened_meeting(session, planned)
    # Planned, it is one meeting and not two.
    assert against(store, team, opened, planned) == []


def of_series(
    store: Store, team: TeamName, draft: SeriesDraft, ref: str = ""
) -> tuple[date, list[str]] | None:
    with store.read() as session:
        found = clashes.of_series(session, team.id, draft, ref, date(2026, 11, 20))
    return found and (found[0], [one.text for one in found[1]])


def test_of_a_series_the_first_of_the_next_to_clash_is_named(store: Store, team: TeamName) -> None:
    tea = SeriesDraft("internal", "Tea", "weekly", 1, date(2026, 11, 8), "10:30", lasts=30)
    assert of_series(store, team, tea) is None
    met(store, team)
    said = ["There is the meeting ASB panel then, 10:00 to 11:00."]
    assert of_series(store, team, tea) == (date(2026, 11, 22), said)
    assert of_series(store, team, replace(tea, left_out={date(2026, 11, 22): None})) is None
    # Before today, and after the next three, nobody looks.
    assert of_series(store, team, replace(tea, until=date(2026, 11, 15))) is None
    far = replace(PANEL, start=TEN + 28 * 24 * HOUR, end=None)
    met(store, team, far)
    assert of_series(store, team, replace(tea, first=date(2026, 11, 29))) is None
    # What cannot be read yet has no days.
    assert of_series(store, team, replace(tea, at="")) is None


def test_a_series_does_not_clash_with_its_own_meetings(store: Store, team: TeamName) -> None:
    tea = SeriesDraft("internal", "Tea", "weekly", 1, date(2026, 11, 22), "10:30", lasts=30)
    tea = replace(tea, officers=("1432",))
    with store.change("Add meetings") as session:
        ref = series.add(session, team.id, tea)
        series.plan(session, ref, date(2026, 11, 22))
    assert of_series(store, team, tea, ref) is None
    found = of_series(store, team, tea)
    assert found == (
        date(2026, 11, 22),
        ["PC Ridley has the meeting Tea then, 10:30 to 11:00."],
    )


def test_without_a_time_nothing_clashes(store: Store, team: TeamName) -> None:
    met(store, team)
    assert against(store, team, replace(PANEL, start=None)) == []
