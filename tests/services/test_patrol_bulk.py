"""Several patrols are changed as one: what is said and nothing else, or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft, VisitDraft
from snt_desk.errors import DeskError
from snt_desk.services import patrol_bulk, patrols
from snt_desk.services.patrol_bulk import Amendment
from snt_desk.services.team import TeamName
from tests.db.rows import all_rows

FOOT = LegDraft(
    "foot", london(2026, 11, 22, 9), london(2026, 11, 22, 10), "B1", ("1432", "7104"), ("O1",)
)
CAR = LegDraft("vehicle", london(2026, 11, 22, 10), london(2026, 11, 22, 11), None, ("1432",))
FIRST = PatrolDraft((FOOT, CAR), "priority", "T1", note="Quiet.", outcomes={"arrest": 1})
SECOND = PatrolDraft((replace(CAR, officers=("7104",)),), "rural", operation="Op Sentry")


@pytest.fixture
def refs(store: Store, team: TeamName) -> list[str]:
    with store.change("Log patrols") as session:
        return [patrols.log(session, team.id, one) for one in (FIRST, SECOND)]


def amended(store: Store, team: TeamName, refs: list[str], **said: Any) -> list[PatrolDraft]:
    with store.change(f"Change {len(refs)} patrols") as session:
        patrol_bulk.amend(session, team.id, refs, Amendment(**said))
    with store.read() as session:
        return [patrols.opened(session, ref) for ref in refs]


def with_legs(draft: PatrolDraft, **said: Any) -> PatrolDraft:
    legs = tuple(replace(one, **said) for one in draft.legs)
    return replace(draft, legs=legs)


@pytest.mark.parametrize(
    ("said", "of_legs", "of_patrols"),
    [
        ({"mode": "bicycle"}, {"mode": "bicycle"}, {}),
        ({"place": "H1"}, {"place": "H1"}, {}),
        ({"purpose": "hotspot"}, {}, {"purpose": "hotspot", "priority": None}),
        (
            {"purpose": "priority", "priority": "T1"},
            {},
            {"purpose": "priority", "priority": "T1"},
        ),
        ({"operation": "Op Owl"}, {}, {"operation": "Op Owl"}),
        ({"visible": False}, {}, {"visible": False}),
    ],
)
def test_what_is_said_is_changed_in_all_and_nothing_else(
    store: Store,
    team: TeamName,
    refs: list[str],
    said: dict[str, Any],
    of_legs: dict[str, Any],
    of_patrols: dict[str, Any],
) -> None:
    expected = [replace(with_legs(one, **of_legs), **of_patrols) for one in (FIRST, SECOND)]
    assert amended(store, team, refs, **said) == expected
    store.undo()
    with store.read() as session:
        assert [patrols.opened(session, ref) for ref in refs] == [FIRST, SECOND]


def test_an_officer_comes_onto_every_leg_once_and_another_goes(
    store: Store, team: TeamName, refs: list[str]
) -> None:
    first, second = amended(store, team, refs, add=("101", "7104"), remove=("1432",))
    assert [leg.officers for leg in first.legs] == [("7104", "101"), ("101", "7104")]
    assert [leg.officers for leg in second.legs] == [("7104", "101")]
    assert store.undo_label == "Change 2 patrols"


def test_nobody_is_taken_off_who_is_the_last_on_a_leg(
    store: Store, team: TeamName, refs: list[str]
) -> None:
    with pytest.raises(DeskError) as raised:
        amended(store, team, refs, remove=("1432",), place="B2")
    assert raised.value.detail == "Sun 22 Nov, 10:00: nobody would be left on it."
    with store.read() as session:
        assert [patrols.opened(session, ref) for ref in refs] == [FIRST, SECOND]


def test_many_problems_are_named_by_the_first_and_counted(store: Store, team: TeamName) -> None:
    alone = PatrolDraft((CAR,))
    with store.change("Log patrols") as session:
        refs = [patrols.log(session, team.id, alone) for _ in range(7)]
    with pytest.raises(DeskError) as raised:
        amended(store, team, refs, remove=("1432",))
    assert raised.value.detail.splitlines()[-1] == "And 2 more."


@pytest.mark.parametrize("said", [{"place": "B9"}, {"priority": "T9"}, {"add": ("9999",)}])
def test_what_is_not_there_is_said(
    store: Store, team: TeamName, refs: list[str], said: dict[str, Any]
) -> None:
    with pytest.raises(DeskError, match="There is no"):
        amended(store, team, refs, **said)


def test_a_patrol_that_is_gone_stops_it_all(store: Store, team: TeamName, refs: list[str]) -> None:
    with pytest.raises(DeskError, match="One of these patrols is no longer there"):
        amended(store, team, [*refs, "gone"], visible=False)


def test_what_stays_the_same_leaves_no_trace(store: Store, team: TeamName, refs: list[str]) -> None:
    amended(store, team, refs[:1], visible=True, purpose="priority", priority="T1")
    assert store.undo_label == "Log patrols"


def test_patrols_go_with_all_that_belongs_to_them_and_come_back(
    store: Store, team: TeamName, refs: list[str]
) -> None:
    with store.change("Delete 2 patrols") as session:
        patrol_bulk.remove(session, team.id, refs)
    with store.read() as session:
        for table in (m.Patrol, m.Leg, m.LegOfficer, m.LegPartner, m.Outcome):
            assert session.scalar(select(func.count()).select_from(table)) == 0
    store.undo()
    with store.read() as session:
        assert [patrols.opened(session, ref) for ref in refs] == [FIRST, SECOND]


def test_many_taken_away_at_once_leave_what_is_left_when_each_goes_alone(
    store: Store, team: TeamName, refs: list[str], database: Path
) -> None:
    visited = replace(
        FOOT, visits=(VisitDraft("H1", london(2026, 11, 22, 9), london(2026, 11, 22, 9, 15)),)
    )
    with store.change("Log patrols") as session:
        gone = [*refs, patrols.log(session, team.id, replace(FIRST, legs=(visited, CAR)))]
        stays = patrols.log(session, team.id, FIRST)
    before = all_rows(database)
    with store.change("Delete 3 patrols") as session:
        patrol_bulk.remove(session, team.id, gone)
    at_once = all_rows(database)
    store.undo()
    assert all_rows(database) == before
    with store.change("Delete 3 patrols") as session:
        for ref in gone:
            patrols.delete(session, ref)
    assert all_rows(database) == at_once
    with store.read() as session:
        assert patrols.opened(session, stays) == FIRST
    store.undo()
    assert all_rows(database) == before
