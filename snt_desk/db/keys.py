"""Keys for rows that are written many at a time, so that children can name their parents."""

from __future__ import annotations

from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session


def reserve(session: Session, table: Table, count: int) -> list[int]:
    """Set aside keys for new rows of a table, to be used before the change ends."""
    if not count:
        return []
    if session.get_bind().dialect.name == "sqlite":
        # Nobody else writes: the change holds the file since its BEGIN IMMEDIATE.
        last = session.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        return list(range(last + 1, last + 1 + count))
    drawn = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :n)")
    return list(session.execute(drawn, {"name": table.name, "n": count}).scalars())
