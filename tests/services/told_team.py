"""A round of the small team with something of everything, for the tests of what is told of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.priorities import PriorityDraft
from snt_desk.domain.rounds import RoundDraft
from snt_desk.services import patrols, priorities, rounds
from snt_desk.services.team import TeamName
from tests.services.residents import add_contact

AUG, DEC = date(2026, 8, 1), date(2026, 12, 1)
ON = date(2026, 12, 2)


@dataclass(frozen=True)
class Made:
    """The refs of its rounds and of what stands in them beside `T1`."""

    ended: str
    begun: str
    closed: str
    new: str


def make(store: Store, team: TeamName) -> Made:
    """Priority T1 goes on; one is closed with a result, one is new and replaces it."""
    with store.change("Make a round") as session:
        key = session.scalars(select(m.Priority.id).where(m.Priority.ref == "T1")).one()
        asked = m.Consultation(
            ref="C1", team_id=team.id, title="Summer survey", opened=date(2026, 7, 1)
        )
        asked.closed = date(2026, 7, 20)
        session.add(asked)
        session.flush()
        ended = rounds.begin(session, team.id, RoundDraft(AUG, 4, None, "C1"))
        begun = rounds.begin(session, team.id, RoundDraft(DEC, 4))
        graffiti = PriorityDraft("Graffiti", "damage_graffiti", "B2", raised=AUG, adopted=AUG)
        graffiti = replace(graffiti, public=True)
        closed = priorities.add(session, team.id, graffiti)
        one = session.scalars(select(m.Priority).where(m.Priority.ref == closed)).one()
        one.status, one.closed, one.result = "closed", DEC, "reduced"
        one.assessment = "Most walls stay clean"
        parking = PriorityDraft("School parking", "school_parking", raised=DEC, adopted=DEC)
        parking = replace(parking, public=True)
        session.scalars(select(m.Priority).where(m.Priority.ref == "T1")).one().public = True
        new = priorities.add(session, team.id, parking)
        session.scalars(select(m.Priority).where(m.Priority.ref == new)).one().replaces_id = one.id
        for channel, count in (("survey", 40), ("street", 24)):
            response = m.Response(ref=f"R-{channel}", consultation_id=asked.id, channel=channel)
            response.received, response.theme = date(2026, 7, 3), "asb"
            response.count, response.priority_id = count, key
            session.add(response)
        _work(session, team.id, key)
        add_contact(session, team.id, "K1", priority_id=key)
    _patrol(store, team, 10, 20)
    # Before the round, and after it.
    _patrol(store, team, 7, 20)
    _patrol(store, team, 12, 1)
    return Made(ended, begun, closed, new)


def _work(session: Session, team_id: int, key: int) -> None:
    stall = m.Event(ref="E1", team_id=team_id, kind="stall", title="Stall at the shops")
    stall.start, stall.attendance, stall.priority_id = london(2026, 10, 3, 10), 31, key
    surgery = m.Event(ref="E2", team_id=team_id, kind="surgery", title="Surgery", public=True)
    surgery.start = london(2026, 12, 12, 10)
    quiet = m.Event(ref="E3", team_id=team_id, kind="surgery", title="Briefing", public=False)
    quiet.start = london(2026, 12, 13, 10)
    met = m.Meeting(ref="M1", team_id=team_id, kind="asb_panel", title="ASB panel")
    met.start, met.priority_id = london(2026, 10, 6, 10), key
    partner = session.scalars(select(m.Partner)).one()
    partner.contact_name, partner.contact_email = "Jo Brambling", "jo@council.example"
    met.partners = [m.MeetingPartner(position=1, partner_id=partner.id)]
    for ref, closed in (("A1", date(2026, 11, 1)), ("A2", None)):
        action = m.Action(ref=ref, team_id=team_id, text="Fit a gate", raised=date(2026, 10, 6))
        action.priority_id, action.owner_partner_id, action.closed = key, partner.id, closed
        session.add(action)
    session.add_all([stall, surgery, quiet, met])


def _patrol(store: Store, team: TeamName, month: int, day: int) -> None:
    start, end = london(2026, month, day, 9), london(2026, month, day, 11)
    legs = (LegDraft("foot", start, end, officers=("1432", "7104")),)
    draft = PatrolDraft(legs=legs, priority="T1", outcomes={"arrest": 2, "dispersal": 6})
    with store.change("Log patrol") as session:
        patrols.log(session, team.id, draft)
