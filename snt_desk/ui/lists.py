"""One list of a page or several that are seen together; where there is nothing, words that say why.

Each kind of page has its own; what is listed, and how, is theirs. Here is what the page and the
forms beside the lists need of any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.ui.panels import EmptyPage
from snt_desk.ui.parts import button
from snt_desk.ui.table import Id
from snt_desk.ui.table_view import TableView


@dataclass(frozen=True)
class Wanted:
    """What is to be listed: with all these words, of that priority.

    With `only` it is what the chip of the list leaves.
    """

    words: str = ""
    priority: str = ""
    only: bool = False


class Lists(QFrame):
    """The tables by the names of the records in them, of which one has what is in hand."""

    taken = Signal(str, object)
    """Another record is in hand: the table's name, and the ref or None."""
    came = Signal(str, str)
    """A record that was awaited may be in its list now: the table's name, and the ref."""
    opened = Signal(str, object)
    """Enter: the table's name, and the ref."""
    delete_asked = Signal(str, object)
    """Del: the table's name, and the refs."""
    typed = Signal(str)
    """A letter that belongs in the filter."""
    left = Signal()
    """Esc."""
    filtered = Signal()
    """Something of its own filters otherwise: what is wanted is to be shown again."""
    new_asked = Signal()
    clear_asked = Signal()

    adds = ""
    """The table of the records that New begins, where that is not the first of its own."""

    def __init__(self, icon: str, called: str) -> None:
        """`called` is what its button for a new one adds; `icon` stands above that."""
        super().__init__()
        self.tables: Mapping[str, TableView] = {}
        self._new = button(f"New {called}", "primary", "plus", tip="Ctrl+N", writes=True)
        self._clear = button("Clear filter")
        self.none_yet = EmptyPage(icon, self._new)
        self.none_match = EmptyPage("list-filter", self._clear)
        self._new.clicked.connect(self.new_asked)
        self._clear.clicked.connect(self.clear_asked)

    def _hold(
        self, tables: Mapping[str, TableView], body: QWidget, head: QWidget | None = None
    ) -> None:
        """Take in the tables, and what they stand in; `head` stays above whatever is shown."""
        self.tables, self._body = tables, body
        self._stack = QStackedWidget()
        for one in (body, self.none_yet, self.none_match):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if head is not None:
            column.addWidget(head)
        column.addWidget(self._stack, 1)
        for name, table in tables.items():
            table.current_changed.connect(partial(self._take, name))
            table.opened.connect(partial(self._open, name))
            table.delete_asked.connect(partial(self.delete_asked.emit, name))
            table.typed.connect(self.typed)
            table.left.connect(self.left)

    # --- What each kind says for itself -------------------------------------------------------
    # Not by abc: its metaclass and Qt's do not go together.

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what is wanted of what there is now."""
        raise NotImplementedError

    def bring(self, name: str) -> None:
        """Let the records of a table be seen, where not all of them are at once."""

    def show_of_all(self) -> None:
        """Filter no more by what is set in the list itself and leaves out other people's."""

    def show_all(self) -> None:
        """Filter no more by whatever is set in the list itself."""

    def table_of(self, name: str, ref: object) -> str:
        """Say where what is listed under that name lives; where records of two kinds are mixed."""
        return name

    def _take(self, name: str, ref: object) -> None:
        self.taken.emit(self.table_of(name, ref), ref)

    def _open(self, name: str, ref: object) -> None:
        self.opened.emit(self.table_of(name, ref), ref)

    # --- What is in hand ----------------------------------------------------------------------

    @property
    def in_hand(self) -> tuple[str, str] | None:
        """The table and the ref of what the cursor is on, in the first table where it is."""
        held = ((name, table.current_id) for name, table in self.tables.items())
        return next(((name, ref) for name, ref in held if isinstance(ref, str)), None)

    def take_at_cursor(self) -> None:
        """Take in hand what the cursor is on in the table that has the focus, if anything is."""
        for name, table in self.tables.items():
            if table.hasFocus() and isinstance(table.current_id, str):
                self._take(name, table.current_id)
                return

    def take_first(self) -> tuple[str, str] | None:
        """Give what is in hand; where nothing is, something may be taken in hand."""
        return self.in_hand

    def select(self, name: str, ref: str) -> bool:
        """Take a record in hand, if it is shown."""
        return self.tables[name].select(ref)

    def selected(self, held: str) -> tuple[str, list[Id]]:
        """Give what is selected, and its table: that of what is in hand, where it is one of these.

        DeskError if it is too much to act on.
        """
        name = held if held in self.tables else next(iter(self.tables))
        return name, self.tables[name].selected_ids

    def enter(self, name: str = "") -> None:
        """Take the focus to that table, or the first one with lines; else to what can be done."""
        tables = [self.tables[name]] if name in self.tables else []
        tables += self.tables.values()
        wanted: list[QWidget] = [one for one in tables if one.rows.rowCount()]
        wanted += [one for one in (self._clear, self._new) if one.isVisible()]
        (wanted or tables)[0].setFocus()

    @property
    def in_use(self) -> bool:
        """Whether a table has the focus, or the button that stands there in place of lines."""
        return any(one.hasFocus() for one in (*self.tables.values(), self._new, self._clear))
