"""What was done for a priority is read once and counted over its spans, before and after."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.reckoning import Figures
from snt_desk.errors import DeskError
from snt_desk.services import effort, patrols, reckoning
from snt_desk.services.before_after import Comparison
from snt_desk.services.reckoning import Reckoned
from snt_desk.services.team import TeamName
from tests.services.joins import TODAY, join_all

ADOPTED = date(2026, 10, 1)  # of the invented team's priority


@pytest.fixture
def refs(store: Store, team: TeamName) -> dict[str, str]:
    with store.change("Join all") as session:
        return join_all(session, team)


def counted(store: Store, team: TeamName, today: date = TODAY, ref: str = "T1") -> Reckoned:
    with store.read() as session:
        return reckoning.of(session, team.id, ref, today)


def since_adoption(store: Store, team: TeamName, today: date = TODAY) -> Figures:
    return next(one for span, one in counted(store, team, today).spans if span.kind == "live")


def compared(store: Store, team: TeamName, today: date = TODAY) -> Comparison:
    found = counted(store, team, today).comparison
    assert found is not None
    return found


def log(store: Store, team: TeamName, day: date, hours: int = 1, **other: Any) -> str:
    start, end = (
        london(day.year, day.month, day.day, 10),
        london(day.year, day.month, day.day, 10 + hours),
    )
    leg = LegDraft("foot", start, end, place="B1", officers=("1432",))
    with store.change("Log patrol") as session:
        return patrols.log(session, team.id, PatrolDraft(legs=(leg,), **other))


def said(
    store: Store, asked: int, day: date, count: int, theme: str = "asb", place: int | None = None
) -> None:
    with store.change("Add a response") as session:
        session.add(
            m.Response(
                ref=f"{day}-{count}-{theme}-{place}",
                consultation_id=asked,
                received=day,
                channel="survey",
                theme=theme,
                count=count,
                place_id=place,
            )
        )


def ask(store: Store, team: TeamName, opened: date, closed: date | None) -> int:
    with store.change("Ask") as session:
        one = m.Consultation(
            ref=str(opened), team_id=team.id, title="?", opened=opened, closed=closed
        )
        session.add(one)
        session.flush()
        return one.id


def places(store: Store) -> dict[str, int]:
    with store.read() as session:
        return {one.code: one.id for one in session.query(m.Place)}


# --- Figures ----------------------------------------------------------------------------------


def test_all_that_belongs_to_it_is_counted(
    store: Store, team: TeamName, refs: dict[str, str]
) -> None:
    with store.change("Post it") as session:
        message = session.query(m.Message).one()
        for channel in ("facebook", "x"):
            session.add(
                m.Post(
                    ref=channel,
                    message_id=message.id,
                    channel=channel,
                    posted=london(2026, 11, 12, 9),
                )
            )
        patrol = session.query(m.Patrol).one()
        session.add(m.Outcome(patrol_id=patrol.id, kind="arrest", count=2))
        event = session.query(m.Event).one()
        event.attendance = 14
        session.add(m.Outcome(event_id=event.id, kind="arrest", count=1))
    found = since_adoption(store, team)
    assert (found.patrols, found.effort.minutes, dict(found.effort.by_mode)) == (
        1,
        60,
        {"foot": 60},
    )
    assert dict(found.outcomes) == {"arrest": 3}
    assert (found.events, found.attendance, found.event_minutes) == (1, 14, 60)
    assert (found.meetings, found.meeting_minutes) == (1, 60)
    assert (found.messages, found.posts) == (1, 2)
    assert (found.raised, found.closed, found.overdue, found.tasks) == (1, 0, 0, 0)
    assert (found.contacts, found.responses) == (1, 12)
    assert counted(store, team).words["arrest"] == "Arrest"


def test_a_duplicate_of_a_contact_does_not_count(
    store: Store, team: TeamName, refs: dict[str, str]
) -> None:
    with store.change("It is one") as session:
        session.query(m.Contact).update({"status": "duplicate"})
    assert since_adoption(store, team).contacts == 0


def test_officer_time_of_the_months_is_the_same_as_in_the_account(
    store: Store, team: TeamName
) -> None:
    log(store, team, date(2026, 9, 30), priority="T1")
    log(store, team, date(2026, 10, 20), 2, priority="T1")
    spans = {span.kind: one for span, one in counted(store, team).spans}
    months = [Month(2026, number) for number in range(6, 12)]
    with store.read() as session:
        assert spans["months"].effort == effort.spent(session, team.id, "T1", months)
    assert spans["months"].effort.minutes == 180
    assert (spans["live"].patrols, spans["live"].effort.minutes) == (1, 120)


def test_the_round_in_hand_is_the_last_in_which_it_was_live(store: Store, team: TeamName) -> None:
    with store.change("Begin rounds") as session:
        for ref, begun, ended in (
            ("old", date(2026, 6, 1), date(2026, 10, 1)),
            ("now", date(2026, 10, 1), None),
        ):
            session.add(m.Round(ref=ref, team_id=team.id, begun=begun, months=4, ended=ended))
    (span, _), *_ = counted(store, team).spans
    assert (span.kind, span.first, span.last) == ("round", date(2026, 10, 1), TODAY)


def test_what_is_gone_is_said_to_be(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError, match="no longer there"):
        counted(store, team, ref="nothing")


# --- Before and after -------------------------------------------------------------------------


def test_responses_of_its_theme_and_place_are_compared(store: Store, team: TeamName) -> None:
    asked = ask(store, team, date(2026, 8, 1), date(2026, 10, 15))
    there = places(store)
    said(store, asked, date(2026, 9, 20), 9, place=there["B1"])
    said(store, asked, date(2026, 9, 21), 3, place=there["H1"])  # in its beat
    said(store, asked, date(2026, 9, 22), 50, place=there["B2"])
    said(store, asked, date(2026, 9, 22), 70, theme="burglary", place=there["B1"])
    said(store, asked, date(2026, 10, 1), 5, place=there["B1"])
    said(store, asked, date(2026, 8, 12), 99, place=there["B1"])  # a day too early
    found = compared(store, team)
    assert found.halves.weeks == 7
    assert found.responses == (12, 5)
    assert found.asked == (49, 15)


def test_what_names_no_place_is_left_out_and_counted_apart(store: Store, team: TeamName) -> None:
    asked = ask(store, team, date(2026, 8, 1), None)
    said(store, asked, date(2026, 9, 20), 9, place=places(store)["B1"])
    said(store, asked, date(2026, 9, 20), 4)
    said(store, asked, date(2026, 9, 20), 30, theme="burglary")
    said(store, asked, date(2026, 10, 2), 7)
    found = compared(store, team)
    assert (found.responses, found.placeless) == ((9, 0), (4, 7))


def test_a_priority_without_a_place_is_asked_of_everywhere(store: Store, team: TeamName) -> None:
    with store.change("Anywhere") as session:
        session.query(m.Priority).update({"place_id": None})
    asked = ask(store, team, date(2026, 8, 1), None)
    said(store, asked, date(2026, 9, 20), 9, place=places(store)["B2"])
    said(store, asked, date(2026, 9, 20), 4)
    found = compared(store, team)
    assert (found.responses, found.placeless) == ((13, 0), (0, 0))
    assert found.patrol_time is None


def test_patrols_at_its_places_are_compared_for_whatever_they_were(
    store: Store, team: TeamName
) -> None:
    log(store, team, date(2026, 9, 30), 2)
    log(store, team, date(2026, 10, 1), 3)
    found = compared(store, team)
    assert found.patrol_time == (120, 180)
    assert found.log_from == date(2026, 9, 30)


def test_a_log_that_reaches_further_back_is_whole(store: Store, team: TeamName) -> None:
    log(store, team, date(2026, 8, 1))
    assert compared(store, team).log_from is None


def note(store: Store, taken: date, figures: dict[str, int], place: str = "B1") -> None:
    there = places(store)[place]
    with store.change("Note crime") as session:
        one = session.query(m.Priority).one()
        counts = [
            m.CrimeCount(month=month, category="anti-social-behaviour", count=number)
            for month, number in figures.items()
        ]
        said = {"ref": f"{taken}-{place}", "team_id": one.team_id, "priority_id": one.id}
        session.add(m.CrimeNote(**said, taken=taken, source="x", place_id=there, counts=counts))


def test_the_latest_note_of_a_month_is_what_was_published(store: Store, team: TeamName) -> None:
    note(store, date(2026, 10, 20), {"2026-08": 30, "2026-09": 12})
    note(store, date(2026, 11, 20), {"2026-09": 14, "2026-10": 8})
    (crime,) = compared(store, team).crime
    assert (crime.before, crime.after) == ((Month(2026, 9),), (Month(2026, 10),))
    assert crime.counts == (("anti-social-behaviour", (14, 8)),)


def test_figures_of_two_places_are_never_mixed(store: Store, team: TeamName) -> None:
    note(store, date(2026, 11, 20), {"2026-09": 14, "2026-10": 8})
    note(store, date(2026, 11, 20), {"2026-09": 3, "2026-10": 4}, "B2")
    note(store, date(2026, 11, 20), {"2026-09": 99}, "H1")
    found = {one.where: one.counts[0][1] for one in compared(store, team).crime}
    assert found == {"Peartree": (14, 8), "Haldens": (3, 4)}


def test_without_whole_months_on_both_sides_no_crime_is_compared(
    store: Store, team: TeamName, refs: dict[str, str]
) -> None:
    assert compared(store, team).crime == ()


def test_nothing_is_compared_before_a_week_has_gone_by(store: Store, team: TeamName) -> None:
    assert counted(store, team, date(2026, 10, 7)).comparison is None
    assert counted(store, team, date(2026, 10, 8)).comparison is not None
