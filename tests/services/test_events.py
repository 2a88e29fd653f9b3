"""An event is written down with who was there and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, text

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import Month, london
from snt_desk.domain.community import EventDraft
from snt_desk.domain.reach import GroupDraft
from snt_desk.errors import DeskError
from snt_desk.services import bring_back, events, groups, history, returns
from snt_desk.services.team import TeamName
from tests.fixtures_team import another_team

STALL = EventDraft(
    kind="stall",
    title="Stall at the shops",
    purpose="consult",
    start=london(2026, 11, 21, 10),
    end=london(2026, 11, 21, 12),
    place="B1",
    officers=("7104", "101"),
    attendance=40,
    priority="T1",
    public=True,
    outcomes={"crime_prevention_advice": 12},
    estimated=True,
    venue="By the post office",
    groups=("G1", "G2"),
    feedback="What comes of the gate",
    feedback_due=date(2026, 12, 5),
    feedback_given=date(2026, 12, 4),
)


@pytest.fixture
def stall(store: Store, team: TeamName) -> str:
    """The stall; its ref."""
    with store.change("Add event") as session:
        for ref, name in (("G1", "The school"), ("G2", "The allotments")):
            groups.add(session, team.id, GroupDraft(name), ref)
        return events.add(session, team.id, STALL)


def opened(store: Store, ref: str) -> EventDraft:
    with store.read() as session:
        return events.opened(session, ref)


def test_an_event_is_opened_as_it_was_written(store: Store, stall: str) -> None:
    assert opened(store, stall) == STALL


def test_who_was_there_and_what_came_of_it_can_change(store: Store, stall: str) -> None:
    said = replace(
        STALL,
        officers=("101", "1432", "7104"),
        outcomes={"arrest": 1, "crime_prevention_advice": 9},
        public=None,
    )
    with store.change("Change event") as session:
        events.change(session, stall, said)
    assert opened(store, stall) == said
    with store.change("Change event") as session:
        events.change(session, stall, replace(said, outcomes={}))
    assert opened(store, stall).outcomes == {}


def test_a_group_of_another_team_is_none_that_it_can_reach(store: Store, stall: str) -> None:
    with store.change("Add another team") as session:
        groups.add(session, another_team(session), GroupDraft("Theirs"), "G9")
    with (
        store.change("Change event") as session,
        pytest.raises(DeskError, match="That group is no longer there"),
    ):
        events.change(session, stall, replace(STALL, groups=("G9",)))


def test_the_groups_that_it_reached_can_change_and_history_names_them(
    store: Store, stall: str
) -> None:
    with store.change("Change event") as session:
        events.change(session, stall, replace(STALL, groups=("G2",), feedback_due=None))
    assert opened(store, stall).groups == ("G2",)
    with store.read() as session:
        latest = history.of(session, "events", stall)[0]
    said = {one.field: (one.before, one.after) for one in latest.differences}
    assert said == {
        "Groups reached": ("The school, The allotments", "The allotments"),
        "Feedback due on": ("Sat 5 Dec 2026", ""),
    }


def test_who_came_is_only_estimated_where_somebody_came(store: Store, stall: str) -> None:
    with store.change("Change event") as session:
        events.change(session, stall, replace(STALL, attendance=None, venue=" "))
    assert (opened(store, stall).estimated, opened(store, stall).venue) == (None, None)


def test_it_counts_in_its_month(store: Store, stall: str, team: TeamName) -> None:
    with store.read() as session:
        made = {one.key: one.value for one in returns.counted(session, team, Month(2026, 11))}
    assert made["engagement", "attendance", "event_kind", "stall"] == 40
    assert made["engagement", "event_time", "event_kind", "stall"] == 120
    assert made["outcomes", "outcomes", "outcome", "crime_prevention_advice"] == 12


def test_what_was_raised_there_stays_when_the_event_goes(
    store: Store, stall: str, team: TeamName
) -> None:
    with store.change("Ask") as session:
        asked = m.Consultation(ref="C1", team_id=team.id, title="Autumn", opened=date(2026, 11, 1))
        session.add(asked)
        session.flush()
        event_id = session.scalar(select(m.Event.id))
        said = m.Response(ref="S1", consultation_id=asked.id, event_id=event_id)
        said.received, said.channel, said.theme, said.count = date(2026, 11, 21), "street", "asb", 3
        session.add(said)
    with store.change("Delete event") as session:
        events.delete(session, stall)
    with store.read() as session:
        [left] = session.scalars(select(m.Response))
        assert (left.count, left.event_id) == (3, None)
        assert not session.scalars(select(m.Outcome)).all()
    store.undo()
    assert opened(store, stall) == STALL
    with store.read() as session:
        assert session.scalars(select(m.Response.event_id)).one() is not None


def test_what_was_raised_there_names_it_again_when_it_is_brought_back(
    store: Store, stall: str, team: TeamName
) -> None:
    with store.change("Ask") as session:
        asked = m.Consultation(ref="C1", team_id=team.id, title="Autumn", opened=date(2026, 11, 1))
        session.add(asked)
        session.flush()
        event_id = session.scalar(select(m.Event.id))
        for ref in ("S1", "S2"):
            said = m.Response(ref=ref, consultation_id=asked.id, event_id=event_id, count=3)
            said.received, said.channel, said.theme = date(2026, 11, 21), "street", "asb"
            session.add(said)
    with store.change("Delete event") as session:
        events.delete(session, stall)
    with store.change("Add another, under its number") as session:
        walk = replace(STALL, title="Walk", officers=(), outcomes={}, groups=())
        other = events.add(session, team.id, walk)
        key = session.scalars(select(m.Event.id).where(m.Event.ref == other)).one()
        session.query(m.Response).filter_by(ref="S2").update({"event_id": key})
    with store.read() as session:
        change = int(session.scalar(text("SELECT max(id) FROM changes")) or 0) - 1
        gone = bring_back.gone(session, change)
    with store.change(bring_back.label(gone)) as session:
        bring_back.bring_back(session, gone)
    assert opened(store, stall) == STALL
    with store.read() as session:
        named = select(m.Response.ref, m.Event.ref).join(m.Event, m.Event.id == m.Response.event_id)
        assert dict(session.execute(named).all()) == {"S1": stall, "S2": other}


@pytest.mark.parametrize(
    "draft",
    [
        replace(STALL, title=" "),
        replace(STALL, end=london(2026, 11, 21, 9)),
        replace(STALL, place="X9"),
        replace(STALL, officers=("9999",)),
        replace(STALL, priority="gone"),
        replace(STALL, campaign="#Gone"),
        replace(STALL, groups=("gone",)),
        replace(STALL, feedback=None),
        replace(STALL, feedback_given=date(2026, 11, 20)),
    ],
)
def test_what_cannot_be_true_is_not_written(
    store: Store, team: TeamName, draft: EventDraft
) -> None:
    known = replace(draft, groups=()) if draft.groups == STALL.groups else draft
    with pytest.raises(DeskError), store.change("Add event") as session:
        events.add(session, team.id, known)
    with store.read() as session:
        assert session.scalars(select(m.Event)).all() == []


def test_one_that_is_gone_says_so(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError, match="no longer there"):
        opened(store, "gone")
