"""Rounds follow each other, and hold the priorities that were live in them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.domain.rounds import RoundDraft
from snt_desk.errors import DeskError
from snt_desk.services import priorities, rounds
from snt_desk.services.rounds import RoundMember, Successor
from snt_desk.services.team import TeamName
from tests.fixtures_team import another_team

AUG, DEC, APR = date(2026, 8, 1), date(2026, 12, 1), date(2027, 4, 1)
TODAY = date(2026, 11, 30)


def _begin(store: Store, team: TeamName, draft: RoundDraft) -> str:
    with store.change("Begin round") as session:
        return rounds.begin(session, team.id, draft)


def _days(store: Store, team: TeamName) -> list[tuple[date, date | None]]:
    with store.read() as session:
        return [(one.begun, one.ended) for one in rounds.listed(session, team.id)]


def _add(store: Store, team: TeamName, title: str, **said: Any) -> str:
    draft = PriorityDraft(title=title, theme="asb", raised=date(2026, 3, 1), **said)
    with store.change("Add priority") as session:
        return priorities.add(session, team.id, draft)


def _members(store: Store, ref: str, on: date = TODAY) -> dict[str, RoundMember]:
    with store.read() as session:
        return {one.priority.title: one for one in rounds.members(session, ref, on)}


# --- One after the other ----------------------------------------------------------------------


def test_a_round_that_begins_ends_the_running_one(store: Store, team: TeamName) -> None:
    first = _begin(store, team, RoundDraft(AUG, 4))
    second = _begin(store, team, RoundDraft(DEC, 3))
    assert _days(store, team) == [(DEC, None), (AUG, DEC)]
    with store.read() as session:
        assert rounds.before(session, first) is None
        before = rounds.before(session, second)
        assert before is not None
        assert before.ref == first
        for day, ref in ((AUG, first), (TODAY, first), (DEC, second), (APR, second)):
            found = rounds.current(session, team.id, day)
            assert found is not None
            assert found.ref == ref
        assert rounds.current(session, team.id, date(2026, 7, 31)) is None


def test_beginning_a_round_is_undone_as_one(store: Store, team: TeamName) -> None:
    _begin(store, team, RoundDraft(AUG, 4))
    _begin(store, team, RoundDraft(DEC, 3))
    store.undo()
    assert _days(store, team) == [(AUG, None)]


def test_an_earlier_round_can_be_written_down_later(store: Store, team: TeamName) -> None:
    _begin(store, team, RoundDraft(AUG, 4))
    _begin(store, team, RoundDraft(date(2026, 4, 1), 4, AUG))
    assert _days(store, team) == [(AUG, None), (date(2026, 4, 1), AUG)]


@pytest.mark.parametrize(
    ("draft", "other"),
    [
        (RoundDraft(AUG, 4), "of 1 Aug to 30 Nov 2026"),
        (RoundDraft(date(2026, 9, 1), 4), "since 1 Dec 2026"),
        (RoundDraft(date(2026, 4, 1), 4), "of 1 Aug to 30 Nov 2026"),
        (RoundDraft(date(2026, 4, 1), 4, date(2026, 8, 2)), "of 1 Aug to 30 Nov 2026"),
        (RoundDraft(DEC, 4, APR), "since 1 Dec 2026"),
    ],
)
def test_rounds_share_no_day_and_the_other_is_named(
    store: Store, team: TeamName, draft: RoundDraft, other: str
) -> None:
    _begin(store, team, RoundDraft(AUG, 4))
    _begin(store, team, RoundDraft(DEC, 3))
    with pytest.raises(DeskError, match=f"It shares days with the round {other}"):
        _begin(store, team, draft)
    assert _days(store, team) == [(DEC, None), (AUG, DEC)]


def test_what_is_changed_is_what_is_opened(store: Store, team: TeamName) -> None:
    with store.change("Ask residents") as session:
        session.add(m.Consultation(ref="K1", team_id=team.id, title="Summer", opened=AUG))
    ref = _begin(store, team, RoundDraft(AUG, 4))
    said = RoundDraft(date(2026, 8, 3), 6, date(2027, 1, 1), "K1", "After the summer survey.")
    with store.change("Change round") as session:
        rounds.change(session, ref, said)
    with store.read() as session:
        assert rounds.opened(session, ref) == said
        [row] = rounds.listed(session, team.id)
    assert (row.consultation, row.consultation_ref, row.note) == ("Summer", "K1", said.note)
    assert row.shown == "3 Aug to 31 Dec 2026"
    # It ended before its six months: then the next one is due.
    assert row.due == date(2027, 1, 1)


def test_the_border_of_two_rounds_moves_as_one(store: Store, team: TeamName) -> None:
    _begin(store, team, RoundDraft(AUG, 4))
    ref = _begin(store, team, RoundDraft(DEC, 3))
    for day in (date(2026, 12, 8), date(2026, 11, 24)):
        with store.change("Change round") as session:
            rounds.change(session, ref, RoundDraft(day, 3))
        assert _days(store, team) == [(day, None), (AUG, day)]
    with (
        pytest.raises(DeskError, match="It shares days"),
        store.change("Change round") as session,
    ):
        rounds.change(session, ref, RoundDraft(AUG, 3))


def test_a_round_can_end_before_the_next_begins(store: Store, team: TeamName) -> None:
    ref = _begin(store, team, RoundDraft(AUG, 4))
    with store.change("End round") as session:
        rounds.end(session, ref, DEC)
    _begin(store, team, RoundDraft(date(2027, 1, 4), 3))
    assert _days(store, team) == [(date(2027, 1, 4), None), (AUG, DEC)]
    with store.read() as session:
        assert rounds.current(session, team.id, date(2026, 12, 25)) is None


def test_a_round_goes_and_its_priorities_stay(store: Store, team: TeamName) -> None:
    ref = _begin(store, team, RoundDraft(AUG, 4))
    with store.change("Delete round") as session:
        rounds.delete(session, ref)
    assert _days(store, team) == []
    with store.read() as session:
        assert priorities.opened(session, "T1").title == "Woodhall shops"
        with pytest.raises(DeskError, match="no longer there"):
            rounds.members(session, ref, TODAY)


def test_a_round_for_which_messages_were_written_stays(store: Store, team: TeamName) -> None:
    ref = _begin(store, team, RoundDraft(AUG, 4))
    with store.change("Write message") as session:
        key = rounds.listed(session, team.id)[0].id
        one = m.Message(
            ref="W1", team_id=team.id, kind="you_said_we_did", text="We did.", status="draft"
        )
        one.round_id = key
        session.add(one)
    with (
        pytest.raises(DeskError, match="Messages were written for it"),
        store.change("Delete round") as session,
    ):
        rounds.delete(session, ref)


def test_a_consultation_of_another_team_is_not_taken(store: Store, team: TeamName) -> None:
    with store.change("Another team") as session:
        other = another_team(session)
        session.add(m.Consultation(ref="K2", team_id=other, title="Theirs", opened=AUG))
    with pytest.raises(DeskError, match="consultation is no longer there"):
        _begin(store, team, RoundDraft(AUG, 4, consultation="K2"))


# --- What is in one ---------------------------------------------------------------------------


def test_priorities_stand_in_the_rounds_in_which_they_were_live(
    store: Store, team: TeamName
) -> None:
    closing = {"result": "reduced", "assessment": "Fewer now."}
    _add(store, team, "Proposed")
    _add(store, team, "Long over", adopted=date(2026, 4, 1), closed=AUG, **closing)
    _add(store, team, "Kept on", adopted=date(2026, 4, 1))
    _add(store, team, "Closed", adopted=AUG, closed=DEC, **closing)
    first = _begin(store, team, RoundDraft(AUG, 4))
    second = _begin(store, team, RoundDraft(DEC, 3))
    stands = {title: one.standing for title, one in _members(store, first).items()}
    assert stands == {"Kept on": "continued", "Closed": "closed", "Woodhall shops": "new"}
    stands = {title: one.standing for title, one in _members(store, second).items()}
    assert stands == {"Kept on": "continued", "Woodhall shops": "continued"}


def test_what_replaces_a_priority_is_named_beside_it(store: Store, team: TeamName) -> None:
    old = _add(
        *(store, team, "Speeding"), adopted=AUG, closed=DEC, result="replaced", assessment="Slower."
    )
    new = _add(store, team, "Parking", adopted=DEC)
    with store.change("Replace") as session:
        both = {one.ref: one for one in session.query(m.Priority)}
        both[new].replaces_id = both[old].id
    ref = _begin(store, team, RoundDraft(AUG, 4))
    one = _members(store, ref)["Speeding"]
    assert one.standing == "replaced"
    assert one.replaced_by == (Successor(new, "Parking"),)


def test_how_many_residents_asked_for_it_is_said(store: Store, team: TeamName) -> None:
    ref = _begin(store, team, RoundDraft(AUG, 4))
    with store.change("Note what residents said") as session:
        asked = m.Consultation(ref="K1", team_id=team.id, title="Summer", opened=AUG)
        session.add(asked)
        session.flush()
        [row] = priorities.register(session, team.id)
        for number, count in enumerate((12, 1)):
            session.add(
                m.Response(
                    ref=f"S{number}",
                    consultation_id=asked.id,
                    received=AUG,
                    channel="online",
                    theme="asb",
                    count=count,
                    priority_id=row.id,
                )
            )
    assert _members(store, ref)["Woodhall shops"].feedback == 13


def test_a_round_within_its_months_says_how_long_its_priorities_are_silent(
    store: Store, team: TeamName
) -> None:
    ref = _begin(store, team, RoundDraft(date(2026, 10, 1), 4))
    on = date(2027, 1, 9)
    with store.read() as session:
        [row] = rounds.listed(session, team.id)
    assert row.state_on(on) == "running", "the next one is due on 1 February"
    assert _members(store, ref, on)["Woodhall shops"].days_silent == 8
    assert _members(store, ref, date(2027, 1, 1))["Woodhall shops"].days_silent == 0


# --- How long a team's rounds are -------------------------------------------------------------


def test_a_team_sets_how_long_its_rounds_are(store: Store, team: TeamName) -> None:
    with store.read() as session:
        assert rounds.cycle(session, team.id) is None
    with store.change("Set rounds") as session:
        rounds.set_cycle(session, team.id, 4)
    with store.read() as session:
        assert rounds.cycle(session, team.id) == 4
    with pytest.raises(DeskError, match="1 to 12 months"), store.change("Set rounds") as session:
        rounds.set_cycle(session, team.id, 13)
