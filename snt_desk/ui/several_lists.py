"""The lists of a page, of which some are in front: made when they are first shown, and filtered.

A page says what it lists in a table of `Front`; this is the bar above it, what is said there,
and the lists themselves. `forms_beside.py` has what stands beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from snt_desk.ui import parts_of_page
from snt_desk.ui.about import About
from snt_desk.ui.box import Box, RoomForBox
from snt_desk.ui.desk import Desk
from snt_desk.ui.lists import Lists, Wanted
from snt_desk.ui.lists_bar import Front, ListsBar

L = TypeVar("L", bound=Lists)


class SeveralLists(QFrame):
    """The bar, what the lists are about, what could not be done, and the lists in front."""

    chosen = Signal()
    """Other lists are in front, and shown."""
    back = Signal()
    """Whoever filtered is done with it: the list may have the focus."""
    taken = Signal(str, object)
    came = Signal(str, str)
    opened = Signal(str, object)
    delete_asked = Signal(str, object)
    new_asked = Signal(str)
    """A new record of that table."""
    clear_asked = Signal()
    """Filter no more, and go to the list."""

    def __init__(self, desk: Desk, fronts: Sequence[Front]) -> None:
        """The first of them is in front; nothing is shown in it yet."""
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._made: dict[str, Lists] = {}
        self.bar = ListsBar(fronts)
        self.about = About()
        self.box = Box("bad")
        self._stack = QStackedWidget()
        self._lay_out()
        self.bar.chosen.connect(self._chosen)
        self.bar.which.picked.connect(self.back)
        self.bar.new_asked.connect(self.new_asked)
        for signal in (self.bar.filtered, self.bar.words.textChanged, self.about.changed):
            signal.connect(self.show_lists)
        for signal in (self.bar.words.left, self.about.chip.clicked):
            signal.connect(self.back)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, self.about, RoomForBox(self.box)):
            column.addWidget(part)
        column.addWidget(self._stack, 1)

    # --- What is in front ---------------------------------------------------------------------

    @property
    def front(self) -> Lists:
        """The lists in front."""
        return self._of(self.bar.table)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables whose records are listed there."""
        return self.bar.front.tables

    def of(self, table: str, kind: type[L]) -> L:
        """Give the lists for which New begins a record of that table, of that class.

        They are made if they are not yet.
        """
        found = self._of(table)
        if not isinstance(found, kind):
            raise TypeError(f"The lists of {table} are no {kind.__name__}")
        return found

    def _of(self, table: str) -> Lists:
        if table not in self._made:
            self._made[table] = self._make(self.bar.front_of(table))
        return self._made[table]

    def _make(self, front: Front) -> Lists:
        made = front.make()
        for ours, theirs in (
            (self.taken, made.taken),
            (self.came, made.came),
            (self.opened, made.opened),
            (self.delete_asked, made.delete_asked),
            (self.clear_asked, made.clear_asked),
            (self.clear_asked, made.left),
        ):
            theirs.connect(ours)
        made.new_asked.connect(partial(self.new_asked.emit, front.table))
        made.typed.connect(self.bar.words.take)
        made.filtered.connect(self.show_lists)
        self._stack.addWidget(made)
        parts_of_page.restore(made, self._desk.preferences)
        self._put_in_order(made)
        self._desk.news.made.emit(made)
        return made

    def _put_in_order(self, made: Lists) -> None:
        """Let Tab come to it after the bar, however late it was made."""
        inside = [one for one in made.findChildren(QWidget) if _stops(one)]
        for before, after in pairwise([self.about.chip, *inside]):
            QWidget.setTabOrder(before, after)

    def _chosen(self) -> None:
        self.about.setVisible(bool(self.about.ref) and self.bar.front.by_priority)
        self.box.hide()
        # Before they are seen: Qt gives the focus to what is there, and that takes a line in hand.
        self.show_lists()
        self._stack.setCurrentWidget(self.front)
        self.chosen.emit()

    def show_lists(self) -> None:
        """Show in front what is wanted of what there is now."""
        wanted = Wanted(self.bar.words.text(), self.about.ref, self.bar.only)
        self.front.show_wanted(wanted)

    # --- Filters ------------------------------------------------------------------------------

    def clear(self) -> None:
        """Filter no more, but for what is set in the lists themselves."""
        self.bar.clear()
        self.about.clear()

    def show_all(self) -> None:
        """Filter no more at all."""
        self.clear()
        self.front.show_all()

    def show_of_priority(self, ref: str, title: str) -> None:
        """Show what belongs to a priority, whoever's it is, and nothing else."""
        self.bar.show_by_priority()
        self.box.hide()
        self.bar.clear()
        self.front.show_of_all()
        self.about.show_priority(ref, title)

    def find_words(self) -> None:
        """Take the focus to the filter."""
        self.bar.words.setFocus()
        self.bar.words.selectAll()


def _stops(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
