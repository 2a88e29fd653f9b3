"""What was made of a sheet: which column is what, its lines, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from snt_desk.domain.package import Row


@dataclass(frozen=True)
class Matching:
    """Which field each column of a sheet is, by the field's name; None: the column is left out.

    The headings end in row `heading_row` and are `heading_rows` rows high. `doubts` say in a
    sentence each which columns were left open or out, because two could be one field.
    """

    kind: str
    heading_row: int
    columns: tuple[str | None, ...]
    heading_rows: int = 1
    doubts: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class SheetProblem:
    """What is wrong: the row as a spreadsheet program shows it, and a sentence what to do.

    `column` counts from 0; None where the row as a whole is meant, or no column is the field.
    """

    row: int
    column: int | None
    heading: str
    field: str
    value: str
    problem: str


class Line:
    """A row of the sheet and what was understood of it.

    `rows` are the rows of the package that it makes, by table; none where it has problems.
    `made` says that its ref was made from its content, because the sheet gives none.
    """

    __slots__ = ("_show", "made", "problems", "ref", "row", "rows")

    def __init__(
        self,
        row: int,
        rows: Mapping[str, Sequence[Row]],
        problems: tuple[SheetProblem, ...],
        show: Callable[[int], Mapping[str, str]],
        *,
        ref: str = "",
        made: bool = False,
    ) -> None:
        self.row = row
        self.rows = rows
        self.problems = problems
        self.ref = ref
        self.made = made
        self._show = show

    @property
    def shown(self) -> Mapping[str, str]:
        """What was understood, by field, as the window shows it; the cell where it was not."""
        return self._show(self.row)


@dataclass(frozen=True)
class Understood:
    """A whole sheet as understood: its lines in order, and the rows left out with the reason.

    `missing` says, a sentence each, which needed fields have no column: then every line has
    that problem.
    """

    kind: str
    team: str
    matching: Matching
    lines: tuple[Line, ...]
    left_out: tuple[tuple[int, str], ...]
    missing: tuple[str, ...] = ()
