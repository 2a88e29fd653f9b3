"""People, their postings, duties and absences."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from snt_desk.db.models.base import Record, coded, reference, stretch, team_key


class Member(Record):
    """An officer, PCSO, Special or volunteer, of whatever team; named in public if `public`."""

    __tablename__ = "members"
    collar: Mapped[str] = reference()
    first_name: Mapped[str]
    last_name: Mapped[str]
    cycle_trained: Mapped[bool | None]
    driving: Mapped[str | None] = coded()
    email: Mapped[str | None]
    public: Mapped[bool | None]


class Posting(Record):
    """A member's time in a team; `to` is the first day not covered."""

    __tablename__ = "postings"
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    team_id: Mapped[int] = team_key()
    role: Mapped[str] = coded()
    fte_percent: Mapped[int]
    from_: Mapped[date] = mapped_column("from")
    to: Mapped[date | None]
    __table_args__ = (
        UniqueConstraint("member_id", "team_id", "from"),
        Index(None, "team_id"),
        CheckConstraint("fte_percent BETWEEN 0 AND 100", "fte"),
        CheckConstraint('"to" > "from"', "days"),
    )


class Duty(Record):
    """A rostered stretch of one member's time."""

    __tablename__ = "duties"
    ref: Mapped[str] = reference()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    team_id: Mapped[int] = team_key()
    start: Mapped[datetime]
    end: Mapped[datetime]
    code: Mapped[str] = coded()
    note: Mapped[str | None]
    __table_args__ = (stretch(), Index(None, "team_id", "start"), Index(None, "member_id", "start"))


class Absence(Record):
    """Leave, sickness or abstraction; may be longer than a duty."""

    __tablename__ = "absences"
    ref: Mapped[str] = reference()
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    start: Mapped[datetime]
    end: Mapped[datetime]
    kind: Mapped[str] = coded()
    sent_to: Mapped[str | None]
    note: Mapped[str | None]
    __table_args__ = (CheckConstraint('"end" > start', "span"), Index(None, "member_id", "start"))
