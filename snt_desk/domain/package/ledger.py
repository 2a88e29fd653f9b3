"""Which rows of a package may still be written, and why the others may not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from snt_desk.domain.package.cells import shown, text_of
from snt_desk.domain.package.reading import Problem, Reading
from snt_desk.domain.package.tables import TABLES, Key, Row, by_name, key_of, keys_of


@dataclass(frozen=True)
class Standing:
    """What the database holds already, as package rows by their key; more of it does no harm.

    Needed are: all codes, teams, places, members, postings and campaigns; of the other
    tables the rows that `checking.mentioned` names, and the consultations and messages of
    those responses and posts; all legs and visits of every patrol that it names. `visited`
    has the places, as (team, code), that any visit has for its hot spot.
    """

    rows: Mapping[str, Mapping[Key, Row]] = field(default_factory=dict)
    visited: frozenset[tuple[str, str]] = frozenset()

    def table(self, name: str) -> Mapping[Key, Row]:
        """Give the rows of one table."""
        return self.rows.get(name, {})


class Rows(NamedTuple):
    """Some rows of a table, and where each stands in the reading."""

    places: Sequence[int]
    rows: list[Row]


class Ledger:
    """The rows of a reading, from which rules strike out what may not be written."""

    def __init__(self, reading: Reading, standing: Standing) -> None:
        self.reading = reading
        self.standing = standing
        self.struck: dict[str, set[int]] = {table.name: set() for table in TABLES}
        self._problems: dict[Problem, None] = dict.fromkeys(reading.problems)
        self._alive: dict[str, Rows] = {}
        self._lost: dict[str, dict[Key, int]] = {}

    def refuse(self, table: str, place: int, column: str, sentence: str) -> None:
        """Strike out a row of the reading and say why, once; `column` may be empty."""
        described = by_name(table)
        row = self.reading.rows[table][place]
        value = text_of(described.column(column), row[described.place(column)]) if column else ""
        line = self.reading.lines[table][place]
        self._problems[Problem(described.file, line, column, shown(value), sentence)] = None
        self.struck[table].add(place)
        self._alive.pop(table, None)
        self._lost.pop(table, None)

    @property
    def refused(self) -> int:
        """How many rows are struck out."""
        return sum(len(places) for places in self.struck.values())

    def alive(self, table: str) -> Rows:
        """Give the rows of a table that may still be written."""
        if table not in self._alive:
            rows, struck = self.reading.rows[table], self.struck[table]
            if struck:
                places = [place for place in range(len(rows)) if place not in struck]
                self._alive[table] = Rows(places, [rows[place] for place in places])
            else:
                self._alive[table] = self.readable(table)
        return self._alive[table]

    def readable(self, table: str) -> Rows:
        """Give all rows of a table, those that are struck out too."""
        rows = self.reading.rows[table]
        return Rows(range(len(rows)), rows)

    def merged(self, table: str) -> dict[Key, Row]:
        """Give the rows that would stand afterwards, by their key."""
        described = by_name(table)
        afterwards = dict(self.standing.table(table))
        rows = self.alive(table).rows
        afterwards.update(zip(keys_of(described, rows), rows, strict=True))
        return afterwards

    def fallen(self, table: str) -> Iterator[tuple[int, Row]]:
        """Give the refused rows of a table with their row numbers; unread cells are None."""
        yield from self.reading.broken[table]
        rows, lines = self.reading.rows[table], self.reading.lines[table]
        yield from ((lines[place], rows[place]) for place in sorted(self.struck[table]))

    def lost(self, table: str) -> dict[Key, int]:
        """Give the keys of the refused rows, each with its row number.

        A key that another, good row of the package has is not lost.
        """
        if table not in self._lost:
            described = by_name(table)
            found = {key_of(described, row): line for line, row in self.fallen(table)}
            if found:
                for key in keys_of(described, self.alive(table).rows):
                    found.pop(key, None)
            self._lost[table] = found
        return self._lost[table]

    def problems(self) -> list[Problem]:
        """Everything that was found, in the order of files, rows and columns."""
        order = {table.file: place for place, table in enumerate(TABLES)}

        def place(problem: Problem) -> tuple[int, int, int]:
            names = ("", *TABLES[order[problem.file]].names)
            return order[problem.file], problem.row, names.index(problem.column)

        return sorted(self._problems, key=place)
