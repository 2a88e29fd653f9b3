"""Reading a data package: rows of values, and every cell that cannot be taken, by name.

Nothing is stored and nothing is known of what the database holds; `checking` compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

from snt_desk.domain.clock import ClockError
from snt_desk.domain.package import grid
from snt_desk.domain.package.cells import CellError, Read, reader, sentence_for, shown
from snt_desk.domain.package.source import MOST_ROWS, Source, opened
from snt_desk.domain.package.tables import TABLES, PackageTable, Row, by_name
from snt_desk.errors import DeskError


@dataclass(frozen=True)
class Problem:
    """What stops a row: the file, the row as a spreadsheet shows it, column, value, sentence.

    The column is empty where the whole row is meant.
    """

    file: str
    row: int
    column: str
    value: str
    problem: str


def _for_each_table() -> dict[str, list[Any]]:
    return {table.name: [] for table in TABLES}


@dataclass(frozen=True)
class Reading:
    """What a package says, table by table (every table is there, also when it has no rows).

    `lines` has the row number of each of `rows`. `broken` has the rows with a problem: row
    number and what of them could be read, None for the rest, so that what depends on them
    can be found.
    """

    rows: dict[str, list[Row]] = field(default_factory=_for_each_table)
    lines: dict[str, list[int]] = field(default_factory=_for_each_table)
    broken: dict[str, list[tuple[int, Row]]] = field(default_factory=_for_each_table)
    problems: list[Problem] = field(default_factory=list)


def read(path: Path) -> Reading:
    """Read the data package at a path, a folder or a .zip (formats.md §1).

    Raises DeskError where the whole cannot be read: no package, a damaged file, a file or
    column that the format does not have, a row without an end, more than the limits. All
    else that is wrong stands in `problems`.
    """
    reading = Reading()
    with opened(path) as source:
        left = MOST_ROWS
        for table in TABLES:
            if table.file in source.files:
                left = _TableReader(table, reading, left).read(source)
    return reading


def read_table(path: Path, name: str) -> list[Row]:
    """Read one table from a CSV file of ours; raises DeskError if anything in it is wrong."""
    table, reading = by_name(name), Reading()
    source = Source(path.parent.name, {table.file: lambda: path.open("rb")})
    _TableReader(table, reading, MOST_ROWS).read(source)
    for problem in reading.problems:
        raise DeskError(f"{path.name} cannot be read", f"Row {problem.row}: {problem.problem}")
    return reading.rows[name]


@dataclass
class _TableReader:
    """Reads the file of one table into a reading."""

    table: PackageTable
    reading: Reading
    rows_left: int

    def read(self, source: Source) -> int:
        """Read all rows; give how many more the package may have."""
        file = self.table.file
        heading: Sequence[str] = self.table.names
        try:
            with closing(source.pieces(file)) as pieces:
                rows = grid.rows(pieces, len(heading))
                _, heading, _ = next(rows, (1, [], None))
                number = self._take(rows, self._in_order(heading))
        except grid.GridError as error:
            column = heading[error.place] if error.place < len(heading) else "its end"
            raise DeskError(
                f"{file} cannot be read", f"Row {error.number}, {column}: {error.reason}"
            ) from error
        return self.rows_left - number

    def _in_order(self, heading: Sequence[str]) -> Callable[[list[str]], Sequence[str]] | None:
        """Compare the heading with ours; say how to sort a row's cells if the order differs."""
        names, file = self.table.names, self.table.file
        for name in heading:
            if not name.isprintable():
                reason = "Its heading is no text in UTF-8. Save it as CSV UTF-8."
            elif name not in names:
                reason = f"The column “{shown(name)}” is none of {', '.join(names)}."
            elif heading.count(name) > 1:
                reason = f"The column {name} is in it twice. Take one out."
            else:
                continue
            raise DeskError(f"{file} cannot be read", reason)
        for name in names:
            if name not in heading:
                raise DeskError(
                    f"{file} cannot be read",
                    f"The column {name} is missing. The first row is {','.join(names)}.",
                )
        if tuple(heading) == names:
            return None
        return itemgetter(*(heading.index(name) for name in names))

    def _take(
        self,
        rows: Iterator[grid.GridRow],
        in_order: Callable[[list[str]], Sequence[str]] | None,
    ) -> int:
        table = self.table
        width, most = len(table.names), self.rows_left + 1
        readers = tuple(reader(column) for column in table.columns)
        taken, lines = self.reading.rows[table.name], self.reading.lines[table.name]
        number = 1
        for number, cells, fault in rows:
            if number > most:
                raise _too_many(table.file)
            if len(cells) != width or fault:
                self._refuse_whole(number, cells, fault, readers)
                continue
            ordered = in_order(cells) if in_order else cells
            try:
                row = tuple([read(cell) for read, cell in zip(readers, ordered, strict=True)])
            except (CellError, ClockError):
                self._refuse(number, ordered, readers)
            else:
                taken.append(row)
                lines.append(number)
        return number - 1

    def _refuse(self, number: int, cells: Sequence[str], readers: Iterable[Read]) -> None:
        """Name every cell of the row that cannot be taken; a blank row is none."""
        if not any(cells):
            return
        values: list[Any] = []
        for column, cell, read_cell in zip(self.table.columns, cells, readers, strict=True):
            try:
                values.append(read_cell(cell))
            except (CellError, ClockError) as error:
                values.append(None)
                sentence = sentence_for(column, cell, error)
                self._problem(number, column.name, cell, sentence)
        self.reading.broken[self.table.name].append((number, tuple(values)))

    def _refuse_whole(
        self, number: int, cells: Sequence[str], fault: str | None, readers: Iterable[Read]
    ) -> None:
        """Refuse a row with the wrong number of cells or wrong quotation marks."""
        if not any(cells):
            return
        names = self.table.names
        counted = f"This row has {len(cells)} cells; {self.table.file} has {len(names)} columns."
        self._problem(number, "", ",".join(cells), fault or counted)
        values = [None] * len(names)
        for place, (cell, read_cell) in enumerate(zip(cells, readers, strict=False)):
            try:
                values[place] = read_cell(cell)
            except (CellError, ClockError):
                continue
        self.reading.broken[self.table.name].append((number, tuple(values)))

    def _problem(self, number: int, column: str, cell: str, sentence: str) -> None:
        self.reading.problems.append(
            Problem(self.table.file, number, column, shown(cell), sentence)
        )


def _too_many(file: str) -> DeskError:
    return DeskError(
        f"{file} has too many rows",
        f"It takes the package over {MOST_ROWS:,} rows. Export less at a time, for one team say.",
    )
