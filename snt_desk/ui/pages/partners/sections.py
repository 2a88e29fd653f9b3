"""The sections of the tab's lists: a title with what stands beside it, and a table below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.services.action_lists import USUAL, Asked
from snt_desk.ui.desk import Desk
from snt_desk.ui.filters import Chip
from snt_desk.ui.giving import Giving
from snt_desk.ui.keyed_rows import KeyedRows
from snt_desk.ui.pages.partners.of_actions import ACTIONS, Actions, Shown
from snt_desk.ui.pages.partners.tables import ACTION_COLUMNS
from snt_desk.ui.parts import across, label
from snt_desk.ui.table import Column, ListModel, RowModel
from snt_desk.ui.table_view import TableView


class Section(QFrame):
    """A title with quiet words and chips, and the table below; or why there is none."""

    entered = Signal(object)
    """The table has the focus: what is in hand there."""

    def __init__(
        self, name: str, title: str, rows: RowModel, *, share: int = 2, pasted: bool = False
    ) -> None:
        """`name` is the records' table, `title` what stands above, `share` of the height its own.

        What is `pasted` can come from a sheet.
        """
        super().__init__()
        self.name, self.share, self.pasted = name, share, pasted
        self.table = TableView(rows, title)
        self.table.setObjectName(f"partners-{name}")
        self.table.deletes = self.table.personal = True
        self._sub = Giving("muted")
        self._none = label("", "muted", wrap=True)
        self._none.setContentsMargins(16, 8, 16, 8)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.head = across(label(title, "title"), self._sub, None, margins=(16, 9, 12, 7))
        self._stack = QStackedWidget()
        for one in (self.table, self._none):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        self.table.installEventFilter(self)

    @property
    def rows(self) -> RowModel:
        """What the table shows."""
        return self.table.rows

    @property
    def pending(self) -> bool:
        """Whether other lines are on their way to the table."""
        return False

    def add_chip(self, chip: Chip) -> None:
        """Put a chip at the right of the title."""
        layout = self.head.layout()
        if layout is not None:
            layout.addWidget(chip)

    def say(self, sub: str, none: str) -> None:
        """Say how it stands beside the title; and where no line is shown, why."""
        self._sub.setText(sub)
        self._none.setText(none)
        self._stack.setCurrentWidget(self.table if self.rows.rowCount() else self._none)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What is in hand of lines that are about to go is not meant.
        if event.type() == QEvent.Type.FocusIn and not self.pending:
            held = self.table.current_id
            if held is not None:
                self.entered.emit(held)
        return super().eventFilter(watched, event)


class LinesSection(Section):
    """A section with a short list, all of it in memory."""

    def __init__(
        self,
        name: str,
        title: str,
        columns: Sequence[Column[Any]],
        *,
        share: int = 2,
        pasted: bool = False,
    ) -> None:
        """What a `Section` is told, and the columns of its table."""
        self._lines: ListModel[Any] = ListModel(columns)
        super().__init__(name, title, self._lines, share=share, pasted=pasted)

    def show_lines(self, lines: Sequence[Any], sub: str, none: str) -> None:
        """Show these lines; where there are none, the words that say so."""
        self._lines.show_rows(lines)
        self.say(sub, none)


class ActionSection(Section):
    """The actions by how soon they are due: any number of them, read as they are seen."""

    shown = Signal()
    """Another list stands there."""

    def __init__(self, actions: Actions, desk: Desk) -> None:
        self._actions = actions
        self.keyed = KeyedRows(desk, ACTION_COLUMNS, actions.lines, actions.key_of)
        super().__init__(ACTIONS, "Actions", self.keyed.model, share=3)
        self.keyed.setParent(self)
        self.table.show_order(USUAL[0])
        self._asked = Asked()
        self.keyed.sorted.connect(self._ask)
        self.keyed.shown.connect(self._say_how_it_stands)

    @property
    def pending(self) -> bool:
        """Whether another list is being found."""
        return self.keyed.pending

    @property
    def total(self) -> int:
        """How many actions there are without any filter, as far as that is known."""
        found = self.keyed.found
        return found.total if isinstance(found, Shown) else 0

    def show_asked(self, asked: Asked) -> None:
        """Show what is asked for; the order stays as it is."""
        self._asked = asked
        self._ask()

    def _ask(self) -> None:
        asked = replace(self._asked, orders=self.keyed.orders)
        self.keyed.ask(self._actions.find(asked), short=self._actions.is_short(asked))

    def _say_how_it_stands(self) -> None:
        found, asked = self.keyed.found, self._asked
        assert isinstance(found, Shown)  # noqa: S101  # nothing else is asked for
        now = found.standing
        none = "No action is open."
        if not found.total:
            none = "No actions yet. Ctrl+T adds one."
        elif asked.words or asked.priority or asked.owner:
            none = "No action matches."
        self.say(f"{now.open:,} open, {now.overdue:,} overdue" if now.there else "", none)
        if self.table.hasFocus() and self.table.current_id is None and self.rows.rowCount():
            # The focus was there before the lines.
            self.table.take_near(0)
        self.shown.emit()
