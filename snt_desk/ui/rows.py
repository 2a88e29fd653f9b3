"""What stands in a table: cells, the columns that make them of rows, and headings between."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, Protocol, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from snt_desk.ui.theme import Size

Index = QModelIndex | QPersistentModelIndex
Id = int | str
ROOT = QModelIndex()
ID_ROLE = int(Qt.ItemDataRole.UserRole)

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)


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

    `sub` are quiet words after the text; with `keeps_sub` the text ends in … for them. With a
    `tone` the text is a badge (ok, warn, bad, info, plain). `bar` and `mark` are parts of a
    whole, 0 to 1, drawn instead of words, in the colour of a `role` that is not the usual:
    `text` then says them to a screen reader. A spreadsheet is given `copied` where that is not
    what is shown: a date in full, names without a warning.
    """

    text: str = ""
    icon: str = ""
    role: str = "text"
    bold: bool = False
    tone: str = ""
    sub: str = ""
    keeps_sub: bool = False
    bar: float | None = None
    mark: float | None = None
    size: Size = "body"
    copied: str | None = None

    @property
    def for_sheet(self) -> str:
        """Its words for a spreadsheet."""
        return self.spoken if self.copied is None else self.copied

    @property
    def spoken(self) -> str:
        """All its words: for a screen reader and the tooltip."""
        return f"{self.text}, {self.sub}" if self.text and self.sub else self.text or self.sub


@dataclass(frozen=True)
class Column(Generic[Row]):
    """How one attribute of a row is titled, shown, sorted and placed.

    `sort` is the name by which the database sorts (`BlockModel`), or the attribute of the
    row (`ListModel`); without it the column cannot be sorted. `width` is in pixels at
    100 %, `wider` what it grows to where there is room; one column may stretch. With
    `quiet_repeats` a value is muted where the row above has it already. A column that is
    `kept` stays when the window is too narrow for all; one that is `extra` is off until it
    is wanted.
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
    extra: bool = False

    def cell(self, row: Row) -> Cell:
        """What it shows of a row."""
        shown = self.show(row)
        return shown if isinstance(shown, Cell) else Cell(shown)


@dataclass(frozen=True)
class Heading:
    """A title within a table, over all columns: `Overdue, 2`."""

    text: str


@dataclass(frozen=True)
class Group(Heading):
    """A title that opens and shuts what stands under it; `sub` is what that makes together."""

    id: Id
    sub: str = ""
    is_open: bool = False


Order = tuple[str, bool]
"""By which key rows are sorted (`Column.sort`), and whether the largest comes first."""

Cells = tuple[Cell, ...]
EMPTY = Cell()


_DESCRIBED = int(Qt.ItemDataRole.AccessibleDescriptionRole)
ANSWERED = frozenset({DISPLAY, SPOKEN, ID_ROLE, _DESCRIBED})
"""The roles that a model of rows has an answer to."""


class Answers(Protocol):
    """What hands out the cells of a row, and says which record it shows."""

    def known_id(self, at: int) -> Id | None:
        """The record at that place, if it is in memory."""
        ...

    def row(self, at: int) -> object:
        """The row at that place, or a heading."""
        ...

    def cells(self, at: int) -> Cells:
        """What the row at that place shows, column by column."""
        ...


def answer(model: Answers, index: Index, role: int) -> Any:
    """Give what Qt asks of a cell."""
    if role == ID_ROLE:
        return model.known_id(index.row())
    if role == _DESCRIBED:
        group = model.row(index.row())
        return ("open" if group.is_open else "shut") if isinstance(group, Group) else None
    cells = model.cells(index.row())
    cell = cells[index.column()] if index.column() < len(cells) else EMPTY
    return cell.spoken if role == SPOKEN else cell.text


def heading(
    columns: Sequence[Column[Any]], section: int, orientation: Qt.Orientation, role: int
) -> Any:
    """Give what Qt asks of the head of a column."""
    if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(columns):
        return None
    if role in {DISPLAY, SPOKEN}:
        return columns[section].title
    if role == _ALIGNMENT:
        right = columns[section].align == "right"
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)
    return None


def cells_of(
    columns: Sequence[Column[Any]], row: object, off: Collection[int] = frozenset()
) -> Cells:
    """Give what the columns show of a row; a heading is one cell over all of them.

    Of columns that are *off* nothing is made.
    """
    if isinstance(row, Group):
        return (
            Cell(
                row.text, "chevron-down" if row.is_open else "chevron-right", bold=True, sub=row.sub
            ),
        )
    if isinstance(row, Heading):
        return (Cell(row.text, bold=True),)
    if not off:
        return tuple(column.cell(row) for column in columns)
    return tuple(EMPTY if at in off else column.cell(row) for at, column in enumerate(columns))


def quietened(rows: list[Cells], quiet: Sequence[int]) -> list[Cells]:
    """Mute what the row above says already."""
    made, said = [], dict.fromkeys(quiet, "")
    for cells in rows:
        made.append(muted(cells, said))
        said = {at: cells[at].text if at < len(cells) else "" for at in quiet}
    return made


def muted(cells: Cells, said: Mapping[int, str]) -> Cells:
    """Mute, by column, what the row above says already."""
    new = list(cells)
    for at, text in said.items():
        if at < len(cells) and text and cells[at].text == text:
            new[at] = replace(cells[at], role="muted")
    return tuple(new)
