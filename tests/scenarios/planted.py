"""A name in every text of partners' work and the public's that people write freely, once each."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from snt_desk.db import models as m
from snt_desk.domain.clock import london
from snt_desk.services import mentions
from snt_desk.services.team import TeamName

DAY: Final = date(2026, 10, 7)
NOON: Final = london(2026, 10, 7, 12)
TABLES: Final = (
    *("meetings", "meeting_series", "meeting_skips", "agenda_items", "actions", "case_reviews"),
    *("case_reports", "partners", "partner_people", "events", "community_groups", "messages"),
    *("message_channels", "campaigns", "campaign_days", "campaign_counts", "planned_patrols"),
)
"""In which it is written."""


def write(session: Session, team: TeamName, name: str) -> None:
    """Write it there, in records that hang together."""
    said = f"Ask {name}"

    def put(table: type[Any], **values: Any) -> int:
        free = mentions.FIELDS[table.__tablename__]
        one = table(**{column: said for column in free if column not in values}, **values)
        if "team_id" in table.__table__.c:
            one.team_id = team.id
        if "ref" in table.__table__.c:
            one.ref = f"planted-{table.__tablename__}"
        session.add(one)
        session.flush()
        key: int = one.id
        return key

    partner = put(m.Partner, kind="other")
    put(m.PartnerPerson, partner_id=partner)
    series = put(m.MeetingSeries, kind="other", rule="weekly", every=1, first=DAY, at="14:00")
    put(m.MeetingSkip, series_id=series, day=DAY)
    meeting = put(m.Meeting, kind="other", start=NOON)
    put(m.AgendaItem, meeting_id=meeting, position=1)
    put(m.Action, meeting_id=meeting, raised=DAY, owner_partner_id=partner)
    review = put(m.CaseReview, begun=DAY)
    report: dict[str, Any] = {"position": 1, "reported": DAY, "incident": 1, "reporter": "A"}
    put(m.CaseReport, case_review_id=review, **report)
    put(m.Event, kind="stall", start=NOON)
    put(m.CommunityGroup, weeks=4)
    message = put(m.Message, kind="appeal", status="draft")
    put(m.MessageChannel, message_id=message, position=1, channel="x")
    campaign = put(m.Campaign, tag="#Planted", from_=DAY, to=DAY)
    put(m.CampaignDay, campaign_id=campaign, day=DAY)
    put(m.CampaignCount, campaign_id=campaign, count=1)
    put(m.PlannedPatrol, campaign_id=campaign, mode="foot", start=NOON)
    # Each contact is passed on, and has an appointment: these hold nothing of who it is.
    for contact in session.scalars(select(m.Contact).where(m.Contact.team_id == team.id)):
        contact.passed_to_id = partner
        agreed: dict[str, Any] = {"kind": "home", "at": NOON, "status": "booked", "lasts": 30}
        ref = f"A-{contact.ref}"
        session.add(m.Appointment(ref=ref, team_id=team.id, contact_id=contact.id, **agreed))


def silent(session: Session, name: str) -> set[tuple[str, str]]:
    """Give the tables and columns of these in which the name does not stand."""
    found = set()
    for table in TABLES:
        for column in mentions.FIELDS[table]:
            query = text(
                f"SELECT count(*) FROM {table} WHERE \"{column}\" LIKE '%' || :name || '%'"
            )
            if not session.scalar(query, {"name": name}):
                found.add((table, column))
    return found
