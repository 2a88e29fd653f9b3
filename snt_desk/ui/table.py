"""Tables of records: two models that hand out the rows (`rows`).

`BlockModel` shows any number of rows and reads only those that are painted; sorting and
filtering are the database's. `ListModel` holds a short list in memory and does both itself.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from snt_desk.ui.rows import (
    ANSWERED,
    DISPLAY,
    EMPTY,
    ID_ROLE,
    ROOT,
    Cell,
    Cells,
    Column,
    Group,
    Heading,
    Id,
    Index,
    Order,
    Row,
    answer,
    cells_of,
    heading,
    muted,
    quietened,
)

__all__ = [
    "EMPTY",
    "ID_ROLE",
    "ROOT",
    "BlockModel",
    "Cell",
    "Cells",
    "Column",
    "Group",
    "Heading",
    "Id",
    "Index",
    "ListModel",
    "Order",
    "Row",
    "RowModel",
]

_DESCENDING = Qt.SortOrder.DescendingOrder


class BlockModel(QAbstractTableModel, Generic[Row]):
    """A table of any length that reads blocks of rows as they are painted."""

    BLOCK = 32
    """How many rows are read at once: a screen of them lies in one or two blocks."""
    KEPT = 256
    """How many blocks are remembered."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Callable[[int, int], Sequence[Row | Heading]],
        *,
        sort: Callable[[Sequence[Order]], None] | None = None,
        place: Callable[[Id], int | None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Read by `fetch(offset, limit)`.

        `sort(orders)` is asked when a heading is clicked; it changes the order and calls
        `show_count`, at once or from a worker. `place(id)` finds the row of a record in the
        present order; without it only rows in memory are found.
        """
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._sort = sort
        self._place = place
        self._count = 0
        self.headings: tuple[int, ...] = ()
        """At which rows headings stand."""
        self._heads: frozenset[int] = frozenset()
        self.is_another = False
        """Whether the rows that are shown now are another list, not the same one read again."""
        self._blocks: OrderedDict[int, _Block[Row]] = OrderedDict()
        self._quiet = [at for at, column in enumerate(self.columns) if column.quiet_repeats]
        self._off: frozenset[int] = frozenset()

    def leave_out(self, columns: frozenset[int]) -> None:
        """Make nothing of these columns: nobody wants to see them."""
        if columns != self._off:
            self._off = columns
            self._blocks.clear()

    def show_count(self, count: int, headings: Sequence[int] = ()) -> None:
        """Forget what was read and show that many rows, headings at these places among them."""
        self.beginResetModel()
        self._blocks.clear()
        self._count = count
        self.headings = tuple(headings)
        self._heads = frozenset(headings)
        self.endResetModel()

    def show_first(self) -> bool:
        """Forget what was read and show the first block; False if there may be more rows.

        How many there are is said by `grow_to`, when they have been counted.
        """
        self.is_another = True
        self.beginResetModel()
        self._blocks.clear()
        self.headings, self._heads = (), frozenset()
        self._count = len(self._block(0).rows)
        self.endResetModel()
        self.is_another = False
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
        changed: list[int] = []
        for number, block in self._blocks.items():
            for at, before in enumerate(block.rows):
                if isinstance(before, Heading):
                    continue
                row = newer(before)
                if row is not before:
                    block.rows[at], block.cells[at] = row, None
                    changed.append(number * self.BLOCK + at)
        # Told at the end: who hears of it may read rows, and so move the blocks about.
        last = len(self.columns) - 1
        for at in changed:
            self.dataChanged.emit(self.index(at, 0), self.index(at, last))

    def row(self, at: int) -> Row | Heading | None:
        """The row at that place, read if need be; None if there is none any more."""
        rows = self._block(at // self.BLOCK).rows
        inside = at % self.BLOCK
        return rows[inside] if inside < len(rows) else None

    def cells(self, at: int) -> Cells:
        """What the row at that place shows, column by column; empty if there is none."""
        block, inside = self._block(at // self.BLOCK), at % self.BLOCK
        if inside >= len(block.rows):
            return ()
        made = block.cells[inside]
        if made is None:
            # Made when they are painted: of a block that is jumped to, half never are.
            made = block.cells[inside] = self._made(block, inside)
        return made

    def _made(self, block: _Block[Row], inside: int) -> Cells:
        cells = cells_of(self.columns, block.rows[inside], self._off)
        above = block.rows[inside - 1] if inside else block.above
        if not self._quiet or above is None or isinstance(above, Heading):
            return cells
        said = {at: self.columns[at].cell(above).text for at in self._quiet if at not in self._off}
        return muted(cells, said)

    def known_id(self, at: int) -> Id | None:
        """The record at that place, if it is in memory."""
        block = self._blocks.get(at // self.BLOCK)
        if block is None or at % self.BLOCK >= len(block.rows):
            return None
        return _id_of(block.rows[at % self.BLOCK])

    def place(self, wanted: Id) -> int | None:
        """At which row a record stands now."""
        # Most often it is among the rows that are on the screen.
        for number, block in self._blocks.items():
            for at, row in enumerate(block.rows):
                if _id_of(row) == wanted:
                    return number * self.BLOCK + at
        return None if self._place is None else self._place(wanted)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        # The arrows skip a title that opens nothing.
        if index.isValid() and index.row() in self._heads:
            row = self.row(index.row())
            if isinstance(row, Heading) and not isinstance(row, Group):
                return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role not in ANSWERED or not index.isValid():
            return None
        return answer(self, index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        return heading(self.columns, section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if self.columns[column].sort:
            self.sort_by_keys([(self.columns[column].sort, order == _DESCENDING)])

    def sort_by_keys(self, orders: Sequence[Order]) -> None:
        """Sort by the first, where it says nothing by the next; each descending or not."""
        if self._sort is not None:
            self._sort(orders)

    def _block(self, number: int) -> _Block[Row]:
        known = self._blocks.get(number)
        if known is not None:
            self._blocks.move_to_end(number)
            return known
        # One row more above, to know what it says already.
        above = 1 if self._quiet and number else 0
        # Remembered as empty first: a read that fails is told once, not for every cell.
        self._blocks[number] = _Block([], None, [])
        rows = self._fetch(number * self.BLOCK - above, self.BLOCK + above)
        own = list(rows[above:])
        made = _Block(own, rows[0] if above and rows else None, [None] * len(own))
        self._blocks[number] = made
        if len(self._blocks) > self.KEPT:
            self._blocks.popitem(last=False)
        return made


@dataclass(frozen=True)
class _Block(Generic[Row]):
    """Some rows, the one above them, and of each what it shows once that was asked for."""

    rows: list[Row | Heading]
    above: Row | Heading | None
    cells: list[Cells | None]


class ListModel(QAbstractTableModel, Generic[Row]):
    """A short table in memory, with titles in between where they are wanted."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._all: tuple[Row | Heading, ...] = ()
        self._shown: list[Row | Heading] = []
        self._cells: list[Cells | None] = []
        self._wanted: tuple[str, ...] = ()
        self._order: tuple[tuple[str, bool], ...] = ()
        self._quiet = [at for at, column in enumerate(self.columns) if column.quiet_repeats]

    def show_rows(self, rows: Sequence[Row | Heading]) -> None:
        """Show these rows instead of the present ones, filtered and sorted as those were."""
        self._all = tuple(rows)
        self._refill()

    @property
    def headings(self) -> list[int]:
        """At which rows titles stand."""
        return [at for at, row in enumerate(self._shown) if isinstance(row, Heading)]

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
        made = self._cells[at]
        if made is None:
            made = self._cells[at] = cells_of(self.columns, self._shown[at])
        return made

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

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role not in ANSWERED or not index.isValid():
            return None
        return answer(self, index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        return heading(self.columns, section, orientation, role)

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
        if not (self._wanted or self._order or self._quiet):
            # What each shows is made when it is asked for: there may be tens of thousands.
            self._shown = list(self._all)
            self._cells = [None] * len(self._shown)
            self.endResetModel()
            return
        paired = [(row, cells_of(self.columns, row)) for row in self._all]
        found = [(row, cells) for row, cells in paired if self._matches(row, cells)]
        for key, descending in reversed(self._order):
            found = _sorted(found, key, descending)
        self._shown = [row for row, _ in found]
        self._cells = [*quietened([cells for _, cells in found], self._quiet)]
        self.endResetModel()

    def _matches(self, row: Row | Heading, cells: Cells) -> bool:
        # A title over rows that may all be gone, or stand elsewhere now, says nothing.
        if isinstance(row, Heading):
            return not (self._wanted or self._order)
        if not self._wanted:
            return True
        text = "\n".join(cell.spoken for cell in cells).casefold()
        return all(word in text for word in self._wanted)


def _id_of(row: Any) -> Id | None:
    """The record of a row, or what a group is known by; None for any other heading."""
    if isinstance(row, Heading) and not isinstance(row, Group):
        return None
    found: Id = row.id
    return found


RowModel = BlockModel[Any] | ListModel[Any]
"""What a `TableView` shows."""


def _sorted(
    found: list[tuple[Any, Cells]],
    key: str,
    descending: bool,
) -> list[tuple[Any, Cells]]:
    value = attrgetter(key)
    known = [pair for pair in found if value(pair[0]) is not None]
    unknown = [pair for pair in found if value(pair[0]) is None]
    return sorted(known, key=lambda pair: value(pair[0]), reverse=descending) + unknown
