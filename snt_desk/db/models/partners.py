"""Partner organisations, the meetings with them and the actions that follow."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from snt_desk.db.models.base import Base, Record, coded, own, reference, stretch, team_key


class Partner(Record):
    """An organisation that the team works with."""

    __tablename__ = "partners"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    name: Mapped[str]
    kind: Mapped[str] = coded()
    contact_name: Mapped[str | None]
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None]
    __table_args__ = (UniqueConstraint("id", "team_id"), Index(None, "team_id"))


class Meeting(Record):
    """A meeting with partners, or of the team."""

    __tablename__ = "meetings"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    kind: Mapped[str] = coded()
    title: Mapped[str]
    start: Mapped[datetime]
    end: Mapped[datetime | None]
    place_id: Mapped[int | None]
    priority_id: Mapped[int | None]
    minutes: Mapped[str | None]
    partners: Mapped[list[MeetingPartner]] = relationship(
        order_by="MeetingPartner.position", cascade="all, delete-orphan", passive_deletes=True
    )
    officers: Mapped[list[MeetingOfficer]] = relationship(
        order_by="MeetingOfficer.position", cascade="all, delete-orphan", passive_deletes=True
    )
    __table_args__ = (
        UniqueConstraint("id", "team_id"),
        Index(None, "team_id", "start"),
        own("place_id", "places"),
        own("priority_id", "priorities"),
        stretch(),
    )


class MeetingPartner(Base):
    """Which partners came to a meeting."""

    __tablename__ = "meeting_partners"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    position: Mapped[int]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    __table_args__ = (UniqueConstraint("meeting_id", "partner_id"),)


class MeetingOfficer(Base):
    """Which of the team came to a meeting."""

    __tablename__ = "meeting_officers"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    position: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    __table_args__ = (UniqueConstraint("meeting_id", "member_id"),)


class Action(Record):
    """What somebody has undertaken to do, police or partner."""

    __tablename__ = "actions"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    meeting_id: Mapped[int | None]
    priority_id: Mapped[int | None]
    text: Mapped[str]
    owner_member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    owner_partner_id: Mapped[int | None]
    raised: Mapped[date]
    due: Mapped[date | None]
    closed: Mapped[date | None]
    __table_args__ = (
        Index(None, "team_id", "raised"),
        own("meeting_id", "meetings"),
        own("priority_id", "priorities"),
        own("owner_partner_id", "partners"),
        CheckConstraint("(owner_member_id IS NULL) <> (owner_partner_id IS NULL)", "one_owner"),
    )
