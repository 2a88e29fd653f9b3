"""Local priorities."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from snt_desk.db.models.base import Record, coded, own, reference, team_key


class Priority(Record):
    """What residents asked the team to put first, from proposal to result."""

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
    __table_args__ = (
        UniqueConstraint("id", "team_id"),
        Index(None, "team_id", "adopted"),
        own("place_id", "places"),
        CheckConstraint(
            "(status <> 'proposed' OR (adopted IS NULL AND closed IS NULL))"
            " AND (status <> 'adopted' OR (adopted IS NOT NULL AND closed IS NULL))"
            " AND (status <> 'closed' OR (closed IS NOT NULL AND result IS NOT NULL))",
            "status_dates",
        ),
    )
