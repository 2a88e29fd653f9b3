"""A consultation opens and closes, is answered, and stays while anything came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.consultations import ConsultationDraft, ResponseDraft
from snt_desk.errors import DeskError
from snt_desk.services import consultations, response_entry
from snt_desk.services.consultations import ConsultationName
from snt_desk.services.team import TeamName
from tests.fixtures_team import another_team

AUTUMN = ConsultationDraft("Autumn survey", date(2026, 10, 1), date(2026, 10, 31))
SAID = ResponseDraft(date(2026, 10, 12), "survey", "speeding", "B2", 3, "Lorries at night.")


def opened(store: Store, team: TeamName, draft: ConsultationDraft = AUTUMN) -> str:
    with store.change("Open consultation") as session:
        return consultations.add(session, team.id, draft)


def answered(store: Store, ref: str, draft: ResponseDraft = SAID) -> str:
    with store.change("Add response") as session:
        return response_entry.add(session, ref, draft)


def test_what_is_written_down_is_what_is_opened(store: Store, team: TeamName) -> None:
    ref = opened(store, team)
    said = answered(store, ref)
    with store.read() as session:
        assert consultations.opened(session, ref) == AUTUMN
        assert response_entry.opened(session, said) == SAID


def test_consultations_are_listed_with_what_was_said_the_latest_first(
    store: Store, team: TeamName
) -> None:
    autumn = opened(store, team)
    opened(store, team, ConsultationDraft("Winter survey", date(2026, 11, 20)))
    answered(store, autumn)
    answered(store, autumn, replace(SAID, channel="street", count=10))
    answered(store, autumn, replace(SAID, theme="drugs", place=None, count=1))
    with store.read() as session:
        winter, row = consultations.listed(session, team.id)
    assert (winter.title, winter.responses, winter.records) == ("Winter survey", 0, 0)
    assert (row.responses, row.records) == (14, 3)
    assert list(row.by_channel.items()) == [("street", 10), ("survey", 4)]
    assert (row.days_open(date(2026, 11, 22)), winter.days_open(date(2026, 11, 22))) == (31, 3)
    assert row.draft == AUTUMN


def test_a_round_rests_on_the_one_whose_last_day_came_last() -> None:
    def asked(key: int, opened: date, closed: date | None) -> ConsultationName:
        return ConsultationName(key, f"C{key}", "", opened, closed)

    goes_on = asked(1, date(2026, 11, 1), None)
    to_come = asked(2, date(2026, 10, 1), date(2026, 12, 1))
    long_one = asked(3, date(2026, 1, 1), date(2026, 11, 22))
    short_one = asked(4, date(2026, 9, 1), date(2026, 9, 30))
    every_one = [goes_on, to_come, long_one, short_one]
    assert consultations.last_closed(every_one, date(2026, 11, 22)) == long_one
    assert consultations.last_closed(every_one, date(2026, 11, 21)) == short_one
    assert consultations.last_closed([goes_on, to_come], date(2026, 11, 22)) is None


def test_what_cannot_be_true_is_not_written(store: Store, team: TeamName) -> None:
    ref = opened(store, team)
    with (
        pytest.raises(DeskError, match="Enter a day from Thu 1 Oct 2026 on"),
        store.change("Close consultation") as session,
    ):
        consultations.close(session, ref, date(2026, 9, 1))
    with pytest.raises(DeskError, match="Place B9 is no longer there"):
        answered(store, ref, replace(SAID, place="B9"))
    with pytest.raises(DeskError, match="how many said it"):
        answered(store, ref, replace(SAID, count=0))
    with store.read() as session:
        assert consultations.opened(session, ref) == AUTUMN
        assert not session.query(m.Response).count()


def test_it_closes_and_opens_again(store: Store, team: TeamName) -> None:
    ref = opened(store, team, replace(AUTUMN, closed=None))
    with store.change("Close consultation") as session:
        consultations.close(session, ref, date(2026, 10, 31))
    with store.read() as session:
        assert consultations.opened(session, ref) == AUTUMN
    with store.change("Open consultation again") as session:
        consultations.open_again(session, ref)
    with store.read() as session:
        assert consultations.opened(session, ref).closed is None


def test_one_that_was_answered_stays(store: Store, team: TeamName) -> None:
    ref = opened(store, team)
    said = answered(store, ref)
    with pytest.raises(DeskError, match="stays") as refused, store.change("Delete") as session:
        consultations.delete(session, ref)
    assert refused.value.detail == "Residents answered it. Delete their responses first."
    with store.change("Delete response") as session:
        response_entry.delete(session, said)
    with store.change("Delete consultation") as session:
        consultations.delete(session, ref)
    with store.read() as session:
        assert not consultations.listed(session, team.id)


def test_one_after_which_a_round_was_chosen_stays(store: Store, team: TeamName) -> None:
    ref = opened(store, team)
    with store.change("Begin round") as session:
        key = consultations.found(session, ref).id
        session.add(
            m.Round(
                ref="R1", team_id=team.id, begun=date(2026, 11, 1), months=4, consultation_id=key
            )
        )
    with pytest.raises(DeskError, match="stays") as refused, store.change("Delete") as session:
        consultations.delete(session, ref)
    assert refused.value.detail == "A round was chosen after it."


def test_a_response_is_changed_and_its_place_taken_away(store: Store, team: TeamName) -> None:
    ref = opened(store, team)
    said = answered(store, ref)
    now = replace(SAID, place=None, count=12, comment=None)
    with store.change("Change response") as session:
        response_entry.change(session, said, now)
    with store.read() as session:
        assert response_entry.opened(session, said) == now


def test_a_place_and_an_event_of_another_team_are_no_choice(store: Store, team: TeamName) -> None:
    ref = opened(store, team)
    with store.change("Make another team") as session:
        other = another_team(session)
        session.add(m.Place(team_id=other, code="X1", name="Elsewhere", kind="beat"))
    with pytest.raises(DeskError, match="Place X1 is no longer there"):
        answered(store, ref, replace(SAID, place="X1"))


def test_what_is_gone_is_said(store: Store, team: TeamName) -> None:
    with store.read() as session:
        with pytest.raises(DeskError, match="consultation is no longer there"):
            consultations.opened(session, "gone")
        with pytest.raises(DeskError, match="response is no longer there"):
            response_entry.opened(session, "gone")
