"""Consultation, events, residents and what the public was told."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
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
    """Engagement: a surgery, a stall, a school visit. Only one marked `public` is published.

    The attendance was counted, or `estimated`. `feedback` says what those who came are owed, from
    when it is late, and when they were given it.
    """

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
    estimated: Mapped[bool | None]
    venue: Mapped[str | None]
    feedback: Mapped[str | None]
    feedback_due: Mapped[date | None]
    feedback_given: Mapped[date | None]
    officers: Mapped[list[EventOfficer]] = relationship(
        order_by="EventOfficer.position", cascade="all, delete-orphan", passive_deletes=True
    )
    groups: Mapped[list[EventGroup]] = relationship(
        order_by="EventGroup.position", cascade="all, delete-orphan", passive_deletes=True
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


class CommunityGroup(Record):
    """People whom the team means to reach every so many weeks: a school, a mosque, the elderly."""

    __tablename__ = "community_groups"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    name: Mapped[str]
    weeks: Mapped[int | None]
    ended: Mapped[date | None]
    __table_args__ = (
        UniqueConstraint("team_id", "name"),
        CheckConstraint("weeks BETWEEN 1 AND 520", "weeks"),
    )


class EventGroup(Base):
    """Which groups an event reached."""

    __tablename__ = "event_groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    position: Mapped[int]
    group_id: Mapped[int] = mapped_column(ForeignKey("community_groups.id"))
    __table_args__ = (UniqueConstraint("event_id", "group_id"), Index(None, "group_id"))


class Contact(Record):
    """A resident who wants something of the team; the 72-hour clock runs from `received`.

    `hold` says why the details must be kept, whatever `review_on` says. Passing it on, to a
    partner or elsewhere, does not stop the clock.
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
    passed_to_id: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("id", "team_id"),
        Index(None, "team_id", "received"),
        Index(None, "priority_id"),
        # Who waits, of 100,000: two hundred times faster.
        Index(
            "ix_contacts_waiting",
            "team_id",
            "received",
            sqlite_where=text("answered IS NULL"),
            postgresql_where=text("answered IS NULL"),
        ),
        own("priority_id", "priorities"),
        own("passed_to_id", "partners"),
        CheckConstraint(
            "(status = 'answered') = (answered IS NOT NULL)"
            " AND (answered IS NULL OR answered >= received)",
            "answered",
        ),
    )


class Appointment(Record):
    """A time agreed with a resident, for so many minutes.

    Who it is, and what they need to come to it, stands with their contact alone.
    """

    __tablename__ = "appointments"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    contact_id: Mapped[int | None]
    kind: Mapped[str] = coded()
    at: Mapped[datetime]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    status: Mapped[str] = coded()
    lasts: Mapped[int | None]
    place_id: Mapped[int | None]
    partner_id: Mapped[int | None]
    __table_args__ = (
        Index(None, "team_id", "at"),
        Index(None, "contact_id"),
        own("contact_id", "contacts"),
        own("place_id", "places"),
        own("partner_id", "partners"),
        CheckConstraint("lasts BETWEEN 1 AND 960", "lasts"),
    )


class Message(Record):
    """One text for the public, on whatever channels; of a priority, or of a whole round.

    It is `planned` for an instant. Where a `picture` goes with it, `alt` says what that shows.
    """

    __tablename__ = "messages"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    kind: Mapped[str] = coded()
    text: Mapped[str]
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    status: Mapped[str] = coded()
    priority_id: Mapped[int | None]
    round_id: Mapped[int | None]
    planned: Mapped[datetime | None]
    picture: Mapped[bool | None]
    alt: Mapped[str | None]
    approved: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    channels: Mapped[list[MessageChannel]] = relationship(
        order_by="MessageChannel.position", cascade="all, delete-orphan", passive_deletes=True
    )
    __table_args__ = (
        Index(None, "team_id"),
        Index(None, "team_id", "planned"),
        Index(None, "campaign_id"),
        Index(None, "priority_id"),
        Index(None, "round_id"),
        own("priority_id", "priorities"),
        own("round_id", "rounds"),
    )


class MessageChannel(Base):
    """A channel on which a message is to go out; with words of its own where they differ."""

    __tablename__ = "message_channels"
    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    position: Mapped[int]
    channel: Mapped[str] = coded()
    text: Mapped[str | None]
    __table_args__ = (UniqueConstraint("message_id", "channel"),)


class Post(Record):
    """A message gone out on one channel; how many saw it and replied is noted by hand."""

    __tablename__ = "posts"
    ref: Mapped[str] = reference()
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    channel: Mapped[str] = coded()
    posted: Mapped[datetime]
    reach: Mapped[int | None]
    replies: Mapped[int | None]
    __table_args__ = (
        Index(None, "message_id"),
        Index(None, "posted"),
        CheckConstraint("replies >= 0", "replies"),
    )
