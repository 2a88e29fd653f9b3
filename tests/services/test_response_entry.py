"""What is at hand while responses are typed: events, what was typed last, whose a record is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.consultations import NOWHERE, ConsultationDraft, ResponseDraft
from snt_desk.errors import DeskError
from snt_desk.services import consultations, response_entry, response_lists
from snt_desk.services.response_lists import Asked, Filter
from snt_desk.services.team import TeamName

SAID = ResponseDraft(date(2026, 10, 12), "survey", "speeding", "B2", 3)


@pytest.fixture
def autumn(store: Store, team: TeamName) -> str:
    with store.change("Ask") as session:
        draft = ConsultationDraft("Autumn survey", date(2026, 10, 1))
        return consultations.add(session, team.id, draft)


def held(store: Store, team: TeamName, *days: date) -> None:
    with store.change("Events") as session:
        for day in days:
            start = london(day.year, day.month, day.day, 10)
            session.add(
                m.Event(ref=f"E{day}", team_id=team.id, kind="stall", title="Stall", start=start)
            )


def test_events_of_two_months_are_offered_the_latest_first(store: Store, team: TeamName) -> None:
    held(store, team, date(2026, 8, 1), date(2026, 10, 3), date(2026, 10, 9), date(2026, 10, 20))
    with store.read() as session:
        near = response_entry.events(session, team.id, date(2026, 10, 10))
        also = response_entry.events(session, team.id, date(2026, 10, 10), also="E2026-08-01")
    assert [one.day for one in near] == [date(2026, 10, 9), date(2026, 10, 3)]
    assert [one.day for one in also] == [date(2026, 10, 9), date(2026, 10, 3), date(2026, 8, 1)]


def test_what_was_typed_is_told_in_its_order_and_what_is_gone_is_not(
    store: Store, autumn: str
) -> None:
    with store.change("Add") as session:
        first, second, third = response_entry.add_many(
            session, autumn, [SAID, replace(SAID, place=None), replace(SAID, theme="drugs")]
        )
    with store.change("Delete") as session:
        response_entry.delete(session, second)
    with store.read() as session:
        told = response_entry.told(session, [third, second, first])
    assert [(one.theme, one.place, one.channel, one.count) for one in told] == [
        ("Drugs", "Haldens", "Survey", 3),
        ("Speeding", "Haldens", "Survey", 3),
    ]


def test_of_several_all_are_written_or_none(store: Store, autumn: str) -> None:
    with (
        pytest.raises(DeskError, match="how many said it"),
        store.change("Add tally") as session,
    ):
        response_entry.add_many(session, autumn, [SAID, replace(SAID, count=0)])
    with store.read() as session:
        assert not session.query(m.Response).count()


def test_a_record_says_to_which_consultation_it_belongs(
    store: Store, team: TeamName, autumn: str
) -> None:
    with store.change("Add") as session:
        said = response_entry.add(session, autumn, SAID)
        key = consultations.found(session, autumn).id
        session.add(
            m.CrimeNote(
                ref="C1",
                team_id=team.id,
                consultation_id=key,
                taken=date(2026, 11, 1),
                source="2026-10-street.csv",
            )
        )
    with store.read() as session:
        for table, ref in (("consultations", autumn), ("responses", said), ("crime_notes", "C1")):
            assert response_entry.consultation_of(session, table, ref) == autumn
        assert response_entry.consultation_of(session, "responses", "gone") is None
        assert response_entry.consultation_of(session, "patrols", "P1") is None


def test_responses_of_a_place_itself_are_listed_without_those_of_what_lies_in_it(
    store: Store, team: TeamName, autumn: str
) -> None:
    with store.change("Add") as session:
        response_entry.add_many(
            session, autumn, [replace(SAID, place=one) for one in ("B1", "H1", "H1", None)]
        )

    def listed(wanted: Filter) -> int:
        with store.read() as session:
            return response_lists.prepared(session, team.id, Asked(wanted)).totals.rows

    whole = Filter(consultation=autumn)
    assert listed(whole) == 4
    assert listed(replace(whole, place="B1")) == 3
    assert listed(replace(whole, at="B1")) == 1
    assert listed(replace(whole, at=NOWHERE)) == 1
