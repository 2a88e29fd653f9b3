"""The next round and news of live priorities are warned of 14 days before, and stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import priorities_due, rounds
from snt_desk.services.priorities_due import Due
from snt_desk.services.rounds import begin as begin_round
from snt_desk.services.team import TeamName

AUG, DEC = date(2026, 8, 1), date(2026, 12, 1)
LIMIT = date(2027, 1, 15)
"""Three months after the last public update of the one priority."""


@pytest.fixture
def ref(store: Store, team: TeamName) -> str:
    with store.change("Begin round") as session:
        session.query(m.Priority).one().last_update = date(2026, 10, 15)
        return begin_round(session, team.id, RoundDraft(AUG, 4))


def due(store: Store, team: TeamName, on: date) -> list[str]:
    with store.read() as session:
        return [one.table for one in priorities_due.due(session, team.id, on)]


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (DEC - timedelta(days=15), []),
        (DEC - timedelta(days=14), ["rounds"]),
        (LIMIT - timedelta(days=15), ["rounds"]),
        (LIMIT - timedelta(days=14), ["rounds", "priorities"]),
        (LIMIT + timedelta(days=200), ["rounds", "priorities"]),
    ],
)
def test_each_is_said_from_a_fortnight_before(
    store: Store, team: TeamName, ref: str, on: date, said: list[str]
) -> None:
    assert due(store, team, on) == said


def test_a_four_month_round_in_order_does_not_keep_news_fresh(
    store: Store, team: TeamName, ref: str
) -> None:
    on = LIMIT + timedelta(days=3)
    with store.change("Begin the next") as session:
        begin_round(session, team.id, RoundDraft(DEC, 4))
    with store.read() as session:
        [one] = priorities_due.due(session, team.id, on)
    assert one == Due("priorities", "T1", "Woodhall shops", LIMIT)
    assert one.days_over(on) == 3


def test_what_is_dealt_with_is_due_no_more(store: Store, team: TeamName, ref: str) -> None:
    with store.change("Close and end") as session:
        one = session.query(m.Priority).one()
        one.status, one.closed, one.result = "closed", DEC, "resolved"
        begin_round(session, team.id, RoundDraft(DEC, 4))
    assert due(store, team, LIMIT) == []


@pytest.mark.parametrize(
    ("on", "over"),
    [(DEC - timedelta(days=14), 0), (DEC, 0), (DEC + timedelta(days=1), 1), (LIMIT, 45)],
)
def test_a_round_that_was_ended_waits_for_the_next_as_well(
    store: Store, team: TeamName, ref: str, on: date, over: int
) -> None:
    with store.change("End round") as session:
        rounds.end(session, ref, DEC)
    with store.read() as session:
        first, *_ = priorities_due.due(session, team.id, on)
    assert first == Due("rounds", ref, "1 Aug to 30 Nov 2026", DEC)
    assert first.days_over(on) == over
    assert due(store, team, DEC - timedelta(days=15)) == []
    with store.change("Begin the next, some weeks later") as session:
        begin_round(session, team.id, RoundDraft(DEC + timedelta(days=40), 4))
    assert "rounds" not in due(store, team, on)
