"""A whole sheet understood, row by row, with nothing known of the records there are already.

Columns are read first, each cell once for all that say the same; then each row is made into
rows of the data package, or refused with what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat, zip_longest
from typing import Any, Final

from snt_desk.domain.package.cells import shown as fit_to_show
from snt_desk.domain.sheet import responses
from snt_desk.domain.sheet.around import Around
from snt_desk.domain.sheet.findings import Line, Matching, SheetProblem, Understood
from snt_desk.domain.sheet.grid import Grid, Value
from snt_desk.domain.sheet.headings import Remembered, candidates, headings
from snt_desk.domain.sheet.kinds import OUTCOME, Kind, by_name
from snt_desk.domain.sheet.making import MAKERS, Cells, Made
from snt_desk.domain.sheet.readers import Meanings, Refused, WithPartners, reader
from snt_desk.domain.sheet.showing import shown_value
from snt_desk.domain.sheet.usual_rows import USUAL
from snt_desk.domain.sheet.words import text_of

TITLE, BLANK, AGAIN, TOTAL = "title", "blank", "headings again", "total"
"""Why a row is left out."""

_TRIED: Final = 20
_BLOCK: Final = 1_000
_WITHOUT_COLUMN: Final = frozenset({"date"})
_NOTHING: Final[frozenset[str]] = frozenset()


def understand(grid: Grid, matching: Matching, around: Around) -> Understood:
    """Make of each row what it says, and say of each other why it is left out or refused."""
    reading = _Reading(grid, matching, around)
    lines = tuple(_once(list(reading.lines())))
    return Understood(
        kind=matching.kind,
        team=around.team,
        matching=matching,
        lines=lines,
        left_out=reading.left_out,
        missing=tuple(_no_column(label) for _, label in reading.missing),
        notes=reading.notes(),
    )


def propose(grid: Grid, around: Around, remembered: Iterable[Remembered] = ()) -> Matching | None:
    """Say which table a sheet is and which column is which field; None if it looks like none.

    Where the headings fit two tables alike, it is the one in whose words more rows are.
    """
    found = candidates(grid, around, remembered)
    if len(found) < 2:
        return found[0] if found else None
    first_rows = Grid(grid.name, grid.rows[: max(one.heading_row for one in found) + _TRIED])
    return min(found, key=lambda one: _refused_among(understand(first_rows, one, around)))


def _refused_among(understood: Understood) -> int:
    return sum(len(line.problems) for line in understood.lines)


@dataclass(frozen=True)
class _Column:
    """A column that is a field: where it stands, its heading, and what its cells mean."""

    at: int
    heading: str
    field: str
    cells: Sequence[Value]
    meant: Sequence[Any]
    any_refused: bool

    @property
    def read(self) -> Sequence[Any]:
        """What the cells mean; None where one was not understood."""
        if not self.any_refused:
            return self.meant
        return [None if type(one) is Refused else one for one in self.meant]


class _Reading:
    """A sheet in hand: which of its rows are data, and what their cells mean."""

    def __init__(self, grid: Grid, matching: Matching, around: Around) -> None:
        self.around = around
        self.kind = by_name(matching.kind).with_outcomes(around.codes)
        self.make = (
            responses.maker(around) if matching.kind == "responses" else MAKERS[matching.kind]
        )
        self.numbers, self.left_out = _data_rows(grid, matching)
        said = headings(grid, matching.heading_row, matching.heading_rows)
        wanted = [at for at, name in enumerate(matching.columns) if name is not None]
        rows = [grid.rows[number - 1] for number in self.numbers]
        self.columns = {
            name: self._column(at, said[at] if at < len(said) else "", name, cells)
            for at, cells in zip(wanted, _turned(rows, wanted), strict=True)
            if (name := matching.columns[at])
        }
        self.matched = frozenset(self.columns)
        self.missing = _missing(self.kind, self.matched)
        self._place = {number: place for place, number in enumerate(self.numbers)}

    def _column(self, at: int, heading: str, name: str, cells: list[Value]) -> _Column:
        if bool in set(map(type, cells)):
            # As a key True is 1: a cell that was ticked must not be taken for a number.
            cells = [text_of(cell) if isinstance(cell, bool) else cell for cell in cells]
        known = Meanings(reader(self.kind, name, self.around))
        meant = list(map(known.__getitem__, cells))
        return _Column(at, heading, name, cells, meant, known.any_refused)

    def lines(self) -> Iterator[Line]:
        """Give the lines, each by itself; that no two are alike is for `_once`."""
        counted, doubtful = self._counted(), self._unread()
        every = zip(self.numbers, self._usual(), strict=False)
        for place, (number, made) in enumerate(every):
            if made is not None and place not in doubtful:
                yield Line(self, number, (), made)
                continue
            cells = self._cells(place, doubtful.get(place, _NOTHING), counted)
            found = self.make(self.around.team, cells)
            if found is None or self.missing:
                yield Line(self, number, tuple(self._problems(place, cells)))
            else:
                yield Line(self, number, (), found)

    def _usual(self) -> Iterator[Made | None]:
        """Give what each row makes that needs no second look, where that is known."""
        make = USUAL.get(self.kind.name)
        if make is None or self.missing:
            return repeat(None)
        return make(self.around.team, {name: one.read for name, one in self.columns.items()})

    def _cells(
        self, place: int, unread: frozenset[str], counted: Sequence[tuple[str, str]]
    ) -> Cells:
        told = {
            name: None if name in unread else column.meant[place]
            for name, column in self.columns.items()
        }
        return Cells(told, self.matched, unread, counted)

    def _counted(self) -> tuple[tuple[str, str], ...]:
        """Give the fields that count an outcome, each with its code."""
        return tuple(
            (name, name.removeprefix(OUTCOME)) for name in self.columns if name.startswith(OUTCOME)
        )

    def _unread(self) -> dict[int, frozenset[str]]:
        found: dict[int, set[str]] = {}
        for name, column in self.columns.items():
            if column.any_refused:
                for place, meant in enumerate(column.meant):
                    if type(meant) is Refused:
                        found.setdefault(place, set()).add(name)
        return {place: frozenset(names) for place, names in found.items()}

    def notes(self) -> dict[int, tuple[str, ...]]:
        """Say of each row which of its crew are partners, or what was assumed."""
        if self.kind.name == "responses":
            return dict(self._assumed())
        crew = self.columns.get("officers")
        if crew is None or WithPartners not in set(map(type, crew.meant)):
            return {}
        names = self.around.choices("partners").names
        return {
            number: tuple(
                f"{names[ref]} goes with the patrol as a partner." for ref in meant.partners
            )
            for number, meant in zip(self.numbers, crew.meant, strict=True)
            if type(meant) is WithPartners
        }

    def _assumed(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        nothing: Sequence[Any] = (None,) * len(self.numbers)
        names = ("received", "consultation", "channel")
        found = (self.columns[name].meant if name in self.columns else nothing for name in names)
        for number, *meant in zip(self.numbers, *found, strict=True):
            if said := tuple(responses.assumed(self.around, *meant)):
                yield number, said

    def _problems(self, place: int, cells: Cells) -> Iterator[SheetProblem]:
        """Name what is wrong with a row, in the order of its columns."""
        found = {name: self.columns[name].meant[place].sentence for name in cells.unread}
        for name, sentence in cells.faults:
            found.setdefault(name, sentence)
        for name, label in self.missing:
            found[name] = _no_column(label)
        order = [*self.columns, *(name for name in found if name not in self.columns)]
        for name in order:
            if name in found:
                yield self.problem(self.numbers[place], name, found[name])

    def problem(self, row: int, name: str, sentence: str) -> SheetProblem:
        """Say what is wrong with a field of a row."""
        column = self.columns.get(name)
        if column is None:
            return SheetProblem(row, None, "", name, "", sentence)
        value = fit_to_show(text_of(column.cells[self._place[row]]))
        return SheetProblem(row, column.at, column.heading, name, value, sentence)

    def show(self, row: int) -> Mapping[str, str]:
        """Say what was understood of a row, by field; the cell itself where nothing was."""
        place = self._place[row]
        return {
            name: (
                text_of(column.cells[place])
                if isinstance(column.meant[place], Refused)
                else shown_value(self.kind, name, column.meant[place], self.around)
            )
            for name, column in self.columns.items()
        }


def _data_rows(grid: Grid, matching: Matching) -> tuple[list[int], tuple[tuple[int, str], ...]]:
    """Sort a sheet's rows into those with data, by number, and those left out with the reason."""
    above = matching.heading_row - matching.heading_rows
    left_out = [(n, TITLE if _says(row) else BLANK) for n, row in _numbered(grid, 0, above)]
    last = len(grid.rows)
    while last > matching.heading_row and not _says(grid.rows[last - 1]):
        last -= 1
    # A sheet that was said to hold a table may hold nothing at all.
    heading = next(iter(grid.rows[matching.heading_row - 1 : matching.heading_row]), ())
    numbers = []
    for number, row in _numbered(grid, matching.heading_row, last):
        if not _says(row):
            left_out.append((number, BLANK))
        elif number == last and _begins_with_total(row):
            left_out.append((number, TOTAL))
        elif row == heading:
            left_out.append((number, AGAIN))
        else:
            numbers.append(number)
    return numbers, tuple(left_out)


