"""The patrol log: patrols, their legs, crews, visits and outcomes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from snt_desk.db.models.base import Base, Record, coded, own, reference, stretch, team_key


class Patrol(Record):
    """One going out; when, how and with whom stands in its legs."""

    __tablename__ = "patrols"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    purpose: Mapped[str] = coded()
    priority_id: Mapped[int | None]
    operation: Mapped[str | None]
    visible: Mapped[bool]
    note: Mapped[str | None]
    legs: Mapped[list[Leg]] = relationship(
        order_by="Leg.leg", cascade="all, delete-orphan", passive_deletes=True
    )
    outcomes: Mapped[list[Outcome]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    __table_args__ = (
        UniqueConstraint("id", "team_id"),
        Index(None, "priority_id"),
        own("priority_id", "priorities"),
    )


class Leg(Record):
    """A part of a patrol with one mode, one crew and one place; no end: still out."""

    __tablename__ = "legs"
    patrol_id: Mapped[int]
    team_id: Mapped[int] = team_key()
    leg: Mapped[int]
    mode: Mapped[str] = coded()
    place_id: Mapped[int | None]
    start: Mapped[datetime]
    end: Mapped[datetime | None]
    officers: Mapped[list[LegOfficer]] = relationship(
        order_by="LegOfficer.position", cascade="all, delete-orphan", passive_deletes=True
    )
    partners: Mapped[list[LegPartner]] = relationship(
        order_by="LegPartner.position", cascade="all, delete-orphan", passive_deletes=True
    )
    visits: Mapped[list[Visit]] = relationship(
        order_by="Visit.start", cascade="all, delete-orphan", passive_deletes=True
    )
    __table_args__ = (
        UniqueConstraint("patrol_id", "leg"),
        Index(None, "team_id", "start"),
        # The reference to the patrol, whole: else a patrol that goes walks through its team's legs.
        Index(None, "patrol_id", "team_id"),
        Index(
            "ix_legs_first",
            "team_id",
            "start",
            "patrol_id",
            sqlite_where=text("leg = 1"),
            postgresql_where=text("leg = 1"),
        ),
        Index(
            "ix_legs_open",
            "team_id",
            sqlite_where=text('"end" IS NULL'),
            postgresql_where=text('"end" IS NULL'),
        ),
        own("patrol_id", "patrols", ondelete="CASCADE"),
        own("place_id", "places"),
        stretch(),
        CheckConstraint("leg >= 1", "number"),
    )


class LegOfficer(Base):
    """Who was on a leg, in the order in which it was written."""

    __tablename__ = "leg_officers"
    id: Mapped[int] = mapped_column(primary_key=True)
    leg_id: Mapped[int] = mapped_column(ForeignKey("legs.id", ondelete="CASCADE"))
    position: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    __table_args__ = (UniqueConstraint("leg_id", "member_id"), Index(None, "member_id"))


class LegPartner(Base):
    """Which partner organisations were on a leg."""

    __tablename__ = "leg_partners"
    id: Mapped[int] = mapped_column(primary_key=True)
    leg_id: Mapped[int] = mapped_column(ForeignKey("legs.id", ondelete="CASCADE"))
    position: Mapped[int]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    __table_args__ = (UniqueConstraint("leg_id", "partner_id"), Index(None, "partner_id"))


class Visit(Record):
    """Time spent at a hot spot during a leg."""

    __tablename__ = "visits"
    leg_id: Mapped[int] = mapped_column(ForeignKey("legs.id", ondelete="CASCADE"))
    hotspot_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    start: Mapped[datetime]
    end: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("leg_id", "start"),
        Index(None, "hotspot_id"),
        CheckConstraint('"end" > start', "span"),
    )


class Outcome(Record):
    """What came of a patrol or an event, as a count."""

    __tablename__ = "outcomes"
    patrol_id: Mapped[int | None] = mapped_column(ForeignKey("patrols.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    kind: Mapped[str] = coded()
    count: Mapped[int]
    __table_args__ = (
        UniqueConstraint("patrol_id", "kind"),
        UniqueConstraint("event_id", "kind"),
        CheckConstraint("(patrol_id IS NULL) <> (event_id IS NULL)", "one_parent"),
        CheckConstraint("count >= 1", "count"),
    )
