"""Campaigns, a week of action or the like: their days, what is planned for them, and counts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from snt_desk.db.models.base import Base, Record, coded, own, reference, stretch, team_key


class Campaign(Record):
    """A week of action, or the like; `to` is its last day, `before` is what it was last time."""

    __tablename__ = "campaigns"
    tag: Mapped[str] = reference()
    title: Mapped[str]
    from_: Mapped[date] = mapped_column("from")
    to: Mapped[date]
    note: Mapped[str | None]
    before_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    tags: Mapped[list[CampaignTag]] = relationship(
        order_by="CampaignTag.position", cascade="all, delete-orphan", passive_deletes=True
    )
    days: Mapped[list[CampaignDay]] = relationship(
        order_by="CampaignDay.day", cascade="all, delete-orphan", passive_deletes=True
    )
    __table_args__ = (CheckConstraint('"to" >= "from"', "days"),)


class CampaignTag(Base):
    """A further hashtag of a campaign."""

    __tablename__ = "campaign_tags"
    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    position: Mapped[int]
    tag: Mapped[str] = coded()
    __table_args__ = (UniqueConstraint("campaign_id", "tag"),)


class CampaignDay(Base):
    """What a day of a campaign is about."""

    __tablename__ = "campaign_days"
    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    day: Mapped[date]
    theme: Mapped[str]
    __table_args__ = (UniqueConstraint("campaign_id", "day"),)


class CampaignCount(Record):
    """A line of a team's scorecard that no other record holds: warrants, bicycles marked."""

    __tablename__ = "campaign_counts"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    what: Mapped[str]
    count: Mapped[int]
    __table_args__ = (
        UniqueConstraint("team_id", "campaign_id", "what"),
        CheckConstraint("count >= 0", "count"),
    )


class PlannedPatrol(Record):
    """A patrol that a campaign is to have, and the one of the log that came of it."""

    __tablename__ = "planned_patrols"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    mode: Mapped[str] = coded()
    start: Mapped[datetime]
    end: Mapped[datetime | None]
    place_id: Mapped[int | None]
    priority_id: Mapped[int | None]
    purpose: Mapped[str | None] = coded()
    note: Mapped[str | None]
    patrol_id: Mapped[int | None] = mapped_column(ForeignKey("patrols.id", ondelete="SET NULL"))
    officers: Mapped[list[PlannedPatrolOfficer]] = relationship(
        order_by="PlannedPatrolOfficer.position", cascade="all, delete-orphan", passive_deletes=True
    )
    __table_args__ = (
        Index(None, "team_id", "start"),
        Index(None, "campaign_id"),
        Index(None, "patrol_id"),
        own("place_id", "places"),
        own("priority_id", "priorities"),
        stretch(),
    )


class PlannedPatrolOfficer(Base):
    """Who is to go on a planned patrol."""

    __tablename__ = "planned_patrol_officers"
    id: Mapped[int] = mapped_column(primary_key=True)
    planned_patrol_id: Mapped[int] = mapped_column(
        ForeignKey("planned_patrols.id", ondelete="CASCADE")
    )
    position: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    __table_args__ = (UniqueConstraint("planned_patrol_id", "member_id"),)
