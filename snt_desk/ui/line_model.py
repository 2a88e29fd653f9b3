"""What stands in a list: its lines, the titles between them, and the model that hands them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QStringListModel, Qt

from snt_desk.ui.table import ID_ROLE, Id, Index

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_CAN_BE_CHOSEN = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)


@dataclass(frozen=True)
class Line:
    """One line of a list. `tone` colours the badge or, without one, the icon."""

    text: str
    id: Id = 0
    lead: str = ""
    icon: str = ""
    sub: str = ""
    badge: str = ""
    tone: str = "plain"
    right: str = ""

    @property
    def spoken(self) -> str:
        """All that it says, in the order in which it is read."""
        said = (self.lead, self.text, self.sub, self.badge, self.right)
        return ", ".join(part for part in said if part)


@dataclass(frozen=True)
class Title:
    """What stands above some lines: `Overdue`, and quietly `2 of 11 open`."""

    text: str
    sub: str = ""

    @property
    def spoken(self) -> str:
        """All that it says."""
        return f"{self.text}, {self.sub}" if self.sub else self.text


@runtime_checkable
class HasIds(Protocol):
    """Lines that know whose they are without being made (`long_lines`)."""

    ids: Sequence[Id | None]


class LineModel(QStringListModel):
    """The lines of a list, from values.

    It only counts as Qt's own does, of empty words: a view asks how many there are twice for
    each line that it lays out, and Python would take longer to answer than the view for the rest.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line | Title] = ()
        self._ids: Sequence[Id | None] = ()
        self._places: dict[Id, int] | None = None

    def show_lines(self, lines: Sequence[Line | Title]) -> None:
        """Show these instead of the present ones; of the same records only the words change."""
        if isinstance(lines, HasIds):
            ids = lines.ids
        else:
            lines = tuple(lines)
            ids = [one.id if isinstance(one, Line) else None for one in lines]
        if ids and ids == self._ids:
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(ids) - 1))
            return
        self.lines, self._ids, self._places = lines, ids, None
        self.setStringList([""] * len(ids))

    @property
    def ids(self) -> Sequence[Id | None]:
        """Whose each line is; None for a title."""
        return self._ids

    def id_at(self, at: int) -> Id | None:
        """The record of that line; None for a title."""
        return self._ids[at] if 0 <= at < len(self._ids) else None

    def place(self, wanted: Id) -> int | None:
        """At which line a record stands, the first of them."""
        if self._places is None:
            there = reversed([*enumerate(self._ids)])
            self._places = {one: at for at, one in there if one is not None}
        return self._places.get(wanted)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role in {_DISPLAY, _SPOKEN}:
            return self.lines[index.row()].spoken
        return self.id_at(index.row()) if role == ID_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        # The arrows skip what cannot be chosen.
        if not index.isValid() or self._ids[index.row()] is None:
            return Qt.ItemFlag.NoItemFlags
        return _CAN_BE_CHOSEN
