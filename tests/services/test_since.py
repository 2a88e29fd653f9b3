"""Which records differ from what they were when a return was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import behind, patrols, returns, since
from snt_desk.services.behind import Behind
from snt_desk.services.since import Record
from snt_desk.services.team import TeamName

NOVEMBER = Month(2026, 11)
AFTER = london(2026, 12, 2, 9)
LEG = LegDraft("foot", london(2026, 11, 22, 9), london(2026, 11, 22, 10), "B1", ("1432",))
FOOT = ("patrols", "patrol_time", "mode", "foot")


def log(store: Store, team: TeamName) -> str:
    with store.change("Log foot patrol, Peartree") as session:
        return patrols.log(session, team.id, PatrolDraft(legs=(LEG,)))


def longer(store: Store, ref: str) -> None:
    leg = replace(LEG, end=london(2026, 11, 22, 10) + timedelta(minutes=90))
    with store.change("Change foot patrol, Peartree") as session:
        patrols.change(session, ref, PatrolDraft(legs=(leg,)))


@pytest.fixture
def ref(store: Store, team: TeamName, tmp_path: Path) -> str:
    """A patrol that was sent."""
    logged = log(store, team)
    with store.read() as session:
        draft = returns.draft(session, team, NOVEMBER, AFTER)
    returns.send(store, draft, tmp_path, "own copy")
    return logged


def touched(store: Store, team: TeamName) -> set[Record]:
    with store.read() as session:
        sent = returns.last_sent(session, team.id, NOVEMBER)
        assert sent is not None
        return set(since.touched(session, sent))


def rows(store: Store, team: TeamName) -> list[Behind]:
    with store.read() as session:
        return behind.behind(session, team, NOVEMBER, FOOT)


def test_nothing_is_touched_by_sending(store: Store, team: TeamName, ref: str) -> None:
    assert touched(store, team) == set()


def test_a_patrol_whose_leg_was_changed_is_touched_and_who_did_it_is_known(
    store: Store, team: TeamName, ref: str
) -> None:
    longer(store, ref)
    assert touched(store, team) == {("patrols", ref)}
    with store.read() as session:
        sent = returns.last_sent(session, team.id, NOVEMBER)
        assert sent is not None
        assert since.touched(session, sent) == {("patrols", ref): store.actor.collar}


def test_the_only_change_is_said_with_its_day_and_who_made_it(
    store: Store, team: TeamName, ref: str
) -> None:
    longer(store, ref)
    with store.read() as session:
        said = behind.only_change(session, team, NOVEMBER)
    assert said == f"Patrol of Sun 22 Nov changed by {store.actor.collar}."
    log(store, team)
    with store.read() as session:
        assert behind.only_change(session, team, NOVEMBER) == ""


def test_what_was_put_back_is_not(store: Store, team: TeamName, ref: str) -> None:
    longer(store, ref)
    store.undo()
    assert touched(store, team) == set()


def test_what_was_deleted_is_touched(store: Store, team: TeamName, ref: str) -> None:
    with store.change("Delete foot patrol") as session:
        patrols.delete(session, ref)
    assert touched(store, team) == {("patrols", ref)}


def test_the_row_behind_a_figure_says_that_it_alone_was_changed(
    store: Store, team: TeamName, ref: str
) -> None:
    longer(store, ref)
    [row] = rows(store, team)
    assert (row.changed, row.alone, row.amount) == (True, True, 150)


def test_with_two_changes_none_is_alone_and_what_was_changed_stands_first(
    store: Store, team: TeamName, ref: str
) -> None:
    longer(store, ref)
    added = log(store, team)
    found = rows(store, team)
    assert {one.ref for one in found if one.changed} == {ref, added}
    assert not any(one.alone for one in found)


def test_before_anything_was_sent_no_row_is_changed(store: Store, team: TeamName) -> None:
    log(store, team)
    assert [(one.changed, one.alone) for one in rows(store, team)] == [(False, False)]
