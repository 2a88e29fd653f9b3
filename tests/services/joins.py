"""One record of every kind, joined to each other round one priority of the invented team."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.services import patrols
from snt_desk.services.team import TeamName

TODAY = date(2026, 11, 22)
DAY = date(2026, 11, 10)
NOON, ONE = london(2026, 11, 10, 12), london(2026, 11, 10, 13)


def join_all(session: Session, team: TeamName) -> dict[str, str]:
    """Write them; gives the ref of each by its table (collar)."""
    refs = {"priorities": "T1", "partners": "O1", "members": "1432"}
    priority = session.query(m.Priority).filter_by(ref="T1").one()
    partner = session.query(m.Partner).filter_by(ref="O1").one()
    ridley = session.query(m.Member).filter_by(collar="1432").one().id
    priority.partners.append(m.PriorityPartner(position=1, partner_id=partner.id))

    def put(table: type[Any], **said: Any) -> int:
        said["ref"] = refs[table.__tablename__] = f"{table.__tablename__}-1"
        if "team_id" in table.__table__.c:
            said["team_id"] = team.id
        one = table(**said)
        session.add(one)
        session.flush()
        key: int = one.id
        return key

    asked = put(m.Consultation, title="What first?", opened=date(2026, 9, 1))
    lap = put(m.Round, begun=date(2026, 10, 1), months=3, consultation_id=asked)
    joined: dict[str, Any] = {"priority_id": priority.id}
    put(m.Task, text="Ask the shops", stage="scanning", owner_id=ridley, raised=DAY, **joined)
    held: dict[str, Any] = {"kind": "other", "start": NOON, "end": ONE}
    again = put(
        m.MeetingSeries,
        **{**joined, "kind": "other", "rule": "weekly", "every": 2, "first": DAY, "at": "12:00"},
        title="About the shops",
        partners=[m.MeetingSeriesPartner(position=1, partner_id=partner.id)],
        officers=[m.MeetingSeriesOfficer(position=1, member_id=ridley)],
    )
    met = put(
        m.Meeting,
        series_id=again,
        series_day=DAY,
        **held,
        **joined,
        title="About the shops",
        partners=[m.MeetingPartner(position=1, partner_id=partner.id)],
        officers=[m.MeetingOfficer(position=1, member_id=ridley)],
    )
    put(m.Action, text="A gate", raised=DAY, meeting_id=met, owner_partner_id=partner.id, **joined)
    put(m.PartnerPerson, partner_id=partner.id, name="Jo Invented", role="Housing officer")
    put(
        m.CaseReview,
        **joined,
        subject="Noise at the shops",
        begun=DAY,
        meeting_id=met,
        lead_id=partner.id,
        reports=[
            m.CaseReport(position=1, reported=DAY, incident=1, reporter="A", partner_id=partner.id)
        ],
    )
    school = put(m.CommunityGroup, name="The school", weeks=6)
    stall = put(
        m.Event,
        **{**held, "kind": "stall"},
        **joined,
        title="At the shops",
        officers=[m.EventOfficer(position=1, member_id=ridley)],
        groups=[m.EventGroup(position=1, group_id=school)],
    )
    wanted = put(
        m.Contact,
        **joined,
        received=NOON,
        channel="email",
        subject="Noise at the shops",
        resident_name="Ada Invented",
        status="open",
        owner_id=ridley,
        passed_to_id=partner.id,
    )
    agreed = {"contact_id": wanted, "officer_id": ridley, "partner_id": partner.id}
    put(m.Appointment, kind="home", at=NOON, status="booked", **agreed)
    told = {"kind": "priority_update", "text": "More patrols.", "status": "draft"}
    put(m.Message, round_id=lap, **told, **joined)
    said = {"received": DAY, "channel": "survey", "theme": "asb", "count": 12}
    put(m.Response, consultation_id=asked, event_id=stall, **said, **joined)
    counts = [m.CrimeCount(month="2026-10", category="burglary", count=3)]
    noted = {"taken": DAY, "source": "2026-10, Hertfordshire", "counts": counts}
    put(m.CrimeNote, consultation_id=asked, **noted, **joined)
    leg = LegDraft("foot", NOON, ONE, place="B1", officers=("1432",), partners=("O1",))
    refs["patrols"] = patrols.log(session, team.id, PatrolDraft(legs=(leg,), priority="T1"))
    return refs
