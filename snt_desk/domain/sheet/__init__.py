"""A sergeant's spreadsheet: one table, with loose headings and loose values (formats.md §2)."""

from __future__ import annotations

from snt_desk.domain.sheet.findings import Line, Matching, SheetProblem, Understood
from snt_desk.domain.sheet.grid import Book, Grid, Value
from snt_desk.domain.sheet.kinds import KINDS, Field, Kind, by_name

__all__ = [
    "KINDS",
    "Book",
    "Field",
    "Grid",
    "Kind",
    "Line",
    "Matching",
    "SheetProblem",
    "Understood",
    "Value",
    "by_name",
]
