"""Consultation, events, residents and what the public was told."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from snt_desk.db.models.base import Base, Record, coded, own, reference, stretch, team_key


class Consultation(Record):
    """A time in which residents are asked what to put first."""

    __tablename__ = "consultations"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    title: Mapped[str]
    opened: Mapped[date]
    closed: Mapped[date | None]


class Response(Record):
    """What residents said, one by one or as a count; perhaps at an event, or for a priority."""

    __tablename__ = "responses"
    ref: Mapped[str] = reference()
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    received: Mapped[date]
    channel: Mapped[str] = coded()
    theme: Mapped[str] = coded()
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    count: Mapped[int]
    comment: Mapped[str | None]
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priorities.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    __table_args__ = (
        Index(None, "consultation_id", "received"),
        Index(None, "priority_id"),
        Index(None, "event_id"),
        # A ranking reads nothing else: ten times faster over 100,000.
        Index(
            "ix_responses_ranked",
            *("consultation_id", "theme", "place_id", "channel", "priority_id", "count"),
        ),
        # A list of 100,000 by day, whatever it is filtered by but words, reads nothing else.
        Index(
            "ix_responses_listed",
            *("received", "consultation_id", "id", "theme", "channel", "place_id"),
            *("priority_id", "count"),
        ),
        CheckConstraint("count >= 1", "count"),
    )


class Event(Record):
    """Engagement: a surgery, a stall, a school visit. Only one marked `public` is published."""

    __tablename__ = "events"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    kind: Mapped[str] = coded()
    title: Mapped[str]
    purpose: Mapped[str | None] = coded()
    start: Mapped[datetime]
    end: Mapped[datetime | None]
    place_id: Mapped[int | None]
    attendance: Mapped[int | None]
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    priority_id: Mapped[int | None]
    public: Mapped[bool | None]
    officers: Mapped[list[EventOfficer]] = relationship(
        order_by="EventOfficer.position", cascade="all, delete-orphan", passive_deletes=True
    )
    __table_args__ = (
        Index(None, "team_id", "start"),
        Index(None, "priority_id"),
        own("place_id", "places"),
        own("priority_id", "priorities"),
        stretch(),
        CheckConstraint("attendance >= 0", "attendance"),
    )


class EventOfficer(Base):
    """Which of the team were at an event."""

    __tablename__ = "event_officers"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    position: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    __table_args__ = (UniqueConstraint("event_id", "member_id"),)


class Contact(Record):
    """A resident who wants something of the team; the 72-hour clock runs from `received`.

    `hold` says why the details must be kept, whatever `review_on` says.
    """

    __tablename__ = "contacts"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    received: Mapped[datetime]
    channel: Mapped[str] = coded()
    subject: Mapped[str]
    resident_name: Mapped[str | None]
    resident_contact: Mapped[str | None]
    access_needs: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    answered: Mapped[datetime | None]
    status: Mapped[str] = coded()
    review_on: Mapped[date | None]
    hold: Mapped[str | None]
    priority_id: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("id", "team_id"),
        Index(None, "team_id", "received"),
        Index(None, "priority_id"),
        own("priority_id", "priorities"),
        CheckConstraint(
            "(status = 'answered') = (answered IS NOT NULL)"
            " AND (answered IS NULL OR answered >= received)",
            "answered",
        ),
    )


class Appointment(Record):
    """A time agreed with a resident."""

    __tablename__ = "appointments"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    contact_id: Mapped[int | None]
    kind: Mapped[str] = coded()
    at: Mapped[datetime]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    status: Mapped[str] = coded()
    __table_args__ = (Index(None, "team_id", "at"), own("contact_id", "contacts"))


class Campaign(Record):
    """A week of action, or the like; `to` is its last day."""

    __tablename__ = "campaigns"
    tag: Mapped[str] = reference()
    title: Mapped[str]
    from_: Mapped[date] = mapped_column("from")
    to: Mapped[date]
    __table_args__ = (CheckConstraint('"to" >= "from"', "days"),)


class Message(Record):
    """One text for the public, on whatever channels; of a priority, or of a whole round."""

    __tablename__ = "messages"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    kind: Mapped[str] = coded()
    text: Mapped[str]
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    status: Mapped[str] = coded()
    priority_id: Mapped[int | None]
    round_id: Mapped[int | None]
    __table_args__ = (
        Index(None, "team_id"),
        Index(None, "priority_id"),
        Index(None, "round_id"),
        own("priority_id", "priorities"),
        own("round_id", "rounds"),
    )


class Post(Record):
    """A message gone out on one channel."""

    __tablename__ = "posts"
    ref: Mapped[str] = reference()
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    channel: Mapped[str] = coded()
    posted: Mapped[datetime]
    reach: Mapped[int | None]
    __table_args__ = (Index(None, "message_id"), Index(None, "posted"))
