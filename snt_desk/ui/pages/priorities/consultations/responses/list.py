"""The responses as a list: chips above, what they add up to below; only what is painted is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from snt_desk.errors import DeskError
from snt_desk.services import response_lists
from snt_desk.services.response_lists import Asked
from snt_desk.ui import failing, pasting, period_chip
from snt_desk.ui.box import Box
from snt_desk.ui.desk import Desk
from snt_desk.ui.exporting import Exporting
from snt_desk.ui.page import Command, Target
from snt_desk.ui.pages.priorities.consultations.responses.chips import Chips
from snt_desk.ui.pages.priorities.consultations.responses.columns import Line
from snt_desk.ui.pages.priorities.consultations.responses.exporting import Shown
from snt_desk.ui.pages.priorities.consultations.responses.linking import Linking
from snt_desk.ui.pages.priorities.consultations.responses.rows import ResponseRows
from snt_desk.ui.pages.priorities.consultations.responses.totals import ResponseTotals
from snt_desk.ui.panels import EmptyPage
from snt_desk.ui.parts import Button, button
from snt_desk.ui.strip import Strip
from snt_desk.ui.table_view import TableView

_LEAST_TABLE = 64
_DOWN = Qt.SortOrder.DescendingOrder


class ResponsesList(QFrame):
    """The responses of one consultation, or of all of the team, with what can be done to them."""

    opened = Signal(object)
    """Enter: the response's ref."""
    current_changed = Signal(object)
    """Another response is in hand: its ref, or None."""
    wanted = Signal(object)
    """Another record is wanted: a `Target`."""
    new_asked = Signal()
    """*Add a response*, where there is none yet."""
    left = Signal()
    """Esc in the table, once no filter is left to let go."""

    def __init__(self, desk: Desk, actions: Sequence[Button] = ()) -> None:
        """`actions` are buttons at the right end of the bar."""
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self.title = ""
        """What the consultation is called; empty for all of the team."""
        self.chips = Chips(desk, tuple(actions))
        self.bar = self.chips.bar
        self.lists = ResponseRows(desk, self)
        self.rows = self.lists.model
        self.table = TableView(self.rows, "Responses")
        self.table.setObjectName("responses")
        self.table.deletes = True
        self.table.setMinimumHeight(_LEAST_TABLE)
        self.table.show_order("received", _DOWN)
        self.strip = Strip()
        self.box = Box("bad")
        self.sums = ResponseTotals(self.lists, self.table)
        self.totals = self.sums.bar
        self.linking = Linking(desk, self.strip, self)
        self.exporting = Exporting(
            desk, Shown(desk, self), "response", said_in=self.strip, owner=self
        )
        pasting.offer(self.table, desk, "responses", self._paste_into)
        self._add_lines()
        self._lay_out()
        self._listen()

    def _add_lines(self) -> None:
        """Add to the menu of a row what can be done with what is selected."""
        for words, do in (
            ("&Link to a priority…\tCtrl+Shift+L", self.link),
            ("Ta&ke off its priority", self.take_off),
            ("&Go to its priority", self._go_to_priority),
        ):
            line = QAction(words, self.table)
            line.triggered.connect(do)
            self.table.addAction(line)

    def _lay_out(self) -> None:
        self._add = button("Add a response", "primary", "plus", tip="Ctrl+N", writes=True)
        self._paste = button("Paste from Excel", "", "clipboard-list", writes=True)
        self._import = button("Import a file", "", "upload", tip="Ctrl+I", writes=True)
        self._show_all = button("Clear filters", "primary")
        self.none_yet = EmptyPage("megaphone", self._add, self._paste, self._import)
        self.none_match = EmptyPage("list-filter", self._show_all)
        self.stack = QStackedWidget()
        for one in (self.table, self.none_yet, self.none_match):
            self.stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for above in (self.bar, self.strip, self.box):
            column.addWidget(above)
        column.addWidget(self.stack, 1)
        column.addWidget(self.totals)
        column.addWidget(self.exporting.working)

    def _listen(self) -> None:
        self.bar.changed.connect(self._ask)
        self.bar.words.left.connect(self.table.setFocus)
        self.strip.left.connect(self.table.setFocus)
        self.chips.days.dates_asked.connect(self.ask_days)
        self.table.typed.connect(self.bar.words.take)
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.current_changed)
        self.table.delete_asked.connect(self.linking.delete)
        self.table.left.connect(self._leave)
        self.lists.shown.connect(self._shown)
        self.lists.completed.connect(self.table.select)
        self.totals.cleared.connect(self.clear_filters)
        self._show_all.clicked.connect(self.clear_filters)
        self._add.clicked.connect(self.new_asked)
        self._paste.clicked.connect(partial(pasting.begin, self.table))
        self._import.clicked.connect(self._desk.choose_file)
        self.linking.failed.connect(self._say_failed)
        self.linking.done.connect(self._done)

    def commands(self) -> Sequence[Command]:
        """The lines of the menus that are there while it is in front."""
        return (
            Command(
                "&File",
                "E&xport what is shown…",
                self.exporting.begin,
                "Ctrl+E",
                self.exporting.possible,
                writes=True,
            ),
            Command("&Record", "&Link to a priority…", self.link, "Ctrl+Shift+L", self.has_rows),
            Command("&Record", "Ta&ke off its priority", self.take_off, ready=self.has_rows),
            Command("&View", "&Dates…", self.ask_days, ready=self.isVisible),
        )

    # --- What is shown ------------------------------------------------------------------------

    def show_consultation(self, ref: str | None) -> None:
        """Show what was said in one consultation, unfiltered; with None in all of the team."""
        self.show_filter({"consultation": ref or ""})

    def show_filter(self, wanted: Mapping[str, str]) -> None:
        """Filter by these and by nothing else.

        They are `consultation` (a ref; empty for all, as before if it is not named), `theme`,
        `channel`, `place` and `at` (codes; `at` is the place itself, without what lies in it),
        `linked` (`yes`, `no`), `priority` (a ref), `text`, `month` or `days` (as
        `Target.filters` has them for the log).
        """
        self.box.hide()
        if "consultation" in wanted:
            self._say_title(wanted["consultation"])
        self.chips.show_only(wanted)

    def refresh(self) -> None:
        """Read everything again; what is in hand stays in hand."""
        self.chips.offer()
        self._say_title(self.chips.consultation or "")
        self.lists.ask_again()

    def _ask(self) -> None:
        self.strip.put_away()
        before = self.table.current_id
        asked = Asked(self.chips.wanted, self.lists.asked.orders)
        self.lists.ask(asked, "" if before is None else str(before))

    def _say_title(self, consultation: str) -> None:
        with self._desk.store.read() as session:
            self.title = response_lists.title_of(session, consultation)

    def _shown(self) -> None:
        self.sums.say()
        if self.rows.rowCount():
            self.stack.setCurrentWidget(self.table)
        elif self.lists.pending:
            # It begins with nothing, and may yet be found to hold nothing at all.
            return
        elif self.filtered:
            count = f"{self.lists.of_all:,} rows without filters."
            self.none_match.say("No response matches", count)
            self.stack.setCurrentWidget(self.none_match)
        else:
            self.none_yet.say(
                f"No responses to {self.title} yet" if self.title else "No responses yet",
                "Write down what residents said, or bring it in from a survey’s spreadsheet.",
                "Ctrl+N adds  ·  Ctrl+I imports",
            )
            self.stack.setCurrentWidget(self.none_yet)

    @property
    def filtered(self) -> bool:
        """Whether anything of the consultation is left out."""
        wanted = self.chips.wanted
        return wanted != wanted.whole

    def clear_filters(self) -> None:
        """Show all of the consultation."""
        self.bar.clear()
        self.table.setFocus()

    def ask_days(self) -> None:
        """Ask from when until when."""
        period_chip.ask_days(self.strip, self.chips.days)

    def find_words(self) -> None:
        """Take the focus to the filter (Ctrl+F)."""
        self.bar.words.setFocus()
        self.bar.words.selectAll()

    def _leave(self) -> None:
        """Esc lets the filters go; where there is none, the list."""
        if self.filtered:
            self.clear_filters()
        else:
            self.left.emit()

    # --- What is in hand ----------------------------------------------------------------------

    @property
    def current_ref(self) -> str | None:
        """The response in hand, where it is seen."""
        seen = self.stack.currentWidget() is self.table
        current = self.table.current_id if seen else None
        return None if current is None else str(current)

    def select(self, ref: str) -> bool:
        """Take a response in hand; if need be, filters go for it. False if it is not there."""
        if not self.table.select(ref) and self.filtered:
            self.bar.clear()
        return self.table.select(ref)

    def selected(self) -> list[str]:
        """The refs of what is selected; DeskError if there is too much to act on."""
        if self.stack.currentWidget() is not self.table:
            return []
        return [str(one) for one in dict.fromkeys(self.table.selected_ids)]

    def has_rows(self) -> bool:
        """Whether anything is selected that can be seen."""
        return self.table.isVisible() and self.table.selectionModel().hasSelection()

    # --- What can be done ---------------------------------------------------------------------

    def link(self) -> None:
        """Ask to which priority the selected responses are to be linked (Ctrl+Shift+L)."""
        self.linking.ask(self.selected())

    def take_off(self) -> None:
        """Take the selected responses off the priorities that they are linked to."""
        self.linking.take_off(self.selected())

    def delete(self) -> None:
        """Delete the selected responses; undo brings them back."""
        self.linking.delete(self.selected())

    def _go_to_priority(self) -> None:
        line = self.rows.row(self.table.currentIndex().row())
        if isinstance(line, Line) and line.row.priority_ref:
            self.wanted.emit(Target("Priorities", "priorities", line.row.priority_ref))

    def _paste_into(self) -> tuple[str, str] | None:
        ref = self.chips.consultation
        return None if ref is None else ("consultations", ref)

    def _done(self) -> None:
        self.box.hide()
        self.table.setFocus()

    def _say_failed(self, error: DeskError) -> None:
        failing.say(self._desk, self.box, error)
