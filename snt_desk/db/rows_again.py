"""Rows as the journal's images have them, written to their tables again.

An image holds what the file holds (minutes, ISO days), so this goes past the models. What is
written here is noted by the triggers as anything else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint

from snt_desk.db.models import Base

Content = Mapping[str, Any]


def table(name: str) -> Table:
    """Give a table by its name."""
    return Base.metadata.tables[name]


def key_of(name: str) -> tuple[str, ...]:
    """Name the columns by which a row is known, whatever its number: a ref, or month and kind."""
    found = [
        tuple(column.name for column in one.columns)
        for one in table(name).constraints
        if isinstance(one, UniqueConstraint) and "id" not in one.columns
    ]
    return min(found, key=lambda columns: (len(columns), columns)) if found else ("id",)


def references(name: str) -> dict[str, str]:
    """Say which columns hold the number of a row of another table, and of which."""
    keys = table(name).foreign_keys
    return {key.parent.name: key.column.table.name for key in keys if key.column.name == "id"}


def uniques(name: str) -> list[tuple[str, ...]]:
    """Name the sets of columns in which no two rows are alike."""
    return [
        tuple(column.name for column in one.columns)
        for one in table(name).constraints
        if isinstance(one, UniqueConstraint) and "id" not in one.columns
    ]


def read(connection: Connection, name: str, row: int) -> Content | None:
    """Read a row as an image would have it."""
    columns = [column.name for column in table(name).columns]
    listed = ", ".join(f'"{column}"' for column in columns)
    sql = f'SELECT {listed} FROM "{name}" WHERE id = ?'
    found = connection.exec_driver_sql(sql, (row,)).first()
    return None if found is None else dict(zip(columns, found, strict=True))


def find(connection: Connection, name: str, values: Content) -> int | None:
    """Find the row that has these values; none where one of them is empty."""
    if not values or any(value is None for value in values.values()):
        return None
    wanted = " AND ".join(f'"{column}" = ?' for column in values)
    sql = f'SELECT id FROM "{name}" WHERE {wanted}'
    found: int | None = connection.exec_driver_sql(sql, tuple(values.values())).scalar()
    return found


def of_parent(connection: Connection, name: str, column: str, parent: int) -> list[int]:
    """List the rows whose column holds that number."""
    sql = f'SELECT id FROM "{name}" WHERE "{column}" = ? ORDER BY id'
    return list(connection.exec_driver_sql(sql, (parent,)).scalars())


def insert(connection: Connection, name: str, content: Content) -> int:
    """Write a row under its number if that is free, else under another; gives the number.

    A column that the image does not know yet is left to its default.
    """
    known = {column.name for column in table(name).columns}
    row = {column: value for column, value in content.items() if column in known}
    if read(connection, name, row["id"]) is not None:
        del row["id"]
    columns = ", ".join(f'"{column}"' for column in row)
    marks = ", ".join("?" * len(row))
    sql = f'INSERT INTO "{name}" ({columns}) VALUES ({marks}) RETURNING id'
    made: int = connection.exec_driver_sql(sql, tuple(row.values())).scalar_one()
    return made


def update(connection: Connection, name: str, row: int, values: Content) -> None:
    """Write these values into a row; it is another version then."""
    assigned = ", ".join(f'"{column}" = ?' for column in values)
    if "version" in table(name).columns:
        assigned += ", version = version + 1"
    sql = f'UPDATE "{name}" SET {assigned} WHERE id = ?'
    connection.exec_driver_sql(sql, (*values.values(), row))


def delete(connection: Connection, name: str, row: int) -> None:
    """Take a row away, and what goes with it."""
    connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE id = ?', (row,))


def links_may_dangle(connection: Connection) -> None:
    """Let links point nowhere until the change is kept: owners and parts come in any order."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
