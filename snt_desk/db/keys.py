"""Rows written many at a time: keys set aside for them, and the shortest way in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

Row = tuple[Any, ...]


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


def add_rows(session: Session, table: Table, columns: Sequence[str], rows: list[Row]) -> None:
    """Insert rows whose values stand in the order of the columns, as Python has them."""
    if not rows:
        return
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        session.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in rows])
        return
    # By the driver alone: a dictionary a row would cost as much as the row.
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    sql = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
    connection.exec_driver_sql(sql, _bound(session, table, columns, rows))


def _bound(session: Session, table: Table, columns: Sequence[str], rows: list[Row]) -> list[Row]:
    """Turn values into what the driver takes, a column at a time."""
    dialect = session.get_bind().dialect
    turned: list[Sequence[Any]] = []
    for column, values in zip(columns, zip(*rows, strict=True), strict=True):
        kind = table.c[column].type.dialect_impl(dialect)
        turn: Callable[[Any], Any] | None = kind.bind_processor(dialect)
        turned.append(values if turn is None else [turn(value) for value in values])
    return list(zip(*turned, strict=True))
