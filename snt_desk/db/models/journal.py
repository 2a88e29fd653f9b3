"""The journal: which change touched which row, and what it looked like before and after."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from snt_desk.db.models.base import Base


class Change(Base):
    """One named change: its label is the undo text and the audit entry."""

    __tablename__ = "changes"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(25))
    user: Mapped[str]
    collar: Mapped[str]
    desk: Mapped[str]
    kind: Mapped[str] = mapped_column(String(12))
    label: Mapped[str]
    recipient: Mapped[str]
    reverts: Mapped[int | None] = mapped_column(ForeignKey("changes.id"))
    hash: Mapped[str | None] = mapped_column(String(64))
    category: Mapped[str | None] = mapped_column(String(13))
    subject: Mapped[str | None]
    reason: Mapped[str | None]
    __table_args__ = (
        CheckConstraint("kind IN ('change', 'undo', 'redo', 'barrier', 'note')", "kind"),
    )


class Image(Base):
    """One row of one table, before and after a change, as JSON; both with a salted digest."""

    __tablename__ = "images"
    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("changes.id"))
    table: Mapped[str]
    row: Mapped[int]
    before: Mapped[str | None]
    after: Mapped[str | None]
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    __table_args__ = (Index(None, "change_id", "table", "row"),)


class Context(Base):
    """The change in hand: one row inside a change, none between changes."""

    __tablename__ = "context"
    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("changes.id"))
    __table_args__ = (CheckConstraint("id = 1", "one_row"),)
