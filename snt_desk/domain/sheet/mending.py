"""The refused rows of a sheet as a CSV file that can be mended and imported again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final

from snt_desk.domain.package.cells import guarded
from snt_desk.domain.sheet.findings import Matching, SheetProblem
from snt_desk.domain.sheet.grid import Grid, Value
from snt_desk.domain.sheet.headings import headings
from snt_desk.domain.sheet.kinds import plain
from snt_desk.domain.sheet.words import GUARD, is_number, text_of

PROBLEM: Final = "problem"
"""The heading of the column that is added; one that is there from the last time is replaced."""


def bad_rows(grid: Grid, matching: Matching, problems: Iterable[SheetProblem]) -> bytes:
    """Write the rows that have problems under their headings, with one more column that says why.

    Headings in two rows stay in two: joined they need not be known again. The cells are as they
    are in the sheet; what a spreadsheet program would take for a formula, and has no `'` before
    it yet, gets one, which reading takes away again.
    """
    said = headings(grid, matching.heading_row, matching.heading_rows)
    *upper, lowest = grid.rows[matching.heading_row - matching.heading_rows : matching.heading_row]
    old = {at for at, heading in enumerate(said) if plain(heading) == PROBLEM}
    why = _by_row(problems)
    width = max([len(said), *(len(grid.rows[row - 1]) for row in why)])
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    for row in upper:
        out.writerow([*_cells(row, width, old), ""])
    out.writerow([*_cells(lowest, width, old), PROBLEM])
    for number, sentences in why.items():
        said_why = guarded(" ".join(sentences))
        out.writerow([*_cells(grid.rows[number - 1], width, old), said_why])
    return text.getvalue().encode("utf-8", errors="backslashreplace")


def _by_row(problems: Iterable[SheetProblem]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in problems:
        where = f"{one.heading}: " if one.heading else ""
        found.setdefault(one.row, []).append(f"{where}{one.problem}")
    return dict(sorted(found.items()))


def _cells(row: Iterable[Value], width: int, old: set[int]) -> Iterable[str]:
    cells = [_written(value) for at, value in enumerate(row) if at not in old]
    return [*cells, *[""] * (width - len(old) - len(cells))]


def _written(value: Value) -> str:
    if not isinstance(value, str):
        return text_of(value)
    text = value.strip()
    return value if is_number(text) or text.startswith(GUARD) else guarded(value)
