"""Local priorities: what residents asked for, the rounds it was adopted in, and its plan."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from snt_desk.db.models.base import Base, Record, coded, own, reference, team_key


class Priority(Record):
    """What residents asked the team to put first, from proposal to result.

    `issue` and `action` are what the public reads; only a priority marked `public` is published.
    `window_from` and `window_to` are local times of day, `17:00`. `victim`, `offender` and
    `location` are the three sides of its analysis. It `reopens` one that was closed before, or
    `replaces` one that gave way to it.
    """

    __tablename__ = "priorities"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    title: Mapped[str]
    theme: Mapped[str] = coded()
    place_id: Mapped[int | None]
    status: Mapped[str] = coded()
    raised: Mapped[date]
    adopted: Mapped[date | None]
    closed: Mapped[date | None]
    result: Mapped[str | None] = coded()
    last_update: Mapped[date | None]
    action: Mapped[str | None]
    objective: Mapped[str | None]
    scanning: Mapped[str | None]
    analysis: Mapped[str | None]
    response: Mapped[str | None]
    assessment: Mapped[str | None]
    issue: Mapped[str | None]
    public: Mapped[bool | None]
    window_from: Mapped[str | None] = mapped_column(String(5))
    window_to: Mapped[str | None] = mapped_column(String(5))
    victim: Mapped[str | None]
    offender: Mapped[str | None]
    location: Mapped[str | None]
    reopens_id: Mapped[int | None]
    replaces_id: Mapped[int | None]
    places: Mapped[list[PriorityPlace]] = relationship(
        order_by="PriorityPlace.position", cascade="all, delete-orphan", passive_deletes=True
    )
    partners: Mapped[list[PriorityPartner]] = relationship(
        order_by="PriorityPartner.position", cascade="all, delete-orphan", passive_deletes=True
    )
    __table_args__ = (
        UniqueConstraint("id", "team_id"),
        Index(None, "team_id", "adopted"),
        own("place_id", "places"),
        own("reopens_id", "priorities"),
        own("replaces_id", "priorities"),
        CheckConstraint(
            "(status <> 'proposed' OR (adopted IS NULL AND closed IS NULL))"
            " AND (status <> 'adopted' OR (adopted IS NOT NULL AND closed IS NULL))"
            " AND (status <> 'closed' OR (closed IS NOT NULL AND result IS NOT NULL))",
            "status_dates",
        ),
    )


class PriorityPlace(Base):
    """A further place of a priority, beside its first one."""

    __tablename__ = "priority_places"
    id: Mapped[int] = mapped_column(primary_key=True)
    priority_id: Mapped[int] = mapped_column(ForeignKey("priorities.id", ondelete="CASCADE"))
    position: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    __table_args__ = (UniqueConstraint("priority_id", "place_id"),)


class PriorityPartner(Base):
    """Who works on a priority with the team."""

    __tablename__ = "priority_partners"
    id: Mapped[int] = mapped_column(primary_key=True)
    priority_id: Mapped[int] = mapped_column(ForeignKey("priorities.id", ondelete="CASCADE"))
    position: Mapped[int]
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    __table_args__ = (UniqueConstraint("priority_id", "partner_id"),)


class Round(Record):
    """Some months for which priorities are adopted; which ones follows from their own dates.

    `ended` is the first day that is no more of it; without it the round goes on. `months` is how
    long it was to last. The priorities were chosen after `consultation`.
    """

    __tablename__ = "rounds"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    begun: Mapped[date]
    months: Mapped[int]
    ended: Mapped[date | None]
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultations.id"))
    note: Mapped[str | None]
    __table_args__ = (
        UniqueConstraint("id", "team_id"),
        UniqueConstraint("team_id", "begun"),
        CheckConstraint("months BETWEEN 1 AND 12", "months"),
        CheckConstraint("ended > begun", "days"),
    )


class Task(Record):
    """Something to be done within the team for the plan of a priority, in one of its stages.

    It is no action: those are agreed with partners, and the return counts them.
    """

    __tablename__ = "tasks"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    priority_id: Mapped[int]
    stage: Mapped[str] = coded()
    text: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    raised: Mapped[date]
    due: Mapped[date | None]
    done: Mapped[date | None]
    __table_args__ = (
        Index(None, "priority_id"),
        own("priority_id", "priorities", "CASCADE"),
    )


class CrimeNote(Record):
    """What the published figures of street-level crime say of a place: counts, no crimes.

    It is kept for a consultation, for a priority, or for both. `source` names file and months.
    """

    __tablename__ = "crime_notes"
    ref: Mapped[str] = reference()
    team_id: Mapped[int] = team_key()
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultations.id"))
    priority_id: Mapped[int | None]
    place_id: Mapped[int | None]
    taken: Mapped[date]
    source: Mapped[str]
    note: Mapped[str | None]
    counts: Mapped[list[CrimeCount]] = relationship(
        order_by="CrimeCount.month, CrimeCount.category",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    __table_args__ = (
        Index(None, "priority_id"),
        own("priority_id", "priorities"),
        own("place_id", "places"),
    )


class CrimeCount(Base):
    """How many crimes of a category were published for a month (`2026-10`)."""

    __tablename__ = "crime_counts"
    id: Mapped[int] = mapped_column(primary_key=True)
    crime_note_id: Mapped[int] = mapped_column(ForeignKey("crime_notes.id", ondelete="CASCADE"))
    month: Mapped[str] = mapped_column(String(7))
    category: Mapped[str]
    count: Mapped[int]
    __table_args__ = (
        UniqueConstraint("crime_note_id", "month", "category"),
        CheckConstraint("count >= 0", "count"),
    )
