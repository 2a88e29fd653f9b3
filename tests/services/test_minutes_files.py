"""What the documents of a meeting say comes from its records, and who may know from the joins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.agendas import AgendaItem, Missing
from snt_desk.domain.clock import london
from snt_desk.domain.meeting_documents import ANYBODY, MeetingFacts, Partner
from snt_desk.domain.partners import ActionDraft, MeetingDraft, PartnerDraft
from snt_desk.errors import DeskError
from snt_desk.services import minutes_files, not_named, partners
from snt_desk.services.team import TeamName
from tests.services.residents import add_contact

HELD = london(2026, 11, 25, 10)
ON = date(2026, 11, 26)
PANEL = MeetingDraft(
    *("asb_panel", "ASB panel", HELD, HELD + timedelta(hours=1)),
    officers=("101",),
    partners=("O1",),
    missing=(Missing(partner="O2", apologies=True), Missing(collar="7104")),
    new_partners={"O2": PartnerDraft("Greenfold\nHomes", "housing_provider")},
    minutes="Thanks were said.",
)
GATE = ActionDraft("Quote\nfor a gate", owner_partner="O1", raised=ON, due=date(2026, 11, 13))


def meet(store: Store, team: TeamName, draft: MeetingDraft = PANEL) -> str:
    with store.change("Add meeting") as session:
        return partners.add_meeting(session, team.id, draft)


def act(store: Store, team: TeamName, draft: ActionDraft) -> str:
    with store.change("Add action") as session:
        return partners.add_action(session, team.id, draft)


def facts(store: Store, team: TeamName, ref: str) -> MeetingFacts:
    with store.read() as session:
        return minutes_files.facts(session, team.id, ref, ON)


def test_who_came_and_who_was_missing_are_called_as_on_that_day(
    store: Store, team: TeamName
) -> None:
    with store.change("Say what may be told") as session:
        one = session.scalars(select(m.Partner).where(m.Partner.ref == "O1")).one()
        one.told = "No addresses"
    found = facts(store, team, meet(store, team, replace(PANEL, actions=(GATE,))))
    assert found.came == ("Sgt Okafor", "The Council")
    assert (found.apologies, found.absent) == (("Greenfold Homes",), ("PCSO Calloway",))
    assert found.asked == (
        Partner("O1", "The Council", "No addresses"),
        Partner("O2", "Greenfold Homes"),
    )
    assert (found.team, found.notes, found.next) == (team.name, "Thanks were said.", None)
    (gate,) = found.actions
    assert (gate.text, gate.owner, gate.may_know) == ("Quote for a gate", "The Council", ANYBODY)


def test_an_action_is_known_to_its_owner_and_where_it_was_agreed(
    store: Store, team: TeamName
) -> None:
    school = PartnerDraft("The School", "school")
    other = replace(PANEL, title="School", partners=("S1",), missing=(), actions=(GATE,))
    with store.read() as session:
        assert session.scalars(select(m.Action)).all() == []
    meet(store, team, replace(other, new_partners={"S1": school}))
    with store.read() as session:
        gate = session.scalars(select(m.Action.ref)).one()
    lone = act(store, team, replace(GATE, owner_partner=None, owner_collar="101"))
    work = act(store, team, replace(GATE, owner_partner=None, owner_collar="101", priority="T1"))
    with store.change("Work together") as session:
        one = session.scalars(select(m.Priority).where(m.Priority.ref == "T1")).one()
        key = session.scalars(select(m.Partner.id).where(m.Partner.ref == "S1")).one()
        one.partners.append(m.PriorityPartner(position=1, partner_id=key))
    items = tuple(AgendaItem(ref, action=ref) for ref in (gate, lone, work))
    found = facts(store, team, meet(store, team, replace(PANEL, agenda=items)))
    assert [one.may_know for one in found.items] == [
        *(frozenset({"O1", "S1"}), frozenset(), frozenset({"S1"})),
    ]


def test_a_priority_is_known_to_whoever_reads_of_it_or_works_on_it(
    store: Store, team: TeamName
) -> None:
    draft = replace(PANEL, agenda=(AgendaItem("Shops", priority="T1"), AgendaItem("Bins")))
    ref = meet(store, team, draft)
    assert [one.may_know for one in facts(store, team, ref).items] == [frozenset(), ANYBODY]
    with store.change("Publish") as session:
        session.scalars(select(m.Priority).where(m.Priority.ref == "T1")).one().public = True
    assert [one.may_know for one in facts(store, team, ref).items] == [ANYBODY, ANYBODY]
    with store.change("Change") as session:
        session.scalars(select(m.Priority).where(m.Priority.ref == "T1")).one().public = False
        partners.change_meeting(session, ref, replace(draft, priority="T1", new_partners={}))
    assert [one.may_know for one in facts(store, team, ref).items] == [ANYBODY, ANYBODY]


def test_the_next_of_its_series_is_named(store: Store, team: TeamName) -> None:
    ref = meet(store, team)
    later = replace(PANEL, start=HELD + timedelta(days=28), end=None, new_partners={})
    after = meet(store, team, later)
    assert facts(store, team, ref).next is None
    with store.change("Let it come again") as session:
        series = m.MeetingSeries(ref="S", team_id=team.id, kind="asb_panel", title="Panel")
        series.rule, series.every, series.at = "weekly", 4, "10:00"
        series.first = date(2026, 11, 25)
        session.add(series)
        session.flush()
        for one in session.scalars(select(m.Meeting).where(m.Meeting.ref.in_([ref, after]))):
            one.series_id, one.series_day = series.id, one.start.date()
    assert facts(store, team, ref).next == later.start
    assert facts(store, team, after).next == london(2027, 1, 20, 10)
    # One that nobody has planned yet is before one that somebody has.
    with store.change("Plan one of spring") as session:
        later_on = partners.opened_meeting(session, after)
        partners.change_meeting(session, after, replace(later_on, start=london(2027, 3, 17, 10)))
        session.scalars(select(m.Meeting).where(m.Meeting.ref == after)).one().series_day = date(
            2027, 3, 17
        )
    assert facts(store, team, ref).next == london(2026, 12, 23, 10)
    with store.change("End it") as session:
        session.scalars(select(m.MeetingSeries)).one().until = date(2027, 3, 17)
    assert facts(store, team, after).next is None


def test_a_meeting_that_is_gone_is_said(store: Store, team: TeamName) -> None:
    with pytest.raises(DeskError, match="no longer there"):
        facts(store, team, "gone")


def test_a_resident_is_warned_of_and_those_who_work_together_are_not(
    store: Store, team: TeamName
) -> None:
    with store.change("Add a contact") as session:
        add_contact(session, team.id, "K1")
    with store.read() as session:
        known = not_named.for_who_met(session)
    said = "PC Ridley saw Sian O'Brien at The Council, who made 3 calls to 07700 900123."
    assert [one.word for one in known.named(said)] == ["Sian O'Brien", "07700 900123"]
