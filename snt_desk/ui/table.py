"""Tables of records: what a column shows, and two models that hand out the rows.

`BlockModel` shows any number of rows and reads only those that are painted; sorting and
filtering are the database's. `ListModel` holds a short list in memory and does both itself.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Generic, Literal, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from snt_desk.ui.theme import Size

Index = QModelIndex | QPersistentModelIndex
Id = int | str
ROOT = QModelIndex()
ID_ROLE = int(Qt.ItemDataRole.UserRole)

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_DESCENDING = Qt.SortOrder.DescendingOrder


class HasId(Protocol):
    """A row that knows which record it shows."""

    @property
    def id(self) -> Id:
        """The primary key, or anything else that stays with the record."""
        ...


Row = TypeVar("Row", bound=HasId)


@dataclass(frozen=True)
class Cell:
    """What one place shows when plain words will not do.

    `sub` are quiet words after the text. With a `tone` the text is a badge (ok, warn, bad,
    info, plain). `bar` and `mark` are parts of a whole, 0 to 1, drawn instead of words:
    `text` then says them to a screen reader.
    """

    text: str = ""
    icon: str = ""
    role: str = "text"
    bold: bool = False
    tone: str = ""
    sub: str = ""
    bar: float | None = None
    mark: float | None = None
    size: Size = "body"

    @property
    def spoken(self) -> str:
        """All its words: for a screen reader, the clipboard and the tooltip."""
        return f"{self.text}, {self.sub}" if self.text and self.sub else self.text or self.sub


@dataclass(frozen=True)
class Column(Generic[Row]):
    """How one attribute of a row is titled, shown, sorted and placed.

    `sort` is the name by which the database sorts (`BlockModel`), or the attribute of the
    row (`ListModel`); without it the column cannot be sorted. `width` is in pixels at
    100 %, `wider` what it grows to where there is room; one column may stretch. With
    `quiet_repeats` a value is muted where the row above has it already. A column that is
    `kept` stays when the window is too narrow for all.
    """

    title: str
    show: Callable[[Row], str | Cell]
    sort: str = ""
    align: Literal["left", "right"] = "left"
    width: int = 120
    wider: int = 0
    stretch: bool = False
    quiet_repeats: bool = False
    kept: bool = False

    def cell(self, row: Row) -> Cell:
        """What it shows of a row."""
        shown = self.show(row)
        return shown if isinstance(shown, Cell) else Cell(shown)


@dataclass(frozen=True)
class Heading:
    """A title within a table, over all columns: `Overdue, 2`."""

    text: str


Cells = tuple[Cell, ...]
EMPTY = Cell()


class BlockModel(QAbstractTableModel, Generic[Row]):
    """A table of any length that reads blocks of rows as they are painted."""

    BLOCK = 64
    """How many rows are read at once."""
    KEPT = 128
    """How many blocks are remembered."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Callable[[int, int], Sequence[Row]],
        *,
        sort: Callable[[str, bool], None] | None = None,
        place: Callable[[Id], int | None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Read by `fetch(offset, limit)`.

        `sort(key, descending)` is asked when a heading is clicked; it changes the order and
        calls `show_count`, at once or from a worker. `place(id)` finds the row of a record
        in the present order; without it only rows in memory are found.
        """
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._sort = sort
        self._place = place
        self._count = 0
        self._blocks: OrderedDict[int, tuple[Sequence[Row], list[Cells]]] = OrderedDict()
        self._quiet = [at for at, column in enumerate(self.columns) if column.quiet_repeats]

    def show_count(self, count: int) -> None:
        """Forget what was read and show that many rows."""
        self.beginResetModel()
        self._blocks.clear()
        self._count = count
        self.endResetModel()

    def show_first(self) -> bool:
        """Forget what was read and show the first block; False if there may be more rows.

        How many there are is said by `grow_to`, when they have been counted.
        """
        self.beginResetModel()
        self._blocks.clear()
        self._count = len(self._block(0)[0])
        self.endResetModel()
        return self._count < self.BLOCK

    def grow_to(self, count: int) -> None:
        """Correct the number of rows, when it is counted later; what was read stays."""
        if count > self._count:
            self.beginInsertRows(ROOT, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(ROOT, count, self._count - 1)
            self._count = count
            self.endRemoveRows()

    def renew(self, newer: Callable[[Row], Row]) -> None:
        """Show the rows in memory as `newer` gives them, now that time has passed.

        Nothing is read; a row that is given back itself stays as it is.
        """
        for number, (rows, cells) in self._blocks.items():
            new = [newer(row) for row in rows]
            for at, (row, before) in enumerate(zip(new, rows, strict=True)):
                if row is before:
                    continue
                made = list(_cells(self.columns, row))
                for quiet in self._quiet:
                    made[quiet] = replace(made[quiet], role=cells[at][quiet].role)
                cells[at] = tuple(made)
                place = number * self.BLOCK + at
                last = len(self.columns) - 1
                self.dataChanged.emit(self.index(place, 0), self.index(place, last))
            self._blocks[number] = (new, cells)

    def row(self, at: int) -> Row | Heading | None:
        """The row at that place, read if need be; None if there is none any more."""
        rows, _ = self._block(at // self.BLOCK)
        inside = at % self.BLOCK
        return rows[inside] if inside < len(rows) else None

    def cells(self, at: int) -> Cells:
        """What the row at that place shows, column by column; empty if there is none."""
        _, cells = self._block(at // self.BLOCK)
        inside = at % self.BLOCK
        return cells[inside] if inside < len(cells) else ()

    def known_id(self, at: int) -> Id | None:
        """The record at that place, if it is in memory."""
        block = self._blocks.get(at // self.BLOCK)
        if block is None or at % self.BLOCK >= len(block[0]):
            return None
        return block[0][at % self.BLOCK].id

    def place(self, wanted: Id) -> int | None:
        """At which row a record stands now."""
        # Most often it is among the rows that are on the screen.
        for number, (rows, _) in self._blocks.items():
            for at, row in enumerate(rows):
                if row.id == wanted:
                    return number * self.BLOCK + at
        return None if self._place is None else self._place(wanted)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in _ANSWERED or not index.isValid():
            return None
        return _answer(self, index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        return _heading(self.columns, section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if self._sort is not None and self.columns[column].sort:
            self._sort(self.columns[column].sort, order == _DESCENDING)

    def _block(self, number: int) -> tuple[Sequence[Row], list[Cells]]:
        known = self._blocks.get(number)
        if known is not None:
            self._blocks.move_to_end(number)
            return known
        # One row more above, to know what it says already.
        above = 1 if self._quiet and number else 0
        # Remembered as empty first: a read that fails is told once, not for every cell.
        self._blocks[number] = ((), [])
        rows = self._fetch(number * self.BLOCK - above, self.BLOCK + above)
        cells = _quietened([_cells(self.columns, row) for row in rows], self._quiet)
        made = (rows[above:], cells[above:])
        self._blocks[number] = made
        if len(self._blocks) > self.KEPT:
            self._blocks.popitem(last=False)
        return made


class ListModel(QAbstractTableModel, Generic[Row]):
    """A short table in memory, with titles in between where they are wanted."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._all: tuple[Row | Heading, ...] = ()
        self._shown: list[Row | Heading] = []
        self._cells: list[Cells] = []
        self._wanted: tuple[str, ...] = ()
        self._order: tuple[tuple[str, bool], ...] = ()
        self._quiet = [at for at, column in enumerate(self.columns) if column.quiet_repeats]

    def show_rows(self, rows: Sequence[Row | Heading]) -> None:
        """Show these rows instead of the present ones, filtered and sorted as those were."""
        self._all = tuple(rows)
        self._refill()

    def filter(self, words: str) -> None:
        """Show only rows that have all the words somewhere."""
        self._wanted = tuple(words.casefold().split())
        self._refill()

    @property
    def total(self) -> int:
        """How many records there are without the filter."""
        return sum(not isinstance(row, Heading) for row in self._all)

    def row(self, at: int) -> Row | Heading | None:
        """The row at that place, or a title."""
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def cells(self, at: int) -> Cells:
        """What the row at that place shows; of a title, its words alone."""
        return self._cells[at]

    def known_id(self, at: int) -> Id | None:
        """The record at that place; None for a title."""
        row = self.row(at)
        return None if row is None or isinstance(row, Heading) else row.id

    def place(self, wanted: Id) -> int | None:
        """At which row a record stands now."""
        places = (at for at in range(len(self._shown)) if self.known_id(at) == wanted)
        return next(places, None)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._shown[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in _ANSWERED or not index.isValid():
            return None
        return _answer(self, index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        return _heading(self.columns, section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        key = self.columns[column].sort
        if key:
            self.sort_by_keys([(key, order == _DESCENDING)])

    def sort_by_keys(self, keys: Sequence[tuple[str, bool]]) -> None:
        """Sort by the first, where it says nothing by the next; each descending or not."""
        self._order = tuple(keys)
        self._refill()

    def _refill(self) -> None:
        self.beginResetModel()
        paired = [(row, _cells(self.columns, row)) for row in self._all]
        found = [(row, cells) for row, cells in paired if self._matches(row, cells)]
        for key, descending in reversed(self._order):
            found = _sorted(found, key, descending)
        self._shown = [row for row, _ in found]
        self._cells = _quietened([cells for _, cells in found], self._quiet)
        self.endResetModel()

    def _matches(self, row: Row | Heading, cells: Cells) -> bool:
        # A title over rows that may all be gone says nothing.
        if not self._wanted:
            return True
        if isinstance(row, Heading):
            return False
        text = "\n".join(cell.spoken for cell in cells).casefold()
        return all(word in text for word in self._wanted)


RowModel = BlockModel[Any] | ListModel[Any]
"""What a `TableView` shows."""

_ANSWERED = frozenset({_DISPLAY, _SPOKEN, ID_ROLE})


def _answer(model: RowModel, index: Index, role: int) -> Any:
    if role == ID_ROLE:
        return model.known_id(index.row())
    cells = model.cells(index.row())
    cell = cells[index.column()] if index.column() < len(cells) else EMPTY
    return cell.spoken if role == _SPOKEN else cell.text


def _heading(
    columns: Sequence[Column[Any]], section: int, orientation: Qt.Orientation, role: int
) -> Any:
    if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(columns):
        return None
    if role in {_DISPLAY, _SPOKEN}:
        return columns[section].title
    if role == _ALIGNMENT:
        right = columns[section].align == "right"
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)
    return None


def _cells(columns: Sequence[Column[Any]], row: object) -> Cells:
    if isinstance(row, Heading):
        return (Cell(row.text, bold=True),)
    return tuple(column.cell(row) for column in columns)


def _quietened(rows: list[Cells], quiet: Sequence[int]) -> list[Cells]:
    """Mute what the row above says already."""
    made, said = [], dict.fromkeys(quiet, "")
    for cells in rows:
        new = list(cells)
        for at in quiet:
            text = cells[at].text if at < len(cells) else ""
            if text and text == said[at]:
                new[at] = replace(cells[at], role="muted")
            said[at] = text
        made.append(tuple(new))
    return made


def _sorted(
    found: list[tuple[Any, Cells]],
    key: str,
    descending: bool,
) -> list[tuple[Any, Cells]]:
    value = attrgetter(key)
    known = [pair for pair in found if value(pair[0]) is not None]
    unknown = [pair for pair in found if value(pair[0]) is None]
    return sorted(known, key=lambda pair: value(pair[0]), reverse=descending) + unknown
