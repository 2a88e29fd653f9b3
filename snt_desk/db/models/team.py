"""Teams and their places."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from snt_desk.db.models.base import Record, coded, own, reference, team_key


class Team(Record):
    """A Safer Neighbourhood Team."""

    __tablename__ = "teams"
    code: Mapped[str] = reference()
    name: Mapped[str]
    district: Mapped[str]
    force: Mapped[str | None]
    police_uk_id: Mapped[str | None]
    cycle_months: Mapped[int | None] = mapped_column()


class Place(Record):
    """A beat, or a hot spot in one."""

    __tablename__ = "places"
    team_id: Mapped[int] = team_key()
    code: Mapped[str] = coded()
    name: Mapped[str]
    kind: Mapped[str] = coded()
    parent_id: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("team_id", "code"),
        UniqueConstraint("id", "team_id"),
        own("parent_id", "places"),
        CheckConstraint("code <> 'none'", "code_not_none"),
    )
