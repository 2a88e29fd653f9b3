"""Drafts: what is being typed and not saved, so that a crash does not lose it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, String, Text, UniqueConstraint

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "drafts",
        Column("id", Integer(), primary_key=True),
        Column("user", Text(), nullable=False),
        Column("desk", Text(), nullable=False),
        Column("kind", String(40), nullable=False),
        Column("at", Integer(), nullable=False),  # minutes since 1970, UTC
        Column("value", Text(), nullable=False),
        UniqueConstraint("user", "desk", "kind"),
    )
