"""Rows of the data package, laid by the names of their columns."""

from __future__ import annotations

from typing import Any

from snt_desk.domain.package.tables import Row, by_name


def row(table: str, **cells: Any) -> Row:
    """Lay values in the order of a table's columns; a cell that is not named is empty.

    A trailing `_` of a name does not count (`from_`). Raises KeyError for a name that
    the table lacks.
    """
    given = {name.rstrip("_"): value for name, value in cells.items()}
    columns = by_name(table).columns
    laid = tuple([given.pop(column.name, () if column.many else None) for column in columns])
    if given:
        raise KeyError(f"{table} has no column {', '.join(given)}")
    return laid
