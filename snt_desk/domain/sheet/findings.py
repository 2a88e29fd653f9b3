"""What was made of a sheet: which column is what, its lines, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from snt_desk.domain.package import Row
from snt_desk.domain.sheet.making import Made


@dataclass(frozen=True)
class Matching:
    """Which field each column of a sheet is, by the field's name; None: the column is left out.

    The headings end in row `heading_row` and are `heading_rows` rows high. `doubts` say, a
    sentence each, which columns were left open because two could be one field; `notes` which
    were left out because another's heading is the field's own name.
    """

    kind: str
    heading_row: int
    columns: tuple[str | None, ...]
    heading_rows: int = 1
    doubts: tuple[str, ...] = field(default=(), compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)


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


class Source(Protocol):
    """The sheet from which lines come: it knows their cells."""

    def show(self, row: int) -> Mapping[str, str]:
        """Say what was understood of a row, by field; the cell itself where nothing was."""

    def problem(self, row: int, name: str, sentence: str) -> SheetProblem:
        """Say what is wrong with a field of a row, or with the whole row if no field is named."""


_NOTHING: Final = Made("", made=False, rows={})


class Line:
    """A row of the sheet and what was understood of it.

    `rows` are the rows of the package that it makes, by table; none where it has problems.
    `made` says that its ref was made from its content, because the sheet gives none.
    """

    __slots__ = ("made", "problems", "ref", "row", "rows", "source")

    def __init__(
        self,
        source: Source,
        row: int,
        problems: tuple[SheetProblem, ...],
        made: Made | None = None,
    ) -> None:
        self.source = source
        self.row = row
        self.problems = problems
        self.ref: str
        self.made: bool
        self.rows: Mapping[str, tuple[Row, ...]]
        self.ref, self.made, self.rows = made or _NOTHING

    @property
    def shown(self) -> Mapping[str, str]:
        """What was understood, by field, as the window shows it; the cell where it was not."""
        return self.source.show(self.row)

    def refused(self, name: str, sentence: str) -> Line:
        """Give the line as one that is refused for what is wrong with a field, or with it all."""
        return Line(self.source, self.row, (self.source.problem(self.row, name, sentence),))


@dataclass(frozen=True)
class Understood:
    """A whole sheet as understood: its lines in order, and the rows left out with the reason.

    `missing` says, a sentence each, which needed fields have no column: then every line has
    that problem. `notes` say, by row, what was taken for something that nobody may expect.
    """

    kind: str
    team: str
    matching: Matching
    lines: tuple[Line, ...]
    left_out: tuple[tuple[int, str], ...]
    missing: tuple[str, ...] = ()
    notes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