def _numbered(grid: Grid, first: int, last: int) -> Iterator[tuple[int, tuple[Value, ...]]]:
    return enumerate(grid.rows[first:last], start=first + 1)


def _says(row: Sequence[Value]) -> bool:
    """Whether anything stands in a row."""
    # Nearly always it is the first cell that does.
    if row and row[0] is not None and not isinstance(row[0], str):
        return True
    return any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in row)


def _turned(rows: Sequence[tuple[Value, ...]], wanted: Sequence[int]) -> list[list[Value]]:
    """Give these columns of the rows, which may differ in length."""
    columns: list[list[Value]] = [[] for _ in wanted]
    for first in range(0, len(rows), _BLOCK):
        turned = list(zip_longest(*rows[first : first + _BLOCK]))
        nothing = (None,) * len(rows[first : first + _BLOCK])
        for column, at in zip(columns, wanted, strict=True):
            column.extend(turned[at] if at < len(turned) else nothing)
    return columns


def _begins_with_total(row: Sequence[Value]) -> bool:
    first = next(filter(None, map(text_of, row)), "")
    return first.casefold().startswith("total")


def _missing(kind: Kind, matched: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Give the fields, and their labels, without which nothing can be taken."""
    needed = {one.name for one in kind.fields if one.needed}
    if kind.name == "members" and matched & {"role", "from", "to", "fte_percent"}:
        needed |= {"role", "from"}
    if "partners" in matched:
        needed -= {"officers"}
    gaps = needed - matched - _WITHOUT_COLUMN
    return tuple((one.name, one.label) for one in kind.fields if one.name in gaps)


def _no_column(label: str) -> str:
    return f"No column is {label}. Choose the column."


def _once(lines: Sequence[Line]) -> Iterable[Line]:
    """Refuse of two rows alike the second, and of two with one ref."""
    refs = [line.ref for line in lines if line.rows]
    return lines if len(set(refs)) == len(refs) else _without_others(lines)


def _without_others(lines: Iterable[Line]) -> Iterator[Line]:
    seen: dict[object, Line] = {}
    for line in lines:
        earlier = seen.setdefault(_key_of(line), line) if line.rows else line
        if earlier is line:
            yield _as_before(line, seen)
        elif line.made or line.rows == earlier.rows:
            mend = "Count them in one" if "responses" in line.rows else "Take one of them out"
            same = f"This row is the same as row {earlier.row}. {mend}."
            yield line.refused("", same)
        else:
            yield line.refused("ref", f"Row {earlier.row} is {line.ref} as well. Keep one of them.")


def _key_of(line: Line) -> object:
    postings = line.rows.get("postings")
    return (line.ref, postings[0][4]) if postings else line.ref


def _as_before(line: Line, seen: dict[object, Line]) -> Line:
    """Refuse a row that says other things of a member than an earlier one, of another posting."""
    members = line.rows.get("members")
    if not members:
        return line
    first = seen.setdefault(members[0][0], line)
    if first.rows["members"] == members:
        return line
    sentence = f"Row {first.row} says other things of {line.ref}. Make them agree."
    return line.refused("collar", sentence)
