"""The next round begins in one change: priorities are adopted, closed and replaced with it."""

from __future__ import annotations

from datetime import date

import pytest

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.next_round import CLOSE, REPLACE, Fate, NextRound
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.domain.rounds import RoundDraft
from snt_desk.errors import DeskError
from snt_desk.services import next_round, priorities, rounds
from snt_desk.services.team import TeamName

AUG, DEC = date(2026, 8, 1), date(2026, 12, 1)


def _propose(store: Store, team: TeamName, title: str, day: int = 1) -> str:
    draft = PriorityDraft(title=title, theme="asb", raised=date(2026, 11, day))
    with store.change("Add priority") as session:
        return priorities.add(session, team.id, draft)


def _save(store: Store, team: TeamName, chosen: NextRound) -> str:
    with store.change("Begin the next round") as session:
        return next_round.save(session, team.id, chosen)


def _stands(store: Store, ref: str) -> dict[str, str]:
    with store.read() as session:
        found = rounds.members(session, ref, DEC)
        return {one.priority.title: one.standing for one in found}


def test_the_proposed_are_ranked_by_how_many_asked(store: Store, team: TeamName) -> None:
    for title, day in (("Parking", 3), ("Bins", 2), ("Dogs", 1)):
        _propose(store, team, title, day)
    with store.change("Note what residents said") as session:
        asked = m.Consultation(ref="K1", team_id=team.id, title="Autumn", opened=AUG)
        session.add(asked)
        session.flush()
        key = session.query(m.Priority).filter_by(title="Parking").one().id
        said = {"received": DEC, "channel": "online", "theme": "asb", "count": 7}
        session.add(m.Response(ref="S1", consultation_id=asked.id, priority_id=key, **said))
    with store.read() as session:
        found = next_round.offers(session, team.id)
    assert [(one.title, one.feedback) for one in found.proposed] == [
        ("Parking", 7),
        ("Dogs", 0),
        ("Bins", 0),
    ]
    assert [one.title for one in found.live] == ["Woodhall shops"]


def test_the_whole_round_is_one_change_and_undone_as_one(store: Store, team: TeamName) -> None:
    parking, bins = _propose(store, team, "Parking"), _propose(store, team, "Bins")
    with store.change("Begin round") as session:
        first = rounds.begin(session, team.id, RoundDraft(AUG, 4))
    fate = Fate("T1", REPLACE, assessment="Fewer complaints.", by=parking)
    second = _save(store, team, NextRound(RoundDraft(DEC, 3), (fate,), (bins,)))
    assert _stands(store, first) == {"Woodhall shops": "replaced"}
    assert _stands(store, second) == {"Parking": "new", "Bins": "new"}
    with store.read() as session:
        old = priorities.opened(session, "T1")
        assert (old.closed, old.result, old.assessment) == (DEC, "replaced", "Fewer complaints.")
        [member] = rounds.members(session, first, DEC)
        assert [one.title for one in member.replaced_by] == ["Parking"]
        assert [one.ended for one in rounds.listed(session, team.id)] == [None, DEC]
    store.undo()
    with store.read() as session:
        assert priorities.opened(session, "T1").status == "adopted"
        assert priorities.opened(session, bins).status == "proposed"
        assert [one.ended for one in rounds.listed(session, team.id)] == [None]


def test_what_goes_on_is_left_as_it_is(store: Store, team: TeamName) -> None:
    ref = _save(store, team, NextRound(RoundDraft(DEC, 4), (Fate("T1"),)))
    assert _stands(store, ref) == {"Woodhall shops": "continued"}
    close = Fate("T1", CLOSE, result="resolved", assessment="Quiet since.")
    later = _save(store, team, NextRound(RoundDraft(date(2027, 4, 1), 4), (close,)))
    assert _stands(store, ref) == {"Woodhall shops": "closed"}
    assert _stands(store, later) == {}


def test_nothing_is_written_where_something_is_missing(store: Store, team: TeamName) -> None:
    bins = _propose(store, team, "Bins")
    with pytest.raises(DeskError, match="Choose what came of it"):
        _save(store, team, NextRound(RoundDraft(DEC, 4), (Fate("T1", CLOSE),), (bins,)))
    with store.read() as session:
        assert rounds.listed(session, team.id) == ()
        assert priorities.opened(session, bins).status == "proposed"


def test_what_was_decided_elsewhere_meanwhile_is_said(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError, match="Woodhall shops is not proposed any more"):
        _save(store, team, NextRound(RoundDraft(DEC, 4), adopted=("T1",)))
    bins = _propose(store, team, "Bins")
    fate = Fate(bins, CLOSE, result="resolved", assessment="Gone.")
    with pytest.raises(DeskError, match="Bins is not live any more"):
        _save(store, team, NextRound(RoundDraft(DEC, 4), (fate,)))


def test_a_round_that_shares_days_does_not_begin(store: Store, team: TeamName) -> None:
    _save(store, team, NextRound(RoundDraft(DEC, 4), (Fate("T1"),)))
    with pytest.raises(DeskError, match="It shares days with the round since 1 Dec 2026"):
        _save(store, team, NextRound(RoundDraft(DEC, 4), (Fate("T1"),)))
