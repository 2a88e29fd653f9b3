"""Cells that say the same as one that was mended: a survey has the same odd word in many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from snt_desk.domain.sheet import Grid, Value
from snt_desk.domain.sheet.words import text_of
from snt_desk.ui.importing.seen import Place, Seen


@dataclass(frozen=True)
class Mended:
    """Cells that were mended in one go, each with what stood in it before."""

    cells: tuple[tuple[Place, Value], ...]

    @property
    def before(self) -> str:
        """What stood in the first of them."""
        return text_of(self.cells[0][1])


def alike(seen: Seen, grid: Grid, mended: Mended) -> list[Place]:
    """Find the other cells of the column that say what stood in a cell before it was mended.

    They are looked for among the rows that have a problem.
    """
    first, before = mended.cells[0][0], mended.before
    if not before:
        return []
    return [
        replace(first, row=row, text=before)
        for row in (seen.rows[at] for at in seen.by_state.get("problem", ()))
        if row != first.row and text_of(_cell(grid, row, first.column)) == before
    ]


def with_cells(grid: Grid, cells: Sequence[tuple[Place, Value]]) -> Grid:
    """The same sheet with something else in some of its cells."""
    wanted: Mapping[int, tuple[Place, Value]] = {
        place.row: (place, value) for place, value in cells
    }
    rows = list(grid.rows)
    for row, (place, value) in wanted.items():
        now = list(rows[row - 1])
        now += [None] * (place.column + 1 - len(now))
        now[place.column] = value
        rows[row - 1] = tuple(now)
    return replace(grid, rows=tuple(rows))


def _cell(grid: Grid, row: int, column: int) -> Value:
    cells = grid.rows[row - 1]
    return cells[column] if column < len(cells) else None
