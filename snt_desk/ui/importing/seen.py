"""A sheet as it was understood and laid against the records: shown, filtered, walked through."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from snt_desk.domain.sheet import Field, Grid, Kind, Matching, SheetProblem
from snt_desk.domain.sheet.words import text_of
from snt_desk.services.sheets import Preview, PreviewLine

LEAD = 2
"""So many columns of the table stand before those of the sheet: the row and its state."""
_QUICK, _SAMPLE = 1_000, 60
ALL = "all"
"""Every row, whatever its state."""
OPEN = ("new", "changed", "look")
"""The states of the rows that an import would write."""


@dataclass(frozen=True)
class Place:
    """A cell of the sheet: its row as a spreadsheet program counts, its column from 0."""

    row: int
    column: int
    field: Field
    text: str


@dataclass(frozen=True)
class Row:
    """A row of the preview; its number in the sheet stays with it.

    `typed` is what was typed into its fields and is not understood yet.
    """

    line: PreviewLine
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The row as a spreadsheet program counts."""
        return int(self.line.row)

    @cached_property
    def shown(self) -> Mapping[str, str]:
        """What was understood, by field; worked out once for all columns."""
        return self.line.shown


@dataclass(frozen=True)
class Seen:
    """A sheet with what was made of it; it never changes, a mended cell makes another one."""

    grid: Grid
    matching: Matching
    kind: Kind
    preview: Preview

    @cached_property
    def fields(self) -> tuple[tuple[Field, int], ...]:
        """The fields that the sheet has, as the window orders them, with their columns."""
        at = {name: column for column, name in enumerate(self.matching.columns) if name}
        return tuple((one, at[one.name]) for one in self.kind.fields if one.name in at)

    @cached_property
    def by_state(self) -> Mapping[str, array[int]]:
        """Which lines have each state, by their place."""
        found: dict[str, array[int]] = {}
        for at, line in enumerate(self.preview.lines):
            found.setdefault(line.state, array("l")).append(at)
        return found

    @cached_property
    def rows(self) -> array[int]:
        """The row of each line."""
        return array("l", [line.row for line in self.preview.lines])

    def prepared(self) -> Seen:
        """Work out what the window will ask first, where this may take its time."""
        _ = self.by_state, self.rows, self.troubled, self.sample
        return self

    @property
    def searchable(self) -> bool:
        """Whether its words can be looked through in a blink."""
        return "texts" in self.__dict__ or self.total <= _QUICK

    @cached_property
    def texts(self) -> list[str]:
        """What each line shows, in small letters, to be looked through."""
        return ["\n".join(_words(line)).casefold() for line in self.preview.lines]

    def count(self, *states: str) -> int:
        """How many lines have one of these states."""
        return sum(len(self.by_state.get(state, ())) for state in states)

    @property
    def total(self) -> int:
        """How many lines there are."""
        return len(self.preview.lines)

    @cached_property
    def sample(self) -> tuple[Mapping[str, str], ...]:
        """What the first lines show, to measure columns by."""
        return tuple(line.shown for line in self.preview.lines[:_SAMPLE])

    def line(self, row: int) -> PreviewLine | None:
        """The line of a row of the sheet; None if that row is left out."""
        at = self.at(row)
        return None if at is None else self.preview.lines[at]

    def at(self, row: int) -> int | None:
        """Where the line of a row of the sheet stands."""
        at = bisect_left(self.rows, row)
        return at if at < len(self.rows) and self.rows[at] == row else None

    def text(self, row: int, column: int) -> str:
        """What stands in a cell of the sheet, as it would be typed."""
        cells = self.grid.rows[row - 1]
        return text_of(cells[column]) if column < len(cells) else ""

    @cached_property
    def troubled(self) -> frozenset[str]:
        """The fields in which some row has a problem."""
        lines = (self.preview.lines[at] for at in self.by_state.get("problem", ()))
        return frozenset(one.field for line in lines for one in line.problems)


def to_do(line: PreviewLine) -> str:
    """What is wrong with a line, or odd about it, then what would become of it."""
    return " ".join((*(one.problem for one in line.problems), *line.cautions, *line.says))


def _words(line: PreviewLine) -> Iterator[str]:
    yield str(line.row)
    yield from line.shown.values()
    yield to_do(line)


