"""Code lists, settings, and the monthly return: what is ticked, written and sent."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from snt_desk.db.models.base import Base, Record, coded, team_key


class Code(Record):
    """A value of a code list; `valid_to` is the first day on which it is not offered."""

    __tablename__ = "codes"
    list: Mapped[str] = coded()
    code: Mapped[str] = coded()
    label: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    flags: Mapped[str | None]
    position: Mapped[int]
    __table_args__ = (UniqueConstraint("list", "code"),)


class Setting(Record):
    """One setting of the team; the value is JSON."""

    __tablename__ = "settings"
    key: Mapped[str] = mapped_column(String(40), unique=True)
    value: Mapped[str]


class Draft(Base):
    """What somebody was typing and has not saved, as JSON; not journalled, gone once saved."""

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user: Mapped[str]
    desk: Mapped[str]
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    value: Mapped[str]
    __table_args__ = (UniqueConstraint("user", "desk", "kind"),)


class NilSection(Record):
    """The sergeant's "checked, none" for a section of a month's return."""

    __tablename__ = "nil_sections"
    team_id: Mapped[int] = team_key()
    month: Mapped[str] = mapped_column(String(7))
    section: Mapped[str] = coded()
    __table_args__ = (UniqueConstraint("team_id", "month", "section"),)


class Commentary(Record):
    """The sergeant's words in a month's return: achievements, risks, support, a figure's note."""

    __tablename__ = "commentary"
    team_id: Mapped[int] = team_key()
    month: Mapped[str] = mapped_column(String(7))
    kind: Mapped[str] = coded()
    ref: Mapped[str | None]
    text: Mapped[str]
    __table_args__ = (UniqueConstraint("team_id", "month", "kind", "ref"),)


class Return(Record):
    """A sent revision of a month's return. The rows below it are the truth; files show them."""

    __tablename__ = "returns"
    team_id: Mapped[int] = team_key()
    month: Mapped[str] = mapped_column(String(7))
    revision: Mapped[int]
    as_at: Mapped[datetime]
    sent: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64))
    anchor: Mapped[str]
    figures: Mapped[list[ReturnFigure]] = relationship(order_by="ReturnFigure.position")
    notes: Mapped[list[ReturnNote]] = relationship(order_by="ReturnNote.position")
    __table_args__ = (
        UniqueConstraint("team_id", "month", "revision"),
        CheckConstraint("revision >= 1", "revision"),
    )


class ReturnFigure(Base):
    """One frozen figure of a sent revision."""

    __tablename__ = "return_figures"
    id: Mapped[int] = mapped_column(primary_key=True)
    return_id: Mapped[int] = mapped_column(ForeignKey("returns.id"))
    position: Mapped[int]
    section: Mapped[str]
    measure: Mapped[str]
    by: Mapped[str]
    category: Mapped[str]
    value: Mapped[int]
    unit: Mapped[str]
    status: Mapped[str]
    __table_args__ = (UniqueConstraint("return_id", "position"),)


class ReturnNote(Base):
    """One frozen note of a sent revision."""

    __tablename__ = "return_notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    return_id: Mapped[int] = mapped_column(ForeignKey("returns.id"))
    position: Mapped[int]
    kind: Mapped[str]
    ref: Mapped[str]
    text: Mapped[str]
    __table_args__ = (UniqueConstraint("return_id", "position"),)
