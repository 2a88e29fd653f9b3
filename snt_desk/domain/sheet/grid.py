"""A spreadsheet as it stands: its sheets, rows and cells, and nothing understood yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds; None is an empty cell."""


@dataclass(frozen=True)
class Grid:
    """One sheet: row *n* of the spreadsheet program is `rows[n - 1]`, blank rows are there.

    Rows may differ in length.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Book:
    """A file with its sheets; `file` is its name alone, `Clipboard` for what was pasted."""

    file: str
    sheets: tuple[Grid, ...]