class Shown:
    """The lines that a filter leaves, and where in them the problems are.

    A line that is mended stays until the filter is chosen anew: nothing goes away under the
    hands of whoever works through the list.
    """

    def __init__(self, seen: Seen) -> None:
        """Show every line."""
        self.seen = seen
        self._rows: Sequence[int] = seen.rows
        self._typed: dict[int, dict[str, str]] = {}

    def type(self, place: Place, text: str) -> None:
        """Show what was typed into a cell until it is understood."""
        self._typed.setdefault(place.row, {})[place.field.name] = text

    def choose(self, state: str, words: str) -> None:
        """Show the lines of a state, or `ALL`, that have all the words."""
        wanted = words.casefold().split()
        if state == ALL:
            found: Sequence[int] = range(self.seen.total)
        else:
            found = self.seen.by_state.get(state, array("l"))
        if wanted:
            texts = self.seen.texts
            found = [at for at in found if all(word in texts[at] for word in wanted)]
        rows = self.seen.rows
        self._rows = rows if len(found) == len(rows) else array("l", [rows[at] for at in found])

    def take(self, seen: Seen) -> bool:
        """Show the same rows as they are understood now; False if one of them is left out now."""
        whole = self._rows is self.seen.rows
        self.seen = seen
        self._typed.clear()
        if whole:
            same = list(self._rows) == list(seen.rows)
            self._rows = seen.rows
            return same
        kept = array("l", [row for row in self._rows if seen.at(row) is not None])
        same = len(kept) == len(self._rows)
        self._rows = kept
        return same

    # --- For the table ------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many lines are shown."""
        return len(self._rows)

    def fetch(self, offset: int, limit: int) -> list[Row]:
        """Some of the lines, for the table that paints them."""
        return [one for one in map(self._row, self._rows[offset : offset + limit]) if one]

    def newer(self, row: Row) -> Row:
        """The same row as it is understood now; itself if nothing has changed."""
        now = self._row(row.id)
        return row if now is None or now == row else now

    def _row(self, row: int) -> Row | None:
        line = self.seen.line(row)
        return None if line is None else Row(line, dict(self._typed.get(row, {})))

    def find(self, row: object) -> int | None:
        """Where a row of the sheet is shown."""
        if not isinstance(row, int):
            return None
        at = bisect_left(self._rows, row)
        return at if at < len(self._rows) and self._rows[at] == row else None

    # --- For mending --------------------------------------------------------------------------

    def place(self, at: int, column: int) -> Place | None:
        """The cell of the sheet behind a cell of the table; None where there is none."""
        inside = column - LEAD
        if not 0 <= at < self.count or not 0 <= inside < len(self.seen.fields):
            return None
        known, there = self.seen.fields[inside]
        row = self._rows[at]
        text = self._typed.get(row, {}).get(known.name)
        return Place(row, there, known, self.seen.text(row, there) if text is None else text)

    def first_problem(self, at: int) -> int | None:
        """The first column of the table in which that line has a problem; None if it has none."""
        columns = self._problem_columns(at)
        return columns[0] if columns else None

    def next_problem(self, at: int, column: int, step: int) -> tuple[int, int] | None:
        """The next problem after a cell of the table, or with -1 the last one before; all round."""
        if at >= 0:
            beside = [one for one in self._problem_columns(at) if (one - column) * step > 0]
            if beside:
                return at, beside[0 if step > 0 else -1]
        row = self._rows[at] if 0 <= at < self.count else 0
        for other in self._problem_rows(row, step):
            there = self.find(other)
            columns = [] if there is None else self._problem_columns(there)
            if there is not None and columns:
                return there, columns[0 if step > 0 else -1]
        return None

    def _problem_rows(self, row: int, step: int) -> Iterator[int]:
        """The rows that have a problem, those after the row first, then round to itself."""
        rows = self.seen.rows
        found = [rows[at] for at in self.seen.by_state.get("problem", ())]
        if step > 0:
            cut = bisect_right(found, row)
            yield from (*found[cut:], *found[:cut])
        else:
            cut = bisect_left(found, row)
            yield from (*found[:cut][::-1], *found[cut:][::-1])

    def _problem_columns(self, at: int) -> list[int]:
        row = self._rows[at] if 0 <= at < self.count else 0
        line = self.seen.line(row)
        if line is None or row in self._typed:
            # What was just mended is taken for right until it is known to be wrong.
            return []
        return sorted({self._table_column(one) for one in line.problems})

    def _table_column(self, problem: SheetProblem) -> int:
        places = [one.name for one, _ in self.seen.fields]
        # What is wrong with the row as a whole is said in the last column.
        return LEAD + (places.index(problem.field) if problem.field in places else len(places))
