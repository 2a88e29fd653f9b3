"""One row of everything about partners and the public that a data package does not carry.

For what must hold of every text and every table: each free text is asked for by the name of its
column, `case_reviews.subject`. It stands beside the smallest example or any other team that has a
partner, a meeting, an action, an event, a contact, a message, a campaign and a patrol.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from snt_desk.db import models as m

TABLES: tuple[type[m.Base], ...] = (
    *(m.PartnerPerson, m.MeetingSeries, m.MeetingSeriesPartner, m.MeetingSeriesOfficer),
    *(m.MeetingSkip, m.MeetingMissing, m.AgendaItem, m.CaseReview, m.CaseReport),
    *(m.CommunityGroup, m.EventGroup, m.MessageChannel),
    *(m.CampaignTag, m.CampaignDay, m.CampaignCount, m.PlannedPatrol, m.PlannedPatrolOfficer),
)
"""All of them."""
COLUMNS: dict[type[m.Base], tuple[str, ...]] = {
    m.Partner: ("told",),
    m.Meeting: ("venue",),
    m.Action: ("outcome",),
    m.Event: ("venue", "feedback"),
    m.Message: ("alt",),
    m.Campaign: ("note",),
}
"""The texts that tables of a package have besides."""


def add(session: Session, team_id: int, at: datetime, text: Callable[[str], str]) -> None:
    """Write them; what is planned is of a time and its day."""
    _Rows(session, team_id, at, text).write()


class _Rows:
    def __init__(
        self, session: Session, team_id: int, at: datetime, text: Callable[[str], str]
    ) -> None:
        self.session, self.team_id, self.at, self.text = session, team_id, at, text
        self.day = at.date()
        self.refs = count(1)

    def write(self) -> None:
        """Write all of it: partners, the public, campaigns."""
        for table, names in COLUMNS.items():
            one = self._first(table)
            for name in names:
                setattr(one, name, self.text(f"{table.__tablename__}.{name}"))
        self._partners()
        self._public()
        self._campaign()
        self.session.flush()

    def _partners(self) -> None:
        partner, member = self._first(m.Partner), self._member()
        meeting, action = self._first(m.Meeting), self._first(m.Action)
        self._put(
            m.PartnerPerson, ("name", "role", "email", "phone", "told"), partner_id=partner.id
        )
        series = self._put(
            m.MeetingSeries,
            ("title", "venue", "agenda"),
            kind="other",
            rule="weekly",
            every=1,
            first=self.day,
            at="10:00",
            partners=[m.MeetingSeriesPartner(position=0, partner_id=partner.id)],
            officers=[m.MeetingSeriesOfficer(position=0, member_id=member)],
            skips=[m.MeetingSkip(day=self.day, why=self.text("meeting_skips.why"))],
        )
        meeting.series_id, meeting.series_day = series.id, self.day
        texts = {name: self.text(f"agenda_items.{name}") for name in ("text", "said", "decided")}
        self.session.add_all(
            [
                m.AgendaItem(meeting_id=meeting.id, position=0, action_id=action.id, **texts),
                m.MeetingMissing(
                    meeting_id=meeting.id, position=0, partner_id=partner.id, apologies=True
                ),
            ]
        )
        reference = self.text("case_reports.reference")
        self._put(
            m.CaseReview,
            ("subject", "reference", "note"),
            begun=self.day,
            lead_id=partner.id,
            reports=[
                m.CaseReport(
                    position=0, reported=self.day, incident=1, reporter="A", reference=reference
                )
            ],
        )

    def _public(self) -> None:
        group = self._put(m.CommunityGroup, ("name",))
        event, message = self._first(m.Event), self._first(m.Message)
        words = self.text("message_channels.text")
        self.session.add_all(
            [
                m.EventGroup(event_id=event.id, position=0, group_id=group.id),
                m.MessageChannel(message_id=message.id, position=0, channel="x", text=words),
            ]
        )

    def _campaign(self) -> None:
        of = self._first(m.Campaign)
        theme = self.text("campaign_days.theme")
        self.session.add_all(
            [
                m.CampaignTag(campaign_id=of.id, position=0, tag="#AndMore"),
                m.CampaignDay(campaign_id=of.id, day=of.from_, theme=theme),
            ]
        )
        self._put(m.CampaignCount, ("what",), campaign_id=of.id, count=3)
        self._put(
            m.PlannedPatrol,
            ("note",),
            campaign_id=of.id,
            mode="foot",
            start=self.at,
            patrol_id=self._first(m.Patrol).id,
            officers=[m.PlannedPatrolOfficer(position=0, member_id=self._member())],
        )

    def _put(self, table: type[Any], texts: tuple[str, ...], **said: Any) -> Any:
        name = table.__tablename__
        said |= {one: self.text(f"{name}.{one}") for one in texts}
        one = table(ref=f"beside-{next(self.refs)}", team_id=self.team_id, **said)
        self.session.add(one)
        self.session.flush()
        return one

    def _first(self, table: type[Any]) -> Any:
        query = select(table).order_by(table.id).limit(1)
        if "team_id" in table.__table__.c:
            query = query.where(table.team_id == self.team_id)
        return self.session.scalars(query).one()

    def _member(self) -> int:
        of = select(m.Posting.member_id).where(m.Posting.team_id == self.team_id)
        return self.session.scalars(of.order_by(m.Posting.id).limit(1)).one()
