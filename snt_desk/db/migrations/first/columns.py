"""Short forms of the columns that recur in the first tables."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import Column, Integer, String, text

CODE = String(40)
INSTANT = Integer()  # minutes since 1970, UTC
ALONE = {"resolve_fks": False}
"""A table that is made anew is read by itself, and not with every table that it points to."""


def record(name: str, *parts: Any) -> None:
    """Make a table that people edit: with a key and a count of versions."""
    version = must("version", Integer(), server_default=text("1"))
    op.create_table(name, Column("id", Integer(), primary_key=True), version, *parts)


def plain(name: str, *parts: Any) -> None:
    """Make a table with a key."""
    op.create_table(name, Column("id", Integer(), primary_key=True), *parts)


def must(name: str, kind: Any, *rest: Any, **more: Any) -> Column[Any]:
    """Name a column that always has a value."""
    return Column(name, kind, *rest, nullable=False, **more)


def may(name: str, kind: Any, *rest: Any) -> Column[Any]:
    """Name a column that can be empty."""
    return Column(name, kind, *rest, nullable=True)
