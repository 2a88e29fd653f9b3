"""A sergeant's spreadsheet: one table, with loose headings and loose values (formats.md §2).

`propose` which table a sheet is and which column is which field, and `understand` it.
"""

from __future__ import annotations

from snt_desk.domain.sheet.around import Around, Consulted, Somebody
from snt_desk.domain.sheet.findings import Line, Matching, SheetProblem, Understood
from snt_desk.domain.sheet.grid import Book, Grid, Value
from snt_desk.domain.sheet.headings import (
    Remembered,
    heading_row,
    headings,
    match,
    plain_headings,
)
from snt_desk.domain.sheet.kinds import KINDS, Field, Kind, by_name
from snt_desk.domain.sheet.understanding import propose, understand

__all__ = [
    "KINDS",
    "Around",
    "Book",
    "Consulted",
    "Field",
    "Grid",
    "Kind",
    "Line",
    "Matching",
    "Remembered",
    "SheetProblem",
    "Somebody",
    "Understood",
    "Value",
    "by_name",
    "heading_row",
    "headings",
    "match",
    "plain_headings",
    "propose",
    "understand",
]
